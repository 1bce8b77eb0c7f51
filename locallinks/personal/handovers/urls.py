from django.urls import path

from locallinks.personal.handovers import views

app_name = "handovers"
urlpatterns = [
    path("pathways/<int:pathway_id>/offer/", views.MakeOffer.as_view(), name="offer"),
    path("pathways/<int:pathway_id>/offer/none/", views.RecordNotOffered.as_view(), name="not_offered"),
    path("pathways/<int:pathway_id>/answer/", views.Answer.as_view(), name="answer"),
    path("pathways/<int:pathway_id>/network-answer/", views.NetworksAnswer.as_view(), name="network_answer"),
    path("pathways/<int:pathway_id>/ask-again/", views.AskAgain.as_view(), name="chase"),
    path("introductions/", views.Queue.as_view(), name="queue"),
    path("introductions/reached/", views.Reached.as_view(), name="reached"),
    path("introductions/places/", views.Places.as_view(), name="places"),
    path("introductions/coaching/", views.Coaching.as_view(), name="coaching"),
    path("introductions/coaching/new/", views.WriteNote.as_view(), name="write_note"),
    path("introductions/thank-you/", views.ThankYou.as_view(), name="thank_you"),
]
