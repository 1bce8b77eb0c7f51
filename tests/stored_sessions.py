"""The table of sessions, read as the application role with no viewer.

It has no row-level security, so it may hold nothing about anybody."""

from django.contrib.sessions.models import Session


def all_session_data() -> str:
    """Return the content of every session, as it is stored and decoded."""
    return " ".join(f"{session.session_data} {session.get_decoded()}" for session in Session.objects.all())
