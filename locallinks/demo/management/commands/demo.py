"""Builds an invented city, carries out Mary's and Elaine's stories with the real actions, then serves it."""

import json
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from locallinks.demo import build, bulk_people, city, serve, summary
from locallinks.foundation.shared import clock
from locallinks.foundation.shared.errors import DomainError


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", type=int, default=8000, help="where to serve, on 127.0.0.1")
        parser.add_argument("--password", default=city.PASSWORD, help="the password of everybody in the city")
        parser.add_argument(
            "--feed", type=Path, help="an Open Referral UK feed (1.0 or 3.0, plain or .gz) as the directory"
        )
        parser.add_argument(
            "--scale",
            choices=["small", *bulk_people.SCALES],
            default="small",
            help="a few people, or a city of 100,000",
        )
        parser.add_argument("--workers", type=int, default=2, help="web workers")
        parser.add_argument("--no-serve", action="store_true", help="stop after the stories")
        parser.add_argument("--json", action="store_true", help="end with one line of JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["no_serve"]:
            serve.check_port(options["port"])
        try:
            call_command("migrate", verbosity=0)
            self.build(options)
        except DomainError as error:
            raise CommandError("\n".join(problem.message for problem in error.problems)) from error
        if not options["no_serve"]:
            serve.serve(port=options["port"], workers=options["workers"], say=self.say)

    def build(self, options: dict[str, Any]) -> None:
        at = clock.now()
        aireborough = city.build(say=self.say, password=options["password"], feed=options["feed"], at=at)
        build.tell_main_stories(city=aireborough, at=at, say=self.say)
        build.tell_other_stories(city=aireborough, at=at, say=self.say)
        build.tell_management_stories(city=aireborough, at=at, say=self.say)
        if size := bulk_people.SCALES.get(options["scale"]):
            bulk_people.add_bulk_people(city=aireborough, size=size, at=at, say=self.say)
        built = summary.summarise(aireborough)
        self.say(f"Everybody signs in with the password {options['password']}")
        for key, _, role, organisation, _ in city.PEOPLE:
            self.say(f"  {key}@demo.example: {role.replace('_', ' ')}, {organisation}")
        self.say(f"  {city.PERSON[0]}@demo.example: {city.PERSON[1]} herself")
        if options["json"]:
            self.stdout.write(json.dumps(built))

    def say(self, words: str) -> None:
        """Progress goes to stderr, so that with --json the last line of stdout is the JSON."""
        self.stderr.write(words, ending="\n")
        self.stderr.flush()
