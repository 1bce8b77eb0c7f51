from django.urls import path

from locallinks.foundation.people import views
from locallinks.foundation.people.views import duplicates

app_name = "people"
urlpatterns = [
    path("people/<int:person_id>/details/", views.Details.as_view(), name="details"),
    path("people/<int:person_id>/people/", views.AddRelationship.as_view(), name="relationships"),
    path("people/<int:person_id>/sharing/", views.Sharing.as_view(), name="sharing"),
    path("people/<int:person_id>/sharing/links/<int:invitation_id>/", views.EndLink.as_view(), name="end_link"),
    path("people/<int:person_id>/looks/", views.WhoLooked.as_view(), name="looks"),
    path("people/<int:person_id>/safety/", views.Safety.as_view(), name="safety"),
    path("people/<int:person_id>/safety/new/", views.AddSafetyNote.as_view(), name="add_note"),
    path("people/<int:person_id>/safety/<int:note_id>/", views.CheckSafetyNote.as_view(), name="check_note"),
    path("people/<int:person_id>/deciding/", views.Deciders.as_view(), name="deciders"),
    path("people/<int:person_id>/deciding/new/", views.AddDecider.as_view(), name="add_decider"),
    path("people/<int:person_id>/deciding/<int:decider_id>/end/", views.EndDecider.as_view(), name="end_decider"),
    path("alike/", duplicates.Duplicates.as_view(), name="duplicates"),
    path("alike/<int:candidate_id>/", duplicates.Duplicate.as_view(), name="duplicate"),
    path("alike/<int:candidate_id>/undo/", duplicates.UndoMerge.as_view(), name="undo_merge"),
]
