"""Papers beside a plan, without what they hold; and what one of them holds."""

from django.db.models import QuerySet

from locallinks.personal.pathways.models import Pathway
from locallinks.personal.plans.models import Attachment, AttachmentContent


def attachments_of(pathway: Pathway) -> QuerySet[Attachment]:
    """The newest first. What they hold is not read."""
    return Attachment.objects.filter(pathway=pathway).select_related("taken__by").order_by("-at", "-pk")


def attachment_in(pathway: Pathway, paper_id: int) -> Attachment | None:
    """One that is still here."""
    return attachments_of(pathway).filter(pk=paper_id, taken=None).first()


def attachment_content(paper: Attachment) -> bytes:
    return bytes(AttachmentContent.objects.get(paper=paper).content)
