"""Tells one person's story: each act once, by the right person, on the right day, with progress."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from locallinks.demo.city import City
from locallinks.demo.once import once
from locallinks.foundation.people.models import Person
from locallinks.foundation.shared.scope import Viewer
from locallinks.personal.assessments import actions as assessments
from locallinks.personal.assessments.models import ADULT_OUTCOMES, WELLBEING_AREAS
from locallinks.personal.assessments.queries import assessment_of
from locallinks.personal.brokerage import actions as brokerage
from locallinks.personal.brokerage.queries import to_arrange
from locallinks.personal.pathways.models import Pathway
from locallinks.personal.plans import actions as plans
from locallinks.personal.plans.queries import working_plan


@dataclass
class Teller:
    """The `day` of each act counts from the day of the referral, `begun_at`."""

    city: City
    name: str
    begun_at: datetime
    say: Callable[[str], None]

    def tell(self, mark: str, who: str, day: int, act: Callable[[Viewer, datetime], Any]) -> None:
        """One act, said aloud when it is done for the first time."""
        viewer = self.city.viewer(who)
        at = self.begun_at + timedelta(days=day)
        if once(f"{self.name}: {mark}", viewer, lambda: act(viewer, at)):
            self.say(f"  {self.name.split()[0]}, day {day}: {viewer.name} {mark}")

    @property
    def person(self) -> Person:
        return Person.objects.get(full_name=self.name)

    @property
    def pathway(self) -> Pathway:
        return Pathway.objects.select_related("person").get(person__full_name=self.name)

    def assess(self, viewer: Viewer, at: datetime, words: dict[str, str], unable: dict[str, tuple[str, str]]) -> None:
        """Every part of the conversation, strengths first; outcomes not named are ones the person manages."""
        answers: list[tuple[str, dict[str, Any]]] = [(part, {"words": said}) for part, said in words.items()]
        for code in ADULT_OUTCOMES:
            ability, note = unable.get(code, ("able", ""))
            answers.append((code.lower(), {"ability": ability, "words": note}))
        answers.append(("health", {"answer": True, "words": "Seen in her GP's letter, with her agreement."}))
        effects = {area: "big" if area in {"relationships", "health"} else "some" for area in WELLBEING_AREAS}
        answers.append(
            ("wellbeing", {"answer": True, "words": "Low, and alone for days at a time.", "effects": effects})
        )
        for part, answer in answers:
            assessment = assessment_of(self.pathway)
            assert assessment is not None
            assessments.save_part(
                viewer=viewer, assessment_id=assessment.pk, version=assessment.version, part=part, answers=answer, at=at
            )

    def write_plan(self, viewer: Viewer, at: datetime, about: dict[str, Any], lines: list[dict[str, Any]]) -> None:
        """A new plan with its words and lines."""
        plan = plans.start_plan(viewer=viewer, pathway_id=self.pathway.pk, at=at)
        plan = plans.save_about(viewer=viewer, plan_id=plan.pk, version=None, answers=about, at=at)
        for line in lines:
            plans.add_line(viewer=viewer, plan_id=plan.pk, at=at, **line)

    def agree_and_send(self, viewer: Viewer, at: datetime, words: str) -> None:
        plan = working_plan(self.pathway)
        assert plan is not None
        plans.record_agreement(viewer=viewer, plan_id=plan.pk, agrees=True, words=words, said_by=self.name, at=at)
        plans.submit_plan(viewer=viewer, plan_id=plan.pk, at=at)

    def arrange(self, viewer: Viewer, at: datetime, providers: dict[str, tuple[str, str, str]]) -> None:
        """Each line of the approved plan with whoever gives it: by the first words of its title."""
        for row in to_arrange(self.pathway):
            provider, organisation, checks = next(
                agreed for start, agreed in providers.items() if row.line.title.startswith(start)
            )
            brokerage.start_line(
                viewer=viewer, line_id=row.line.pk, provider_name=provider,
                organisation_id=self.city.organisation(organisation).pk if organisation else None, starts_on=at.date(),
                price_pence=row.line.weekly_cost_pence, minutes_per_week=row.line.minutes_per_week, checks_seen=checks,
                at=at,
            )  # fmt: skip
