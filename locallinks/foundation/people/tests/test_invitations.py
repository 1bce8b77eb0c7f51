"""Links for people without an account: one purpose, one person, until a time."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.http import Http404
from django.test import Client

from locallinks.foundation.audit.models import Entry
from locallinks.foundation.people.actions.invitations import end_invitation, invite
from locallinks.foundation.people.models import Invitation, Person
from locallinks.foundation.people.queries.records import invitations_of, invited_viewer, open_person_by_link
from locallinks.foundation.shared import clock
from locallinks.foundation.shared.errors import DomainError, NotAllowed
from locallinks.foundation.shared.roles import Role
from locallinks.foundation.shared.viewer import acting_as
from tests.kit import NOW, City, make_person

LATER = NOW + timedelta(days=1)


def link(city: City, person: Person, purpose: str = "partner_answer", role: str = "social_worker", **more) -> str:
    viewer = city.viewer(role)
    with acting_as(viewer):
        given = {"record_id": 7, "to_name": "Jean Holt", "at": NOW, **more}
        return invite(viewer=viewer, person=person, purpose=purpose, **given)[1]


def test_a_link_has_a_holder_a_purpose_and_a_record(city: City) -> None:
    person = make_person(city)
    viewer = invited_viewer(link(city, person), LATER)
    assert viewer is not None
    assert viewer.invitation is not None
    assert (viewer.name, viewer.invitation.purpose, viewer.invitation.record_id) == (
        "Jean Holt, by a link",
        "partner_answer",
        7,
    )
    assert (viewer.people, viewer.link_people, viewer.roles) == ((), (person.pk,), frozenset())


def test_only_a_link_for_the_person_acts_as_the_person(city: City) -> None:
    person = make_person(city)
    viewer = invited_viewer(link(city, person, "read_plan"), LATER)
    assert viewer is not None
    assert (viewer.people, viewer.roles) == ((person.pk,), {"person"})
    with pytest.raises(NotAllowed):
        viewer.actor_id  # noqa: B018 - reading it is the test


def test_only_a_digest_is_stored(city: City) -> None:
    token = link(city, make_person(city))
    with acting_as(city.viewer("social_worker")):
        assert token not in str(Invitation.objects.values().get())


def test_the_holder_sees_only_that_person_and_the_read_is_audited(city: City) -> None:
    person, other = make_person(city), make_person(city, preferred_name="Stan", full_name="Stan Ogden")
    viewer = invited_viewer(link(city, person), LATER)
    assert viewer is not None
    with acting_as(viewer):
        assert open_person_by_link(viewer=viewer, page="the question", at=LATER) == person
        assert not Person.objects.filter(pk=other.pk).exists()
    with acting_as(city.viewer("social_worker")):
        look = Entry.objects.filter(kind="read", person_id=person.pk).latest("pk")
    assert (look.actor_name, look.actor_id) == ("Jean Holt, by a link", None)


def test_without_a_link_no_person_is_opened(city: City) -> None:
    viewer = city.viewer("social_worker")
    with acting_as(viewer), pytest.raises(Http404):
        open_person_by_link(viewer=viewer, page="the question", at=NOW)


@pytest.mark.parametrize(("days", "open_then"), [(13, True), (14, False), (15, False)])
def test_a_link_works_until_it_expires(city: City, days: int, open_then: bool) -> None:
    token = link(city, make_person(city))
    assert bool(invited_viewer(token, NOW + timedelta(days=days))) is open_then


@pytest.mark.parametrize("changed", ["", "x", "\x00", "é" * 400])
def test_a_changed_token_is_unknown(city: City, changed: str) -> None:
    with pytest.raises(Http404):
        invited_viewer(link(city, make_person(city)) + changed if changed == "x" else changed, LATER)


def test_a_used_link_opens_nothing_and_ends_only_once(city: City) -> None:
    person = make_person(city)
    token = link(city, person)
    viewer = invited_viewer(token, LATER)
    assert viewer is not None
    assert viewer.invitation is not None
    with acting_as(viewer):
        end_invitation(viewer=viewer, invitation_id=viewer.invitation.id, at=LATER)
    assert invited_viewer(token, LATER) is None
    worker = city.viewer("social_worker")
    with acting_as(worker):
        end_invitation(viewer=worker, invitation_id=viewer.invitation.id, why="called_back", at=LATER)
        assert [one.end.why for one in invitations_of(person)] == ["used"]


def test_a_revoked_link_opens_nothing_and_is_audited(city: City) -> None:
    person = make_person(city)
    token = link(city, person)
    worker = city.viewer("social_worker")
    with acting_as(worker):
        (one,) = invitations_of(person)
        end_invitation(viewer=worker, invitation_id=one.pk, why="called_back", at=LATER)
        assert Entry.objects.filter(person_id=person.pk, verb="called back a link").exists()
    assert invited_viewer(token, LATER) is None


def test_only_those_who_may_change_the_record_make_or_end_links(city: City) -> None:
    person = make_person(city)
    with pytest.raises(NotAllowed):
        link(city, person, role=Role.HANDOVER_CHAMPION)
    link(city, person)
    champion = city.viewer("handover_champion")
    with acting_as(champion):
        (one,) = invitations_of(person)
        with pytest.raises(NotAllowed):
            end_invitation(viewer=champion, invitation_id=one.pk, at=LATER)


def test_a_link_needs_a_name_and_is_append_only(city: City) -> None:
    person = make_person(city)
    with pytest.raises(DomainError, match="Enter the name") as refused:
        link(city, person, to_name=" ")
    assert refused.value.problems[0].field == "to_name"
    link(city, person)
    with acting_as(city.viewer("social_worker")), pytest.raises(IntegrityError), transaction.atomic():
        Invitation.objects.update(to_name="Somebody else")


def test_the_middleware_refuses_unknown_and_expired_links(city: City) -> None:
    person, client = make_person(city), Client()
    assert client.get("/with/no-such-link/answer/").status_code == 404
    with acting_as(worker := city.viewer("social_worker")):
        long_ago = clock.now() - timedelta(days=30)
        token = invite(
            viewer=worker, person=person, purpose="partner_answer", record_id=1, to_name="Jean", at=long_ago
        )[1]
    response = client.get(f"/with/{token}/answer/")
    assert (response.status_code, "This link no longer works" in response.content.decode()) == (410, True)


def test_a_link_opens_no_page_of_another_purpose(city: City) -> None:
    person, client = make_person(city), Client()
    with acting_as(worker := city.viewer("social_worker")):
        token = invite(
            viewer=worker, person=person, purpose="partner_answer", record_id=1, to_name="Jean", at=clock.now()
        )[1]
    assert client.get(f"/with/{token}/anything/").status_code == 404
    assert client.get(f"/people/{person.pk}/").status_code == 302
