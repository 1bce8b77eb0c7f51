"""Pages to offer an introduction, or to say why none is offered."""

from typing import Any

from django.http import HttpResponse

from locallinks.foundation.shared import clock
from locallinks.foundation.ui.forms import Form, choices_from
from locallinks.foundation.ui.pages import FormPage, SeeOther
from locallinks.personal.handovers import forms, permissions, rules
from locallinks.personal.handovers.actions.offers import not_offered, offer_handover
from locallinks.personal.handovers.choices import FailureCode
from locallinks.personal.handovers.pages import IntroductionPageMixin
from locallinks.personal.handovers.queries import network_capacity, offers
from locallinks.personal.handovers.views.network_capacity import FRESHNESS_TAGS
from locallinks.personal.pathways.choices import PathwayState


class MakeOffer(IntroductionPageMixin, FormPage):
    template_name = "handovers/offer.html"
    form_class = forms.OfferForm
    page = "offering an introduction"

    def more(self) -> None:
        permissions.check_can_offer(self.request.viewer, self.pathway)
        self.title = f"Offer to introduce {self.person} to a network"
        is_another_offer = self.pathway.state == PathwayState.HANDOVER_OFFERED
        declined = offers.networks_that_said_no(self.pathway) if is_another_offer else set()
        serving = offers.networks_for(person=self.person, on=clock.today())
        self.networks = [network for network in serving if network.pk not in declined]
        self.all_said_no = bool(serving) and not self.networks

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "networks": choices_from(self.networks), "formats": offers.FORMAT_CHOICES}

    def get_initial(self) -> dict[str, Any]:
        only_network = str(self.networks[0].pk) if len(self.networks) == 1 else None
        return {"network": only_network, "reading_format": self.person.reading_format}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        capacities = network_capacity.latest_capacities(self.networks, clock.today())
        return {
            **super().get_context_data(**kwargs),
            "networks": self.networks,
            "all_said_no": self.all_said_no,
            "fresh": FRESHNESS_TAGS,
            "capacities": [(network, capacities.get(network.pk)) for network in self.networks],
        }

    def form_valid(self, form: Form) -> HttpResponse:
        data = form.cleaned_data
        offer_handover(
            viewer=self.request.viewer,
            pathway_id=self.pathway.pk,
            network_id=data["network"],
            explained_how=data["explained_how"],
            reading_format=data["reading_format"],
            at=clock.now(),
        )
        return SeeOther(self.url("record_person_answer"))


class RecordNotOffered(IntroductionPageMixin, FormPage):
    template_name = "handovers/not_offered.html"
    form_class = forms.NotOfferedForm
    page = "why no introduction was offered"

    def more(self) -> None:
        permissions.check_can_offer(self.request.viewer, self.pathway)
        self.title = f"Why is {self.person} not offered an introduction?"
        self.is_served = bool(offers.networks_for(person=self.person, on=clock.today()))

    def get_form_kwargs(self) -> dict[str, Any]:
        return {
            **super().get_form_kwargs(),
            "codes": [
                code
                for code in rules.NOT_OFFERED_CODES
                if not (self.is_served and code == FailureCode.NO_NETWORK_IN_AREA)
            ],
        }

    def get_initial(self) -> dict[str, Any]:
        return {
            "failure_reason": self.request.GET.get("reason", "" if self.is_served else FailureCode.NO_NETWORK_IN_AREA)
        }

    def form_valid(self, form: Form) -> HttpResponse:
        data = form.cleaned_data
        not_offered(
            viewer=self.request.viewer,
            pathway_id=self.pathway.pk,
            failure_code=data["failure_reason"],
            words=data["failure_text"],
            at=clock.now(),
        )
        return SeeOther(self.person_url())
