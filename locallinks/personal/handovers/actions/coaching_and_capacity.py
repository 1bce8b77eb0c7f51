"""What makes the next introduction go better: how much room a network has, and what a team could try."""

from datetime import date, datetime

from django.db import transaction

from locallinks.foundation.accounts.queries import members_with_role, teams_of
from locallinks.foundation.audit.actions import record_write
from locallinks.foundation.shared import clock
from locallinks.foundation.shared.errors import DomainError, Problem
from locallinks.foundation.shared.roles import Role
from locallinks.foundation.shared.viewer import Viewer
from locallinks.personal.handovers import permissions, queries, rules
from locallinks.personal.handovers.models import CoachingNote, NetworkCapacity


@transaction.atomic
def record_capacity(
    *, viewer: Viewer, places: int, unit: str, as_of: date, until: date | None = None, words: str = "", at: datetime
) -> NetworkCapacity:
    """How many people a network can work with, said by its manager. What was said before stays on the list."""
    network_id = permissions.managed_network_id(viewer)
    today = clock.day(at)
    problems = rules.capacity_problems(places=places, unit=unit, as_of=as_of, until=until, words=words, today=today)
    if problems:
        raise DomainError(problems=problems)
    said = NetworkCapacity.objects.create(
        network_id=network_id,
        places=places,
        unit=unit,
        as_of=as_of,
        until=until,
        words=words.strip(),
        working_with=queries.working_with(network_id=network_id, unit=unit, on=as_of),
        said_by_id=viewer.actor_id,
        said_at=at,
    )
    record_write(viewer=viewer, verb="said how much room there is", subject=said, reason=said.in_words, at=at)
    return said


@transaction.atomic
def write_coaching_note(
    *, viewer: Viewer, team_id: int | None, worker_id: int | None = None, about: str = "", words: str, at: datetime
) -> CoachingNote:
    """Something to try, for a team or for one worker of the champion's council. About practice: it names no person."""
    council_id = permissions.coached_council_id(viewer)
    team = teams_of(council_id).filter(pk=team_id).first() if team_id else None
    workers = members_with_role(council_id, Role.SOCIAL_WORKER, clock.day(at))
    worker = workers.filter(pk=worker_id).first() if worker_id else None
    problems = list(rules.note_problems(about=about, words=words))
    if team is None and worker is None:
        problems.append(Problem("Choose the team or the worker it is for", "team", "for_nobody"))
    if problems:
        raise DomainError(problems=problems)
    note = CoachingNote.objects.create(
        council_id=council_id,
        team=team,
        worker=worker,
        about=about,
        words=words.strip(),
        written_by_id=viewer.actor_id,
        written_at=at,
    )
    record_write(viewer=viewer, verb="wrote a coaching note", subject=note, at=at)
    return note
