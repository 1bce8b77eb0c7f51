"""Pages that compare two records, merge them and undo it."""

import uuid

from django.test import Client

from locallinks.foundation.people.actions import duplicates
from locallinks.foundation.people.models import DuplicateCandidate, Person
from locallinks.foundation.shared.viewer import acting_as
from tests.kit import NOW, City, make_person, pathway_in
from tests.prebuilt import built_once
from tests.readability import page_words, reading_age


@built_once
def pair(city: City) -> tuple[Person, Person, DuplicateCandidate]:
    first, second = make_person(city, address="4 Canal Row"), make_person(city, name="Mary Frith")
    with acting_as(city.viewer("social_worker")):
        found = [(first.pk, second.pk, 0.99, ["Nearly the same name"])]
        duplicates.record_duplicate_candidates(home_id=city.council.pk, pairs=found, at=NOW)
        return first, second, DuplicateCandidate.objects.get()


def send(client: Client, url: str, **data: str):
    return client.post(url, {"submission": str(uuid.uuid4()), **data})


def test_a_pair_is_compared_merged_and_unmerged(city: City) -> None:
    first, second, likeness = pair(city)
    client, here = city.client("social_worker"), f"/alike/{likeness.pk}/"
    assert "Mary Firth and Mary Frith" in client.get("/alike/").content.decode()
    page = client.get(here).content.decode()
    for shown in ("4 Canal Row", "Mary Frith", "Nearly the same name"):
        assert shown in page
    assert send(client, here, what="first", reason=" ").status_code == 422
    response = send(client, here, what="second", reason="She told me")
    assert response.headers["Location"] == f"/people/{second.pk}/"
    assert "Nobody seems to have two records" in client.get("/alike/").content.decode()
    assert client.get(here).headers["Location"] == f"{here}undo/"
    assert "She told me" in client.get(f"{here}undo/").content.decode()
    assert send(client, f"{here}undo/", reason="Cousins").headers["Location"] == here
    assert client.get(f"{here}undo/").headers["Location"] == here
    assert send(client, here, what="apart", reason="Cousins").headers["Location"] == "/alike/"
    assert "Nobody seems to have two records" in client.get("/alike/").content.decode()


def test_a_record_in_use_is_not_merged_away(city: City) -> None:
    first, second, likeness = pair(city)
    pathway_in(city, second, "assessing")
    response = send(city.client("social_worker"), f"/alike/{likeness.pk}/", what="first", reason="She told me")
    assert response.status_code == 422
    assert "is getting help on the record you would lay aside" in response.content.decode()


def test_the_pages_are_readable(city: City) -> None:
    _, _, likeness = pair(city)
    for path in ("/alike/", f"/alike/{likeness.pk}/"):
        assert reading_age(page_words(city.client("social_worker").get(path).content.decode())) <= 13
