"""The form to raise a concern, linked from every page, and the pages of safeguarding leads and other readers."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import HttpResponse
from django.urls import reverse

from locallinks.foundation.audit.actions import record_list
from locallinks.foundation.audit.choices import EntryPurpose
from locallinks.foundation.concerns import actions, forms, permissions, queries
from locallinks.foundation.concerns.choices import ConcernStatus, Decision, RiskOutcome, SafeToContact, WishesMet
from locallinks.foundation.people.queries.records import open_person, roles_for
from locallinks.foundation.shared import clock
from locallinks.foundation.shared.roles import Capability
from locallinks.foundation.ui.forms import Form
from locallinks.foundation.ui.pages import FormPage, Page, SeeOther
from locallinks.foundation.ui.pagination import csv_response, page_or_whole_list, paginate, wants_csv

TAGS = {ConcernStatus.WAITING: "alert", ConcernStatus.ENQUIRING: "waiting", ConcernStatus.CLOSED: "quiet"}


class RaiseConcern(FormPage):
    """A concern from a page that is not about a person: the form has a question for the name."""

    template_name = "concerns/raise_concern.html"
    form_class: type[forms.ConcernForm] = forms.ConcernAboutSomebodyForm
    title = "Tell us about a worry for somebody's safety"
    person: Any = None

    def load(self, **url_kwargs: Any) -> None:
        permissions.check_can_raise(self.request.viewer)
        self.leads = queries.leads_to_tick(clock.today())

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "leads": self.leads}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "worry_about": self.person, "leads": self.leads}

    def form_valid(self, form: Form) -> HttpResponse:
        data = form.cleaned_data
        council = data.pop("council", None)
        organisation = data.pop("source_organisation")
        actions.raise_concern(
            viewer=self.request.viewer,
            person=self.person,
            home_id=council,
            source_organisation_id=organisation,
            at=clock.now(),
            **data,
        )
        return SeeOther(reverse("concerns:concern_received"))


class RaiseConcernAbout(RaiseConcern):
    """A concern about one person. The read is audited for the purpose "concern", so that no list of reads shows it.

    A concern always belongs to a council: where a network keeps the record, the form asks which council to tell.
    """

    def load(self, person_id: int) -> None:
        viewer = self.request.viewer
        with transaction.atomic():
            self.person = open_person(
                viewer=viewer,
                person_id=person_id,
                page="telling of a worry",
                purpose=EntryPurpose.CONCERN,
                at=clock.now(),
            )
        by_council = bool(roles_for(self.person, Capability.DEAL_WITH_CONCERNS))
        self.form_class = forms.ConcernForm if by_council else forms.ConcernToCouncilForm
        self.leads = queries.leads_to_tick(clock.today(), self.person.home_id if by_council else None)
        self.own = viewer.own_person_id == person_id
        self.title = "Tell us that you do not feel safe" if self.own else f"Tell us about a worry for {self.person}"

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "own": self.own}


class ConcernReceived(Page):
    """The only page that the reporter sees afterwards."""

    template_name = "concerns/received.html"
    title = "Thank you for telling us"


class ConcernQueue(Page):
    template_name = "concerns/concerns.html"
    title = "Safeguarding concerns"

    def load(self) -> HttpResponse | None:
        viewer = self.request.viewer
        show = self.request.GET.get("show", "")
        self.show = show if show in ConcernStatus else ""
        self.rows = queries.concerns_for(viewer=viewer, show=self.show, today=clock.today())
        named = [row.concern.person_id for row in page_or_whole_list(self.request, self.rows)]
        record_list(
            viewer=viewer, page="safeguarding concerns", people=named, purpose=EntryPurpose.CONCERN, at=clock.now()
        )
        if wants_csv(self.request):
            return csv_response(
                "safeguarding-concerns",
                ["Told on", "About", "In danger now", "Where it stands", "Decide by"],
                [
                    (
                        clock.day(row.concern.raised_at),
                        row.concern.about_name,
                        "Yes" if row.concern.danger_now else "No",
                        row.status.label,
                        row.due,
                    )
                    for row in self.rows
                ],
            )
        return None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        listing = paginate(self.request, self.rows)
        return {
            **super().get_context_data(**kwargs),
            "listing": listing,
            "show": self.show,
            "statuses": ConcernStatus.choices,
            "tags": TAGS,
            "today": clock.today(),
        }


class ConcernPageMixin:
    """A page about one concern: 404 for a viewer who may not read it."""

    def load(self, concern_id: UUID) -> None:
        with transaction.atomic():
            self.opened = queries.open_concern(
                viewer=self.request.viewer, concern_id=concern_id, page="a safeguarding concern", at=clock.now()
            )
        self.concern = self.opened.concern

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "opened": self.opened, "concern": self.concern}

    def concern_url(self) -> str:
        return reverse("concerns:concern", kwargs={"concern_id": self.concern.pk})


class ConcernDetail(ConcernPageMixin, Page):
    template_name = "concerns/concern.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        self.title = f"Safeguarding concern about {self.concern}"
        today = clock.today()
        return {
            **super().get_context_data(**kwargs),
            "title": self.title,
            "decisions": queries.decisions_of(self.concern),
            "safe": dict(SafeToContact.choices),
            "leads": queries.who_reads(self.concern, today),
            "readers": queries.readers_of(self.concern),
            "ticked": queries.names_hidden_from(self.concern),
            "read_is_listed": not self.request.viewer.reads_only_for_concerns,
            "may_open": queries.may_open(self.request.viewer, self.concern),
            "tags": TAGS,
            "decision_labels": dict(Decision.choices),
            "risks": dict(RiskOutcome.choices),
            "wishes": dict(WishesMet.choices),
            "today": today,
        }


class OpenConcernToColleague(ConcernPageMixin, FormPage):
    template_name = "concerns/open_to_colleague.html"
    form_class = forms.ColleagueForm
    title = "Open this to a colleague"

    def load(self, concern_id: UUID) -> None:
        super().load(concern_id)
        permissions.check_can_open(self.request.viewer, self.concern)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "colleagues": queries.colleagues_to_open_to(self.concern, clock.today())}

    def form_valid(self, form: Form) -> HttpResponse:
        data = form.cleaned_data
        actions.open_to_colleague(
            viewer=self.request.viewer,
            concern_id=self.concern.pk,
            user_id=data["user"],
            why=data["why"],
            at=clock.now(),
        )
        return SeeOther(self.concern_url())


class DecideConcern(ConcernPageMixin, FormPage):
    template_name = "concerns/decide_or_finish.html"
    form_class = forms.DecisionForm
    title = "What needs to happen?"

    def get_initial(self) -> dict[str, Any]:
        return {"wants": self.concern.wants, "version": queries.decisions_of(self.concern).count()}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "button_text": "Record this decision"}

    def form_valid(self, form: Form) -> HttpResponse:
        actions.decide_concern(
            viewer=self.request.viewer, concern_id=self.concern.pk, at=clock.now(), **form.cleaned_data
        )
        return SeeOther(self.concern_url())


class FinishConcern(ConcernPageMixin, FormPage):
    template_name = "concerns/decide_or_finish.html"
    form_class = forms.OutcomeForm
    title = "How did it end?"

    def get_initial(self) -> dict[str, Any]:
        return {"version": queries.decisions_of(self.concern).count()}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "button_text": "Record how it ended"}

    def form_valid(self, form: Form) -> HttpResponse:
        actions.finish_concern(
            viewer=self.request.viewer, concern_id=self.concern.pk, at=clock.now(), **form.cleaned_data
        )
        return SeeOther(self.concern_url())
