"""The page of the person's answer, for the person and for the social worker who writes it down."""

from typing import Any

from django.http import HttpResponse

from locallinks.foundation.people.choices import AgreementBasis
from locallinks.foundation.shared import clock
from locallinks.foundation.shared.roles import Capability, Role, roles_that
from locallinks.foundation.ui.forms import Form
from locallinks.foundation.ui.pages import FormPage, SeeOther
from locallinks.personal.assessments.choices import CapacityChoice
from locallinks.personal.assessments.queries.capacity_advocacy_refusal import capacity_for
from locallinks.personal.handovers import forms, permissions
from locallinks.personal.handovers.actions.person_answers import person_accepts, person_declines, person_plans_for_self
from locallinks.personal.handovers.choices import FailureCode, OfferAnswer
from locallinks.personal.handovers.pages import IntroductionPageMixin
from locallinks.personal.handovers.queries import offers
from locallinks.personal.pathways.choices import PathwayState


class RecordPersonAnswer(IntroductionPageMixin, FormPage):
    """The form of the answer, for the person or the social worker who writes it down; afterwards, the answer given."""

    page = "the answer about the network"
    roles = roles_that(Capability.DECIDE) | {Role.PERSON}

    def more(self) -> HttpResponse | None:
        permissions.check_can_answer(self.request.viewer, self.pathway)
        self.offer = offers.open_offer(self.pathway)
        self.has_open_offer = self.pathway.state == PathwayState.HANDOVER_OFFERED and self.offer is not None
        self.is_before_offer = self.pathway.state == PathwayState.BUDGETED
        if not (self.has_open_offer or self.is_before_offer):
            return self.respond_answered()
        self.template_name = "handovers/record_answer.html"
        self.form_class = forms.OwnAnswerForm if self.is_own else forms.SaidAnswerForm
        who = "you" if self.is_own else str(self.person)
        if self.has_open_offer:
            self.title = f"Would {who} like to meet {self.offer.network}?"
        else:
            self.title = f"Would {who} like to write the plan without help?"
        return None

    def respond_answered(self) -> HttpResponse:
        self.template_name = "handovers/answer_recorded.html"
        answer = offers.last_answer(self.pathway)
        waits = self.pathway.state == PathwayState.HANDOVER_OFFERED
        self.title = "What you said" if self.is_own else f"What {self.person} said"
        due = offers.answer_due_on(self.pathway, clock.today())
        return self.respond(answer=answer, due=due, waits_for_offer=waits)

    def get_form_kwargs(self) -> dict[str, Any]:
        network = self.offer.network if self.offer else ""
        if self.is_own:
            own_answers = [(OfferAnswer.YES, f"Yes, I would like to meet {network}"), (OfferAnswer.NO, "No, not now")]
            alone = (OfferAnswer.SELF, OfferAnswer.SELF.label)
            return {**super().get_form_kwargs(), "answers": [*(own_answers if self.has_open_offer else []), alone]}
        answers: list[tuple[str, str]] = [
            (OfferAnswer.YES, f"Yes to meeting {network}"),
            (OfferAnswer.NO, "No, not now"),
            (forms.PRIVATE, "No, they do not want their details shared"),
        ]
        alone = (OfferAnswer.SELF, f"“{OfferAnswer.SELF.label}”")
        bases = [
            (AgreementBasis.AGREEMENT, f"{self.person} decided"),
            (
                AgreementBasis.BEST_INTERESTS,
                f"{self.person} cannot decide this, so it was decided in their best interests",
            ),
            (
                AgreementBasis.REPRESENTATIVE,
                f"{self.person} cannot decide this, and an attorney or deputy who may decided it",
            ),
        ]
        return {
            **super().get_form_kwargs(),
            "answers": [*(answers if self.has_open_offer else []), alone],
            "bases": bases,
        }

    def get_initial(self) -> dict[str, Any]:
        initial = {"said_by": self.person.full_name}
        return (
            initial
            if self.has_open_offer
            else initial | {"answer": OfferAnswer.SELF, "basis": AgreementBasis.AGREEMENT}
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        has_form = self.template_name == "handovers/record_answer.html"
        return {
            **super().get_context_data(**kwargs),
            "offer": self.offer,
            "capacity": capacity_for(self.person.pk, CapacityChoice.SHARE) if has_form else None,
            "said_no_at": offers.said_no_at(self.person.pk) if has_form else None,
        }

    def form_valid(self, form: Form) -> HttpResponse:
        data = form.cleaned_data
        shared = {
            "viewer": self.request.viewer,
            "pathway_id": self.pathway.pk,
            "words": data["reason"],
            "at": clock.now(),
            "said_by": self.own_name() if self.is_own else data["said_by"],
        }
        if data["answer"] == OfferAnswer.YES and self.is_own:
            person_accepts(**shared, how_explained="They read about it on their own page")
        elif data["answer"] == OfferAnswer.YES:
            person_accepts(**shared, basis=data["basis"], consulted=data["consulted"])
        elif data["answer"] == OfferAnswer.NO:
            person_declines(**shared)
        elif data["answer"] == forms.PRIVATE:
            person_declines(**shared, failure_code=FailureCode.CONSENT_REFUSED)
        else:
            person_plans_for_self(**shared, help_offered=self.is_own or data["help_offered"])
        return SeeOther(self.url("record_person_answer"))

    def own_name(self) -> str:
        """Return the name under which the answer is given: a trusted person answers in their own name."""
        viewer = self.request.viewer
        return self.person.full_name if viewer.own_person_id == self.person.pk else viewer.name
