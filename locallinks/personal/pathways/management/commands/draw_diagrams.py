"""Write docs/diagrams/pathway.md from the transition table. An architecture test fails when it is out of date."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from locallinks.personal.pathways.rules.diagram import diagram


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        target = settings.ROOT / "docs" / "diagrams" / "pathway.md"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(diagram(), encoding="utf-8")
        self.stdout.write(f"Wrote {target.relative_to(settings.ROOT)}")
