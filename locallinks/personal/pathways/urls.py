from django.urls import path

from locallinks.personal.pathways import views

app_name = "pathways"
urlpatterns = [
    path("pathways/<int:pathway_id>/", views.StepHistory.as_view(), name="step_history"),
    path("pathways/<int:pathway_id>/pause/", views.PauseSupport.as_view(), name="pause_support"),
    path("pathways/<int:pathway_id>/resume/", views.ResumeSupport.as_view(), name="resume_support"),
    path("pathways/<int:pathway_id>/end/", views.EndSupport.as_view(), name="end_support"),
    path("pathways/<int:pathway_id>/worker/", views.ReassignWorker.as_view(), name="reassign_worker"),
    path("pathways/<int:pathway_id>/moved/", views.RecordMoveAway.as_view(), name="record_move_away"),
    path("pathways/<int:pathway_id>/carry-on/", views.RecordWhoCarriesOn.as_view(), name="record_who_carries_on"),
    path("people/<int:person_id>/sharing/<int:agreement_id>/stop/", views.StopSharing.as_view(), name="stop_sharing"),
    path("people/<int:person_id>/death/", views.RecordDeath.as_view(), name="record_death"),
]
