"""bin/locallinks exchange_description: write the API's description into docs/."""

import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from locallinks.personal.exchange.api import api


class Command(BaseCommand):
    help = "Write docs/operations/exchange-openapi.json anew, as the API serves it."

    def handle(self, **options: Any) -> None:
        described = api.get_openapi_schema(path_prefix="/api/exchange/v1/")
        place = Path(settings.ROOT) / "docs" / "operations" / "exchange-openapi.json"
        place.write_text(json.dumps(described, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        self.stdout.write(f"Wrote {place.name}")
