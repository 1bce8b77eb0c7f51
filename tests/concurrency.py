"""Several at the same moment, each on a connection of its own, and rows held until all of them stand before them.

For the fixture `own_city` (conftest.py): in a database of its own rows are truly kept, so two can see one another.
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
    """Hold the rows that `sql` locks. Gives a function that waits until so many stand before them, and lets them go."""
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
    """What `act` answered, each time. `before_the_end` is called when all have begun (see `held`)."""
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
