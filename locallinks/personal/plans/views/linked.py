"""The same pages for somebody without an account, who came by a link: they read the plan and say what they think.

Every address on them is relative: the link's token stands in no page, no redirect and no row.
"""

from typing import Any

from django.http import Http404

from locallinks.foundation.shared import clock
from locallinks.foundation.ui.pages import Page
from locallinks.personal.pathways.pages import PathwayByLinkMixin
from locallinks.personal.plans import queries, rules
from locallinks.personal.plans.views.deciding import Agreement
from locallinks.personal.plans.views.talking import AddGoal, OfTalk, Say, Tick


class ByLink(PathwayByLinkMixin):
    """Which plan it is stands in the link; wherever somebody is led to, it is back to the plan."""

    invited = "read_plan"
    back = "../"

    def address(self, name: str, query: str = "", **rest: Any) -> str:
        return self.back


class Linked(ByLink, OfTalk, Page):
    """The plan in plain sentences, what is said about it, and three things to do."""

    template_name = "plans/linked.html"
    page = "the plan, by a link"
    needs_plan = False

    def more(self) -> None:
        if self.plan is None:
            raise Http404
        self.title = f"{self.person}'s plan"
        self.sheet = queries.sheet(self.plan)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(**kwargs),
            "sheet": self.sheet,
            "told": queries.plan_told(self.sheet, you=True),
            "goals": self.sheet.goals,
            "tasks": queries.tasks_of(self.pathway),
            "comments": queries.comments_of(self.plan),
            "progress": rules.PROGRESS,
            "may_agree": self.sheet.approval is None,
            "works_until": clock.local(self.request.viewer.invitation.expires_at),
        }


class LinkedSay(ByLink, Say):
    """About the whole plan, or one part of it."""


class LinkedGoal(ByLink, AddGoal):
    """Something the person wants to happen."""


class LinkedTick(ByLink, Tick):
    """Done, or after all not yet."""

    back = "../../"


class LinkedAgree(ByLink, Agreement):
    """Yes, or what they do not agree with."""
