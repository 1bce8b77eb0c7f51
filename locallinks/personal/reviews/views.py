"""Starting a review, writing it together, and finishing it."""

from typing import Any

from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from locallinks.foundation.shared import clock
from locallinks.foundation.shared.errors import DomainError
from locallinks.foundation.ui.pages import FormPage
from locallinks.personal.brokerage.queries import arrangements_of
from locallinks.personal.pathways.queries import open_pathway
from locallinks.personal.plans.queries import approved_plan, lines_of
from locallinks.personal.reviews import actions, forms, permissions, queries
from locallinks.personal.reviews.rules import KINDS, RESULTS

SAID = ("happened", "changed", "words")


class OfPathway:
    page = "the review"

    def load(self, pathway_id: int) -> HttpResponse | None:
        viewer = self.request.viewer
        with transaction.atomic():  # a refusal is not a look: nothing is written down for it
            self.pathway = open_pathway(viewer=viewer, pathway_id=pathway_id, page=self.page, at=clock.now())
            permissions.check_can_read(viewer, self.pathway)
            self.person = self.pathway.person
            self.is_own = self.person.pk in viewer.people
            return self.more()

    def more(self) -> HttpResponse | None:
        return None

    def url(self, name: str) -> str:
        return reverse(f"reviews:{name}", kwargs={"pathway_id": self.pathway.pk})


class Start(OfPathway, FormPage):
    template_name = "reviews/start.html"
    form_class = forms.StartForm

    def more(self) -> HttpResponse | None:
        if queries.review_now(self.pathway):
            return HttpResponseRedirect(self.url("review"))
        permissions.check_can_write(self.request.viewer, self.pathway)
        self.kinds = permissions.kinds_open_to(self.request.viewer, self.pathway)
        if not self.kinds:
            raise DomainError("A review starts while support is in place.", code="not_live")
        self.title = f"Look at how it is going for {self.person}"
        return None

    def form_kwargs(self) -> dict[str, Any]:
        return {"kinds": self.kinds}

    def initial(self) -> dict[str, Any]:
        return {"asked_by": self.request.viewer.name} if self.is_own else {}

    def context(self) -> dict[str, Any]:
        return {"pathway": self.pathway, "person": self.person, "look": queries.next_review(self.pathway)}

    def act(self, data: dict[str, Any]) -> str:
        actions.start_review(viewer=self.request.viewer, pathway_id=self.pathway.pk, at=clock.now(), **data)
        return self.url("review")


class Write(OfPathway, FormPage):
    """What was planned on one side, what happened on the other; earlier reviews below."""

    template_name = "reviews/review.html"
    form_class = forms.ReviewForm

    def more(self) -> None:
        self.review = queries.review_now(self.pathway)
        self.title = f"How it is going for {self.person}"

    def initial(self) -> dict[str, Any]:
        if self.review is None:
            return {}
        return {name: getattr(self.review, name) for name in ("version", "took_part", *SAID)}

    def context(self) -> dict[str, Any]:
        viewer, plan = self.request.viewer, approved_plan(self.pathway)
        return {
            "pathway": self.pathway, "person": self.person, "review": self.review, "kinds": KINDS, "results": RESULTS,
            "lines": lines_of(plan) if plan else [], "arrangements": arrangements_of(self.pathway, clock.today()),
            "earlier": [one for one in queries.reviews_of(self.pathway) if one != self.review],
            "may_write": permissions.may_write(viewer, self.pathway),
            "may_start": bool(permissions.kinds_open_to(viewer, self.pathway)),
            "may_finish": permissions.may_finish(viewer, self.pathway),
            "look": queries.next_review(self.pathway),
            "today": clock.today(),
        }  # fmt: skip

    def act(self, data: dict[str, Any]) -> str:
        if self.review is None:
            raise DomainError(
                "The review was finished meanwhile. Copy what you typed, and start another.", code="finished"
            )
        actions.write_review(viewer=self.request.viewer, review_id=self.review.pk, at=clock.now(), **data)
        return self.url("review")


class Finish(OfPathway, FormPage):
    template_name = "reviews/finish.html"
    form_class = forms.FinishForm

    def more(self) -> HttpResponse | None:
        permissions.check_can_finish(self.request.viewer, self.pathway)
        self.review = queries.review_now(self.pathway)
        self.title = f"Finish the review with {self.person}"
        return None if self.review else HttpResponseRedirect(self.url("review"))

    def initial(self) -> dict[str, Any]:
        return {"version": self.review.version}

    def context(self) -> dict[str, Any]:
        return {"pathway": self.pathway, "person": self.person, "review": self.review}

    def act(self, data: dict[str, Any]) -> str:
        result, next_review_on = data.pop("result"), data.pop("next_review_on")
        told = {
            "viewer": self.request.viewer, "pathway_id": self.pathway.pk, "at": clock.now(),
            "version": data["version"], **{name: getattr(self.review, name) for name in SAID},
        }  # fmt: skip
        if result == "no_change":
            actions.finish_no_change(next_review_on=next_review_on, **told)
        elif result == "revise":
            actions.finish_revise(reason=data["reason"], **told)
        else:
            actions.finish_needs_changed(reason=data["reason"], **told)
        return reverse("front:person", kwargs={"person_id": self.person.pk})
