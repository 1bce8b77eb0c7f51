from django.urls import path

from locallinks.personal.assessments.views.capacity_advocacy_refusal import Advocacy, Capacity, Refuse
from locallinks.personal.assessments.views.carers import Carer, CarerDecide, CarerLetter, CarerPart, Carers, CarerStart
from locallinks.personal.assessments.views.needs_assessment import (
    Assessment,
    Decide,
    Introduce,
    Letter,
    Start,
    WritePart,
)
from locallinks.personal.assessments.views.self_assessments import (
    LendSelfAssessment,
    LinkedOwn,
    LinkedPart,
    LinkedSend,
    SelfAssessmentPage,
    SelfAssessmentPart,
    SendSelfAssessment,
    Verify,
)
from locallinks.personal.assessments.views.short_term import Day91, EndShortTerm, ShortTerm, ShortTerms
from locallinks.personal.assessments.views.support_tiers import Rainbow, Versions
from locallinks.personal.assessments.views.trusted_assessors import TrustedAssessments, TrustedAssessors, TrustedCheck

app_name = "assessments"
LINK = "with/<str:token>/about-me/"
urlpatterns = [
    path("pathways/<int:pathway_id>/assessment/start/", Start.as_view(), name="start"),
    path("pathways/<int:pathway_id>/assessment/", Assessment.as_view(), name="assessment"),
    path("pathways/<int:pathway_id>/assessment/decision/", Decide.as_view(), name="decide"),
    path("pathways/<int:pathway_id>/assessment/decision/letter/", Letter.as_view(), name="letter"),
    path("pathways/<int:pathway_id>/assessment/rainbow/", Rainbow.as_view(), name="rainbow"),
    path("pathways/<int:pathway_id>/assessment/versions/", Versions.as_view(), name="versions"),
    path("pathways/<int:pathway_id>/assessment/<slug:part>/", WritePart.as_view(), name="part"),
    path("pathways/<int:pathway_id>/own-words/", SelfAssessmentPage.as_view(), name="own"),
    path("pathways/<int:pathway_id>/own-words/send/", SendSelfAssessment.as_view(), name="own_send"),
    path("pathways/<int:pathway_id>/own-words/link/", LendSelfAssessment.as_view(), name="own_link"),
    path("pathways/<int:pathway_id>/own-words/check/", Verify.as_view(), name="verify"),
    path("pathways/<int:pathway_id>/own-words/<slug:part>/", SelfAssessmentPart.as_view(), name="own_part"),
    path("short-term/", ShortTerms.as_view(), name="short_terms"),
    path("pathways/<int:pathway_id>/short-term/", ShortTerm.as_view(), name="short_term"),
    path("short-term/<int:short_term_id>/end/", EndShortTerm.as_view(), name="end_short_term"),
    path("short-term/<int:short_term_id>/day-91/", Day91.as_view(), name="day_91"),
    path("trusted-assessors/", TrustedAssessors.as_view(), name="trusted"),
    path("pathways/<int:pathway_id>/trusted/", TrustedAssessments.as_view(), name="trusted_assessments"),
    path("trusted-assessments/<int:trusted_id>/check/", TrustedCheck.as_view(), name="trusted_check"),
    path("carers/", Carers.as_view(), name="carers"),
    path("people/<int:person_id>/carers/new/", CarerStart.as_view(), name="carer_start"),
    path("carers/<int:carer_assessment_id>/", Carer.as_view(), name="carer"),
    path("carers/<int:carer_assessment_id>/decision/", CarerDecide.as_view(), name="carer_decide"),
    path("carers/<int:carer_assessment_id>/decision/letter/", CarerLetter.as_view(), name="carer_letter"),
    path("carers/<int:carer_assessment_id>/<slug:part>/", CarerPart.as_view(), name="carer_part"),
    path(LINK, LinkedOwn.as_view(), name="linked_own"),
    path(f"{LINK}send/", LinkedSend.as_view(), name="linked_own_send"),
    path(f"{LINK}<slug:part>/", LinkedPart.as_view(), name="linked_own_part"),
    path("pathways/<int:pathway_id>/introduce/", Introduce.as_view(), name="introduce"),
    path("pathways/<int:pathway_id>/choices/", Capacity.as_view(), name="capacity"),
    path("pathways/<int:pathway_id>/assessment-refused/", Refuse.as_view(), name="refuse"),
    path("pathways/<int:pathway_id>/advocate/", Advocacy.as_view(), name="advocacy"),
]
