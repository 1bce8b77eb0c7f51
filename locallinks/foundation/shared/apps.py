from typing import Any

from django.apps import AppConfig
from django.db.backends.signals import connection_created

# psycopg keeps a hundred prepared statements a connection and drops the oldest. A worker's pages use more than that, so
# that most statements were dropped before they came round again (docs/adr/0017).
PREPARED_STATEMENTS = 500


class SharedConfig(AppConfig):
    name = "locallinks.foundation.shared"
    label = "shared"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        connection_created.connect(keep_prepared_statements, dispatch_uid="keep_prepared_statements")


def keep_prepared_statements(connection: Any, **signal: Any) -> None:
    """Signal handler: set the size of the cache of prepared statements on a new connection."""
    connection.connection.prepared_max = PREPARED_STATEMENTS
