"""Pages to read how somebody is, to answer a scale, and to record the licences that some scales need."""

from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse

from locallinks.foundation.shared import clock
from locallinks.foundation.shared.roles import Capability, roles_that
from locallinks.foundation.ui.forms import Form
from locallinks.foundation.ui.pages import FormPage, Page, SeeOther
from locallinks.foundation.ui.pagination import csv_response, wants_csv
from locallinks.personal.outcomes import actions, forms, permissions, queries
from locallinks.personal.outcomes.choices import DueStatus, Mode, Moment
from locallinks.personal.outcomes.rules import SCALES
from locallinks.personal.pathways.pages import PathwayPageMixin
from locallinks.personal.pathways.queries import PLANNERS_AND_MANAGER


class OutcomesPageMixin(PathwayPageMixin):
    """A page about the replies on one pathway."""

    page = "how they are"
    url_namespace = "outcomes"
    readers = PLANNERS_AND_MANAGER

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "here": self.url("outcomes")}

    def default_respondent(self) -> str:
        """Return the name to start with in the field for who answered."""
        return self.request.viewer.name if self.is_own else self.person.full_name


class OutcomesPage(OutcomesPageMixin, Page):
    template_name = "outcomes/outcomes.html"

    def more(self, **rest: Any) -> HttpResponse | None:
        self.title = f"How {self.person} is"
        self.histories = queries.scale_histories_of(self.pathway, clock.today())
        if not wants_csv(self.request):
            return None
        head = ["Questions", "Version", "When", "Day", "How", "Who answered", "For the person", "Language", "Score"]
        return csv_response(
            "answers",
            head,
            [
                (
                    history.scale.name,
                    reply.version,
                    Moment(reply.moment).label,
                    reply.taken_on,
                    Mode(reply.mode).label,
                    reply.completed_by,
                    "yes" if reply.proxy else "no",
                    reply.language,
                    "" if reply.score.value is None else reply.score.value,
                )
                for history in self.histories
                for reply in history.replies
            ],
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        changes = {history.scale.code: history.change for history in self.histories}
        return {
            **super().get_context_data(**kwargs),
            "histories": self.histories,
            "changes": changes,
            "may_write": permissions.may_write(self.request.viewer, self.pathway),
            "moments": dict(Moment.choices),
            "modes": dict(Mode.choices),
            "statuses": dict(DueStatus.choices),
        }


class AnswerScale(OutcomesPageMixin, FormPage):
    """The form of one scale. A question may be left out, and then there is no score."""

    template_name = "outcomes/answer_scale.html"
    form_class = forms.ReplyForm

    def more(self, scale: str = "", **rest: Any) -> None:
        permissions.check_can_write(self.request.viewer, self.pathway)
        scales = queries.scales_for(self.pathway, clock.today())
        if scale not in scales or not scales[scale][1]:
            raise Http404
        self.scale = scales[scale][0]
        self.title = self.scale.name

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "scale": self.scale}

    def get_initial(self) -> dict[str, Any]:
        histories = queries.scale_histories_of(self.pathway, clock.today())
        due_moments = next(history.due for history in histories if history.scale.code == self.scale.code)
        open_moments = [due.moment for due in due_moments if due.status in (DueStatus.DUE, DueStatus.LATE)]
        return {
            "moment": open_moments[-1] if open_moments else Moment.BETWEEN,
            "taken_on": clock.today(),
            "completed_by": self.default_respondent(),
            "proxy": "no",
            "language": self.person.language,
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "button_text": "Save these answers", "scale": self.scale}

    def form_valid(self, form: Form) -> HttpResponse:
        data = form.cleaned_data
        answers = {item.code: data.pop(item.code) for item in self.scale.items}
        actions.record_reply(
            viewer=self.request.viewer,
            pathway_id=self.pathway.pk,
            scale=self.scale.code,
            answers=answers,
            at=clock.now(),
            **data,
        )
        return SeeOther(self.url("outcomes"))


class Licences(Page):
    """The licensed scales that the organisation of an administrator may use."""

    template_name = "outcomes/licences.html"
    title = "Licences for questions"

    def load(self) -> None:
        permissions.check_can_license(self.request.viewer)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(**kwargs),
            "licences": queries.licences_of(self.request.viewer),
            "scales": SCALES,
            "today": clock.today(),
            "needed": [scale for scale in SCALES.values() if scale.needs_licence],
        }


class RecordLicence(FormPage):
    template_name = "outcomes/licence.html"
    form_class = forms.LicenceForm

    def load(self, scale: str) -> None:
        permissions.check_can_license(self.request.viewer)
        self.scale = SCALES.get(scale)
        if self.scale is None or not self.scale.needs_licence:
            raise Http404
        self.title = f"Record a licence: {self.scale.name}"

    def get_form_kwargs(self) -> dict[str, Any]:
        held_roles = [held for held in self.request.viewer.roles_held if held.role in roles_that(Capability.ADMINISTER)]
        organisations = tuple((str(held.organisation_id), held.organisation_name) for held in held_roles)
        return {**super().get_form_kwargs(), "scale": self.scale, "organisations": organisations}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "scale": self.scale, "back": reverse("outcomes:licences")}

    def form_valid(self, form: Form) -> HttpResponse:
        data = form.cleaned_data
        fields = {name: data.pop(name) for name in ("organisation_id", "reference", "ends_on")}
        actions.record_licence(
            viewer=self.request.viewer, scale=self.scale.code, wording=data, at=clock.now(), **fields
        )
        return SeeOther(reverse("outcomes:licences"))
