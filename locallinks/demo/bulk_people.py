"""A whole city for `bin/demo --scale city`: the size at which the speed of the pages is measured.

37 networks with 21,000 members, 1,900 volunteers, 10,000 services, 100,000 people known to the council, and 5,000 open
pathways with three years of history. Everybody is invented, and the same in every run.
"""

import json
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

from django.db import connections, transaction
from stdnum.gb import nhs

from locallinks.demo.city import COUNCIL, DATA, FROM, NETWORK, City, directory_feed
from locallinks.demo.copy_stories import CREATE_COPIES, Cast, copy_stories
from locallinks.demo.stories import elaine, ended_support, mary
from locallinks.foundation.accounts.choices import OrganisationKind
from locallinks.foundation.accounts.models import Membership, Organisation, User
from locallinks.foundation.shared.viewer import acting_as
from locallinks.local.directory.actions import import_feed


@dataclass(frozen=True)
class Size:
    """How many of each. `open` and `closed` are pathways: today's, and those of three years."""

    networks: int
    members: int
    volunteers: int
    services: int
    people: int
    open: int
    closed: int
    workers: int


SCALES = {
    "village": Size(4, 40, 8, 120, 400, 100, 50, 5),  # for development and for tests
    "city": Size(37, 21_000, 1_900, 10_000, 100_000, 5_000, 18_000, 60),
}
NAMESPACE = UUID("0d6c2b2e-5a2f-4d0b-9a54-3a4f1f0e7c11")
SOURCE = "city"

FIRST, LAST = (line.split() for line in (DATA / "names.txt").read_text().splitlines())
# Shares of the open pathways by the person whose story they copy. Mary and Elaine have support in place.
STAGES = {
    "Harold Beckwith": 8,
    "Noreen Shah": 8,
    "Stan Ibbotson": 3,
    "Grace Adu": 3,
    "Winnie Clough": 3,
    "Len Foster": 2,
    "Patience Moyo": 8,
    "Arthur Dunn": 5,
    mary.NAME: 35,
    elaine.NAME: 25,
}
LIVE = (mary.NAME, elaine.NAME)


def add_bulk_people(*, city: City, size: Size, at: datetime, say: Callable[[str], None]) -> None:
    """Add the people of `size` once, in one transaction of the owner."""
    if Organisation.objects.filter(name=_network_name(size.networks)).exists():
        say("The many people are there already")
        return
    say("Telling how support ends")
    ended_support.tell(city=city, at=at)
    say(f"Loading {size.services:,} services")
    _import_services(city, size, at)
    say(f"Inventing {size.people:,} people")
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        cursor.execute("set constraints all immediate")  # a table with pending checks cannot be altered
        _add_organisations(size)
        _add_people(cursor, city, size)
        _assign_stories(cursor, city, size)
        say(f"Living {size.open + size.closed:,} stories")
        copy_stories(cursor, _cast(city), say)
        say("Introducing members and volunteers")
        _add_members(cursor, size)
    with connections["owner"].cursor() as cursor:
        cursor.execute("vacuum analyze")
    say(f"  {size.people:,} people, {size.networks} networks, {size.open:,} open ways through")


def _network_name(number: int) -> str:
    return f"{LAST[number % len(LAST)]} Neighbours {number}"


def _import_services(city: City, size: Size, at: datetime) -> None:
    """Import the feed of the directory again and again, each time for another part of the city."""
    feed = json.loads(directory_feed().read_text())
    entries = feed.get("contents") or feed
    services = [_renumbered(entries[n % len(entries)], n) for n in range(size.services)]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "city.json"
        path.write_text(json.dumps({**feed, "contents": services} if "contents" in feed else services))
        administrator = city.viewer("administrator")
        with acting_as(administrator):
            import_feed(viewer=administrator, path=path, source=SOURCE, at=at)


def _renumbered(entry: Any, number: int) -> dict[str, Any]:
    """Return a copy of a service with another name and other ids, so that it is another service."""
    copy = _with_ids(entry, f"{number}")
    copy["name"] = f"{entry['name']}, {LAST[number % len(LAST)]} {number // len(LAST) + 1}"
    return copy


def _with_ids(value: Any, mark: str) -> Any:
    if isinstance(value, list):
        return [_with_ids(item, mark) for item in value]
    if not isinstance(value, dict):
        return value
    return {
        key: str(uuid5(NAMESPACE, f"{item} {mark}")) if key == "id" or key.endswith("_id") else _with_ids(item, mark)
        for key, item in value.items()
    }


def _add_organisations(size: Size) -> None:
    """Add the other networks with a manager and two planners each, and the council's social workers."""
    council = Organisation.objects.get(name=COUNCIL)
    existing = Organisation.objects.filter(kind=OrganisationKind.NETWORK).count()
    new = [
        Organisation(name=_network_name(n), kind=OrganisationKind.NETWORK)
        for n in range(existing + 1, size.networks + 1)
    ]
    networks = Organisation.objects.using("owner").bulk_create(new)
    jobs = [(f"worker.{n}", "social_worker", council) for n in range(1, size.workers)]
    for number, network in enumerate(networks, start=existing + 1):
        jobs += [(f"planner.{number}.{planner}", "support_planner", network) for planner in (1, 2)]
        jobs += [(f"manager.{number}", "network_manager", network)]
    users = User.objects.using("owner").bulk_create(
        [User(email=f"{key}@demo.example", name=_name(n * 7), password="!") for n, (key, *_) in enumerate(jobs)]
    )
    Membership.objects.using("owner").bulk_create(
        [
            Membership(user_id=user.pk, organisation_id=organisation.pk, role=role, starts_on=FROM)
            for user, (_, role, organisation) in zip(users, jobs, strict=True)
        ]
    )


def _name(number: int) -> str:
    return f"{FIRST[number % len(FIRST)]} {LAST[number // len(FIRST) % len(LAST)]}"


def nhs_number(number: int) -> str:
    """Return a number that is never issued (docs/rules/data-standards.md 4), or "" where it has no check digit."""
    nine = f"{999_100_000 + number:09d}"
    check = -nhs.checksum(f"{nine}0") % 11
    return "" if check == 10 else f"{nine}{check}"


def _add_people(cursor: Any, city: City, size: Size) -> None:
    """Copy all names directly into the table, without history, because none of them ever changed."""
    home, postcodes = city.organisation(COUNCIL).pk, _postcodes(cursor)
    columns = (
        "version",
        "home_id",
        "preferred_name",
        "full_name",
        "search_name",
        "date_of_birth",
        "nhs_number",
        "phone",
        "email",
        "address",
        "postcode",
        "contact_by",
        "safe_contact",
        "reading_format",
        "language",
        "communication_needs",
        "about",
    )
    cursor.execute("alter table people_person disable trigger user")
    with cursor.copy(f"copy people_person ({', '.join(columns)}) from stdin") as copy:
        for n in range(size.people):
            name = _name(n * 31 + n // 2400)
            first = name.split()[0]
            born = date(1926, 1, 1) + timedelta(days=n * 97 % 21_000)
            copy.write_row(
                (
                    1,
                    home,
                    first,
                    name,
                    f"{first} {name}".lower(),
                    born,
                    nhs_number(n),
                    f"01632 960{n % 1000:03d}",
                    "",
                    f"{n % 140 + 1} {LAST[n % len(LAST)]} Street",
                    postcodes[n % len(postcodes)],
                    "phone",
                    "",
                    "standard",
                    "English",
                    "",
                    "",
                )
            )
    cursor.execute("alter table people_person enable trigger user")
    cursor.execute("analyze people_person")


def _postcodes(cursor: Any) -> list[str]:
    cursor.execute("select postcode from places_postcode where postcode like 'ZZ%' order by 1")
    return [row[0] for row in cursor.fetchall()]


@dataclass(frozen=True)
class StoryTemplate:
    """The person whose story is copied, and by how many days at most a copy may be earlier."""

    person_id: int
    full_name: str
    preferred_name: str
    most_days: int


def _templates(cursor: Any, names: list[str], most_days: dict[str, int]) -> dict[str, StoryTemplate]:
    cursor.execute("select id, full_name, preferred_name from people_person where full_name = any(%s)", [names])
    templates = {full: StoryTemplate(pk, full, preferred, most_days[full]) for pk, full, preferred in cursor.fetchall()}
    missing = set(names) - set(templates)
    if missing:
        raise ValueError(f"These stories are missing: {sorted(missing)}")
    return templates


def _assign_stories(cursor: Any, city: City, size: Size) -> None:
    """Decide who gets which story, on which days and with which workers: the same in every run."""
    most = dict.fromkeys(STAGES, 20) | dict.fromkeys(LIVE, 280) | dict.fromkeys(ended_support.NAMES, 1_000)
    templates = _templates(cursor, [*STAGES, *ended_support.NAMES], most)
    open_stories = [templates[name] for name, share in STAGES.items() for _ in range(share)]
    closed_stories = [templates[ended_support.NAMES[0]]] * 3 + [templates[ended_support.NAMES[1]]] * 2
    cursor.execute("select id, full_name, preferred_name from people_person order by id desc limit %s", [size.people])
    people = cursor.fetchall()[::-1][: size.open + size.closed]
    networks, planners = _networks(cursor)
    cursor.execute(
        "select u.id, u.name from accounts_user u join accounts_membership m on m.user_id = u.id "
        "where m.role = 'social_worker' and u.email not like 'approver%' order by u.id"
    )
    workers = cursor.fetchall()
    here, planner, worker = networks[0], planners[networks[0][0]][0], city.user("social.worker")
    cursor.execute(CREATE_COPIES)
    with cursor.copy("copy story_copy from stdin") as copy:
        for k, (person_id, full_name, preferred) in enumerate(people):
            story = open_stories[k % len(open_stories)] if k < size.open else closed_stories[k % len(closed_stories)]
            network = networks[k % len(networks)]
            planner_of_copy = planners[network[0]][k % len(planners[network[0]])]
            days = -(k * 37 % story.most_days) - (60 if story.full_name in ended_support.NAMES else 0)
            copy.write_row(
                (
                    k,
                    person_id,
                    story.person_id,
                    days,
                    full_name,
                    preferred,
                    story.full_name,
                    story.preferred_name,
                    network[0],
                    network[1],
                    here[1],
                    planner_of_copy[0],
                    planner_of_copy[1],
                    planner[1],
                    *workers[k % len(workers)],
                    worker.name,
                )
            )
    cursor.execute("analyze story_copy")


def _networks(cursor: Any) -> tuple[list[tuple[int, str]], dict[int, list[tuple[int, str]]]]:
    """Return every network, that of the original stories first, and the planners of each."""
    cursor.execute(
        "select id, name from accounts_organisation where kind = 'network' order by name <> %s, id", [NETWORK]
    )
    networks = cursor.fetchall()
    planners: dict[int, list[tuple[int, str]]] = {}
    cursor.execute(
        "select m.organisation_id, u.id, u.name from accounts_membership m join accounts_user u on u.id = m.user_id "
        "where m.role = 'support_planner' order by u.id"
    )
    for network_id, user_id, name in cursor.fetchall():
        planners.setdefault(network_id, []).append((user_id, name))
    return networks, planners


def _cast(city: City) -> Cast:
    return Cast(
        network_id=city.organisation(NETWORK).pk,
        planner_id=city.user("support.planner").pk,
        worker_id=city.user("social.worker").pk,
    )


# A member shares their record with a network. A volunteer is a relationship, until networks and supporters have rooms.
MEMBERSHIP = """
with network as (select id, row_number() over (order by id) - 1 as n from accounts_organisation where kind = 'network'),
chosen as (select p.id, p.home_id, p.full_name, row_number() over (order by p.id) as k from people_person p
  where not exists (select 1 from story_copy c where c.person_id = p.id) order by p.id desc limit %(members)s),
agreed as (insert into people_sharingagreement (person_id, home_id, organisation_id, purpose, basis, agreed_by,
    how_explained, words, consulted, agreed_on, recorded_by_id, recorded_at)
  select c.id, c.home_id, n.id, 'support', 'agreement', c.full_name, 'When they joined', '', '',
    guard.today() - (c.k %% 1000)::int, %(worker)s, now() - make_interval(days => (c.k %% 1000)::int)
  from chosen c join network n on n.n = c.k %% %(networks)s
  returning id, person_id, home_id, organisation_id, agreed_on)
insert into people_share (person_id, home_id, organisation_id, purpose, basis, agreement_id, starts_on)
select person_id, home_id, organisation_id, 'support', 'agreement', id, agreed_on from agreed
"""
VISITS = """
insert into people_relationship (version, person_id, home_id, name, relation, kind, is_carer, closeness, phone,
  helps_with, may_be_told)
select 1, c.person_id, p.home_id,
  (array['Amy', 'Ben', 'Cass', 'Dan', 'Eve'])[1 + c.k %% 5] || ' ' || split_part(c.full_name, ' ', 2),
  'Visits as a volunteer', 'community', false, 2, '', 'A visit every week', ''
from story_copy c join people_person p on p.id = c.person_id order by c.k limit %(volunteers)s
"""


def _add_members(cursor: Any, size: Size) -> None:
    worker = User.objects.get(email="social.worker@demo.example").pk
    cursor.execute(MEMBERSHIP, {"members": size.members, "worker": worker, "networks": size.networks})
    cursor.execute(VISITS, {"volunteers": size.volunteers})
