"""Fill the served city: `python -m tests.browser.populate_city city | everybody | stories | give-access NAME KEY`.

Runs as its own process on the scratch database (tests/browser/server.py).
`city`: Aireborough, with nobody to support yet. `everybody`: Elaine, the neighbours, and one more person at each stage
that the demonstration has nobody at. `stories`: the demonstration itself. `give-access`: somebody may open their own
record. `everybody` and `stories` end with a line of JSON: the ids of what they made.
"""

import json
import sys
from datetime import datetime, timedelta
from typing import Any

import django

django.setup()

from locallinks.demo import build
from locallinks.demo import city as demo
from locallinks.demo.stories import elaine, mary
from locallinks.demo.story import Story
from locallinks.foundation.accounts.models import Membership, User
from locallinks.foundation.messages.actions.sending import queue_message
from locallinks.foundation.messages.models import Message
from locallinks.foundation.people.actions import duplicates
from locallinks.foundation.people.actions.records import start_record
from locallinks.foundation.people.models import DuplicateCandidate, Person, SharingAgreement
from locallinks.foundation.shared import clock
from locallinks.foundation.shared.viewer import acting_as
from locallinks.local.directory.models import FeedImport, Service
from locallinks.personal.brokerage.models import Arrangement
from locallinks.personal.pathways.models import Pathway
from locallinks.personal.plans.models import Line
from locallinks.personal.referrals.actions.partner_questions import ask_partner
from locallinks.personal.referrals.models import Contact
from tests.browser import (
    carers,
    imported_records,
    role_invitations,
    safeguarding,
    sign_everybody_in,
)
from tests.browser.people_at_stages import KEYS_OF_PEOPLE, PEOPLE_AT_STAGES, ask_for_help, give_own_access
from tests.browser.server import PASSWORD

SIGN_INS = {"edna": "Edna Hirst", "elaine": elaine.NAME, "frank": "Frank Oduya", "nellie": "Nellie Thwaite"}


def build_city() -> None:
    demo.build(say=lambda words: None, password=PASSWORD, feed=None, at=clock.now())
    for key, name in SIGN_INS.items():
        if not User.objects.filter(email=f"{key}@demo.example").exists():
            User.objects.create_user(email=f"{key}@demo.example", name=name, password=PASSWORD)


def give_own_access(full_name: str, key: str) -> None:
    """Lets somebody open their own record. No page does this yet."""
    city = demo.City()
    viewer = city.viewer("social.worker")
    with acting_as(viewer):
        person = Person.objects.get(full_name=full_name)
        give_access(viewer=viewer, person=person, user=city.user(key), kind="self", given_by=full_name, at=clock.now())


# ---- one more person at each stage


def _asked(story: Story, nhs_number: str, postcode: str) -> None:
    details = {
        "preferred_name": story.name.split()[0], "full_name": story.name, "date_of_birth": date(1942, 3, 9),
        "nhs_number": nhs_number, "phone": "0113 496 0171", "address": "9 Weir Lane", "postcode": postcode,
        "about": "Forty years at the mill, and thirty in the choir. I like a garden and a bit of gossip.",
    }  # fmt: skip
    story.refer(0, details, told_by="Mill Lane Surgery", told_by_relation="GP surgery", reason=WHY)


def _to_a_budget(story: Story) -> None:
    story.assess(1, {"what-matters": "My garden.", "what-is-hard": WHY}, UNABLE)
    story.decide_eligibility(3, "You are not safe on the stairs, and cannot shop without help.")
    story.set_budget(4, points=24, minutes=300, usual="Help at home, an hour on weekdays.", pays_pence=1_000)


def _to_an_offer(story: Story) -> None:
    _to_a_budget(story)
    story.offer_introduction(5, NETWORK, "Talked it over at home, with the leaflet.")


def _to_the_planner(story: Story) -> None:
    _to_an_offer(story)
    story.accept_introduction(6, "Yes, why not.", "Line by line, at the kitchen table.")
    story.network_accepts(7)


def _half_written(story: Story) -> None:
    """Two lines, one taken out again, and something that could not be found."""
    _to_the_planner(story)

    def write(viewer: Viewer, at: datetime) -> None:
        story.create_plan(
            viewer, at, {"about_me": "Forty years at the mill.", "what_matters": "My garden."}, [FRIEND, BUS]
        )
        plan = working_plan(story.pathway)
        last = lines_of(plan)[-1]
        remove_line(viewer=viewer, line_id=last.pk, version=last.version, reason="Too early for her.", at=at)
        record_unmet_need(
            viewer=viewer, plan_id=plan.pk, outcome="A5", looked_for="Somebody to fit a second rail", at=at,
            where_looked="The directory, and the handyman list", why="nobody_to_do_it",
        )  # fmt: skip
        _talked(story, viewer, at)

    story.write_plan(9, "half the plan", write)


def _talked(story: Story, viewer: Viewer, at: datetime) -> None:
    """What she wants, what is to be done, what she said, and a link for her niece."""
    known = {"viewer": viewer, "pathway_id": story.pathway.pk, "said_by": story.name, "at": at}
    add_goal(words="To sell my tomatoes at the gate again", important=True, who_could_help="My niece", **known)
    task = add_task(words="Ring the garden club", who="Joan", due_on=clock.today(), **known)
    said = add_comment(words="Not before ten, please. I am slow in the mornings.", **known)
    link, token = create_share_link(
        viewer=viewer, pathway_id=story.pathway.pk, to_name="Her niece Ann", days=90, at=at
    )  # fmt: skip
    ASKED[story.name] = {
        "task_id": task.pk, "comment_id": said.pk, "invitation_id": link.pk, "token": token, "number": 1,
    }  # fmt: skip


def _to_approval(story: Story) -> None:
    _to_the_planner(story)
    about = {**PLAN_TEXTS, "about_me": "A choir singer.", "review_on": clock.today() + timedelta(days=200)}
    lines = [
        PLAN_LINE | {"outcomes": ["A5", "A9"], "council_cost_pence": 9_600, "starts_on": clock.today()},
        FRIEND,
    ]
    story.write_plan(9, "the plan", lambda viewer, at: story.create_plan(viewer, at, about, lines))
    story.send_plan(10, "the plan", "That will do me nicely.")
    story.approve_plan(12, "the plan", 9_600)


def _to_a_good_life(story: Story) -> None:
    _to_approval(story)
    kitchen = ("Mill Lane Kitchen", "", "Insurance seen.")
    story.arrange_support(
        13, "the plan", {"Somebody": kitchen, "Sunday": ("Her daughter Ann", "", "Family; no checks needed.")}
    )


def _advised(story: Story) -> None:
    advice = "The falls class at the surgery, Mondays at ten.\nA free bus pass: ring 0113 496 0100."
    story.do_on_pathway("gave advice", "social.worker", 1, advise_and_close, advice=advice, introduction_offered=True)


def _not_due(story: Story) -> None:
    story.assess(1, {"what-matters": "My garden."}, {"A9": UNABLE["A9"]})
    reasons = "You told us that shopping is hard. Everything else you manage well."
    story.do_on_pathway("decided", "social.worker", 3, decide_eligibility, decided_eligible=False, reasons=reasons)


def _advocate_asked(story: Story) -> None:
    def act(viewer: Viewer, at: datetime) -> None:
        reason = "She follows everything and says what she wants."
        record_advocacy(viewer=viewer, pathway=story.pathway, needed=False, reason=reason, at=at)

    story.do("asked about an advocate", "social.worker", 1, act)


def _to_arrange(story: Story) -> None:
    """One part is agreed; the other waits."""
    _to_approval(story)
    story.do_on_pathway("starts to arrange", "support.planner", 13, start_brokerage)

    def agree(viewer: Viewer, at: datetime) -> None:
        row = next(row for row in to_arrange(story.pathway, at.date()) if row.line.title.startswith("Sunday"))
        start_line(
            viewer=viewer, line_id=row.line.pk, provider_name="Her daughter Ann", organisation_id=None, price_pence=0,
            starts_on=at.date(), minutes_per_week=240, checks_seen="Family; no checks needed.", at=at,
        )  # fmt: skip

    story.do("agreed one part", "support.planner", 15, agree)
    story.do("asked who could help", "support.planner", 16, lambda viewer, at: _ask_two(story, viewer))


ASKED: dict[str, dict[str, Any]] = {}


def _ask_two(story: Story, viewer: Viewer) -> None:
    """Asked today, so that the link is open; one said yes at a price above the plan's, which waits for its own yes."""
    at = clock.now()
    row = next(row for row in to_arrange(story.pathway, at.date()) if row.arrangement is None)
    sent = request_quotes(
        viewer=viewer, line_id=row.line.pk, names=["Mill Lane Kitchen", "Sunrise Helpers"], organisation_ids=[],
        what="Somebody to cook and shop with", what_when=row.line.what_when, minutes_per_week=300, urgent=True,
        wanted_on=at.date() + timedelta(days=3), at=at,
    )  # fmt: skip
    price = row.line.council_cost_pence + 1_200
    record_quote(
        viewer=viewer, request_id=sent[0].request.pk, can_help=True, price_pence=price, minutes_per_week=300,
        from_on=at.date() + timedelta(days=4), words="Weekdays, not Fridays.", by_name="Anna at the Kitchen", at=at,
    )  # fmt: skip
    asked = request_price(
        viewer=viewer, line_id=row.line.pk, price_pence=price, reason="The only one with room before Friday.", at=at
    )
    ASKED[story.name] = {"quote_request_id": sent[0].request.pk, "request_id": asked.pk, "token": sent[1].token}


def _alone(story: Story) -> None:
    _to_an_offer(story)
    act = person_plans_for_self
    story.do_on_pathway(
        "plans", "social.worker", 6, act, said_by=story.name, words="I'll do it my way.", help_offered=True
    )
    give_own_access(story.name, "frank")
    with acting_as(story.city.viewer("frank")) as viewer:
        start_plan(viewer=viewer, pathway_id=story.pathway.pk, can_take_part=True, at=clock.now())


def _thought_about(story: Story) -> None:
    """Offered, and she answers for herself on her own page."""
    _to_an_offer(story)


def _paused(story: Story) -> None:
    _to_a_good_life(story)
    facts = {"reason_given": True, "expected_return": True}
    story.do_on_pathway("paused", "social.worker", 20, move_pathway, event="suspend", reason="In hospital", facts=facts)

    def pause(viewer: Viewer, at: datetime) -> None:
        rows = [row.arrangement.pk for row in to_arrange(story.pathway, at.date()) if row.arrangement]
        pause_support(
            viewer=viewer, pathway_id=story.pathway.pk, arrangement_ids=rows, first_day=at.date(), reason="hospital",
            expected_on=at.date() + timedelta(days=14), at=at,
        )  # fmt: skip

    story.do("paused each part", "social.worker", 21, pause)


def _looked_at(story: Story) -> None:
    _to_a_good_life(story)
    story.do_on_pathway("looks", "social.worker", 60, start_review, kind="light_touch", can_take_part=True)

    def ask(viewer: Viewer, at: datetime) -> None:
        """Asked today, so that the link is open."""
        review = open_review(story.pathway)
        told = {"review_id": review.pk, "at": clock.now()}
        ASKED[story.name] = {"token": request_contribution(viewer=viewer, to_name="Her daughter Ann", **told)}
        record_contribution(viewer=viewer, by_name="Bilal", relation="Neighbour", words="She is out more.", **told)

    story.do("asked others", "social.worker", 61, ask)


def _dead(story: Story) -> None:
    _to_a_good_life(story)
    died = {"died_on": clock.today() - timedelta(days=2), "told_by": "Her daughter Ann", "stopped": True}
    story.do("died", "social.worker", 68, lambda v, at: record_death(viewer=v, person=story.person, at=at, **died))


# name: (NHS number, postcode, how far they have come)
MORE: dict[str, tuple[str, str, Callable[[Story], None]]] = {
    "Doris Kemp": ("9990000115", "ZZ1 1AP", _advised),
    "George Mallin": ("9990000123", "ZZ1 1AQ", _not_due),
    "Frank Oduya": ("9990000131", "ZZ1 1AR", _alone),
    "Nellie Thwaite": ("9990000158", "ZZ1 1AS", _thought_about),
    "Ivy Ramsden": ("9990000166", "ZZ1 1AT", _to_the_planner),
    "Agnes Bell": ("9990000220", "ZZ1 1AZ", _half_written),
    "Rose Tolan": ("9990000239", "ZZ1 2AA", _advocate_asked),
    "Sid Amos": ("9990000247", "ZZ1 2AB", _to_arrange),
    "Leonard Cho": ("9990000174", "ZZ1 1AU", _to_approval),
    "Ida Price": ("9990000182", "ZZ1 1AW", _paused),
    "Mavis Thornton": ("9990000190", "ZZ1 1AX", _looked_at),
    "Hilda Crane": ("9990000204", "ZZ1 1AY", _dead),
}


def add_everybody() -> None:
    """Add Elaine, the neighbours and a person at every other stage; print their ids as JSON."""
    city, at = demo.City(), clock.now()
    elaine.tell(Story(city, elaine.NAME, _morning(at, elaine.DAYS + 1), lambda words: None))
    build.tell_other_stories(city=city, at=at, say=lambda words: None)
    for name, (nhs_number, postcode, come) in PEOPLE_AT_STAGES.items():
        story = Story(city, name, _morning(at, 70), lambda words: None)
        ask_for_help(story, nhs_number, postcode)
        come(story)
    give_own_access(elaine.NAME, "elaine")
    give_own_access("Nellie Thwaite", "nellie")
    _messages(city, at)
    carers.add_carers(city, at)
    safeguarding.add_safeguarding(city, at)
    _question(city, at)
    _alike(city, at)
    role_invitations.add_role_invitations(city, at)
    sys.stdout.write(json.dumps(_found(city) | {"sessions": sign_everybody_in.sessions_by_user()}))


def _alike(city: demo.City, at: datetime) -> None:
    """Two pairs of possible duplicates: one to decide about, one merged."""
    viewer = city.viewer("social.worker")
    with acting_as(viewer):
        home = Person.objects.get(full_name="Harold Beckwith").home
        made = [
            start_record(
                viewer=viewer, home=home, at=at, preferred_name=name.split()[0], full_name=name, phone="01632 960188"
            ).pk
            for name in ("Norah Pratt", "Nora Pratt", "Sidney Lunn", "Sydney Lunn")
        ]
        why = ["Nearly the same name", "The same phone number"]
        found = [(*made[:2], 0.99, why), (*made[2:], 0.98, why)]
        duplicates.record_duplicate_candidates(home_id=home.pk, found=found, at=at)
        duplicates.merge_records(viewer=viewer, keep_id=made[2], aside_id=made[3], reason="He told me so.", at=at)


def _question(city: demo.City, at: datetime) -> None:
    """A question to the surgery about Harold, by a link."""
    viewer = city.viewer("social.worker")
    with acting_as(viewer):
        pathway = Pathway.objects.get(person__full_name="Harold Beckwith")
        question, token = ask_partner(
            viewer=viewer, pathway_id=pathway.pk, organisation_name="Mill Lane Surgery", to_name="Dr Jean Pike",
            question="When were his eyes last tested?", basis="agreed", at=at,
        )  # fmt: skip
        KEYS_OF_PEOPLE["Harold Beckwith"] = {"question_id": question.pk, "token": token}


def _messages(city: demo.City, at: datetime) -> None:
    """A call to make, and a letter to print."""
    viewer = city.viewer("social.worker")
    with acting_as(viewer):
        for name, key, subject in (
            ("Elaine Dobson", "news", "Your plan is approved"),
            (mary.NAME, "hello", "We will visit"),
        ):
            person = Person.objects.filter(full_name=name).first()
            if person:
                body = "Hello,\n\nJoan will visit on Tuesday at ten. Ring us if that does not suit."
                queue_message(viewer=viewer, person=person, kind="news", key=key, subject=subject, body=body, at=at)


def _morning(at: datetime, days_ago: int) -> datetime:
    return (clock.local(at) - timedelta(days=days_ago)).replace(hour=9, minute=40)


def tell_demo_stories() -> None:
    """Add the demonstration: Mary's and Elaine's stories, and the neighbours."""
    city, at = demo.City(), clock.now()
    build.tell_main_stories(city=city, at=at, say=lambda words: None)
    build.tell_other_stories(city=city, at=at, say=lambda words: None)
    sys.stdout.write(json.dumps(_found(city)))


def _found(city: demo.City) -> dict[str, Any]:
    with acting_as(city.viewer("social.worker")):
        pathways = Pathway.objects.select_related("person")
        people = {row.person.full_name: {"person_id": row.person_id, "pathway_id": row.pk} for row in pathways}
        for name, keys in people.items():
            lines = Line.objects.filter(plan__pathway_id=keys["pathway_id"], removed_at=None).order_by("pk")
            gone = Line.objects.filter(plan__pathway_id=keys["pathway_id"], removed_at__isnull=False).order_by("pk")
            running = Arrangement.objects.filter(pathway_id=keys["pathway_id"], ends_on=None).order_by("pk")
            agreed = SharingAgreement.objects.filter(person__full_name=name).order_by("pk")
            people[name] |= {
                "line_id": next((row.pk for row in lines), 0), "arrangement_id": next((row.pk for row in running), 0),
                **KEYS_OF_PEOPLE.get(name, {}),
                "gone_id": next((row.pk for row in gone), 0), "agreement_id": next((row.pk for row in agreed), 0),
            }  # fmt: skip
        message = Message.objects.order_by("pk").first()
        of_carers = carers.found()
        pairs = [*DuplicateCandidate.objects.order_by("-probability").values_list("pk", flat=True), 0, 0]
        asked = dict(Contact.objects.order_by("-pk").values_list("state", "pk"))
        of_safety = safeguarding.found()
        of_exchange = imported_records.found()
    feed = FeedImport.objects.order_by("pk").first()
    service = Service.objects.order_by("pk").first()
    member = Membership.objects.get(user__email="approver@demo.example")
    return {
        "people": people, "message_id": message.pk if message else 0,
        "contact_id": asked.get("open", 0), "shut_id": asked.get("closed", 0),
        "candidate_id": pairs[0], "merged_id": pairs[1], "import_id": feed.pk if feed else 0,
        "uuid": str(service.uuid) if service else "", "service": service.pk if service else 0,
        **of_carers, **of_safety, **of_exchange, **safeguarding.concerns(city), "membership_id": member.pk,
        **role_invitations.found(),
    }  # fmt: skip


if __name__ == "__main__":
    commands = {
        "city": build_city,
        "everybody": add_everybody,
        "stories": tell_demo_stories,
        "give-access": give_own_access,
    }
    commands[sys.argv[1]](*sys.argv[2:])
