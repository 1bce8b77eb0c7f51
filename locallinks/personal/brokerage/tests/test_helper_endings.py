"""A friend who leaves is a relationship that ends: an alert, and nobody in their place without the person's word.

docs/rules/local-links.md 10, Mary: "the supporter leaving triggers a relationship-change alert, not a silent swap".
"""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from locallinks.foundation.audit.models import Entry
from locallinks.foundation.shared import clock
from locallinks.foundation.shared.errors import DomainError, NotAllowed
from locallinks.foundation.shared.pipeline import run
from locallinks.foundation.shared.roles import Role
from locallinks.foundation.shared.viewer import acting_as
from locallinks.personal.brokerage.actions.helper_endings import record_helper_ending
from locallinks.personal.brokerage.models import Arrangement, HelperEnding
from locallinks.personal.brokerage.queries.helper_endings import people_losing_a_helper
from locallinks.personal.brokerage.rules.helper_endings import helper_ending_problems, swap_problem
from locallinks.personal.brokerage.tests.builders import (
    arrange,
    arrangements,
    arranging,
    days,
    do,
    elaine,
    end,
    in_place,
)
from locallinks.personal.brokerage.tests.page_helpers import agreed, at, line, post, text
from locallinks.personal.pathways.models import Pathway
from locallinks.personal.plans.models import Plan
from tests.kit import TODAY, City
from tests.prebuilt import built_once

JOAN = "Joan visits for tea and a walk"
SAID = {"wants": "somebody_new", "words": "I shall miss her. Somebody who likes dancing, please.", "said_by": "Mary"}


@pytest.mark.parametrize("kind", ["voluntary", "informal"])
@pytest.mark.parametrize(
    ("gave", "gives", "wants", "code"),
    [
        ("Joan", "Ada", "", "relationship_change"),
        ("Joan", "Ada", "later", "not_wanted"),
        ("Joan", "Ada", "something_else", "not_wanted"),
        ("Joan", "Ada", "somebody_new", None),
        ("Joan", " joan ", "", None),
        ("", "Ada", "", None),
    ],
)
def test_nobody_takes_a_friends_place_unasked(kind: str, gave: str, gives: str, wants: str, code: str | None) -> None:
    problem = swap_problem(kind=kind, gave=gave, gives=gives, wants=wants)
    assert (problem.code if problem else None) == code


@pytest.mark.parametrize("kind", ["statutory", "local_paid", "community_asset", "equipment", "self"])
def test_a_firm_may_follow_a_firm(kind: str) -> None:
    assert swap_problem(kind=kind, gave="Beck", gives="Hill", wants="") is None


@pytest.mark.parametrize(
    ("said", "code"), [({"wants": "x"}, "unknown"), ({"words": " "}, "no_words"), ({"said_by": ""}, "nobody")]
)
def test_what_is_said_about_it(said: dict[str, str], code: str) -> None:
    assert [one.code for one in helper_ending_problems(**SAID | said)] == [code]
    assert helper_ending_problems(**SAID) == ()


@built_once
def gone(city: City, **more: object) -> tuple[Plan, Arrangement]:
    """Support in place; then Joan stops."""
    plan = in_place(city)
    with acting_as(city.viewer("support_planner")):
        Arrangement.objects.filter(pathway=plan.pathway_id).update(starts_on=TODAY.replace(day=1))
    row = arrangements(city, plan)[JOAN]
    end(city, row, **({"last_day": TODAY} | more))
    return plan, row


def say(city: City, plan: Plan, row: Arrangement, role: str = "support_planner", **more: str) -> HelperEnding:
    told = {"pathway_id": plan.pathway_id, "arrangement_id": row.pk, **SAID, **more}
    return do(city, role, record_helper_ending, **told)


def alerts(city: City, role: str = "support_planner") -> list[str]:
    with acting_as(city.viewer(role)) as viewer:
        return [row.provider_name for row in run(people_losing_a_helper(viewer=viewer, on=TODAY))]


def test_the_alert_comes_at_once_and_goes_when_it_was_talked_about(city: City) -> None:
    plan, row = gone(city)
    assert alerts(city) == ["Joan Ellis"]
    assert alerts(city, "other_support_planner") == []
    say(city, plan, row)
    assert alerts(city) == []


def test_a_firm_that_ends_is_no_parting(city: City) -> None:
    plan = elaine(city)
    with acting_as(city.viewer("support_planner")):
        Arrangement.objects.filter(pathway=plan.pathway_id).update(starts_on=TODAY.replace(day=1))
    row = arrangements(city, plan)["Home care, morning and evening"]
    end(city, row, last_day=TODAY)
    assert alerts(city) == []
    with pytest.raises(DomainError, match="Nobody is leaving here"):
        say(city, plan, row)


def test_what_never_began_is_no_parting(city: City) -> None:
    plan = arranging(city)
    row = arrange(city, plan, "Joan")
    end(city, row, last_day=row.starts_on - timedelta(days=1))
    assert alerts(city) == []


def test_somebody_else_starts_only_after_the_person_was_asked(city: City) -> None:
    plan, row = gone(city)
    with pytest.raises(DomainError, match="Joan Ellis gave this until now. Talk with the person"):
        arrange(city, plan, "Joan", provider_name="Ada Lunn", starts_on=days(1))
    say(city, plan, row, wants="later")
    with pytest.raises(DomainError, match="do not want somebody new"):
        arrange(city, plan, "Joan", provider_name="Ada Lunn", starts_on=days(1))
    say(city, plan, row)
    assert arrange(city, plan, "Joan", provider_name="Ada Lunn", starts_on=days(1)).provider_name == "Ada Lunn"


def test_whoever_left_may_come_back(city: City) -> None:
    plan, _ = gone(city)
    assert arrange(city, plan, "Joan", provider_name="Joan Ellis", starts_on=days(1)).pk
    assert alerts(city) == []


def test_it_is_history_with_its_reason(city: City) -> None:
    plan, row = gone(city)
    kept = say(city, plan, row, role=Role.SOCIAL_WORKER)
    with acting_as(city.viewer("social_worker")):
        entry = Entry.objects.latest("pk")
        assert (entry.verb, "dancing" in entry.reason) == ("talked about somebody leaving", True)
        with pytest.raises(DatabaseError), transaction.atomic():
            HelperEnding.objects.filter(pk=kept.pk).update(words="Fine")


@pytest.mark.parametrize("role", ["network_manager", "volunteer_developer", "finance"])
def test_others_do_not_speak_for_the_person(city: City, role: str) -> None:
    plan, row = gone(city)
    with pytest.raises((NotAllowed, DomainError, Pathway.DoesNotExist)):
        say(city, plan, row, role=role)


def test_on_the_pages_from_today_to_a_new_friend(city: City) -> None:
    plan, row = gone(city, last_day=clock.today() - timedelta(days=1), at=clock.now())
    planner, own = city.client("support_planner"), city.client("person")
    assert "Talk with Mary about what comes to an end: Joan Ellis" in text(planner.get("/"))
    assert "to an end: Joan Ellis" not in text(city.client("other_support_planner").get("/"))
    page = text(planner.get(at(plan)))
    assert "nobody takes that place until Mary was asked" in page
    assert "Arrange what comes after" not in page
    assert "Arrange this" not in page
    refused = post(planner, line(city, plan), **agreed(provider_name="Ada Lunn"))
    assert refused.status_code == 422
    assert "Ada Lunn" in text(refused)
    assert "Talk with the person about it first" in text(refused)
    empty = post(own, at(plan, f"{row.pk}/leaving/"), words="I shall miss her.")
    assert empty.status_code == 422
    assert "I shall miss her." in text(empty)
    assert post(own, at(plan, f"{row.pk}/leaving/"), **SAID).status_code == 303
    assert "somebody who likes dancing" in text(own.get(at(plan, f"{row.pk}/leaving/"))).lower()
    assert "Arrange " in text(planner.get(at(plan)))
    assert post(planner, line(city, plan), **agreed(provider_name="Ada Lunn")).status_code == 303
    assert "to an end" not in text(planner.get("/"))
