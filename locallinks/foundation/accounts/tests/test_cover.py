"""Cover while somebody is away."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from locallinks.foundation.accounts import queries
from locallinks.foundation.accounts.actions.cover import arrange_cover, end_cover
from locallinks.foundation.accounts.models import Cover
from locallinks.foundation.accounts.queries import viewer_for
from locallinks.foundation.shared import clock
from locallinks.foundation.shared.errors import DomainError, NotAllowed
from locallinks.foundation.shared.viewer import acting_as
from tests.kit import City

NOW = clock.now()
TODAY = clock.day(NOW)  # of the same moment: a run may go on past midnight
BACK = TODAY + timedelta(days=7)


def cover(city: City, role: str = "social_worker", **changes: Any) -> Cover:
    viewer = city.viewer(role)
    given: dict[str, Any] = {
        "user_id": city.users["social_worker"].pk,
        "covered_by_id": city.users["social_worker2"].pk,
        "starts_on": TODAY,
        "ends_on": BACK,
        **changes,
    }
    with acting_as(viewer):
        return arrange_cover(viewer=viewer, at=NOW, **given)


def covered_for(city: City, role: str) -> list[str]:
    return [name for _, name in viewer_for(city.users[role]).covering_for]


def test_the_colleague_covers_from_the_day_and_until_they_are_back(city: City) -> None:
    made = cover(city)
    assert made.organisation == city.council
    assert covered_for(city, "social_worker2") == ["Ruth Adeyemi"]
    assert covered_for(city, "social_worker") == []
    viewer = city.viewer("social_worker2")
    with acting_as(viewer):
        end_cover(viewer=viewer, cover_id=made.pk, at=NOW)
        with pytest.raises(DomainError) as gone:
            end_cover(viewer=viewer, cover_id=made.pk, at=NOW)
    assert gone.value.codes == {"no_cover"}
    assert covered_for(city, "social_worker2") == []


def test_cover_that_began_ends_today_and_future_cover_is_deleted(city: City) -> None:
    made = cover(city, starts_on=TODAY - timedelta(days=3))
    viewer = city.viewer("social_worker")
    with acting_as(viewer):
        end_cover(viewer=viewer, cover_id=made.pk, at=NOW)
    made.refresh_from_db()
    assert made.ends_on == TODAY


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"user_id": 0}, "unknown_colleague"),
        ({"covered_by_id": 0}, "same_person"),
        ({"ends_on": TODAY}, "ends_before_start"),
    ],
)
def test_impossible_cover_is_refused(city: City, changes: dict, code: str) -> None:
    with pytest.raises(DomainError) as refused:
        cover(city, **changes)
    assert refused.value.codes == {code}


def test_only_one_colleague_covers_at_a_time(city: City) -> None:
    cover(city)
    with pytest.raises(DomainError) as refused:
        cover(city, starts_on=BACK - timedelta(days=1), ends_on=BACK + timedelta(days=9))
    assert refused.value.codes == {"covered"}
    cover(city, starts_on=BACK, ends_on=BACK + timedelta(days=9))


@pytest.mark.parametrize("role", ["administrator", "provider", "volunteer_developer", "person"])
def test_roles_without_a_caseload_have_no_cover(city: City, role: str) -> None:
    with pytest.raises(NotAllowed):
        cover(city, role)


def test_only_people_of_the_same_organisation_are_colleagues(city: City) -> None:
    names = queries.colleagues(viewer=city.viewer("social_worker"), on=TODAY)
    assert next(iter(names)) == city.users["social_worker"].pk
    assert city.users["other_social_worker"].pk not in names
    assert list(queries.cover_of_colleagues(viewer=city.viewer("other_social_worker"), on=TODAY)) == []


def test_cover_is_arranged_and_ended_on_the_pages(city: City) -> None:
    client: Client = city.client("social_worker")
    data = {"submission": str(uuid.uuid4()), "user": city.users["social_worker"].pk}
    for name, day in (("starts_on", TODAY), ("ends_on", BACK)):
        data |= {f"{name}-day": str(day.day), f"{name}-month": str(day.month), f"{name}-year": str(day.year)}
    assert client.post("/cover/", data).status_code == 422
    answer = client.post(
        "/cover/", {**data, "submission": str(uuid.uuid4()), "covered_by": city.users["social_worker2"].pk}
    )
    assert answer.status_code == 303
    page = f"/cover/{Cover.objects.get().pk}/end/"
    assert "Back early?" in client.get("/cover/").content.decode()
    assert city.client("other_social_worker").get(page).status_code == 404
    assert client.post(page, {"submission": str(uuid.uuid4())}).status_code == 303
    assert client.get(page).status_code == 404
    assert "There is no colleague" in city.client("support_planner").get("/cover/").content.decode()
