from django.urls import path

from locallinks.personal.assessments import views

app_name = "assessments"
LINK = "with/<str:token>/about-me/"
urlpatterns = [
    path("pathways/<int:pathway_id>/assessment/start/", views.Start.as_view(), name="start"),
    path("pathways/<int:pathway_id>/assessment/", views.Assessment.as_view(), name="assessment"),
    path("pathways/<int:pathway_id>/assessment/decision/", views.Decide.as_view(), name="decide"),
    path("pathways/<int:pathway_id>/assessment/decision/letter/", views.Letter.as_view(), name="letter"),
    path("pathways/<int:pathway_id>/assessment/rainbow/", views.Rainbow.as_view(), name="rainbow"),
    path("pathways/<int:pathway_id>/assessment/versions/", views.Versions.as_view(), name="versions"),
    path("pathways/<int:pathway_id>/assessment/<slug:part>/", views.WritePart.as_view(), name="part"),
    path("pathways/<int:pathway_id>/own-words/", views.Own.as_view(), name="own"),
    path("pathways/<int:pathway_id>/own-words/send/", views.OwnSend.as_view(), name="own_send"),
    path("pathways/<int:pathway_id>/own-words/link/", views.OwnLink.as_view(), name="own_link"),
    path("pathways/<int:pathway_id>/own-words/check/", views.Verify.as_view(), name="verify"),
    path("pathways/<int:pathway_id>/own-words/<slug:part>/", views.OwnPart.as_view(), name="own_part"),
    path("short-term/", views.ShortTerms.as_view(), name="short_terms"),
    path("pathways/<int:pathway_id>/short-term/", views.ShortTerm.as_view(), name="short_term"),
    path("short-term/<int:short_term_id>/end/", views.EndShortTerm.as_view(), name="end_short_term"),
    path("short-term/<int:short_term_id>/day-91/", views.Day91.as_view(), name="day_91"),
    path("trusted-assessors/", views.Trusted.as_view(), name="trusted"),
    path("pathways/<int:pathway_id>/trusted/", views.TrustedAssessments.as_view(), name="trusted_assessments"),
    path("trusted-assessments/<int:trusted_id>/check/", views.TrustedCheck.as_view(), name="trusted_check"),
    path("carers/", views.Carers.as_view(), name="carers"),
    path("people/<int:person_id>/carers/new/", views.CarerStart.as_view(), name="carer_start"),
    path("carers/<int:carer_assessment_id>/", views.Carer.as_view(), name="carer"),
    path("carers/<int:carer_assessment_id>/decision/", views.CarerDecide.as_view(), name="carer_decide"),
    path("carers/<int:carer_assessment_id>/decision/letter/", views.CarerLetter.as_view(), name="carer_letter"),
    path("carers/<int:carer_assessment_id>/<slug:part>/", views.CarerPart.as_view(), name="carer_part"),
    path(LINK, views.LinkedOwn.as_view(), name="linked_own"),
    path(f"{LINK}send/", views.LinkedSend.as_view(), name="linked_own_send"),
    path(f"{LINK}<slug:part>/", views.LinkedPart.as_view(), name="linked_own_part"),
    path("pathways/<int:pathway_id>/introduce/", views.Introduce.as_view(), name="introduce"),
    path("pathways/<int:pathway_id>/choices/", views.Capacity.as_view(), name="capacity"),
    path("pathways/<int:pathway_id>/assessment-refused/", views.Refuse.as_view(), name="refuse"),
    path("pathways/<int:pathway_id>/advocate/", views.Advocacy.as_view(), name="advocacy"),
]
