"""Elaine, 70: newly alone, and not steady on her feet. Home care first, then friends and less of it."""

from datetime import date, datetime, timedelta
from typing import Any

from locallinks.demo.city import NETWORK, PROVIDER
from locallinks.demo.story import Story
from locallinks.foundation.messages.actions.letters_to_others import queue_letter_to_other
from locallinks.foundation.people.choices import Channel
from locallinks.foundation.shared import clock
from locallinks.foundation.shared.viewer import Viewer
from locallinks.personal.brokerage.actions.arrangements import end_arrangement
from locallinks.personal.brokerage.models import Arrangement
from locallinks.personal.plans.actions.writing import change_line, start_plan
from locallinks.personal.plans.choices import LineKind
from locallinks.personal.plans.queries.plan_view import lines_of
from locallinks.personal.reviews import actions as reviews
from locallinks.personal.reviews.choices import ReviewKind

NAME = "Elaine Dobson"
DAYS = 150
HOURLY = 1950
DETAILS = {
    "preferred_name": "Elaine",
    "full_name": NAME,
    "date_of_birth": date(1956, 2, 3),
    "nhs_number": "9990000026",
    "phone": "01632 960152",
    "address": "11 Weaver Street, Millbank",
    "postcode": "ZZ1 1AB",
    "contact_by": Channel.PHONE,
    "about": "I worked in the library. I miss Ken, and I miss having somebody to cook for.",
}
TALK = {
    "what-matters": "Not to sit and look at his chair. To cook for somebody again.",
    "strengths": "Knows every book in the branch. A fine cook. Never late.",
    "people": "A son in Canada. Two friends from the library, whom she has stopped ringing.",
    "community": "The library, the Methodist hall, the market on Fridays.",
    "what-is-hard": "Stairs, the shower, shopping; and the evenings since Ken died.",
}
UNABLE = {
    "A2": ("unable_danger", "She has slipped in the shower twice."),
    "A5": ("unable_danger", "She holds on to the walls."),
    "A7": ("unable_pain", "Seeing friends without Ken distresses her."),
    "A9": ("unable_assist", "She cannot carry shopping or manage the bus alone."),
}
ABOUT = {
    "about_me": "I worked in the library. My husband Ken died in the spring.",
    "what_matters": "Company, and to cook for somebody again.",
    "good_week": "Somebody in each morning, friends on two days, the market on Friday.",
    "advice": "A falls class at the surgery. A rail by the shower, from the equipment service.",
    "contingency": "If the morning call is missed, Elaine rings Beck Home Care; they come within the hour.",
    "wellbeing": ["relationships", "dignity", "safety"],
}
HOME_CARE = (PROVIDER, PROVIDER, "Registered with the regulator; insurance seen.")


def tell(story: Story) -> None:
    """Fourteen hours of home care first, the same as the baseline; eight hours and friends after a review."""
    story.refer(
        0,
        DETAILS,
        told_by="Mill Lane Surgery",
        told_by_relation="GP surgery",
        reason="Two falls, newly bereaved, not eating.",
    )
    story.assess(1, TALK, UNABLE)
    story.decide_eligibility(
        3, "You are not safe in the shower or on the stairs, and cannot shop or see friends without help."
    )
    story.set_budget(4, points=68, minutes=14 * 60, usual="Home care, two hours a day.")
    story.check_baseline(5)
    story.offer_introduction(5, NETWORK, "Talked it over, with the leaflet.")
    story.accept_introduction(6, "Anything but these four walls.", "Went through what the network would see.")
    story.network_accepts(7)
    story.write_plan(12, "the first plan", lambda viewer, at: _first_plan(story, viewer, at))
    story.send_plan(13, "the first plan", "Yes, for now.")
    story.approve_plan(14, "the first plan", 14 * HOURLY)
    story.arrange_support(14, "the first plan", {"Help": HOME_CARE})
    asked = "sat down with her, because she asked"
    story.do_on_pathway(asked, "social.worker", 95, reviews.start_review, **ASKED)
    story.do_on_pathway(
        "finished the review: the plan will change", "social.worker", 96, reviews.finish_revise, **FOUND
    )
    story.write_plan(104, "the second plan", lambda viewer, at: _second_plan(story, viewer, at))
    story.send_plan(105, "the second plan", "This is more like a life.")
    story.approve_plan(107, "the second plan", 8 * HOURLY)
    friends = ("Pat and Sheila", "", "Friends of hers; no checks needed.")
    shopping = (NETWORK, NETWORK, "The check the law asks for was seen on file.")
    story.arrange_support(108, "the second plan", {"Help": HOME_CARE, "Friends": friends, "Shopping": shopping})
    story.do("asked that her GP be told", "social.worker", 97, lambda viewer, at: _tell_her_gp(story, viewer, at))
    story.do("heard that friends will move", "support.planner", DAYS - 1, lambda v, at: _friends_move(story, v, at))


def _tell_her_gp(story: Story, viewer: Viewer, at: datetime) -> None:
    """Her own statement, told to her GP because she asks. Nothing else reads it, and nothing concludes from it."""
    queue_letter_to_other(
        viewer=viewer,
        person=story.pathway.person,
        to_name="Dr Nadia Rahman",
        to_address="Mill Lane Surgery, Millbank",
        words="I have stopped my antidepressants and feel well. Please look at it with me when I come.",
        said_by=NAME,
        at=at,
    )


def _friends_move(story: Story, viewer: Viewer, at: datetime) -> None:
    """Said in good time: Joan is asked to talk about it with Elaine, and nobody takes their place unasked."""
    friends = Arrangement.objects.get(pathway=story.pathway, what__startswith="Friends", ends_on=None)
    end_arrangement(
        viewer=viewer,
        arrangement_id=friends.pk,
        version=friends.version,
        at=at,
        last_day=clock.day(at + timedelta(days=28)),
        reason="Pat and Sheila move to be near their grandchildren.",
    )


ASKED = {"kind": ReviewKind.REQUESTED, "asked_by": NAME, "can_take_part": True}
FOUND = {
    "happened": "She is steadier with the rail. She goes to the lunch club and cooks for it once a month.",
    "changed": "She washes and dresses alone four days of seven.",
    "words": "I don't need somebody every day. I have stopped my antidepressants, with my doctor.",
    "reason": "Elaine asked for less home care and more company.",
}


def _home_care(hours: int, at: datetime) -> dict[str, Any]:
    return {
        "kind": LineKind.STATUTORY,
        "title": "Help at home in the mornings",
        "given_by": PROVIDER,
        "what_when": f"{hours} hours a week, for washing, dressing and breakfast",
        "outcomes": ["A2", "A5"] if hours < 14 else ["A2", "A5", "A7", "A9"],
        "minutes_per_week": hours * 60,
        "council_cost_pence": hours * HOURLY,
        "essential": True,
        "personal_care": True,
        "starts_on": clock.day(at + timedelta(days=3)),
        "contingency": "Ring Beck Home Care; they come within the hour.",
    }


def _first_plan(story: Story, viewer: Viewer, at: datetime) -> None:
    story.create_plan(viewer, at, {**ABOUT, "review_on": clock.day(at + timedelta(days=90))}, [_home_care(14, at)])


def _second_plan(story: Story, viewer: Viewer, at: datetime) -> None:
    about = {"review_on": clock.day(at + timedelta(days=180))}
    friends = {
        "kind": LineKind.INFORMAL,
        "title": "Friends from the library",
        "given_by": "Pat and Sheila",
        "what_when": "Wednesdays and Sundays, supper at Elaine's",
        "outcomes": ["A7"],
        "contingency": "They ring each other.",
    }
    shopping = {
        "kind": LineKind.VOLUNTARY,
        "title": "Shopping and the market together",
        "given_by": f"Amir Sands, supporter at {NETWORK}",
        "what_when": "Friday mornings",
        "outcomes": ["A9"],
        "personal_care": False,
        "regulated": True,
        "check_seen": True,
        "contingency": "The network's minibus on Friday.",
    }
    both = {"giver_agreed": True, "starts_on": clock.day(at + timedelta(days=5))}
    story.create_plan(viewer, at, about, [friends | both, shopping | both])
    plan = start_plan(viewer=viewer, pathway_id=story.pathway.pk, at=at)
    for line in lines_of(plan):
        if line.previous_line_id:  # the home care carried over from the first plan
            change_line(viewer=viewer, line_id=line.pk, version=line.version, at=at, **_home_care(8, at))
