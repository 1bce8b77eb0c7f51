"""Pages about a person: details, relationships, sharing, safety notes, representatives, and who has read the record."""

from typing import Any

from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from locallinks.foundation.audit.choices import EntryPurpose
from locallinks.foundation.audit.queries import KINDS_OF_READ, RecordRead, RecordReads
from locallinks.foundation.people import permissions
from locallinks.foundation.people.actions.invitations import end_invitation
from locallinks.foundation.people.actions.legal_representatives import (
    end_legal_representative,
    record_legal_representative,
)
from locallinks.foundation.people.actions.records import DETAIL_FIELDS, add_relationship, change_details
from locallinks.foundation.people.actions.safety_notes import record_safety_note, review_safety_note
from locallinks.foundation.people.choices import (
    Channel,
    DecisionScope,
    InvitationEndReason,
    RepresentativeKind,
    SharePurpose,
    SharingBasis,
)
from locallinks.foundation.people.forms.records import (
    DetailsForm,
    LegalRepresentativeEndForm,
    LegalRepresentativeForm,
    RelationshipForm,
    SafetyNoteForm,
    SafetyReviewForm,
)
from locallinks.foundation.people.queries.records import (
    agreements_of,
    invitations_of,
    legal_representatives_of,
    links_of,
    open_person,
    safety_notes,
    shares_of,
)
from locallinks.foundation.shared import clock
from locallinks.foundation.shared.errors import DomainError
from locallinks.foundation.ui.forms import Form
from locallinks.foundation.ui.pages import FormPage, Page, SeeOther
from locallinks.foundation.ui.pagination import csv_response, paginate, wants_csv


class PersonPageMixin:
    """Mixin for a page about one person, read through `open_person`. Subclasses continue loading in `more`."""

    page = ""
    purpose = EntryPurpose.SUPPORT

    def load(self, person_id: int, **rest: Any) -> Any:
        with transaction.atomic():  # a refusal in `more` undoes the audit entry: nothing was read
            self.person = open_person(
                viewer=self.request.viewer, person_id=person_id, page=self.page, purpose=self.purpose, at=clock.now()
            )
            return self.more(**rest)

    def more(self, **rest: Any) -> Any:
        return None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "person": self.person}

    def back(self) -> str:
        return reverse("front:person", kwargs={"person_id": self.person.pk})


class EditDetails(PersonPageMixin, FormPage):
    template_name = "people/edit_record.html"
    form_class = DetailsForm
    page = "the details"

    def more(self) -> None:
        permissions.check_can_change(self.request.viewer, self.person)
        self.title = f"Details about {self.person}"

    def get_form_kwargs(self) -> dict[str, Any]:
        return {
            **super().get_form_kwargs(),
            "may_change_nhs_number": permissions.may_change_nhs_number(self.request.viewer, self.person),
        }

    def get_initial(self) -> dict[str, Any]:
        return {name: getattr(self.person, name) for name in ("version", *DETAIL_FIELDS)}

    def form_valid(self, form: Form) -> HttpResponse:
        change_details(viewer=self.request.viewer, person_id=self.person.pk, at=clock.now(), **form.cleaned_data)
        return SeeOther(self.back())


class AddRelationship(PersonPageMixin, FormPage):
    template_name = "people/edit_record.html"
    form_class = RelationshipForm
    page = "the people in their life"

    def more(self) -> None:
        permissions.check_can_change(self.request.viewer, self.person)
        self.title = f"Somebody in {self.person}'s life"

    def form_valid(self, form: Form) -> HttpResponse:
        data = form.cleaned_data
        data["closeness"], data["lives_with"] = int(data["closeness"]), bool(data["lives_with"])
        add_relationship(viewer=self.request.viewer, person=self.person, at=clock.now(), **data)
        return SeeOther(self.back())


class ReadRecordMixin(PersonPageMixin):
    """Mixin for a page for those who see who reads the record, with what they see by the roles that open it alone."""

    for_roles = permissions.ROLES_THAT_READ_RECORDS

    def load(self, person_id: int, **rest: Any) -> Any:
        permissions.check_may_read_records(self.request.viewer)
        return super().load(person_id, **rest)

    def more(self, **rest: Any) -> Any:
        permissions.check_can_read_record(self.request.viewer, self.person)


class Sharing(ReadRecordMixin, Page):
    template_name = "people/sharing.html"
    page = "who can see the record"

    def more(self) -> None:
        super().more()
        self.title = f"Who can see {self.person}'s record"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            "person": self.person,
            "agreements": agreements_of(self.person),
            "shares": shares_of(self.person),
            "links": links_of(person=self.person, at=clock.now()),
            "purposes": dict(SharePurpose.choices),
            "bases": dict(SharingBasis.choices),
            "today": clock.today(),
            "may_change": permissions.may_record_agreement(self.request.viewer, self.person),
            "may_end_links": permissions.may_change(self.request.viewer, self.person),
        }


class EndLink(PersonPageMixin, FormPage):
    """Revoke a link that lets somebody without an account read or answer."""

    template_name = "people/revoke_link.html"
    page = "the links to their record"

    def more(self, invitation_id: int = 0, **rest: Any) -> HttpResponse | None:
        permissions.check_can_change(self.request.viewer, self.person)
        self.link = invitations_of(self.person).filter(pk=invitation_id).first()
        if self.link is None:
            raise Http404
        self.title = f"Call back the link for {self.link.to_name}"
        has_ended = hasattr(self.link, "end") and self.request.method == "GET"
        return HttpResponseRedirect(self.back()) if has_ended else None

    def back(self) -> str:
        return reverse("people:sharing", kwargs={"person_id": self.person.pk})

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {"person": self.person, "link": self.link}

    def form_valid(self, form: Form) -> HttpResponse:
        end_invitation(
            viewer=self.request.viewer, invitation_id=self.link.pk, why=InvitationEndReason.REVOKED, at=clock.now()
        )
        return SeeOther(self.back())


class RecordReadsPage(ReadRecordMixin, Page):
    """Who opened the record, and who had the person's name on a list, a search or a file; as a page or CSV file."""

    template_name = "people/who_looked.html"
    page = "who has looked"

    def more(self) -> Any:
        super().more()
        self.title = f"Who has looked at {self.person}'s record"
        show, viewer = self.request.GET.get("show", ""), self.request.viewer
        self.show = show if show in KINDS_OF_READ else ""
        self.is_own = permissions.is_about_viewer(viewer, self.person.pk)
        self.rows = RecordReads(person_id=self.person.pk, show=self.show)
        if wants_csv(self.request):
            return csv_response(
                "who-has-looked",
                ["When", "Who", "From", "What"],
                [(clock.local(row.at), row.who, row.organisation, self.in_words(row)) for row in self.rows[:5000]],
            )
        return None

    def in_words(self, read: RecordRead) -> str:
        if not read.listed:
            return read.what.capitalize()
        frequency = f", {read.times} times that day" if read.times > 1 else ""
        return f"{'You were' if self.is_own else 'Named'} in a list: {read.what}{frequency}"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        listing = paginate(self.request, self.rows)
        return {
            "person": self.person,
            "listing": listing,
            "show": self.show,
            "is_own": self.is_own,
            "rows": [(row.at, row.who, row.organisation, self.in_words(row)) for row in listing],
            "all_of_them": self.is_own or permissions.may_read_all_looks(self.request.viewer, self.person),
        }


class SafetyNotes(PersonPageMixin, Page):
    """The safety notes that this viewer may read, and the channels that are not safe."""

    template_name = "people/safety_notes.html"
    page = "the keeping-safe notes"

    def more(self) -> None:
        self.title = f"Keeping {self.person} and others safe"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        viewer = self.request.viewer
        return {
            "person": self.person,
            "notes": safety_notes(viewer=viewer, person=self.person),
            "may_write": permissions.may_note_safety(viewer, self.person),
            "today": clock.today(),
            "never": [channel.warning for channel in Channel if channel in self.person.unsafe_channels],
        }


class AddSafetyNote(PersonPageMixin, FormPage):
    template_name = "people/edit_record.html"
    form_class = SafetyNoteForm
    page = "the keeping-safe notes"
    purpose = EntryPurpose.NOT_TOLD  # the note may be hidden from the person

    def more(self) -> None:
        permissions.check_can_note_safety(self.request.viewer, self.person)
        self.title = f"A keeping-safe note about {self.person}"

    def form_valid(self, form: Form) -> HttpResponse:
        record_safety_note(viewer=self.request.viewer, person=self.person, at=clock.now(), **form.cleaned_data)
        return SeeOther(reverse("people:safety_notes", kwargs={"person_id": self.person.pk}))


class ReviewSafetyNote(PersonPageMixin, FormPage):
    template_name = "people/review_safety_note.html"
    form_class = SafetyReviewForm
    title = "Is this note still needed?"
    page = "the keeping-safe notes"
    purpose = EntryPurpose.NOT_TOLD

    def more(self, note_id: int = 0, **rest: Any) -> None:
        permissions.check_can_note_safety(self.request.viewer, self.person)
        notes = safety_notes(viewer=self.request.viewer, person=self.person)
        self.note = next((shown for shown in notes if shown.note.pk == note_id), None)
        if self.note is None:
            raise Http404

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {"person": self.person, "note": self.note}

    def form_valid(self, form: Form) -> HttpResponse:
        data = form.cleaned_data
        if data["stays"] and data["next_on"] is None:
            raise DomainError("Enter the day to look at it again", field="next_on", code="no_day")
        next_on = data["next_on"] if data["stays"] else None
        review_safety_note(
            viewer=self.request.viewer, note_id=self.note.note.pk, words=data["words"], next_on=next_on, at=clock.now()
        )
        return SeeOther(reverse("people:safety_notes", kwargs={"person_id": self.person.pk}))


class LegalRepresentatives(ReadRecordMixin, Page):
    template_name = "people/legal_representatives.html"
    page = "who may decide"

    def more(self) -> None:
        super().more()
        self.title = f"Who may decide for {self.person}"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            "person": self.person,
            "representatives": legal_representatives_of(self.person),
            "kinds": dict(RepresentativeKind.choices),
            "scopes": dict(DecisionScope.choices),
            "may_record": permissions.may_record_representatives(self.request.viewer, self.person),
            "today": clock.today(),
        }


class AddLegalRepresentative(PersonPageMixin, FormPage):
    template_name = "people/edit_record.html"
    form_class = LegalRepresentativeForm
    page = "who may decide"

    def more(self) -> None:
        permissions.check_can_record_representatives(self.request.viewer, self.person)
        self.title = f"Somebody who may decide for {self.person}"

    def form_valid(self, form: Form) -> HttpResponse:
        record_legal_representative(viewer=self.request.viewer, person=self.person, at=clock.now(), **form.cleaned_data)
        return SeeOther(reverse("people:legal_representatives", kwargs={"person_id": self.person.pk}))


class EndLegalRepresentative(PersonPageMixin, FormPage):
    template_name = "people/edit_record.html"
    form_class = LegalRepresentativeEndForm
    page = "who may decide"

    def more(self, representative_id: int = 0, **rest: Any) -> HttpResponse | None:
        permissions.check_can_record_representatives(self.request.viewer, self.person)
        self.representative = legal_representatives_of(self.person).filter(pk=representative_id).first()
        if self.representative is None:
            raise Http404
        self.title = f"{self.representative.name} may no longer decide"
        return None

    def form_valid(self, form: Form) -> HttpResponse:
        end_legal_representative(
            viewer=self.request.viewer, representative_id=self.representative.pk, at=clock.now(), **form.cleaned_data
        )
        return SeeOther(reverse("people:legal_representatives", kwargs={"person_id": self.person.pk}))
