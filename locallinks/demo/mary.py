"""Mary, 88: she led a majorettes troop; after a car accident she lost that, and was alone."""

from datetime import date, datetime, timedelta
from typing import Any

from locallinks.demo.city import COUNCIL, NETWORK
from locallinks.demo.teller import Teller
from locallinks.foundation.people import actions as people
from locallinks.foundation.shared.scope import Viewer
from locallinks.local.directory.models import Service
from locallinks.local.directory.queries import search_services
from locallinks.personal.assessments import actions as assessments
from locallinks.personal.brokerage import actions as brokerage
from locallinks.personal.budgets import actions as budgets
from locallinks.personal.charging import actions as charging
from locallinks.personal.handovers import actions as handovers
from locallinks.personal.plans import actions as plans
from locallinks.personal.referrals import actions as referrals
from locallinks.personal.reviews import actions as reviews
from locallinks.personal.reviews.queries import review_now

NAME = "Mary Firth"
DAYS = 72
DETAILS = {
    "preferred_name": "Mary",
    "full_name": NAME,
    "date_of_birth": date(1938, 5, 14),
    "nhs_number": "9990000018",
    "phone": "01943 555 0141",
    "address": "4 Canal Row, Millbank",
    "postcode": "ZZ1 1AA",
    "contact_by": "letter",
    "reading_format": "large_print",
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


def tell(story: Teller) -> None:
    _to_the_network(story)
    _to_the_plan(story)
    _to_a_good_life(story)


def _to_the_network(story: Teller) -> None:
    city = story.city
    story.tell(
        "wrote down the call from her neighbour",
        "social.worker",
        0,
        lambda viewer, at: referrals.refer(
            viewer=viewer,
            home=city.organisation(COUNCIL),
            details=DETAILS,
            told_by="Bilal Hussain",
            told_by_relation="Neighbour",
            reason="She has stopped going out and is very low since the accident.",
            contact_basis="agreed",
            at=at,
        ),
    )
    story.tell("wrote down the people in her life", "social.worker", 0, lambda viewer, at: _people(story, viewer, at))
    story.tell(
        "started the assessment",
        "social.worker",
        2,
        lambda viewer, at: assessments.start_assessment(
            viewer=viewer, pathway_id=story.pathway.pk, method="face_to_face", at=at
        ),
    )
    story.tell(
        "talked it through with her at home",
        "social.worker",
        3,
        lambda viewer, at: story.assess(viewer, at, TALK, UNABLE),
    )
    story.tell(
        "decided that support is due",
        "social.worker",
        5,
        lambda viewer, at: assessments.decide_eligibility(
            viewer=viewer,
            pathway_id=story.pathway.pk,
            decided_eligible=True,
            at=at,
            reasons="Since your accident you cannot see people or get about without help, and you are very low.",
        ),
    )
    story.tell(
        "worked out a first budget",
        "social.worker",
        6,
        lambda viewer, at: budgets.set_indicative(
            viewer=viewer,
            pathway_id=story.pathway.pk,
            points=20,
            usual_minutes_per_week=240,
            usual_words="Four hours of home care a week for company and outings.",
            at=at,
        ),
    )
    story.tell(
        "told her what she may have to pay",
        "social.worker",
        6,
        lambda viewer, at: charging.give_estimate(
            viewer=viewer, pathway_id=story.pathway.pk, weekly_pence=0, why_not="", at=at
        ),
    )
    story.tell(
        "offered to introduce her to the network",
        "social.worker",
        7,
        lambda viewer, at: handovers.offer_handover(
            viewer=viewer,
            pathway_id=story.pathway.pk,
            network_id=city.organisation(NETWORK).pk,
            explained_how="Read the large print leaflet together and left it with her.",
            reading_format="large_print",
            at=at,
        ),
    )
    story.tell(
        "wrote down her yes",
        "social.worker",
        9,
        lambda viewer, at: handovers.person_accepts(
            viewer=viewer,
            pathway_id=story.pathway.pk,
            said_by=NAME,
            words="I know Joan's mother. Yes please.",
            at=at,
            how_explained="Went through what Millbank Neighbours would see, line by line.",
        ),
    )
    story.tell(
        "let her open her own record",
        "social.worker",
        9,
        lambda viewer, at: people.give_access(
            viewer=viewer, person=story.person, user=city.user("person"), kind="self", given_by=NAME, at=at
        ),
    )
    story.tell(
        "said yes and named a planner",
        "network.manager",
        10,
        lambda viewer, at: handovers.network_accepts(
            viewer=viewer, pathway_id=story.pathway.pk, planner_id=city.user("support.planner").pk, at=at
        ),
    )


def _people(story: Teller, viewer: Viewer, at: datetime) -> None:
    for name, relation, kind, closeness, helps in (
        ("Carol Firth", "Niece", "family", 1, "Rings every Sunday."),
        ("Bilal Hussain", "Neighbour", "neighbour", 2, "Brings the paper and a bit of news."),
        ("Doreen Pike", "Friend from the troop", "friend", 3, "Sends cards; lives in Saltgate now."),
    ):
        people.add_relationship(
            viewer=viewer,
            person=story.person,
            name=name,
            relation=relation,
            kind=kind,
            closeness=closeness,
            helps_with=helps,
            at=at,
        )


def _to_the_plan(story: Teller) -> None:
    story.tell(
        "wrote the plan with her, over three visits",
        "support.planner",
        18,
        lambda viewer, at: story.write_plan(
            viewer, at, {**ABOUT, "review_on": (at + timedelta(days=300)).date()}, _lines(at)
        ),
    )
    story.tell(
        "sent the plan she agreed",
        "support.planner",
        19,
        lambda viewer, at: story.agree_and_send(viewer, at, "It is my plan. I said so to Carol."),
    )
    story.tell(
        "approved the plan",
        "approver",
        21,
        lambda viewer, at: plans.approve_plan(
            viewer=viewer,
            pathway_id=story.pathway.pk,
            personal_budget_pence=0,
            contribution_pence=0,
            deployment="council_managed",
            at=at,
        ),
    )


def _lines(at: datetime) -> list[dict[str, Any]]:
    """No home care: a named friend, and somewhere to go."""
    starts_on = (at + timedelta(days=7)).date()
    service = _somewhere_to_go()
    return [
        {
            "kind": "voluntary",
            "title": "Jean, a friend who visits",
            "given_by": f"Jean Abara, supporter at {NETWORK}",
            "what_when": "Monday afternoons, two hours, at home or out",
            "outcomes": ["A7", "A9"],
            "minutes_per_week": 120,
            "giver_agreed": True,
            "starts_on": starts_on,
            "contingency": "Joan rings Mary the same morning.",
            "essential": True,
        },
        {
            "kind": "community_asset",
            "title": f"Going to {service.name}"[:300],
            "given_by": service.organisation.name,
            "what_when": "Every week, with Jean the first times",
            "outcomes": ["A7", "A9"],
            "service": service,
            "starts_on": starts_on,
            "essential": True,
        },
    ]


def _somewhere_to_go() -> Service:
    """A real entry of whatever directory the city has: the first of these ideas that finds something."""
    for words in ("lunch club older people", "older people social group", "tea dance", "social", "group", ""):
        if found := search_services(words=words, limit=1):
            return Service.objects.select_related("organisation").get(pk=found[0].id)
    raise LookupError("The directory is empty, so Mary has nowhere to go. Load a feed first.")


def _to_a_good_life(story: Teller) -> None:
    story.tell(
        "started to arrange it",
        "support.planner",
        22,
        lambda viewer, at: brokerage.start_brokerage(viewer=viewer, pathway_id=story.pathway.pk, at=at),
    )
    story.tell(
        "agreed it with Jean and with the group",
        "support.planner",
        25,
        lambda viewer, at: story.arrange(
            viewer,
            at,
            {
                "Jean": ("Jean Abara", NETWORK, "Volunteer checks and training seen on file."),
                "Going": ("The group itself", "", "Open to all; no checks needed."),
            },
        ),
    )
    story.tell(
        "saw that it had begun",
        "support.planner",
        26,
        lambda viewer, at: brokerage.confirm_live(viewer=viewer, pathway_id=story.pathway.pk, at=at),
    )
    story.tell(
        "sat down with her to see how it is going",
        "social.worker",
        71,
        lambda viewer, at: reviews.start_review(viewer=viewer, pathway_id=story.pathway.pk, kind="light_touch", at=at),
    )
    story.tell("finished the first look", "social.worker", 72, lambda viewer, at: _finish(story, viewer, at))


def _finish(story: Teller, viewer: Viewer, at: datetime) -> None:
    assert review_now(story.pathway) is not None
    reviews.finish_no_change(
        viewer=viewer,
        pathway_id=story.pathway.pk,
        at=at,
        happened="Jean has come every Monday. Mary has been out seven times.",
        changed="She is teaching two girls to twirl at the hall.",
        words="I have got my Mondays back.",
        next_review_on=(at + timedelta(days=180)).date(),
    )
