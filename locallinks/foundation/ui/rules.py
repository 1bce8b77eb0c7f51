"""Pure checks of what people type, without Django."""

import re
import unicodedata
import uuid
from dataclasses import dataclass
from datetime import date, time

import phonenumbers
from phonenumbers import PhoneNumberFormat, ValidationResult
from stdnum.gb import nhs

POSTCODE = re.compile(r"(GIR 0AA|[A-Z]{1,2}[0-9][A-Z0-9]? [0-9][ABD-HJLNP-UW-Z]{2})")
MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
# Direction overrides can make a word look like another; nobody types them on purpose.
INVISIBLE = re.compile(r"[\u200b\u202a-\u202e\u2066-\u2069\ufeff]")
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f]")
PHONE = re.compile(r"\(?[+0][0-9\s().-]+")
COUNTRY, COUNTRY_CODE = "GB", 44  # of a phone number without a country code
CLOCK = re.compile(r"(?P<hour>[0-9]{1,2})(?:[:.]?(?P<minute>[0-9]{2}))?(?P<half>am|pm)?")


def nhs_number_problem(text: str) -> str | None:
    """Return what is wrong with an NHS number, or None (docs/rules/data-standards.md 4).

    Ten digits, the last of which checks the others. Numbers of one repeated digit can pass the check, so they are
    refused too.
    """
    digits = normalise_nhs_number(text)
    if not re.fullmatch(r"[0-9]{10}", digits):
        return "An NHS number has 10 digits, like 999 000 0018"
    if len(set(digits)) == 1 or not nhs.is_valid(digits):
        return "Check the NHS number: one of the digits is wrong. It is on letters from the hospital or GP"
    return None


def normalise_nhs_number(text: str) -> str:
    """Return the text without spaces and hyphens. Whether it is a number is for `nhs_number_problem`."""
    return re.sub(r"[\s-]", "", text)


def spaced_nhs_number(digits: str) -> str:
    """Return the digits grouped 3-3-4, as on letters; "" stays ""."""
    return nhs.format(digits) if digits else ""


def normalise_postcode(text: str) -> str | None:
    """Return capitals with one space ("ls121aa" -> "LS12 1AA"), or None for what is not a postcode."""
    letters = re.sub(r"[^A-Za-z0-9]", "", text).upper()
    postcode = f"{letters[:-3]} {letters[-3:]}"
    return postcode if POSTCODE.fullmatch(postcode) else None


def normalise_phone(text: str) -> str | None:
    """Return a phone number in its usual format, or None where it is not a possible number.

    UK numbers have their area code ("0113 496 0000"), others + and their country ("+353 1 234 5678"). A possible number
    need not be in use: those reserved for drama (0113 496 0xxx, 01632 960xxx, 07700 900xxx) are never assigned.
    """
    number = _phone_number(text)
    if number is None:
        return None
    if number.country_code == COUNTRY_CODE:
        text = phonenumbers.format_number(number, PhoneNumberFormat.NATIONAL)
        text = text if text.startswith("0") else f"0{text}"  # the library omits it for unused ranges
    else:
        text = phonenumbers.format_number(number, PhoneNumberFormat.INTERNATIONAL)
    return text if _phone_number(text) == number else None


def phone_key(text: str) -> str:
    """Return a key to compare phone numbers by ("+441134960000"), or only the digits of what is not a number."""
    number = _phone_number(text)
    if number is None:
        return "".join(re.findall(r"[0-9]", text))
    return phonenumbers.format_number(number, PhoneNumberFormat.E164)


def _phone_number(text: str) -> phonenumbers.PhoneNumber | None:
    """Return None also for a number without an area code or without its first 0: we do not guess."""
    if not PHONE.fullmatch(text.strip()):
        return None
    try:
        number = phonenumbers.parse(text, COUNTRY)
    except phonenumbers.NumberParseException:
        return None
    possible = phonenumbers.is_possible_number_with_reason(number) == ValidationResult.IS_POSSIBLE
    is_short = number.country_code == COUNTRY_CODE and (number.national_number or 0) < 10**8
    if is_short and not phonenumbers.is_valid_number(number):
        return None  # digits are missing: only a few numbers are as short (0800 1111)
    return number if possible and not number.extension else None


def has_nul(text: str) -> bool:
    """Whether the text has a NUL, which PostgreSQL cannot store."""
    return "\x00" in text


def tidy_text(text: str, *, lines: bool = False) -> str:
    """Return text with normal letters and line ends, and no invisible characters. HTML stays as typed.

    `lines`: keep line breaks; otherwise each becomes a space.
    """
    text = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    text = text.replace("\x0b", "\n").replace("\x0c", "\n")  # soft line breaks, pasted from word processors
    text = CONTROL.sub("", INVISIBLE.sub("", text))
    if not lines:
        text = re.sub(r"\s+", " ", text)
    return text.strip()


@dataclass(frozen=True)
class DateProblem:
    """What is wrong with a typed date, and the box that is at fault."""

    message: str
    part: str = "day"


def month_number(text: str) -> int | None:
    """Return 1 to 12 from "11", "November" or "nov", or None."""
    text = text.strip().lower()
    if re.fullmatch(r"[0-9]{1,2}", text):
        return int(text)
    return next((n for n, name in enumerate(MONTHS, 1) if len(text) >= 3 and name.startswith(text)), None)


def parse_date_parts(day: str, month: str, year: str, *, name: str) -> date | DateProblem:
    """Return a date from its three boxes, or the first problem. `name` begins its message."""
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
    """Return a time from "10:30am", "10.30", "9am", "14:30" or "midday", or None."""
    text = re.sub(r"\s", "", text.lower()).replace("midday", "12pm").replace("midnight", "12am")
    match = CLOCK.fullmatch(text.replace("noon", "pm"))
    if not match:
        return None
    hour, minute, half = int(match["hour"]), int(match["minute"] or 0), match["half"]
    if not match["minute"] and not half:
        return None  # "9" may be in the morning or the evening
    if half and not 1 <= hour <= 12:
        return None
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def is_submission_token(text: str) -> bool:
    """Whether the text is a random UUID, as in our forms."""
    try:
        return str(uuid.UUID(text, version=4)) == text
    except ValueError:
        return False


def csv_cell(value: object) -> str:
    """Return a cell that no spreadsheet runs: text that begins like a formula gets a leading apostrophe.

    Numbers stay numbers, negative ones too (OWASP, "CSV injection").
    """
    if value is None:
        return ""
    text = str(value)
    risky = text[:1] in "=+-@\t\r" if text else False
    is_number = isinstance(value, int | float) or re.fullmatch(r"[-+]?[0-9]+(\.[0-9]+)?", text)
    return f"'{text}" if risky and not is_number else text
