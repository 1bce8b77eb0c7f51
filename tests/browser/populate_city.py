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
        duplicates.record_duplicate_candidates(home_id=home.pk, pairs=found, at=at)
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
