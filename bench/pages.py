"""bin/bench pages: response times of pages, compared with the floor page, and of people search, with its bare SQL.

It builds the demonstration's city in a scratch database, starts two web workers, and requests the pages in turn, so
that other work of the machine slows all of them alike. The p95 of each page may be at most 3 times the floor's, and
100 ms, and that of people search at most 1.5 times the same search as owner, without row-level security. Then it counts
the queries of each of the twenty pages, to be compared with another scale.
"""

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from bench.report import Row, argument_parser, at_most, print_report
from devdb.child_processes import end_with_parent
from devdb.database import Database

ROUNDS = 200
PEOPLE = 20_000
PAGE_RATIO_MAX, MOST_MS_FOR_A_PAGE = 3, 100  # times the floor, and milliseconds; the same for every page
SEARCH_RATIO_MAX = 1.5  # times the bare SQL

INVENT_PEOPLE_SQL = """
insert into people_person (version, home_id, preferred_name, full_name, search_name, nhs_number, phone, email, address,
  postcode, contact_by, safe_contact, reading_format, language, communication_needs, about)
select 1, (select id from accounts_organisation where kind = 'council' limit 1), first, first || ' ' || last,
  lower(first || ' ' || first || ' ' || last), '', '', '', '', '', 'phone', '', 'standard', 'English', '', ''
from (select (array['Ada','Bram','Cora','Dev','Edie','Femi','Greta','Hal','Ines','Jude','Kofi','Lena'])[1 + n % 12]
      as first, initcap(translate(md5(n::text), '0123456789', 'aeioulmnrs')) as last
      from generate_series(1, {people}) n) p
"""
UNSCOPED_SEARCH_SQL = """
with found as materialized (
  select p.id, p.full_name, word_similarity(%(words)s, p.search_name) as score from people_person p
    where %(words)s <%% p.search_name
  union select p.id, p.full_name, 0.4::real from people_person p
    where guard.sounds(%(words)s) <> '{}' and guard.sounds(p.search_name) @> guard.sounds(%(words)s)
  union select p.id, p.full_name, 2::real from people_person p
    where length(%(words)s) >= 10 and p.nhs_number = replace(%(words)s, ' ', '') and p.nhs_number <> ''
  union select p.id, p.full_name, 1.5::real from people_person p
    where p.postcode = upper(%(words)s) and p.postcode <> '')
select id, max(score) from found group by id, full_name order by max(score) desc, full_name, id limit 25
"""
SEARCHES = ("ada", "firth", "marey firth", "elaine dobsen", "kofi lena", "frith", "999 000 0018", "grace adu")


@contextmanager
def scratch_database() -> Iterator[Database]:
    """A database of our own on the server that is running, dropped at the end."""
    real = Database.from_environment()
    name = f"bench_pages_{os.getpid()}"
    with real.connect("owner", autocommit=True) as owner:
        owner.execute(f'create database "{name}"')
    ours = real._replace(name=name)
    os.environ.update(ours.as_environment())
    try:
        yield ours
    finally:
        with real.connect("owner", autocommit=True) as owner:
            owner.execute(f'drop database "{name}" with (force)')


@contextmanager
def serve_pages() -> Iterator[int]:
    """Two web workers on a free port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", "locallinks.config.wsgi", "--bind", f"127.0.0.1:{port}"]
    command += ["--workers", "2", "--log-level", "warning"]
    server = subprocess.Popen(command, preexec_fn=end_with_parent())
    try:
        for _ in range(100):
            with socket.socket() as knock:
                if knock.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        yield port
    finally:
        server.terminate()
        server.wait(timeout=10)


def session_cookie(key: str) -> str:
    """The cookie of somebody signed in."""
    from django.conf import settings
    from django.test import Client

    from locallinks.demo.city import City

    client = Client()
    client.force_login(City().user(key), backend="django.contrib.auth.backends.ModelBackend")
    return f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"


def fetch_milliseconds(port: int, path: str, cookie: str) -> float:
    """The milliseconds that one page took. Raises RuntimeError for any status but 200."""
    started = time.perf_counter()
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", path, headers={"Cookie": cookie})
    answer = connection.getresponse()
    answer.read()
    connection.close()
    if answer.status != 200:
        raise RuntimeError(f"{path} answered {answer.status}")
    return (time.perf_counter() - started) * 1000


# Rounds that do not count: each of the two workers prepares a statement when it meets it the third time, and PostgreSQL
# keeps one plan after five more (docs/adr/0017).
WARM_UP_ROUNDS = 20


def p95_in_turn(jobs: dict[str, Callable[[], float]], rounds: int) -> dict[str, float]:
    """The p95 of each job in milliseconds. Each round runs every job once, one after the other."""
    times: dict[str, list[float]] = {name: [] for name in jobs}
    for turn in range(rounds + WARM_UP_ROUNDS):
        for name, job in jobs.items():
            took = job()
            if turn >= WARM_UP_ROUNDS:
                times[name].append(took)
    return {name: sorted(taken)[int(len(taken) * 0.95)] for name, taken in times.items()}


def processor_time() -> tuple[int, int]:
    """Processor time that the host gave to others, and all of it, since the machine started; zeros if it is not known.

    If others took much of it during a run, its p95 says little: run it again.
    """
    try:
        with open("/proc/stat") as lines:
            spent = [int(part) for part in lines.readline().split()[1:9]]
    except OSError:
        return 0, 0
    return spent[7], sum(spent)


def twenty_pages(person: int, pathway: int) -> dict[str, tuple[str, str]]:
    """By name, URL and user of the pages that council teams and networks open most. Any scale measures five of them."""
    about, way = f"/people/{person}/", f"/pathways/{pathway}/"
    worker, planner = "social.worker", "support.planner"
    return {
        "home (commissioner)": ("/", "commissioner"),
        "worklist (social worker)": ("/", worker),
        "worklist (planner)": ("/", planner),
        "person": (about, worker),
        "plan": (f"{way}plan/", planner),
        "worklist (champion)": ("/", "handover.champion"),
        "worklist (manager)": ("/", "network.manager"),
        "home (provider)": ("/", "provider"),
        "person (planner)": (about, planner),
        "person (herself)": (about, "person"),
        "plan (herself)": (f"{way}plan/", "person"),
        "timeline": (f"{about}timeline/", worker),
        "story of the way": (way, worker),
        "assessment": (f"{way}assessment/", worker),
        "budget": (f"{way}budget/sum/", worker),
        "arranging (one person)": (f"{way}arranging/", planner),
        "arranging (board)": ("/arranging/", planner),
        "introductions": ("/introductions/", "handover.champion"),
        "who has looked": (f"{about}looks/", worker),
        "find a service": ("/find-support/?words=lunch&postcode=ZZ1+1AA", planner),
    }


# Pages that are opened less, measured without a bound.
OTHER_PAGES = {
    "map of places": ("/places/", "support.planner"),
    "people I work with": ("/people/mine/", "social.worker"),
    "requests for help": ("/contacts/", "social.worker"),
    "records that look alike": ("/alike/", "social.worker"),
    "short-term support": ("/short-term/", "social.worker"),
    "work of a network": ("/work/", "support.planner"),
    "work of the council": ("/work/", "social.worker"),
    "parts to find (network)": ("/arranging/parts/", "support.planner"),
    "reviews by cost": ("/reviews/by-cost/", "social.worker"),
    "how many reached a network": ("/introductions/reached/", "handover.champion"),
    "what support cost": ("/money/", "finance"),
}


def page_rows(rounds: int, *, city: bool = False) -> list[Row]:
    from locallinks.demo.city import City
    from locallinks.foundation.shared.viewer import acting_as
    from locallinks.personal.pathways.models import Pathway

    with acting_as(City().viewer("social.worker")):
        mary = Pathway.objects.get(person__full_name="Mary Firth")
        pathway, person = mary.pk, mary.person_id
    twenty = twenty_pages(person, pathway)
    judged_pages = twenty if city else dict(list(twenty.items())[:5])
    pages = {"floor": (f"/bench/floor/{person}/", "social.worker")} | judged_pages | (OTHER_PAGES if city else {})
    cookies = {key: session_cookie(key) for key in {who for _, who in pages.values()}}
    with serve_pages() as port:
        jobs = {
            name: (lambda p=path, c=cookies[who]: fetch_milliseconds(port, p, c)) for name, (path, who) in pages.items()
        }
        before = processor_time()
        found = p95_in_turn(jobs, rounds)
        taken, whole = (after - start for start, after in zip(before, processor_time(), strict=True))
    floor = found.pop("floor")
    rows = [Row("taken by others on the host", round(100 * taken / max(whole, 1), 1), "% of time")]
    rows.append(Row("floor", round(floor, 2), "ms p95"))
    for name, took in found.items():
        if name in judged_pages:
            rows.append(ratio_row(name, took, "ms p95", floor, PAGE_RATIO_MAX, MOST_MS_FOR_A_PAGE))
        else:
            rows.append(Row(name, round(took, 2), "ms p95", round(floor, 2)))
    return rows + query_rows(twenty)


def query_rows(pages: dict[str, tuple[str, str]]) -> list[Row]:
    """The number of queries of each page, which must be the same in a city as in a small place."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from locallinks.demo.city import City

    rows = []
    for name, (path, who) in pages.items():
        client = Client(HTTP_HOST="127.0.0.1")
        client.force_login(City().user(who), backend="django.contrib.auth.backends.ModelBackend")
        client.get(path)  # the first request of a process fills its caches
        with CaptureQueriesContext(connection) as queries:
            client.get(path)
        rows.append(Row(f"{name}: queries", len(queries), "queries"))
    return rows


def ratio_row(name: str, value: float, unit: str, reference: float, most: float, longest: float | None = None) -> Row:
    """A row whose bound is on the ratio to the reference and, where `longest` is given, on the value itself too."""
    bound, limit = f"ratio <= {most:g}", most * reference
    if longest is not None:
        bound, limit = f"{bound}, <= {longest:g}", min(limit, longest)
    row = at_most(name, value, unit, limit, round(reference, 2))
    return Row(row.name, row.value, row.unit, row.reference, bound, row.met)


def search_row(database: Database, rounds: int) -> Row:
    """The search as the application inside `acting_as`, compared with its SQL as owner without row-level security."""
    from django.db import connection

    from locallinks.demo.city import City
    from locallinks.foundation.shared.viewer import acting_as

    with database.connect("owner", autocommit=True) as owner:
        owner.execute(INVENT_PEOPLE_SQL.format(people=PEOPLE))
        owner.execute("analyze people_person")
        owner.execute("set pg_trgm.word_similarity_threshold = '0.45'")

        def bare() -> float:
            started = time.perf_counter()
            for words in SEARCHES:
                owner.execute(UNSCOPED_SEARCH_SQL, {"words": words}).fetchall()
            return (time.perf_counter() - started) * 1000

        def scoped() -> float:
            with connection.cursor() as cursor:
                started = time.perf_counter()
                for words in SEARCHES:
                    cursor.execute("select person_id, score from guard.search_people(%s, 25)", [words])
                    cursor.fetchall()
                return (time.perf_counter() - started) * 1000

        with acting_as(City().viewer("social.worker")):
            found = p95_in_turn({"bare": bare, "scoped": scoped}, max(20, rounds // 4))
    name = f"people search, {len(SEARCHES)} searches of {PEOPLE:,} people"
    return ratio_row(name, found["scoped"], "ms p95", found["bare"], SEARCH_RATIO_MAX)


def run(arguments: Any) -> int:
    os.environ["DJANGO_SETTINGS_MODULE"] = "bench.settings"
    if arguments.here:
        return print_report("pages", measure(arguments, Database.from_environment()))
    with scratch_database() as database:
        return print_report("pages", measure(arguments, database))


def measure(arguments: Any, database: Database) -> list[Row]:
    import django
    from django.core.management import call_command
    from django.db import connections

    django.setup()
    if not arguments.here:
        call_command("demo", no_serve=True, scale=arguments.scale)
    rows = page_rows(arguments.rounds, city=arguments.scale != "small")
    if arguments.scale == "small" and not arguments.here:
        rows.append(search_row(database, arguments.rounds))
    connections.close_all()
    return rows


if __name__ == "__main__":
    parser = argument_parser(__doc__ or "")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="requests for each page")
    parser.add_argument("--scale", default="small", help="how large a city (bin/demo): small, village or city")
    parser.add_argument("--here", action="store_true", help="in the city that bin/demo built, not in one of its own")
    sys.exit(run(parser.parse_args()))
