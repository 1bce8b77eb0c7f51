from django.urls import path

from locallinks.personal.assessments.views.capacity_advocacy_refusal import Advocacy, RecordCapacity, RecordRefusal
from locallinks.personal.assessments.views.carers import (
    CarerAssessmentDetail,
    CarerAssessments,
    CarerDecisionLetter,
    DecideCarerEligibility,
    StartCarerAssessment,
    WriteCarerPart,
)
from locallinks.personal.assessments.views.needs_assessment import (
    Assessment,
    DecideEligibility,
    DecisionLetter,
    Introduce,
    StartAssessment,
    WritePart,
)
from locallinks.personal.assessments.views.self_assessments import (
    CreateSelfAssessmentLink,
    SelfAssessmentByLink,
    SelfAssessmentPage,
    SelfAssessmentPart,
    SelfAssessmentPartByLink,
    SendSelfAssessment,
    SendSelfAssessmentByLink,
    VerifySelfAssessment,
)
from locallinks.personal.assessments.views.short_term import Day91, EndShortTerm, ShortTerm, ShortTerms
from locallinks.personal.assessments.views.support_tiers import AssessmentVersions, SupportTiers
from locallinks.personal.assessments.views.trusted_assessors import (
    CheckTrustedAssessment,
    TrustedAssessments,
    TrustedAssessors,
)

app_name = "assessments"
LINK = "with/<str:token>/about-me/"
urlpatterns = [
    path("pathways/<int:pathway_id>/assessment/start/", StartAssessment.as_view(), name="start_assessment"),
    path("pathways/<int:pathway_id>/assessment/", Assessment.as_view(), name="assessment"),
    path("pathways/<int:pathway_id>/assessment/decision/", DecideEligibility.as_view(), name="decide_eligibility"),
    path("pathways/<int:pathway_id>/assessment/decision/letter/", DecisionLetter.as_view(), name="decision_letter"),
    path("pathways/<int:pathway_id>/assessment/rainbow/", SupportTiers.as_view(), name="support_tiers"),
    path("pathways/<int:pathway_id>/assessment/versions/", AssessmentVersions.as_view(), name="assessment_versions"),
    path("pathways/<int:pathway_id>/assessment/<slug:part>/", WritePart.as_view(), name="write_part"),
    path("pathways/<int:pathway_id>/own-words/", SelfAssessmentPage.as_view(), name="self_assessment"),
    path("pathways/<int:pathway_id>/own-words/send/", SendSelfAssessment.as_view(), name="send_self_assessment"),
    path(
        "pathways/<int:pathway_id>/own-words/link/",
        CreateSelfAssessmentLink.as_view(),
        name="create_self_assessment_link",
    ),
    path("pathways/<int:pathway_id>/own-words/check/", VerifySelfAssessment.as_view(), name="verify_self_assessment"),
    path("pathways/<int:pathway_id>/own-words/<slug:part>/", SelfAssessmentPart.as_view(), name="self_assessment_part"),
    path("short-term/", ShortTerms.as_view(), name="short_terms"),
    path("pathways/<int:pathway_id>/short-term/", ShortTerm.as_view(), name="short_term"),
    path("short-term/<int:short_term_id>/end/", EndShortTerm.as_view(), name="end_short_term"),
    path("short-term/<int:short_term_id>/day-91/", Day91.as_view(), name="day_91"),
    path("trusted-assessors/", TrustedAssessors.as_view(), name="trusted_assessors"),
    path("pathways/<int:pathway_id>/trusted/", TrustedAssessments.as_view(), name="trusted_assessments"),
    path(
        "trusted-assessments/<int:trusted_id>/check/", CheckTrustedAssessment.as_view(), name="check_trusted_assessment"
    ),
    path("carers/", CarerAssessments.as_view(), name="carer_assessments"),
    path("people/<int:person_id>/carers/new/", StartCarerAssessment.as_view(), name="start_carer_assessment"),
    path("carers/<int:carer_assessment_id>/", CarerAssessmentDetail.as_view(), name="carer_assessment"),
    path(
        "carers/<int:carer_assessment_id>/decision/", DecideCarerEligibility.as_view(), name="decide_carer_eligibility"
    ),
    path(
        "carers/<int:carer_assessment_id>/decision/letter/", CarerDecisionLetter.as_view(), name="carer_decision_letter"
    ),
    path("carers/<int:carer_assessment_id>/<slug:part>/", WriteCarerPart.as_view(), name="write_carer_part"),
    path(LINK, SelfAssessmentByLink.as_view(), name="self_assessment_by_link"),
    path(f"{LINK}send/", SendSelfAssessmentByLink.as_view(), name="send_self_assessment_by_link"),
    path(f"{LINK}<slug:part>/", SelfAssessmentPartByLink.as_view(), name="self_assessment_part_by_link"),
    path("pathways/<int:pathway_id>/introduce/", Introduce.as_view(), name="introduce"),
    path("pathways/<int:pathway_id>/choices/", RecordCapacity.as_view(), name="record_capacity"),
    path("pathways/<int:pathway_id>/assessment-refused/", RecordRefusal.as_view(), name="record_refusal"),
    path("pathways/<int:pathway_id>/advocate/", Advocacy.as_view(), name="advocacy"),
]
