"""The board, one person's arrangements, and the pages that start or end an arrangement."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from locallinks.foundation.accounts.queries import organisations_of_kind
from locallinks.foundation.audit.actions import record_list
from locallinks.foundation.shared import clock
from locallinks.foundation.shared.roles import Capability, roles_that
from locallinks.foundation.shared.viewer import Viewer
from locallinks.foundation.ui.forms import Form, choices_from
from locallinks.foundation.ui.pages import FormPage, Page, SeeOther
from locallinks.foundation.ui.pagination import csv_response, page_or_whole_list, wants_csv
from locallinks.personal.brokerage import forms, permissions
from locallinks.personal.brokerage.actions.arrangements import (
    confirm_live,
    end_arrangement,
    start_brokerage,
    start_line,
    start_urgent,
)
from locallinks.personal.brokerage.choices import ArrangementStatus, BoardReason
from locallinks.personal.brokerage.queries.arrangements import (
    all_arrangements_of,
    arrangement_in,
    council_pays_per_week,
    pauses_of,
    running_outside_plan,
    successor_of,
    to_arrange,
    urgent_support,
    weekly_cost,
    work_of_provider,
)
from locallinks.personal.brokerage.queries.board import board, who_arranges
from locallinks.personal.brokerage.queries.helper_endings import helpers_leaving
from locallinks.personal.brokerage.queries.provider_quotes import chosen_quote, undecided_price_requests
from locallinks.personal.brokerage.rules.arrangements import PROVIDER_KINDS
from locallinks.personal.pathways.choices import PathwayEvent, PathwayState, Urgency
from locallinks.personal.pathways.pages import PathwayPageMixin
from locallinks.personal.pathways.queries import PLANNERS_AND_MANAGER, events_for, find_pathway, may_see, roles_on

TAGS = {
    Urgency.OVERDUE: (Urgency.OVERDUE.label, "alert"),
    Urgency.DUE_SOON: (Urgency.DUE_SOON.label, "waiting"),
    Urgency.IN_TIME: (Urgency.IN_TIME.label, "good"),
    Urgency.NO_CLOCK: None,
}
STATUS_COLOURS = {
    ArrangementStatus.TO_ARRANGE: "waiting",
    ArrangementStatus.NOT_STARTED: "new",
    ArrangementStatus.ACTIVE: "good",
    ArrangementStatus.SUSPENDED: "waiting",
    ArrangementStatus.ENDED: "quiet",
}
STATUS_TAGS = {status: (status.label, colour) for status, colour in STATUS_COLOURS.items()}


PROVIDER = roles_that(Capability.GIVE_SUPPORT)


class Board(Page):
    """Everybody with something to arrange; for a provider, the support it gives.

    A viewer with roles of both kinds is shown the support they give by `?show=given`.
    """

    template_name = "brokerage/board.html"
    title = "Arranging support"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        arranges = request.viewer.may_somewhere(Capability.SEE_BOARD, Capability.ARRANGE_FOR_COUNCIL)
        gives = request.viewer.may_somewhere(Capability.GIVE_SUPPORT)
        shows_given = gives and (not arranges or request.GET.get("show") == "given")
        self.for_roles = PROVIDER if shows_given else permissions.SEE_BOARD

    def load(self) -> HttpResponse | None:
        viewer, today = self.request.viewer, clock.today()
        if self.for_roles == PROVIDER:
            return self._load_work()
        permissions.check_can_see_board(viewer)
        everybody = board(viewer, today)
        mine = everybody.filter(lambda row: row.mine)
        self.show = "mine" if self.request.GET.get("show") == "mine" else ""
        self.listing = page_or_whole_list(self.request, mine if self.show else everybody)
        named = [row.pathway.person_id for row in self.listing]
        record_list(viewer=viewer, page="arranging support", people=named, at=clock.now())
        self.counts = {"": len(everybody), "mine": len(mine)}
        if not wants_csv(self.request):
            return None
        head = ["Name", "What", "Stage", "Since", "Due", "Arranged", "Of", "Who arranges"]
        return csv_response(
            "arranging",
            head,
            [
                (
                    row.full_name,
                    row.why.label,
                    row.state_words,
                    clock.day(row.since),
                    row.due or "",
                    row.arranged,
                    row.parts,
                    row.arranger,
                )
                for row in self.listing
            ],
        )

    def _load_work(self) -> HttpResponse | None:
        self.template_name, self.title = "brokerage/provider_arrangements.html", "The people you support"
        viewer = self.request.viewer
        self.listing = page_or_whole_list(self.request, work_of_provider(viewer, clock.today()))
        named = [work.arrangement.person_id for work in self.listing]
        record_list(viewer=viewer, page="the people a provider supports", people=named, at=clock.now())
        if not wants_csv(self.request):
            return None
        head = ["Name", "Phone", "Address", "What", "From", "Last day", "Hours a week", "Now"]
        return csv_response(
            "people-you-support",
            head,
            [
                (
                    row.person.full_name,
                    row.person.phone,
                    f"{row.person.address} {row.person.postcode}".strip(),
                    row.what,
                    row.starts_on,
                    row.last_day or "",
                    row.minutes_per_week / 60,
                    ArrangementStatus(status).label,
                )
                for row, status in ((work.arrangement, work.status) for work in self.listing)
            ],
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        listing = self.listing
        if self.template_name == "brokerage/provider_arrangements.html":
            return {**super().get_context_data(**kwargs), "listing": listing, "tags": STATUS_TAGS}
        return {
            **super().get_context_data(**kwargs),
            "listing": listing,
            "tags": TAGS,
            "why": dict(BoardReason.choices),
            "show": self.show,
            "counts": self.counts,
            "may_see_lines": permissions.may_see_lines(self.request.viewer),
        }


class ArrangingPageMixin(PathwayPageMixin):
    page = "arranging support"
    url_namespace = "brokerage"
    readers = PLANNERS_AND_MANAGER

    def find_pathway(self, viewer: Viewer, pathway_id: int) -> Any:
        return find_pathway(viewer=viewer, pathway_id=pathway_id, readers=self.readers, brokers_too=True)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "here": self.url("arrangements")}

    def go_back(self, needed: bool) -> HttpResponse | None:
        return self.redirect_on_get(self.url("arrangements")) if needed else None


class ArrangementsOfPerson(ArrangingPageMixin, FormPage):
    """One person's plan, line by line. Its one button starts arranging, or confirms that support is in place."""

    template_name = "brokerage/arrangements.html"

    def more(self, **rest: Any) -> None:
        self.title = f"Arranging {self.person}'s support"
        self.sees_person = may_see(self.request.viewer, self.pathway)
        self.ever = all_arrangements_of(self.pathway, clock.today())
        self.rows = to_arrange(self.pathway, clock.today(), self.ever)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        viewer, today = self.request.viewer, clock.today()
        prices = undecided_price_requests(self.pathway)
        arranges = who_arranges(pathway=self.pathway, rows=self.rows, on=today)
        events = events_for(viewer, self.pathway)
        arranger = bool(arranges.roles & roles_on(viewer, self.pathway, to_change=True))
        cost = weekly_cost(self.ever, today)
        leaving = helpers_leaving(self.pathway, today) if self.pathway.is_open else []
        return {
            "pathway": self.pathway,
            "person": self.person,
            "rows": self.rows,
            "tags": STATUS_TAGS,
            "arranges": arranges,
            "may_arrange": arranger and self.pathway.is_open,
            "may_end": arranger or permissions.may_end(viewer, self.pathway),
            "may_start_urgent": PathwayEvent.START_URGENT_BROKERAGE in events,
            "missing": [row.line.title for row in self.rows if row.arrangement is None],
            "later": [row for row in self.rows if row.line.essential and row.status == ArrangementStatus.NOT_STARTED],
            "cost": cost,
            "pays": council_pays_per_week(self.pathway, today, cost) if cost else 0,
            "pauses": pauses_of(self.pathway, today),
            "prices": prices,
            "left": running_outside_plan(self.pathway, today, self.rows, self.ever),
            "leaving": leaving,
            "sees_person": self.sees_person,
            "not_yet": {arrangement.line_id for arrangement in leaving},  # not replaced until the person was asked
            "may_choose": arranger or permissions.may_choose(viewer, self.pathway),
            "today": today,
        }

    def form_valid(self, form: Form) -> HttpResponse:
        act = start_brokerage if self.pathway.state == PathwayState.APPROVED else confirm_live
        act(viewer=self.request.viewer, pathway_id=self.pathway.pk, at=clock.now())
        if self.pathway.state == PathwayState.APPROVED:
            return SeeOther(self.url("arrangements"))
        return SeeOther(self.person_url() if self.sees_person else reverse("brokerage:board"))


class StartLine(ArrangingPageMixin, FormPage):
    template_name = "brokerage/start_line.html"
    form_class = forms.StartLineForm

    def more(self, line_id: int = 0, **rest: Any) -> HttpResponse | None:
        permissions.check_can_arrange(self.request.viewer, self.pathway)
        rows = to_arrange(self.pathway, clock.today())
        self.row = next((row for row in rows if row.line.pk == line_id), None)
        if self.row is None:
            raise Http404
        self.title = f"Arrange: {self.row.line.title}"
        running = self.row.arrangement is not None and self.row.arrangement.ends_on is None
        return self.go_back(running or self.pathway.state == PathwayState.APPROVED or not self.pathway.is_open)

    def get_form_kwargs(self) -> dict[str, Any]:
        urgent = urgent_support(self.pathway, clock.today())
        return {
            **super().get_form_kwargs(),
            "organisations": choices_from(organisations_of_kind(*sorted(PROVIDER_KINDS))),
            "urgent": tuple((str(row.pk), f"{row.what}, from {row.provider_name}") for row in urgent),
        }

    def get_initial(self) -> dict[str, Any]:
        """Return what the chosen quote, the arrangement before, or the plan says."""
        line, before = self.row.line, self.row.before
        chosen = chosen_quote(line, clock.now())
        if chosen and chosen.quote:
            return self._as_chosen(chosen)
        after = self.row.arrangement.ends_on if self.row.arrangement else None
        return {
            "provider_name": before.provider_name if before else line.given_by,
            "organisation_id": before.organisation_id if before else "",
            "starts_on": max(line.starts_on or clock.today(), clock.today(), after or clock.today()),
            "price_pence": line.council_cost_pence,
            "minutes_per_week": line.minutes_per_week or None,
            "checks_seen": before.checks_seen if before else "",
        }

    def _as_chosen(self, offer: Any) -> dict[str, Any]:
        """Return what the chosen quote says."""
        hours = offer.quote.minutes_per_week
        return {
            "provider_name": offer.request.to_name,
            "organisation_id": offer.request.organisation_id or "",
            "starts_on": max(offer.quote.from_on, clock.today()),
            "price_pence": offer.quote.price_pence,
            "minutes_per_week": (self.row.line.minutes_per_week if hours is None else hours) or None,
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(**kwargs),
            "line": self.row.line,
            "given_now": self.row.before,
            "running": (),
        }

    def form_valid(self, form: Form) -> HttpResponse:
        data = form.cleaned_data
        minutes = data.pop("minutes_per_week")
        start_line(
            viewer=self.request.viewer,
            line_id=self.row.line.pk,
            at=clock.now(),
            minutes_per_week=self.row.line.minutes_per_week if minutes is None else minutes,
            **_with_keys(data),
        )
        return SeeOther(self.url("arrangements"))


def _with_keys(data: dict[str, Any]) -> dict[str, Any]:
    """Return the data of a form with the keys of chosen records as integers."""
    keys = {name: int(value) if value else None for name, value in data.items() if name.endswith("_id")}
    return {**data, **keys}


class StartUrgent(ArrangingPageMixin, FormPage):
    template_name = "brokerage/start_line.html"
    form_class = forms.UrgentForm

    def more(self, **rest: Any) -> HttpResponse | None:
        permissions.check_can_start_urgent(self.request.viewer, self.pathway)
        self.title = f"Urgent support for {self.person}"
        return self.go_back(PathwayEvent.START_URGENT_BROKERAGE not in events_for(self.request.viewer, self.pathway))

    def get_form_kwargs(self) -> dict[str, Any]:
        return {
            **super().get_form_kwargs(),
            "organisations": choices_from(organisations_of_kind(*sorted(PROVIDER_KINDS))),
        }

    def get_initial(self) -> dict[str, Any]:
        return {"starts_on": clock.today()}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(**kwargs),
            "line": None,
            "given_now": None,
            "running": urgent_support(self.pathway, clock.today()),
        }

    def form_valid(self, form: Form) -> HttpResponse:
        data = form.cleaned_data
        minutes = data.pop("minutes_per_week")
        start_urgent(
            viewer=self.request.viewer,
            pathway_id=self.pathway.pk,
            at=clock.now(),
            minutes_per_week=minutes or 0,
            **_with_keys(data),
        )
        return SeeOther(self.url("arrangements"))


class EndArrangement(ArrangingPageMixin, FormPage):
    """The last day of one arrangement, and why."""

    template_name = "brokerage/end_arrangement.html"
    form_class = forms.EndArrangementForm

    def more(self, arrangement_id: int = 0, **rest: Any) -> HttpResponse | None:
        permissions.check_can_end(self.request.viewer, self.pathway)
        self.arrangement = arrangement_in(self.pathway, arrangement_id)
        if self.arrangement is None:
            raise Http404
        self.title, self.after = f"End: {self.arrangement.what}", successor_of(self.arrangement)
        ends_on = self.arrangement.ends_on
        return self.go_back(ends_on is not None and ends_on <= clock.today())

    def get_initial(self) -> dict[str, Any]:
        closed_at = self.pathway.closed_at
        last = self.arrangement.last_day or (clock.day(closed_at) if closed_at else clock.today())
        return {"version": self.arrangement.version, "last_day": last}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(**kwargs),
            "arrangement": self.arrangement,
            "after": self.after,
        }

    def form_valid(self, form: Form) -> HttpResponse:
        end_arrangement(
            viewer=self.request.viewer, arrangement_id=self.arrangement.pk, at=clock.now(), **form.cleaned_data
        )
        return SeeOther(self.url("arrangements"))
