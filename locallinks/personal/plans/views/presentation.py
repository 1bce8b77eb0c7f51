"""The plan: its page, in print, in easy read, as a week, and compared with the version before."""

from typing import Any

from django.http import Http404, HttpResponse

from locallinks.foundation.people.choices import ReadingFormat
from locallinks.foundation.shared import clock
from locallinks.foundation.ui.pages import Page
from locallinks.personal.assessments.choices import WellbeingArea
from locallinks.personal.pathways.choices import PathwayState
from locallinks.personal.pathways.queries import next_task_words
from locallinks.personal.plans import permissions
from locallinks.personal.plans.choices import GoalProgress, LineChange
from locallinks.personal.plans.queries.easy_read import easy_read_sections
from locallinks.personal.plans.queries.plan_view import (
    compare_lines,
    line_in,
    lines_of,
    plan_view,
    plans_of,
    submit_problems_of,
)
from locallinks.personal.plans.rules.checks import BEFORE_OFFER
from locallinks.personal.plans.rules.decision import NETWORK_SHARE_NOTICE
from locallinks.personal.plans.rules.week import DAYS, parts_used, week_of
from locallinks.personal.plans.rules.wording import line_in_print, line_on_card, own_words_in_print, own_words_on_page
from locallinks.personal.plans.views.base import PlanPageMixin

CHANGE_TAGS = {
    LineChange.NEW: (LineChange.NEW.label, "new"),
    LineChange.GONE: (LineChange.GONE.label, "quiet"),
    LineChange.CHANGED: (LineChange.CHANGED.label, "waiting"),
    LineChange.SAME: (LineChange.SAME.label, "good"),
}


def week_context(view: Any) -> dict[str, Any]:
    """The context of the week's timetable, for the page and for print."""
    happenings, beside = week_of(view.lines)
    return {"happenings": happenings, "beside": beside, "parts": parts_used(happenings), "days": DAYS}


class PlanDetail(PlanPageMixin, Page):
    """The page of the plan. `?version=1` shows an older version; `?removed=12` offers to restore a line."""

    template_name = "plans/plan.html"
    needs_plan = False

    def find_plan(self) -> Any:
        self.versions = plans_of(self.pathway)
        for plan in self.versions:
            plan.pathway = self.pathway
        number = self.request.GET.get("version", "")
        if number.isdecimal():
            chosen = next((plan for plan in self.versions if str(plan.number) == number), None)
            if chosen is None:
                raise Http404
            return chosen
        return self.versions[0] if self.versions else None

    def more(self) -> HttpResponse | None:
        self.title = "Your plan" if self.is_own else f"{self.person}'s plan"
        if self.plan is None:
            self.template_name = "plans/no_plan.html"
            return None
        self.plan_view = plan_view(self.plan)
        self.open = (
            self.plan_view.approval is None
            and self.plan == self.versions[0]
            and bool(permissions.writing_roles(self.pathway.state))
        )
        removed = self.request.GET.get("removed", "")
        self.removed = line_in(self.plan, int(removed)) if removed.isdecimal() and len(removed) < 18 else None
        return None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        viewer = self.request.viewer
        if self.plan is None:
            first = self.pathway.state in BEFORE_OFFER
            may_offer = first and permissions.may_decide(viewer, self.pathway)
            return {
                **super().get_context_data(**kwargs),
                "offer_first": first,
                "may_offer": may_offer,
                "next": next_task_words(self.pathway.state, str(self.person)),
            }
        problems = submit_problems_of(self.plan_view) if self.open else ()
        return {
            **super().get_context_data(**kwargs),
            "plan_view": self.plan_view,
            "open": self.open,
            "may_write": self.may_write and self.open,
            "may_agree": self.open and permissions.may_record_agreement(viewer, self.pathway),
            "may_decide": self.pathway.state == PathwayState.PLAN_SUBMITTED
            and permissions.may_decide(viewer, self.pathway),
            "to_do": self.to_do(problems),
            "removed": self.removed if self.removed and self.removed.removed_at else None,
            "newest": self.versions[0],
            "progress": dict(GoalProgress.choices),
            "line_on_card": line_on_card,
            "own_words": own_words_on_page(self.plan, who="me" if self.is_own else str(self.person)),
            "share": NETWORK_SHARE_NOTICE if self.pathway.network_id else "",
            "next": next_task_words(self.pathway.state, str(self.person)),
            "wellbeing": [WellbeingArea(code).label for code in self.plan.wellbeing if code in WellbeingArea],
        }


class PlanPrint(PlanPageMixin, Page):
    """The plan to print on A4 in black and white; `?size=large` for large print."""

    template_name = "plans/print.html"
    page = "the plan, to print"

    def find_plan(self) -> Any:
        number = self.request.GET.get("version", "")
        versions = plans_of(self.pathway)
        plan = next(
            (version for version in versions if str(version.number) == number), versions[0] if versions else None
        )
        if plan is not None:
            plan.pathway = self.pathway
        return plan

    def more(self) -> None:
        self.title = f"{self.person}'s plan"
        self.plan_view = plan_view(self.plan)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        default = "large" if self.person.reading_format == ReadingFormat.LARGE_PRINT else "standard"
        return {
            **super().get_context_data(**kwargs),
            "plan_view": self.plan_view,
            "size": self.request.GET.get("size", default),
            "today": clock.today(),
            "line_in_print": line_in_print,
            "own_words": own_words_in_print(self.plan, who=str(self.person)),
            "share": NETWORK_SHARE_NOTICE if self.pathway.network_id else "",
            "progress": dict(GoalProgress.choices),
            **week_context(self.plan_view),
            "wellbeing": [WellbeingArea(code).label for code in self.plan.wellbeing if code in WellbeingArea],
        }


class PlanEasyRead(PlanDetail):
    """The plan in short sentences, for easy read and for screen readers."""

    template_name = "plans/easy_read.html"
    page = "the plan, in plain sentences"
    needs_plan = True

    def more(self) -> HttpResponse | None:
        super().more()
        self.title = "Your plan, in plain sentences" if self.is_own else f"{self.person}'s plan, in plain sentences"
        return None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            **PlanPageMixin.get_context_data(self, **kwargs),
            "plan_view": self.plan_view,
            "newest": self.versions[0],
            "told": easy_read_sections(self.plan_view, you=self.is_own),
        }


class PlanWeek(PlanDetail):
    """The timetable of a week."""

    template_name = "plans/week.html"
    page = "the week in the plan"
    needs_plan = True

    def more(self) -> HttpResponse | None:
        super().more()
        self.title = "Your week at a glance" if self.is_own else f"{self.person}'s week at a glance"
        return None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            **PlanPageMixin.get_context_data(self, **kwargs),
            **week_context(self.plan_view),
            "newest": self.versions[0],
        }


class PlanVersions(PlanPageMixin, Page):
    """Compares two versions: `?version=2` with the one before it."""

    template_name = "plans/versions.html"
    page = "the versions of the plan"

    def find_plan(self) -> Any:
        self.versions = plans_of(self.pathway)
        number = self.request.GET.get("version", "")
        newest = self.versions[0] if self.versions else None
        return next((plan for plan in self.versions if str(plan.number) == number), newest)

    def more(self) -> None:
        self.title = "How your plan has changed" if self.is_own else f"How {self.person}'s plan has changed"
        before = [plan for plan in self.versions if plan.number < self.plan.number]
        self.before = before[0] if before else None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        pairs = []
        if self.before:
            changes = compare_lines(lines_of(self.before), lines_of(self.plan))
            pairs = [(pair, CHANGE_TAGS[pair.change]) for pair in changes]
        return {**super().get_context_data(**kwargs), "versions": self.versions, "earlier": self.before, "pairs": pairs}
