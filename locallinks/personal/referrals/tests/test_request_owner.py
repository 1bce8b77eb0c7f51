"""Whose a request is: on duty, the whole team's, taken or passed on by hand."""

from datetime import timedelta

import pytest

from locallinks.foundation.accounts.models import Duty
from locallinks.foundation.shared.errors import DomainError
from locallinks.foundation.shared.viewer import SIGNED_OUT, acting_as
from locallinks.personal.referrals.actions.public_request import save_answers, send_request
from locallinks.personal.referrals.actions.triage import take_contact
from locallinks.personal.referrals.models import Contact
from locallinks.personal.referrals.queries import triage
from locallinks.personal.referrals.tests.test_triage import ANSWERS, act, ask, events, now, on_duty, send
from tests.kit import NOW, City


def test_what_nobody_has_is_flagged_at_once_and_can_be_taken(city: City) -> None:
    contact, client = ask(city), city.client("social_worker")
    row = rows_of(city, "team")[0]
    assert (row.contact.pk, row.has_no_owner, row.owner_name) == (contact.pk, True, "the duty team")
    page = client.get("/contacts/?show=team").content.decode()
    assert "anybody in the team may take it" in page
    assert "With nobody yet (1)" in page
    assert "With nobody yet: 1." in client.get("/").content.decode()
    assert "Nobody has taken this yet" in client.get(f"/contacts/{contact.pk}/").content.decode()
    me = city.users["social_worker"].pk
    assert send(client, f"/contacts/{contact.pk}/owner/", owner_id=str(me)).status_code == 303
    assert rows_of(city, "team") == []
    assert "Yours to answer: 1" in client.get("/").content.decode()
    assert events(city, contact) == ["asked", "took_on"]


def test_whoever_left_the_team_holds_nothing_back(city: City) -> None:
    on_duty(city)
    contact = ask(city)
    city.users["social_worker"].memberships.update(ends_on=NOW.date())
    viewer = city.viewer("social_worker2")
    with acting_as(viewer):
        row = triage.contacts_to_answer(viewer=viewer, show="team", today=NOW.date())[0]
    assert (row.contact.owner.name, row.has_no_owner) == ("Ruth Adeyemi", True)
    act(city, take_contact, contact, role="social_worker2", owner_id=viewer.user_id)
    with acting_as(viewer):
        assert triage.contacts_to_answer(viewer=viewer, show="mine", today=NOW.date())[0].has_no_owner is False
    day = NOW + timedelta(days=1)
    Duty.objects.create(
        organisation=city.council,
        day=day.date(),
        user=city.users["social_worker"],
        recorded_at=NOW,
        recorded_by=city.users["social_worker2"],
    )
    with acting_as(SIGNED_OUT):
        save_answers(code="acorn", part="who", answers={}, at=day)
        number, _ = send_request(code="acorn", home_id=city.council.pk, kind="neighbour", answers=ANSWERS, at=day)
    with acting_as(viewer):
        assert Contact.objects.get(pk=number).owner is None


def test_it_is_passed_on_with_a_reason_and_back_to_the_team(city: City) -> None:
    on_duty(city)
    contact = ask(city)
    champion = city.users["handover_champion"].pk
    with pytest.raises(DomainError) as problem:
        act(city, take_contact, contact, owner_id=champion)
    assert problem.value.codes == {"reason_missing"}
    act(city, take_contact, contact, owner_id=champion, reason="I am in court today")
    assert now(city, contact).owner.name == "Callum Reid"
    with pytest.raises(DomainError) as problem:
        act(city, take_contact, contact, owner_id=champion, reason="again")
    assert problem.value.codes == {"same_owner"}
    client = city.client("handover_champion")
    url = f"/contacts/{contact.pk}/owner/"
    assert send(client, url, owner_id="team").status_code == 422
    assert send(client, url, owner_id="team", reason="I am ill").status_code == 303
    assert now(city, contact).owner is None
    assert "I am ill" in client.get(f"/contacts/{contact.pk}/").content.decode()
    assert send(client, url, owner_id="team", reason="x").status_code == 422
    assert events(city, contact) == ["asked", "passed_on", "passed_on"]


def rows_of(city: City, show: str) -> list:
    viewer = city.viewer("social_worker")
    with acting_as(viewer):
        return triage.contacts_to_answer(viewer=viewer, show=show, today=NOW.date())
