"""The steps of a pathway, and the pages that pause, resume or end it."""

from typing import Any

from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from locallinks.foundation.people.choices import SharePurpose
from locallinks.foundation.people.queries.records import (
    agreements_of,
    check_can_record_agreement,
    has_died,
    open_person,
    open_person_to_change,
    roles_with,
    shares_of,
)
from locallinks.foundation.shared import clock
from locallinks.foundation.shared.errors import DomainError, NotAllowed
from locallinks.foundation.shared.roles import Capability, Role, roles_that
from locallinks.foundation.ui.forms import Form, choices_from
from locallinks.foundation.ui.pages import FormPage, Page, SeeOther
from locallinks.personal.pathways import actions, forms, queries
from locallinks.personal.pathways.choices import PathwayEvent, PathwayState, SuspendReason
from locallinks.personal.pathways.pages import PathwayPageMixin
from locallinks.personal.pathways.rules.next_state import events_open_to

DEATH_REPORTERS = roles_that(Capability.PLAN_WITH)


class EventPageMixin(PathwayPageMixin):
    """A page that moves the pathway by one of `events`, open only while the viewer may start one of them."""

    events: tuple[PathwayEvent, ...] = ()  # empty for a page that only shows

    def prepare(self) -> None:
        possible = queries.events_for(self.request.viewer, self.pathway)
        self.offered = [event for event in possible if event in self.events]
        if self.events and not self.offered:
            self.refuse()

    def refuse(self) -> None:
        """Raise before the form is shown. A form that was sent is kept on the page: its action raises instead."""
        open_to_others = {*self.events} & {*events_open_to(PathwayState(self.pathway.state), frozenset(Role))}
        if open_to_others:
            raise NotAllowed("Somebody else does this. Ask the social worker or the support planner.")
        if self.request.method == "GET":
            raise DomainError(f"This cannot be done now: {self.pathway.state_words.lower()}.", code="not_now")

    def get_initial(self) -> dict[str, Any]:
        return {"version": self.pathway.version}


class StepHistory(EventPageMixin, Page):
    template_name = "pathways/pathway.html"
    page = "the way through"

    def more(self) -> None:
        self.title = f"{self.person}'s way through"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        steps = [
            {
                "words": PathwayState(step.to_state).label,
                "when": step.at,
                "note": f"{step.actor_name} {step.event_words}",
            }
            for step in queries.steps_of(self.pathway)
        ]
        return {**super().get_context_data(**kwargs), "steps": steps}


class PauseSupport(EventPageMixin, FormPage):
    template_name = "pathways/change_pathway.html"
    form_class = forms.PauseForm
    page = "pausing support"
    events = (PathwayEvent.SUSPEND,)

    def more(self) -> None:
        self.title = f"Pause {self.person}'s support"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "button_text": "Pause the support"}

    def form_valid(self, form: Form) -> HttpResponse:
        data = form.cleaned_data
        until = data["expected_return_on"]
        parts = [f"{SuspendReason(data['why']).label}.", data["words"], f"Expected back on {until:%-d %B %Y}."]
        actions.move_pathway(
            viewer=self.request.viewer,
            pathway_id=self.pathway.pk,
            event=PathwayEvent.SUSPEND,
            version=data["version"],
            facts={"reason_given": True, "expected_return": until > clock.today()},
            reason=" ".join(part for part in parts if part),
            at=clock.now(),
        )
        return SeeOther(self.person_url())


class ResumeSupport(EventPageMixin, FormPage):
    template_name = "pathways/change_pathway.html"
    page = "starting support again"
    events = (PathwayEvent.RESUME,)

    def more(self) -> None:
        self.title = f"Start {self.person}'s support again"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "button_text": "Start the support again"}

    def form_valid(self, form: Form) -> HttpResponse:
        actions.move_pathway(
            viewer=self.request.viewer, pathway_id=self.pathway.pk, event=PathwayEvent.RESUME, facts={}, at=clock.now()
        )
        return SeeOther(self.person_url())


class EndSupport(EventPageMixin, FormPage):
    template_name = "pathways/change_pathway.html"
    form_class = forms.EndSupportForm
    page = "ending support"
    events = tuple(forms.ENDING_CHOICES)

    def more(self) -> None:
        self.title = f"End {self.person}'s support"

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "events": tuple(self.offered)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "button_text": "End the support", "warning_text": True}

    def form_valid(self, form: Form) -> HttpResponse:
        data = form.cleaned_data
        facts = {
            "reason_given": bool(data["reason"]),
            "closing_routine": data["closing"],
            "said_by_person": data["said_by"],
            "refusal_may_stand": data["refusal"],
        }
        actions.move_pathway(
            viewer=self.request.viewer,
            pathway_id=self.pathway.pk,
            event=PathwayEvent(data["event"]),
            facts=facts,
            version=data["version"],
            reason=data["reason"],
            at=clock.now(),
        )
        return SeeOther(self.person_url())


class RecordMoveAway(EventPageMixin, FormPage):
    """A move to another council's area: the new address, and who was informed."""

    template_name = "pathways/change_pathway.html"
    form_class = forms.MoveAwayForm
    page = "a move away"
    events = (PathwayEvent.MOVE,)

    def more(self) -> None:
        self.title = f"{self.person} has moved away"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "button_text": "Record the move", "warning_text": True}

    def form_valid(self, form: Form) -> HttpResponse:
        actions.record_move_away(
            viewer=self.request.viewer, pathway_id=self.pathway.pk, at=clock.now(), **form.cleaned_data
        )
        return SeeOther(self.person_url())


class ReassignWorker(EventPageMixin, FormPage):
    """Choose another social worker or planner for the person."""

    template_name = "pathways/change_pathway.html"
    form_class = forms.ReassignForm
    page = "who works with them"

    def more(self) -> None:
        viewer = self.request.viewer
        self.workers = queries.workers_to_choose(viewer=viewer, pathway=self.pathway, on=clock.today())
        self.title = f"Who works with {self.person}?"

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "workers": choices_from(self.workers)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "button_text": "Save who works with them"}

    def form_valid(self, form: Form) -> HttpResponse:
        data = form.cleaned_data
        actions.reassign_worker(
            viewer=self.request.viewer,
            pathway_id=self.pathway.pk,
            worker_id=data["worker"],
            reason=data["reason"],
            version=data["version"],
            at=clock.now(),
        )
        return SeeOther(self.person_url())


class StopSharing(FormPage):
    """Withdraw consent to share. It stands here, above `people`, because the pathway has to leave the network."""

    template_name = "pathways/stop_sharing.html"
    form_class = forms.StopSharingForm

    def load(self, person_id: int, agreement_id: int) -> HttpResponse | None:
        viewer = self.request.viewer
        with transaction.atomic():  # rolled back where it raises, so that a refusal records no read
            self.person = open_person(
                viewer=viewer, person_id=person_id, page="what they agreed to share", at=clock.now()
            )
            check_can_record_agreement(viewer, self.person)
        agreement = agreements_of(self.person).filter(pk=agreement_id).first()
        if agreement is None:
            raise Http404
        self.agreement = agreement
        self.is_own = person_id in viewer.people
        self.title = f"Stop sharing with {self.agreement.organisation}"
        withdrawn = hasattr(self.agreement, "withdrawal") and self.request.method == "GET"
        return HttpResponseRedirect(self.sharing_url()) if withdrawn else None

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "own": self.is_own}

    def sharing_url(self) -> str:
        return reverse("people:sharing", kwargs={"person_id": self.person.pk})

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        organisation_id = self.agreement.organisation_id
        planning = self.agreement.purpose == SharePurpose.PLANNING
        plans = planning and queries.is_planned_with(person_id=self.person.pk, network_id=organisation_id)
        live_shares = shares_of(self.person).live().filter(organisation=organisation_id)
        return {
            **super().get_context_data(**kwargs),
            "person": self.person,
            "agreement": self.agreement,
            "plans": plans,
            "is_own": self.is_own,
            "still_gives": live_shares.filter(purpose=SharePurpose.ARRANGEMENT).exists(),
        }

    def form_valid(self, form: Form) -> HttpResponse:
        actions.stop_sharing(
            viewer=self.request.viewer, agreement=self.agreement, words=form.cleaned_data["words"], at=clock.now()
        )
        return SeeOther(self.sharing_url())


class RecordWhoCarriesOn(EventPageMixin, FormPage):
    """Record what was agreed after the person stopped sharing with the network."""

    template_name = "pathways/carry_on.html"
    form_class = forms.CarryOnForm
    page = "who carries on"
    events = (PathwayEvent.CARRY_ON,)

    def more(self) -> None:
        if self.request.method == "GET" and queries.sharing_stopped_at(self.pathway.pk) is None:
            raise DomainError("Nobody has stopped sharing since this was last recorded.", code="not_now")
        self.title = f"Who carries on with {self.person}?"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(**kwargs),
            "stopped": queries.steps_of(self.pathway).filter(event=PathwayEvent.SHARING_STOPPED).last(),
        }

    def form_valid(self, form: Form) -> HttpResponse:
        actions.carry_on(viewer=self.request.viewer, pathway_id=self.pathway.pk, at=clock.now(), **form.cleaned_data)
        return SeeOther(self.person_url())


class RecordDeath(FormPage):
    """About the person rather than a pathway: it also stops letters where the pathway has closed."""

    template_name = "pathways/record_death.html"
    form_class = forms.DeathForm

    def load(self, person_id: int) -> HttpResponse | None:
        viewer = self.request.viewer
        with transaction.atomic():  # rolled back where it raises, so that a refusal records no read
            self.person = open_person_to_change(
                viewer=viewer, person_id=person_id, page="recording a death", at=clock.now()
            )
            if not roles_with(viewer, self.person, to_change=True) & DEATH_REPORTERS:
                raise NotAllowed("Please ring the council or the support planner. They will write it down with you.")
        self.title = f"{self.person} has died"
        return HttpResponseRedirect(self.person_url()) if self.request.method == "GET" and has_died(person_id) else None

    def person_url(self) -> str:
        return reverse("front:person", kwargs={"person_id": self.person.pk})

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "person": self.person}

    def form_valid(self, form: Form) -> HttpResponse:
        actions.record_death(viewer=self.request.viewer, person=self.person, at=clock.now(), **form.cleaned_data)
        return SeeOther(self.person_url())
