"""Pages about memberships: inviting, answering, confirming, ending a role, and closing an account."""

from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse

from locallinks.foundation.accounts import forms, queries
from locallinks.foundation.accounts.actions.memberships import (
    add_member,
    answer_role,
    close_account,
    confirm_role,
    end_membership,
)
from locallinks.foundation.accounts.actions.passwords import note_password_read
from locallinks.foundation.accounts.permissions import (
    check_can_administer,
    check_can_confirm,
    check_can_see_memberships_to_confirm,
    organisations_administered,
)
from locallinks.foundation.shared import clock
from locallinks.foundation.shared.roles import GIVEN_ROLES, ROLES, Role, roles_in_kind
from locallinks.foundation.ui.forms import Form
from locallinks.foundation.ui.pages import FormPage, Page, SeeOther
from locallinks.foundation.ui.pagination import csv_response, paginate, wants_csv


def membership_status(row: Any, confirmers: Any, on: Any) -> str:
    """Return the status of a membership in the words the organisation may see.

    An invitation that was declined and one that clashed with another role read the same.
    """
    if row.declined_at:
        who = row.declined_by
        return f"Not confirmed by {who.name}: {row.declined_reason}" if row.declined_reason else "Did not begin"
    if row.ends_on and row.ends_on <= on:
        return "Over" if row.agreed else "Taken back"
    if row.agreed:
        return "Works here" if row.starts_on <= on else "Begins later"
    waits = [] if row.accepted else ["their own yes"]
    if row.needs_confirmation and not row.confirmed_at:
        names = confirmers.who_may_confirm(row.organisation_id, row.invited_by_id, row.user_id).values()
        waits.append((" or ".join(names) or "a second administrator") + " to confirm")
    return "Waits for " + " and ".join(waits)


class Members(Page):
    template_name = "accounts/members.html"
    title = "Who works here"

    def load(self) -> HttpResponse | None:
        check_can_administer(self.request.viewer)
        organisations, today = organisations_administered(self.request.viewer), clock.today()
        self.rows = queries.memberships_in(organisations, today)
        self.confirmers = queries.possible_confirmers(organisations, clock.now())
        if wants_csv(self.request):
            head = ["Name", "Email", "Role", "Organisation", "From", "Until", "Status", "Elsewhere"]
            return csv_response("who-works-here", head, [self._row(row, today) for row in self.rows])
        return None

    def _row(self, row: Any, today: Any) -> tuple[Any, ...]:
        return (
            row.visible_name,
            row.user.email,
            Role(row.role).label,
            row.organisation.name,
            row.starts_on,
            row.ends_on or "",
            membership_status(row, self.confirmers, today),
            "also works for another organisation" if works_elsewhere(row) else "",
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        today, listing = clock.today(), paginate(self.request, self.rows)
        shown = [
            (row, membership_status(row, self.confirmers, today), works_elsewhere(row), code_to_show(row))
            for row in listing.items
        ]
        return {
            **super().get_context_data(**kwargs),
            "listing": listing,
            "shown": shown,
            "roles": {role: role.label for role in GIVEN_ROLES},
            "today": today,
        }


def code_to_show(row: Any) -> str:
    """Return the code for accepting an invitation while it is open, else ''."""
    is_open = row.invited_at and not (row.accepted_at or row.declined_at or row.ends_on)
    return queries.membership_code(row) if is_open else ""


def works_elsewhere(row: Any) -> bool:
    """Return whether to show a role elsewhere: only of users who accepted one here, whose page says that it shows."""
    return bool(row.elsewhere and row.accepted and row.agreed)


class AddMember(FormPage):
    template_name = "accounts/add_member.html"
    title = "Ask somebody to work here"
    form_class = forms.MemberForm

    def load(self) -> None:
        check_can_administer(self.request.viewer)
        self.admin_role = self.request.viewer.role_held(Role.ADMINISTRATOR)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "roles": roles_in_kind(self.admin_role.organisation_kind)}

    def get_initial(self) -> dict[str, Any]:
        return {"starts_on": clock.today()}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        organisation_id = self.admin_role.organisation_id
        who = queries.possible_confirmers((organisation_id,), clock.now()).who_may_confirm(
            organisation_id, self.request.viewer.user_id, None
        )
        confirmed = [role.label for role, spec in ROLES.items() if role in self._roles() and spec.confirmed]
        return {
            **super().get_context_data(**kwargs),
            "who": list(who.values()),
            "confirmed": confirmed,
            "organisation": self.admin_role.organisation_name,
        }

    def _roles(self) -> frozenset[str]:
        return roles_in_kind(self.admin_role.organisation_kind)

    def form_valid(self, form: Form) -> HttpResponse:
        membership = add_member(
            viewer=self.request.viewer,
            organisation_id=self.admin_role.organisation_id,
            at=clock.now(),
            **form.cleaned_data,
        )
        if queries.has_role_in(membership.user_id, membership.organisation_id, clock.today()):
            return SeeOther(reverse("accounts:members"))
        return SeeOther(reverse("accounts:give_password", kwargs={"membership_id": membership.pk}))


class MembershipPageMixin(FormPage):
    """A page about one membership in an organisation of this administrator."""

    def load(self, membership_id: int) -> None:
        check_can_administer(self.request.viewer)
        rows = queries.memberships_in(organisations_administered(self.request.viewer), clock.today())
        self.membership = rows.filter(pk=membership_id).first()
        if self.membership is None:
            raise Http404

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(**kwargs),
            "membership": self.membership,
            "role": Role(self.membership.role).label,
        }


class EndMembership(MembershipPageMixin):
    template_name = "accounts/end_membership.html"
    title = "Somebody is leaving a role"
    form_class = forms.LeaveForm

    def get_initial(self) -> dict[str, Any]:
        return {"ends_on": clock.today()}

    def form_valid(self, form: Form) -> HttpResponse:
        end_membership(
            viewer=self.request.viewer,
            membership_id=self.membership.pk,
            ends_on=form.cleaned_data["ends_on"],
            at=clock.now(),
        )
        return SeeOther(reverse("accounts:members"))


class ShutAccount(MembershipPageMixin):
    """Close an account at once, for example after a laptop was stolen."""

    template_name = "accounts/lock_account.html"
    form_class = forms.ShutForm

    def load(self, membership_id: int) -> None:
        super().load(membership_id)
        self.title = f"Shut the account of {self.membership.visible_name} now"

    def form_valid(self, form: Form) -> HttpResponse:
        close_account(
            viewer=self.request.viewer,
            membership_id=self.membership.pk,
            reason=form.cleaned_data["reason"],
            at=clock.now(),
        )
        return SeeOther(reverse("accounts:members"))


class MembershipsToConfirm(Page):
    """Invitations that wait for confirmation: first those the viewer may confirm, then those only others may."""

    template_name = "accounts/roles_to_confirm.html"
    title = "Roles to confirm"

    def load(self) -> None:
        check_can_see_memberships_to_confirm(self.request.viewer)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = queries.memberships_to_confirm(viewer=self.request.viewer, at=clock.now())
        return {
            **super().get_context_data(**kwargs),
            "theirs": [row for row in rows if row.may_confirm],
            "others": [row for row in rows if not row.may_confirm],
        }


class ConfirmMembership(FormPage):
    template_name = "accounts/confirm_role.html"
    form_class = forms.ConfirmForm

    def load(self, joining_id: int) -> HttpResponse | None:
        viewer = self.request.viewer
        self.membership = queries.membership_to_confirm(check_can_see_memberships_to_confirm(viewer), joining_id)
        if self.membership is None:
            raise Http404
        check_can_confirm(
            viewer, self.membership, queries.possible_confirmers((self.membership.organisation_id,), clock.now())
        )
        self.title = f"{self.membership.visible_name} as {Role(self.membership.role).label.lower()}?"
        return None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(**kwargs),
            "membership": self.membership,
            "role": Role(self.membership.role).label.lower(),
        }

    def form_valid(self, form: Form) -> HttpResponse:
        data = form.cleaned_data
        confirm_role(
            viewer=self.request.viewer,
            membership_id=self.membership.pk,
            yes=data["answer"] == "yes",
            reason=data["reason"],
            at=clock.now(),
        )
        return SeeOther(reverse("accounts:memberships_to_confirm"))


class AnswerMembership(FormPage):
    """Answer the oldest open invitation to a role."""

    template_name = "accounts/role_invitation.html"
    title = "You were asked to take a role"
    form_class = forms.AnswerForm

    def load(self) -> None:
        self.invitations = list(queries.memberships_to_answer(self.request.viewer.actor_id))

    def get_initial(self) -> dict[str, Any]:
        return {"membership": self.invitations[0].pk if self.invitations else ""}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        invitation = self.invitations[0] if self.invitations else None
        return {
            **super().get_context_data(**kwargs),
            "invitation": invitation,
            "role": Role(invitation.role).label.lower() if invitation else "",
            "more": len(self.invitations) - 1,
        }

    def form_valid(self, form: Form) -> HttpResponse:
        data = form.cleaned_data
        number = data["membership"]
        answer_role(
            viewer=self.request.viewer,
            membership_id=int(number) if number.isdecimal() and len(number) < 16 else 0,
            yes=data["answer"] == "yes",
            code=data["code"],
            at=clock.now(),
        )
        return SeeOther(
            reverse("accounts:answer_membership") if len(self.invitations) > 1 else reverse("accounts:own_account")
        )


class OwnAccount(FormPage):
    """The viewer's own account: password resets, and all their memberships and invitations."""

    template_name = "accounts/own_account.html"
    title = "Your account"

    def load(self) -> None:
        self.notes = queries.password_notices(self.request.viewer.actor_id, clock.now())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        today, viewer = clock.today(), self.request.viewer
        work = []
        for row, excluding in queries.memberships_of(viewer.actor_id):
            status = own_membership_status(row, excluding, today)
            work.append((row, Role(row.role).label, status, row.invited_at and not row.accepted))
        unread = any(notice.note.read_at is None for notice in self.notes)
        return {
            **super().get_context_data(**kwargs),
            "work": work,
            "notes": self.notes,
            "unread": unread,
            "user": self.request.user,
        }

    def form_valid(self, form: Form) -> HttpResponse:
        note_password_read(viewer=self.request.viewer, at=clock.now())
        return SeeOther(reverse("accounts:own_account"))


def own_membership_status(row: Any, excluding: str, on: Any) -> str:
    """Return the status of a membership for the user, who may know why it did not begin.

    excluding: the role that it may not be held together with, or ''.
    """
    if excluding:
        other = Role(excluding).label.lower()
        return (
            f"Did not begin: you are {other}, and nobody may be both. One checks the other. {row.organisation} is told "
            "only that it did not begin"
        )
    if row.declined_at or (row.ends_on and row.ends_on <= on and not row.agreed):
        return "Did not begin"
    if row.ends_on and row.ends_on <= on:
        return "Over"
    if row.agreed:
        return "You work there" if row.starts_on <= on else "Begins later"
    return "You said yes. A second administrator there confirms it next" if row.accepted else "Waits for your answer"
