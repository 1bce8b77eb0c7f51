"""Tells one person's story: each act once, by the right person, on the right day, with progress."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from locallinks.demo.city import COUNCIL, City
from locallinks.demo.once import once
from locallinks.foundation.people.choices import SharePurpose
from locallinks.foundation.people.models import Person
from locallinks.foundation.people.queries import agreements_of
from locallinks.foundation.shared import clock
from locallinks.foundation.shared.scope import Viewer, eyes_of_organisation
from locallinks.personal.assessments import actions as assessments
from locallinks.personal.assessments.models import ADULT_OUTCOMES, WELLBEING_AREAS
from locallinks.personal.assessments.queries import assessment_of
from locallinks.personal.brokerage import actions as brokerage
from locallinks.personal.brokerage.queries import to_arrange
from locallinks.personal.budgets import actions as budgets
from locallinks.personal.budgets.models import Baseline
from locallinks.personal.charging import actions as charging
from locallinks.personal.handovers import actions as handovers
from locallinks.personal.pathways import actions as pathways
from locallinks.personal.pathways.models import Pathway
from locallinks.personal.plans import actions as plans
from locallinks.personal.plans.queries import working_plan
from locallinks.personal.referrals import actions as referrals

Act = Callable[[Viewer, datetime], Any]


@dataclass
class Teller:
    """The `day` of each act counts from the day of the referral, `begun_at`."""

    city: City
    name: str
    begun_at: datetime
    say: Callable[[str], None]

    def tell(self, mark: str, who: str, day: int, act: Act) -> None:
        """One act, said aloud when it is done for the first time."""
        viewer = self.city.viewer(who)
        at = self.begun_at + timedelta(days=day)
        if once(f"{self.name}: {mark}", viewer, lambda: act(viewer, at)):
            self.say(f"  {self.name.split()[0]}, day {day}: {viewer.name} {mark}")

    def on_the_way(self, mark: str, who: str, day: int, action: Callable[..., Any], **details: Any) -> None:
        """One act that takes the pathway and some details."""
        self.tell(
            mark,
            who,
            day,
            lambda viewer, at: action(viewer=viewer, pathway_id=self.pathway.pk, at=at, **details),
        )

    @property
    def person(self) -> Person:
        return Person.objects.get(full_name=self.name)

    @property
    def pathway(self) -> Pathway:
        return Pathway.objects.select_related("person").get(person__full_name=self.name)

    # The way to a plan, in the order it happens.

    def refer(self, day: int, details: dict[str, Any], *, told_by: str, told_by_relation: str, reason: str) -> None:
        def act(viewer: Viewer, at: datetime) -> None:
            home = self.city.organisation(COUNCIL)
            referrals.refer(
                viewer=viewer,
                home=home,
                details=details,
                told_by=told_by,
                told_by_relation=told_by_relation,
                reason=reason,
                contact_basis="agreed",
                at=at,
            )

        self.tell(f"wrote down the call from {told_by}", "social.worker", day, act)

    def assess(self, day: int, words: dict[str, str], unable: dict[str, tuple[str, str]]) -> None:
        start = assessments.start_assessment
        self.on_the_way("started the assessment", "social.worker", day, start, method="face_to_face")
        self.tell("talked it through at home", "social.worker", day + 1, lambda v, at: self._talk(v, at, words, unable))

    def decide(self, day: int, reasons: str) -> None:
        act = assessments.decide_eligibility
        self.on_the_way(
            "decided that support is due", "social.worker", day, act, decided_eligible=True, reasons=reasons
        )

    def budget(self, day: int, points: int, minutes: int, usual: str, pays_pence: int = 0) -> None:
        self.on_the_way(
            "worked out a first budget",
            "social.worker",
            day,
            budgets.set_indicative,
            points=points,
            usual_minutes_per_week=minutes,
            usual_words=usual,
        )
        estimate = {"weekly_pence": pays_pence, "why_not": ""}
        self.on_the_way("said what there may be to pay", "social.worker", day, charging.give_estimate, **estimate)

    def second_look(self, day: int) -> None:
        """Somebody in finance agrees to what the usual support would have cost."""

        def act(viewer: Viewer, at: datetime) -> None:
            with eyes_of_organisation(*viewer.memberships):
                frozen = Baseline.objects.get(pathway=self.pathway, check_made=None)
            budgets.check_baseline(viewer=viewer, baseline_id=frozen.pk, agrees=True, at=at)

        self.tell("agreed to the usual support", "finance", day, act)

    def offer(self, day: int, network: str, how: str, reading_format: str = "standard") -> None:
        def act(viewer: Viewer, at: datetime) -> None:
            handovers.offer_handover(
                viewer=viewer,
                pathway_id=self.pathway.pk,
                network_id=self.city.organisation(network).pk,
                explained_how=how,
                reading_format=reading_format,
                at=at,
            )

        self.tell("offered an introduction to the network", "social.worker", day, act)

    def accept(self, day: int, words: str, how: str) -> None:
        details = {"said_by": self.name, "words": words, "how_explained": how}
        self.on_the_way("wrote down the yes", "social.worker", day, handovers.person_accepts, **details)

    def network_says_yes(self, day: int) -> None:
        def act(viewer: Viewer, at: datetime) -> None:
            planner = self.city.user("support.planner")
            handovers.network_accepts(viewer=viewer, pathway_id=self.pathway.pk, planner_id=planner.pk, at=at)

        self.tell("said yes and named a planner", "network.manager", day, act)

    def stop_sharing(self, day: int, words: str) -> None:
        def act(viewer: Viewer, at: datetime) -> None:
            agreement = agreements_of(self.person).filter(purpose=SharePurpose.PLANNING).first()
            assert agreement is not None
            pathways.stop_sharing(viewer=viewer, agreement=agreement, words=words, at=at)

        self.tell("stopped sharing with the network", "social.worker", day, act)

    # A plan, and support in place. `which` tells one version from another.

    def write(self, day: int, which: str, act: Act) -> None:
        self.tell(f"wrote {which} together with them", "support.planner", day, act)

    def send(self, day: int, which: str, words: str) -> None:
        def act(viewer: Viewer, at: datetime) -> None:
            plan = working_plan(self.pathway)
            assert plan is not None
            plans.record_agreement(viewer=viewer, plan_id=plan.pk, agrees=True, words=words, said_by=self.name, at=at)
            plans.submit_plan(viewer=viewer, plan_id=plan.pk, at=at)

        self.tell(f"sent {which}", "support.planner", day, act)

    def approve(self, day: int, which: str, pence: int, reason: str = "") -> None:
        details = {
            "personal_budget_pence": pence,
            "contribution_pence": 0,
            "deployment": "council_managed",
            "reason": reason,
        }
        self.on_the_way(f"approved {which}", "approver", day, plans.approve_plan, **details)

    def arrange(self, day: int, which: str, providers: dict[str, tuple[str, str, str]]) -> None:
        """Begin to arrange; two days later agree each line with whoever gives it; and a day later it has begun."""
        self.on_the_way(f"started to arrange {which}", "support.planner", day, brokerage.start_brokerage)
        self.tell(f"agreed {which}", "support.planner", day + 2, lambda v, at: self._agree(v, at, providers))
        self.on_the_way(f"saw that {which} had begun", "support.planner", day + 3, brokerage.confirm_live)

    def new_plan(self, viewer: Viewer, at: datetime, about: dict[str, Any], lines: list[dict[str, Any]]) -> None:
        """A plan with its words and lines."""
        plan = plans.start_plan(viewer=viewer, pathway_id=self.pathway.pk, can_take_part=True, at=at)
        plan = plans.save_about(viewer=viewer, plan_id=plan.pk, version=None, answers=about, at=at)
        for line in lines:
            plans.add_line(viewer=viewer, plan_id=plan.pk, at=at, **line)

    def _talk(self, viewer: Viewer, at: datetime, words: dict[str, str], unable: dict[str, tuple[str, str]]) -> None:
        """Every part of the conversation, strengths first; outcomes not named are ones the person manages."""
        answers: list[tuple[str, dict[str, Any]]] = [(part, {"words": said}) for part, said in words.items()]
        for code in ADULT_OUTCOMES:
            ability, note = unable.get(code, ("able", ""))
            answers.append((code.lower(), {"ability": ability, "words": note}))
        answers.append(("health", {"answer": True, "words": "Seen in the GP's letter, with their agreement."}))
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

    def _agree(self, viewer: Viewer, at: datetime, providers: dict[str, tuple[str, str, str]]) -> None:
        """Each line of the approved plan with whoever gives it: by the first word of its title."""
        for row in to_arrange(self.pathway):
            provider, organisation, checks = providers[row.line.title.split()[0].strip(",")]
            brokerage.start_line(
                viewer=viewer,
                line_id=row.line.pk,
                provider_name=provider,
                organisation_id=self.city.organisation(organisation).pk if organisation else None,
                starts_on=clock.day(at),
                price_pence=row.line.weekly_cost_pence,
                minutes_per_week=row.line.minutes_per_week,
                checks_seen=checks,
                at=at,
            )
