"""Widgets that read several posted values as one."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms

DATE_PARTS = ("day", "month", "year")


class DatePartsWidget(forms.Widget):
    """A date in three boxes: `<name>-day`, `<name>-month`, `<name>-year`. It also reads `<name>` as 2026-11-12."""

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> list[str]:
        whole = data.get(name)
        if isinstance(whole, date):
            return date_parts(whole)
        if whole:
            year, _, rest = str(whole).partition("-")
            month, _, day = rest.partition("-")
            return [day, month, year]
        return [str(data.get(f"{name}-{part}") or "") for part in DATE_PARTS]

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return not any(f"{name}-{part}" in data for part in DATE_PARTS) and name not in data

    def id_for_label(self, id_: str, index: Any = None) -> str:
        return f"{id_}-day" if id_ else id_


def date_parts(value: Any) -> list[str]:
    """Return what the three boxes show, for a date, for what was typed, or for None."""
    if isinstance(value, date):
        return [str(value.day), str(value.month), str(value.year)]
    return list(value) if value else ["", "", ""]
