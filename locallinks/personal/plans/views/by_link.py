"""The pages of a plan for somebody without an account, who uses a link: they read the plan and comment on it.

Every address on them is relative: the link's token stands in no page, no redirect and no row.
"""

from typing import Any

from django.http import Http404

from locallinks.foundation.people.choices import InvitationPurpose
from locallinks.foundation.shared import clock
from locallinks.foundation.ui.pages import Page
from locallinks.personal.pathways.pages import PathwayByLinkMixin
from locallinks.personal.plans.choices import GoalProgress
from locallinks.personal.plans.queries.discussion import comments_of, tasks_of
from locallinks.personal.plans.queries.easy_read import easy_read_sections
from locallinks.personal.plans.queries.plan_view import plan_view
from locallinks.personal.plans.views.decision import RecordAgreement
from locallinks.personal.plans.views.discussion import AddComment, AddGoal, DiscussionPageMixin, ToggleTask


class ByLinkMixin(PathwayByLinkMixin):
    """The invitation names the plan. Every form of these pages returns to the plan."""

    invited = InvitationPurpose.READ_PLAN
    back = "../"

    def address(self, name: str, query: str = "", **rest: Any) -> str:
        return self.back


class PlanByLink(ByLinkMixin, DiscussionPageMixin, Page):
    """The plan in plain sentences, its discussion, and three forms."""

    template_name = "plans/plan_by_link.html"
    page = "the plan, by a link"
    needs_plan = False

    def more(self) -> None:
        if self.plan is None:
            raise Http404
        self.title = f"{self.person}'s plan"
        self.plan_view = plan_view(self.plan)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(**kwargs),
            "plan_view": self.plan_view,
            "told": easy_read_sections(self.plan_view, you=True),
            "goals": self.plan_view.goals,
            "tasks": tasks_of(self.pathway),
            "comments": comments_of(self.plan),
            "progress": dict(GoalProgress.choices),
            "may_agree": self.plan_view.approval is None,
            "works_until": clock.local(self.request.viewer.invitation.expires_at),
        }


class AddCommentByLink(ByLinkMixin, AddComment):
    """A comment on the whole plan or on one line."""


class AddGoalByLink(ByLinkMixin, AddGoal):
    """A new goal of the person."""


class ToggleTaskByLink(ByLinkMixin, ToggleTask):
    """Marks a task as done or not done."""

    back = "../../"


class RecordAgreementByLink(ByLinkMixin, RecordAgreement):
    """Agreement with the plan, or what the person does not agree with."""
