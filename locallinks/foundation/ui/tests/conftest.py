import pytest
from django.urls import clear_url_caches


@pytest.fixture(autouse=True)
def only_our_own_addresses(settings):
    """This room stands at the bottom: its pages must draw whatever addresses the other rooms have."""
    settings.ROOT_URLCONF = "locallinks.foundation.ui.urls"
    clear_url_caches()
    yield
    clear_url_caches()
