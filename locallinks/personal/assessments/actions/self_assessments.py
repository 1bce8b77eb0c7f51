"""Save and send a self-assessment, lend a link to write by, and verify it with the person."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from locallinks.foundation.audit.actions import record_write
from locallinks.foundation.people.actions.invitations import end_invitation, invite
from locallinks.foundation.people.choices import InvitationPurpose
from locallinks.foundation.people.models import Invitation
from locallinks.foundation.shared.errors import DomainError
from locallinks.foundation.shared.viewer import Viewer
from locallinks.personal.assessments.actions.needs_assessment import keep_answers, save_version
from locallinks.personal.assessments.models import Assessment, SelfAssessment, SelfVerification
from locallinks.personal.assessments.permissions import check_can_assess, check_can_write_own
from locallinks.personal.assessments.queries.needs_assessment import answers_of, assessment_of, is_decided
from locallinks.personal.assessments.queries.self_assessments import self_assessment_of
from locallinks.personal.assessments.rules.needs_assessment import PARTS, part_problems
from locallinks.personal.pathways.choices import PathwayState
from locallinks.personal.pathways.models import Pathway

PURPOSE = InvitationPurpose.SELF_ASSESSMENT


@transaction.atomic
def save_own_part(
    *,
    viewer: Viewer,
    pathway_id: int,
    version: int | None,
    part: str,
    answers: Mapping[str, Any],
    said_by: str = "",
    at: datetime,
) -> SelfAssessment:
    """Save one part and return the self-assessment. `said_by`: whose words they are, where somebody else types them in.

    The answers are those of `save_part`. Raises DomainError naming the field and once it is sent, NotAllowed, and Stale
    where somebody else saved first.
    """
    row = _open(viewer, pathway_id, version, at)
    if part not in PARTS:
        raise DomainError(f"There is no part called “{part}” here.", code="unknown_part")
    if problems := part_problems(PARTS[part], answers):
        raise DomainError(problems=problems)
    _sign(viewer, row, said_by)
    row.answers = {**row.answers, part: dict(answers)}
    row.save_versioned()
    return _write_down(viewer, row, "wrote in their own assessment", PARTS[part].title, at)


@transaction.atomic
def send_own(*, viewer: Viewer, pathway_id: int, said_by: str = "", at: datetime) -> SelfAssessment:
    """Send the self-assessment to be verified, end the link it was written by, and return it. Raises DomainError."""
    row = _open(viewer, pathway_id, None, at)
    if not row.answers:
        raise DomainError("Write something in one part at least, then send it", code="nothing_written")
    _sign(viewer, row, said_by)
    row.sent_at = at
    row.save_versioned()
    if viewer.invitation:
        end_invitation(viewer=viewer, invitation_id=viewer.invitation.id, at=at)
    return _write_down(viewer, row, "sent their own assessment", "", at)


@transaction.atomic
def give_own_link(*, viewer: Viewer, pathway_id: int, to_name: str, days: int, at: datetime) -> tuple[Invitation, str]:
    """Create a link to write a self-assessment by, for somebody without an account; return it with its token.

    Raises NotAllowed for all but the council's social worker, and DomainError without a name, or where no assessment
    is open or theirs was sent already. `days`: how long the link works.
    """
    pathway = Pathway.locked(pathway_id)
    check_can_assess(viewer, pathway)
    _open(viewer, pathway_id, None, at)
    return invite(
        viewer=viewer, person=pathway.person, purpose=PURPOSE, record_id=pathway.pk, to_name=to_name, at=at, days=days
    )


@transaction.atomic
def verify_own(*, viewer: Viewer, pathway_id: int, how: str, differs: str = "", at: datetime) -> SelfVerification:
    """Record that a professional went through it with the person, and return the verification.

    Parts that the assessment does not answer yet are copied into it. Raises DomainError where it is not sent or is
    verified already, and NotAllowed for anybody but the council's social worker.
    """
    pathway = Pathway.locked(pathway_id)
    check_can_assess(viewer, pathway)
    assessment = assessment_of(pathway)
    row = self_assessment_of(assessment) if assessment else None
    if assessment is None or row is None or row.sent_at is None:
        raise DomainError("They have not sent it yet. Wait for it, or type in their paper", code="not_sent")
    if is_decided(assessment) or SelfVerification.objects.filter(self_assessment=row).exists():
        raise DomainError("This is checked already, so it stays as it is.", code="already_verified")
    if not how.strip():
        raise DomainError("Say how you went through it together", field="how", code="no_how")
    check = SelfVerification.objects.create(
        person=pathway.person,
        self_assessment=row,
        how=how.strip(),
        differs=differs.strip(),
        verified_by_id=viewer.actor_id,
        verified_at=at,
    )
    _take_over(viewer, Assessment.locked(assessment.pk), row, at)
    record_write(
        viewer=viewer,
        verb="checked what they wrote themselves",
        subject=check,
        person=pathway.person,
        reason=how,
        at=at,
    )
    return check


def _take_over(viewer: Viewer, assessment: Assessment, row: SelfAssessment, at: datetime) -> None:
    """Copy the parts that the assessment does not answer. Nothing that the social worker wrote is overwritten."""
    known = answers_of(assessment)
    taken = [slug for slug in row.answers if slug in PARTS and not known.is_answered(PARTS[slug])]
    for slug in taken:
        keep_answers(assessment=assessment, part=PARTS[slug], answers=row.answers[slug])
    if taken:
        save_version(viewer=viewer, assessment=assessment, part="Taken over from what they wrote", at=at)


def _open(viewer: Viewer, pathway_id: int, version: int | None, at: datetime) -> SelfAssessment:
    """Return the self-assessment, locked; create it at the first answer. Raises DomainError once it is sent."""
    pathway = Pathway.locked(pathway_id)
    check_can_write_own(viewer, pathway)
    assessment = assessment_of(pathway)
    if pathway.state != PathwayState.ASSESSING or assessment is None or is_decided(assessment):
        raise DomainError("There is no assessment to write in at the moment. Ask us to start one.", code="not_open")
    row, _ = SelfAssessment.objects.get_or_create(
        assessment=assessment, defaults={"person": pathway.person, "started_at": at, "written_by": viewer.name}
    )
    row = SelfAssessment.locked(row.pk, version=version)
    if row.sent_at:
        raise DomainError("This has been sent, so it stays as it is. Tell us if something has changed.", code="sent")
    return row


def _sign(viewer: Viewer, row: SelfAssessment, said_by: str) -> None:
    if row.person_id not in viewer.people and not said_by.strip():
        raise DomainError("Say whose words these are", field="said_by", code="no_name")
    row.written_by, row.said_by = viewer.name, said_by.strip()


def _write_down(viewer: Viewer, row: SelfAssessment, verb: str, what: str, at: datetime) -> SelfAssessment:
    what_and_by_whom = f"{what}; said by {row.said_by}" if row.said_by else what
    record_write(viewer=viewer, verb=verb, subject=row, person=row.person, reason=what_and_by_whom, at=at)
    return row
