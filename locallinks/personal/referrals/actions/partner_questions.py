"""Ask a partner one question about one person, by a link that opens nothing else and works once."""

from datetime import datetime

from django.db import transaction

from locallinks.foundation.audit.actions import record_write
from locallinks.foundation.people.actions.invitations import end_invitation, invite
from locallinks.foundation.people.choices import InvitationEndReason, InvitationPurpose
from locallinks.foundation.people.models import Invitation
from locallinks.foundation.shared.errors import DomainError, Problem
from locallinks.foundation.shared.viewer import Viewer
from locallinks.personal.pathways.models import Pathway
from locallinks.personal.referrals.choices import ContactBasis
from locallinks.personal.referrals.models import PartnerAnswer, PartnerQuestion
from locallinks.personal.referrals.permissions import check_can_ask_partner
from locallinks.personal.referrals.rules.referral_and_advice import CONTACT_BASES

PURPOSE = InvitationPurpose.PARTNER_ANSWER


@transaction.atomic
def ask_partner(
    *,
    viewer: Viewer,
    pathway_id: int,
    organisation_name: str,
    to_name: str,
    question: str,
    basis: str,
    basis_note: str = "",
    at: datetime,
) -> tuple[PartnerQuestion, str]:
    """Record the question and create its link; return the question and the token, which is not stored.

    Asking tells others that somebody needs help, so the person agrees first, or it is recorded why asking is best for
    them (docs/rules/care-act.md 9). Raises DomainError for what is missing, and NotAllowed for anybody but the
    council's social worker.
    """
    pathway = Pathway.locked(pathway_id)
    check_can_ask_partner(viewer, pathway)
    wanted = {
        "organisation_name": (organisation_name, "Enter the organisation"),
        "to_name": (to_name, "Enter who the link is for"),
        "question": (question, "Write the question"),
        "basis": (basis if basis in dict(CONTACT_BASES) else "", "Say if the person agrees that you ask"),
        "basis_note": (
            basis_note if basis == ContactBasis.BEST_INTERESTS else "none asked",
            "Say why asking is best for them",
        ),
    }
    problems = [Problem(words, name, f"{name}_missing") for name, (text, words) in wanted.items() if not text.strip()]
    if problems:
        raise DomainError(problems=problems)
    partner_question = PartnerQuestion.objects.create(
        person=pathway.person,
        pathway=pathway,
        organisation_name=organisation_name.strip(),
        to_name=to_name.strip(),
        question=question.strip(),
        basis=basis,
        basis_note=basis_note.strip(),
        asked_by_id=viewer.actor_id,
        asked_at=at,
    )
    _, token = invite(
        viewer=viewer,
        person=pathway.person,
        purpose=PURPOSE,
        record_id=partner_question.pk,
        to_name=to_name.strip(),
        at=at,
    )
    return partner_question, token


@transaction.atomic
def answer_partner(*, viewer: Viewer, words: str, by_role: str, at: datetime) -> PartnerAnswer:
    """Record the answer of the link's holder, end the link, and return the answer. Raises DomainError if answered."""
    invitation = viewer.invitation
    if invitation is None or invitation.purpose != PURPOSE or invitation.record_id is None:
        raise DomainError("This page opens only from the link you were sent.", code="no_link")
    question = PartnerQuestion.objects.select_related("person").get(pk=invitation.record_id)
    # A second click at the same time waits here for the first, and then finds its answer.
    Invitation.objects.select_for_update().get(pk=invitation.id)
    if PartnerAnswer.objects.filter(question=question).exists():
        raise DomainError("This has been answered already. Thank you.", code="answered")
    wanted = {"words": (words, "Write your answer"), "by_role": (by_role, "Enter your job")}
    problems = [Problem(say, name, f"{name}_missing") for name, (text, say) in wanted.items() if not text.strip()]
    if problems:
        raise DomainError(problems=problems)
    answer = PartnerAnswer.objects.create(
        person=question.person,
        question=question,
        words=words.strip(),
        by_name=invitation.to_name,
        by_role=by_role.strip(),
        at=at,
    )
    record_write(viewer=viewer, verb="answered our question", subject=answer, person=question.person, at=at)
    end_invitation(viewer=viewer, invitation_id=invitation.id, why=InvitationEndReason.USED, at=at)
    return answer


@transaction.atomic
def withdraw_question(*, viewer: Viewer, question_id: int, at: datetime) -> None:
    """End the link; the question stays recorded. Raises DomainError if it is answered, and NotAllowed."""
    question = PartnerQuestion.objects.select_related("pathway").get(pk=question_id)
    check_can_ask_partner(viewer, question.pathway)
    if PartnerAnswer.objects.filter(question=question).exists():
        raise DomainError("They have answered already: there is nothing to call back.", code="answered")
    for link in Invitation.objects.filter(person_id=question.person_id, purpose=PURPOSE, record_id=question.pk):
        end_invitation(viewer=viewer, invitation_id=link.pk, why=InvitationEndReason.REVOKED, at=at)
