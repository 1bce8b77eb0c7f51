"""The pages that keep a person's record right, and show them who can see it and who has looked."""

from typing import Any

from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from locallinks.foundation.audit.queries import looks_at
from locallinks.foundation.people import actions, forms, permissions, queries
from locallinks.foundation.people.rules import BASES, PURPOSES
from locallinks.foundation.shared import clock
from locallinks.foundation.ui.lists import csv_response, paginate, wants_csv
from locallinks.foundation.ui.pages import FormPage, Page


class OfPerson:
    """A page about one person: fetched for the viewer, and the look written down."""

    page = ""

    def load(self, person_id: int, **rest: Any) -> Any:
        viewer = self.request.viewer
        with transaction.atomic():  # a refusal is not a look: nothing is written down for it
            self.person = queries.open_person(viewer=viewer, person_id=person_id, page=self.page, at=clock.now())
            return self.more(**rest)

    def more(self, **rest: Any) -> Any:
        return None

    def context(self) -> dict[str, Any]:
        return {"person": self.person}

    def back(self) -> str:
        return reverse("front:person", kwargs={"person_id": self.person.pk})


class Details(OfPerson, FormPage):
    template_name = "people/form.html"
    form_class = forms.DetailsForm
    page = "the details"

    def more(self) -> None:
        permissions.check_can_change(self.request.viewer, self.person)
        self.title = f"Details about {self.person}"

    def initial(self) -> dict[str, Any]:
        return {name: getattr(self.person, name) for name in ("version", *actions.DETAILS)}

    def act(self, data: dict[str, Any]) -> str:
        actions.change_details(viewer=self.request.viewer, person_id=self.person.pk, at=clock.now(), **data)
        return self.back()


class AddRelationship(OfPerson, FormPage):
    template_name = "people/form.html"
    form_class = forms.RelationshipForm
    page = "the people in their life"

    def more(self) -> None:
        permissions.check_can_change(self.request.viewer, self.person)
        self.title = f"Somebody in {self.person}'s life"

    def act(self, data: dict[str, Any]) -> str:
        data["closeness"] = int(data["closeness"])
        actions.add_relationship(viewer=self.request.viewer, person=self.person, at=clock.now(), **data)
        return self.back()


class Sharing(OfPerson, Page):
    template_name = "people/sharing.html"
    page = "who can see the record"

    def more(self) -> None:
        permissions.check_can_read_record(self.request.viewer, self.person)
        self.title = f"Who can see {self.person}'s record"

    def context(self) -> dict[str, Any]:
        return {
            "person": self.person,
            "agreements": queries.agreements_of(self.person),
            "shares": queries.shares_of(self.person),
            "purposes": PURPOSES,
            "bases": BASES,
            "today": clock.today(),
            "may_change": permissions.may_record_agreement(self.request.viewer, self.person),
        }


class Withdraw(OfPerson, FormPage):
    template_name = "people/withdraw.html"
    form_class = forms.WithdrawForm
    page = "what they agreed to share"

    def more(self, agreement_id: int = 0, **rest: Any) -> HttpResponse | None:
        permissions.check_can_record_agreement(self.request.viewer, self.person)
        self.agreement = queries.agreements_of(self.person).filter(pk=agreement_id).first()
        if self.agreement is None:
            raise Http404
        self.title = f"Stop sharing with {self.agreement.organisation}"
        if hasattr(self.agreement, "withdrawal") and self.request.method == "GET":
            return HttpResponseRedirect(reverse("people:sharing", kwargs={"person_id": self.person.pk}))
        return None

    def context(self) -> dict[str, Any]:
        return {"person": self.person, "agreement": self.agreement}

    def act(self, data: dict[str, Any]) -> str:
        actions.withdraw_agreement(
            viewer=self.request.viewer, agreement_id=self.agreement.pk, words=data["words"], at=clock.now()
        )
        return reverse("people:sharing", kwargs={"person_id": self.person.pk})


class Looks(OfPerson, Page):
    template_name = "people/looks.html"
    page = "who has looked"

    def more(self) -> Any:
        permissions.check_can_read_record(self.request.viewer, self.person)
        self.title = f"Who has looked at {self.person}'s record"
        self.rows = looks_at(person_id=self.person.pk)
        if wants_csv(self.request):
            return csv_response(
                "who-has-looked", ["When", "Who", "From", "What"],
                [(clock.local(row.at), row.actor_name, row.organisation_name, row.verb) for row in self.rows[:5000]],
            )  # fmt: skip
        return None

    def context(self) -> dict[str, Any]:
        return {"person": self.person, "listing": paginate(self.request, self.rows)}
