"""A network keeps the record of its own member: no page shows it to a council, and no page fails.

docs/rules/decisions.md 1: the organisation that knows somebody is the home of their record.
"""

from collections.abc import Iterator

from django.test import Client
from django.urls import reverse

from locallinks.foundation.concerns.models import Concern
from locallinks.foundation.people.queries.records import roles_for
from locallinks.foundation.shared.roles import Capability, Role, roles_in_kind
from locallinks.foundation.shared.viewer import acting_as
from tests.security.access_table import REFUSED, Row, table
from tests.security.network_member import MEMBER
from tests.security.page_visits import UrlPattern, rolled_back, url_patterns
from tests.security.person_tables import rows, value
from tests.security.test_pages import LISTS
from tests.security.world_base import World

OF_THE_COUNCIL = sorted(roles_in_kind("council"))
OF_THE_NETWORK = ("support_planner", "network_manager", "volunteer_developer")
ELSEWHERE = ("other_support_planner", "other_social_worker", "provider", "clinician", "other_person")
ABOUT_THEM = {"person_id", "pathway_id"}
# The rest of an address, where it asks for more: nothing of theirs has this number or name.
UNKNOWN = {
    "holder": "nominated",
    "scale": "ucla3",
    "part": "strengths",
    "code": "home_care_hour",
    "token": "no-such-link",
    "concern_id": "00000000-0000-4000-8000-000000000000",
    "uuid": "00000000-0000-4000-8000-000000000000",
}


def pages_about_them(world: World) -> Iterator[tuple[Row, str]]:
    """Every page of access.txt that has a URL about the member."""
    theirs = {"person_id": world.member.pk, "pathway_id": world.member_pathway.pk}
    for name, row in table().items():
        page = url_patterns()[name]
        if page.asks_for & ABOUT_THEM:
            yield row, address_of(page, theirs)


def address_of(page: UrlPattern, theirs: dict[str, int]) -> str:
    return reverse(
        page.name,
        kwargs={parameter: theirs.get(parameter, UNKNOWN.get(parameter, 987654321)) for parameter in page.asks_for},
    )


def test_a_council_opens_no_page_about_them_and_nobody_elsewhere_does(world: World, clients: dict[str, Client]) -> None:
    faults, tried = [], 0
    for row, url in pages_about_them(world):
        for role in (*OF_THE_COUNCIL, *ELSEWHERE):
            if row.cells.get(role.removeprefix("other_"), REFUSED) == REFUSED:
                continue  # whoever is refused for their role is refused here too: test_pages.py
            response, tried = clients[role].get(url), tried + 1
            if response.status_code not in {403, 404} or MEMBER in response.content.decode(errors="replace"):
                faults.append(f"{row.page} ({url}): {role} meets {response.status_code}")
    assert not faults, "\n".join(faults)
    assert tried > 100


def test_no_page_about_them_falls_over(world: World, clients: dict[str, Client]) -> None:
    """For the network that keeps the record: it opens the person's page, and no page of a council's decisions."""
    faults, opened = [], set()
    with rolled_back(world, *(clients[role] for role in OF_THE_NETWORK)):
        for row, url in pages_about_them(world):
            for role in OF_THE_NETWORK:
                if row.cells[role] == REFUSED:
                    continue
                response = clients[role].get(url)
                if response.status_code >= 500:
                    faults.append(f"{row.page} ({url}): {role} meets {response.status_code}")
                if response.status_code == 200:
                    opened.add(row.page)
    assert not faults, "\n".join(faults)
    assert {"front:person", "people:edit_details", "people:sharing", "plans:plan", "pathways:step_history"} <= opened


def test_no_list_search_or_file_of_a_council_names_them(world: World, clients: dict[str, Client]) -> None:
    pages = [reverse(name) for name, row in table().items() if row.stage == "-" and not url_patterns()[name].asks_for]
    searches = [url.replace("zephyrine", MEMBER.lower()) for url in LISTS]
    faults = [
        f"{url}: {role}"
        for role in ("social_worker", "team_manager", "handover_champion", "safeguarding_lead", "broker")
        for url in (*pages, *searches)
        if MEMBER in clients[role].get(url).content.decode(errors="replace")
    ]
    assert not faults, "\n".join(faults)
    assert MEMBER in clients["support_planner"].get(f"/people/?q={MEMBER.lower()}").content.decode()


def test_the_database_shows_a_council_no_row_about_them(world: World) -> None:
    tables = [
        name
        for (name,) in rows(
            "select c.table_name from information_schema.columns c join information_schema.tables t using (table_name) "
            "where c.column_name = 'person_id' and c.table_schema = 'public' and t.table_schema = 'public' "
            "and t.table_type = 'BASE TABLE'"
        )
    ]
    assert len(tables) > 50
    for role in (*OF_THE_COUNCIL, *ELSEWHERE):
        with acting_as(world.city.viewer(role)):
            assert value(f"select count(*) from people_person where id = {world.member.pk}") == 0, role
            seen = [
                name for name in tables if value(f"select count(*) from {name} where person_id = {world.member.pk}")
            ]
            assert not seen, f"{role}: {seen}"


def test_who_has_which_duty_follows_from_who_keeps_the_record(world: World) -> None:
    with acting_as(world.city.viewer("support_planner")):
        member, known = world.member, world.people["planning"]
        assert roles_for(member, Capability.KEEP_RECORD) == {Role.SUPPORT_PLANNER}
        assert roles_for(known, Capability.KEEP_RECORD) == roles_for(known, Capability.DECIDE) == {Role.SOCIAL_WORKER}
        assert not roles_for(member, Capability.DECIDE)
        assert not roles_for(member, Capability.RECORD_CONSENT), "the network gains by it (docs/rules/local-links.md 8)"


def test_a_worry_about_them_goes_to_a_council_as_a_name_and_a_place(world: World, clients: dict[str, Client]) -> None:
    """A concern is the council's own record, and it opens nothing else of them."""
    url = reverse("concerns:raise_concern_about", kwargs={"person_id": world.member.pk})
    told = {
        "danger_now": "no",
        "what_happened": "She has bruises.",
        "person_knows": "yes",
        "safe_to_contact": "yes",
        "council": str(world.city.council.pk),
    }
    with rolled_back(world, clients["support_planner"]):
        page = clients["support_planner"].get(url)
        assert "Which council is it?" in page.content.decode()
        assert clients["support_planner"].post(url, told).status_code == 303
        with acting_as(world.city.viewer("safeguarding_lead")):
            concern = Concern.objects.get(about_name__startswith=MEMBER)
            assert (concern.person_id, concern.home_id) == (None, world.city.council.pk)
            assert MEMBER in concern.about_where
        response = clients["safeguarding_lead"].get(reverse("front:person", kwargs={"person_id": world.member.pk}))
        assert response.status_code == 404
