from django.urls import path

from locallinks.personal.handovers.views.coaching import CoachingNotes, WriteCoachingNote
from locallinks.personal.handovers.views.introduction_outcomes import IntroductionRates
from locallinks.personal.handovers.views.network_answers import ChaseNetwork, RecordNetworkAnswer, ThankYou
from locallinks.personal.handovers.views.network_capacity import CapacityPage
from locallinks.personal.handovers.views.offers import MakeOffer, RecordNotOffered
from locallinks.personal.handovers.views.person_answers import RecordPersonAnswer
from locallinks.personal.handovers.views.queue import IntroductionQueue

app_name = "handovers"
urlpatterns = [
    path("pathways/<int:pathway_id>/offer/", MakeOffer.as_view(), name="offer"),
    path("pathways/<int:pathway_id>/offer/none/", RecordNotOffered.as_view(), name="not_offered"),
    path("pathways/<int:pathway_id>/answer/", RecordPersonAnswer.as_view(), name="answer"),
    path("pathways/<int:pathway_id>/network-answer/", RecordNetworkAnswer.as_view(), name="network_answer"),
    path("pathways/<int:pathway_id>/ask-again/", ChaseNetwork.as_view(), name="chase"),
    path("introductions/", IntroductionQueue.as_view(), name="queue"),
    path("introductions/reached/", IntroductionRates.as_view(), name="reached"),
    path("introductions/places/", CapacityPage.as_view(), name="places"),
    path("introductions/coaching/", CoachingNotes.as_view(), name="coaching"),
    path("introductions/coaching/new/", WriteCoachingNote.as_view(), name="write_note"),
    path("introductions/thank-you/", ThankYou.as_view(), name="thank_you"),
]
