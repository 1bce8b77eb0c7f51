"""The attachments of a plan without their content, and the content of one."""

from django.db.models import QuerySet

from locallinks.personal.pathways.models import Pathway
from locallinks.personal.plans.models import Attachment, AttachmentContent


def attachments_of(pathway: Pathway) -> QuerySet[Attachment]:
    """Return the attachments, newest first, without their content."""
    return Attachment.objects.filter(pathway=pathway).select_related("removal__by").order_by("-at", "-pk")


def attachment_in(pathway: Pathway, attachment_id: int) -> Attachment | None:
    """Return one attachment that was not removed; None where there is none."""
    return attachments_of(pathway).filter(pk=attachment_id, removal=None).first()


def attachment_content(paper: Attachment) -> bytes:
    """Return the bytes of an attachment. Raises AttachmentContent.DoesNotExist for one that was removed."""
    return bytes(AttachmentContent.objects.get(attachment=paper).content)
