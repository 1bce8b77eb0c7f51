"""The base of every page about a plan: the pathway, the plan, and what this viewer may do with it."""

from typing import Any

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from locallinks.foundation.shared.errors import NotAllowed, Problem
from locallinks.foundation.shared.roles import Capability, roles_that
from locallinks.foundation.shared.viewer import Viewer
from locallinks.personal.pathways.pages import PathwayPageMixin
from locallinks.personal.plans import permissions
from locallinks.personal.plans.queries.plan_view import line_in, working_plan
from locallinks.personal.plans.rules.wording import costs_in_words

READER_ROLES = roles_that(Capability.READ_PLAN)

# The page on which each problem is put right, and the part of it, by the field of the problem.
PAGE_OF_PROBLEM = {
    "council_meets": ("plans:search_directory", ""),
    "wellbeing": ("plans:edit_texts_part", "wellbeing"),
    "advice": ("plans:edit_texts_part", "wellbeing"),
    "agreement": ("plans:record_agreement", ""),
    "disagreement": ("plans:record_agreement", ""),
    "estimate": ("charging:estimate", ""),
    "advocate": ("assessments:advocacy", ""),
    "needs": ("assessments:assessment", ""),
}


# The wording of problems, by code, for somebody who writes their own plan.
OWN_PLAN_WORDS = {
    "agreement_recorded": "Say if you agree with your plan",
    "pay_estimate_given": "Ask your social worker about how much you will pay",
    "advocacy_not_asked": "Your social worker or planner will ask if somebody should speak up for you",
    "advocacy_ok": "Your social worker is finding somebody to speak up for you",
}


class PlanPageMixin(PathwayPageMixin):
    """A page about one plan."""

    page = "the plan"
    url_namespace = "plans"
    needs_plan = True
    writes = False

    def find_pathway(self, viewer: Viewer, pathway_id: int) -> Any:
        if not viewer.roles & READER_ROLES:  # before anything is read
            raise NotAllowed("Only the person and the people planning with them can open a plan.")
        pathway = super().find_pathway(viewer, pathway_id)
        permissions.check_can_read(viewer, pathway)
        return pathway

    def prepare(self) -> HttpResponse | None:
        viewer = self.request.viewer
        self.may_write = permissions.may_write(viewer, self.pathway)
        self.plan = self.find_plan()
        if self.plan is None and self.needs_plan:
            return HttpResponseRedirect(self.address("plan"))
        if self.writes and not self.may_write:
            if permissions.writing_roles(self.pathway.state):
                permissions.check_can_write(viewer, self.pathway)
            return HttpResponseRedirect(self.address("plan"))
        return None

    def find_plan(self) -> Any:
        plan = working_plan(self.pathway)
        if plan is not None:
            plan.pathway = self.pathway
        return plan

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(**kwargs),
            "plan": self.plan,
            "whose": "Your" if self.is_own else f"{self.person}'s",
            "may_write": self.may_write,
            "plan_url": self.address("plan"),
            "costs_in_words": costs_in_words,
        }

    def address(self, name: str, query: str = "", **rest: Any) -> str:
        url = self.url(name, **rest)
        return f"{url}?{query}" if query else url

    def line_or_404(self, line_id: int) -> Any:
        line = line_in(self.plan, line_id)
        if line is None:
            raise Http404
        return line

    def to_do(self, problems: tuple[Problem, ...]) -> list[tuple[str, str]]:
        """Return each problem with the URL where this viewer can put it right, or "" where somebody else must."""
        mine = OWN_PLAN_WORDS if self.is_own else {}
        return [
            (mine.get(problem.code, problem.message), self.place_of(problem)) for problem in dict.fromkeys(problems)
        ]

    def place_of(self, problem: Problem) -> str:
        start, _, rest = problem.field.partition("-")
        if start == "line" and rest.isdecimal():
            return self.address("change_line", line_id=int(rest))
        if start == "need" and rest:
            return self.address("search_directory", f"for={rest}")
        name, part = PAGE_OF_PROBLEM.get(problem.field, ("", ""))
        if not name or (name == "charging:estimate" and not permissions.may_decide(self.request.viewer, self.pathway)):
            return ""
        kwargs: dict[str, Any] = {"pathway_id": self.pathway.pk}
        return reverse(name, kwargs=kwargs | {"part": part} if part else kwargs)
