"""One person at each stage that the demonstration has nobody at (tests/browser/populate_city.py)."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from locallinks.demo import city as demo
from locallinks.demo.city import NETWORK
from locallinks.demo.journey_steps import PLAN_LINE, PLAN_TEXTS
from locallinks.demo.story import Story
from locallinks.foundation.people.actions.sharing import give_access
from locallinks.foundation.people.models import Person
from locallinks.foundation.shared import clock
from locallinks.foundation.shared.viewer import Viewer, acting_as
from locallinks.personal.assessments.actions.needs_assessment import decide_eligibility
from locallinks.personal.brokerage.actions.arrangements import start_brokerage, start_line
from locallinks.personal.brokerage.actions.pauses_and_changes import pause_support
from locallinks.personal.brokerage.actions.provider_quotes import record_quote, request_price, request_quotes
from locallinks.personal.brokerage.queries.arrangements import to_arrange
from locallinks.personal.handovers.actions.person_answers import person_plans_for_self
from locallinks.personal.pathways.actions import move_pathway, record_advocacy, record_death
from locallinks.personal.plans.actions.discussion import add_comment, add_goal, add_task
from locallinks.personal.plans.actions.share_link import create_share_link
from locallinks.personal.plans.actions.writing import record_unmet_need, remove_line, start_plan
from locallinks.personal.plans.queries.plan_view import lines_of, working_plan
from locallinks.personal.referrals.actions.referral_and_advice import advise_and_close
from locallinks.personal.reviews.actions import record_contribution, request_contribution, start_review
from locallinks.personal.reviews.queries import open_review

WHY = "Two falls since the summer, and her shopping has become too much."
UNABLE = {"A5": ("unable_danger", "Holds on to the walls."), "A9": ("unable_assist", "Cannot carry the shopping.")}
FRIEND = {
    "kind": "informal", "title": "Sunday dinner with the family", "given_by": "Her daughter Ann", "outcomes": ["A9"],
    "what_when": "Sundays, midday to four", "giver_agreed": True, "contingency": "Ann's husband comes.",
}  # fmt: skip
BUS = {
    "kind": "community_asset", "title": "The early bus to the market", "given_by": "Millbank Hall", "outcomes": ["A9"],
    "what_when": "Fridays at seven",
}  # fmt: skip
# For each person, by name: what a visit needs to find (ids, and the tokens of links).
KEYS_OF_PEOPLE: dict[str, dict[str, Any]] = {}


def give_own_access(full_name: str, key: str) -> None:
    """Let somebody open their own record. No page does this yet."""
    city = demo.City()
    viewer = city.viewer("social.worker")
    with acting_as(viewer):
        person = Person.objects.get(full_name=full_name)
        give_access(viewer=viewer, person=person, user=city.user(key), kind="self", given_by=full_name, at=clock.now())


def ask_for_help(story: Story, nhs_number: str, postcode: str) -> None:
    details = {
        "preferred_name": story.name.split()[0], "full_name": story.name, "date_of_birth": date(1942, 3, 9),
        "nhs_number": nhs_number, "phone": "0113 496 0171", "address": "9 Weir Lane", "postcode": postcode,
        "about": "Forty years at the mill, and thirty in the choir. I like a garden and a bit of gossip.",
    }  # fmt: skip
    story.refer(0, details, told_by="Mill Lane Surgery", told_by_relation="GP surgery", reason=WHY)


def _to_a_budget(story: Story) -> None:
    story.assess(1, {"what-matters": "My garden.", "what-is-hard": WHY}, UNABLE)
    story.decide_eligibility(3, "You are not safe on the stairs, and cannot shop without help.")
    story.set_budget(4, points=24, minutes=300, usual="Help at home, an hour on weekdays.", pays_pence=1_000)


def _to_an_offer(story: Story) -> None:
    _to_a_budget(story)
    story.offer_introduction(5, NETWORK, "Talked it over at home, with the leaflet.")


def _to_the_planner(story: Story) -> None:
    _to_an_offer(story)
    story.accept_introduction(6, "Yes, why not.", "Line by line, at the kitchen table.")
    story.network_accepts(7)


def _half_written(story: Story) -> None:
    """Two lines, one of them removed, and an unmet need."""
    _to_the_planner(story)

    def write(viewer: Viewer, at: datetime) -> None:
        story.create_plan(
            viewer, at, {"about_me": "Forty years at the mill.", "what_matters": "My garden."}, [FRIEND, BUS]
        )
        plan = working_plan(story.pathway)
        last = lines_of(plan)[-1]
        remove_line(viewer=viewer, line_id=last.pk, version=last.version, reason="Too early for her.", at=at)
        record_unmet_need(
            viewer=viewer, plan_id=plan.pk, outcome="A5", looked_for="Somebody to fit a second rail", at=at,
            where_looked="The directory, and the handyman list", why="nobody_to_do_it",
        )  # fmt: skip
        _talked(story, viewer, at)

    story.write_plan(9, "half the plan", write)


def _talked(story: Story, viewer: Viewer, at: datetime) -> None:
    """A goal, a task, a comment, and a link to the plan for her niece."""
    known = {"viewer": viewer, "pathway_id": story.pathway.pk, "said_by": story.name, "at": at}
    add_goal(words="To sell my tomatoes at the gate again", important=True, who_could_help="My niece", **known)
    task = add_task(words="Ring the garden club", who="Joan", due_on=clock.today(), **known)
    said = add_comment(words="Not before ten, please. I am slow in the mornings.", **known)
    link, token = create_share_link(
        viewer=viewer, pathway_id=story.pathway.pk, to_name="Her niece Ann", days=90, at=at
    )  # fmt: skip
    KEYS_OF_PEOPLE[story.name] = {
        "task_id": task.pk, "comment_id": said.pk, "invitation_id": link.pk, "token": token, "number": 1,
    }  # fmt: skip


def _to_approval(story: Story) -> None:
    _to_the_planner(story)
    about = {**PLAN_TEXTS, "about_me": "A choir singer.", "review_on": clock.today() + timedelta(days=200)}
    lines = [
        PLAN_LINE | {"outcomes": ["A5", "A9"], "council_cost_pence": 9_600, "starts_on": clock.today()},
        FRIEND,
    ]
    story.write_plan(9, "the plan", lambda viewer, at: story.create_plan(viewer, at, about, lines))
    story.send_plan(10, "the plan", "That will do me nicely.")
    story.approve_plan(12, "the plan", 9_600)


def _to_a_good_life(story: Story) -> None:
    _to_approval(story)
    kitchen = ("Mill Lane Kitchen", "", "Insurance seen.")
    story.arrange_support(
        13, "the plan", {"Somebody": kitchen, "Sunday": ("Her daughter Ann", "", "Family; no checks needed.")}
    )


def _advised(story: Story) -> None:
    advice = "The falls class at the surgery, Mondays at ten.\nA free bus pass: ring 0113 496 0100."
    story.do_on_pathway("gave advice", "social.worker", 1, advise_and_close, advice=advice, introduction_offered=True)


def _not_due(story: Story) -> None:
    story.assess(1, {"what-matters": "My garden."}, {"A9": UNABLE["A9"]})
    reasons = "You told us that shopping is hard. Everything else you manage well."
    story.do_on_pathway("decided", "social.worker", 3, decide_eligibility, decided_eligible=False, reasons=reasons)


def _advocate_asked(story: Story) -> None:
    def act(viewer: Viewer, at: datetime) -> None:
        reason = "She follows everything and says what she wants."
        record_advocacy(viewer=viewer, pathway=story.pathway, needed=False, reason=reason, at=at)

    story.do("asked about an advocate", "social.worker", 1, act)


def _to_arrange(story: Story) -> None:
    """One line is arranged; the other is not."""
    _to_approval(story)
    story.do_on_pathway("starts to arrange", "support.planner", 13, start_brokerage)

    def agree(viewer: Viewer, at: datetime) -> None:
        row = next(row for row in to_arrange(story.pathway, at.date()) if row.line.title.startswith("Sunday"))
        start_line(
            viewer=viewer, line_id=row.line.pk, provider_name="Her daughter Ann", organisation_id=None, price_pence=0,
            starts_on=at.date(), minutes_per_week=240, checks_seen="Family; no checks needed.", at=at,
        )  # fmt: skip

    story.do("agreed one part", "support.planner", 15, agree)
    story.do("asked who could help", "support.planner", 16, lambda viewer, at: _ask_two(story, viewer))


def _ask_two(story: Story, viewer: Viewer) -> None:
    """Requested today, so that the link is open. One can help at a price above the plan's, which waits to be agreed."""
    at = clock.now()
    row = next(row for row in to_arrange(story.pathway, at.date()) if row.arrangement is None)
    sent = request_quotes(
        viewer=viewer, line_id=row.line.pk, names=["Mill Lane Kitchen", "Sunrise Helpers"], organisation_ids=[],
        what="Somebody to cook and shop with", what_when=row.line.what_when, minutes_per_week=300, urgent=True,
        wanted_on=at.date() + timedelta(days=3), at=at,
    )  # fmt: skip
    price = row.line.council_cost_pence + 1_200
    record_quote(
        viewer=viewer, request_id=sent[0].request.pk, can_help=True, price_pence=price, minutes_per_week=300,
        from_on=at.date() + timedelta(days=4), words="Weekdays, not Fridays.", by_name="Anna at the Kitchen", at=at,
    )  # fmt: skip
    asked = request_price(
        viewer=viewer, line_id=row.line.pk, price_pence=price, reason="The only one with room before Friday.", at=at
    )
    KEYS_OF_PEOPLE[story.name] = {
        "quote_request_id": sent[0].request.pk,
        "request_id": asked.pk,
        "token": sent[1].token,
    }


def _alone(story: Story) -> None:
    _to_an_offer(story)
    act = person_plans_for_self
    story.do_on_pathway(
        "plans", "social.worker", 6, act, said_by=story.name, words="I'll do it my way.", help_offered=True
    )
    give_own_access(story.name, "frank")
    with acting_as(story.city.viewer("frank")) as viewer:
        start_plan(viewer=viewer, pathway_id=story.pathway.pk, can_take_part=True, at=clock.now())


def _thought_about(story: Story) -> None:
    """An introduction is offered, and she answers on her own page."""
    _to_an_offer(story)


def _paused(story: Story) -> None:
    _to_a_good_life(story)
    facts = {"reason_given": True, "expected_return": True}
    story.do_on_pathway("paused", "social.worker", 20, move_pathway, event="suspend", reason="In hospital", facts=facts)

    def pause(viewer: Viewer, at: datetime) -> None:
        rows = [row.arrangement.pk for row in to_arrange(story.pathway, at.date()) if row.arrangement]
        pause_support(
            viewer=viewer, pathway_id=story.pathway.pk, arrangement_ids=rows, first_day=at.date(), reason="hospital",
            expected_on=at.date() + timedelta(days=14), at=at,
        )  # fmt: skip

    story.do("paused each part", "social.worker", 21, pause)


def _looked_at(story: Story) -> None:
    _to_a_good_life(story)
    story.do_on_pathway("looks", "social.worker", 60, start_review, kind="light_touch", can_take_part=True)

    def ask(viewer: Viewer, at: datetime) -> None:
        """Requested today, so that the link is open."""
        review = open_review(story.pathway)
        told = {"review_id": review.pk, "at": clock.now()}
        KEYS_OF_PEOPLE[story.name] = {"token": request_contribution(viewer=viewer, to_name="Her daughter Ann", **told)}
        record_contribution(viewer=viewer, by_name="Bilal", relation="Neighbour", words="She is out more.", **told)

    story.do("asked others", "social.worker", 61, ask)


def _dead(story: Story) -> None:
    _to_a_good_life(story)
    died = {"died_on": clock.today() - timedelta(days=2), "told_by": "Her daughter Ann", "stopped": True}
    story.do("died", "social.worker", 68, lambda v, at: record_death(viewer=v, person=story.person, at=at, **died))


# name: (NHS number, postcode, how far they have come)
PEOPLE_AT_STAGES: dict[str, tuple[str, str, Callable[[Story], None]]] = {
    "Doris Kemp": ("9990000115", "ZZ1 1AP", _advised),
    "George Mallin": ("9990000123", "ZZ1 1AQ", _not_due),
    "Frank Oduya": ("9990000131", "ZZ1 1AR", _alone),
    "Nellie Thwaite": ("9990000158", "ZZ1 1AS", _thought_about),
    "Ivy Ramsden": ("9990000166", "ZZ1 1AT", _to_the_planner),
    "Agnes Bell": ("9990000220", "ZZ1 1AZ", _half_written),
    "Rose Tolan": ("9990000239", "ZZ1 2AA", _advocate_asked),
    "Sid Amos": ("9990000247", "ZZ1 2AB", _to_arrange),
    "Leonard Cho": ("9990000174", "ZZ1 1AU", _to_approval),
    "Ida Price": ("9990000182", "ZZ1 1AW", _paused),
    "Mavis Thornton": ("9990000190", "ZZ1 1AX", _looked_at),
    "Hilda Crane": ("9990000204", "ZZ1 1AY", _dead),
}
