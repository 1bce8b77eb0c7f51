"""Direct payments: one that waits for a decision, one that a plan can be approved with, one in use, and one stopped.

The person at `planning` has requested none, so that a page can request one.
"""

from datetime import timedelta

from locallinks.personal.fund_holding import actions
from tests.security.world_base import NAME, WORDS, World

MET: dict[str, tuple[bool | None, str]] = {
    "capacity": (True, WORDS),
    "can_manage": (True, WORDS),
    "appropriate": (True, WORDS),
}


def settle(world: World) -> None:
    _ask(world, "approved")
    for stage in ("plan_submitted", "live", "in_review"):
        _ask(world, stage)
        world.act("social_worker", actions.decide_payment, pathway_id=world.pathways[stage].pk, answers=MET)
    _use(world)
    _stop(world)


def _ask(world: World, stage: str) -> None:
    world.act(
        "person",
        actions.request_payment,
        pathway_id=world.pathways[stage].pk,
        holder="nominated",
        holder_name=WORDS,
        words=WORDS,
        help_words=WORDS,
        said_by=NAME,
    )


def _use(world: World) -> None:
    world.act(
        "social_worker",
        actions.agree_use,
        pathway_id=world.pathways["live"].pk,
        kind="carer",
        words=WORDS,
        need="A7",
        payee=WORDS,
        relation="same_home",
        why_necessary=WORDS,
    )
    for stage in ("live", "in_review"):
        world.act(
            "person",
            actions.request_stop,
            pathway_id=world.pathways[stage].pk,
            from_on=world.at.date(),
            words=WORDS,
            said_by=NAME,
        )


def _stop(world: World) -> None:
    world.act(
        "social_worker",
        actions.stop_payment,
        pathway_id=world.pathways["in_review"].pk,
        why="misused",
        ends_on=(world.at + timedelta(days=40)).date(),
        words=WORDS,
        liabilities=WORDS,
        arrangements=WORDS,
    )
