"""Telling the council about a worry, from any page; and the council's queue."""

from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.urls import reverse

from locallinks.foundation.audit.actions import CONCERN
from locallinks.foundation.concerns import actions, forms, permissions, queries
from locallinks.foundation.concerns.rules import DECISIONS, RISKS, SAFE, WHERE_IT_STANDS, WISHES
from locallinks.foundation.people.queries import open_person
from locallinks.foundation.shared import clock
from locallinks.foundation.ui.lists import csv_response, paginate, wants_csv
from locallinks.foundation.ui.pages import FormPage, Page

TAGS = {"waiting": "alert", "enquiring": "waiting", "closed": "quiet"}


class Raise(FormPage):
    """About nobody whose page is open: the name is asked for."""

    template_name = "concerns/raise.html"
    form_class: type[forms.ConcernForm] = forms.ConcernAboutSomebodyForm
    title = "Tell us about a worry for somebody's safety"
    person: Any = None

    def load(self, **url_kwargs: Any) -> None:
        permissions.check_can_raise(self.request.viewer)

    def context(self) -> dict[str, Any]:
        return {"worry_about": self.person}

    def act(self, data: dict[str, Any]) -> str:
        council = data.pop("council", None)
        organisation = data.pop("source_organisation")
        actions.raise_concern(
            viewer=self.request.viewer, person=self.person, home_id=council, source_organisation_id=organisation,
            at=clock.now(), **data,
        )  # fmt: skip
        return reverse("concerns:received")


class RaiseAbout(Raise):
    """About one person: the look is for a concern, so no list of looks shows it."""

    form_class = forms.ConcernForm

    def load(self, person_id: int) -> None:
        viewer = self.request.viewer
        with transaction.atomic():
            self.person = open_person(
                viewer=viewer, person_id=person_id, page="telling of a worry", purpose=CONCERN, at=clock.now()
            )
        self.own = viewer.own_person_id == person_id
        self.title = "Tell us that you do not feel safe" if self.own else f"Tell us about a worry for {self.person}"

    def form_kwargs(self) -> dict[str, Any]:
        return {"own": self.own}


class Received(Page):
    """All that whoever told may read back."""

    template_name = "concerns/received.html"
    title = "Thank you for telling us"


class Queue(Page):
    template_name = "concerns/queue.html"
    title = "Worries about somebody's safety"

    def load(self) -> HttpResponse | None:
        viewer = self.request.viewer
        asked = self.request.GET.get("show", "")
        self.show = asked if asked in WHERE_IT_STANDS else ""
        self.rows = queries.worries(viewer=viewer, show=self.show, today=clock.today())
        if wants_csv(self.request):
            return csv_response(
                "worries", ["Told on", "About", "In danger now", "Where it stands", "Decide by"],
                [
                    (clock.day(one.concern.raised_at), one.concern.about_name,
                     "Yes" if one.concern.danger_now else "No", WHERE_IT_STANDS[one.stands], one.due)
                    for one in self.rows
                ],
            )  # fmt: skip
        return None

    def context(self) -> dict[str, Any]:
        listing = paginate(self.request, self.rows)
        return {
            "listing": listing, "show": self.show, "stands": WHERE_IT_STANDS, "tags": TAGS, "today": clock.today(),
        }  # fmt: skip


class OfConcern:
    """A page about one concern. 404 for whoever it names."""

    def load(self, concern_id: int) -> None:
        with transaction.atomic():
            self.worry = queries.open_concern(
                viewer=self.request.viewer, concern_id=concern_id, page="a worry about safety", at=clock.now()
            )
        self.concern = self.worry.concern

    def context(self) -> dict[str, Any]:
        return {"worry": self.worry, "concern": self.concern}

    def there(self) -> str:
        return reverse("concerns:concern", kwargs={"concern_id": self.concern.pk})


class OneConcern(OfConcern, Page):
    template_name = "concerns/concern.html"

    def context(self) -> dict[str, Any]:
        self.title = f"A worry about {self.concern}"
        return {
            **super().context(), "title": self.title, "decisions": queries.decisions_of(self.concern), "safe": SAFE,
            "stands": WHERE_IT_STANDS, "tags": TAGS, "words": DECISIONS, "risks": RISKS, "wishes": WISHES,
            "today": clock.today(),
        }  # fmt: skip


class Decide(OfConcern, FormPage):
    template_name = "concerns/form.html"
    form_class = forms.DecisionForm
    title = "What needs to happen?"

    def initial(self) -> dict[str, Any]:
        return {"wants": self.concern.wants}

    def context(self) -> dict[str, Any]:
        return {**super().context(), "button_text": "Record this decision"}

    def act(self, data: dict[str, Any]) -> str:
        actions.decide_concern(
            viewer=self.request.viewer, concern_id=self.concern.pk, at=clock.now(), **data
        )  # fmt: skip
        return self.there()


class Finish(OfConcern, FormPage):
    template_name = "concerns/form.html"
    form_class = forms.OutcomeForm
    title = "How did it end?"

    def context(self) -> dict[str, Any]:
        return {**super().context(), "button_text": "Record how it ended"}

    def act(self, data: dict[str, Any]) -> str:
        actions.finish_concern(viewer=self.request.viewer, concern_id=self.concern.pk, at=clock.now(), **data)
        return self.there()
