"""Setting and verifying rates: history, refusals, audit, and the constraints of the database."""

from datetime import date

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from locallinks.foundation.audit.models import Entry
from locallinks.foundation.reference import actions, queries
from locallinks.foundation.reference.models import BankHoliday, Code, Rate, Verification
from locallinks.foundation.shared.errors import DomainError, NotAllowed, Stale
from locallinks.foundation.shared.roles import Role
from locallinks.foundation.shared.viewer import RoleIn, Viewer, acting_as
from tests.kit import NOW, TODAY, City

APRIL = date(2027, 4, 1)
OTHERS = (
    "social_worker",
    "handover_champion",
    "commissioner",
    "support_planner",
    "volunteer_developer",
    "network_manager",
    "provider",
    "investor",
    "person",
)


def set_hour(city: City, *, role: str = "finance", **changes: object) -> Rate:
    viewer = city.viewer(role)
    given = {"code": "home_care_hour", "amount": 2010, "starts_on": APRIL, "source": "Cabinet, 2 March 2027", **changes}
    with acting_as(viewer):
        return actions.set_rate(viewer=viewer, at=NOW, **given)


def test_the_first_rates_are_those_of_the_sources_and_say_whether_they_were_verified(db: None) -> None:
    expected = {
        "home_care_hour": (1950, "pence_per_hour", False),
        "ras_point": (405, "pence_per_point", False),
        "ras_tolerance": (10, "percent", False),
        "review_within": (12, "months", False),
        "capital_lower": (1_425_000, "pence", False),
        "capital_upper": (2_325_000, "pence", False),
    }
    rates = queries.rates(expected, TODAY)
    assert {code: (row.amount, row.unit, row.verified) for code, row in rates.items()} == expected
    assert queries.rate("capital_upper", date(2025, 6, 1)).verified, "the 2024/25 and 2025/26 circulars were seen"
    clocks = {"offer": 2, "network_answer": 2, "first_visit": 5, "approval": 5, "essential_live": 10}
    assert {name: queries.clock_working_days(name, TODAY) for name in clocks} == clocks
    assert all(row.source for row in Rate.objects.all())


@pytest.mark.parametrize("role", ["finance", "administrator"])
def test_a_new_amount_ends_the_old_one_and_both_stay(city: City, role: str) -> None:
    set_hour(city, role=role)
    assert queries.rate("home_care_hour", date(2027, 3, 31)).amount == 1950
    assert queries.rate("home_care_hour", APRIL).amount == 2010
    with acting_as(city.viewer(role)):
        entry = Entry.objects.get(verb="set a rate")
    assert (entry.actor_id, entry.at) == (city.users[role].pk, NOW)
    assert "£20.10 an hour" in entry.reason
    assert "Cabinet, 2 March 2027" in entry.reason


def test_an_amount_can_be_corrected_from_the_day_it_starts(city: City) -> None:
    set_hour(city, amount=2100)
    set_hour(city, amount=2010, source="Cabinet, 2 March 2027, read again")
    assert queries.rate("home_care_hour", APRIL).amount == 2010
    assert Rate.objects.filter(code="home_care_hour").count() == 3, "the slip stays in the history"
    line = next(row for row in queries.rate_lines(APRIL)["What support costs"] if row.code == "home_care_hour")
    assert [row.amount for row in line.earlier] == [1950], "and is not shown as if it had counted"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"amount": -1}, "negative"),
        ({"source": "   "}, "no_source"),
        ({"starts_on": date(2020, 3, 31)}, "too_early"),
        ({"code": "free_lunch"}, "unknown_code"),
    ],
)
def test_refuses_and_changes_nothing(city: City, changes: dict, code: str) -> None:
    before = list(Rate.objects.values_list("pk", "ends_on", "verified"))
    with pytest.raises(DomainError) as refusal:
        set_hour(city, **changes)
    assert refusal.value.codes == {code}
    assert list(Rate.objects.values_list("pk", "ends_on", "verified")) == before


@pytest.mark.parametrize("role", OTHERS)
def test_only_finance_officers_and_administrators_change_rates(city: City, role: str) -> None:
    viewer = city.viewer(role)
    rate = queries.rate("home_care_hour", TODAY)
    holiday = BankHoliday.objects.order_by("-day").first()
    acts = [
        lambda: actions.set_rate(viewer=viewer, code=rate.code, amount=1, starts_on=APRIL, source="x", at=NOW),
        lambda: actions.verify_rate(viewer=viewer, rate_id=rate.pk, source="x", at=NOW),
        lambda: actions.add_holiday(viewer=viewer, day=APRIL, name="x", source="x", at=NOW),
        lambda: actions.remove_holiday(viewer=viewer, holiday_id=holiday.pk, at=NOW),
        lambda: actions.verify_holidays(viewer=viewer, year=2026, source="x", at=NOW),
    ]
    for act in acts:
        with acting_as(viewer), pytest.raises(NotAllowed):
            act()


def test_the_administrator_of_a_network_cannot_change_rates(city: City) -> None:
    viewer = Viewer(
        user_id=city.users["administrator"].pk, roles_held=(RoleIn(Role.ADMINISTRATOR, city.network.pk, "", "network"),)
    )
    with acting_as(viewer), pytest.raises(NotAllowed):
        actions.set_rate(viewer=viewer, code="home_care_hour", amount=1, starts_on=APRIL, source="x", at=NOW)


def test_a_verification_records_who_and_the_source(city: City) -> None:
    viewer = city.viewer("finance")
    rate = queries.rate("home_care_hour", TODAY)
    with acting_as(viewer):
        mark = actions.verify_rate(viewer=viewer, rate_id=rate.pk, source="Contract register, 3 May 2026", at=NOW)
        assert (mark.by_id, mark.by_name, mark.at) == (viewer.user_id, viewer.name, NOW)
        assert Entry.objects.get(verb="checked a rate").subject_id == str(rate.pk)
        assert queries.rate("home_care_hour", TODAY).verified
        with pytest.raises(DomainError):
            actions.verify_rate(viewer=viewer, rate_id=rate.pk, source=" ", at=NOW)
        with pytest.raises(DomainError):
            actions.verify_rate(viewer=viewer, rate_id=0, source="x", at=NOW)


def test_verifying_twice_adds_two_rows(city: City) -> None:
    viewer = city.viewer("finance")
    rate = queries.rate("home_care_hour", TODAY)
    with acting_as(viewer):
        for source in ("Contract register", "Cabinet paper"):
            actions.verify_rate(viewer=viewer, rate_id=rate.pk, source=source, at=NOW)
    assert [mark.source for mark in rate.verifications.all()] == ["Cabinet paper", "Contract register"]
    assert str(rate) == "An hour of home care: £19.50 an hour"


def test_two_new_amounts_at_the_same_moment(city: City, monkeypatch: pytest.MonkeyPatch) -> None:
    """A second rate is inserted after ours was checked: the exclusion constraint refuses ours, and Stale is raised."""
    save = Rate.save

    def save_after_somebody_else(self: Rate, **kwargs: object) -> None:
        if self.pk is None:
            twin = {"code": self.code, "words": "x", "topic": "support", "unit": "pence", "source": "x"}
            Rate.objects.bulk_create([Rate(amount=9, starts_on=self.starts_on, **twin)])
        save(self, **kwargs)

    monkeypatch.setattr(Rate, "save", save_after_somebody_else)
    with pytest.raises(Stale, match="just set a new amount"):
        set_hour(city)


def test_a_rate_that_ended_can_begin_again_after_its_end(city: City) -> None:
    Rate.objects.filter(code="ras_point").update(ends_on=date(2026, 1, 1))
    with pytest.raises(DomainError, match="before 1 January 2026 are already set"):
        set_hour(city, code="ras_point", starts_on=date(2025, 12, 31), agreed=True)
    set_hour(city, code="ras_point", amount=410, starts_on=date(2026, 2, 1), agreed=True)
    assert queries.rate("ras_point", date(2026, 2, 1)).amount == 410
    with pytest.raises(DomainError):
        queries.rate("ras_point", date(2026, 1, 15))


@pytest.mark.parametrize("code", ["ras_point", "ras_tolerance"])
def test_a_rate_that_two_people_agree_on_cannot_be_set_by_one(city: City, code: str) -> None:
    with pytest.raises(DomainError) as refusal:
        set_hour(city, code=code)
    assert refusal.value.codes == {"agreed_first"}
    with pytest.raises(NotAllowed, match="can agree on this"):
        set_hour(city, code=code, role=Role.ADMINISTRATOR, agreed=True)
    assert set_hour(city, code=code, role=Role.COMMISSIONER, amount=12, agreed=True).amount == 12


def test_a_new_amount_can_be_verified_at_once(city: City) -> None:
    rate = set_hour(city, verified=True)
    assert queries.rate("home_care_hour", APRIL).verified
    assert Verification.objects.get(rate=rate).source == rate.source
    assert not queries.rate("home_care_hour", TODAY).verified, "the old one was not checked by that"


def test_the_database_keeps_one_amount_a_day(db: None) -> None:
    rate = queries.rate("home_care_hour", TODAY)
    for starts_on, ends_on in ((TODAY, None), (date(2019, 1, 1), date(2020, 4, 2)), (TODAY, date(2026, 11, 17))):
        twin = Rate(
            code=rate.code,
            words="x",
            topic="support",
            amount=1,
            unit="pence",
            starts_on=starts_on,
            ends_on=ends_on,
            source="x",
        )
        with pytest.raises(IntegrityError, match="one_rate_at_a_time"), transaction.atomic():
            twin.save()
    one = Code.objects.first()
    with pytest.raises(IntegrityError, match="one_code_at_a_time"), transaction.atomic():
        Code.objects.create(list_name=one.list_name, code=one.code, words="x", starts_on=TODAY, source="x")


@pytest.mark.parametrize("change", [{"amount": 1}, {"source": "x"}, {"starts_on": date(2019, 1, 1)}, {"words": "x"}])
def test_the_database_refuses_to_rewrite_an_amount(db: None, change: dict) -> None:
    with pytest.raises(DatabaseError, match="add a new row"), transaction.atomic():
        Rate.objects.filter(code="home_care_hour").update(**change)


def test_the_database_keeps_history(city: City) -> None:
    set_hour(city, verified=True)
    ended = Rate.objects.filter(code="home_care_hour").exclude(ends_on=None)
    for act in (
        ended.delete,
        lambda: ended.update(ends_on=None),
        lambda: Rate.objects.filter(verified=True).update(verified=False),
        lambda: Verification.objects.update(source="x"),
        Verification.objects.all().delete,
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            act()


def test_each_query_is_one_statement_and_nothing_is_cached(city: City, django_assert_num_queries) -> None:
    with django_assert_num_queries(1):
        queries.rates(["home_care_hour", "ras_point", "clock_offer"], TODAY)
    with django_assert_num_queries(1):
        queries.rate("home_care_hour", TODAY)
    with django_assert_num_queries(1):
        queries.clock_working_days("offer", TODAY)
    with django_assert_num_queries(1):
        queries.holidays(TODAY, APRIL)
    with django_assert_num_queries(1):
        assert len(queries.codes("types_of_harm", TODAY)) == 10
    set_hour(city, amount=2222, starts_on=TODAY)
    assert queries.rate("home_care_hour", TODAY).amount == 2222


def test_a_missing_rate_is_named_with_the_page_to_add_it(db: None) -> None:
    with pytest.raises(DomainError, match=r"“free_lunch” on 16 November 2026.*/reference/"):
        queries.rate("free_lunch", TODAY)
    with pytest.raises(DomainError, match="“capital_lower”"):
        queries.rates(["ras_point", "capital_lower"], date(2021, 1, 1))
    with pytest.raises(DomainError, match="“colours”"):
        queries.codes("colours", TODAY)


def test_bank_holidays_are_weekdays_and_both_ends_count(db: None) -> None:
    christmas = date(2026, 12, 25)
    assert queries.holidays(christmas, date(2026, 12, 28)) == {christmas, date(2026, 12, 28)}
    assert queries.holidays(date(2026, 12, 26), date(2026, 12, 27)) == frozenset()
    assert {row.day.weekday() for row in BankHoliday.objects.all()} <= {0, 1, 2, 3, 4}
    assert {row.year: len(row.days) for row in queries.holiday_years()} == {2025: 8, 2026: 8, 2027: 8}


def test_bank_holidays_can_be_added_checked_and_taken_out(city: City) -> None:
    viewer = city.viewer("administrator")
    jubilee = date(2026, 12, 11)
    with acting_as(viewer):
        holiday = actions.add_holiday(
            viewer=viewer, day=jubilee, name="A day for the king", source="Order in council", at=NOW
        )
        assert jubilee in queries.holidays(TODAY, APRIL)
        for day, name, code in (
            (jubilee, "x", "already_there"),
            (date(2026, 11, 15), "x", "past"),
            (APRIL, " ", "no_name"),
        ):
            with pytest.raises(DomainError) as refusal:
                actions.add_holiday(viewer=viewer, day=day, name=name, source="x", at=NOW)
            assert refusal.value.codes == {code}
        mark = actions.verify_holidays(viewer=viewer, year=2026, source="GOV.UK, 16 November 2026", at=NOW)
        assert mark.holidays_of == 2026
        assert next(row for row in queries.holiday_years() if row.year == 2026).verified
        with pytest.raises(DomainError):
            actions.verify_holidays(viewer=viewer, year=2040, source="x", at=NOW)
        actions.remove_holiday(viewer=viewer, holiday_id=holiday.pk, at=NOW)
        actions.remove_holiday(viewer=viewer, holiday_id=holiday.pk, at=NOW)
        assert jubilee not in queries.holidays(TODAY, APRIL)
        gone = BankHoliday.objects.get(day=date(2026, 5, 25))
        with pytest.raises(DomainError, match="has passed"):
            actions.remove_holiday(viewer=viewer, holiday_id=gone.pk, at=NOW)
        verbs = set(Entry.objects.values_list("verb", flat=True))
    assert {"added a bank holiday", "checked the bank holidays", "took out a bank holiday"} <= verbs
