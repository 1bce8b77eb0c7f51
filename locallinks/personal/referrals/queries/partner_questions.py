"""The questions to partners about one person, the answers, and the links that still work."""

from dataclasses import dataclass
from datetime import datetime

from django.http import Http404

from locallinks.foundation.people.choices import InvitationPurpose
from locallinks.foundation.people.models import Invitation
from locallinks.foundation.people.queries.records import open_person_by_link
from locallinks.foundation.shared.viewer import Viewer
from locallinks.personal.pathways.models import Pathway
from locallinks.personal.referrals.models import PartnerAnswer, PartnerQuestion


@dataclass(frozen=True)
class QuestionStatus:
    question: PartnerQuestion
    answer: PartnerAnswer | None
    works_until: datetime | None  # the link, while it opens


def questions_of(pathway: Pathway, at: datetime) -> list[QuestionStatus]:
    """Return the questions of a pathway, newest first. Two queries."""
    rows = PartnerQuestion.objects.filter(pathway=pathway).select_related("answer", "asked_by")
    links = Invitation.objects.filter(
        person_id=pathway.person_id, purpose=InvitationPurpose.PARTNER_ANSWER, end=None, expires_at__gt=at
    )
    until = dict(links.values_list("record_id", "expires_at"))
    return [QuestionStatus(row, getattr(row, "answer", None), until.get(row.pk)) for row in rows]


def question_to_call_back(*, pathway: Pathway, question_id: int) -> PartnerQuestion:
    """Return a question of this pathway that has no answer. Raises Http404 for any other."""
    question = PartnerQuestion.objects.filter(pk=question_id, pathway=pathway, answer=None).first()
    if question is None:
        raise Http404
    return question


def question_for(viewer: Viewer, at: datetime) -> PartnerQuestion:
    """Return the question of the viewer's link, and audit that it was read. Raises Http404."""
    person = open_person_by_link(viewer=viewer, page="a question to answer", at=at)
    assert viewer.invitation is not None
    assert viewer.invitation.record_id is not None
    rows = PartnerQuestion.objects.filter(pk=viewer.invitation.record_id, person=person).select_related(
        "asked_by", "home"
    )
    question = rows.select_related("asked_by", "home", "person").first()
    if question is None:
        raise Http404
    return question
