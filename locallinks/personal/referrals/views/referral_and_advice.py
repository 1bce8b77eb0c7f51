"""Recording a referral after a search for the person, and closing one with advice."""

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from locallinks.foundation.audit.actions import record_list
from locallinks.foundation.people.choices import ReadingFormat
from locallinks.foundation.people.queries.records import open_person
from locallinks.foundation.shared import clock
from locallinks.foundation.shared.viewer import Viewer
from locallinks.foundation.ui.forms import Form
from locallinks.foundation.ui.pages import FormPage, Page, SeeOther
from locallinks.personal.pathways.choices import PathwayState
from locallinks.personal.pathways.pages import PathwayPageMixin
from locallinks.personal.referrals import permissions
from locallinks.personal.referrals.actions.referral_and_advice import advise_and_close, refer
from locallinks.personal.referrals.forms import referral_and_advice as forms
from locallinks.personal.referrals.queries.referral_and_advice import (
    advice_of,
    council_of,
    find_known_people,
    postcode_is_known,
    referral_of,
)
from locallinks.personal.referrals.queries.triage import contact_that_led_to
from locallinks.personal.referrals.views.signposting import Signposting

DETAILS = (*forms.PERSON_FIELDS, *forms.CONTACT_FIELDS, *forms.COMMUNICATION_FIELDS)


class FindPerson(Page):
    """Search for the person first, so that nobody gets a second record."""

    template_name = "referrals/find_person.html"
    title = "Who needs help?"

    def load(self) -> HttpResponse | None:
        permissions.check_can_refer(self.request.viewer)
        if "person" in self.request.GET:  # from the page of somebody we know
            return HttpResponseRedirect(
                f"{reverse('referrals:record_referral')}?{urlencode({'person': self.request.GET['person']})}"
            )
        return None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        if "q" not in self.request.GET:
            return {**super().get_context_data(**kwargs), "form": forms.FindForm(), "words": "", "found": None}
        form = forms.FindForm(self.request.GET)
        words = form.cleaned_data["q"] if form.is_valid() else ""
        viewer = self.request.viewer
        people = find_known_people(viewer=viewer, words=words) if words else None
        named = [row.person for row in people or ()]
        record_list(viewer=viewer, page="a search before a request for help", people=named, at=clock.now())
        return {**super().get_context_data(**kwargs), "form": form, "words": words, "found": people}


class RecordReferral(FormPage):
    """The form of a referral, for somebody on the phone."""

    template_name = "referrals/record_referral.html"

    def load(self) -> HttpResponse | None:
        permissions.check_can_refer(self.request.viewer)
        self.person = self.known_person(self.request.GET.get("person", ""))
        self.form_class = forms.KnownPersonForm if self.person else forms.NewPersonForm
        self.title = f"Ask for help for {self.person}" if self.person else "Ask for help for somebody new"
        return None

    def known_person(self, wanted: str) -> Any:
        """Return the person named in the URL, or None. Raises Http404 for what is not a number."""
        if not wanted:
            return None
        if not (wanted.isascii() and wanted.isdigit() and len(wanted) < 16):
            raise Http404
        page = "the form to ask for help"
        return open_person(viewer=self.request.viewer, person_id=int(wanted), page=page, at=clock.now())

    def get_initial(self) -> dict[str, Any]:
        words = self.request.GET.get("q", "")
        return {} if any(letter.isdigit() for letter in words) else {"full_name": words[:200]}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(**kwargs),
            "person": self.person,
            "sections": [
                ("About the person", forms.PERSON_FIELDS),
                ("How to reach them", forms.CONTACT_FIELDS),
                ("What helps them to talk and read", forms.COMMUNICATION_FIELDS),
            ],
            "told": forms.REFERRER_FIELDS,
            "contact": forms.CONTACT_BASIS_FIELDS,
        }

    def form_valid(self, form: Form) -> HttpResponse:
        data = form.cleaned_data
        details = {name: data.pop(name) for name in DETAILS if name in data}
        pathway = refer(
            viewer=self.request.viewer,
            home=council_of(self.request.viewer),
            person=self.person,
            details={name: value for name, value in details.items() if value},
            at=clock.now(),
            **data,
        )
        return SeeOther(reverse("referrals:referral", kwargs={"pathway_id": pathway.pk}))


class ReferralPageMixin(PathwayPageMixin):
    """A page about one pathway, for the council's team."""

    url_namespace = "referrals"

    def find_pathway(self, viewer: Viewer, pathway_id: int) -> Any:
        permissions.check_can_refer(viewer)  # before anything is read
        pathway = super().find_pathway(viewer, pathway_id)
        permissions.check_can_see_request(viewer, pathway)
        return pathway


class ReferralDetail(ReferralPageMixin, Page):
    """The referral of a pathway, and what happens next."""

    template_name = "referrals/referral.html"
    page = "how they came to us"

    def more(self) -> None:
        self.title = f"How {self.person} came to us"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(**kwargs),
            "referral": referral_of(self.pathway),
            "contact": contact_that_led_to(self.pathway),
            "is_closed_with_advice": self.pathway.state == PathwayState.SIGNPOSTED,
            "postcode_known": postcode_is_known(self.person.postcode),
            "may_advise": permissions.may_advise(self.request.viewer, self.pathway),
        }


class Advise(ReferralPageMixin, Signposting):
    template_name = "referrals/advise.html"
    page = "giving advice"

    def postcode(self) -> str:
        return self.person.postcode

    def more(self) -> HttpResponse | None:
        permissions.check_can_advise(self.request.viewer, self.pathway)
        self.title = f"Give {self.person} advice and close"
        is_over = self.pathway.state != PathwayState.REFERRED
        return self.redirect_on_get(self.url("referral")) if is_over else None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "referral": referral_of(self.pathway)}

    def form_valid(self, form: Form) -> HttpResponse:
        advise_and_close(viewer=self.request.viewer, pathway_id=self.pathway.pk, at=clock.now(), **form.cleaned_data)
        return SeeOther(self.url("advice"))


class Advice(PathwayPageMixin, Page):
    """The advice as the person's own copy, to read, print or post."""

    template_name = "referrals/advice.html"
    page = "the advice"

    def find_pathway(self, viewer: Viewer, pathway_id: int) -> Any:
        if not viewer.people:
            permissions.check_can_refer(viewer)  # before anything is read
        pathway = super().find_pathway(viewer, pathway_id)
        permissions.check_can_see_advice(viewer, pathway)
        return pathway

    def more(self) -> None:
        self.title = f"Advice for {self.person}"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        large = self.person.reading_format == ReadingFormat.LARGE_PRINT or self.request.GET.get("print") == "large"
        return {**super().get_context_data(**kwargs), "advice": advice_of(self.pathway), "large": large}
