"""What the application's role may do in the database. It owns nothing: the owner makes the tables (docs/adr/0009)."""

from typing import Any

from django.conf import settings
from django.db.backends.base.base import BaseDatabaseWrapper
from psycopg import sql


def grant_in_migration(apps: Any, schema_editor: Any) -> None:
    """For the first migration of all."""
    grant(schema_editor.connection)


def grant(connection: BaseDatabaseWrapper) -> None:
    """The application may use what the owner made, and what the owner makes from now on, row by row as policies say."""
    role = sql.Identifier(str(settings.DATABASES["default"]["USER"])).as_string()
    with connection.cursor() as cursor:
        for statement in (
            f"grant usage on schema public, guard to {role}",
            f"alter default privileges in schema public grant select, insert, update, delete on tables to {role}",
            f"alter default privileges in schema public grant usage on sequences to {role}",
            f"grant select, insert, update, delete on all tables in schema public to {role}",
            f"grant usage on all sequences in schema public to {role}",
            # Django's own record of migrations the application may read, no more.
            f"revoke insert, update, delete on public.django_migrations from {role}",
            # A trigger of one's own, on a table of one's own, would ask it about anybody.
            "revoke execute on function guard.keep_home() from public",
        ):
            cursor.execute(statement)
