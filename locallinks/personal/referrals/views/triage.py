"""The list of requests for help, and the pages on which one is answered."""

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from locallinks.foundation.audit.actions import record_list
from locallinks.foundation.shared import clock
from locallinks.foundation.shared.pipeline import run
from locallinks.foundation.ui.forms import Form
from locallinks.foundation.ui.pages import FormPage, Page, SeeOther
from locallinks.foundation.ui.pagination import csv_response, page_or_whole_list, wants_csv
from locallinks.personal.referrals import permissions
from locallinks.personal.referrals.actions.triage import (
    advise_contact,
    close_contact,
    refer_contact,
    reopen_contact,
    take_contact,
)
from locallinks.personal.referrals.choices import ContactBasis, ContactState, RequestKind
from locallinks.personal.referrals.forms import triage as forms
from locallinks.personal.referrals.queries import triage as queries
from locallinks.personal.referrals.rules.public_request import facts_in_words
from locallinks.personal.referrals.views.signposting import Signposting


class Contacts(Page):
    """The list of requests. Every open one has an owner, or the duty team, and a day it is due."""

    template_name = "referrals/contacts.html"
    title = "Requests for help to answer"
    for_roles = permissions.TEAM

    def load(self) -> HttpResponse | None:
        viewer, today = self.request.viewer, clock.today()
        show = self.request.GET.get("show", "")
        self.show = show if show in queries.SHOW else ""
        self.listing = page_or_whole_list(
            self.request, queries.contacts_to_answer(viewer=viewer, show=self.show, today=today)
        )
        named = [row.contact.person_id for row in self.listing]
        record_list(viewer=viewer, page="requests for help", people=named, at=clock.now())
        self.counts = run(queries.contact_counts(viewer=viewer, today=today))
        if not wants_csv(self.request):
            return None
        head = ["Number", "Name", "Came", "Urgent", "Sent", "Answer by", "Late", "Who answers", "State"]
        return csv_response(
            "requests-for-help",
            head,
            [
                (
                    row.contact.reference,
                    row.contact.full_name,
                    row.contact.get_kind_display(),
                    "yes" if row.contact.urgent else "no",
                    clock.day(row.contact.sent_at),
                    row.contact.due_on,
                    "yes" if row.late else "no",
                    row.owner_name,
                    row.contact.get_state_display(),
                )
                for row in self.listing
            ],
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(**kwargs),
            "listing": self.listing,
            "show": self.show,
            "shown": queries.SHOW,
            "counts": self.counts,
            "kinds": {str(kind): kind.team_label for kind in RequestKind},
        }


class ContactPageMixin:
    """A page about one request. That it was read is audited."""

    page = "a request for help"
    only_open = True

    def load(self, contact_id: int) -> Any:
        self.row = queries.open_contact(
            viewer=self.request.viewer, contact_id=contact_id, page=self.page, at=clock.now()
        )
        self.contact = self.row.contact
        return self.more()

    def more(self) -> Any:
        if self.only_open and not self.contact.is_open and self.request.method == "GET":
            return HttpResponseRedirect(self.home)
        return None

    @property
    def home(self) -> str:
        return reverse("referrals:contact", kwargs={"contact_id": self.contact.pk})

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "row": self.row, "contact": self.contact}


class Contact(ContactPageMixin, Page):
    """One request: what was asked, what was done, and what can be done, advice first."""

    template_name = "referrals/contact.html"
    only_open = False

    def more(self) -> None:
        self.title = f"{self.contact.full_name}: {self.contact.get_kind_display().lower()}"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(**kwargs),
            "steps": queries.steps_of(self.contact),
            "advised": queries.has_been_advised(self.contact),
            "facts": facts_in_words(self.contact.facts),
            "basis": self.contact.get_contact_basis_display(),
            "may_close": permissions.may_close_contact(self.request.viewer, self.contact),
        }


class AssignContact(ContactPageMixin, FormPage):
    template_name = "referrals/contact_form.html"
    form_class = forms.OwnerForm
    title = "Who answers this request?"

    def get_initial(self) -> dict[str, Any]:
        return {"owner_id": str(self.request.viewer.user_id)}

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "team": queries.owner_choices(self.contact, clock.today())}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        now = f"{self.row.owner_name[:1].upper()}{self.row.owner_name[1:]}"
        return {
            **super().get_context_data(**kwargs),
            "button_words": "Save who answers",
            "find_help": False,
            "intro": f"{now} has it now. Whoever you choose finds it on their list today.",
        }

    def form_valid(self, form: Form) -> HttpResponse:
        data = form.cleaned_data
        owner = None if data["owner_id"] == forms.TEAM else int(data["owner_id"])
        take_contact(
            viewer=self.request.viewer,
            contact_id=self.contact.pk,
            owner_id=owner,
            reason=data["reason"],
            at=clock.now(),
        )
        return SeeOther(self.home)


class AdviseContact(ContactPageMixin, Signposting):
    template_name = "referrals/contact_form.html"
    title = "What could help now?"

    def postcode(self) -> str:
        return self.contact.postcode

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(**kwargs),
            "button_words": "Save what you offered",
            "find_help": True,
            "intro": "Talk before anything else. Often advice, a group nearby or a bit of equipment is what is wanted. "
            "If they may need care and support, go on to an assessment as well: advice never stands in its way.",
        }

    def form_valid(self, form: Form) -> HttpResponse:
        advise_contact(viewer=self.request.viewer, contact_id=self.contact.pk, at=clock.now(), **form.cleaned_data)
        return SeeOther(self.home)


class AdviceToContact(ContactPageMixin, Page):
    """The advice, to print on A4 or in large print."""

    template_name = "referrals/contact_advice.html"
    page = "the advice for a request"
    only_open = False

    def more(self) -> None:
        self.title = f"Advice for {self.contact.full_name}"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(**kwargs),
            "advice": queries.advice_to(self.contact),
            "council": queries.council_of(self.contact),
            "large": self.request.GET.get("print") == "large",
        }


class OpenPathway(ContactPageMixin, FormPage):
    """Open a pathway for a known person or a new one."""

    template_name = "referrals/contact_open.html"
    form_class = forms.OpenForm
    title = "Open a way through"

    def more(self) -> Any:
        viewer = self.request.viewer
        self.known = queries.possible_matches(viewer=viewer, contact=self.contact)
        named = [known.person for known in self.known]
        record_list(viewer=viewer, page="who a request may be about", people=named, at=clock.now())
        return super().more()

    def get_initial(self) -> dict[str, Any]:
        basis = self.contact.contact_basis
        note = {"contact_note": self.contact.contact_note}
        return {**note, "contact_basis": basis} if basis != ContactBasis.NOT_ASKED else note

    def get_form_kwargs(self) -> dict[str, Any]:
        return {
            **super().get_form_kwargs(),
            "known": [(str(row.person.pk), row.person.full_name, known_details(row)) for row in self.known],
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(**kwargs),
            "known": self.known,
            "advised": queries.has_been_advised(self.contact),
        }

    def form_valid(self, form: Form) -> HttpResponse:
        data = form.cleaned_data
        viewer, chosen = self.request.viewer, data.pop("person_id")
        person = None
        if chosen != forms.NEW:
            person = queries.person_chosen(viewer=viewer, contact=self.contact, person_id=int(chosen))
        pathway = refer_contact(viewer=viewer, contact_id=self.contact.pk, person=person, at=clock.now(), **data)
        return SeeOther(reverse("referrals:referral", kwargs={"pathway_id": pathway.pk}))


def known_details(known: Any) -> str:
    """Return enough to tell apart two people of the same name."""
    person = known.person
    born = f"Born {person.date_of_birth:%-d %B %Y}" if person.date_of_birth else "Date of birth not known"
    parts = [born, person.address, person.postcode, "Getting help now" if known.is_getting_help else ""]
    return ". ".join(part for part in parts if part)


class CloseContact(ContactPageMixin, FormPage):
    template_name = "referrals/contact_form.html"
    form_class = forms.CloseForm
    title = "Close this request"

    def more(self) -> Any:
        permissions.check_can_answer_as_social_worker(self.request.viewer, self.contact)
        return super().more()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(**kwargs),
            "button_words": "Close this request",
            "find_help": False,
            "intro": "It can be opened again at any time. What was asked and done is kept.",
        }

    def form_valid(self, form: Form) -> HttpResponse:
        close_contact(viewer=self.request.viewer, contact_id=self.contact.pk, at=clock.now(), **form.cleaned_data)
        return SeeOther(self.home)


class ReopenContact(ContactPageMixin, FormPage):
    template_name = "referrals/contact_form.html"
    form_class = forms.ReopenForm
    title = "Open this request again"
    only_open = False

    def more(self) -> Any:
        if self.contact.state != ContactState.CLOSED and self.request.method == "GET":
            return HttpResponseRedirect(self.home)
        return None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(**kwargs),
            "button_words": "Open it again",
            "find_help": False,
            "intro": "It becomes yours, with two working days to answer.",
        }

    def form_valid(self, form: Form) -> HttpResponse:
        reopen_contact(viewer=self.request.viewer, contact_id=self.contact.pk, at=clock.now(), **form.cleaned_data)
        return SeeOther(self.home)
