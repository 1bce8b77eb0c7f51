"""Pages for the attachments of a plan: list, download, add and remove."""

from typing import Any

from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header

from locallinks.foundation.shared import clock
from locallinks.foundation.ui.forms import Form
from locallinks.foundation.ui.pages import FormPage, Page, SeeOther
from locallinks.personal.plans import permissions
from locallinks.personal.plans.actions.attachments import add_attachment, remove_attachment
from locallinks.personal.plans.choices import AttachmentKind
from locallinks.personal.plans.forms.attachments import AttachmentForm, RemoveAttachmentForm
from locallinks.personal.plans.queries.attachments import attachment_content, attachment_in, attachments_of
from locallinks.personal.plans.rules.attachments import FILE_KIND_OF
from locallinks.personal.plans.views.discussion import DiscussionPageMixin


class AttachmentPageMixin(DiscussionPageMixin):
    page = "papers beside the plan"
    needs_plan = False

    def check_may_add(self) -> None:
        permissions.check_can_comment(self.request.viewer, self.pathway)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(**kwargs),
            "back_to": self.address("attachments"),
            "back_words": "Back to the papers",
        }


class AttachmentList(AttachmentPageMixin, Page):
    template_name = "plans/attachments.html"

    def more(self) -> None:
        self.title = "Your papers" if self.is_own else f"{self.person}'s papers"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        may_add = permissions.may_comment(self.request.viewer, self.pathway) and self.pathway.is_open
        return {
            **super().get_context_data(**kwargs),
            "papers": attachments_of(self.pathway),
            "may_add": may_add,
            "kinds": dict(AttachmentKind.choices),
            "files": FILE_KIND_OF,
        }


class AddAttachment(AttachmentPageMixin, FormPage):
    template_name = "plans/add_attachment.html"
    form_class = AttachmentForm

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
        add_attachment(
            viewer=self.request.viewer,
            pathway_id=self.pathway.pk,
            name=file.name,
            content=file.read(),
            what=data["what"],
            description=data["description"],
            said_by=self.said_by(data),
            at=clock.now(),
        )
        return SeeOther(self.address("attachments"))


class AttachmentDownload(AttachmentPageMixin, Page):
    """Sends the file as a download, with its own media type; no page of ours shows it."""

    page = "a paper beside the plan"

    def more(self, attachment_id: int) -> HttpResponse:
        paper = attachment_in(self.pathway, attachment_id)
        if paper is None:
            raise Http404
        answer = HttpResponse(attachment_content(paper), content_type=FILE_KIND_OF[paper.kind].media_type)
        answer.headers["Content-Disposition"] = content_disposition_header(True, paper.name)
        answer.headers["X-Content-Type-Options"] = "nosniff"
        answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
        return answer


class RemoveAttachment(AttachmentPageMixin, FormPage):
    template_name = "plans/remove_attachment.html"
    form_class = RemoveAttachmentForm

    def more(self, attachment_id: int) -> None:
        self.check_may_add()
        self.paper = attachment_in(self.pathway, attachment_id)
        if self.paper is None:
            raise Http404
        self.title = "Take this paper away"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "paper": self.paper, "kinds": dict(AttachmentKind.choices)}

    def form_valid(self, form: Form) -> HttpResponse:
        remove_attachment(
            viewer=self.request.viewer,
            pathway_id=self.pathway.pk,
            attachment_id=self.paper.pk,
            at=clock.now(),
            **form.cleaned_data,
        )
        return SeeOther(self.address("attachments"))
