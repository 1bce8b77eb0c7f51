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
    path("pathways/<int:pathway_id>/offer/", MakeOffer.as_view(), name="make_offer"),
    path("pathways/<int:pathway_id>/offer/none/", RecordNotOffered.as_view(), name="record_not_offered"),
    path("pathways/<int:pathway_id>/answer/", RecordPersonAnswer.as_view(), name="record_person_answer"),
    path("pathways/<int:pathway_id>/network-answer/", RecordNetworkAnswer.as_view(), name="record_network_answer"),
    path("pathways/<int:pathway_id>/ask-again/", ChaseNetwork.as_view(), name="chase_network"),
    path("introductions/", IntroductionQueue.as_view(), name="introduction_queue"),
    path("introductions/reached/", IntroductionRates.as_view(), name="introduction_rates"),
    path("introductions/places/", CapacityPage.as_view(), name="capacity"),
    path("introductions/coaching/", CoachingNotes.as_view(), name="coaching_notes"),
    path("introductions/coaching/new/", WriteCoachingNote.as_view(), name="write_coaching_note"),
    path("introductions/thank-you/", ThankYou.as_view(), name="thank_you"),
]
