"""What the demonstration refuses before it builds anything, and that an act happens once."""

import socket

import pytest
from django.core.management.base import CommandError

from locallinks.demo import serve
from locallinks.demo.once import once
from locallinks.foundation.accounts.models import Team
from tests.kit import City


def test_a_port_in_use_is_named_with_another_to_try() -> None:
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


def test_an_act_happens_once(city: City) -> None:
    viewer = city.viewer("social_worker")

    def act() -> None:
        Team.objects.create(organisation=city.council, name="East")

    assert once("a team", viewer, act) is True
    assert once("a team", viewer, act) is False
    assert Team.objects.count() == 1


def test_an_act_that_fails_is_not_marked_as_done(city: City) -> None:
    viewer = city.viewer("social_worker")

    def fail() -> None:
        Team.objects.create(organisation=city.council, name="East")
        raise RuntimeError("the power went")

    with pytest.raises(RuntimeError):
        once("a team", viewer, fail)
    assert Team.objects.count() == 0
    assert once("a team", viewer, lambda: Team.objects.create(organisation=city.council, name="East")) is True
