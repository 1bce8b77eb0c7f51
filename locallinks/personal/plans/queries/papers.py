"""Papers beside a plan, without what they hold; and what one of them holds."""

from django.db.models import QuerySet

from locallinks.personal.pathways.models import Pathway
from locallinks.personal.plans.models import Paper, PaperContent


def papers_of(pathway: Pathway) -> QuerySet[Paper]:
    """The newest first. What they hold is not read."""
    return Paper.objects.filter(pathway=pathway).select_related("taken__by").order_by("-at", "-pk")


def paper_in(pathway: Pathway, paper_id: int) -> Paper | None:
    """One that is still here."""
    return papers_of(pathway).filter(pk=paper_id, taken=None).first()


def content_of(paper: Paper) -> bytes:
    return bytes(PaperContent.objects.get(paper=paper).content)
