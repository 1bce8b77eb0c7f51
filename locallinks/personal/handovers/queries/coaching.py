"""Coaching notes, for those who may read them."""

from datetime import date

from django.db.models import Q, QuerySet

from locallinks.foundation.accounts.models import Membership
from locallinks.foundation.shared.roles import Capability
from locallinks.foundation.shared.viewer import Viewer
from locallinks.personal.handovers.models import CoachingNote
from locallinks.personal.handovers.permissions import check_can_read_notes


def coaching_notes(*, viewer: Viewer, on: date) -> QuerySet[CoachingNote]:
    """Return the notes this viewer may read. Raises NotAllowed.

    A champion reads all notes of the council; a social worker those for them or for their whole team.
    """
    check_can_read_notes(viewer)
    notes = CoachingNote.objects.select_related("team", "worker", "written_by")
    coached_councils = viewer.organisations_where_may(Capability.COACH)
    teams = Membership.objects.filter(user=viewer.user_id, team__isnull=False).current(on).values("team")
    for_whole_team = Q(team__in=teams, worker=None)
    return notes.filter(Q(council__in=coached_councils) | Q(worker=viewer.user_id) | for_whole_team).distinct()
