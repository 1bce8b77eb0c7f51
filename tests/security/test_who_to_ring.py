"""Who to ring, by name and number, on every page about me (issue 3; design/pages.md)."""

import pytest
from django.test import Client

from locallinks.foundation.accounts.models import Organisation
from tests.security.scene import World
from tests.security.test_pages import PAGES, PART, QUERY
from tests.security.visiting import address_of, addresses

ABOUT_ME = [
    name for name, row in PAGES.items()
    if row.stage != "-" and row.cells["person"] in {"yes", "look"}
]  # fmt: skip


@pytest.mark.parametrize("name", ABOUT_ME)
def test_who_to_ring_is_on_every_page_about_me(world: World, clients: dict[str, Client], name: str) -> None:
    url = address_of(world, addresses()[name], PAGES[name].stage, PART.get(name, "")) + QUERY.get(name, "")
    Organisation.objects.filter(pk=world.city.council.pk).update(phone="0113 496 0100")
    answer = clients["person"].get(url)
    if answer.status_code == 200 and answer.headers["Content-Type"].startswith("text/html"):
        page = answer.content.decode().split("<main", 1)[-1]
        assert "Who to ring" in page, f"{name} ({url}): give its template `person`, and ui/base.html says who to ring."
