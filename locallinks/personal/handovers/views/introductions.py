"""The pages of an introduction: the offer, three answers, asking again, and the champion's queue."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from locallinks.foundation.accounts.queries import members_with_role
from locallinks.foundation.audit.actions import record_list
from locallinks.foundation.shared import clock
from locallinks.foundation.shared.errors import NotAllowed
from locallinks.foundation.shared.roles import Capability, Role, roles_that
from locallinks.foundation.shared.viewer import Viewer
from locallinks.foundation.ui.forms import Form
from locallinks.foundation.ui.pages import FormPage, Page, SeeOther
from locallinks.foundation.ui.pagination import csv_response, page_or_whole_list, wants_csv
from locallinks.personal.assessments.choices import CapacityChoice
from locallinks.personal.assessments.queries.capacity_advocacy_refusal import capacity_for
from locallinks.personal.handovers import forms, permissions, queries, rules
from locallinks.personal.handovers.actions.introductions import (
    OFFERED_STATE,
    chase,
    move_on,
    network_accepts,
    network_declines,
    not_offered,
    offer_handover,
    person_accepts,
    person_declines,
    person_plans_for_self,
    re_offer,
)
from locallinks.personal.handovers.choices import ChaseStep, FailureCode
from locallinks.personal.handovers.views.coaching_and_capacity import FRESHNESS_TAGS
from locallinks.personal.pathways.choices import PathwayState
from locallinks.personal.pathways.pages import PathwayPageMixin

URGENCY_TAGS = {
    "overdue": ("Late", "alert"), "due_soon": ("Due now", "waiting"), "in_time": ("In time", "good"),
    "no_clock": ("Taking time to think", "quiet"),
}  # fmt: skip
STATE_WORDS = {
    PathwayState.BUDGETED: "Not offered yet",
    PathwayState.HANDOVER_OFFERED: "Thinking it over",
    PathwayState.HANDOVER_SENT: "With the network",
}
PERIODS = {"3": "Last 3 months", "6": "Last 6 months", "12": "Last 12 months", "36": "Last 3 years"}


class IntroductionPageMixin(PathwayPageMixin):
    url_namespace = "handovers"
    roles = roles_that(Capability.DECIDE)

    def find_pathway(self, viewer: Viewer, pathway_id: int) -> Any:
        if not viewer.roles & self.roles:  # before anything is read
            raise NotAllowed("This page is for others who take part in an introduction.")
        return super().find_pathway(viewer, pathway_id)


class MakeOffer(IntroductionPageMixin, FormPage):
    template_name = "handovers/offer.html"
    form_class = forms.OfferForm
    page = "offering an introduction"

    def more(self) -> None:
        permissions.check_can_offer(self.request.viewer, self.pathway)
        self.title = f"Offer to introduce {self.person} to a network"
        said_no = queries.networks_that_said_no(self.pathway) if self.pathway.state == OFFERED_STATE else set()
        serving = queries.networks_for(person=self.person, on=clock.today())
        self.networks = [network for network in serving if network.pk not in said_no]
        self.all_said_no = bool(serving) and not self.networks

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "networks": _choices(self.networks), "formats": queries.FORMAT_CHOICES}

    def get_initial(self) -> dict[str, Any]:
        first = str(self.networks[0].pk) if len(self.networks) == 1 else None
        return {"network": first, "reading_format": self.person.reading_format}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rooms = queries.latest_capacities(self.networks, clock.today())
        return {
            **super().get_context_data(**kwargs),
            "networks": self.networks,
            "all_said_no": self.all_said_no,
            "fresh": FRESHNESS_TAGS,
            "rooms": [(network, rooms.get(network.pk)) for network in self.networks],
        }

    def form_valid(self, form: Form) -> HttpResponse:
        data = form.cleaned_data
        offer_handover(
            viewer=self.request.viewer, pathway_id=self.pathway.pk, network_id=data["network"],
            explained_how=data["explained_how"], reading_format=data["reading_format"], at=clock.now(),
        )  # fmt: skip
        return SeeOther(self.url("answer"))


class RecordNotOffered(IntroductionPageMixin, FormPage):
    template_name = "handovers/not_offered.html"
    form_class = forms.NotOfferedForm
    page = "why no introduction was offered"

    def more(self) -> None:
        permissions.check_can_offer(self.request.viewer, self.pathway)
        self.title = f"Why is {self.person} not offered an introduction?"
        self.served = bool(queries.networks_for(person=self.person, on=clock.today()))

    def get_form_kwargs(self) -> dict[str, Any]:
        return {
            **super().get_form_kwargs(),
            "codes": [
                code for code in rules.NOT_OFFERED_CODES if not (self.served and code == FailureCode.NO_NETWORK_IN_AREA)
            ],
        }

    def get_initial(self) -> dict[str, Any]:
        return {"failure_reason": self.request.GET.get("reason", "" if self.served else FailureCode.NO_NETWORK_IN_AREA)}

    def form_valid(self, form: Form) -> HttpResponse:
        data = form.cleaned_data
        not_offered(
            viewer=self.request.viewer, pathway_id=self.pathway.pk, failure_code=data["failure_reason"],
            words=data["failure_text"], at=clock.now(),
        )  # fmt: skip
        return SeeOther(self.person_url())


class RecordPersonAnswer(IntroductionPageMixin, FormPage):
    """The person's own page, and the social worker's to write down what was said. Afterwards it shows what was said."""

    page = "the answer about the network"
    roles = roles_that(Capability.DECIDE) | {Role.PERSON}

    def more(self) -> HttpResponse | None:
        permissions.check_can_answer(self.request.viewer, self.pathway)
        self.offer = queries.open_offer(self.pathway)
        self.waiting = self.pathway.state == OFFERED_STATE and self.offer is not None
        self.early = self.pathway.state == PathwayState.BUDGETED
        if not (self.waiting or self.early):
            return self.respond_answered()
        self.template_name = "handovers/record_answer.html"
        self.form_class = forms.OwnAnswerForm if self.is_own else forms.SaidAnswerForm
        who = "you" if self.is_own else str(self.person)
        if self.waiting:
            self.title = f"Would {who} like to meet {self.offer.network}?"
        else:
            self.title = f"Would {who} like to write the plan without help?"
        return None

    def respond_answered(self) -> HttpResponse:
        self.template_name = "handovers/answer_recorded.html"
        said = queries.last_answer(self.pathway)
        waits = self.pathway.state == OFFERED_STATE
        self.title = "What you said" if self.is_own else f"What {self.person} said"
        due = queries.answer_due_on(self.pathway, clock.today())
        return self.respond(said=said, due=due, waits=waits)

    def get_form_kwargs(self) -> dict[str, Any]:
        name = self.offer.network if self.offer else ""
        if self.is_own:
            answers = [(forms.YES, f"Yes, I would like to meet {name}"), (forms.NO, "No, not now")]
            return {
                **super().get_form_kwargs(),
                "answers": [*(answers if self.waiting else []), (forms.SELF, "I'd like to plan it myself")],
            }
        answers = [
            (forms.YES, f"Yes to meeting {name}"), (forms.NO, "No, not now"),
            (forms.PRIVATE, "No, they do not want their details shared"),
        ]  # fmt: skip
        bases = [
            ("agreement", f"{self.person} decided"),
            ("best_interests", f"{self.person} cannot decide this, so it was decided in their best interests"),
            ("decider", f"{self.person} cannot decide this, and an attorney or deputy who may decided it"),
        ]
        alone = (forms.SELF, "“I'd like to plan it myself”")
        return {**super().get_form_kwargs(), "answers": [*(answers if self.waiting else []), alone], "bases": bases}

    def get_initial(self) -> dict[str, Any]:
        known = {"said_by": self.person.full_name}
        return known if self.waiting else known | {"answer": forms.SELF, "basis": "agreement"}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        cannot = (
            capacity_for(self.person.pk, CapacityChoice.SHARE)
            if self.template_name == "handovers/record_answer.html"
            else None
        )
        return {
            **super().get_context_data(**kwargs), "offer": self.offer, "capacity": cannot,
            "said_no_at": queries.said_no_at(self.person.pk) if self.template_name == "handovers/record_answer.html" else None,
        }  # fmt: skip

    def form_valid(self, form: Form) -> HttpResponse:
        data = form.cleaned_data
        viewer, at = self.request.viewer, clock.now()
        shared = {
            "viewer": viewer, "pathway_id": self.pathway.pk, "words": data["reason"], "at": at,
            "said_by": self.own_name() if self.is_own else data["said_by"],
        }  # fmt: skip
        if data["answer"] == forms.YES:
            how = {"how_explained": "They read about it on their own page"} if self.is_own else {
                "basis": data["basis"], "consulted": data["consulted"],
            }  # fmt: skip
            person_accepts(**shared, **how)
        elif data["answer"] in (forms.NO, forms.PRIVATE):
            private = data["answer"] == forms.PRIVATE
            person_declines(**shared, why=FailureCode.CONSENT_REFUSED if private else FailureCode.PERSON_DECLINED)
        else:
            person_plans_for_self(**shared, help_offered=self.is_own or data["help_offered"])
        return SeeOther(self.url("answer"))

    def own_name(self) -> str:
        """Somebody trusted with the record answers in their own name: nobody says yes in another's."""
        viewer = self.request.viewer
        return self.person.full_name if viewer.own_person_id == self.person.pk else viewer.name


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
        self.said = queries.last_answer(self.pathway)
        self.due = queries.answer_due_on(self.pathway, clock.today())
        self.planners = members_with_role(self.pathway.network_id or 0, Role.SUPPORT_PLANNER, clock.today())
        return None

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "planners": _choices(self.planners)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        late = self.due is not None and clock.today() > self.due
        room = queries.capacity_of(self.pathway.network_id or 0, clock.today())
        return {**super().get_context_data(**kwargs), "said": self.said, "due": self.due, "late": late, "room": room}

    def form_valid(self, form: Form) -> HttpResponse:
        data = form.cleaned_data
        shared = {"viewer": self.request.viewer, "pathway_id": self.pathway.pk, "at": clock.now()}
        if data["answer"] == forms.YES:
            network_accepts(**shared, planner_id=data["planner"], why_over=data["why_over"])
            return SeeOther(self.person_url())
        full = data["answer"] == forms.FULL
        network_declines(
            **shared, reason=data["reason"], then=PathwayState(data["target"]) if data["target"] else None,
            why=FailureCode.NETWORK_FULL if full else FailureCode.NETWORK_DECLINED,
        )  # fmt: skip
        return SeeOther(reverse("handovers:thank_you"))


class ThankYou(Page):
    """After a network's no: nothing about the person, whom the network can no longer see."""

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
        self.due = queries.answer_due_on(self.pathway, today)
        self.late = self.due is not None and today > self.due
        said_no = queries.networks_that_said_no(self.pathway) | {self.pathway.network_id}
        self.others = [one for one in queries.networks_for(person=self.person, on=today) if one.pk not in said_no]
        return None

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "networks": _choices(self.others), "formats": queries.FORMAT_CHOICES}

    def get_initial(self) -> dict[str, Any]:
        return {"reading_format": self.person.reading_format}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        asked = queries.chase_count(self.pathway)
        return {**super().get_context_data(**kwargs), "due": self.due, "late": self.late, "asked": asked}

    def form_valid(self, form: Form) -> HttpResponse:
        data = form.cleaned_data
        shared = {"viewer": self.request.viewer, "pathway_id": self.pathway.pk, "at": clock.now()}
        if data["what"] == ChaseStep.ASKED:
            chase(**shared, words=data["reason"])
            return SeeOther(reverse("handovers:queue"))
        if data["what"] == ChaseStep.MOVED_ON:
            move_on(**shared, reason=data["reason"])
            return SeeOther(self.person_url())
        re_offer(
            **shared, reason=data["reason"], network_id=data["network"], explained_how=data["explained_how"],
            reading_format=data["reading_format"] or "",
        )  # fmt: skip
        return SeeOther(self.url("answer"))


class IntroductionQueue(Page):
    """Who waits to be introduced or for an answer, late ones first."""

    template_name = "handovers/introductions.html"
    title = "Who waits for an introduction"
    for_roles = permissions.SEE_QUEUE

    def load(self) -> HttpResponse | None:
        viewer = self.request.viewer
        permissions.check_can_see_queue(viewer)
        self.waiting = queries.introduction_queue(viewer=viewer, today=clock.today())
        self.listing = page_or_whole_list(self.request, self.waiting)
        named = [one.pathway.person_id for one in self.listing]
        record_list(viewer=viewer, page="who waits for an introduction", people=named, at=clock.now())
        if not wants_csv(self.request):
            return None
        rows = [
            (one.name, STATE_WORDS[one.pathway.state], one.network, clock.day(one.since), one.due or "", one.next)
            for one in self.listing
        ]
        return csv_response("waiting", ["Name", "Where", "Network", "Since", "Due", "What next"], rows)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(**kwargs),
            "listing": self.listing,
            "waiting": [
                (one, STATE_WORDS[one.pathway.state], URGENCY_TAGS[one.urgency], _page(self.request.viewer, one))
                for one in self.listing
            ],
            "late": sum(one.urgency == "overdue" for one in self.waiting.rows),
        }


class IntroductionRates(Page):
    """How many reached a network, and who did not and why (docs/rules/local-links.md 4)."""

    template_name = "handovers/introduction_rates.html"
    title = "How many reached a network"
    for_roles = permissions.SEE_QUEUE

    def load(self) -> HttpResponse | None:
        viewer, today = self.request.viewer, clock.today()
        permissions.check_can_see_queue(viewer)
        asked = self.request.GET.get("months", "12")
        self.months = asked if asked in PERIODS else "12"
        self.from_on, self.to_on = today - timedelta(days=int(int(self.months) * 30.4375)), today
        self.reason = self.request.GET.get("reason", "")
        self.cases = queries.introduction_outcomes(viewer=viewer, from_on=self.from_on, to_on=self.to_on)
        missed = self.cases.filter(lambda one: one.row.closed and not one.row.reached and one.row.served)
        missed = missed.filter(lambda one: self.reason in ("", one.row.failure_code))
        missed = missed.sorted(key=lambda one: one.row.eligible_on, reverse=True)
        self.missed = page_or_whole_list(self.request, missed)
        named = [one.row.person_id for one in self.missed]
        record_list(viewer=viewer, page="who did not reach a network", people=named, at=clock.now())
        if not wants_csv(self.request):
            return None
        reasons = dict(FailureCode.choices)
        rows = [
            (one.name, one.row.eligible_on, reasons.get(one.row.failure_code, ""), one.why, one.team)
            for one in self.missed
        ]
        return csv_response("did-not-reach", ["Name", "Found to need support", "Why", "In words", "Team"], rows)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = rules.rates([one.row for one in self.cases.rows], start=self.from_on, end=self.to_on)
        shown = rules.published_rates(found)
        return {
            **super().get_context_data(**kwargs),
            "missed": self.missed,
            "reasons": dict(FailureCode.choices),
            "reason": self.reason,
            "rates": shown,
            "avoidable": found.avoidable if found.avoidable >= rules.SUPPRESS_COUNTS_BELOW else None,
            "bars": _bars(shown),
            "teams": queries.rates_by_team(self.cases.rows, from_on=self.from_on, to_on=self.to_on),
            "periods": PERIODS,
            "months": self.months,
        }


def _page(viewer: Viewer, one: queries.QueueRow) -> str:
    """Offers and answers are the social worker's; the champion goes to the person's page, and asks again."""
    if one.pathway.state != PathwayState.HANDOVER_SENT and not viewer.may(Capability.DECIDE, one.pathway.home_id):
        return reverse("front:person", kwargs={"person_id": one.pathway.person_id})
    name = {
        PathwayState.BUDGETED: "offer",
        PathwayState.HANDOVER_OFFERED: "answer",
        PathwayState.HANDOVER_SENT: "chase",
    }[PathwayState(one.pathway.state)]
    return reverse(f"handovers:{name}", kwargs={"pathway_id": one.pathway.pk})


def _bars(shown: rules.PublishedRates) -> list[tuple[str, float]]:
    """The four rates for the picture; one that small numbers hide is left out of it."""
    rows = [
        ("Offered, of all who could be", shown.offer_rate), ("Said yes, of those offered", shown.take_up),
        ("Network said yes, of those", shown.completion), ("Reached a network, of all", shown.handover_rate),
    ]  # fmt: skip
    return [(words, float(rate)) for words, rate in rows if rate is not None]


def _choices(rows: Iterable[Any]) -> list[tuple[str, str]]:
    """Networks or planners, to choose from."""
    return [(str(row.pk), str(row)) for row in rows]
