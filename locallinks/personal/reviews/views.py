"""Starting a review, writing it together, and finishing it."""

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from locallinks.foundation.shared import clock
from locallinks.foundation.shared.errors import NotAllowed
from locallinks.foundation.ui.pages import FormPage
from locallinks.personal.brokerage.queries import arrangements_of
from locallinks.personal.pathways.queries import open_pathway
from locallinks.personal.plans.queries import approved_plan, lines_of
from locallinks.personal.reviews import actions, forms, permissions, queries
from locallinks.personal.reviews.rules import KINDS, RESULTS


class OfPathway:
    page = "the review"

    def load(self, pathway_id: int) -> HttpResponse | None:
        self.pathway = open_pathway(viewer=self.request.viewer, pathway_id=pathway_id, page=self.page, at=clock.now())
        self.person = self.pathway.person
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
        self.title = f"Look at how it is going for {self.person}"
        return None

    def context(self) -> dict[str, Any]:
        return {"pathway": self.pathway, "person": self.person}

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
        return {name: getattr(self.review, name) for name in ("version", "happened", "changed", "words")}

    def context(self) -> dict[str, Any]:
        plan = approved_plan(self.pathway)
        return {
            "pathway": self.pathway, "person": self.person, "review": self.review, "kinds": KINDS, "results": RESULTS,
            "lines": lines_of(plan) if plan else [], "arrangements": arrangements_of(self.pathway, clock.today()),
            "earlier": [one for one in queries.reviews_of(self.pathway) if one != self.review],
            "may_write": permissions.may_write(self.request.viewer, self.pathway),
            "may_finish": permissions.may_finish(self.request.viewer, self.pathway),
            "next_review_on": queries.next_review_on(self.pathway),
        }  # fmt: skip

    def act(self, data: dict[str, Any]) -> str:
        if self.review is None:
            raise NotAllowed("No review is open. Start one first.")
        actions.write_review(viewer=self.request.viewer, review_id=self.review.pk, at=clock.now(), **data)
        return self.url("review")


class Finish(OfPathway, FormPage):
    template_name = "reviews/finish.html"
    form_class = forms.FinishForm

    def more(self) -> HttpResponse | None:
        if not permissions.may_finish(self.request.viewer, self.pathway):
            raise NotAllowed("The social worker finishes the review. You can write in it.")
        self.review = queries.review_now(self.pathway)
        self.title = f"Finish the review with {self.person}"
        return None if self.review else HttpResponseRedirect(self.url("start"))

    def context(self) -> dict[str, Any]:
        return {"pathway": self.pathway, "person": self.person, "review": self.review}

    def act(self, data: dict[str, Any]) -> str:
        finish = {
            "no_change": actions.finish_no_change, "revise": actions.finish_revise,
            "needs_changed": actions.finish_needs_changed,
        }[data["result"]]  # fmt: skip
        said = {name: getattr(self.review, name) for name in ("happened", "changed", "words")}
        more = (
            {"next_review_on": data["next_review_on"]} if data["result"] == "no_change" else {"reason": data["reason"]}
        )
        finish(viewer=self.request.viewer, pathway_id=self.pathway.pk, at=clock.now(), **said, **more)
        return reverse("front:person", kwargs={"person_id": self.person.pk})
