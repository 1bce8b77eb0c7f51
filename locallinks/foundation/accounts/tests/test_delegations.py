"""Delegation of a council's duties (Care Act 2014 s.79; docs/rules/care-act.md 6)."""

import uuid
from datetime import date, timedelta
from typing import Any

import pytest

from locallinks.foundation.accounts import queries, rules
from locallinks.foundation.accounts.actions.delegations import end_delegation, record_delegation
from locallinks.foundation.accounts.choices import DelegableDuty, ReservedDuty
from locallinks.foundation.accounts.models import Delegation
from locallinks.foundation.audit.models import Entry
from locallinks.foundation.shared import clock
from locallinks.foundation.shared.errors import DomainError, NotAllowed
from locallinks.foundation.shared.viewer import acting_as
from tests.kit import City

NOW = clock.now()
TODAY = clock.day(NOW)  # of the same moment: a run may go on past midnight
DAY = timedelta(days=1)
PAGE = "/delegations/"
GIVEN: dict[str, Any] = {
    "duty": "assessment",
    "to_name": "Deaf Society",
    "agreement": "Agreement of 1 September",
    "starts_on": TODAY,
    "ends_on": None,
}


def record(city: City, role: str = "administrator", **changes: Any) -> Delegation:
    with acting_as(city.viewer(role)) as viewer:
        return record_delegation(viewer=viewer, at=NOW, **(GIVEN | changes))


def refused(city: City, **changes: Any) -> list[tuple[str, str]]:
    with pytest.raises(DomainError) as problem:
        record(city, **changes)
    return [(one.field, one.code) for one in problem.value.problems]


def boxes(name: str, day: date) -> dict[str, str]:
    return {f"{name}-day": str(day.day), f"{name}-month": str(day.month), f"{name}-year": str(day.year)}


@pytest.mark.parametrize("duty", [*ReservedDuty, "cooking", ""])
def test_duties_the_act_does_not_let_a_council_delegate_are_refused(city: City, duty: str) -> None:
    assert refused(city, duty=duty) == [("duty", "not_delegable")]
    assert ("stays with the council" in (rules.duty_problem(duty) or "")) == (duty in ReservedDuty)


def test_every_other_duty_may_be_delegated_and_none_is_by_default(city: City) -> None:
    for duty in DelegableDuty:
        assert rules.duty_problem(duty) is None
        assert not queries.delegations_in_force(city.council.pk, duty=duty, on=TODAY).exists()


@pytest.mark.parametrize(
    ("first", "second", "met"),
    [
        ((0, None), (5, None), True),
        ((0, 5), (5, None), False),
        ((0, 6), (5, None), True),
        ((5, None), (0, 5), False),
        ((5, None), (0, 6), True),
    ],
)
def test_two_periods(first: tuple[int, int | None], second: tuple[int, int | None], met: bool) -> None:
    days = [TODAY + one * DAY if one is not None else None for one in (*first, *second)]
    assert rules.periods_overlap(*days) is met  # type: ignore[arg-type]


def test_a_delegation_is_recorded_shown_and_ended(city: City) -> None:
    client = city.client("administrator")
    page = client.get(PAGE).content.decode()
    assert "Nothing is delegated. The council assesses, decides, approves and reviews itself." in page
    assert "The council stays responsible for all of it" in page
    assert ReservedDuty.CHARGING.label in page
    sent = {key: value for key, value in GIVEN.items() if isinstance(value, str)}
    sent |= {"submission": str(uuid.uuid4()), **boxes("starts_on", TODAY - DAY)}
    assert client.post(PAGE, sent).status_code == 303
    row = queries.delegations_in_force(city.council.pk, duty="assessment", on=TODAY).get()
    with acting_as(city.viewer("administrator")):
        written = Entry.objects.get(verb="recorded that Deaf Society does a duty for the council")
    assert (written.actor_name, written.reason) == ("Ada Pell", "Assessing (sections 9 and 10)")
    page = city.client("social_worker").get(PAGE).content.decode()
    assert "Agreement of 1 September" in page
    assert not {word for word in ("Write it down", "End it") if word in page}
    assert "Deaf Society" in city.client("social_worker").get(f"{PAGE}?format=csv").content.decode()
    assert "Deaf Society" not in city.client("other_social_worker").get(PAGE).content.decode()
    end = {"submission": str(uuid.uuid4()), **boxes("ends_on", TODAY), "reason": "We hired somebody who signs."}
    assert client.post(f"{PAGE}{row.pk}/end/", end).status_code == 303
    assert not queries.delegations_in_force(city.council.pk, duty="assessment", on=TODAY).exists()
    assert queries.delegations_in_force(city.council.pk, duty="assessment", on=TODAY - DAY).exists()
    with acting_as(city.viewer("administrator")):
        assert Entry.objects.filter(reason="We hired somebody who signs.").exists()
    assert "(over)" in client.get(PAGE).content.decode()


def test_missing_words_and_overlaps_are_refused(city: City) -> None:
    assert refused(city, to_name=" ", agreement="", ends_on=TODAY) == [
        ("to_name", "missing"),
        ("agreement", "missing"),
        ("ends_on", "ends_before_start"),
    ]
    record(city, ends_on=TODAY + 9 * DAY)
    assert refused(city, to_name="DEAF society") == [("starts_on", "delegated_already")]
    record(city, starts_on=TODAY + 9 * DAY)
    record(city, duty="review")


def test_who_may_record_and_read_delegations(city: City) -> None:
    """The council's administrator records; its social workers read; nobody else does either."""
    assert record(city).recorded_by == city.users["administrator"]
    for role in (
        "social_worker2",
        "social_worker",
        "support_planner",
        "network_manager",
        "commissioner",
        "handover_champion",
    ):
        with pytest.raises(NotAllowed):
            record(city, role=role, duty="advice")


def test_an_end_is_recorded_once_and_never_moved_later(city: City) -> None:
    row = record(city, starts_on=TODAY - 9 * DAY, ends_on=TODAY + 9 * DAY)

    def end(role: str = "administrator", **changes: Any) -> None:
        given = {"delegation_id": row.pk, "ends_on": TODAY, "reason": "Over", "at": NOW} | changes
        with acting_as(city.viewer(role)) as viewer:
            end_delegation(viewer=viewer, **given)

    for changes, told in (
        ({"ends_on": row.starts_on, "reason": " "}, {"ends_before_start", "missing"}),
        ({"ends_on": TODAY + 10 * DAY}, {"later"}),
    ):
        with pytest.raises(DomainError) as problem:
            end(**changes)
        assert problem.value.codes == told
    with pytest.raises(NotAllowed):
        end("social_worker")
    with pytest.raises(NotAllowed):
        end("other_social_worker")
    with pytest.raises(Delegation.DoesNotExist):
        end(delegation_id=0)
    end()
    with pytest.raises(DomainError) as problem:
        end()
    assert "delegation_over" in problem.value.codes
