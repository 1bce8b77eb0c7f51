"""Trusted assessors, the assessments accepted from them, and those that wait for a check."""

from datetime import datetime

from django.db.models import QuerySet
from django.http import Http404

from locallinks.foundation.audit.actions import record_read
from locallinks.foundation.shared.viewer import Viewer
from locallinks.personal.assessments.models import TrustedAssessment, TrustedAssessor
from locallinks.personal.assessments.permissions import check_can_assess, council_of
from locallinks.personal.pathways.models import Pathway
from locallinks.personal.pathways.queries import PLANNERS, check_may_be_reader


def trusted_assessors(council_id: int) -> QuerySet[TrustedAssessor]:
    """Return everybody whom this council trusts or trusted, by name, with the delegation."""
    return TrustedAssessor.objects.filter(council_id=council_id).select_related("delegation")


def trusted_assessments_of(pathway: Pathway) -> QuerySet[TrustedAssessment]:
    """Return what trusted assessors found on this pathway, the latest assessment first."""
    return TrustedAssessment.objects.filter(pathway=pathway).select_related("assessor__delegation", "check_made")


def trusted_to_check(*, viewer: Viewer) -> QuerySet[TrustedAssessment]:
    """Return the assessments of the sample that nobody has checked, oldest first."""
    rows = TrustedAssessment.objects.filter(home_id=council_of(viewer), to_check=True, check_made=None)
    return rows.select_related("person", "assessor").order_by("assessed_on", "pk")


def open_trusted(*, viewer: Viewer, assessment_id: int, page: str, at: datetime) -> TrustedAssessment:
    """Return one trusted assessment for a page, and audit that it was read. Raises Http404 or NotAllowed."""
    check_may_be_reader(viewer, PLANNERS)
    rows = TrustedAssessment.objects.select_related("person", "pathway", "assessor", "check_made")
    row = rows.filter(pk=assessment_id).first()
    if row is None:
        raise Http404
    check_can_assess(viewer, row.pathway)
    record_read(viewer=viewer, person=row.person, page=page, at=at)
    return row
