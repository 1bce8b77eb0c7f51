"""Pages for the person's agreement, for sending the plan, and for the council's decision."""

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect

from locallinks.foundation.people.choices import AgreementBasis
from locallinks.foundation.reference.queries import holidays
from locallinks.foundation.shared import clock
from locallinks.foundation.shared.money import pounds
from locallinks.foundation.shared.roles import Capability, roles_that
from locallinks.foundation.ui.forms import Form
from locallinks.foundation.ui.pages import FormPage, SeeOther
from locallinks.personal.assessments.choices import CapacityChoice
from locallinks.personal.assessments.queries.capacity_advocacy_refusal import capacity_for
from locallinks.personal.fund_holding.queries import payment_status
from locallinks.personal.pathways.choices import PathwayState
from locallinks.personal.plans import permissions
from locallinks.personal.plans.actions.decision import approve_plan, record_panel_view, return_plan
from locallinks.personal.plans.actions.submission import record_agreement, submit_plan
from locallinks.personal.plans.forms.decision import (
    DecideForm,
    OwnAgreementForm,
    PanelForm,
    ReturnForm,
    SaidAgreementForm,
    SubmitForm,
)
from locallinks.personal.plans.queries.discussion import open_comments
from locallinks.personal.plans.queries.plan_view import (
    decision_due_on,
    panel_value,
    panel_views,
    plan_view,
    submit_problems_of,
)
from locallinks.personal.plans.rules.decision import NETWORK_SHARE_NOTICE, needs_panel, within_limit
from locallinks.personal.plans.views.base import PlanPageMixin


class RecordAgreement(PlanPageMixin, FormPage):
    """The person says whether they agree, or a planner or social worker records what they said."""

    template_name = "plans/agreement.html"
    page = "the plan, to say if they agree"

    def more(self) -> HttpResponse | None:
        permissions.check_can_record_agreement(self.request.viewer, self.pathway)
        self.title = "Do you agree with your plan?" if self.is_own else f"Does {self.person} agree with the plan?"
        self.form_class = OwnAgreementForm if self.is_own else SaidAgreementForm
        self.plan_view = plan_view(self.plan)
        self.capacity = capacity_for(self.person.pk, CapacityChoice.PLAN)
        return None

    @property
    def share(self) -> bool:
        """Whether a network plans and so shares in money left over, which the page must say before they answer."""
        return self.pathway.network_id is not None

    def get_form_kwargs(self) -> dict[str, Any]:
        lacks = self.capacity is not None and self.capacity.lacks
        return super().get_form_kwargs() | ({} if self.is_own else {"share": self.share, "lacks_capacity": lacks})

    def get_initial(self) -> dict[str, Any]:
        version = {"version": self.plan.content_version}
        return version if self.is_own else {**version, "said_by": self.person.full_name}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(**kwargs),
            "plan_view": self.plan_view,
            "share": NETWORK_SHARE_NOTICE if self.share else "",
            "plan_url": self.address("plan"),
            "capacity": self.capacity,
            "writes_capacity": self.request.viewer.may(Capability.DECIDE, self.pathway.home_id),
        }

    def form_valid(self, form: Form) -> HttpResponse:
        data = form.cleaned_data
        viewer = self.request.viewer
        me = viewer.invitation.to_name if viewer.invitation else viewer.name
        record_agreement(
            viewer=viewer,
            plan_id=self.plan.pk,
            plan_version=data["version"] or 0,
            agrees=data["agrees"],
            words=data["words"],
            said_by=me if self.is_own else data["said_by"],
            told_of_network_share=self.share and (self.is_own or data["told_of_network_share"]),
            at=clock.now(),
            basis=data.get("basis") or AgreementBasis.AGREEMENT,
        )
        return SeeOther(self.address("plan"))


class SubmitPlan(PlanPageMixin, FormPage):
    """A summary with one button. What is missing is listed with links to put it right."""

    template_name = "plans/submit.html"
    page = "the plan, to send it"
    writes = True

    def more(self) -> None:
        self.title = "Send your plan for approval" if self.is_own else f"Send {self.person}'s plan for approval"
        self.plan_view = plan_view(self.plan)
        if self.plan_view.over_indicative_pence:
            self.form_class = SubmitForm

    def get_initial(self) -> dict[str, Any]:
        return {"why_over_indicative": self.plan_view.why_over}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        today = clock.today()
        due = decision_due_on(today, holidays(today, today.replace(year=today.year + 1, day=1)))
        return {
            **super().get_context_data(**kwargs),
            "plan_view": self.plan_view,
            "to_do": self.to_do(submit_problems_of(self.plan_view)),
            "due": due,
            "unanswered": open_comments(self.plan),
        }

    def form_valid(self, form: Form) -> HttpResponse:
        submit_plan(viewer=self.request.viewer, plan_id=self.plan.pk, at=clock.now(), **form.cleaned_data)
        return SeeOther(self.address("plan"))


class DecisionPage(PlanPageMixin):
    def more(self) -> HttpResponse | None:
        permissions.check_can_decide(self.request.viewer, self.pathway)
        if self.pathway.state != PathwayState.PLAN_SUBMITTED:
            return HttpResponseRedirect(self.address("plan"))
        self.plan_view = plan_view(self.plan)
        return None


class PanelPage(DecisionPage):
    """The base of the pages for a decision: when it is due, and for a plan above the panel value, the panel's views."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        today = clock.today()
        sent = self.plan_view.submissions[-1]
        sent_on = clock.day(sent.at)
        due = decision_due_on(sent_on, holidays(sent_on, sent_on.replace(year=sent_on.year + 1, day=1)))
        value = panel_value(today)
        needed = value is not None and needs_panel(self.plan_view.council_pence, value.amount)
        views = panel_views(sent) if needed else []
        return {
            **super().get_context_data(**kwargs),
            "plan_view": self.plan_view,
            "sent": sent,
            "due": due,
            "late": bool(due and due < today),
            "panel": value if needed else None,
            "views": views,
            "heard": len({view.by_id for view in views} - {self.request.viewer.user_id}),
            "may_sit": self.request.viewer.user_id not in self.plan_view.author_and_sender_ids,
            "unanswered": open_comments(self.plan),
        }


class RecordPanelView(PanelPage, FormPage):
    """One panel member gives their view and the reason, before the chair decides."""

    template_name = "plans/panel_view.html"
    form_class = PanelForm
    page = "the plan, for the panel"

    def more(self) -> HttpResponse | None:
        self.title = f"What do you think of {self.person}'s plan?"
        return super().more()

    def form_valid(self, form: Form) -> HttpResponse:
        data = form.cleaned_data
        record_panel_view(
            viewer=self.request.viewer,
            pathway_id=self.pathway.pk,
            view=data["view"],
            words=data["words"],
            at=clock.now(),
        )
        return SeeOther(self.address("decide_plan"))


class DecidePlan(PanelPage, FormPage):
    """The whole plan and the form to approve it, with a link to the page that returns it."""

    template_name = "plans/approve.html"
    form_class = DecideForm
    page = "the plan, to decide"

    def more(self) -> HttpResponse | None:
        self.title = f"Decide on {self.person}'s plan"
        return super().more()

    @property
    def why_not(self) -> str:
        """Why this viewer may return the plan but not approve it; "" when they may approve."""
        viewer = self.request.viewer
        if viewer.user_id in self.plan_view.author_and_sender_ids:
            return "You wrote in this plan or sent it, so a colleague decides."
        held = viewer.role_held(*roles_that(Capability.DECIDE), organisation_id=self.pathway.home_id)
        limit = held.approval_limit_pence if held else None
        if limit is None:
            return "Nobody has set how much you may approve, so a colleague decides."
        cost = self.plan_view.council_pence
        if not within_limit(cost, limit):
            return (
                f"You may approve up to {pounds(limit)} a week. This plan costs {pounds(cost)}, "
                "so somebody with a higher limit decides."
            )
        return ""

    def get_form_kwargs(self) -> dict[str, Any]:
        costing = [(str(line.pk), line.title) for line in self.plan_view.lines if line.council_cost_pence]
        return {**super().get_form_kwargs(), "lines": costing}

    def get_initial(self) -> dict[str, Any]:
        estimate_pence = self.plan_view.estimate.weekly_pence if self.plan_view.estimate else None
        pays = min(estimate_pence, self.plan_view.council_pence) if estimate_pence is not None else None
        return {"personal_budget_pence": self.plan_view.council_pence, "contribution_pence": pays}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        missing = self.to_do(submit_problems_of(self.plan_view))
        payment = payment_status(self.pathway)
        return {**super().get_context_data(**kwargs), "why_not": self.why_not, "missing": missing, "payment": payment}

    def form_valid(self, form: Form) -> HttpResponse:
        data = form.cleaned_data
        ways = {int(name.removeprefix("line_")): data.pop(name) for name in [*data] if name.startswith("line_")}
        approve_plan(
            viewer=self.request.viewer,
            pathway_id=self.pathway.pk,
            at=clock.now(),
            line_deployments={line: deployment for line, deployment in ways.items() if deployment},
            **data | {"direct_payment_frequency": data["direct_payment_frequency"] or ""},
        )
        return SeeOther(self.address("plan"))


class ReturnPlan(DecisionPage, FormPage):
    template_name = "plans/return_plan.html"
    form_class = ReturnForm
    page = "the plan, to send it back"

    def more(self) -> HttpResponse | None:
        self.title = f"Send {self.person}'s plan back"
        return super().more()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "plan_view": self.plan_view}

    def form_valid(self, form: Form) -> HttpResponse:
        return_plan(
            viewer=self.request.viewer,
            pathway_id=self.pathway.pk,
            comments=form.cleaned_data["comments"],
            at=clock.now(),
        )
        return SeeOther(self.address("plan"))
