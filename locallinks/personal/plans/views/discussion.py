"""The discussion of a plan: one page that shows it, and a short page for each thing that can be added."""

from datetime import datetime
from typing import Any

from django.http import Http404, HttpResponse

from locallinks.foundation.shared import clock
from locallinks.foundation.ui.forms import Form
from locallinks.foundation.ui.pages import FormPage, Page, SeeOther, ShowLinkOnceMixin
from locallinks.personal.plans import permissions
from locallinks.personal.plans.actions.discussion import (
    add_comment,
    add_goal,
    add_task,
    answer_comment,
    change_goal,
    record_visit,
    set_task_done,
)
from locallinks.personal.plans.actions.share_link import create_share_link, end_share_link
from locallinks.personal.plans.choices import GoalProgress
from locallinks.personal.plans.forms.discussion import (
    AnswerForm,
    CommentForm,
    GoalForm,
    ProgressForm,
    TaskForm,
    ToggleTaskForm,
    VisitForm,
)
from locallinks.personal.plans.forms.share_link import ShareLinkForm
from locallinks.personal.plans.queries.discussion import (
    comment_in,
    comments_of,
    goal_in,
    progress_history,
    share_links_of,
    task_in,
    tasks_of,
    visits_of,
)
from locallinks.personal.plans.queries.plan_view import goals_of, lines_of, newest_plan
from locallinks.personal.plans.views.base import PlanPageMixin


class DiscussionPageMixin(PlanPageMixin):
    """The base of these pages: they are about the newest version, approved or not."""

    page = "what is said about the plan"

    def find_plan(self) -> Any:
        plan = newest_plan(self.pathway)
        if plan is not None:
            plan.pathway = self.pathway
        return plan

    @property
    def me(self) -> str:
        """The name to record where the viewer speaks for themselves; with a link, the name that it was made for."""
        invitation = self.request.viewer.invitation
        return invitation.to_name if invitation else self.request.viewer.name

    def said_by(self, data: dict[str, Any]) -> str:
        return self.me if self.is_own else data["said_by"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(**kwargs),
            "back_to": self.address("discussion"),
            "back_words": "Back to what is said",
        }


class Discussion(DiscussionPageMixin, Page):
    """Goals and their progress, tasks, comments with answers, and visits."""

    template_name = "plans/discussion.html"

    def more(self) -> None:
        self.title = "Your goals, and what is said" if self.is_own else f"{self.person}'s goals, and what is said"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        viewer, live = self.request.viewer, self.pathway.is_open
        return {
            **super().get_context_data(**kwargs),
            "goals": goals_of(self.pathway),
            "tasks": tasks_of(self.pathway),
            "comments": comments_of(self.plan),
            "visits": visits_of(self.pathway),
            "progress": dict(GoalProgress.choices),
            "may_speak": live and permissions.may_comment(viewer, self.pathway),
            "may_plan_with": live and permissions.may_plan_with(viewer, self.pathway),
        }


class StatementPage(DiscussionPageMixin, FormPage):
    """The base of pages where the person says something, or somebody records what they said."""

    template_name = "plans/add_comment.html"
    button = "Save"
    own_title, said_title = "", ""

    def more(self, **rest: Any) -> HttpResponse | None:
        permissions.check_can_comment(self.request.viewer, self.pathway)
        self.title = self.own_title if self.is_own else self.said_title.format(person=self.person)
        return self.find(**rest)

    def find(self, **rest: Any) -> HttpResponse | None:
        return None

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "own": self.is_own}

    def get_initial(self) -> dict[str, Any]:
        return {} if self.is_own else {"said_by": self.person.full_name}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "button": self.button}


class AddComment(StatementPage):
    """`?line=12` chooses the line that the comment is about."""

    form_class = CommentForm
    page = "the plan, to say something about it"
    own_title, said_title = "Say something about your plan", "What {person} says about the plan"

    def get_form_kwargs(self) -> dict[str, Any]:
        lines = [(str(line.pk), line.title) for line in lines_of(self.plan)]
        return {**super().get_form_kwargs(), "lines": lines}

    def get_initial(self) -> dict[str, Any]:
        return {**super().get_initial(), "line": self.request.GET.get("line", "")}

    def form_valid(self, form: Form) -> HttpResponse:
        data = form.cleaned_data
        add_comment(
            viewer=self.request.viewer,
            pathway_id=self.pathway.pk,
            words=data["words"],
            said_by=self.said_by(data),
            line_id=int(data["line"]) if data["line"] else None,
            at=clock.now(),
        )
        return SeeOther(self.address("discussion"))


class AddGoal(StatementPage):
    form_class = GoalForm
    page = "the plan, to add a goal"
    own_title, said_title = "Add something you want to happen", "Add something {person} wants to happen"

    def form_valid(self, form: Form) -> HttpResponse:
        data = form.cleaned_data
        add_goal(
            viewer=self.request.viewer,
            pathway_id=self.pathway.pk,
            words=data["words"],
            important=data["important"],
            who_could_help=data["who_could_help"],
            said_by=self.said_by(data),
            at=clock.now(),
        )
        return SeeOther(self.address("discussion"))


class ChangeGoal(StatementPage):
    """Records progress with a goal, or changes its words."""

    template_name = "plans/goal.html"
    form_class = ProgressForm
    page = "a goal in the plan"
    own_title, said_title = "How is this going?", "How is this going?"

    def find(self, number: int) -> None:
        self.goal: Any = goal_in(self.pathway, number)
        if self.goal is None:
            raise Http404

    def get_initial(self) -> dict[str, Any]:
        names = ("version", "words", "important", "who_could_help", "progress")
        return {**super().get_initial(), **{name: getattr(self.goal, name) for name in names}}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(**kwargs),
            "goal": self.goal,
            "history": progress_history(self.goal),
            "progress": dict(GoalProgress.choices),
        }

    def form_valid(self, form: Form) -> HttpResponse:
        data = form.cleaned_data
        data["said_by"] = self.said_by(data)
        change_goal(
            viewer=self.request.viewer, pathway_id=self.pathway.pk, goal_id=self.goal.pk, at=clock.now(), **data
        )
        return SeeOther(self.address("discussion"))


class AddTask(StatementPage):
    form_class = TaskForm
    page = "the plan, to add something to do"
    own_title, said_title = "Add something to do", "Add something to do"

    def form_valid(self, form: Form) -> HttpResponse:
        data = form.cleaned_data
        data["said_by"] = self.said_by(data)
        add_task(viewer=self.request.viewer, pathway_id=self.pathway.pk, at=clock.now(), **data)
        return SeeOther(self.address("discussion"))


class ToggleTask(StatementPage):
    """A form with one button on another page. Its own page is seen only by somebody who returns to its URL."""

    template_name = "plans/toggle_task.html"
    form_class = ToggleTaskForm
    page = "the things to do"

    def get_form_kwargs(self) -> dict[str, Any]:
        return FormPage.get_form_kwargs(self)

    def find(self, task_id: int) -> None:
        self.task = task_in(self.pathway, task_id)
        if self.task is None:
            raise Http404
        self.title = self.task.words

    def get_initial(self) -> dict[str, Any]:
        return {"done": "" if self.task.done_on else "yes"}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "task": self.task}

    def form_valid(self, form: Form) -> HttpResponse:
        set_task_done(
            viewer=self.request.viewer,
            pathway_id=self.pathway.pk,
            task_id=self.task.pk,
            done=form.cleaned_data["done"] == "yes",
            said_by=self.me,
            at=clock.now(),
        )
        return SeeOther(self.address("discussion"))


class PlannerPage(DiscussionPageMixin, FormPage):
    """The base of pages that only planners open."""

    template_name = "plans/add_comment.html"
    button = "Save"

    def more(self, **rest: Any) -> HttpResponse | None:
        permissions.check_can_plan_with(self.request.viewer, self.pathway)
        return self.find(**rest)

    def find(self, **rest: Any) -> HttpResponse | None:
        return None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "button": self.button}


class AnswerComment(PlannerPage):
    template_name = "plans/answer_comment.html"
    form_class = AnswerForm
    page = "what is said about the plan, to answer"

    def find(self, comment_id: int) -> None:
        self.comment = comment_in(self.plan, comment_id)
        if self.comment is None:
            raise Http404
        self.title = f"Answer {self.comment.said_by}"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "comment": self.comment}

    def form_valid(self, form: Form) -> HttpResponse:
        answer_comment(
            viewer=self.request.viewer,
            pathway_id=self.pathway.pk,
            comment_id=self.comment.pk,
            words=form.cleaned_data["words"],
            at=clock.now(),
        )
        return SeeOther(self.address("discussion"))


class AddVisit(PlannerPage):
    form_class = VisitForm
    page = "the plan, to write down a visit"
    title = "Write down a planning visit"

    def form_valid(self, form: Form) -> HttpResponse:
        record_visit(viewer=self.request.viewer, pathway_id=self.pathway.pk, at=clock.now(), **form.cleaned_data)
        return SeeOther(self.address("discussion"))


class CreateLink(ShowLinkOnceMixin, PlannerPage):
    """Make a link by which somebody without an account reads the plan."""

    template_name = "plans/create_link.html"
    form_class = ShareLinkForm
    page = "the plan, to make a link to it"
    link_until: datetime | None = None

    def find(self) -> None:
        self.title = f"A link to {self.person}'s plan"

    def get_initial(self) -> dict[str, Any]:
        return {"days": "14", "to_name": self.person.full_name}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        now = clock.now()
        links = [(link, self.how_is(link, now)) for link in share_links_of(self.pathway)[:20]]
        return {
            **super().get_context_data(**kwargs),
            "links": links,
            "link_until": self.link_until,
            "back_to": self.address("plan"),
        }

    def how_is(self, link: Any, now: Any) -> str:
        end = getattr(link, "end", None)
        if end:
            return "Called back"
        return "Works" if link.expires_at > now else "Over"

    def form_valid(self, form: Form) -> HttpResponse:
        data = form.cleaned_data
        invitation, token = create_share_link(
            viewer=self.request.viewer,
            pathway_id=self.pathway.pk,
            to_name=data["to_name"],
            days=int(data["days"]),
            at=clock.now(),
        )
        self.link_for, self.link_until = invitation.to_name, invitation.expires_at
        self.link_address = self.request.build_absolute_uri(f"/with/{token}/plan/")
        return SeeOther(self.address("create_link"))


class EndLink(PlannerPage):
    template_name = "plans/revoke_link.html"
    page = "the plan, to call back a link"

    def find(self, invitation_id: int) -> None:
        self.link = share_links_of(self.pathway).filter(pk=invitation_id).first()
        if self.link is None:
            raise Http404
        self.title = f"Call back the link for {self.link.to_name}"

    def form_valid(self, form: Form) -> HttpResponse:
        end_share_link(
            viewer=self.request.viewer, pathway_id=self.pathway.pk, invitation_id=self.link.pk, at=clock.now()
        )
        return SeeOther(self.address("create_link"))
