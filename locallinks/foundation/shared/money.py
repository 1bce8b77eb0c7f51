"""Money is a whole number of pence everywhere; it is written in pounds only for people."""

import re

from locallinks.foundation.shared.errors import DomainError

_POUNDS = re.compile(r"^£?\s*(\d{1,3}(?:,\d{3})+|\d{1,9})(?:\.(\d{1,2}))?$")


def pounds(pence: int) -> str:
    """Return an amount as text: 117_00 is "£117.00", negative amounts are like "-£5.00"."""
    sign = "-" if pence < 0 else ""
    whole, part = divmod(abs(pence), 100)
    return f"{sign}£{whole:,}.{part:02d}"


def parse_pounds(text: str, *, field: str = "") -> int:
    """Return the pence of an amount: "£1,234.50" is 123450. Raises DomainError, naming the field, for other text."""
    match = _POUNDS.match(text.strip())
    if not match:
        raise DomainError("Enter an amount in pounds and pence, like 19.50", field=field, code="not_money")
    whole, part = match.group(1).replace(",", ""), (match.group(2) or "").ljust(2, "0")
    return int(whole) * 100 + int(part)
