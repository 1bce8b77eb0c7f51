"""Messages, unmet needs, requests from the public form and the directory of the world."""

import json
import tempfile
from pathlib import Path
from typing import Any

from locallinks.foundation.messages.actions.sending import mark_call_made, mark_no_answer, queue_message, stop_message
from locallinks.foundation.people.actions import duplicates
from locallinks.foundation.people.actions.invitations import end_invitation, invite
from locallinks.foundation.people.actions.records import start_record
from locallinks.foundation.people.models import DuplicateCandidate
from locallinks.foundation.shared import clock
from locallinks.foundation.shared.viewer import SIGNED_OUT, acting_as
from locallinks.local.directory.actions import import_feed
from locallinks.local.unmet_needs import actions as unmet_needs
from locallinks.personal.brokerage.actions.provider_quotes import record_quote, request_price, request_quotes
from locallinks.personal.brokerage.queries.arrangements import to_arrange
from locallinks.personal.handovers.actions.network_answers import chase
from locallinks.personal.referrals.actions.partner_questions import ask_partner
from locallinks.personal.referrals.actions.public_request import save_answers, send_request
from locallinks.personal.referrals.actions.triage import advise_contact, close_contact
from locallinks.personal.referrals.models import Contact
from tests.security.safeguarding import keep_safe
from tests.security.world_base import HTML, NAME, TOLD_BY, WORDS, World


def feed(world: World) -> None:
    """A feed with one entry that can be read and one that cannot, for its report."""
    good = {
        "id": "11111111-1111-4111-8111-111111111111",
        "name": "Chair yoga",
        "status": "active",
        "organization": {"id": "22222222-2222-4222-8222-222222222222", "name": "Millbank Hall"},
    }
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "feed.json"
        path.write_text(json.dumps([good, {"id": "no name"}]))
        world.act("administrator", import_feed, path=path, source="demo")


def ask(world: World) -> None:
    """Two requests from the public form: one open, one closed."""
    answers: dict[str, dict[str, Any]] = {
        "who": {"kind": "known"},
        "name": {"full_name": f"{NAME} asked {HTML}"},
        "reach": {"address": WORDS[:300]},
        "hard": {"reason": WORDS, "matters": WORDS},
        "you": {"told_by": TOLD_BY, "told_by_reach": "0113 496 0001"},
        "may": {"contact_basis": "agreed", "contact_note": WORDS, "communication_needs": WORDS},
    }
    for stage in ("asked", "asked_closed"):
        with acting_as(SIGNED_OUT):
            save_answers(code=stage, part="who", answers={}, at=world.at)
            number, _ = send_request(
                code=stage, home_id=world.city.council.pk, kind="known", answers=answers, at=world.at
            )
        world.contacts[stage] = world.act("social_worker", lambda viewer, at, pk=number: Contact.objects.get(pk=pk))
    world.act(
        "social_worker",
        close_contact,
        contact_id=world.contacts["asked_closed"].pk,
        why="mistake",
        words=WORDS,
    )
    world.act(
        "social_worker",
        ask_partner,
        pathway_id=world.pathways["referred"].pk,
        organisation_name=WORDS,
        to_name=NAME,
        question=WORDS,
        basis="agreed",
    )
    world.act(
        "social_worker",
        advise_contact,
        contact_id=world.contacts["asked"].pk,
        advice=WORDS,
        introduction_offered=True,
    )


def _asked_who_could_help(world: World) -> None:
    """Two were asked for a quote for the line that is not arranged; one can help, at a price above the plan's."""
    rows = world.act("support_planner", lambda viewer, at: to_arrange(world.pathways["brokering"], at.date()))
    line = next(row.line for row in rows if row.arrangement is None)
    sent = world.act(
        "support_planner",
        request_quotes,
        line_id=line.pk,
        names=[WORDS[:200], "Sunrise"],
        organisation_ids=[],
        what="quillwort",
        what_when="",
        minutes_per_week=60,
        wanted_on=world.at.date(),
        urgent=True,
    )
    world.act(
        "support_planner",
        record_quote,
        request_id=sent[0].request.pk,
        can_help=True,
        price_pence=4_321,
        from_on=world.at.date(),
        words=WORDS,
        by_name=WORDS,
    )
    world.act("support_planner", request_price, line_id=line.pk, price_pence=4_321, reason=WORDS)


def pair(world: World) -> None:
    """Two pairs of records of the same people: one to decide about, one merged."""
    with acting_as(world.city.viewer("social_worker")):
        twice = [
            start_record(
                viewer=world.city.viewer("social_worker"),
                home=world.city.council,
                at=world.at,
                preferred_name=NAME,
                full_name=f"{NAME} {word} {HTML}",
                phone="0113 496 0009",
            ).pk
            for word in ("once", "twice", "aside", "again")
        ]
        found = [(*twice[:2], 0.99, [WORDS]), (*twice[2:], 0.98, [WORDS])]
        duplicates.record_duplicate_candidates(home_id=world.city.council.pk, pairs=found, at=world.at)
        world.pairs = dict(zip(("alike", "merged"), DuplicateCandidate.objects.order_by("-probability"), strict=True))
    world.act(
        "social_worker",
        duplicates.merge_records,
        keep_id=twice[2],
        aside_id=twice[3],
        reason=WORDS,
    )


def settle(world: World) -> None:
    """A network whose answer is overdue, an advocate, unmet needs, and messages."""
    world.at = clock.now()
    world.act("handover_champion", chase, pathway_id=world.pathways["handover_sent"].pk, words=WORDS)
    person = world.people["planning"]
    need = world.act(
        "support_planner",
        unmet_needs.record_unmet_need,
        person=person,
        outcome="A7",
        outcome_words=WORDS,
        looked_for=WORDS,
        where_looked=WORDS,
        why="nothing_near",
    )
    world.act("support_planner", unmet_needs.record_need_met, need_id=need.pk, how=WORDS, on=world.at.date())
    invited = {"person": person, "purpose": "read_plan", "record_id": None, "to_name": NAME}
    invitation, _ = world.act("support_planner", invite, **invited)
    world.act("support_planner", end_invitation, invitation_id=invitation.pk, why="called_back")
    for key in ("call", "said", "rang", "stop"):
        world.messages[key] = world.act(
            "social_worker", queue_message, person=person, kind="news", key=key, subject=WORDS, body=WORDS
        )
    _asked_who_could_help(world)
    world.messages["letter"] = world.act(
        "social_worker",
        queue_message,
        person=world.people["live"],
        kind="news",
        key="letter",
        subject=WORDS,
        body=WORDS,
    )
    keep_safe(world, WORDS)
    told = world.messages
    world.act("social_worker", mark_call_made, message_id=told["said"].pk, words=WORDS)
    world.act("social_worker", mark_no_answer, message_id=told["rang"].pk, words=WORDS)
    world.act("social_worker", stop_message, message_id=told["stop"].pk, reason=WORDS)
