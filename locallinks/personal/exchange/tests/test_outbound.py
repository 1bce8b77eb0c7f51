"""What goes out, in an order that misses nothing."""

from datetime import UTC, datetime
from typing import Any

import pytest

from locallinks.foundation.audit.models import Entry
from locallinks.foundation.shared.errors import NotAllowed
from locallinks.foundation.shared.viewer import acting_as
from locallinks.personal.brokerage.tests.builders import elaine
from locallinks.personal.exchange.actions.outbound import fetch_outbound_page, number_outbound
from locallinks.personal.exchange.models import Connection, OutboundEntry
from locallinks.personal.exchange.queries.connections import viewer_of
from locallinks.personal.exchange.queries.outbound import OutboundPage, read_outbound
from locallinks.personal.exchange.tests.builders import (
    PERSON,
    as_council,
    close_one,
    connect,
    person_of,
    send,
)
from locallinks.personal.pathways.models import Step
from locallinks.personal.referrals.actions.referral_and_advice import advise_and_close
from tests.kit import NOW, City, make_person, pathway_in


@pytest.fixture
def connection(city: City) -> Connection:
    return connect(city)[0]


class TestGoingOut:
    def out(self, city: City, connection: Connection, since: int = 0, limit: int = 100) -> OutboundPage:
        with acting_as(viewer_of(connection)) as viewer:
            return fetch_outbound_page(
                viewer=viewer, home_id=connection.home_id, since=since, limit=limit, at=NOW, connection=connection
            )

    def test_pages_go_on_where_the_last_ended_and_miss_nothing(self, city: City, connection: Connection) -> None:
        people = [close_one(city, f"Person {word}") for word in ("One", "Two", "Three")]
        first = self.out(city, connection, limit=2)
        assert first.more
        second = self.out(city, connection, since=first.next, limit=2)
        assert not second.more
        told = [one["person"]["reference"] for one in first.entries + second.entries]
        assert told == [f"LL-P{person.pk}" for person in people]
        assert self.out(city, connection, since=second.next) == OutboundPage([], second.next, False)
        assert self.out(city, connection, limit=2) == first, "the same again is the same"

    def test_an_ending_and_whose_it_is(self, city: City, connection: Connection) -> None:
        record = send(connection, "people", "P-1", PERSON)
        way = pathway_in(city, person_of(city, record), "referred")
        with as_council(city) as viewer:
            advise_and_close(viewer=viewer, pathway_id=way.pk, advice="Tea", introduction_offered=True, at=NOW)
        (one,) = self.out(city, connection).entries
        assert one["kind"] == "ending"
        assert one["person"]["your_reference"] == "P-1"
        assert one["details"] == {"state": "signposted", "reason": "Tea"}
        with as_council(city):
            looks = Entry.objects.filter(verb="looked at what went out to the other system")
            assert [(row.actor_name, row.person_id) for row in looks] == [(connection.name, record.person_id)]

    def test_moments_go_out_in_utc_winter_and_summer(self, city: City, connection: Connection) -> None:
        """The database gives them by the clock on the wall; two systems compare them by one that never moves."""
        winter, summer = datetime(2026, 12, 1, 23, 30, tzinfo=UTC), datetime(2027, 7, 12, 23, 30, tzinfo=UTC)
        for at in (winter, summer):
            way = pathway_in(city, make_person(city), "referred")
            with as_council(city) as viewer:
                advise_and_close(viewer=viewer, pathway_id=way.pk, advice="Tea", introduction_offered=True, at=at)
        moments = [one["happened_at"] for one in self.out(city, connection).entries]
        assert moments == ["2026-12-01T23:30:00+00:00", "2027-07-12T23:30:00+00:00"]

    def test_another_council_has_none_of_it(self, city: City, connection: Connection) -> None:
        close_one(city, "Person One")
        with acting_as(viewer_of(connection)) as viewer, pytest.raises(NotAllowed):
            fetch_outbound_page(viewer=viewer, home_id=city.other_council.pk, since=0, limit=9, at=NOW)
        with acting_as(city.viewer("other_social_worker")) as viewer:
            feed = fetch_outbound_page(viewer=viewer, home_id=city.other_council.pk, since=0, limit=9, at=NOW)
        assert feed.entries == []
        with as_council(city):
            assert not OutboundEntry.objects.exists()

    def test_the_same_number_of_queries_for_one_and_for_many(
        self, city: City, connection: Connection, django_assert_num_queries: Any
    ) -> None:
        close_one(city, "Person One")
        self.out(city, connection)
        for many in (1, 4):
            for number in range(many - 1):
                close_one(city, f"Person {number}")
            with acting_as(viewer_of(connection)) as viewer:
                number_outbound(viewer=viewer, home_id=connection.home_id, at=NOW)
                with django_assert_num_queries(3):
                    read_outbound(
                        viewer=viewer, home_id=connection.home_id, since=0, limit=100, at=NOW, connection=connection
                    )

    def test_steps_are_numbered_once(self, city: City, connection: Connection) -> None:
        close_one(city, "Person One")
        with acting_as(viewer_of(connection)) as viewer:
            assert number_outbound(viewer=viewer, home_id=connection.home_id, at=NOW) == 1
            assert number_outbound(viewer=viewer, home_id=connection.home_id, at=NOW) == 0
            assert Step.objects.count() == 1

    def test_a_plan_and_its_approval_with_as_many_queries_however_many_plans(
        self, city: City, connection: Connection, django_assert_num_queries: Any
    ) -> None:
        elaine(city)
        feed = self.out(city, connection)
        assert [one["kind"] for one in feed.entries] == ["plan", "approval"]
        plan = feed.entries[0]["details"]["plan"]
        assert plan == feed.entries[1]["details"]["plan"]
        assert plan["reference"].startswith("LL-W")
        assert {one["kind"] for one in plan["actions"]} == {"statutory", "voluntary"}
        with acting_as(viewer_of(connection)) as viewer, django_assert_num_queries(7):
            read_outbound(viewer=viewer, home_id=connection.home_id, since=0, limit=100, at=NOW)
