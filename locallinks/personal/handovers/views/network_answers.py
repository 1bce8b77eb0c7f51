"""Pages for the network's answer, and for the council while the answer is late."""

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from locallinks.foundation.accounts.queries import members_with_role
from locallinks.foundation.shared import clock
from locallinks.foundation.shared.roles import Capability, Role, roles_that
from locallinks.foundation.ui.forms import Form, choices_from
from locallinks.foundation.ui.pages import FormPage, Page, SeeOther
from locallinks.personal.handovers import forms, permissions
from locallinks.personal.handovers.actions.network_answers import chase, move_on, network_accepts, network_declines
from locallinks.personal.handovers.actions.offers import re_offer
from locallinks.personal.handovers.choices import ChaseStep, FailureCode, OfferAnswer
from locallinks.personal.handovers.pages import IntroductionPageMixin
from locallinks.personal.handovers.queries import network_capacity, offers
from locallinks.personal.pathways.choices import PathwayState


class RecordNetworkAnswer(IntroductionPageMixin, FormPage):
    template_name = "handovers/network_answer.html"
    form_class = forms.NetworkAnswerForm
    page = "the network's answer"
    roles = roles_that(Capability.ANSWER_FOR_NETWORK)

    def more(self) -> HttpResponse | None:
        permissions.check_can_answer_for_network(self.request.viewer, self.pathway)
        if self.pathway.state != PathwayState.HANDOVER_SENT:
            return HttpResponseRedirect(self.person_url())
        self.title = f"Can {self.pathway.network} plan with {self.person}?"
        self.person_answer = offers.last_answer(self.pathway)
        self.due = offers.answer_due_on(self.pathway, clock.today())
        self.planners = members_with_role(self.pathway.network_id or 0, Role.SUPPORT_PLANNER, clock.today())
        return None

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "planners": choices_from(self.planners)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        late = self.due is not None and clock.today() > self.due
        return {
            **super().get_context_data(**kwargs),
            "answer": self.person_answer,
            "due": self.due,
            "late": late,
            "capacity": network_capacity.capacity_of(self.pathway.network_id or 0, clock.today()),
        }

    def form_valid(self, form: Form) -> HttpResponse:
        data = form.cleaned_data
        shared = {"viewer": self.request.viewer, "pathway_id": self.pathway.pk, "at": clock.now()}
        if data["answer"] == OfferAnswer.YES:
            network_accepts(**shared, planner_id=data["planner"], why_over=data["why_over"])
            return SeeOther(self.person_url())
        is_full = data["answer"] == forms.FULL
        network_declines(
            **shared,
            reason=data["reason"],
            next_state=PathwayState(data["target"]) if data["target"] else None,
            failure_code=FailureCode.NETWORK_FULL if is_full else FailureCode.NETWORK_DECLINED,
        )
        return SeeOther(reverse("handovers:thank_you"))


class ThankYou(Page):
    """Shown after a network declined. It says nothing about the person, whom the network can no longer see."""

    template_name = "handovers/network_declined.html"
    title = "Thank you for your answer"


class ChaseNetwork(IntroductionPageMixin, FormPage):
    template_name = "handovers/remind_network.html"
    form_class = forms.ChaseForm
    page = "asking the network again"
    roles = roles_that(Capability.ANSWER_REQUESTS)

    def more(self) -> HttpResponse | None:
        permissions.check_can_chase(self.request.viewer, self.pathway)
        if self.pathway.state != PathwayState.HANDOVER_SENT:
            return HttpResponseRedirect(self.person_url())
        self.title = f"Waiting for {self.pathway.network} to answer about {self.person}"
        today = clock.today()
        self.due = offers.answer_due_on(self.pathway, today)
        self.late = self.due is not None and today > self.due
        unavailable = offers.networks_that_said_no(self.pathway) | {self.pathway.network_id}
        serving = offers.networks_for(person=self.person, on=today)
        self.other_networks = [network for network in serving if network.pk not in unavailable]
        return None

    def get_form_kwargs(self) -> dict[str, Any]:
        return {
            **super().get_form_kwargs(),
            "networks": choices_from(self.other_networks),
            "formats": offers.FORMAT_CHOICES,
        }

    def get_initial(self) -> dict[str, Any]:
        return {"reading_format": self.person.reading_format}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(**kwargs),
            "due": self.due,
            "late": self.late,
            "times_asked_again": offers.chase_count(self.pathway),
        }

    def form_valid(self, form: Form) -> HttpResponse:
        data = form.cleaned_data
        shared = {"viewer": self.request.viewer, "pathway_id": self.pathway.pk, "at": clock.now()}
        if data["step"] == ChaseStep.ASKED:
            chase(**shared, words=data["reason"])
            return SeeOther(reverse("handovers:introduction_queue"))
        if data["step"] == ChaseStep.MOVED_ON:
            move_on(**shared, reason=data["reason"])
            return SeeOther(self.person_url())
        re_offer(
            **shared,
            reason=data["reason"],
            network_id=data["network"],
            explained_how=data["explained_how"],
            reading_format=data["reading_format"] or "",
        )
        return SeeOther(self.url("record_person_answer"))
