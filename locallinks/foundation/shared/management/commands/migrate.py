"""Django's migrate, as the owner: the application role owns nothing and could not make a table.

An empty database is made from the file of the schema where one fits (schema_dump.py). The query functions of the rooms
are dropped before a table changes, and made again from their files once nothing is left to apply (query_functions.py).
"""

from contextlib import suppress
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.core.management.commands.migrate import Command as Migrate
from django.db import DatabaseError, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.executor import MigrationExecutor

from locallinks.foundation.shared import query_functions, schema_dump


class Command(Migrate):
    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.set_defaults(database="owner")
        parser.add_argument("--step-by-step", action="store_true", help="run the migrations in an empty database too")
        parser.add_argument("--schema", type=Path, help="make an empty database from this file")

    def handle(self, *args: Any, **options: Any) -> None:
        connection = connections[options["database"]]
        if options["plan"] or options["check_unapplied"] or options["prune"]:
            super().handle(*args, **options)
            return
        everything = not (options["app_label"] or options["fake"] or options["step_by_step"])
        if everything and not schema_dump.load(connection, options["schema"]) and options["schema"]:
            raise CommandError("--schema makes an empty database, and this one is not empty.")
        if is_behind(connection) or is_a_step(connection, options):
            query_functions.drop_all(connection)
        try:
            super().handle(*args, **options)
        except BaseException:
            with suppress(DatabaseError):  # what went wrong first is what is told
                make_query_functions(connection)
            raise
        if not make_query_functions(connection):
            self.stderr.write("Some migrations are not applied yet: query functions are made when all are.")


def make_query_functions(connection: BaseDatabaseWrapper) -> bool:
    """False, and nothing is done, while a migration is left: a function may read what it makes."""
    if is_behind(connection):
        return False
    query_functions.create_all(connection)
    return True


def is_behind(connection: BaseDatabaseWrapper) -> bool:
    """Is there a migration that has not been applied?"""
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def is_a_step(connection: BaseDatabaseWrapper, options: dict[str, Any]) -> bool:
    """Forwards or back to one migration of a room that has some."""
    known = MigrationExecutor(connection).loader.migrated_apps
    return bool(options["migration_name"]) and options["app_label"] in known
