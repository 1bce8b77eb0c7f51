"""Elaine, 70: newly alone, and not steady on her feet. Home care first, then friends and less of it."""

from datetime import date, datetime, timedelta
from typing import Any

from locallinks.demo.city import COUNCIL, NETWORK, PROVIDER
from locallinks.demo.teller import Teller
from locallinks.foundation.shared.scope import Viewer
from locallinks.personal.assessments import actions as assessments
from locallinks.personal.brokerage import actions as brokerage
from locallinks.personal.budgets import actions as budgets
from locallinks.personal.charging import actions as charging
from locallinks.personal.handovers import actions as handovers
from locallinks.personal.plans import actions as plans
from locallinks.personal.plans.queries import lines_of
from locallinks.personal.referrals import actions as referrals
from locallinks.personal.reviews import actions as reviews

NAME = "Elaine Dobson"
DAYS = 150
HOURLY = 1950
DETAILS = {
    "preferred_name": "Elaine",
    "full_name": NAME,
    "date_of_birth": date(1956, 2, 3),
    "nhs_number": "9990000026",
    "phone": "01943 555 0152",
    "address": "11 Weaver Street, Millbank",
    "postcode": "ZZ1 1AB",
    "contact_by": "phone",
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


def tell(story: Teller) -> None:
    _to_the_network(story)
    _first_plan(story)
    _second_plan(story)


def _to_the_network(story: Teller) -> None:
    city = story.city
    story.tell(
        "wrote down the call from her GP's surgery",
        "social.worker",
        0,
        lambda viewer, at: referrals.refer(
            viewer=viewer,
            home=city.organisation(COUNCIL),
            details=DETAILS,
            told_by="Mill Lane Surgery",
            told_by_relation="GP surgery",
            reason="Two falls, newly bereaved, not eating.",
            contact_basis="agreed",
            at=at,
        ),
    )
    story.tell(
        "started the assessment",
        "social.worker",
        1,
        lambda viewer, at: assessments.start_assessment(
            viewer=viewer, pathway_id=story.pathway.pk, method="face_to_face", at=at
        ),
    )
    story.tell(
        "talked it through with her at home",
        "social.worker",
        2,
        lambda viewer, at: story.assess(viewer, at, TALK, UNABLE),
    )
    story.tell(
        "decided that support is due",
        "social.worker",
        3,
        lambda viewer, at: assessments.decide_eligibility(
            viewer=viewer,
            pathway_id=story.pathway.pk,
            decided_eligible=True,
            at=at,
            reasons="You are not safe in the shower or on the stairs, and cannot shop or see friends without help.",
        ),
    )
    story.tell(
        "worked out a first budget",
        "social.worker",
        4,
        lambda viewer, at: budgets.set_indicative(
            viewer=viewer,
            pathway_id=story.pathway.pk,
            points=68,
            usual_minutes_per_week=14 * 60,
            usual_words="Home care, two hours a day.",
            at=at,
        ),
    )
    story.tell(
        "told her what she may have to pay",
        "social.worker",
        4,
        lambda viewer, at: charging.give_estimate(
            viewer=viewer, pathway_id=story.pathway.pk, weekly_pence=0, why_not="", at=at
        ),
    )
    story.tell(
        "offered to introduce her to the network",
        "social.worker",
        5,
        lambda viewer, at: handovers.offer_handover(
            viewer=viewer,
            pathway_id=story.pathway.pk,
            network_id=city.organisation(NETWORK).pk,
            explained_how="Talked it over, with the leaflet.",
            reading_format="standard",
            at=at,
        ),
    )
    story.tell(
        "wrote down her yes",
        "social.worker",
        6,
        lambda viewer, at: handovers.person_accepts(
            viewer=viewer,
            pathway_id=story.pathway.pk,
            said_by=NAME,
            words="Anything but these four walls.",
            at=at,
            how_explained="Went through what Millbank Neighbours would see.",
        ),
    )
    story.tell(
        "said yes and named a planner",
        "network.manager",
        7,
        lambda viewer, at: handovers.network_accepts(
            viewer=viewer, pathway_id=story.pathway.pk, planner_id=city.user("support.planner").pk, at=at
        ),
    )


def _first_plan(story: Teller) -> None:
    """Fourteen hours of home care: the same as the baseline, so nothing is saved yet."""
    story.tell(
        "wrote the first plan with her",
        "support.planner",
        12,
        lambda viewer, at: story.write_plan(
            viewer, at, {**ABOUT, "review_on": (at + timedelta(days=90)).date()}, [_home_care(14, at)]
        ),
    )
    story.tell(
        "sent the first plan",
        "support.planner",
        13,
        lambda viewer, at: story.agree_and_send(viewer, at, "Yes, for now."),
    )
    story.tell(
        "approved the first plan",
        "approver",
        14,
        lambda viewer, at: plans.approve_plan(
            viewer=viewer,
            pathway_id=story.pathway.pk,
            personal_budget_pence=14 * HOURLY,
            contribution_pence=0,
            deployment="council_managed",
            reason="The rule gives a little more than this plan needs.",
            at=at,
        ),
    )
    story.tell(
        "started to arrange it",
        "support.planner",
        14,
        lambda viewer, at: brokerage.start_brokerage(viewer=viewer, pathway_id=story.pathway.pk, at=at),
    )
    story.tell(
        "agreed it with Beck Home Care",
        "support.planner",
        15,
        lambda viewer, at: story.arrange(
            viewer, at, {"Help": (PROVIDER, PROVIDER, "Registered with the regulator; insurance seen.")}
        ),
    )
    story.tell(
        "saw that it had begun",
        "support.planner",
        16,
        lambda viewer, at: brokerage.confirm_live(viewer=viewer, pathway_id=story.pathway.pk, at=at),
    )


def _home_care(hours: int, at: datetime) -> dict[str, Any]:
    return {
        "kind": "statutory",
        "title": "Help at home in the mornings",
        "given_by": PROVIDER,
        "what_when": f"{hours} hours a week, for washing, dressing and breakfast",
        "outcomes": ["A2", "A5"] if hours < 14 else ["A2", "A5", "A7", "A9"],
        "minutes_per_week": hours * 60,
        "weekly_cost_pence": hours * HOURLY,
        "essential": True,
        "personal_care": True,
        "starts_on": (at + timedelta(days=3)).date(),
        "contingency": "Ring Beck Home Care; they come within the hour.",
    }


def _second_plan(story: Teller) -> None:
    """After a review, because she asked: eight hours, friends, and somebody to shop with."""
    story.tell(
        "sat down with her, because she asked",
        "social.worker",
        95,
        lambda viewer, at: reviews.start_review(
            viewer=viewer, pathway_id=story.pathway.pk, kind="requested", asked_by=NAME, at=at
        ),
    )
    story.tell(
        "finished the review: the plan will change",
        "social.worker",
        96,
        lambda viewer, at: reviews.finish_revise(
            viewer=viewer,
            pathway_id=story.pathway.pk,
            at=at,
            happened="She is steadier with the rail. She goes to the lunch club and cooks for it once a month.",
            changed="She washes and dresses alone four days of seven.",
            words="I don't need somebody every day. I have stopped my antidepressants, with my doctor.",
            reason="Elaine asked for less home care and more company.",
        ),
    )
    story.tell("wrote the second plan with her", "support.planner", 104, lambda viewer, at: _rewrite(story, viewer, at))
    story.tell(
        "sent the second plan",
        "support.planner",
        105,
        lambda viewer, at: story.agree_and_send(viewer, at, "This is more like a life."),
    )
    story.tell(
        "approved the second plan",
        "approver",
        107,
        lambda viewer, at: plans.approve_plan(
            viewer=viewer,
            pathway_id=story.pathway.pk,
            personal_budget_pence=8 * HOURLY,
            contribution_pence=0,
            deployment="council_managed",
            at=at,
        ),
    )
    story.tell(
        "started to arrange the second plan",
        "support.planner",
        108,
        lambda viewer, at: brokerage.start_brokerage(viewer=viewer, pathway_id=story.pathway.pk, at=at),
    )
    story.tell(
        "agreed the new hours and the visits",
        "support.planner",
        110,
        lambda viewer, at: story.arrange(
            viewer,
            at,
            {
                "Help": (PROVIDER, PROVIDER, "Registered with the regulator; insurance seen."),
                "Friends": ("Library friends", "", "Friends of hers; no checks needed."),
                "Shopping": (NETWORK, NETWORK, "The check the law asks for was seen on file."),
            },
        ),
    )
    story.tell(
        "saw that the new plan had begun",
        "support.planner",
        111,
        lambda viewer, at: brokerage.confirm_live(viewer=viewer, pathway_id=story.pathway.pk, at=at),
    )


def _rewrite(story: Teller, viewer: Viewer, at: datetime) -> None:
    plan = plans.start_plan(viewer=viewer, pathway_id=story.pathway.pk, at=at)
    plans.save_about(
        viewer=viewer, plan_id=plan.pk, version=None, answers={"review_on": (at + timedelta(days=180)).date()}, at=at
    )
    for line in lines_of(plan):
        plans.change_line(viewer=viewer, line_id=line.pk, version=line.version, at=at, **_home_care(8, at))
    starts_on = (at + timedelta(days=5)).date()
    plans.add_line(
        viewer=viewer,
        plan_id=plan.pk,
        at=at,
        kind="informal",
        title="Friends from the library",
        given_by="Pat and Sheila",
        what_when="Wednesdays and Sundays, supper at Elaine's",
        outcomes=["A7"],
        giver_agreed=True,
        starts_on=starts_on,
        contingency="They ring each other.",
    )
    plans.add_line(
        viewer=viewer,
        plan_id=plan.pk,
        at=at,
        kind="voluntary",
        title="Shopping and the market together",
        given_by=f"Amir Sands, supporter at {NETWORK}",
        what_when="Friday mornings",
        outcomes=["A9"],
        regulated=True,
        check_seen=True,
        giver_agreed=True,
        starts_on=starts_on,
        contingency="The network's minibus on Friday.",
    )
