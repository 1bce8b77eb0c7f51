"""Everybody of the served city, signed in already. Imported once Django is set up (people.py)."""

from django.conf import settings
from django.test import Client

from locallinks.foundation.accounts.models import User


def sessions_by_user() -> dict[str, str]:
    """What the browser of each keeps in its cookie, by what stands before the @ of their address."""
    found = {}
    for user in User.objects.order_by("pk"):
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        found[user.email.partition("@")[0]] = client.cookies[settings.SESSION_COOKIE_NAME].value
    return found
