"""What stands in the table of sessions, read as the application role with nobody's eyes: it is not behind row-level
security, so nothing that is anybody's may be there."""

from django.contrib.sessions.models import Session


def all_session_data() -> str:
    """Every session, as it is stored and as the server reads it."""
    return " ".join(f"{one.session_data} {one.get_decoded()}" for one in Session.objects.all())
