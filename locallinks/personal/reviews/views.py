"""Starting a review, writing it together, and finishing it."""

from typing import Any

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from locallinks.foundation.audit.actions import record_list
from locallinks.foundation.people.choices import InvitationPurpose
from locallinks.foundation.reference.queries import rate
from locallinks.foundation.shared import clock
from locallinks.foundation.shared.errors import DomainError
from locallinks.foundation.shared.roles import Capability, roles_that
from locallinks.foundation.ui.forms import Form
from locallinks.foundation.ui.pages import FormPage, Page, SeeOther, ShowLinkOnceMixin
from locallinks.foundation.ui.pagination import csv_response, page_or_whole_list, wants_csv
from locallinks.personal.assessments.choices import AdvocacyStage
from locallinks.personal.assessments.queries.capacity_advocacy_refusal import advocacy_at
from locallinks.personal.pathways.pages import PathwayPageMixin
from locallinks.personal.pathways.queries import PLANNERS_AND_MANAGER
from locallinks.personal.reviews import actions, forms, permissions, queries
from locallinks.personal.reviews.choices import CanGoOn, ReviewKind, ReviewOutcome

REVIEW_TEXTS = ("happened", "changed", "words")


class ReviewPageMixin(PathwayPageMixin):
    page = "the review"
    url_namespace = "reviews"
    readers = PLANNERS_AND_MANAGER


class StartReview(ReviewPageMixin, FormPage):
    template_name = "reviews/start_review.html"
    form_class = forms.StartReviewForm

    def more(self) -> HttpResponse | None:
        if queries.open_review(self.pathway):
            return HttpResponseRedirect(self.url("review"))
        permissions.check_can_write(self.request.viewer, self.pathway)
        self.kinds = permissions.kinds_open_to(self.request.viewer, self.pathway)
        if not self.kinds:
            raise DomainError("A review starts while support is in place.", code="not_live")
        self.advocacy = advocacy_at(self.pathway, AdvocacyStage.REVIEW)
        self.title = f"Look at how it is going for {self.person}"
        return None

    def get_form_kwargs(self) -> dict[str, Any]:
        ask = not (self.advocacy.asked or self.advocacy.needed)
        return {
            **super().get_form_kwargs(),
            "kinds": self.kinds,
            "ask": ask,
            "name": "you" if self.is_own else str(self.person),
        }

    def get_initial(self) -> dict[str, Any]:
        return {"asked_by": self.request.viewer.name} if self.is_own else {}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(**kwargs),
            "pathway": self.pathway,
            "person": self.person,
            "look": queries.next_review(self.pathway),
            "advocacy": self.advocacy,
            "is_own": self.is_own,
        }

    def form_valid(self, form: Form) -> HttpResponse:
        actions.start_review(
            viewer=self.request.viewer, pathway_id=self.pathway.pk, at=clock.now(), **form.cleaned_data
        )
        return SeeOther(self.url("review"))


class EditReview(ReviewPageMixin, FormPage):
    """What was planned beside what happened, and the earlier reviews."""

    template_name = "reviews/review.html"
    form_class = forms.ReviewForm

    def more(self) -> None:
        self.review = queries.open_review(self.pathway)
        self.title = f"How it is going for {self.person}"

    def get_initial(self) -> dict[str, Any]:
        if self.review is None:
            return {}
        return {name: getattr(self.review, name) for name in ("version", "took_part", *REVIEW_TEXTS)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        viewer, may_write = self.request.viewer, permissions.may_write(self.request.viewer, self.pathway)
        return {
            **super().get_context_data(**kwargs),
            "pathway": self.pathway,
            "person": self.person,
            "review": self.review,
            "kinds": dict(ReviewKind.choices),
            "results": dict(ReviewOutcome.choices),
            "rows": queries.reviewed_lines(self.pathway, self.review, clock.today()),
            "voices": queries.contributions_to(self.review),
            "can_go_on": dict(CanGoOn.choices),
            "earlier": [review for review in queries.reviews_of(self.pathway) if review != self.review],
            "may_write": may_write,
            "may_start": bool(permissions.kinds_open_to(viewer, self.pathway)),
            "may_finish": permissions.may_finish(viewer, self.pathway),
            "look": queries.next_review(self.pathway),
            "today": clock.today(),
        }

    def form_valid(self, form: Form) -> HttpResponse:
        if self.review is None:
            raise DomainError(
                "The review was finished meanwhile. Copy what you typed, and start another.", code="finished"
            )
        actions.save_review(viewer=self.request.viewer, review_id=self.review.pk, at=clock.now(), **form.cleaned_data)
        return SeeOther(self.url("review"))


class FinishReview(ReviewPageMixin, FormPage):
    template_name = "reviews/finish_review.html"
    form_class = forms.FinishReviewForm

    def more(self) -> HttpResponse | None:
        permissions.check_can_finish(self.request.viewer, self.pathway)
        self.review = queries.open_review(self.pathway)
        self.title = f"Finish the review with {self.person}"
        return None if self.review else HttpResponseRedirect(self.url("review"))

    def get_initial(self) -> dict[str, Any]:
        return {"version": self.review.version}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(**kwargs),
            "pathway": self.pathway,
            "person": self.person,
            "review": self.review,
        }

    def form_valid(self, form: Form) -> HttpResponse:
        data = form.cleaned_data
        result, next_review_on = data.pop("result"), data.pop("next_review_on")
        answers = {
            "viewer": self.request.viewer,
            "pathway_id": self.pathway.pk,
            "at": clock.now(),
            "version": data["version"],
            **{name: getattr(self.review, name) for name in REVIEW_TEXTS},
        }
        if result == ReviewOutcome.NO_CHANGE:
            actions.finish_no_change(next_review_on=next_review_on, **answers)
        elif result == ReviewOutcome.REVISE:
            actions.finish_revise(reason=data["reason"], **answers)
        else:
            actions.finish_needs_changed(reason=data["reason"], **answers)
        return SeeOther(self.person_url())


class OpenReviewMixin(ReviewPageMixin):
    """The base of pages that write in the open review; without one they redirect to the page of reviews."""

    template_name = "reviews/write_in_review.html"
    button_text = "Save"

    def more(self, **rest: Any) -> HttpResponse | None:
        permissions.check_can_write(self.request.viewer, self.pathway)
        self.review = queries.open_review(self.pathway)
        if self.review is None:
            return HttpResponseRedirect(self.url("review"))
        return self.in_review(**rest)

    def in_review(self, **rest: Any) -> HttpResponse | None:
        return None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(**kwargs),
            "pathway": self.pathway,
            "person": self.person,
            "here": self.url("review"),
            "button_text": self.button_text,
        }


class ReviewLine(OpenReviewMixin, FormPage):
    form_class = forms.LineReviewForm

    def in_review(self, line_id: int = 0, **rest: Any) -> None:
        rows = queries.reviewed_lines(self.pathway, self.review, clock.today())
        self.row = next((row for row in rows if row.line.pk == line_id), None)
        if self.row is None:
            raise Http404
        self.title = f"How has this gone? {self.row.line.title}"

    def get_initial(self) -> dict[str, Any]:
        last = self.row.last
        return {"happened": last.happened, "changed": last.changed} if last else {}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "row": self.row}

    def form_valid(self, form: Form) -> HttpResponse:
        actions.save_line_review(
            viewer=self.request.viewer,
            review_id=self.review.pk,
            line_id=self.row.line.pk,
            at=clock.now(),
            **form.cleaned_data,
        )
        return SeeOther(self.url("review"))


class RecordContribution(OpenReviewMixin, FormPage):
    """A contribution of a carer or somebody else, typed in for them."""

    form_class = forms.ContributionForm

    def in_review(self, **rest: Any) -> None:
        self.title = "What somebody else says"

    def form_valid(self, form: Form) -> HttpResponse:
        actions.record_contribution(
            viewer=self.request.viewer, review_id=self.review.pk, at=clock.now(), **form.cleaned_data
        )
        return SeeOther(self.url("review"))


class RequestContribution(ShowLinkOnceMixin, OpenReviewMixin, FormPage):
    """Make a link by which somebody without an account says how it is going."""

    form_class = forms.RequestContributionForm
    button_text = "Make the link"

    def in_review(self, **rest: Any) -> None:
        self.title = "Ask somebody how it is going"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "asking": True}

    def form_valid(self, form: Form) -> HttpResponse:
        data = form.cleaned_data
        token = actions.request_contribution(
            viewer=self.request.viewer, review_id=self.review.pk, at=clock.now(), **data
        )
        page = reverse("reviews:contribution_by_link", kwargs={"token": token})
        self.link_for, self.link_address = data["to_name"], self.request.build_absolute_uri(page)
        return SeeOther(self.url("review"))


class ContributionByLink(FormPage):
    """The page for a carer or friend with a link: it shows the person's preferred name and the questions only."""

    invited = InvitationPurpose.REVIEW
    template_name = "reviews/contribution_by_link.html"
    form_class = forms.ContributionForm

    def load(self, token: str) -> None:
        self.review, self.name = queries.review_of_link(viewer=self.request.viewer, at=clock.now())
        self.title = f"How is it going for {self.name}?"

    def get_initial(self) -> dict[str, Any]:
        return {"by_name": self.request.viewer.invitation.to_name}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(**kwargs),
            "name": self.name,
            "review": self.review,
            "until": self.request.viewer.invitation.expires_at,
        }

    def form_valid(self, form: Form) -> HttpResponse:
        actions.record_contribution(
            viewer=self.request.viewer, review_id=self.review.pk, at=clock.now(), **form.cleaned_data
        )
        return SeeOther(reverse("brokerage:quote_received"))


class LargestCosts(Page):
    """The support that costs most, so that its reviews are on time."""

    template_name = "reviews/reviews_by_cost.html"
    title = "Support we are reviewing, by cost"
    for_roles = roles_that(Capability.DECIDE)

    def load(self) -> HttpResponse | None:
        viewer = self.request.viewer
        permissions.check_can_see_costs(viewer)
        self.listing = page_or_whole_list(self.request, queries.largest_costs(viewer=viewer, today=clock.today()))
        named = [row.pathway.person_id for row in self.listing]
        record_list(viewer=viewer, page="support by cost", people=named, at=clock.now())
        self.hour = rate("home_care_hour", clock.today())
        if not wants_csv(self.request):
            return None
        head = ["Name", "Pounds a week", "Hours a week", "Pounds an hour", "Next review by"]
        return csv_response(
            "support-by-cost",
            head,
            [
                (
                    row.pathway.person.full_name,
                    row.weekly_pence / 100,
                    row.minutes / 60,
                    "" if row.hour_pence is None else row.hour_pence / 100,
                    row.next_review.due_on if row.next_review else "",
                )
                for row in self.listing
            ],
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(**kwargs),
            "listing": self.listing,
            "hour": self.hour,
            "today": clock.today(),
        }
