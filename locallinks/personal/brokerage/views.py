"""The board of what has to be found, one person's support, and the page that agrees one line."""

from typing import Any

from django.http import Http404
from django.urls import reverse

from locallinks.foundation.accounts.queries import organisations_of_kind
from locallinks.foundation.shared import clock
from locallinks.foundation.shared.errors import NotAllowed
from locallinks.foundation.ui.lists import csv_response, paginate, wants_csv
from locallinks.foundation.ui.pages import FormPage, Page
from locallinks.personal.brokerage import actions, forms, permissions, queries
from locallinks.personal.pathways.queries import open_pathway


class Board(Page):
    """Everybody whose plan is approved and not yet in place; for a provider, the support it gives."""

    template_name = "brokerage/board.html"
    title = "Arranging support"

    def load(self) -> Any:
        viewer = self.request.viewer
        if viewer.has_role("provider"):
            self.template_name, self.title = "brokerage/work.html", "The people you support"
            self.rows = queries.work_of(viewer, clock.today())
        elif viewer.has_role("social_worker", "support_planner", "network_manager"):
            self.rows = list(queries.board(viewer))
        else:
            raise NotAllowed("Only people who plan and arrange support can open this page.")
        if wants_csv(self.request):
            return self._csv()
        return None

    def _csv(self) -> Any:
        if self.request.viewer.has_role("provider"):
            head = ["Name", "What", "From", "Hours a week"]
            rows = [(row.person.full_name, row.what, row.starts_on, row.minutes_per_week / 60) for row in self.rows]
        else:
            head = ["Name", "Stage", "Since"]
            rows = [(row.person.full_name, row.state_words, clock.local(row.state_since).date()) for row in self.rows]
        return csv_response("support", head, rows)

    def context(self) -> dict[str, Any]:
        return {"listing": paginate(self.request, self.rows)}


class OfPathway:
    page = "arranging support"

    def load(self, pathway_id: int, **rest: Any) -> None:
        self.pathway = open_pathway(viewer=self.request.viewer, pathway_id=pathway_id, page=self.page, at=clock.now())
        self.person = self.pathway.person
        self.more(**rest)

    def more(self) -> None: ...

    def here(self) -> str:
        return reverse("brokerage:pathway", kwargs={"pathway_id": self.pathway.pk})


class OfOne(OfPathway, FormPage):
    """One person's plan, line by line. Its one button starts arranging, or says that support is in place."""

    template_name = "brokerage/pathway.html"

    def more(self) -> None:
        self.title = f"Arranging {self.person}'s support"
        self.rows = queries.to_arrange(self.pathway)

    def context(self) -> dict[str, Any]:
        viewer = self.request.viewer
        return {
            "pathway": self.pathway,
            "person": self.person,
            "rows": self.rows,
            "may_arrange": permissions.may_arrange(viewer, self.pathway),
            "may_start_urgent": viewer.has_role("social_worker", organisation_id=self.pathway.home_id),
            "cost": queries.council_cost_per_week(self.pathway, clock.today()),
            "in_place": queries.arrangements_of(self.pathway, clock.today()),
        }

    def act(self, data: dict[str, Any]) -> str:
        act = actions.start_brokerage if self.pathway.state == "approved" else actions.confirm_live
        act(viewer=self.request.viewer, pathway_id=self.pathway.pk, at=clock.now())
        if self.pathway.state == "approved":
            return self.here()
        return reverse("front:person", kwargs={"person_id": self.person.pk})


class StartLine(OfPathway, FormPage):
    template_name = "brokerage/start_line.html"
    form_class = forms.StartForm

    def more(self, line_id: int) -> None:
        permissions.check_can_arrange(self.request.viewer, self.pathway)
        self.row = next((row for row in queries.to_arrange(self.pathway) if row.line.pk == line_id), None)
        if self.row is None:
            raise Http404
        self.title = f"Arrange: {self.row.line.title}"

    def form_kwargs(self) -> dict[str, Any]:
        rows = organisations_of_kind("provider", "community_group", "network")
        return {"organisations": tuple((str(row.pk), row.name) for row in rows)}

    def initial(self) -> dict[str, Any]:
        """As the plan says, or as it was before: nobody types twice."""
        line, before = self.row.line, self.row.before
        return {
            "provider_name": before.provider_name if before else line.given_by,
            "organisation_id": before.organisation_id if before else "",
            "starts_on": max(line.starts_on or clock.today(), clock.today()),
            "price_pence": line.weekly_cost_pence,
            "minutes_per_week": line.minutes_per_week,
            "checks_seen": before.checks_seen if before else "",
        }

    def context(self) -> dict[str, Any]:
        return {"pathway": self.pathway, "person": self.person, "line": self.row.line, "here": self.here()}

    def act(self, data: dict[str, Any]) -> str:
        actions.start_line(
            viewer=self.request.viewer, line_id=self.row.line.pk, provider_name=data["provider_name"],
            organisation_id=int(data["organisation_id"]) if data["organisation_id"] else None,
            starts_on=data["starts_on"], price_pence=data["price_pence"], minutes_per_week=data["minutes_per_week"] or 0,
            checks_seen=data["checks_seen"], at=clock.now(),
        )  # fmt: skip
        return self.here()


class StartUrgent(OfPathway, FormPage):
    template_name = "brokerage/start_line.html"
    form_class = forms.UrgentForm

    def more(self) -> None:
        permissions.check_can_start_urgent(self.request.viewer, self.pathway)
        self.title = f"Urgent support for {self.person}"

    def form_kwargs(self) -> dict[str, Any]:
        return {"organisations": tuple((str(row.pk), row.name) for row in organisations_of_kind("provider"))}

    def initial(self) -> dict[str, Any]:
        return {"starts_on": clock.today()}

    def context(self) -> dict[str, Any]:
        return {"pathway": self.pathway, "person": self.person, "line": None, "here": self.here()}

    def act(self, data: dict[str, Any]) -> str:
        organisation, minutes = data.pop("organisation_id"), data.pop("minutes_per_week")
        actions.start_urgent(
            viewer=self.request.viewer, pathway_id=self.pathway.pk, at=clock.now(), minutes_per_week=minutes or 0,
            organisation_id=int(organisation) if organisation else None, **data,
        )  # fmt: skip
        return self.here()
