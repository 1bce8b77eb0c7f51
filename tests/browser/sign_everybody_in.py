"""A session for everybody in the served city. Imported once Django is set up (populate_city.py)."""

from django.conf import settings
from django.test import Client

from locallinks.foundation.accounts.models import User


def sessions_by_user() -> dict[str, str]:
    """Return each user's session key, by the part of their email address before the @."""
    sessions = {}
    for user in User.objects.order_by("pk"):
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        sessions[user.email.partition("@")[0]] = client.cookies[settings.SESSION_COOKIE_NAME].value
    return sessions
