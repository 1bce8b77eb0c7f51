"""A link ends the moment its ground ends, also for a request that has begun (docs/findings.md, H2)."""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse

from locallinks.foundation.accounts.models import Membership, User
from locallinks.foundation.people.actions.invitations import end_invitation
from locallinks.foundation.people.actions.records import record_death
from locallinks.foundation.people.models import Invitation, InvitationEnd, Person, Relationship
from locallinks.foundation.people.queries.records import links_of
from locallinks.foundation.shared import clock
from locallinks.foundation.shared.roles import Role
from locallinks.foundation.shared.viewer import acting_as
from locallinks.personal.plans.models import Comment
from locallinks.personal.plans.tests.builders import written
from tests.kit import City, make_person, share_with
from tests.security.acts_through_pages import day, link_to_plan, post, withdraw


@pytest.fixture
def mary(city: City) -> Person:
    return make_person(city, own=True)


GONE = (404, 410)


@pytest.mark.parametrize("ground", ["consent", "death", "closing", "maker left", "role"])
def test_h2_a_link_ends_with_what_it_stands_on(city: City, ground: str) -> None:
    pathway = written(city, own=True).pathway
    mary = pathway.person
    link = link_to_plan(city, pathway)
    assert city.client().get(link).status_code == 200
    if ground == "consent":
        withdraw(city, mary)
    elif ground == "death":
        page = reverse("pathways:record_death", kwargs={"person_id": mary.pk})
        post(city, "social_worker", page, **day("died_on", clock.today()))
    elif ground == "closing":
        page = reverse("pathways:end_support", kwargs={"pathway_id": pathway.pk})
        post(city, "social_worker", page, event="withdraw")
    else:
        Membership.objects.filter(user=city.users["support_planner"]).update(ends_on=clock.today())
    if ground == "role":
        Membership.objects.create(
            user=city.users["support_planner"],
            organisation=city.network,
            role=Role.VOLUNTEER_DEVELOPER,
            starts_on=clock.today(),
        )
    assert city.client().get(link).status_code in GONE
    assert city.client().post(f"{link}say/", {"words": "Hello"}).status_code in GONE
    assert city.client().post(f"{link}agree/", {"agrees": "yes"}).status_code in GONE


@pytest.mark.parametrize(
    ("role", "status"), [(Role.SUPPORT_PLANNER, "It works now"), (Role.VOLUNTEER_DEVELOPER, "Whoever made it has left")]
)
def test_h2_the_list_of_links_says_what_the_link_does(city: City, role: Role, status: str) -> None:
    """The list and guard.invitation count the same roles of the maker."""
    pathway = written(city, own=True).pathway
    link = link_to_plan(city, pathway)
    Membership.objects.filter(user=city.users["support_planner"]).update(role=role)
    with acting_as(city.viewer("social_worker")):
        (shown,) = links_of(person=pathway.person, at=clock.now())
    assert shown.status == status
    assert (city.client().get(link).status_code == 200) is shown.works


def test_h2_a_link_made_while_somebody_dies_opens_nothing(city: City) -> None:
    """It was made a moment after all links of theirs were ended, so that nobody ended this one."""
    pathway = written(city, own=True).pathway
    link = link_to_plan(city, pathway)
    with acting_as(city.viewer("social_worker")) as viewer:
        record_death(viewer=viewer, person=pathway.person, died_on=clock.today(), told_by="Ann", at=clock.now())
        assert not InvitationEnd.objects.exists()
    assert city.client().get(link).status_code in GONE
    assert city.client().post(f"{link}say/", {"words": "Hello"}).status_code in GONE


class Slow(BytesIO):
    """A request body that arrives so slowly that a consent ends meanwhile."""

    def __init__(self, body: bytes, meanwhile: Callable[[], Any]) -> None:
        super().__init__(body)
        self.meanwhile = [meanwhile]

    def read(self, *size: int) -> bytes:
        while self.meanwhile:
            self.meanwhile.pop()()
        return super().read(*size)


def send_slowly(client: Client, page: str, answers: dict[str, str], meanwhile: Callable[[], Any]) -> Any:
    body = urlencode(answers).encode()
    return client.post(
        page, body, content_type="application/x-www-form-urlencoded", **{"wsgi.input": Slow(body, meanwhile)}
    )


def test_h2_what_was_begun_before_a_link_was_called_back_is_not_kept_after(city: City) -> None:
    pathway = written(city, own=True).pathway
    link = link_to_plan(city, pathway)

    def call_back() -> None:
        with acting_as(city.viewer("support_planner")) as viewer:
            end_invitation(viewer=viewer, invitation_id=Invitation.objects.get().pk, why="called_back", at=clock.now())

    answers = {"words": "Too late", "submission": str(uuid4())}
    assert send_slowly(city.client(), f"{link}say/", answers, call_back).status_code in GONE
    with acting_as(city.viewer("support_planner")):
        assert not Comment.objects.exists()


@pytest.mark.parametrize("ended", ["account", "role", "password"])
def test_h2_nor_what_somebody_began_before_their_account_was_shut(city: City, mary: Person, ended: str) -> None:
    share_with(city, mary)
    planner = city.users["support_planner"]

    def end() -> None:
        if ended == "role":
            Membership.objects.filter(user=planner).update(ends_on=clock.today())
        elif ended == "account":
            User.objects.filter(pk=planner.pk).update(is_active=False)
        else:
            planner.set_password("another-good-life")
            planner.save()

    page = f"/people/{mary.pk}/people/"
    client = city.client("support_planner")
    answers = {"name": "Written after", "relation": "Friend", "kind": "friend", "submission": str(uuid4())}
    assert send_slowly(client, page, answers, end).status_code in (302, 403, 404)
    with acting_as(city.viewer("social_worker")):
        assert not Relationship.objects.exists()


@pytest.mark.parametrize(
    "other_ground",
    [
        {"organisation_id": "council"},
        {"organisation_id": None},
        {"made_by_id": "social_worker"},
        {"expires_at": timedelta(days=4000)},
    ],
    ids=lambda given: next(iter(given)),
)
def test_h2_no_link_is_made_on_somebody_elses_ground(city: City, other_ground: dict[str, Any]) -> None:
    """As the application role. Such a link would go on after the maker's own has ended."""
    pathway = written(city, own=True).pathway
    link_to_plan(city, pathway)
    with acting_as(city.viewer("support_planner")):
        made = Invitation.objects.get(person=pathway.person_id)
        (field, given), *_ = other_ground.items()
        values = {"council": city.council.pk, "social_worker": city.users["social_worker"].pk}
        setattr(made, field, made.made_at + given if field == "expires_at" else values.get(given))
        made.pk, made.digest, made._state.adding = None, "another", True
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            made.save()


def test_h2_the_person_sees_their_links_and_calls_one_back(city: City) -> None:
    pathway = written(city, own=True).pathway
    mary = pathway.person
    link = link_to_plan(city, pathway)
    page = city.client("person").get(reverse("people:sharing", kwargs={"person_id": mary.pk})).content.decode()
    assert "Carol Firth" in page
    with acting_as(city.viewer("social_worker")):
        made = Invitation.objects.get(person=mary)
    post(city, "person", reverse("people:end_link", kwargs={"person_id": mary.pk, "invitation_id": made.pk}))
    assert city.client().get(link).status_code in GONE
