"""Papers beside a plan: the list, one to open, one to add, one to take away."""

from typing import Any

from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header

from locallinks.foundation.shared import clock
from locallinks.foundation.ui.forms import Form
from locallinks.foundation.ui.pages import FormPage, Page, SeeOther
from locallinks.personal.plans import actions, forms, permissions, queries, rules
from locallinks.personal.plans.views.talking import OfTalk


class OfPapers(OfTalk):
    page = "papers beside the plan"
    needs_plan = False

    def check_may_add(self) -> None:
        permissions.check_can_speak(self.request.viewer, self.pathway)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(**kwargs),
            "back_to": self.address("papers"),
            "back_words": "Back to the papers",
        }


class Papers(OfPapers, Page):
    template_name = "plans/papers.html"

    def more(self) -> None:
        self.title = "Your papers" if self.is_own else f"{self.person}'s papers"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        may_add = permissions.may_speak(self.request.viewer, self.pathway) and self.pathway.is_open
        return {
            **super().get_context_data(**kwargs),
            "papers": queries.papers_of(self.pathway),
            "may_add": may_add,
            "kinds": rules.PAPERS,
            "files": rules.BY_CODE,
        }


class AddPaper(OfPapers, FormPage):
    template_name = "plans/add_paper.html"
    form_class = forms.PaperForm

    def more(self) -> None:
        self.check_may_add()
        self.title = "Add a paper"

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "own": self.is_own}

    def get_initial(self) -> dict[str, Any]:
        return {} if self.is_own else {"said_by": self.person.full_name}

    def form_valid(self, form: Form) -> HttpResponse:
        data = form.cleaned_data
        file = data["file"]
        actions.add_paper(
            viewer=self.request.viewer, pathway_id=self.pathway.pk, name=file.name, content=file.read(),
            what=data["what"], shows=data["shows"], said_by=self.said_by(data), at=clock.now(),
        )  # fmt: skip
        return SeeOther(self.address("papers"))


class ThePaper(OfPapers, Page):
    """The file, to keep: never shown inside a page of ours, and never as anything but what it is."""

    page = "a paper beside the plan"

    def more(self, paper_id: int) -> HttpResponse:
        paper = queries.paper_in(self.pathway, paper_id)
        if paper is None:
            raise Http404
        answer = HttpResponse(queries.content_of(paper), content_type=rules.BY_CODE[paper.kind].media_type)
        answer.headers["Content-Disposition"] = content_disposition_header(True, paper.name)
        answer.headers["X-Content-Type-Options"] = "nosniff"
        answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
        return answer


class TakeAway(OfPapers, FormPage):
    template_name = "plans/take_paper.html"
    form_class = forms.TakePaperForm

    def more(self, paper_id: int) -> None:
        self.check_may_add()
        self.paper = queries.paper_in(self.pathway, paper_id)
        if self.paper is None:
            raise Http404
        self.title = "Take this paper away"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "paper": self.paper, "kinds": rules.PAPERS}

    def form_valid(self, form: Form) -> HttpResponse:
        actions.take_paper_away(
            viewer=self.request.viewer,
            pathway_id=self.pathway.pk,
            paper_id=self.paper.pk,
            at=clock.now(),
            **form.cleaned_data,
        )
        return SeeOther(self.address("papers"))
