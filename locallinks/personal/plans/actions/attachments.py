"""Papers beside a plan: kept when they are what they say, and taken away whole when they were the wrong ones."""

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
    *, viewer: Viewer, pathway_id: int, name: str, content: bytes, what: str, shows: str, said_by: str, at: datetime
) -> Attachment:
    """A photo or a scan, by the person, or by whoever was given it. What it is, is read from the file itself."""
    pathway = Pathway.locked(pathway_id)
    permissions.check_can_comment(viewer, pathway)
    kept = attachments_of(pathway).filter(taken=None).count()
    if problems := attachment_problems(name=name, content=content, what=what, shows=shows, kept=kept):
        raise DomainError(problems=problems)
    kind = file_kind(content)
    assert kind is not None  # paper_problems refuses every other file
    paper = Attachment.objects.create(
        person=pathway.person,
        pathway=pathway,
        what=what,
        shows=shows.strip(),
        name=safe_file_name(name, kind),
        kind=kind.code,
        size=len(content),
        digest=hashlib.sha256(content).hexdigest(),
        at=at,
        **make_statement_fields(viewer=viewer, said_by=said_by, nobody="Say whose paper it is"),
    )
    AttachmentContent.objects.create(person=pathway.person, paper=paper, content=content)
    record_write(
        viewer=viewer,
        verb="put a paper beside the plan",
        subject=paper,
        person=pathway.person,
        reason=paper.shows,
        at=at,
    )
    return paper


@transaction.atomic
def remove_attachment(
    *, viewer: Viewer, pathway_id: int, paper_id: int, reason: str, at: datetime
) -> AttachmentRemoval:
    """It was the wrong one, or showed too much: what it held goes for good; who took it, and why, stays."""
    pathway = Pathway.locked(pathway_id)
    permissions.check_can_comment(viewer, pathway)
    paper = attachments_of(pathway).filter(pk=paper_id, taken=None).first()
    if paper is None:
        raise DomainError("This paper is not here any more.", code="taken_away")
    if not reason.strip():
        raise DomainError("Say why it is taken away", field="reason", code="no_reason")
    AttachmentContent.objects.filter(paper=paper).delete()
    taken = AttachmentRemoval.objects.create(
        person=pathway.person, paper=paper, reason=reason.strip()[:300], by_id=viewer.actor_id, at=at
    )
    record_write(
        viewer=viewer, verb="took a paper away", subject=paper, person=pathway.person, reason=taken.reason, at=at
    )
    return taken
