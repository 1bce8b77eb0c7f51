"""Access ends the moment the consent, role, pathway or life that it depends on ends (docs/findings.md, H1, H2, H4, M1,
M6).

Each test uses the pages of the worker, and then queries the database as the viewer who lost access.
"""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from locallinks.foundation.accounts.models import Membership, Organisation
from locallinks.foundation.messages.actions.sending import queue_message
from locallinks.foundation.messages.models import Message
from locallinks.foundation.people.actions.records import change_details
from locallinks.foundation.people.models import Person, Relationship, Share, SharingAgreement
from locallinks.foundation.shared import clock
from locallinks.foundation.shared.errors import NotAllowed
from locallinks.foundation.shared.roles import Role
from locallinks.foundation.shared.viewer import (
    acting_as,
    restricted_to_person,
    restricted_to_roles,
    widened_to_organisations,
)
from locallinks.personal.pathways.actions import start_pathway
from tests.kit import City, make_person, pathway_in, share_with
from tests.security.acts_through_pages import day, post, withdraw
from tests.security.form_filling import fill_in
from tests.security.person_tables import value

PLANNER_PAGES = ("front:person", "front:timeline", "people:sharing", "people:edit_details")


def statuses(city: City, role: str, person: Person) -> set[int]:
    client = city.client(role)
    return {client.get(reverse(page, kwargs={"person_id": person.pk})).status_code for page in PLANNER_PAGES}


def live_shares(city: City, person: Person, purpose: str = "planning") -> int:
    with acting_as(city.viewer("social_worker")):
        rows = Share.objects.filter(person=person, purpose=purpose)
        return rows.exclude(ends_on__lte=clock.today()).count()


@pytest.fixture
def mary(city: City) -> Person:
    return make_person(city, own=True)


def test_h1_a_second_agreement_does_not_keep_the_record_open(city: City, mary: Person) -> None:
    pathway_in(city, mary, "planning")
    share_with(city, mary)  # she asked again later, and said yes again
    assert statuses(city, "support_planner", mary) == {200}
    withdraw(city, mary)
    assert live_shares(city, mary) == 0
    assert statuses(city, "support_planner", mary) == {404}
    page = city.client("social_worker").get(reverse("people:sharing", kwargs={"person_id": mary.pk})).content.decode()
    assert "Open now" not in page
    assert page.count("Stopped on") == 2
    with acting_as(city.viewer("support_planner")):
        assert value("select count(*) from people_person") == 0


def test_h1_a_new_yes_ties_the_open_share_to_itself(city: City, mary: Person) -> None:
    share_with(city, mary)
    share_with(city, mary)
    with acting_as(city.viewer("social_worker")):
        newest = SharingAgreement.objects.filter(person=mary).latest("pk")
        assert Share.objects.get(person=mary, ends_on=None).agreement_id == newest.pk


def test_h4_a_role_counts_in_its_own_organisation_only(city: City, mary: Person) -> None:
    """A finance officer who volunteers for a network opens the network's people, and none of the council's."""
    shared = make_person(city, "Ida Holt")
    share_with(city, shared)
    Membership.objects.create(
        user=city.users["finance"], organisation=city.network, role=Role.VOLUNTEER_DEVELOPER, starts_on=date(2020, 1, 1)
    )
    client = city.client("finance")
    assert client.get(f"/people/{mary.pk}/").status_code == 404
    assert client.get(f"/people/{shared.pk}/").status_code == 200
    assert "Mary Firth" not in client.get("/people/?q=Mary").content.decode()
    assert "Ida Holt" in client.get("/people/?q=Ida").content.decode()
    with acting_as(city.viewer("finance")):
        assert value("select count(*) from people_person") == 1
        assert value("select count(*) from guard.search_people('mary firth', 9)") == 0


def test_h4_a_list_for_one_role_shows_nobody_of_where_another_is_held(city: City, mary: Person) -> None:
    """A planner elsewhere who visits for Millbank sees none of its letters, and a nurse finds nobody by search."""
    share_with(city, mary)
    viewer = city.viewer("social_worker")
    with acting_as(viewer):
        queue_message(
            viewer=viewer,
            person=mary,
            kind="news",
            key="news",
            subject="We will visit",
            body="On Tuesday.",
            at=clock.now(),
        )
        message = Message.objects.get()
    both = city.users["other_support_planner"]
    Membership.objects.create(
        user=both, organisation=city.network, role=Role.VOLUNTEER_DEVELOPER, starts_on=date(2020, 1, 1)
    )
    client, own = city.client("other_support_planner"), city.client("support_planner")
    for page in ("/messages/", "/messages/?show=letters", f"/messages/{message.pk}/"):
        assert "Mary" not in client.get(page).content.decode(), page
    assert own.get(f"/messages/{message.pk}/").status_code == 200
    assert client.get(f"/messages/{message.pk}/").status_code == 404
    assert "Mary Firth" in client.get("/people/?q=Mary").content.decode(), "whom they visit they may find"
    Membership.objects.filter(user=both, organisation=city.network).update(ends_on=clock.today())
    surgery = Organisation.objects.create(name="Millbank Surgery", kind="health")
    share_with(city, mary, surgery, "team")
    Membership.objects.create(user=both, organisation=surgery, role=Role.CLINICIAN, starts_on=date(2020, 1, 1))
    assert "Mary Firth" not in client.get("/people/?q=Mary").content.decode()


def test_h4_what_is_read_for_an_organisation_is_for_those_who_work_there(city: City, mary: Person) -> None:
    with acting_as(city.viewer("finance")):
        with widened_to_organisations(city.council.pk):
            assert value("select count(*) from people_person") == 1
        assert value("select count(*) from people_person") == 0
        with pytest.raises(NotAllowed), widened_to_organisations(city.network.pk):
            pass


def test_h4_eyes_inside_eyes_end_with_what_was_seen_before(city: City, mary: Person) -> None:
    """A page for some roles that shows what the person reads sees no more afterwards than before."""
    here = "select current_setting('app.organisations')"
    Membership.objects.create(
        user=city.users["support_planner"], organisation=city.council, role=Role.FINANCE, starts_on=date(2020, 1, 1)
    )
    with acting_as(city.viewer("support_planner")):
        with restricted_to_roles(Role.SOCIAL_WORKER):
            with restricted_to_person(mary.pk):
                assert value(here) == "{}"
            assert value(here) == "{}", "no role of theirs is for this page"
            with widened_to_organisations(city.council.pk):
                assert value(here) == f"{{{city.council.pk}}}"
            assert value(here) == "{}"
        assert value(here) == f"{{{city.network.pk}}}"


def test_h4_a_commissioner_alone_opens_nobody_in_the_database(city: City, mary: Person) -> None:
    for role in ("commissioner", "finance", "administrator"):
        with acting_as(city.viewer(role)):
            assert value("select count(*) from people_person") == 0, role


def test_h4_a_nurse_who_volunteers_opens_only_what_the_network_may(city: City, mary: Person) -> None:
    """Shared with the nurse's team alone: being a volunteer developer elsewhere opens no page of hers."""
    surgery = Organisation.objects.create(name="Millbank Surgery", kind="health")
    share_with(city, mary, surgery, "team")
    Membership.objects.create(
        user=city.users["volunteer_developer"], organisation=surgery, role=Role.CLINICIAN, starts_on=date(2020, 1, 1)
    )
    assert city.client("volunteer_developer").get(f"/people/{mary.pk}/").status_code == 403


@pytest.mark.parametrize("ending", ["withdraw", "death", "move"])
def test_m1_when_a_way_ends_the_network_reads_for_28_days_and_writes_nothing(
    city: City, mary: Person, ending: str
) -> None:
    pathway = pathway_in(city, mary, "live")
    share_with(city, mary, purpose="team")
    if ending == "death":
        page = reverse("pathways:record_death", kwargs={"person_id": mary.pk})
        post(city, "support_planner", page, **day("died_on", clock.today()))
    elif ending == "move":
        page = reverse("pathways:record_move_away", kwargs={"pathway_id": pathway.pk})
        post(city, "social_worker", page, new_council="Hull", address="4 Quay Street", **day("moved_on", clock.today()))
    else:
        post(
            city, "social_worker", reverse("pathways:end_support", kwargs={"pathway_id": pathway.pk}), event="withdraw"
        )
    with acting_as(city.viewer("social_worker")):
        assert not Share.objects.filter(person=mary, ends_on=None).exists(), "every purpose has an end"
    planner, home = city.client("support_planner"), f"/people/{mary.pk}/"
    assert planner.get(home).status_code == 200
    assert planner.get(f"{home}details/").status_code == 403
    sharing = city.client("social_worker").get(f"{home}sharing/").content.decode()
    assert "can read" in sharing
    with acting_as(city.viewer("support_planner")):
        assert value("select count(*) from people_person") == 1
        change = "with changed as (update people_person set about = 'x' returning 1) select count(*) from changed"
        assert value(change) == 0
    last = clock.today() + timedelta(days=28)
    with acting_as(city.viewer("support_planner"), today=last - timedelta(days=1)):
        assert value("select count(*) from people_person") == 1
    with acting_as(city.viewer("support_planner"), today=last):
        assert value("select count(*) from people_person") == 0


@pytest.mark.parametrize(
    "change", ["organisation_id = %(other)s", "purpose = 'support'", "person_id = %(ida)s", "starts_on = starts_on - 9"]
)
def test_l9_a_share_is_never_aimed_at_somebody_or_something_else(city: City, mary: Person, change: str) -> None:
    share_with(city, mary)
    ida = make_person(city, "Ida Holt")
    for role in ("social_worker", "support_planner"):
        told = {"other": city.other_network.pk, "ida": ida.pk}
        with acting_as(city.viewer(role)), pytest.raises(DatabaseError), transaction.atomic():
            connection.cursor().execute(f"update people_share set {change}", told)


def test_l9_what_ended_is_not_begun_again(city: City, mary: Person) -> None:
    share_with(city, mary)
    withdraw(city, mary)
    refused = pytest.raises(DatabaseError, match="not opened again")
    with acting_as(city.viewer("social_worker")), refused, transaction.atomic():
        connection.cursor().execute("update people_share set ends_on = null")


def test_m1_a_network_that_has_not_said_yes_reads_nothing_on(city: City, mary: Person) -> None:
    pathway = pathway_in(city, mary, "handover_sent")
    page = reverse("pathways:record_move_away", kwargs={"pathway_id": pathway.pk})
    post(city, "social_worker", page, new_council="Hull", address="4 Quay Street", **day("moved_on", clock.today()))
    assert statuses(city, "support_planner", mary) == {404}


def test_m1_a_network_that_only_reads_on_removes_nobody(city: City, mary: Person) -> None:
    """As the application role. No role may delete a person; before, only foreign keys refused it."""
    share_with(city, mary)
    with acting_as(city.viewer("social_worker")):
        Share.objects.filter(person=mary).update(read_only_from=clock.today())
    with acting_as(city.viewer("support_planner")):
        assert Person.objects.filter(pk=mary.pk).exists()
        with connection.cursor() as cursor:
            cursor.execute("delete from people_person where id = %s", [mary.pk])
            assert cursor.rowcount == 0


# Tables that a share to plan, or of a team, opens, with how many policies bind a write to a record that is open.
OPENED_BY_A_SHARE = """
select tablename, count(*) filter (where permissive = 'RESTRICTIVE' and cmd in ('INSERT', 'UPDATE', 'DELETE')
  and coalesce(with_check, qual) like '%may_write%')
from pg_policies group by tablename
having bool_or(policyname = 'see' and cmd = 'ALL' and qual ~ 'planning|team' and with_check is null)
"""


def test_m1_the_database_takes_no_row_from_a_network_that_only_reads_on(city: City, mary: Person) -> None:
    """As the application role, without the checks in Python."""
    with connection.cursor() as cursor:
        cursor.execute(OPENED_BY_A_SHARE)
        bound = dict(cursor.fetchall())
    assert len(bound) > 50
    # What was written about a person before is written by a trigger, when a person's row changes, and never changes.
    assert {table for table, policies in bound.items() if policies != 3} == {"people_personhistory"}
    share_with(city, mary)
    known = {"person": mary, "name": "Ann", "relation": "Sister", "kind": "family"}
    with acting_as(city.viewer("support_planner")):
        Relationship.objects.create(**known)
    with acting_as(city.viewer("social_worker")):
        Share.objects.filter(person=mary).update(read_only_from=clock.today())
    with acting_as(city.viewer("support_planner")):
        assert Relationship.objects.count() == 1
        assert Relationship.objects.update(relation="Cousin") == 0
        with connection.cursor() as cursor:
            cursor.execute("delete from people_relationship")
            assert cursor.rowcount == 0
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            Relationship.objects.create(**known)


def test_h5_no_sequence_tells_how_many_concerns_there_are(city: City) -> None:
    refused = pytest.raises(DatabaseError, match="permission denied")
    with acting_as(city.viewer("administrator")), refused, transaction.atomic():
        value("select last_value from concerns_concerndecision_id_seq")


def test_m1_reading_on_ends_where_something_new_begins(city: City, mary: Person) -> None:
    pathway = pathway_in(city, mary, "live")
    post(city, "social_worker", reverse("pathways:end_support", kwargs={"pathway_id": pathway.pk}), event="withdraw")
    assert statuses(city, "support_planner", mary) != {404}
    viewer = city.viewer("social_worker")
    facts = dict.fromkeys(("name_given", "contact_given", "reason_given", "may_contact"), True)
    with acting_as(viewer):
        start_pathway(viewer=viewer, person=mary, facts=facts, reason="A new need", at=clock.now())
    assert statuses(city, "support_planner", mary) == {404}


def test_m1_a_network_that_only_reads_on_ends_nobody_elses_share(city: City, mary: Person) -> None:
    pathway = pathway_in(city, mary, "live")
    post(city, "social_worker", reverse("pathways:end_support", kwargs={"pathway_id": pathway.pk}), event="withdraw")
    close = "select guard.close_record(%s, 'closed', current_date, current_date, now())"
    with acting_as(city.viewer("support_planner")), pytest.raises(DatabaseError), transaction.atomic():
        connection.cursor().execute(close, [mary.pk])


def test_m6_a_wrong_nhs_number_tells_nobody_who_else_is_known(city: City, mary: Person) -> None:
    """Only the council changes the number: anybody else gets the same page, whether the number is known or not."""
    make_person(city, "Harold Vane", nhs_number="9990000026")
    share_with(city, mary)
    for role in ("person", "support_planner"):
        page, client = f"/people/{mary.pk}/details/", city.client(role)
        opened = client.get(page).content.decode()
        assert "nhs_number" not in opened
        answers = []
        for number in ("9990000026", "9990000034"):
            sent = client.post(page, fill_in(client.get(page).content.decode(), "x") | {"nhs_number": number})
            answers.append((sent.status_code, sent.get("Location")))
        assert answers[0] == answers[1]
        with acting_as(city.viewer("social_worker")):
            assert Person.objects.get(pk=mary.pk).nhs_number == ""
        for number in ("9990000026", "9990000034"):
            viewer = city.viewer(role)
            with acting_as(viewer):
                version = Person.objects.get(pk=mary.pk).version
                about = {"person_id": mary.pk, "version": version, "nhs_number": number}
                with pytest.raises(NotAllowed):
                    change_details(viewer=viewer, at=clock.now(), **about)
