"""Two records of one person: finding, merging, searching and undoing."""

from datetime import date

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from locallinks.foundation.audit.models import Entry
from locallinks.foundation.people.actions import duplicates
from locallinks.foundation.people.jobs import PROBABILITY_THRESHOLD, find_duplicates, likely_pairs
from locallinks.foundation.people.models import DuplicateCandidate, Merge, Person, Relationship
from locallinks.foundation.people.queries.duplicates import duplicate_candidates, merge_of
from locallinks.foundation.people.queries.records import merge_into_survivor, merged_away_at, search_people
from locallinks.foundation.shared.errors import DomainError, NotAllowed
from locallinks.foundation.shared.roles import Role
from locallinks.foundation.shared.viewer import acting_as
from tests.kit import NOW, City, make_person, pathway_in, share_with
from tests.prebuilt import built_once

BORN = date(1938, 3, 27)


@built_once
def two(city: City) -> tuple[Person, Person]:
    first = make_person(city, date_of_birth=BORN, nhs_number="9990000018")
    return first, make_person(city, name="Mary Frith", date_of_birth=BORN)


def merge(city: City, kept: Person, aside: Person, role: str = "social_worker", **changes) -> Merge:
    viewer = city.viewer(role)
    given = {"reason": "She told me so", **changes}
    with acting_as(viewer):
        return duplicates.merge_records(viewer=viewer, keep_id=kept.pk, aside_id=aside.pk, at=NOW, **given)


def found(city: City, words: str = "Mary") -> list[str]:
    viewer = city.viewer("social_worker")
    with acting_as(viewer):
        return [person.full_name for person in search_people(viewer=viewer, words=words)]


def test_likely_pairs_have_reasons_and_others_are_left_out() -> None:
    rows = [
        (1, "mary firth", "fir", "1938-03-27", "9990000018", "ZZ1 1AA", "01134960000"),
        (2, "mary frith", "fri", "1938-03-27", None, "ZZ1 1AA", "01134960000"),
        (3, "mary firth", "fir", "1938-03-27", "9990000026", None, None),
        (4, "edna holt", "hol", "1940-01-01", None, "ZZ9 1AA", None),
        (5, "tom holt", "hol", "1938-03-02", None, "ZZ9 1AA", None),
    ]
    ((one, other, likely, reasons),) = [pair for pair in likely_pairs(rows) if pair[:2] == (1, 2)]
    assert likely > PROBABILITY_THRESHOLD
    assert reasons == ["Nearly the same name", "The same date of birth", "The same postcode", "The same phone number"]
    pairs = {pair[:2] for pair in likely_pairs(rows)}
    assert (1, 3) not in pairs  # two NHS numbers: two people
    assert (4, 5) not in pairs
    assert likely_pairs(rows[:1]) == []


def test_phone_numbers_are_compared_without_formatting(city: City) -> None:
    for name, phone in (("Mary Firth", "01134960000"), ("Mary Frith", "+44 113 496 0000")):
        make_person(city, name=name, date_of_birth=BORN, phone=phone)
    assert find_duplicates(council=city.council, at=NOW) == 1
    with acting_as(city.viewer("social_worker")):
        assert "The same phone number" in duplicate_candidates((city.council.pk,)).get().reasons


def test_the_search_replaces_undecided_pairs_only(city: City) -> None:
    first, second = two(city)
    for _ in range(2):
        assert find_duplicates(council=city.council, at=NOW) == 1
    call_command("find_duplicates")
    with acting_as(city.viewer("social_worker")):
        (pair,) = duplicate_candidates((city.council.pk,))
        assert (pair.first_id, pair.second_id) == (first.pk, second.pk)
    merge(city, first, second)
    assert find_duplicates(council=city.council, at=NOW) == 0
    with acting_as(city.viewer("social_worker")):
        assert not duplicate_candidates((city.council.pk,)).exists()
        assert DuplicateCandidate.objects.count() == 1
    with acting_as(city.viewer("other_social_worker")):
        assert not DuplicateCandidate.objects.exists()


def test_a_record_merged_away_is_not_found_until_it_is_unmerged(city: City) -> None:
    first, second = two(city)
    assert len(found(city)) == 2
    done = merge(city, first, second)
    assert found(city) == ["Mary Firth"]
    viewer = city.viewer("social_worker")
    with acting_as(viewer):
        assert merge_into_survivor(second.pk).survivor_id == first.pk
        assert merge_into_survivor(first.pk) is None
        assert Person.objects.count() == 2
        assert Entry.objects.filter(verb="put two records together").count() == 2
        duplicates.undo_merge(viewer=viewer, merge_id=done.pk, reason="Cousins", at=NOW)
        assert merge_of(first.pk, second.pk) is None
        with pytest.raises(DomainError) as problem:
            duplicates.undo_merge(viewer=viewer, merge_id=done.pk, reason="Again", at=NOW)
        assert problem.value.codes == {"undone_already"}
    assert sorted(found(city)) == ["Mary Firth", "Mary Frith"]
    merge(city, second, first)  # and the other way round


def test_impossible_merges_are_refused(city: City) -> None:
    first, second = two(city)
    with pytest.raises(DomainError) as problem:
        merge(city, first, second, reason=" ")
    assert problem.value.codes == {"reason_missing"}
    with pytest.raises(DomainError) as problem:
        merge(city, first, first)
    assert problem.value.codes == {"not_two"}
    merge(city, first, second)
    third = make_person(city, name="Mary Fife")
    for kept, aside in ((third, second), (second, third)):
        with pytest.raises(DomainError) as problem:
            merge(city, kept, aside)
        assert problem.value.codes == {"merged_already"}


def test_a_record_with_support_running_is_not_merged_away(city: City) -> None:
    kept, aside = two(city)
    pathway_in(city, aside, "assessing")
    with pytest.raises(DomainError) as problem:
        merge(city, kept, aside)
    assert problem.value.codes == {"help_runs"}
    merge(city, aside, kept)  # the survivor may be in use


@pytest.mark.parametrize("role", ["handover_champion", "support_planner", "administrator"])
def test_only_the_councils_social_worker_decides(city: City, role: str) -> None:
    first, second = two(city)
    for person in (first, second):
        share_with(city, person)
    with pytest.raises(NotAllowed if role != Role.ADMINISTRATOR else DomainError):
        merge(city, first, second, role)


def test_a_dismissed_pair_is_not_shown_again(city: City) -> None:
    first, second = two(city)
    find_duplicates(council=city.council, at=NOW)
    viewer = city.viewer("social_worker")
    with acting_as(viewer):
        duplicates.dismiss_duplicate(viewer=viewer, first_id=first.pk, second_id=second.pk, reason="Cousins", at=NOW)
        assert not duplicate_candidates((city.council.pk,)).exists()
    find_duplicates(council=city.council, at=NOW)
    with acting_as(viewer):
        assert not duplicate_candidates((city.council.pk,)).exists()


def test_merges_are_append_only(city: City) -> None:
    done = merge(city, *two(city))
    with acting_as(city.viewer("social_worker")), pytest.raises(DatabaseError, match="history"), transaction.atomic():
        Merge.objects.filter(pk=done.pk).delete()


def test_the_number_of_queries_does_not_grow_with_the_record(city: City) -> None:
    """No data is moved, so merging needs no job and no progress page (README)."""
    kept, aside = two(city)
    with acting_as(city.viewer("social_worker")):
        rows = [(aside.pk, f"Friend {number}") for number in range(2_000)]
        Relationship.objects.bulk_create(Relationship(person_id=pk, name=name, relation="Friend") for pk, name in rows)
    with CaptureQueriesContext(connection) as asked:
        done = merge(city, kept, aside)
    assert len(asked) <= 16, len(asked)
    with CaptureQueriesContext(connection) as asked, acting_as(city.viewer("social_worker")) as viewer:
        duplicates.undo_merge(viewer=viewer, merge_id=done.pk, reason="Two people", at=NOW)
    assert len(asked) <= 22, len(asked)


def test_the_person_sees_that_their_record_was_merged_and_nothing_of_the_other(city: City) -> None:
    """They may not read the row of the merge, because it names the other record."""
    kept, aside = make_person(city, name="Marian Quill"), make_person(city, own=True)
    done = merge(city, kept, aside)
    page = city.client("person").get(f"/people/{aside.pk}/").content.decode()
    assert "There were two records about you. Since 16 November 2026" in page
    assert "Quill" not in page
    for role, person_id in (("person", kept.pk), ("social_worker", aside.pk)):
        with acting_as(city.viewer(role)):
            assert merged_away_at(person_id) is None
    viewer = city.viewer("social_worker")
    with acting_as(viewer):
        duplicates.undo_merge(viewer=viewer, merge_id=done.pk, reason="Two people", at=NOW)
    assert "two records about you" not in city.client("person").get(f"/people/{aside.pk}/").content.decode()
