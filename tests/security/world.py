"""A city with a person at every stage of the pathway, built with the real actions.

The rooms' own tests prove what actions do; here they only create records. Other records are made in
messages_and_requests.py, carers_assessments.py, safeguarding.py and so on; world_base.py holds the marked texts.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from locallinks.foundation.accounts.models import Organisation, PasswordReset, User
from locallinks.foundation.audit.actions import record_list
from locallinks.foundation.people.actions.records import add_relationship, start_record
from locallinks.foundation.people.actions.sharing import give_access
from locallinks.foundation.people.queries.records import agreements_of
from locallinks.foundation.shared import clock
from locallinks.foundation.shared.roles import GIVEN_ROLES, ROLES, Role
from locallinks.foundation.shared.viewer import acting_as
from locallinks.local.directory.models import Service, ServiceOrganisation
from locallinks.local.places.models import Postcode, ServedArea, Ward
from locallinks.personal.assessments.actions.needs_assessment import (
    decide_eligibility,
    introduce,
    save_part,
    start_assessment,
)
from locallinks.personal.assessments.choices import WellbeingArea
from locallinks.personal.assessments.rules.eligibility import ADULT_OUTCOMES
from locallinks.personal.brokerage.actions.arrangements import confirm_live, start_brokerage, start_line
from locallinks.personal.brokerage.actions.pauses_and_changes import pause_support
from locallinks.personal.brokerage.queries.arrangements import arrangements_of, to_arrange
from locallinks.personal.budgets import actions as budgets
from locallinks.personal.charging import actions as charging
from locallinks.personal.handovers.actions.network_answers import network_accepts
from locallinks.personal.handovers.actions.offers import not_offered, offer_handover
from locallinks.personal.handovers.actions.person_answers import person_accepts, person_plans_for_self
from locallinks.personal.pathways import actions as pathways
from locallinks.personal.plans.actions.decision import approve_plan, return_plan
from locallinks.personal.plans.actions.discussion import add_comment, add_goal, add_task
from locallinks.personal.plans.actions.share_link import create_share_link
from locallinks.personal.plans.actions.submission import record_agreement, submit_plan
from locallinks.personal.plans.actions.writing import add_line, save_plan_texts, start_plan
from locallinks.personal.plans.queries.plan_view import working_plan
from locallinks.personal.referrals.actions.referral_and_advice import advise_and_close, refer
from locallinks.personal.reviews import actions as reviews
from tests.kit import City, add_user, build_city
from tests.security import (
    assessment_answers,
    carers_assessments,
    direct_payments,
    exchange_records,
    messages_and_requests,
    neighbourhood_teams,
    network_member,
    plans_and_reviews,
)
from tests.security.world_base import ASSESSED, BASELINE_WORDS, HTML, NAME, PASSWORD, POSTCODE, TOLD_BY, WORDS, World

MADE_LATER = {Role.CLINICIAN}  # with their neighbourhood teams: teamed.py
NOT_DUE = {"not_eligible", "community_only"}


def build_world() -> World:
    """Build every user that access.txt names, and a person at every stage."""
    world = World(build_city(), clock.now() - timedelta(days=30))
    _others(world.city)
    _place(world.city)
    start = world.at
    for stage in STAGES:
        _walk(world, stage, until=stage)
        world.at = start
    for stage, (before, act) in SIDEWAYS.items():
        _walk(world, stage, until=before)
        act(world, stage)
        world.at = start
    messages_and_requests.settle(world)
    carers_assessments.settle(world)
    messages_and_requests.ask(world)
    messages_and_requests.pair(world)
    assessment_answers.settle(world)
    plans_and_reviews.settle(world)
    direct_payments.settle(world)
    exchange_records.settle(world)
    messages_and_requests.feed(world)
    neighbourhood_teams.settle(world)
    network_member.settle(world)
    world.act("social_worker", record_list, page="a search for people", people=world.people.values())
    return world


def _others(city: City) -> None:
    """The same roles elsewhere, a second planner here, and a user with a record of their own."""
    kinds = {"council": city.other_council}
    Organisation.objects.filter(pk=city.council.pk).update(phone="0113 496 0100")  # so that there is somebody to ring
    for role in GIVEN_ROLES:
        if f"other_{role}" not in city.users and role not in MADE_LATER:
            kind = role if role in ROLES[role].kinds else min(ROLES[role].kinds)
            if kind not in kinds:
                kinds[kind] = Organisation.objects.create(name=f"Another {kind}", kind=kind)
            add_user(city, f"other_{role}", role, kinds[kind])
    add_user(city, "support_planner2", Role.SUPPORT_PLANNER, city.network)
    add_user(city, "safeguarding_worker", Role.SOCIAL_WORKER, city.council)  # asked to work on one concern
    asker = city.users["administrator2"]
    asked = {"invited_by": asker, "invited_at": clock.now(), "needs_confirmation": True, "starts_on": clock.today()}
    joiner = User.objects.create_user(email="joiner@demo.example", name="Nell Poole", managed_by=city.council)
    joiner.memberships.create(organisation=city.council, role=Role.SOCIAL_WORKER, invited_name="Nell Poole", **asked)
    bea = city.users["commissioner"]  # who was asked to do more, and whose password was made anew
    bea.memberships.create(organisation=city.council, role=Role.HANDOVER_CHAMPION, invited_name=bea.name, **asked)
    PasswordReset.objects.create(
        user=bea, organisation=city.council, given_by=asker, given_at=clock.now(), changed=False
    )
    city.users["social_worker"].set_password(PASSWORD)
    city.users["social_worker"].save()
    leaver = add_user(city, "leaver", Role.SOCIAL_WORKER, city.council)
    leaver.memberships.update(ends_on=clock.today())
    user = User.objects.create_user(email="other.person@demo.example", name="Edith Lowe")
    city.users["other_person"] = user
    viewer = city.viewer("social_worker")
    with acting_as(viewer):
        edith = start_record(
            viewer=viewer,
            home=city.council,
            at=clock.now(),
            preferred_name="Edith",
            full_name="Edith Lowe",
            phone="0113 496 0001",
        )
        give_access(viewer=viewer, person=edith, user=user, kind="self", given_by="Edith Lowe", at=clock.now())


def _place(city: City) -> None:
    ward = Ward.objects.create(code="E99000001", name="Millbank")
    Postcode.objects.create(postcode=POSTCODE, outcode="ZZ1", latitude=53.8, longitude=-1.6, ward=ward)
    for network in (city.network, city.other_network):
        ServedArea.objects.create(organisation=network, ward=ward, starts_on="2020-01-01")
    group = ServiceOrganisation.objects.create(source="world", source_id="1", name="Millbank Hall")
    now = clock.now()
    Service.objects.create(
        source="world", source_id="1", organisation=group, name="Lunch club", first_seen_at=now, last_seen_at=now
    )


def _walk(world: World, stage: str, *, until: str) -> None:
    """Take a new person through the stages up to and including `until`, a day apart."""
    for step, act in STAGES.items():
        act(world, stage)
        world.wait()
        if step == until:
            break


def _refer(world: World, stage: str) -> None:
    pathway = world.act(
        "social_worker", refer, home=world.city.council, told_by=TOLD_BY, told_by_relation="Neighbour",
        reason=WORDS, contact_basis="agreed", details={
            "preferred_name": NAME, "full_name": f"{NAME} {stage} {HTML}", "phone": "0113 496 0000",
            "contact_by": "letter" if stage == "live" else "phone", "address": WORDS, "postcode": POSTCODE,
            "about": WORDS, "communication_needs": WORDS, "safe_contact": WORDS,
        },
    )  # fmt: skip
    world.pathways[stage], world.people[stage] = pathway, pathway.person
    world.act(
        "social_worker", give_access, person=pathway.person, user=world.city.users["person"], kind="self",
        given_by=NAME,
    )  # fmt: skip
    world.act("social_worker", pathways.record_advocacy, pathway=pathway, needed=False, reason=WORDS)
    world.act("social_worker", add_relationship, person=pathway.person, name=WORDS, relation=WORDS, helps_with=WORDS)


def _assess(world: World, stage: str) -> None:
    assessment = world.act(
        "social_worker", start_assessment, pathway_id=world.pathways[stage].pk, method="face_to_face"
    )
    unable = {} if stage in NOT_DUE else {"A7": "unable_assist", "A9": "unable_pain"}
    answers: dict[str, Any] = {"what-matters": {"words": ASSESSED}, "strengths": {"words": ASSESSED}}
    answers["outcomes"] = {code: {"ability": unable.get(code, "able"), "words": ASSESSED} for code in ADULT_OUTCOMES}
    answers["health"] = {"answer": True, "words": ASSESSED}
    answers["wellbeing"] = {"answer": True, "words": ASSESSED, "effects": dict.fromkeys(WellbeingArea, "some")}
    for part, answer in answers.items():
        assessment = world.act(
            "social_worker",
            save_part,
            assessment_id=assessment.pk,
            version=assessment.version,
            part=part,
            answers=answer,
        )


def _decide(world: World, stage: str) -> None:
    world.act(
        "social_worker",
        decide_eligibility,
        pathway_id=world.pathways[stage].pk,
        decided_eligible=stage not in NOT_DUE,
        reasons=WORDS,
    )


def _budget(world: World, stage: str) -> None:
    pathway_id = world.pathways[stage].pk
    world.act(
        "social_worker", budgets.set_indicative_budget, pathway_id=pathway_id, points=20, usual_minutes_per_week=240,
        usual_words=BASELINE_WORDS, second_look=BASELINE_WORDS,
    )  # fmt: skip
    world.act("social_worker", charging.give_estimate, pathway_id=pathway_id, weekly_pence=None, reason_for_none=WORDS)


def _offer(world: World, stage: str) -> None:
    world.act(
        "social_worker", offer_handover, pathway_id=world.pathways[stage].pk,
        network_id=world.city.network.pk, explained_how=WORDS, reading_format="standard",
    )  # fmt: skip


def _accept(world: World, stage: str) -> None:
    world.act(
        "social_worker", person_accepts, pathway_id=world.pathways[stage].pk, said_by=NAME, words=WORDS,
        how_explained=WORDS,
    )  # fmt: skip


def _network_yes(world: World, stage: str) -> None:
    """The network accepts, and the plan is written except for its last answers."""
    planner = world.city.users["support_planner"].pk
    pathway_id = world.pathways[stage].pk
    world.act("network_manager", network_accepts, pathway_id=pathway_id, planner_id=planner)
    _write_plan(world, stage, "support_planner")


def _write_plan(world: World, stage: str, role: str) -> None:
    plan = world.act(role, start_plan, pathway_id=world.pathways[stage].pk, can_take_part=True)
    about = dict.fromkeys(("about_me", "what_matters", "good_week", "advice", "contingency"), WORDS)
    review_on = (clock.now() + timedelta(days=100)).date()
    world.act(
        role, save_plan_texts, plan_id=plan.pk, version=None,
        answers={**about, "wellbeing": ["relationships"], "review_on": review_on},
    )  # fmt: skip
    line = {"given_by": WORDS, "what_when": WORDS, "contingency": WORDS, "starts_on": world.at.date()}
    world.act(
        role, add_line, plan_id=plan.pk, kind="statutory", title=f"Help at home {WORDS}", outcomes=["A7"],
        essential=True, council_cost_pence=4321, **line,
    )  # fmt: skip
    world.act(
        role, add_line, plan_id=plan.pk, kind="voluntary", title=f"A friend {WORDS}", outcomes=["A9"],
        giver_agreed=True, personal_care=False, regulated=False, **line,
    )  # fmt: skip
    world.act(role, record_agreement, plan_id=plan.pk, agrees=True, words=WORDS, said_by=NAME)
    said = {"pathway_id": world.pathways[stage].pk, "words": WORDS, "said_by": NAME}
    world.act(role, add_goal, who_could_help=WORDS, **said)
    world.act(role, add_task, who=WORDS, **said)
    world.act(role, add_comment, **said)
    world.act("social_worker", create_share_link, pathway_id=world.pathways[stage].pk, to_name=NAME, days=14)


def _submit(world: World, stage: str) -> None:
    """The plan is sent, returned with comments, and sent again."""
    pathway = world.pathways[stage]

    def plan_id() -> int:
        plan = working_plan(pathway)
        assert plan is not None
        return plan.pk

    world.act("support_planner", submit_plan, plan_id=plan_id)
    world.act("social_worker", return_plan, pathway_id=pathway.pk, comments=WORDS)
    world.act("support_planner", submit_plan, plan_id=plan_id)


def _approve(world: World, stage: str) -> None:
    world.act(
        "social_worker2", approve_plan, pathway_id=world.pathways[stage].pk, personal_budget_pence=4321,
        contribution_pence=0, deployment="council_managed", reason=WORDS,
    )  # fmt: skip


def _broker(world: World, stage: str) -> None:
    pathway = world.pathways[stage]
    world.act("support_planner", start_brokerage, pathway_id=pathway.pk)
    lines = world.act("support_planner", lambda viewer, at: to_arrange(pathway))
    for row in lines[:1] if stage == "brokering" else lines:  # somebody is still waiting for the rest
        world.act(
            "support_planner", start_line, line_id=row.line.pk, provider_name=WORDS,
            organisation_id=world.city.provider.pk if row.line.kind == "statutory" else None,
            starts_on=world.at.date(), price_pence=row.line.council_cost_pence, minutes_per_week=60, checks_seen=WORDS,
        )  # fmt: skip


def _live(world: World, stage: str) -> None:
    world.act("support_planner", confirm_live, pathway_id=world.pathways[stage].pk)


def _review(world: World, stage: str) -> None:
    pathway_id = world.pathways[stage].pk
    review = world.act(
        "social_worker", reviews.start_review, pathway_id=pathway_id, kind="planned", reason=WORDS, can_take_part=True
    )
    world.act(
        "social_worker", reviews.save_review, review_id=review.pk, version=review.version, happened=WORDS,
        changed=WORDS, words=WORDS,
    )  # fmt: skip


STAGES: dict[str, Callable[[World, str], None]] = {
    "referred": _refer, "assessing": _assess, "eligible": _decide, "budgeted": _budget, "handover_offered": _offer,
    "handover_sent": _accept, "planning": _network_yes, "plan_submitted": _submit, "approved": _approve,
    "brokering": _broker, "live": _live, "in_review": _review,
}  # fmt: skip


def _not_offered(world: World, stage: str) -> None:
    """No introduction is offered, so that the council plans."""
    world.act(
        "social_worker", not_offered, pathway_id=world.pathways[stage].pk, failure_code="network_full",
        words=WORDS,
    )  # fmt: skip
    _write_plan(world, stage, "social_worker")


def _approved_by_council(world: World, stage: str) -> None:
    """The council planned, so that it is the council that arranges."""
    _not_offered(world, stage)
    pathway = world.pathways[stage]
    plan = world.act("social_worker", lambda viewer, at: working_plan(pathway))
    world.act("social_worker", submit_plan, plan_id=plan.pk)
    _approve(world, stage)


def _self_planned(world: World, stage: str) -> None:
    world.act(
        "social_worker", person_plans_for_self, pathway_id=world.pathways[stage].pk, said_by=NAME,
        words=WORDS, help_offered=True,
    )  # fmt: skip
    _write_plan(world, stage, "person")


def _introduced(world: World, stage: str) -> None:
    world.act("social_worker", introduce, pathway_id=world.pathways[stage].pk, to_whom=WORDS, agrees=True)


def _advised(world: World, stage: str) -> None:
    world.act(
        "social_worker", advise_and_close, pathway_id=world.pathways[stage].pk, advice=WORDS,
        introduction_offered=True, introduction_note=WORDS,
    )  # fmt: skip


def _suspended(world: World, stage: str) -> None:
    world.act(
        "social_worker", pathways.move_pathway, pathway_id=world.pathways[stage].pk, event="suspend", reason=WORDS,
        facts={"reason_given": True, "expected_return": True},
    )  # fmt: skip
    running = world.act("social_worker", lambda viewer, at: arrangements_of(world.pathways[stage], at.date()))
    world.act(
        "social_worker", pause_support, pathway_id=world.pathways[stage].pk, first_day=world.at.date(),
        arrangement_ids=[row.pk for row in running], expected_on=clock.today(), reason="hospital", words=WORDS,
    )  # fmt: skip


def _taken_back(world: World, stage: str) -> None:
    """A review without changes; then the person stops sharing with the network."""
    given = {"pathway_id": world.pathways[stage].pk, "happened": WORDS, "changed": WORDS, "words": WORDS}
    next_on = (clock.now() + timedelta(days=200)).date()
    world.act("social_worker", reviews.finish_no_change, next_review_on=next_on, **given)
    agreements = world.act("social_worker", lambda viewer, at: list(agreements_of(world.people[stage])))
    world.act("social_worker", pathways.stop_sharing, agreement=agreements[0], words=WORDS)


def _dead(world: World, stage: str) -> None:
    world.act(
        "social_worker", pathways.record_death, person=world.people[stage], died_on=world.at.date(), told_by=WORDS,
        stopped=True, friends_may_be_told=WORDS,
    )  # fmt: skip


def _moved(world: World, stage: str) -> None:
    world.act(
        "social_worker", pathways.record_move_away, pathway_id=world.pathways[stage].pk, moved_on=world.at.date(),
        address=WORDS, new_council=WORDS, informed=["person", "visits", "new_council"], words=WORDS,
    )  # fmt: skip


# Stages beside the main way: from which stage, and by which act.
SIDEWAYS: dict[str, tuple[str, Callable[[World, str], None]]] = {
    "not_eligible": ("eligible", lambda world, stage: None),
    "council_planning": ("budgeted", _not_offered),
    "council_approved": ("budgeted", _approved_by_council),
    "self_planning": ("handover_offered", _self_planned),
    "community_only": ("eligible", _introduced),
    "signposted": ("referred", _advised),
    "suspended": ("live", _suspended),
    "taken_back": ("in_review", _taken_back),
    "dead": ("live", _dead),
    "moved": ("live", _moved),
}
