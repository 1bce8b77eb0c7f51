"""Pure checks on what people type. Nothing here knows about Django, forms or pages."""

import re
import unicodedata
import uuid
from dataclasses import dataclass
from datetime import date, time

POSTCODE = re.compile(r"(GIR 0AA|[A-Z]{1,2}[0-9][A-Z0-9]? [0-9][ABD-HJLNP-UW-Z]{2})")
MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
# Direction overrides can make "approved" read as something else; they are never typed on purpose.
INVISIBLE = re.compile(r"[\u200b\u202a-\u202e\u2066-\u2069\ufeff]")
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f]")
PHONE = re.compile(r"\+?[0-9]+")
CLOCK = re.compile(r"(?P<hour>[0-9]{1,2})(?:[:.]?(?P<minute>[0-9]{2}))?(?P<half>am|pm)?")


def nhs_number_problem(text: str) -> str | None:
    """Say what is wrong with an NHS number, or None (data-standards.md section 4).

    Ten digits; weights 10 to 2 on the first nine; 11 minus the remainder by 11 is the tenth digit (11 counts as 0,
    10 never happens). Numbers of one repeated digit can pass that sum, so they are refused too.
    """
    digits = re.sub(r"[\s-]", "", text)
    if not re.fullmatch(r"[0-9]{10}", digits):
        return "An NHS number has 10 digits, like 999 000 0018"
    total = sum(int(digit) * weight for digit, weight in zip(digits[:9], range(10, 1, -1), strict=True))
    check = (11 - total % 11) % 11
    if len(set(digits)) == 1 or check != int(digits[9]):
        return "Check the NHS number: one of the digits is wrong. It is on letters from the hospital or GP"
    return None


def normalise_nhs_number(text: str) -> str:
    """The ten digits alone."""
    return re.sub(r"[\s-]", "", text)


def spaced_nhs_number(digits: str) -> str:
    """Shown 3-3-4, as on letters."""
    return f"{digits[:3]} {digits[3:6]} {digits[6:]}"


def normalise_postcode(text: str) -> str | None:
    """Capitals and one space ("ls121aa" -> "LS12 1AA"), or None when it has not the shape of a postcode."""
    letters = re.sub(r"[^A-Za-z0-9]", "", text).upper()
    postcode = f"{letters[:-3]} {letters[-3:]}"
    return postcode if POSTCODE.fullmatch(postcode) else None


def normalise_phone(text: str) -> str | None:
    """A phone number with its spaces tidied, or None. UK numbers and numbers that start with + and a country."""
    shown = re.sub(r"[\s().-]+", " ", text).strip()
    digits = shown.replace(" ", "")
    if not PHONE.fullmatch(digits):
        return None
    if digits.startswith("+"):
        return shown if 9 <= len(digits) - 1 <= 15 else None
    return shown if digits.startswith("0") and 10 <= len(digits) <= 11 else None


def has_nul(text: str) -> bool:
    """PostgreSQL text cannot hold it, and nobody types it."""
    return "\x00" in text


def tidy_text(text: str, *, lines: bool = False) -> str:
    """Text as text: one way to write each letter, no invisible characters, plain line ends. HTML is left as typed."""
    text = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    text = text.replace("\x0b", "\n").replace("\x0c", "\n")  # how word processors paste a soft line break
    text = CONTROL.sub("", INVISIBLE.sub("", text))
    if not lines:
        text = re.sub(r"\s+", " ", text)
    return text.strip()


@dataclass(frozen=True)
class DateProblem:
    """What is wrong with a typed date, and which box to go to."""

    message: str
    part: str = "day"


def month_number(text: str) -> int | None:
    """1 to 12 from "11", "November" or "nov"."""
    text = text.strip().lower()
    if re.fullmatch(r"[0-9]{1,2}", text):
        return int(text)
    found = [n for n, name in enumerate(MONTHS, 1) if len(text) >= 3 and name.startswith(text)]
    return found[0] if found else None


def parse_date_parts(day: str, month: str, year: str, *, name: str) -> date | DateProblem:
    """A date from its three boxes, or the one thing to put right. `name` starts the sentence."""
    parts = {"day": day.strip(), "month": month.strip(), "year": year.strip()}
    missing = [part for part, value in parts.items() if not value]
    if missing:
        return DateProblem(f"{name} must include a {' and a '.join(missing)}", missing[0])
    month_value = month_number(parts["month"])
    if month_value is None or not 1 <= month_value <= 12:
        return DateProblem(f"{name} needs a month from 1 to 12, like 11", "month")
    if not re.fullmatch(r"[0-9]{4}", parts["year"]):
        return DateProblem(f"{name} needs a year with 4 numbers, like 2026", "year")
    if not 1900 <= int(parts["year"]) <= 2100:
        return DateProblem(f"{name} needs a year between 1900 and 2100", "year")
    if not re.fullmatch(r"[0-9]{1,2}", parts["day"]):
        return DateProblem(f"{name} needs a day from 1 to 31", "day")
    try:
        return date(int(parts["year"]), month_value, int(parts["day"]))
    except ValueError:
        return DateProblem(f"{name} must be a real date, like 12 11 2026", "day")


def parse_time(text: str) -> time | None:
    """A time from "10:30am", "10.30", "9am" or "14:30"; None when it is not a time."""
    found = CLOCK.fullmatch(re.sub(r"\s", "", text.lower()).replace("noon", "pm"))
    if not found:
        return None
    hour, minute, half = int(found["hour"]), int(found["minute"] or 0), found["half"]
    if not found["minute"] and not half:
        return None  # "9" alone could be morning or night
    if half and not 1 <= hour <= 12:
        return None
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def is_submission_token(text: str) -> bool:
    """Was this token made by one of our forms (a random UUID)?"""
    try:
        return str(uuid.UUID(text, version=4)) == text
    except ValueError:
        return False


def csv_cell(value: object) -> str:
    """A cell no spreadsheet will run: text that begins like a formula is given a leading apostrophe.

    Numbers stay numbers (also negative ones); see OWASP on CSV injection.
    """
    if value is None:
        return ""
    text = str(value)
    risky = text[:1] in "=+-@\t\r" if text else False
    is_number = isinstance(value, int | float) or re.fullmatch(r"[-+]?[0-9]+(\.[0-9]+)?", text)
    return f"'{text}" if risky and not is_number else text
