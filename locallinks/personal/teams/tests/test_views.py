"""The pages of neighbourhood teams, and the page of one person and their team."""

import uuid
from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext

from locallinks.foundation.accounts.models import Team
from locallinks.foundation.concerns.actions import raise_concern
from locallinks.foundation.concerns.models import Concern
from locallinks.foundation.people.actions.records import record_death
from locallinks.foundation.shared import clock
from locallinks.foundation.shared.viewer import acting_as
from locallinks.personal.teams import actions as teams
from locallinks.personal.teams.models import TeamGoal
from locallinks.personal.teams.tests.builders import GOAL, MET, TIER, YES, bring, do, surgery
from tests.kit import TODAY, City, make_person
from tests.readability import page_words, reading_age


def send(client, url: str, **data):
    return client.post(url, {"submission": str(uuid.uuid4()), **data})


def box(name: str, days: int) -> dict:
    on = clock.today() + timedelta(days=days)
    return {f"{name}-day": on.day, f"{name}-month": on.month, f"{name}-year": on.year}


def test_from_an_empty_page_to_a_goal_that_is_done(city: City, team: Team) -> None:
    person, worker, nurse = make_person(city, own=True), city.client("social_worker"), city.client("gp")
    here = f"/people/{person.pk}/team/"
    assert "No neighbourhood team yet" in city.client("person").get(here).content.decode()
    assert "Bring Mary to a team" in worker.get(here).content.decode()
    assert worker.get(f"{here}leave/").headers["Location"] == here
    answers = {"team_id": team.pk, "organisation_ids": [surgery()], **YES}
    assert send(worker, f"{here}bring/", **answers | {"organisation_ids": ["²"]}).status_code == 422
    assert send(worker, f"{here}bring/", **answers).status_code == 303
    assert worker.get(f"{here}bring/").headers["Location"] == here
    assert send(nurse, f"{here}how-closely/", tier="close", why="Falls", **box("next_look_on", 9)).status_code == 303
    goal = {key: value for key, value in GOAL.items() if key != "by_on"}
    assert send(nurse, f"{here}goals/", **goal, **box("by_on", 9)).status_code == 303
    met = {"there": "All", "person_there": "yes", "words": "Tablets"}
    assert send(nurse, f"{here}meetings/", **met, **box("met_on", 0), **box("next_look_on", 9)).status_code == 303
    page = city.client("person").get(here).content.decode()
    for words in (
        "To walk to the shop",
        "much could go wrong soon",
        "Words not checked yet",
        "0113 496 0500",
        "Tablets",
    ):
        assert words in page, words
    with acting_as(city.viewer("gp")):
        number = TeamGoal.objects.get().pk
    assert send(nurse, f"{here}goals/{number}/", how="done", words="Alone!").status_code == 303
    assert nurse.get(f"{here}goals/{number}/").headers["Location"] == here
    assert nurse.get(f"{here}goals/0/").status_code == 404
    assert "Alone!" in nurse.get(here).content.decode()
    own = send(city.client("person"), f"{here}leave/", why="managing", words="I am well", said_by="Mary")
    assert own.status_code == 303
    assert nurse.get(here).status_code == 404


def test_the_caseload_is_by_tier_downloads_and_says_when_empty(city: City, team: Team) -> None:
    nurse, admin = city.client("gp"), city.client("administrator")
    here = f"/teams/{team.pk}/"
    assert "Nobody here yet" in nurse.get(here).content.decode()
    for name in ("Mary Firth", "Edna Holt"):
        membership = bring(city, team, make_person(city, name=name))
    do(city, "gp", teams.set_tier, membership_id=membership.pk, **TIER)
    assert "Edna" not in nurse.get(f"{here}?tier=none").content.decode()
    assert "Edna" in nurse.get(f"{here}?tier=watchful").content.decode()
    lines = nurse.get(f"{here}?format=csv").content.decode("utf-8-sig").splitlines()
    assert [line.split(",")[0] for line in lines] == ["Name", "Mary Firth", "Edna Holt"]
    assert "Millbank team,Millbank,2," in nurse.get("/teams/?format=csv").content.decode("utf-8-sig")
    page = admin.get(here).content.decode()
    assert "Edna" not in page
    assert "Add an organisation" in page
    assert len(admin.get(f"{here}?format=csv").content.decode("utf-8-sig").splitlines()) == 1
    assert city.client("support_planner").get(here).status_code == 404
    assert "no neighbourhood team yet" in city.client("support_planner").get("/teams/").content.decode()
    assert city.client("provider").get("/teams/").status_code == 403


def test_the_administrator_makes_one_by_page(city: City) -> None:
    admin = city.client("administrator")
    made = send(admin, "/teams/new/", name="Weir team", patch="Weir Lane")
    here = made.headers["Location"]
    assert send(admin, f"{here}partners/", organisation_id="²", brings="x").status_code == 422
    assert send(admin, f"{here}partners/", organisation_id=city.network.pk, brings="Groups").status_code == 303
    assert "Groups" in admin.get(here).content.decode()
    number = Team.objects.get(name="Weir team").partners.get().pk
    assert send(admin, f"{here}partners/{number}/end/").status_code == 303
    assert admin.get(f"{here}partners/{number}/end/").status_code == 404


def test_a_nurse_is_told_before_she_rings_that_somebody_died(city: City, team: Team) -> None:
    person = make_person(city)
    bring(city, team, person)
    do(city, "social_worker", record_death, person=person, died_on=TODAY, told_by="Her son")
    assert "died on" in city.client("gp").get(f"/people/{person.pk}/team/").content.decode()


def test_a_gp_tells_of_a_worry_but_opens_no_record(city: City, team: Team) -> None:
    person = make_person(city)
    bring(city, team, person)
    worry = {"danger_now": False, "person_knows": True, "safe_to_contact": "yes", "what_happened": "New bruises"}
    do(city, "gp", raise_concern, person=person, **worry)
    with acting_as(city.viewer("safeguarding_lead")):
        assert Concern.objects.get().person_id == person.pk
    assert city.client("gp").get(f"/people/{person.pk}/worry/").status_code == 200
    assert city.client("gp").get(f"/people/{person.pk}/").status_code == 403
    assert city.client("nurse").get(f"/people/{person.pk}/worry/").status_code == 404


def test_the_pages_read_plainly_and_ask_the_database_little(city: City, team: Team) -> None:
    person = make_person(city, own=True)
    membership = bring(city, team, person)
    do(city, "gp", teams.set_tier, membership_id=membership.pk, **TIER)
    for number in range(3):
        do(city, "gp", teams.add_team_goal, membership_id=membership.pk, **GOAL | {"words": f"Goal {number}"})
        do(city, "gp", teams.record_meeting, membership_id=membership.pk, **MET)
    here, nurse = f"/people/{person.pk}/team/", city.client("gp")
    for path in (
        here,
        f"/teams/{team.pk}/",
        "/teams/",
        *(f"{here}{one}/" for one in ("how-closely", "goals", "meetings")),
    ):
        with CaptureQueriesContext(connection) as asked:
            words = page_words(nurse.get(path).content.decode())
        assert reading_age(words) <= 13, (path, reading_age(words))
        assert len(asked) <= 21, (path, len(asked))
    assert reading_age(page_words(city.client("person").get(here).content.decode())) <= 11
