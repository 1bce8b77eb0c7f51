"""Keeping-safe notes, attorneys, concerns and colleagues who cover for others in the world."""

from datetime import timedelta
from typing import Any

from locallinks.foundation.accounts.actions.cover import arrange_cover
from locallinks.foundation.concerns import actions as concerns
from locallinks.foundation.concerns.models import Concern
from locallinks.foundation.people.actions.legal_representatives import (
    end_legal_representative,
    record_legal_representative,
)
from locallinks.foundation.people.actions.safety_notes import record_safety_note, review_safety_note
from locallinks.foundation.shared import clock
from locallinks.foundation.shared.viewer import acting_as
from locallinks.personal.pathways import actions as pathways


def keep_safe(world: Any, words: str) -> None:
    _worries(world, words)
    _safety(world, words)
    _colleagues(world, words)


def _colleagues(world: Any, words: str) -> None:
    """A person was given to another worker, and a worker will be away for a while."""
    users, away_from = world.city.users, (clock.now() + timedelta(days=200)).date()
    world.act(
        "social_worker",
        pathways.reassign_worker,
        pathway_id=world.pathways["in_review"].pk,
        worker_id=users["social_worker2"].pk,
        reason=words,
    )
    world.act(
        "social_worker",
        arrange_cover,
        user_id=users["social_worker"].pk,
        starts_on=away_from,
        covered_by_id=users["social_worker2"].pk,
        ends_on=away_from + timedelta(days=7),
    )


def _safety(world: Any, words: str) -> None:
    """A note, a note that was reviewed, an attorney, and an attorney whose authority has ended."""
    person, later = world.people["live"], (clock.now() + timedelta(days=100)).date()
    note = {"person": person, "words": words, "for_visits": False, "person_knows": True, "review_on": later}
    first = world.act("social_worker", record_safety_note, **note)
    world.act("social_worker", review_safety_note, note_id=first.pk, words=words, next_on=None)
    world.act("social_worker", record_safety_note, **note)
    paper = {"document": words, "seen_on": world.at.date(), "starts_on": world.at.date()}
    given = {"person": person, "name": words, "kind": "attorney", "scopes": ["property"], **paper}
    ended = world.act("social_worker", record_legal_representative, **given)
    world.act("social_worker", end_legal_representative, representative_id=ended.pk, on=world.at.date(), why=words)
    world.act("social_worker", record_legal_representative, **given)


def _worries(world: Any, words: str) -> None:
    """Three concerns: one to decide about, one that is looked into, one that is finished."""
    parts = {"has_needs": True, "at_risk": True, "cannot_protect": True}
    for stage in ("live", "in_review", "brokering"):
        world.act(
            "provider" if stage == "live" else "person",
            concerns.raise_concern,
            person=world.people[stage],
            what_happened=words,
            danger_now=False,
            person_knows=False,
            safe_to_contact="no",
        )
    with acting_as(world.city.viewer("safeguarding_lead")):
        told = {concern.person_id: concern.pk for concern in Concern.objects.exclude(person=None)}
    for stage in ("in_review", "brokering"):
        world.act(
            "safeguarding_lead",
            concerns.decide_concern,
            concern_id=told[world.people[stage].pk],
            decision="enquiry",
            version=0,
            reasons=words,
            **parts,
        )
    world.act(
        "safeguarding_lead",
        concerns.open_to_colleague,
        concern_id=told[world.people["in_review"].pk],
        user_id=world.city.users["safeguarding_worker"].pk,
        why=words,
    )
    world.act(
        "safeguarding_lead",
        concerns.finish_concern,
        concern_id=told[world.people["brokering"].pk],
        version=1,
        findings=words,
        risk="removed",
        wishes="met",
        keeps_safe=words,
    )
