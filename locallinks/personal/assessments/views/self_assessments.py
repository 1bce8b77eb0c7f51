"""Self-assessment: written by the person, by a link or from paper, and verified by the social worker."""

from typing import Any

from django.http import Http404, HttpResponse, HttpResponseRedirect

from locallinks.foundation.shared import clock
from locallinks.foundation.ui.forms import Form, TextField
from locallinks.foundation.ui.pages import FormPage, Page, SeeOther, ShowLinkOnceMixin
from locallinks.personal.assessments import permissions
from locallinks.personal.assessments.actions.self_assessments import (
    PURPOSE,
    give_own_link,
    save_own_part,
    send_own,
    verify_own,
)
from locallinks.personal.assessments.choices import PartKind, WellbeingArea
from locallinks.personal.assessments.forms.needs_assessment import FORMS
from locallinks.personal.assessments.forms.self_assessments import LendForm, SaidByForm, VerifyForm
from locallinks.personal.assessments.queries.needs_assessment import answers_of, assessment_of
from locallinks.personal.assessments.queries.self_assessments import links_to_write, self_assessment_of, side_by_side
from locallinks.personal.assessments.rules.needs_assessment import PARTS, AssessmentPart, next_part
from locallinks.personal.assessments.views.needs_assessment import GROUPS, AssessmentPageMixin
from locallinks.personal.pathways.choices import PathwayState
from locallinks.personal.pathways.pages import PathwayByLinkMixin


class SelfAssessmentMixin(AssessmentPageMixin):
    """A page for the person, or for the social worker who types in what is on paper."""

    page = "what they write themselves"

    def more(self, **rest: Any) -> HttpResponse | None:
        permissions.check_can_write_own(self.request.viewer, self.pathway)
        assessment = assessment_of(self.pathway)
        if assessment is None:
            raise Http404
        self.assessment = assessment
        self.row = self_assessment_of(assessment)
        self.is_over = self.pathway.state != PathwayState.ASSESSING or bool(self.row and self.row.sent_at)
        return self.find(**rest)

    def find(self, **rest: Any) -> HttpResponse | None:
        return None

    def own_url(self) -> str:
        return self.url("self_assessment")

    def part_address(self, slug: str) -> str:
        return self.url("self_assessment_part", part=slug)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(**kwargs),
            "row": self.row,
            "is_over": self.is_over,
            "back_to": self.own_url(),
        }


class SelfAssessmentPage(SelfAssessmentMixin, Page):
    """The list of parts, and whether it is sent and checked."""

    template_name = "assessments/self_assessment.html"

    def find(self) -> None:
        self.title = "About you, in your own words" if self.is_own else f"In {self.person}'s own words"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        written = self.row.answers if self.row else {}

        def items(kind: str) -> list[dict[str, Any]]:
            wanted = (kind,) if kind else (PartKind.HEALTH, PartKind.WELLBEING)
            return [
                {"title": part.title, "href": self.part_address(part.slug), "done": part.slug in written}
                for part in PARTS.values()
                if part.kind in wanted
            ]

        may_assess = permissions.may_assess(self.request.viewer, self.pathway)
        return {
            **super().get_context_data(**kwargs),
            "groups": [(title, items(kind)) for title, kind, _ in GROUPS],
            "may_assess": may_assess,
            "check": getattr(self.row, "verification", None),
            "send_at": self.send_address(),
            "written": written,
            "links": links_to_write(self.pathway) if may_assess else [],
            "now": clock.now(),
        }

    def send_address(self) -> str:
        return self.url("send_self_assessment")


class SelfAssessmentPart(SelfAssessmentMixin, FormPage):
    """One part, with questions addressed to the person."""

    template_name = "assessments/self_assessment_part.html"
    part: AssessmentPart

    def find(self, part: str) -> HttpResponse | None:
        if part not in PARTS:
            raise Http404
        self.part = PARTS[part]
        self.form_class = FORMS[self.part.kind]
        self.title = self.part.question if self.part.kind in (PartKind.WORDS, PartKind.HEALTH) else self.part.title
        over = self.is_over and self.request.method == "GET"
        return HttpResponseRedirect(self.own_url()) if over else None

    def get_form(self, **bound: Any) -> Any:
        form = super().get_form(**bound)
        if not self.is_own:
            form.fields["said_by"] = TextField(label="Whose words are these?", max_length=200)
            form.fields["said_by"].bind_label("said_by")
        return form

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "part": self.part, "name": ""}

    def get_initial(self) -> dict[str, Any]:
        initial: dict[str, Any] = {
            "version": self.row.version if self.row else 0,
            "said_by": str(self.person.full_name),
        }
        answers = dict(self.row.answers.get(self.part.slug, {})) if self.row else {}
        return initial | answers.pop("effects", {}) | answers

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        slugs = list(PARTS)
        return {
            **super().get_context_data(**kwargs),
            "part": self.part,
            "place": slugs.index(self.part.slug) + 1,
            "many": len(slugs),
            "areas": list(WellbeingArea),
            "carer_blind": self.part.kind != PartKind.WORDS,
        }

    def form_valid(self, form: Form) -> HttpResponse:
        data = form.cleaned_data
        version, said_by = data.pop("version"), data.pop("said_by", "")
        effects = {area: data.pop(area) for area in WellbeingArea if area in data}
        save_own_part(
            viewer=self.request.viewer,
            pathway_id=self.pathway.pk,
            version=version or None,
            part=self.part.slug,
            answers={**data, **({"effects": effects} if effects else {})},
            said_by=said_by,
            at=clock.now(),
        )
        following = next_part(self.part.slug)
        return SeeOther(self.part_address(following) if following else self.own_url())


class SendSelfAssessment(SelfAssessmentMixin, FormPage):
    """Send it. Afterwards it cannot be changed."""

    template_name = "assessments/self_assessment_send.html"
    form_class = SaidByForm

    def find(self) -> HttpResponse | None:
        self.title = "Send what you wrote" if self.is_own else f"Send what {self.person} wrote"
        over = self.is_over and self.request.method == "GET"
        return HttpResponseRedirect(self.own_url()) if over else None

    def get_form(self, **bound: Any) -> Any:
        form = super().get_form(**bound)
        if self.is_own:
            del form.fields["said_by"]
        return form

    def form_valid(self, form: Form) -> HttpResponse:
        send_own(
            viewer=self.request.viewer,
            pathway_id=self.pathway.pk,
            said_by=form.cleaned_data.get("said_by", ""),
            at=clock.now(),
        )
        return SeeOther(self.own_url())


class CreateSelfAssessmentLink(ShowLinkOnceMixin, AssessmentPageMixin, FormPage):
    """Make a link by which somebody without an account writes about themselves."""

    template_name = "assessments/self_assessment_link.html"
    form_class = LendForm
    page = "a link to write about themselves"

    def more(self) -> HttpResponse | None:
        permissions.check_can_assess(self.request.viewer, self.pathway)
        self.title = f"A link for {self.person} to write by"
        return None if self.pathway.state == PathwayState.ASSESSING else self.redirect_on_get(self.url("assessment"))

    def get_initial(self) -> dict[str, Any]:
        return {"days": "14", "to_name": self.person.full_name}

    def form_valid(self, form: Form) -> HttpResponse:
        data = form.cleaned_data
        _, token = give_own_link(
            viewer=self.request.viewer,
            pathway_id=self.pathway.pk,
            to_name=data["to_name"],
            days=int(data["days"]),
            at=clock.now(),
        )
        self.link_for = data["to_name"]
        self.link_address = self.request.build_absolute_uri(f"/with/{token}/about-me/")
        return SeeOther(self.url("self_assessment"))


class VerifySelfAssessment(AssessmentPageMixin, FormPage):
    """What they wrote beside what the assessment says, to be verified before anything is decided."""

    template_name = "assessments/verify_self_assessment.html"
    form_class = VerifyForm
    page = "checking what they wrote themselves"

    def more(self) -> HttpResponse | None:
        permissions.check_can_assess(self.request.viewer, self.pathway)
        self.title = f"Go through what {self.person} wrote"
        assessment = assessment_of(self.pathway)
        self.row = self_assessment_of(assessment) if assessment else None
        if assessment is None:
            raise Http404
        self.answers = answers_of(assessment)
        return None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(**kwargs),
            "row": self.row,
            "check": getattr(self.row, "verification", None),
            "beside": side_by_side(self.row, self.answers) if self.row else [],
        }

    def form_valid(self, form: Form) -> HttpResponse:
        verify_own(viewer=self.request.viewer, pathway_id=self.pathway.pk, at=clock.now(), **form.cleaned_data)
        return SeeOther(self.url("assessment"))


class ByLinkMixin(PathwayByLinkMixin):
    invited = PURPOSE


class SelfAssessmentByLink(ByLinkMixin, SelfAssessmentPage):
    def own_url(self) -> str:
        return "./"

    def part_address(self, slug: str) -> str:
        return f"{slug}/"

    def send_address(self) -> str:
        return "send/"


class SelfAssessmentPartByLink(ByLinkMixin, SelfAssessmentPart):
    def own_url(self) -> str:
        return "../"

    def part_address(self, slug: str) -> str:
        return f"../{slug}/"


class SendSelfAssessmentByLink(ByLinkMixin, SendSelfAssessment):
    """Sending ends the link, so the response itself says thank you instead of a redirect."""

    sent = False

    def own_url(self) -> str:
        return "../"

    def post(self, request: Any, **url_kwargs: Any) -> HttpResponse:
        response = super().post(request, **url_kwargs)
        return self.respond(form=None, sent=True) if self.sent else response

    def form_valid(self, form: Form) -> HttpResponse:
        back = super().form_valid(form)
        self.sent = True
        return back
