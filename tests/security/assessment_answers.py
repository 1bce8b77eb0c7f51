"""Capacity, refusals, self-assessments, trusted assessments and baselines of people in the world.

Nothing here moves a pathway that access.txt uses; the refusal has a pathway of its own.
"""

from datetime import timedelta

from locallinks.foundation.people.actions import duplicates
from locallinks.foundation.people.actions.records import start_record
from locallinks.foundation.people.actions.sharing import give_access
from locallinks.foundation.people.queries.records import invited_viewer
from locallinks.foundation.shared.roles import Role
from locallinks.foundation.shared.viewer import acting_as
from locallinks.personal.assessments.actions.capacity_advocacy_refusal import record_capacity, refuse_assessment
from locallinks.personal.assessments.actions.needs_assessment import ask_about_advocate, start_assessment
from locallinks.personal.assessments.actions.self_assessments import save_own_part, send_own, verify_own
from locallinks.personal.assessments.actions.short_term import end_short_term, record_day_91, start_short_term
from locallinks.personal.assessments.actions.trusted_assessors import accept_trusted, check_trusted
from locallinks.personal.budgets import actions as budgets
from locallinks.personal.budgets.models import Baseline
from locallinks.personal.referrals.actions.partner_questions import answer_partner, ask_partner
from locallinks.personal.referrals.actions.referral_and_advice import refer
from tests.kit import add_user
from tests.security.world_base import ASSESSED, BASELINE_WORDS, HTML, NAME, TOLD_BY, WORDS, World


def settle(world: World) -> None:
    """Make one record of each kind, with texts that only some may read."""
    _gates(world)
    _no_and_own_words(world)
    _short_help_over(world)
    _looked_at_again(world)
    _rule_proposed(world)
    _partner_answered(world)
    _records_apart(world)


def _gates(world: World) -> None:
    """A person the network plans with: their advocate, and a decision made in their best interests."""
    pathway_id = world.pathways["in_review"].pk
    world.act(
        "social_worker",
        ask_about_advocate,
        pathway_id=pathway_id,
        difficulties=["weigh"],
        beside=WORDS,
        is_paid=False,
        person_agrees=True,
        reason=WORDS,
    )
    world.act(
        "social_worker",
        record_capacity,
        pathway_id=pathway_id,
        choice="refuse",
        in_question=WORDS,
        help_given=ASSESSED,
        impaired=True,
        cannot=["weigh"],
        because=True,
        evidence=ASSESSED,
        best_interests=ASSESSED,
        consulted=ASSESSED,
        decision_maker=WORDS,
        wishes=ASSESSED,
        least_restrictive=ASSESSED,
        can_wait=ASSESSED,
    )


def _no_and_own_words(world: World) -> None:
    """A refused assessment that the council carried out all the same; then a self-assessment that was verified."""
    pathway = world.act(
        "social_worker",
        refer,
        home=world.city.council,
        told_by=TOLD_BY,
        told_by_relation="Neighbour",
        reason=WORDS,
        contact_basis="agreed",
        details={"preferred_name": NAME, "full_name": f"{NAME} own words {HTML}", "phone": "0113 496 0008"},
    )
    on_pathway = {"pathway_id": pathway.pk}
    world.act(
        "social_worker",
        give_access,
        person=pathway.person,
        user=world.city.users["person"],
        kind="self",
        given_by=NAME,
    )
    world.act("social_worker", ask_about_advocate, difficulties=[], reason=WORDS, **on_pathway)
    world.act(
        "social_worker",
        refuse_assessment,
        said_by=NAME,
        words=ASSESSED,
        at_risk=True,
        risk_words=ASSESSED,
        **on_pathway,
    )
    world.act("social_worker", start_assessment, method="self", **on_pathway)
    world.act("person", save_own_part, version=None, part="what-matters", answers={"words": ASSESSED}, **on_pathway)
    world.act("person", send_own, **on_pathway)
    world.act("social_worker", verify_own, how=WORDS, differs=ASSESSED, **on_pathway)


def _short_help_over(world: World) -> None:
    """A period of short-term support that ended, and where they were on day 91."""
    today = world.at.date()
    row = world.act(
        "social_worker",
        start_short_term,
        pathway_id=world.pathways["in_review"].pk,
        kind="reablement",
        goals=ASSESSED,
        given_by=WORDS,
        starts_on=today - timedelta(days=100),
    )
    world.act(
        "social_worker",
        end_short_term,
        short_term_id=row.pk,
        ended_on=today - timedelta(days=60),
        result="less",
        words=ASSESSED,
    )
    world.act("social_worker", record_day_91, short_term_id=row.pk, where="home", told_by=WORDS)


def _looked_at_again(world: World) -> None:
    """A trusted assessment, and a baseline that somebody outside the scheme disputes."""
    row = world.act(
        "social_worker",
        accept_trusted,
        pathway_id=world.pathways["in_review"].pk,
        assessor_id=world.carers["trusted"].assessor_id,
        scope="alarm",
        assessed_on=world.at.date(),
        findings=ASSESSED,
        advised=ASSESSED,
    )
    world.act("social_worker", check_trusted, assessment_id=row.pk, agrees=False, words=ASSESSED)
    pathway = world.pathways["live"]
    baseline = world.act("social_worker", lambda viewer, at: Baseline.objects.get(pathway=pathway))
    world.act(
        "finance", budgets.check_baseline, baseline_id=baseline.pk, agrees=False, words=f"{BASELINE_WORDS} {HTML}"
    )


def _rule_proposed(world: World) -> None:
    """A budget rule proposed by a third user, so that both users who may decide can decide."""
    add_user(world.city, "finance2", Role.FINANCE, world.city.council)
    world.act(
        "finance2",
        budgets.propose_version,
        point_pence=415,
        tolerance_percent=10,
        source="Cabinet",
        why="Wages",
        starts_on=world.at.date() + timedelta(days=90),
    )


def _partner_answered(world: World) -> None:
    """A second question to a partner about the person who is referred: its link was used."""
    _, token = world.act(
        "social_worker",
        ask_partner,
        pathway_id=world.pathways["referred"].pk,
        organisation_name=WORDS,
        to_name=NAME,
        question=WORDS,
        basis="best_interests",
        basis_note=WORDS,
    )
    holder = invited_viewer(token, world.at)
    assert holder is not None
    with acting_as(holder):
        answer_partner(viewer=holder, words=WORDS, by_role=WORDS, at=world.at)


def _records_apart(world: World) -> None:
    """Two records merged by mistake, separated again, and marked as two people."""
    first, second = (
        world.act(
            "social_worker",
            start_record,
            home=world.city.council,
            preferred_name=NAME,
            full_name=f"{NAME} {word} {HTML}",
            phone="0113 496 0007",
        ).pk
        for word in ("one", "other")
    )
    merge = world.act(
        "social_worker",
        duplicates.merge_records,
        keep_id=first,
        aside_id=second,
        reason=WORDS,
    )
    world.act("social_worker", duplicates.undo_merge, merge_id=merge.pk, reason=WORDS)
    world.act("social_worker", duplicates.dismiss_duplicate, first_id=first, second_id=second, reason=WORDS)
