"""Asking for a direct payment, the decision and its letter, what it is used for, and stopping it."""

from typing import Any

from django.http import Http404, HttpResponse, HttpResponseRedirect

from locallinks.foundation.people.choices import ReadingFormat
from locallinks.foundation.shared import clock
from locallinks.foundation.ui.forms import Form
from locallinks.foundation.ui.pages import FormPage, Page, SeeOther
from locallinks.personal.fund_holding import actions, forms, permissions, queries
from locallinks.personal.fund_holding.choices import Condition, Holder, PaymentMode, StopReason
from locallinks.personal.fund_holding.rules.conditions import (
    CONDITIONS,
    route_of,
    route_problem,
)
from locallinks.personal.fund_holding.rules.stopping import earliest_end
from locallinks.personal.pathways.pages import PathwayPageMixin
from locallinks.personal.pathways.queries import PLANNERS


class PaymentPageMixin(PathwayPageMixin):
    url_namespace = "fund_holding"
    readers = PLANNERS

    def prepare(self) -> None:
        self.may_decide = permissions.may_decide(self.request.viewer, self.pathway)
        self.status = queries.payment_status(self.pathway)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "status": self.status, "may_decide": self.may_decide}

    def said_by(self, data: dict[str, Any]) -> str:
        return data.get("said_by") or self.request.viewer.name


class Payment(PaymentPageMixin, Page):
    """Where it stands: nothing yet, asked, decided, in use, or stopping; and what can be done next."""

    template_name = "fund_holding/payment_status.html"
    page = "the direct payment"

    def more(self) -> None:
        self.title = "Your direct payment" if self.is_own else f"A direct payment for {self.person}"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        decision = self.status.decision
        return {
            **super().get_context_data(**kwargs),
            "uses": queries.uses_of(decision) if decision else [],
            "needs": dict(queries.needs_of(self.pathway)),
            "earlier": queries.earlier_requests(self.pathway),
            "answers": queries.answers_of(decision) if decision else [],
            "may_ask": self.pathway.is_open
            and self.pathway.state not in actions.TOO_EARLY
            and not self.status.awaits_decision
            and (not self.status.is_running or bool(self.status.outdated_because)),
        }


class RequestPayment(PaymentPageMixin, FormPage):
    """The first question: who would hold the money? The next page asks what that answer needs."""

    template_name = "fund_holding/request_payment.html"
    form_class = forms.HolderForm
    page = "asking for a direct payment"

    def more(self) -> HttpResponse | None:
        self.title = "Ask for a direct payment"
        return self.redirect_on_get(self.url("payment")) if self.status.awaits_decision else None

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "own": self.is_own}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "is_second": False}

    def form_valid(self, form: Form) -> HttpResponse:
        return SeeOther(self.url("request_payment_part", holder=form.cleaned_data["holder"]))


class RequestPaymentPart(PaymentPageMixin, FormPage):
    template_name = "fund_holding/request_payment.html"
    form_class = forms.AskForm
    page = "asking for a direct payment"

    def more(self, holder: str) -> HttpResponse | None:
        if holder not in Holder:
            raise Http404
        self.holder = holder
        self.title = (
            "What would the money be for?" if holder == Holder.SELF else "Who would hold the money, and what for?"
        )
        return self.redirect_on_get(self.url("payment")) if self.status.awaits_decision else None

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "own": self.is_own, "holder": self.holder}

    def get_initial(self) -> dict[str, Any]:
        return {} if self.is_own or self.holder == Holder.AUTHORISED else {"said_by": self.person.full_name}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "holder": self.holder, "is_second": True}

    def form_valid(self, form: Form) -> HttpResponse:
        data = form.cleaned_data
        actions.request_payment(
            viewer=self.request.viewer,
            pathway_id=self.pathway.pk,
            holder=self.holder,
            at=clock.now(),
            **data | {"said_by": self.said_by(data)},
        )
        return SeeOther(self.url("payment"))


class DecidePayment(PaymentPageMixin, FormPage):
    """Each condition with its answer and its reason. There is no yes or no to choose: it follows from the answers."""

    template_name = "fund_holding/decide_payment.html"
    form_class = forms.DecideForm
    page = "the direct payment, to decide"

    def more(self) -> HttpResponse | None:
        permissions.check_can_decide(self.request.viewer, self.pathway)
        self.title = f"Can {self.person} have a direct payment?"
        return None if self.status.awaits_decision else HttpResponseRedirect(self.url("payment"))

    def get_form_kwargs(self) -> dict[str, Any]:
        payment_request = self.status.request
        assert payment_request is not None  # `more` leads elsewhere
        names = {
            "person": str(self.person),
            "holder": payment_request.holder_name or str(self.person),
            "supporter": payment_request.supporter_name,
        }
        orders = [(row.code, row.words) for row in queries.court_orders(clock.today())]
        return {
            **super().get_form_kwargs(),
            "holder": payment_request.holder,
            "names": names,
            "authority": payment_request.authority,
            "orders": orders,
            "asked": queries.conditions_to_answer(payment_request),
        }

    def get_initial(self) -> dict[str, Any]:
        return {"how": PaymentMode.NET}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        payment_request = self.status.request
        wrong = route_problem(route=route_of(payment_request.holder), lacks_capacity=self.status.lacks_capacity)
        return {
            **super().get_context_data(**kwargs),
            "asked": payment_request,
            "wrong": wrong.message if wrong else "",
            "unchecked": any(not row.verified for row in queries.court_orders(clock.today())),
        }

    def form_valid(self, form: Form) -> HttpResponse:
        data = form.cleaned_data
        codes = CONDITIONS[route_of(self.status.request.holder)]
        answers: dict[str, tuple[bool | None, str]] = {
            str(code): (data.get(f"{code}_met"), data.get(f"{code}_words") or "") for code in codes
        }
        actions.decide_payment(
            viewer=self.request.viewer,
            pathway_id=self.pathway.pk,
            answers=answers,
            orders=data["orders"],
            how=data["how"],
            at=clock.now(),
        )
        return SeeOther(self.url("decision_letter"))


class DecisionLetter(PaymentPageMixin, Page):
    """What the person receives: the decision, each condition with its reason, and what to do if it seems wrong."""

    template_name = "fund_holding/decision_letter.html"
    page = "the letter about the direct payment"

    def more(self) -> None:
        self.title = "Our decision about a direct payment"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        decision = self.status.decision
        return {
            **super().get_context_data(**kwargs),
            "decision": decision,
            "questions": {str(condition): condition.question for condition in Condition},
            "answers": queries.answers_of(decision) if decision else [],
            "uses": queries.uses_of(decision) if decision else [],
            "needs": queries.needs_of(self.pathway),
            "figures": queries.figures(clock.today()),
            "is_large": self.person.reading_format == ReadingFormat.LARGE_PRINT or "large" in self.request.GET,
        }


class AddUse(PaymentPageMixin, FormPage):
    template_name = "fund_holding/add_use.html"
    form_class = forms.UseForm
    page = "what the direct payment is used for"

    def more(self) -> HttpResponse | None:
        permissions.check_can_decide(self.request.viewer, self.pathway)
        self.title = "Agree what it may be used for"
        return None if self.status.is_running else HttpResponseRedirect(self.url("payment"))

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "needs": queries.needs_of(self.pathway)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "figures": queries.figures(clock.today())}

    def form_valid(self, form: Form) -> HttpResponse:
        data = form.cleaned_data
        actions.agree_use(
            viewer=self.request.viewer,
            pathway_id=self.pathway.pk,
            at=clock.now(),
            **data | {"relation": data["relation"] or ""},
        )
        return SeeOther(self.url("payment"))


class RequestStop(PaymentPageMixin, FormPage):
    """The person wants it to stop. It is taken as it is said; nobody needs to agree."""

    template_name = "fund_holding/ask_to_stop.html"
    form_class = forms.StopRequestForm
    page = "a wish to stop the direct payment"

    def more(self) -> HttpResponse | None:
        self.title = "Stop your direct payment" if self.is_own else f"{self.person} wants the direct payment to stop"
        return None if self.status.is_running else HttpResponseRedirect(self.url("payment"))

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "own": self.is_own}

    def get_initial(self) -> dict[str, Any]:
        return {} if self.is_own else {"said_by": self.person.full_name}

    def form_valid(self, form: Form) -> HttpResponse:
        data = form.cleaned_data
        actions.request_stop(
            viewer=self.request.viewer,
            pathway_id=self.pathway.pk,
            from_on=data["from_on"],
            words=data["words"],
            said_by=self.said_by(data),
            at=clock.now(),
        )
        return SeeOther(self.url("payment"))


class StopPayment(PaymentPageMixin, FormPage):
    """With notice, the reason, what is owed, and how the needs are met from that day."""

    template_name = "fund_holding/stop_payment.html"
    form_class = forms.StopForm
    page = "stopping the direct payment"

    def more(self) -> HttpResponse | None:
        permissions.check_can_decide(self.request.viewer, self.pathway)
        self.title = f"Stop {self.person}'s direct payment"
        return None if self.status.is_running else HttpResponseRedirect(self.url("payment"))

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "route": self.status.decision.route}

    def get_initial(self) -> dict[str, Any]:
        request = self.status.stop_request
        if request:
            return {"why": StopReason.PERSON, "ends_on": max(request.from_on, clock.today())}
        notice = queries.figures(clock.today())[queries.NOTICE].amount
        return {"ends_on": earliest_end(why="", told_on=clock.today(), notice_days=notice)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "notice_rate": queries.figures(clock.today())[queries.NOTICE]}

    def form_valid(self, form: Form) -> HttpResponse:
        data = form.cleaned_data
        actions.stop_payment(
            viewer=self.request.viewer,
            pathway_id=self.pathway.pk,
            at=clock.now(),
            **data | {"condition": data["condition"] or ""},
        )
        return SeeOther(self.url("payment"))
