from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jinja2
import pytest
from django.template import engines
from django.urls import clear_url_caches


@pytest.fixture(autouse=True)
def only_our_own_addresses(settings: Any) -> Iterator[None]:
    """Use the URLs of this room alone: its pages must render without those of other rooms."""
    settings.ROOT_URLCONF = "locallinks.foundation.ui.urls"
    clear_url_caches()
    yield
    clear_url_caches()


@pytest.fixture(autouse=True, scope="session")
def templates_of_these_tests() -> Iterator[None]:
    """Load `ui/tests/form.html`, for pages that only these tests have."""
    loader = jinja2.FileSystemLoader(Path(__file__).parent / "templates")
    loaders = engines["jinja_backend"].env.loader.loaders
    loaders.append(loader)
    yield
    loaders.remove(loader)
