"""Two senders at once, and one that is killed half-way: each in a database of its own, where rows are truly kept."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connections
from django.test import Client

from devdb.database import Database
from locallinks.foundation.people.models import Person
from locallinks.foundation.shared.viewer import acting_as
from locallinks.personal.exchange.forms.inbound import read_record
from locallinks.personal.exchange.management.commands import exchange_in
from locallinks.personal.exchange.models import InboundRecord
from locallinks.personal.exchange.tests.builders import PERSON, connect
from tests.kit import City


def people(city: City) -> int:
    with acting_as(city.viewer("social_worker")):
        return Person.objects.count()


def test_two_at_once_make_one_person(own_city: City) -> None:
    _, key = connect(own_city)
    answers: list[tuple[int, bytes]] = []

    def send() -> None:
        try:
            response = Client(headers={"Authorization": f"Bearer {key}"}).put(
                "/api/exchange/v1/people/P-1", json.dumps(PERSON), content_type="application/json"
            )
            answers.append((response.status_code, response.content))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=send) for _ in range(4)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert len(answers) == 4
    assert len(set(answers)) == 1
    assert answers[0][0] == 200
    assert people(own_city) == 1


FILE = "reference,full_name\n" + "".join(f"P-{n},{name}\n" for n, name in enumerate(("Ann Ash", "Bob Oak", "Cy Elm")))
ROOT = Path(__file__).resolve().parents[4]
HERE = "from pg_stat_activity where datname = current_database()"
CONNECTED = f"select count(*) {HERE} and usename = %s"
HELD_UP = f"select count(*) from pg_locks where not granted and pid in (select pid {HERE})"


def comes_true(true: Callable[[], bool]) -> bool:
    """Within two minutes, however busy the machine."""
    until = time.monotonic() + 120
    while not true() and time.monotonic() < until:
        time.sleep(0.05)
    return true()


def test_whoever_was_killed_half_way_starts_again(
    own_city: City, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    connect(own_city)
    file = tmp_path / "people.csv"
    file.write_text(FILE)

    def killed(kind: str, given: Any, today: Any) -> Any:
        if given["full_name"] == "Cy Elm":
            raise KeyboardInterrupt
        return read_record(kind, given, today)

    with monkeypatch.context() as broken:
        broken.setattr(exchange_in, "read_record", killed)
        with pytest.raises(KeyboardInterrupt):
            call_command("exchange_in", str(file), connection="Social care records")
    assert people(own_city) == 2
    call_command("exchange_in", str(file), connection="Social care records")
    assert "3 read: 3 taken in or there already, 0 wait for a person." in capsys.readouterr().out
    assert people(own_city) == 3
    call_command("exchange_in", str(file), connection="Social care records")
    with acting_as(own_city.viewer("social_worker")):
        assert {row.version for row in InboundRecord.objects.all()} == {2}


def test_kill_9_in_the_middle_of_a_row_loses_nothing_and_doubles_nothing(own_city: City, tmp_path: Path) -> None:
    """The command as a process of its own, held by the database within its third row and ended there by SIGKILL."""
    connect(own_city)
    file = tmp_path / "people.csv"
    file.write_text("reference,full_name\nP-2,Cyril Elm\n")
    call_command("exchange_in", str(file), connection="Social care records")
    file.write_text(f"{FILE}P-3,Di Fir\n")
    there = Database.from_environment()
    there = there._replace(name=connections["default"].settings_dict["NAME"])
    environment = {**os.environ, **there.as_environment(), "PYTHONPATH": str(ROOT)}
    environment.pop("PYTEST_VERSION", None)
    command = [sys.executable, "-m", "django", "exchange_in", str(file), "--connection", "Social care records"]
    with there.connect("owner") as holder, there.connect("owner", autocommit=True) as watcher:
        holder.execute("select id from exchange_inboundrecord where reference = 'P-2' for update")
        process = subprocess.Popen(command, cwd=ROOT, env=environment)
        assert comes_true(lambda: watcher.execute(HELD_UP).fetchone()[0] or process.poll() is not None)
        process.send_signal(signal.SIGKILL)
        assert process.wait() == -signal.SIGKILL, "it ended without coming to the row that is held"
        holder.rollback()
        # Ours stays; that of the process goes when the database sees that nobody is there any more.
        assert comes_true(lambda: watcher.execute(CONNECTED, [there.app_user]).fetchone()[0] <= 1)
    assert people(own_city) == 3, "two rows are whole, the third is as it was, the fourth never began"
    call_command("exchange_in", str(file), connection="Social care records")
    assert people(own_city) == 4
    with acting_as(own_city.viewer("social_worker")):
        assert sorted(Person.objects.values_list("full_name", flat=True)) == ["Ann Ash", "Bob Oak", "Cy Elm", "Di Fir"]
        assert InboundRecord.objects.count() == 4


def test_a_file_that_cannot_be_used_says_why(own_city: City, tmp_path: Path) -> None:
    connect(own_city)
    file = tmp_path / "people.csv"
    file.write_text("reference,full_name\n,Nobody\nP-1,\n")
    for given, name, words in (
        (file, "Nowhere", "no running connection"),
        (tmp_path / "none.csv", "Social care records", "cannot be read"),
        (file, "Social care records @ Aireborough Council", "1 could not be kept"),
    ):
        with pytest.raises(CommandError, match=words):
            call_command("exchange_in", str(given), connection=name)
    file.write_text("nothing here")
    with pytest.raises(CommandError, match="headings"):
        call_command("exchange_in", str(file), connection="Social care records")
    with acting_as(own_city.viewer("social_worker")):
        assert InboundRecord.objects.get().codes == {"not_understood"}
