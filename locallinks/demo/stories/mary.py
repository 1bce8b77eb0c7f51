"""Mary, 88: she led a majorettes troop; after a car accident she lost that, and was alone."""

from datetime import date, datetime, timedelta
from typing import Any

from locallinks.demo.city import NETWORK
from locallinks.demo.story import Story
from locallinks.foundation.people.actions.records import add_relationship
from locallinks.foundation.people.actions.sharing import give_access
from locallinks.foundation.people.choices import Channel, GrantKind, ReadingFormat
from locallinks.foundation.shared import clock
from locallinks.foundation.shared.viewer import Viewer
from locallinks.local.directory.models import Service
from locallinks.local.directory.queries.search import search_services
from locallinks.personal.outcomes import actions as outcomes
from locallinks.personal.outcomes.choices import Mode
from locallinks.personal.plans.choices import LineKind
from locallinks.personal.reviews import actions as reviews
from locallinks.personal.reviews.choices import ReviewKind

NAME = "Mary Firth"
DAYS = 72
DETAILS = {
    "preferred_name": "Mary",
    "full_name": NAME,
    "date_of_birth": date(1938, 5, 14),
    "nhs_number": "9990000018",
    "phone": "01632 960141",
    "address": "4 Canal Row, Millbank",
    "postcode": "ZZ1 1AA",
    "contact_by": Channel.LETTER,
    "reading_format": ReadingFormat.LARGE_PRINT,
    "communication_needs": "Speak clearly; her left ear is the good one.",
    "about": "I led the Millbank Majorettes for thirty years. I like company, brass bands and a proper pot of tea.",
}
TALK = {
    "what-matters": "Being with people, and being useful to young ones again.",
    "strengths": "Led a majorettes troop for thirty years. Patient, funny, a good teacher.",
    "people": "Her niece Carol rings on Sundays. Her neighbour Bilal brings the paper.",
    "community": "She used to go to the Thursday dance at the hall. She knows everybody over seventy.",
    "what-is-hard": "Since the accident she does not go out alone. She cries most mornings.",
}
UNABLE = {
    "A7": ("unable_pain", "Seeing people takes a journey she is frightened of since the accident."),
    "A9": ("unable_assist", "She cannot manage the bus without somebody beside her."),
}
ABOUT = {
    "about_me": "I led a majorettes troop for thirty years, until the accident. I like company and a laugh.",
    "what_matters": "To be with people every week, and to teach somebody something again.",
    "good_week": "Out on Thursday with a friend. A visit on Monday. Carol's call on Sunday.",
    "advice": "Keep walking a little each day. Ask the surgery about the falls class.",
    "contingency": "If her supporter is ill, Joan rings Mary the same morning and Carol comes on Saturday.",
    "wellbeing": ["relationships", "contribution"],
}
PEOPLE = (
    ("Carol Firth", "Niece", "family", 1, "Rings every Sunday."),
    ("Bilal Hussain", "Neighbour", "neighbour", 2, "Brings the paper and a bit of news."),
    ("Doreen Pike", "Friend from the troop", "friend", 3, "Sends cards; lives in Saltgate now."),
)


def tell(story: Story) -> None:
    """From her neighbour's call to the first look at how it is going."""
    story.refer(
        0,
        DETAILS,
        told_by="Bilal Hussain",
        told_by_relation="Neighbour",
        reason="She has stopped going out and is very low since the accident.",
    )
    story.do("wrote down the people in her life", "social.worker", 0, lambda viewer, at: _people(story, viewer, at))
    story.assess(2, TALK, UNABLE)
    story.decide_eligibility(
        5, "Since your accident you cannot see people or get about without help, and you are very low."
    )
    story.set_budget(6, points=20, minutes=240, usual="Four hours of home care a week for company and outings.")
    story.check_baseline(7)
    story.offer_introduction(7, NETWORK, "Read the large print leaflet together and left it with her.", "large_print")
    story.accept_introduction(
        9, "I know Joan's mother. Yes please.", "Went through what the network would see, line by line."
    )
    story.do("let her open her own record", "social.worker", 9, lambda viewer, at: _own_record(story, viewer, at))
    story.network_accepts(10)
    lonely = {"companionship": 3, "left_out": 3, "isolated": 2}
    story.do("asked how lonely she is", "support.planner", 17, lambda v, at: _loneliness(story, v, at, lonely))
    story.write_plan(18, "the plan", lambda viewer, at: _write(story, viewer, at))
    story.send_plan(19, "the plan", "It is my plan. I said so to Carol.")
    story.approve_plan(21, "the plan", 0)
    story.arrange_support(
        23,
        "the plan",
        {
            "Jean": ("Jean Abara", NETWORK, "Volunteer checks and training seen on file."),
            "Going": ("The group itself", "", "Open to all; no checks needed."),
        },
    )
    first_look = "sat down with her to see how it is going"
    story.do_on_pathway(first_look, "social.worker", 71, reviews.start_review, **LIGHT)
    less = {"companionship": 2, "left_out": 2, "isolated": 1}
    story.do("asked her again", "support.planner", 71, lambda v, at: _loneliness(story, v, at, less, "between"))
    story.do("finished the first look", "social.worker", 72, lambda viewer, at: _finish(story, viewer, at))


LIGHT = {"kind": ReviewKind.LIGHT_TOUCH, "can_take_part": True}


def _people(story: Story, viewer: Viewer, at: datetime) -> None:
    for name, relation, kind, closeness, helps in PEOPLE:
        add_relationship(
            viewer=viewer,
            person=story.person,
            name=name,
            relation=relation,
            kind=kind,
            closeness=closeness,
            helps_with=helps,
            at=at,
        )


def _loneliness(story: Story, viewer: Viewer, at: datetime, answers: dict[str, int], moment: str = "baseline") -> None:
    """Eight of nine at first, and five ten weeks on (UCLA-3)."""
    outcomes.record_reply(
        viewer=viewer,
        pathway_id=story.pathway.pk,
        scale="ucla3",
        answers=answers,
        moment=moment,
        mode=Mode.FACE_TO_FACE,
        completed_by=NAME,
        proxy=False,
        language="English",
        taken_on=clock.day(at),
        at=at,
    )


def _own_record(story: Story, viewer: Viewer, at: datetime) -> None:
    user = story.city.user("person")
    give_access(viewer=viewer, person=story.person, user=user, kind=GrantKind.OWN, given_by=NAME, at=at)


def _write(story: Story, viewer: Viewer, at: datetime) -> None:
    """No home care: a named friend, and somewhere to go."""
    service = _somewhere_to_go()
    visits: dict[str, Any] = {
        "kind": LineKind.VOLUNTARY,
        "title": "Jean, a friend who visits",
        "given_by": f"Jean Abara, supporter at {NETWORK}",
        "what_when": "Monday afternoons, two hours, at home or out",
        "minutes_per_week": 120,
        "personal_care": False,
        "regulated": False,
        "giver_agreed": True,
        "contingency": "Joan rings Mary the same morning.",
    }
    group: dict[str, Any] = {
        "kind": LineKind.COMMUNITY_ASSET,
        "title": f"Going to {service.name}"[:300],
        "given_by": service.organisation.name,
        "what_when": "Every week, with Jean the first times",
        "service": service,
    }
    both = {"outcomes": ["A7", "A9"], "essential": True, "starts_on": clock.day(at + timedelta(days=7))}
    about = {**ABOUT, "review_on": clock.day(at + timedelta(days=300))}
    story.create_plan(viewer, at, about, [visits | both, group | both])


def _somewhere_to_go() -> Service:
    """A real entry of whatever directory the city has: the first of these ideas that finds something."""
    for words in ("lunch club older people", "older people social group", "tea dance", "social", "group", ""):
        if services := search_services(words=words, limit=1):
            return Service.objects.select_related("organisation").get(pk=services[0].id)
    raise LookupError("The directory is empty, so Mary has nowhere to go. Load a feed first.")


def _finish(story: Story, viewer: Viewer, at: datetime) -> None:
    reviews.finish_no_change(
        viewer=viewer,
        pathway_id=story.pathway.pk,
        happened="Jean has come every Monday. Mary has been out seven times.",
        changed="She is teaching two girls to twirl at the hall.",
        words="I have got my Mondays back.",
        next_review_on=clock.day(at + timedelta(days=180)),
        at=at,
    )
