"""The other people of Aireborough: one at each stage, so that every worklist has somebody."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from locallinks.demo.city import COUNCIL, NETWORK, City
from locallinks.demo.teller import Teller
from locallinks.personal.assessments import actions as assessments
from locallinks.personal.budgets import actions as budgets
from locallinks.personal.charging import actions as charging
from locallinks.personal.handovers import actions as handovers
from locallinks.personal.referrals import actions as referrals

LONDON = ZoneInfo("Europe/London")


@dataclass(frozen=True)
class Neighbour:
    """Somebody invented. `days` is how long ago they asked; `until` is the last act of `ACTS` that has happened."""

    name: str
    born_on: date
    nhs_number: str
    postcode: str
    why: str
    days: int
    until: str
    network: str = NETWORK


NEIGHBOURS = (
    Neighbour("Harold Beckwith", date(1941, 7, 2), "9990000034", "ZZ1 1AL", "His eyes are failing.", 1, "refer"),
    Neighbour("Noreen Shah", date(1949, 1, 20), "9990000042", "ZZ1 1AD", "Looking after her brother.", 6, "talk"),
    Neighbour("Stan Ibbotson", date(1937, 11, 9), "9990000050", "ZZ1 1AE", "He keeps missing meals.", 12, "decide"),
    Neighbour("Grace Adu", date(1952, 6, 30), "9990000069", "ZZ1 1AF", "A stroke in August.", 15, "estimate"),
    Neighbour("Winnie Clough", date(1934, 3, 17), "9990000077", "ZZ1 1AG", "Afraid since a fall.", 17, "offer"),
    Neighbour("Len Foster", date(1944, 12, 1), "9990000085", "ZZ1 1AH", "Alone since his sister moved.", 24, "accept"),
    Neighbour("Patience Moyo", date(1950, 9, 8), "9990000093", "ZZ1 1AJ", "Pain in her hands.", 30, "network"),
    Neighbour("Arthur Dunn", date(1939, 4, 22), "9990000107", "ZZ1 1AN", "Forgets his tablets.", 34, "send"),
)  # fmt: skip


def settle(*, city: City, at: datetime, say: Callable[[str], None]) -> None:
    """Everybody as far as they have come. Safe to run again."""
    say("Meeting the neighbours")
    for one in NEIGHBOURS:
        day = at.astimezone(LONDON).date() - timedelta(days=one.days)
        story = Teller(city, one.name, datetime.combine(day, time(9, 15), tzinfo=LONDON), lambda words: None)
        for mark, act in ACTS.items():
            act(story, one)
            if mark == one.until:
                break
    say(f"  {len(NEIGHBOURS)} people, each at a different stage")


def _refer(story: Teller, one: Neighbour) -> None:
    first = one.name.split()[0]
    details = {
        "preferred_name": first,
        "full_name": one.name,
        "date_of_birth": one.born_on,
        "nhs_number": one.nhs_number,
        "phone": "01943 555 0190",
        "address": "Millbank",
        "postcode": one.postcode,
    }
    story.tell(
        "wrote down the call",
        "social.worker",
        0,
        lambda viewer, at: referrals.refer(
            viewer=viewer,
            home=story.city.organisation(COUNCIL),
            details=details,
            told_by=one.name,
            told_by_relation="Themselves",
            reason=one.why,
            contact_basis="agreed",
            at=at,
        ),
    )


def _talk(story: Teller, one: Neighbour) -> None:
    words = dict.fromkeys(("what-matters", "strengths", "people", "community", "what-is-hard"), one.why)
    unable = {"A1": ("unable_assist", one.why), "A9": ("unable_assist", one.why)}
    story.tell(
        "started the assessment",
        "social.worker",
        2,
        lambda viewer, at: assessments.start_assessment(
            viewer=viewer, pathway_id=story.pathway.pk, method="face_to_face", at=at
        ),
    )
    story.tell("talked it through", "social.worker", 3, lambda viewer, at: story.assess(viewer, at, words, unable))


def _decide(story: Teller, one: Neighbour) -> None:
    story.tell(
        "decided that support is due",
        "social.worker",
        5,
        lambda viewer, at: assessments.decide_eligibility(
            viewer=viewer,
            pathway_id=story.pathway.pk,
            decided_eligible=True,
            reasons="You cannot eat well or get about without help, and it affects every day.",
            at=at,
        ),
    )


def _estimate(story: Teller, one: Neighbour) -> None:
    story.tell(
        "worked out a first budget",
        "social.worker",
        6,
        lambda viewer, at: budgets.set_indicative(
            viewer=viewer,
            pathway_id=story.pathway.pk,
            points=34,
            usual_minutes_per_week=420,
            usual_words="Home care, an hour a day.",
            at=at,
        ),
    )
    story.tell(
        "told them what they may pay",
        "social.worker",
        6,
        lambda viewer, at: charging.give_estimate(
            viewer=viewer, pathway_id=story.pathway.pk, weekly_pence=2_500, why_not="", at=at
        ),
    )


def _offer(story: Teller, one: Neighbour) -> None:
    story.tell(
        "offered an introduction",
        "social.worker",
        9,
        lambda viewer, at: handovers.offer_handover(
            viewer=viewer,
            pathway_id=story.pathway.pk,
            network_id=story.city.organisation(one.network).pk,
            explained_how="Read the leaflet together.",
            reading_format="standard",
            at=at,
        ),
    )


def _accept(story: Teller, one: Neighbour) -> None:
    story.tell(
        "wrote down a yes",
        "social.worker",
        11,
        lambda viewer, at: handovers.person_accepts(
            viewer=viewer, pathway_id=story.pathway.pk, said_by=one.name, words="Yes.", how_explained="At home.", at=at
        ),
    )


def _network(story: Teller, one: Neighbour) -> None:
    story.tell(
        "named a planner",
        "network.manager",
        12,
        lambda viewer, at: handovers.network_accepts(
            viewer=viewer, pathway_id=story.pathway.pk, planner_id=story.city.user("support.planner").pk, at=at
        ),
    )


def _send(story: Teller, one: Neighbour) -> None:
    about = {
        "about_me": one.why,
        "what_matters": "To stay at home and see people.",
        "good_week": "Dinner with company three times.",
        "advice": "Ask the chemist for a tablet box.",
        "contingency": "Ring the network; they ring round.",
        "wellbeing": ["health", "relationships"],
    }
    line = {
        "kind": "local_paid",
        "title": "Somebody to cook with and to mind the tablets",
        "given_by": "Mill Lane Kitchen",
        "what_when": "Five dinners a week",
        "outcomes": ["A1", "A9"],
        "minutes_per_week": 300,
        "weekly_cost_pence": 9_750,
        "essential": True,
        "contingency": "The lunch club brings a plate.",
    }
    story.tell(
        "wrote the plan with them",
        "support.planner",
        20,
        lambda viewer, at: story.write_plan(
            viewer,
            at,
            about | {"review_on": (at + timedelta(days=200)).date()},
            [line | {"starts_on": (at + timedelta(days=14)).date()}],
        ),
    )
    story.tell(
        "sent the plan", "support.planner", 22, lambda viewer, at: story.agree_and_send(viewer, at, "It suits me.")
    )


ACTS: dict[str, Callable[[Teller, Neighbour], None]] = {
    "refer": _refer,
    "talk": _talk,
    "decide": _decide,
    "estimate": _estimate,
    "offer": _offer,
    "accept": _accept,
    "network": _network,
    "send": _send,
}
