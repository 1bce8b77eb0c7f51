"""Privileges of the application's database role, which owns nothing: another role owns the tables (docs/adr/0009)."""

from typing import Any

from django.conf import settings
from django.db.backends.base.base import BaseDatabaseWrapper
from psycopg import sql


def grant_in_migration(apps: Any, schema_editor: Any) -> None:
    """Grant the privileges in the first migration."""
    grant(schema_editor.connection)


def grant(connection: BaseDatabaseWrapper) -> None:
    """Grant the application's role the use of all present and future tables and sequences, subject to the policies."""
    role = sql.Identifier(str(settings.DATABASES["default"]["USER"])).as_string()
    with connection.cursor() as cursor:
        for statement in (
            f"grant usage on schema public, guard to {role}",
            f"alter default privileges in schema public grant select, insert, update, delete on tables to {role}",
            f"alter default privileges in schema public grant usage on sequences to {role}",
            f"grant select, insert, update, delete on all tables in schema public to {role}",
            f"grant usage on all sequences in schema public to {role}",
            # The application only reads Django's record of migrations.
            f"revoke insert, update, delete on public.django_migrations from {role}",
            # Otherwise a role could attach it to a table of its own, and look up the home of any person.
            "revoke execute on function guard.keep_home() from public",
        ):
            cursor.execute(statement)
