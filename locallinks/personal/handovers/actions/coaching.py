"""Write coaching notes."""

from datetime import datetime

from django.db import transaction

from locallinks.foundation.accounts.queries import members_with_role, teams_of
from locallinks.foundation.audit.actions import record_write
from locallinks.foundation.shared import clock
from locallinks.foundation.shared.errors import Problem
from locallinks.foundation.shared.roles import Role
from locallinks.foundation.shared.viewer import Viewer
from locallinks.personal.handovers import permissions, rules
from locallinks.personal.handovers.models import CoachingNote


@transaction.atomic
def write_coaching_note(
    *, viewer: Viewer, team_id: int | None, worker_id: int | None = None, about: str = "", words: str, at: datetime
) -> CoachingNote:
    """Write and return a note about practice for a team or a worker of the champion's council.

    Raises NotAllowed for anybody but a handover champion, and DomainError for a note without words or an addressee.
    """
    council_id = permissions.coached_council_id(viewer)
    team = teams_of(council_id).filter(pk=team_id).first() if team_id else None
    workers = members_with_role(council_id, Role.SOCIAL_WORKER, clock.day(at))
    worker = workers.filter(pk=worker_id).first() if worker_id else None
    problems: list[Problem] = list(rules.note_problems(about=about, words=words))
    if team is None and worker is None:
        problems.append(Problem("Choose the team or the worker it is for", "team", "for_nobody"))
    rules.raise_problems(*problems)
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
