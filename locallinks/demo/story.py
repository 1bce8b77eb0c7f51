"""A person's story, carried out with the actions of the pages: each act once, by the right user, on the right day."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from locallinks.demo.city import COUNCIL, City
from locallinks.demo.idempotent import do_once
from locallinks.foundation.people.choices import SharePurpose
from locallinks.foundation.people.models import Person
from locallinks.foundation.people.queries.records import agreements_of
from locallinks.foundation.shared import clock
from locallinks.foundation.shared.viewer import Viewer, widened_to_organisations
from locallinks.personal.assessments.actions import needs_assessment
from locallinks.personal.assessments.actions.needs_assessment import save_part, start_assessment
from locallinks.personal.assessments.choices import AssessmentMethod, WellbeingArea, WellbeingEffect
from locallinks.personal.assessments.models import ADULT_OUTCOMES
from locallinks.personal.assessments.queries.needs_assessment import assessment_of
from locallinks.personal.brokerage.actions.arrangements import confirm_live, start_brokerage, start_line
from locallinks.personal.brokerage.queries.arrangements import to_arrange
from locallinks.personal.budgets import actions as budgets
from locallinks.personal.budgets.models import Baseline
from locallinks.personal.charging import actions as charging
from locallinks.personal.handovers.actions.network_answers import network_accepts
from locallinks.personal.handovers.actions.offers import offer_handover
from locallinks.personal.handovers.actions.person_answers import person_accepts
from locallinks.personal.pathways import actions as pathways
from locallinks.personal.pathways.models import Pathway
from locallinks.personal.plans.actions import decision
from locallinks.personal.plans.actions.submission import record_agreement, submit_plan
from locallinks.personal.plans.actions.writing import add_line, save_plan_texts, start_plan
from locallinks.personal.plans.choices import Deployment
from locallinks.personal.plans.queries.plan_view import working_plan
from locallinks.personal.referrals.actions import referral_and_advice
from locallinks.personal.referrals.choices import ContactBasis

Act = Callable[[Viewer, datetime], Any]


@dataclass
class Story:
    """The `day` of each act counts from the day of the referral, `begun_at`."""

    city: City
    name: str
    begun_at: datetime
    say: Callable[[str], None]

    def do(self, what: str, who: str, day: int, act: Act) -> None:
        """Do one act as `who`, and report it if it is done for the first time. `what` identifies the act."""
        viewer = self.city.viewer(who)
        at = self.begun_at + timedelta(days=day)
        if do_once(f"{self.name}: {what}", viewer, lambda: act(viewer, at)):
            self.say(f"  {self.name.split()[0]}, day {day}: {viewer.name} {what}")

    def do_on_pathway(self, what: str, who: str, day: int, action: Callable[..., Any], **details: Any) -> None:
        """Do one act that takes the pathway and some details."""
        self.do(
            what,
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

    # From the referral to the planner, in order.

    def refer(self, day: int, details: dict[str, Any], *, told_by: str, told_by_relation: str, reason: str) -> None:
        def act(viewer: Viewer, at: datetime) -> None:
            home = self.city.organisation(COUNCIL)
            referral_and_advice.refer(
                viewer=viewer,
                home=home,
                details=details,
                told_by=told_by,
                told_by_relation=told_by_relation,
                reason=reason,
                contact_basis=ContactBasis.AGREED,
                at=at,
            )

        self.do(f"wrote down the call from {told_by}", "social.worker", day, act)

    def assess(self, day: int, words: dict[str, str], unable: dict[str, tuple[str, str]]) -> None:
        start = start_assessment
        self.do_on_pathway("started the assessment", "social.worker", day, start, method=AssessmentMethod.FACE_TO_FACE)
        self.do(
            "talked it through at home",
            "social.worker",
            day + 1,
            lambda v, at: self._save_parts(v, at, words, unable),
        )

    def decide_eligibility(self, day: int, reasons: str) -> None:
        act = needs_assessment.decide_eligibility
        self.do_on_pathway(
            "decided that support is due", "social.worker", day, act, decided_eligible=True, reasons=reasons
        )

    def set_budget(self, day: int, points: int, minutes: int, usual: str, pays_pence: int = 0) -> None:
        self.do_on_pathway(
            "worked out a first budget",
            "social.worker",
            day,
            budgets.set_indicative_budget,
            points=points,
            usual_minutes_per_week=minutes,
            usual_words=usual,
        )
        estimate = {"weekly_pence": pays_pence, "reason_for_none": ""}
        self.do_on_pathway("said what there may be to pay", "social.worker", day, charging.give_estimate, **estimate)

    def check_baseline(self, day: int) -> None:
        """Finance agrees to the baseline: what the usual support would have cost (budgets)."""

        def act(viewer: Viewer, at: datetime) -> None:
            with widened_to_organisations(*viewer.memberships):
                baseline = Baseline.objects.get(pathway=self.pathway, check_made=None)
            budgets.check_baseline(viewer=viewer, baseline_id=baseline.pk, agrees=True, at=at)

        self.do("agreed to the usual support", "finance", day, act)

    def offer_introduction(self, day: int, network: str, how: str, reading_format: str = "standard") -> None:
        def act(viewer: Viewer, at: datetime) -> None:
            offer_handover(
                viewer=viewer,
                pathway_id=self.pathway.pk,
                network_id=self.city.organisation(network).pk,
                explained_how=how,
                reading_format=reading_format,
                at=at,
            )

        self.do("offered an introduction to the network", "social.worker", day, act)

    def accept_introduction(self, day: int, words: str, how: str) -> None:
        details = {"said_by": self.name, "words": words, "how_explained": how}
        self.do_on_pathway("wrote down the yes", "social.worker", day, person_accepts, **details)

    def network_accepts(self, day: int) -> None:
        def act(viewer: Viewer, at: datetime) -> None:
            planner = self.city.user("support.planner")
            network_accepts(viewer=viewer, pathway_id=self.pathway.pk, planner_id=planner.pk, at=at)

        self.do("said yes and named a planner", "network.manager", day, act)

    def stop_sharing(self, day: int, words: str) -> None:
        def act(viewer: Viewer, at: datetime) -> None:
            agreement = agreements_of(self.person).filter(purpose=SharePurpose.PLANNING).first()
            assert agreement is not None
            pathways.stop_sharing(viewer=viewer, agreement=agreement, words=words, at=at)

        self.do("stopped sharing with the network", "social.worker", day, act)

    # A plan, and support in place. `which` distinguishes the versions of a plan.

    def write_plan(self, day: int, which: str, act: Act) -> None:
        self.do(f"wrote {which} together with them", "support.planner", day, act)

    def send_plan(self, day: int, which: str, words: str) -> None:
        def act(viewer: Viewer, at: datetime) -> None:
            plan = working_plan(self.pathway)
            assert plan is not None
            record_agreement(viewer=viewer, plan_id=plan.pk, agrees=True, words=words, said_by=self.name, at=at)
            submit_plan(viewer=viewer, plan_id=plan.pk, at=at)

        self.do(f"sent {which}", "support.planner", day, act)

    def approve_plan(self, day: int, which: str, pence: int, reason: str = "") -> None:
        details = {
            "personal_budget_pence": pence,
            "contribution_pence": 0,
            "deployment": Deployment.COUNCIL_MANAGED,
            "reason": reason,
        }
        self.do_on_pathway(f"approved {which}", "approver", day, decision.approve_plan, **details)

    def arrange_support(self, day: int, which: str, providers: dict[str, tuple[str, str, str]]) -> None:
        """Start to arrange; after two days agree each line with its provider; a day later confirm the support."""
        self.do_on_pathway(f"started to arrange {which}", "support.planner", day, start_brokerage)
        self.do(f"agreed {which}", "support.planner", day + 2, lambda v, at: self._start_lines(v, at, providers))
        self.do_on_pathway(f"saw that {which} had begun", "support.planner", day + 3, confirm_live)

    def create_plan(self, viewer: Viewer, at: datetime, about: dict[str, Any], lines: list[dict[str, Any]]) -> None:
        """Start a plan, and write its texts and lines."""
        plan = start_plan(viewer=viewer, pathway_id=self.pathway.pk, can_take_part=True, at=at)
        plan = save_plan_texts(viewer=viewer, plan_id=plan.pk, version=None, answers=about, at=at)
        for line in lines:
            add_line(viewer=viewer, plan_id=plan.pk, at=at, **line)

    def _save_parts(
        self, viewer: Viewer, at: datetime, words: dict[str, str], unable: dict[str, tuple[str, str]]
    ) -> None:
        """Save every part of the assessment, strengths first. `unable`: the outcomes that the person cannot manage."""
        answers: list[tuple[str, dict[str, Any]]] = [(part, {"words": text}) for part, text in words.items()]
        for code in ADULT_OUTCOMES:
            ability, note = unable.get(code, ("able", ""))
            answers.append((code.lower(), {"ability": ability, "words": note}))
        answers.append(("health", {"answer": True, "words": "Seen in the GP's letter, with their agreement."}))
        big = {WellbeingArea.RELATIONSHIPS, WellbeingArea.HEALTH}
        effects = {area: WellbeingEffect.BIG if area in big else WellbeingEffect.SOME for area in WellbeingArea}
        answers.append(
            ("wellbeing", {"answer": True, "words": "Low, and alone for days at a time.", "effects": effects})
        )
        for part, answer in answers:
            assessment = assessment_of(self.pathway)
            assert assessment is not None
            save_part(
                viewer=viewer, assessment_id=assessment.pk, version=assessment.version, part=part, answers=answer, at=at
            )

    def _start_lines(self, viewer: Viewer, at: datetime, providers: dict[str, tuple[str, str, str]]) -> None:
        """Start each line of the approved plan with its provider, found by the first word of the line's title."""
        for row in to_arrange(self.pathway):
            provider, organisation, checks = providers[row.line.title.split()[0].strip(",")]
            start_line(
                viewer=viewer,
                line_id=row.line.pk,
                provider_name=provider,
                organisation_id=self.city.organisation(organisation).pk if organisation else None,
                starts_on=clock.day(at),
                price_pence=row.line.council_cost_pence,
                minutes_per_week=row.line.minutes_per_week,
                checks_seen=checks,
                at=at,
            )
