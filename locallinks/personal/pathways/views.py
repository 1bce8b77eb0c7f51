"""The way through step by step, and the pages that pause, restart or end it."""

from typing import Any

from django.urls import reverse

from locallinks.foundation.people.queries import open_to_change
from locallinks.foundation.shared import clock
from locallinks.foundation.ui.pages import FormPage, Page
from locallinks.personal.pathways import actions, forms, queries
from locallinks.personal.pathways.rules import STATES, SUSPEND_REASONS


class OfPathway:
    """A page about one pathway: fetched for the viewer, and the look written down."""

    page = ""

    def load(self, pathway_id: int) -> Any:
        self.pathway = queries.open_pathway(
            viewer=self.request.viewer, pathway_id=pathway_id, page=self.page, at=clock.now()
        )
        self.person = self.pathway.person
        return self.more()

    def more(self) -> Any:
        return None

    def context(self) -> dict[str, Any]:
        return {"pathway": self.pathway, "person": self.person}

    def initial(self) -> dict[str, Any]:
        return {"version": self.pathway.version}

    def back(self) -> str:
        return reverse("front:person", kwargs={"person_id": self.person.pk})


class Story(OfPathway, Page):
    template_name = "pathways/story.html"
    page = "the way through"

    def more(self) -> None:
        self.title = f"{self.person}'s way through"

    def context(self) -> dict[str, Any]:
        steps = [
            {"words": STATES[step.to_state], "when": step.at, "note": f"{step.actor_name} {step.words}"}
            for step in queries.steps_of(self.pathway)
        ]
        return {**super().context(), "steps": steps}


class Pause(OfPathway, FormPage):
    template_name = "pathways/form.html"
    form_class = forms.PauseForm
    page = "pausing support"

    def more(self) -> None:
        self.title = f"Pause {self.person}'s support"

    def context(self) -> dict[str, Any]:
        return {**super().context(), "button_text": "Pause the support"}

    def act(self, data: dict[str, Any]) -> str:
        reason = f"{SUSPEND_REASONS[data['why']]}. {data['words']}".strip()
        until = data["expected_return_on"]
        actions.move(
            viewer=self.request.viewer, pathway_id=self.pathway.pk, event="suspend", version=data["version"],
            facts={"reason_given": True, "expected_return": until > clock.today()},
            reason=f"{reason} Expected back on {until:%-d %B %Y}.", at=clock.now(),
        )  # fmt: skip
        return self.back()


class Resume(OfPathway, FormPage):
    template_name = "pathways/form.html"
    page = "starting support again"

    def more(self) -> None:
        self.title = f"Start {self.person}'s support again"

    def context(self) -> dict[str, Any]:
        return {**super().context(), "button_text": "Start the support again"}

    def act(self, data: dict[str, Any]) -> str:
        actions.move(viewer=self.request.viewer, pathway_id=self.pathway.pk, event="resume", facts={}, at=clock.now())
        return self.back()


class Close(OfPathway, FormPage):
    template_name = "pathways/form.html"
    form_class = forms.CloseForm
    page = "ending support"

    def more(self) -> None:
        self.title = f"End {self.person}'s support"

    def form_kwargs(self) -> dict[str, Any]:
        return {"events": tuple(queries.events_for(self.request.viewer, self.pathway))}

    def context(self) -> dict[str, Any]:
        return {**super().context(), "button_text": "End the support", "warning_text": True}

    def act(self, data: dict[str, Any]) -> str:
        facts = {
            "reason_given": bool(data["reason"]), "closing_routine": data["stopped"], "said_by_person": data["said"],
            "refusal_may_stand": data["safe_to_stop"],
        }  # fmt: skip
        actions.move(
            viewer=self.request.viewer, pathway_id=self.pathway.pk, event=data["event"], facts=facts,
            version=data["version"], reason=data["reason"], at=clock.now(),
        )  # fmt: skip
        return self.back()


class RecordDeath(FormPage):
    """About the person, not one pathway: it also stops letters to somebody whose way through has closed."""

    template_name = "pathways/death.html"
    form_class = forms.DeathForm

    def load(self, person_id: int) -> None:
        viewer = self.request.viewer
        self.person = open_to_change(viewer=viewer, person_id=person_id, page="recording a death", at=clock.now())
        self.title = f"{self.person} has died"

    def context(self) -> dict[str, Any]:
        return {"person": self.person}

    def act(self, data: dict[str, Any]) -> str:
        actions.record_death(viewer=self.request.viewer, person=self.person, at=clock.now(), **data)
        return reverse("front:person", kwargs={"person_id": self.person.pk})
