from typing import Any

from django.apps import AppConfig
from django.db.backends.signals import connection_created

# psycopg remembers a hundred questions a connection, and forgets the oldest: the pages of a morning ask more, so that
# few came round again and few were prepared (docs/adr/0017).
QUESTIONS_REMEMBERED = 500


class SharedConfig(AppConfig):
    name = "locallinks.foundation.shared"
    label = "shared"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        connection_created.connect(remember_questions, dispatch_uid="remember_questions")


def remember_questions(connection: Any, **signal: Any) -> None:
    """As a connection opens."""
    connection.connection.prepared_max = QUESTIONS_REMEMBERED
