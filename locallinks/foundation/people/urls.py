from django.urls import path

from locallinks.foundation.people.views import duplicates
from locallinks.foundation.people.views.records import (
    AddLegalRepresentative,
    AddRelationship,
    AddSafetyNote,
    EditDetails,
    EndLegalRepresentative,
    EndLink,
    LegalRepresentatives,
    RecordReadsPage,
    ReviewSafetyNote,
    SafetyNotes,
    Sharing,
)

app_name = "people"
urlpatterns = [
    path("people/<int:person_id>/details/", EditDetails.as_view(), name="edit_details"),
    path("people/<int:person_id>/people/", AddRelationship.as_view(), name="add_relationship"),
    path("people/<int:person_id>/sharing/", Sharing.as_view(), name="sharing"),
    path("people/<int:person_id>/sharing/links/<int:invitation_id>/", EndLink.as_view(), name="end_link"),
    path("people/<int:person_id>/looks/", RecordReadsPage.as_view(), name="record_reads"),
    path("people/<int:person_id>/safety/", SafetyNotes.as_view(), name="safety_notes"),
    path("people/<int:person_id>/safety/new/", AddSafetyNote.as_view(), name="add_safety_note"),
    path("people/<int:person_id>/safety/<int:note_id>/", ReviewSafetyNote.as_view(), name="review_safety_note"),
    path("people/<int:person_id>/deciding/", LegalRepresentatives.as_view(), name="legal_representatives"),
    path("people/<int:person_id>/deciding/new/", AddLegalRepresentative.as_view(), name="add_legal_representative"),
    path(
        "people/<int:person_id>/deciding/<int:representative_id>/end/",
        EndLegalRepresentative.as_view(),
        name="end_legal_representative",
    ),
    path("alike/", duplicates.Duplicates.as_view(), name="duplicates"),
    path("alike/<int:candidate_id>/", duplicates.Duplicate.as_view(), name="duplicate"),
    path("alike/<int:candidate_id>/undo/", duplicates.UndoMerge.as_view(), name="undo_merge"),
]
