"""Serving the demonstration: the check of the port, restarts, and no owner's password; and that an act happens once."""

import os
import socket
import sys
from pathlib import Path

import pytest
from django.core.management.base import CommandError

from devdb.database import Database, without_owner
from locallinks.demo import serve
from locallinks.demo.idempotent import do_once
from locallinks.foundation.accounts.models import Team
from tests.kit import City


def test_the_message_about_a_port_in_use_suggests_another() -> None:
    with socket.socket() as taken:
        taken.bind((serve.HOST, 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(CommandError, match=f"Port {port} is already in use.*--port {port + 1}"):
            serve.check_port(port)


def test_a_free_port_is_fine() -> None:
    with socket.socket() as probe:
        probe.bind((serve.HOST, 0))
        port = probe.getsockname()[1]
    assert serve.check_port(port) is None


def test_l10_a_process_that_stops_by_itself_is_started_again(tmp_path: Path) -> None:
    """The process ends at once the first time, and runs until it is stopped the second time."""
    first = tmp_path / "first"
    code = f"""
import pathlib, time
first = pathlib.Path({str(first)!r})
if first.exists():
    time.sleep(600)
first.touch()
"""
    messages: list[str] = []
    part = serve.Part("The web server", [sys.executable, "-c", code])
    part.start()

    class UntilStarted(list):
        """Is true, so that serving stops, as soon as the process has started a second time."""

        def __bool__(self) -> bool:
            return len(part.starts) == 2

    serve.watch([part], stopping=UntilStarted(), say=messages.append, pause=0)
    assert messages == ["The web server stopped by itself. It is started again."]
    assert part.has_ended, "and nothing is left behind"


def test_l10_a_process_that_keeps_stopping_stops_them_all() -> None:
    messages: list[str] = []
    broken = serve.Part("The job worker", [sys.executable, "-c", "raise SystemExit(3)"])
    whole = serve.Part("The web server", [sys.executable, "-c", "import time; time.sleep(600)"])
    for part in (broken, whole):
        part.start()
    with pytest.raises(CommandError, match="The job worker of the demonstration keeps stopping"):
        serve.watch([broken, whole], stopping=[], say=messages.append, pause=0)
    assert len(messages) == serve.MOST_STARTS - 1
    assert whole.has_ended


def test_m12_serving_processes_do_not_have_the_owners_password(tmp_path: Path) -> None:
    """Neither the environment of the process nor Django's databases have it."""
    owner = Database.from_environment().owner_password
    assert owner
    out = tmp_path / "out"
    code = f"""
import os, pathlib, django
from django.conf import settings
told = open("/proc/self/environ").read() + str(dict(os.environ)) + str(settings.DATABASES)
pathlib.Path({str(out)!r}).write_text(told)
"""
    environment = without_owner({**os.environ, "DJANGO_SETTINGS_MODULE": "locallinks.config.settings"})
    environment.pop("PYTEST_VERSION", None)
    part = serve.Part("One", [sys.executable, "-c", code], environment)
    part.start()
    assert part.process is not None
    assert part.process.wait() == 0
    told = out.read_text()
    assert "'default'" in told
    assert owner not in told
    assert "'owner'" not in told


def test_an_act_happens_once(city: City) -> None:
    viewer = city.viewer("social_worker")

    def act() -> None:
        Team.objects.create(organisation=city.council, name="East")

    assert do_once("a team", viewer, act) is True
    assert do_once("a team", viewer, act) is False
    assert Team.objects.count() == 1


def test_an_act_that_fails_is_not_marked_as_done(city: City) -> None:
    viewer = city.viewer("social_worker")

    def fail() -> None:
        Team.objects.create(organisation=city.council, name="East")
        raise RuntimeError("the power went")

    with pytest.raises(RuntimeError):
        do_once("a team", viewer, fail)
    assert Team.objects.count() == 0
    assert do_once("a team", viewer, lambda: Team.objects.create(organisation=city.council, name="East")) is True
