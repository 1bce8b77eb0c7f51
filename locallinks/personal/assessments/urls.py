from django.urls import path

from locallinks.personal.assessments import views

app_name = "assessments"
urlpatterns = [
    path("pathways/<int:pathway_id>/assessment/start/", views.Start.as_view(), name="start"),
    path("pathways/<int:pathway_id>/assessment/", views.Assessment.as_view(), name="assessment"),
    path("pathways/<int:pathway_id>/assessment/decision/", views.Decide.as_view(), name="decide"),
    path("pathways/<int:pathway_id>/assessment/decision/letter/", views.Letter.as_view(), name="letter"),
    path("pathways/<int:pathway_id>/assessment/<slug:part>/", views.WritePart.as_view(), name="part"),
    path("pathways/<int:pathway_id>/introduce/", views.Introduce.as_view(), name="introduce"),
    path("pathways/<int:pathway_id>/advocate/", views.Advocacy.as_view(), name="advocacy"),
]
