"""Run several calls at once, each on its own connection, with rows locked until all of them wait.

For the fixture `own_city` (conftest.py), whose transactions commit, so that connections see one another's rows.
"""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connections

from devdb.database import Database

THIS_DATABASE = "(select pid from pg_stat_activity where datname = current_database())"
WAITING_BACKENDS = f"select count(distinct pid) from pg_locks where not granted and pid in {THIS_DATABASE}"
TIMEOUT_SECONDS = 120  # seconds: for a machine that does other things besides


def eventually(true: Callable[[], bool]) -> bool:
    until = time.monotonic() + TIMEOUT_SECONDS
    while not true() and time.monotonic() < until:
        time.sleep(0.05)
    return true()


@contextmanager
def hold_rows(sql: str) -> Iterator[Callable[[int], bool]]:
    """Lock the rows that `sql` selects. Yields a function that waits until so many calls wait, and releases them."""
    here = Database.from_environment()
    here = here._replace(name=connections["default"].settings_dict["NAME"])
    with here.connect("owner") as holder, here.connect("owner", autocommit=True) as watcher:
        holder.execute(sql)

        def let_go(waiting: int) -> bool:
            all_there = eventually(lambda: watcher.execute(WAITING_BACKENDS).fetchone()[0] >= waiting)
            holder.rollback()
            return all_there

        yield let_go
        holder.rollback()


def run_concurrently(act: Callable[[], Any], times: int, before_the_end: Callable[[int], bool]) -> list[Any]:
    """Return what each call of `act` returned. `before_the_end` is called when all have begun (see `hold_rows`)."""
    answers: list[Any] = []

    def one() -> None:
        try:
            answers.append(act())
        finally:
            connections.close_all()

    threads = [threading.Thread(target=one) for _ in range(times)]
    for thread in threads:
        thread.start()
    assert before_the_end(times), "not all of them came as far as the row that is held"
    for thread in threads:
        thread.join()
    return answers
