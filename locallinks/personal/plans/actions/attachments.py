"""Attachments of a plan: stored if the content is of an accepted kind, and deleted if they were wrong."""

import hashlib
from datetime import datetime

from django.db import transaction

from locallinks.foundation.audit.actions import record_write
from locallinks.foundation.shared.errors import DomainError
from locallinks.foundation.shared.viewer import Viewer
from locallinks.personal.pathways.models import Pathway
from locallinks.personal.plans import permissions
from locallinks.personal.plans.actions.discussion import make_statement_fields
from locallinks.personal.plans.models import Attachment, AttachmentContent, AttachmentRemoval
from locallinks.personal.plans.queries.attachments import attachments_of
from locallinks.personal.plans.rules.attachments import attachment_problems, file_kind, safe_file_name


@transaction.atomic
def add_attachment(
    *,
    viewer: Viewer,
    pathway_id: int,
    name: str,
    content: bytes,
    what: str,
    description: str,
    said_by: str,
    at: datetime,
) -> Attachment:
    """Store a photo or scan with the plan. Returns the attachment. Its kind is read from the content.

    Raises DomainError with every problem that `attachment_problems` finds.
    """
    pathway = Pathway.locked(pathway_id)
    permissions.check_can_comment(viewer, pathway)
    kept = attachments_of(pathway).filter(removal=None).count()
    if problems := attachment_problems(name=name, content=content, what=what, description=description, kept=kept):
        raise DomainError(problems=problems)
    kind = file_kind(content)
    assert kind is not None  # attachment_problems refuses every other file
    paper = Attachment.objects.create(
        person=pathway.person,
        pathway=pathway,
        what=what,
        description=description.strip(),
        name=safe_file_name(name, kind),
        kind=kind.code,
        size=len(content),
        digest=hashlib.sha256(content).hexdigest(),
        at=at,
        **make_statement_fields(viewer=viewer, said_by=said_by, nobody="Say whose paper it is"),
    )
    AttachmentContent.objects.create(person=pathway.person, attachment=paper, content=content)
    record_write(
        viewer=viewer,
        verb="put a paper beside the plan",
        subject=paper,
        person=pathway.person,
        reason=paper.description,
        at=at,
    )
    return paper


@transaction.atomic
def remove_attachment(
    *, viewer: Viewer, pathway_id: int, attachment_id: int, reason: str, at: datetime
) -> AttachmentRemoval:
    """Delete the content of an attachment that was wrong or showed too much. Returns the record of who removed it.

    Raises NotAllowed, or DomainError without a reason or for an attachment that was removed already.
    """
    pathway = Pathway.locked(pathway_id)
    permissions.check_can_comment(viewer, pathway)
    paper = attachments_of(pathway).filter(pk=attachment_id, removal=None).first()
    if paper is None:
        raise DomainError("This paper is not here any more.", code="taken_away")
    if not reason.strip():
        raise DomainError("Say why it is taken away", field="reason", code="no_reason")
    AttachmentContent.objects.filter(attachment=paper).delete()
    taken = AttachmentRemoval.objects.create(
        person=pathway.person, attachment=paper, reason=reason.strip()[:300], by_id=viewer.actor_id, at=at
    )
    record_write(
        viewer=viewer, verb="took a paper away", subject=paper, person=pathway.person, reason=taken.reason, at=at
    )
    return taken
