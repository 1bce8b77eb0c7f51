"""Django's migrate, as the owner: the application role owns nothing and could not make a table.

An empty database is made from the file of the schema where one fits (schema_dump.py). The query functions of the rooms
are made again from their files (query_functions.py).
"""

from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser
from django.core.management.commands.migrate import Command as Migrate
from django.db import connections
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
        looks_only = options["plan"] or options["check_unapplied"]
        if looks_only:
            super().handle(*args, **options)
            return
        if not (options["app_label"] or options["fake"] or options["step_by_step"]):
            schema_dump.load(connection, options["schema"])
        executor = MigrationExecutor(connection)
        if options["app_label"] or executor.migration_plan(executor.loader.graph.leaf_nodes()):
            query_functions.drop(connection)
        super().handle(*args, **options)
        if not options["app_label"]:
            query_functions.make(connection)
