from django.urls import path

from locallinks.personal.outcomes import views

app_name = "outcomes"
OF_ONE = "pathways/<int:pathway_id>/outcomes/"
urlpatterns = [
    path(OF_ONE, views.OutcomesPage.as_view(), name="outcomes"),
    path(f"{OF_ONE}ask/<slug:scale>/", views.AnswerScale.as_view(), name="answer_scale"),
    path("outcomes/licences/", views.Licences.as_view(), name="licences"),
    path("outcomes/licences/<slug:scale>/", views.RecordLicence.as_view(), name="record_licence"),
]
