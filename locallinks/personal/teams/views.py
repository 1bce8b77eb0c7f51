"""Neighbourhood teams: which there are, who is known to each, and the page one person and their team share."""

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from locallinks.foundation.accounts.actions.neighbourhood_teams import add_partner, make_team
from locallinks.foundation.accounts.queries import (
    check_can_make_teams,
    may_make_teams,
    partners_of,
    possible_partners,
)
from locallinks.foundation.audit.actions import record_list
from locallinks.foundation.shared import clock
from locallinks.foundation.shared.roles import Capability, roles_that
from locallinks.foundation.ui.forms import Form
from locallinks.foundation.ui.pages import FormPage, Page, SeeOther
from locallinks.foundation.ui.pagination import csv_response, page_or_whole_list, wants_csv
from locallinks.personal.teams import actions, forms, permissions, queries


class Teams(Page):
    template_name = "teams/teams.html"
    title = "Neighbourhood teams"

    def load(self) -> HttpResponse | None:
        viewer = self.request.viewer
        self.rows = queries.teams_of_viewer(viewer=viewer, today=clock.today())
        if not wants_csv(self.request):
            return None
        rows = [(row.team.name, row.team.patch, row.people, row.due) for row in self.rows]
        return csv_response("neighbourhood-teams", ["Team", "Patch", "People you may see", "To look at"], rows)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        viewer = self.request.viewer
        return {
            **super().get_context_data(**kwargs), "rows": self.rows, "may_make": may_make_teams(viewer),
            "sees_people": viewer.may_somewhere(Capability.WORK_IN_TEAM),
        }  # fmt: skip


class MakeTeam(FormPage):
    template_name = "teams/form.html"
    form_class = forms.TeamForm
    title = "Make a neighbourhood team"

    def load(self) -> None:
        check_can_make_teams(self.request.viewer)
        self.council = self.request.viewer.role_held(*roles_that(Capability.ADMINISTER)).organisation_id

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(**kwargs),
            "button_words": "Make the team",
            "back": reverse("teams:teams"),
            "intro": "Add its organisations next. Who is known to it is for the social workers and each person to say.",
        }

    def form_valid(self, form: Form) -> HttpResponse:
        team = make_team(viewer=self.request.viewer, organisation_id=self.council, at=clock.now(), **form.cleaned_data)
        return SeeOther(reverse("teams:team", kwargs={"team_id": team.pk}))


class TeamMixin:
    """A page about one team of the viewer's."""

    def load(self, team_id: int, **rest: Any) -> Any:
        self.team = queries.team_for(viewer=self.request.viewer, team_id=team_id)
        return self.more(**rest)

    def more(self, **rest: Any) -> Any:
        return None

    @property
    def home(self) -> str:
        return reverse("teams:team", kwargs={"team_id": self.team.pk})

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "team": self.team, "back": self.home}


class Team(TeamMixin, Page):
    """Whoever is known to the team, those it keeps closest to first; and its organisations."""

    template_name = "teams/team.html"

    def more(self) -> HttpResponse | None:
        self.title, today = self.team.name, clock.today()
        self.order = [row.code for row in queries.risk_tiers(today)]
        rows = queries.caseload(viewer=self.request.viewer, teams=[self.team], today=today)
        tier = self.request.GET.get("tier", "")
        self.tier = tier if tier in (*self.order, "none") else ""
        self.counts = {key: sum((row.tier or "none") == key for row in rows) for key in (*self.order, "none")}
        shown = sorted(
            (row for row in rows if self.tier in ("", row.tier or "none")),
            key=lambda row: (self.order.index(row.tier) if row.tier in self.order else -1, not row.due),
        )
        self.listing = page_or_whole_list(self.request, shown)
        named = [row.membership.person_id for row in self.listing]
        record_list(viewer=self.request.viewer, page="a neighbourhood team", people=named, at=clock.now())
        if not wants_csv(self.request):
            return None
        head = ["Name", "How closely", "Next look", "To look at now", "Goals open", "Goals late"]
        return csv_response("neighbourhood-team", head, [
            (row.membership.person.full_name, row.tier_words or "nobody has said yet", row.next_look_on or "",
             "yes" if row.due else "no", row.open_goals, row.late_goals)
            for row in self.listing
        ])  # fmt: skip

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        viewer = self.request.viewer
        words = {row.code: row.words for row in queries.risk_tiers(clock.today())} | {"none": "Nobody has said yet"}
        return {
            **super().get_context_data(**kwargs), "listing": self.listing, "counts": self.counts,
            "tier": self.tier, "words": words, "partners": partners_of(self.team),
            "sees_people": viewer.may_somewhere(Capability.WORK_IN_TEAM),
            "may_make": may_make_teams(viewer, self.team.organisation_id),
        }  # fmt: skip


class AddPartner(TeamMixin, FormPage):
    template_name = "teams/form.html"
    form_class = forms.PartnerForm
    title = "Add an organisation to the team"

    def load(self, team_id: int) -> Any:
        check_can_make_teams(self.request.viewer)
        return super().load(team_id)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {
            **super().get_form_kwargs(),
            "possible": [(str(organisation.pk), organisation.name) for organisation in possible_partners(self.team)],
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(**kwargs),
            "button_words": "Add them to the team",
            "intro": "They see nobody until each person agrees.",
        }

    def form_valid(self, form: Form) -> HttpResponse:
        data = form.cleaned_data
        add_partner(
            viewer=self.request.viewer,
            team_id=self.team.pk,
            organisation_id=int(data["organisation_id"]),
            brings=data["brings"],
            at=clock.now(),
        )
        return SeeOther(self.home)


class EndPartner(TeamMixin, FormPage):
    """One button: an organisation leaves the team."""

    template_name = "teams/form.html"

    def load(self, team_id: int, partner_id: int) -> Any:
        check_can_make_teams(self.request.viewer)
        return super().load(team_id, partner_id=partner_id)

    def more(self, partner_id: int = 0) -> None:
        self.partner = queries.partner_in(team=self.team, partner_id=partner_id)
        self.title = f"Does {self.partner.organisation} leave the team?"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(**kwargs), "button_words": "They leave the team",
            "intro": "From now on they see nobody of this team. What they wrote stays.",
        }  # fmt: skip

    def form_valid(self, form: Form) -> HttpResponse:
        actions.end_partnership(viewer=self.request.viewer, partner_id=self.partner.pk, at=clock.now())
        return SeeOther(self.home)


class MembershipMixin:
    """A page about one person and their team; the look is written down."""

    page = "the neighbourhood team's page"

    def load(self, person_id: int, **rest: Any) -> Any:
        self.team_page = queries.open_team_page(
            viewer=self.request.viewer, person_id=person_id, page=self.page, at=clock.now()
        )
        self.person, self.membership = self.team_page.person, self.team_page.membership
        return self.more(**rest)

    def more(self, **rest: Any) -> Any:
        """Writing needs a team: whoever comes with none is led to the page that says so."""
        return HttpResponseRedirect(self.home) if self.membership is None else None

    @property
    def home(self) -> str:
        return reverse("teams:person_and_team", kwargs={"person_id": self.person.pk})

    def check_works_in_it(self) -> None:
        if self.membership and not permissions.works_in(
            self.request.viewer, queries.organisations_in(self.membership.team)
        ):
            raise permissions.NotAllowed(f"Only those who work in {self.membership.team} can write this.")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(**kwargs),
            "page": self.team_page,
            "person": self.person,
            "membership": self.membership,
            "back": self.home,
        }


class PersonAndTeam(MembershipMixin, Page):
    """The person's and the team's own page: goals first."""

    template_name = "teams/person.html"

    def more(self) -> None:
        self.title = f"{self.person} and the neighbourhood team"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        viewer = self.request.viewer
        works = self.membership and permissions.works_in(viewer, queries.organisations_in(self.membership.team))
        return {
            **super().get_context_data(**kwargs), "today": clock.today(), "is_own": self.person.pk in viewer.people,
            "works_in_it": bool(works), "may_leave": permissions.may_leave(viewer, self.person),
            "may_bring": queries.may_bring_from_page(viewer, self.team_page),
            "opens_person": viewer.may_somewhere(Capability.SEE_TEAMS_WORK)
            or self.person.pk in viewer.people,
        }  # fmt: skip


class BringToTeam(MembershipMixin, FormPage):
    template_name = "teams/form.html"
    form_class = forms.BringForm
    page = "bringing them to a neighbourhood team"

    def more(self) -> Any:
        permissions.check_can_bring(self.request.viewer, self.person)
        self.title = f"Bring {self.person} to a neighbourhood team"
        self.teams = list(queries.teams_to_bring_to(self.person))
        if self.request.method == "GET" and (self.membership or self.team_page.death):
            return HttpResponseRedirect(self.home)
        return None

    def get_form_kwargs(self) -> dict[str, Any]:
        partners = {
            row.organisation_id: f"{row.organisation}: {row.brings}" for team in self.teams for row in partners_of(team)
        }
        return {
            **super().get_form_kwargs(),
            "teams": [(str(team.pk), f"{team.name}, for {team.patch}") for team in self.teams],
            "partners": [(str(pk), words) for pk, words in partners.items()],
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(**kwargs), "button_words": "Bring them to the team", "none": not self.teams,
            "intro": "Talk about it first: who is in the team, what each would see, and that they can stop it any day.",
        }  # fmt: skip

    def form_valid(self, form: Form) -> HttpResponse:
        data = form.cleaned_data
        ids = tuple(int(organisation_id) for organisation_id in data.pop("organisation_ids"))
        actions.bring_to_team(
            viewer=self.request.viewer, person_id=self.person.pk, team_id=int(data.pop("team_id")),
            organisation_ids=ids, at=clock.now(), **data,
        )  # fmt: skip
        return SeeOther(self.home)


class SetTier(MembershipMixin, FormPage):
    template_name = "teams/form.html"
    form_class = forms.TierForm

    def more(self) -> Any:
        self.check_works_in_it()
        self.title = f"How closely to keep in touch with {self.person}"
        self.tiers = queries.risk_tiers(clock.today())
        return super().more()

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "tiers": [(row.code, row.words) for row in self.tiers]}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(**kwargs), "button_words": "Save how closely",
            "unchecked": not all(row.verified for row in self.tiers),
            "intro": "This is your judgement, with them where you can. Nothing is worked out by a computer.",
        }  # fmt: skip

    def form_valid(self, form: Form) -> HttpResponse:
        actions.set_tier(
            viewer=self.request.viewer, membership_id=self.membership.pk, at=clock.now(), **form.cleaned_data
        )
        return SeeOther(self.home)


class AddGoal(MembershipMixin, FormPage):
    template_name = "teams/form.html"
    form_class = forms.GoalForm

    def more(self) -> Any:
        own = self.person.pk in self.request.viewer.people
        if not own:
            self.check_works_in_it()
        self.title = "What do you want?" if own else f"What does {self.person} want?"
        return super().more()

    def get_initial(self) -> dict[str, Any]:
        return {"said_by": self.person.full_name}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(**kwargs),
            "button_words": "Save the goal",
            "intro": "One thing at a time. Big or small.",
        }

    def form_valid(self, form: Form) -> HttpResponse:
        actions.add_team_goal(
            viewer=self.request.viewer, membership_id=self.membership.pk, at=clock.now(), **form.cleaned_data
        )
        return SeeOther(self.home)


class EndGoal(MembershipMixin, FormPage):
    template_name = "teams/form.html"
    form_class = forms.GoalEndForm
    title = "How did it go?"

    def more(self, goal_id: int = 0) -> Any:
        if self.person.pk not in self.request.viewer.people:
            self.check_works_in_it()
        if self.membership is None:
            return super().more()
        self.goal = queries.goal_on_page(self.team_page, goal_id)
        return HttpResponseRedirect(self.home) if hasattr(self.goal, "end") and self.request.method == "GET" else None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "button_words": "Save how it went", "quoted": self.goal.words}

    def form_valid(self, form: Form) -> HttpResponse:
        actions.end_team_goal(viewer=self.request.viewer, goal_id=self.goal.pk, at=clock.now(), **form.cleaned_data)
        return SeeOther(self.home)


class RecordMeeting(MembershipMixin, FormPage):
    template_name = "teams/form.html"
    form_class = forms.MeetingForm

    def more(self) -> Any:
        self.check_works_in_it()
        self.title = f"Write down what the team said about {self.person}"
        return super().more()

    def get_initial(self) -> dict[str, Any]:
        return {"met_on": clock.today()}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "button_words": "Save what was said"}

    def form_valid(self, form: Form) -> HttpResponse:
        actions.record_meeting(
            viewer=self.request.viewer, membership_id=self.membership.pk, at=clock.now(), **form.cleaned_data
        )
        return SeeOther(self.home)


class LeaveTeam(MembershipMixin, FormPage):
    template_name = "teams/form.html"
    form_class = forms.LeaveTeamForm

    def more(self) -> Any:
        permissions.check_can_leave(self.request.viewer, self.person)
        own = self.person.pk in self.request.viewer.people
        self.title = "Leave the neighbourhood team" if own else f"{self.person} leaves the neighbourhood team"
        return super().more()

    def get_initial(self) -> dict[str, Any]:
        return {"said_by": self.person.full_name} if self.person.pk in self.request.viewer.people else {}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(**kwargs), "button_words": "Leave the team",
            "intro": "From now on nobody in the team sees this page. What was written stays in the record.",
        }  # fmt: skip

    def form_valid(self, form: Form) -> HttpResponse:
        actions.leave_team(
            viewer=self.request.viewer, membership_id=self.membership.pk, at=clock.now(), **form.cleaned_data
        )
        return SeeOther(self.home)
