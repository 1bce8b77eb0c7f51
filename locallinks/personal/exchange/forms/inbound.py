"""Records of another system, from JSON or from a file, to clean values: the same checks for both.

Every message names its field and says what to do. What a row means is decided elsewhere (rules, actions).
"""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from locallinks.foundation.shared.errors import Problem
from locallinks.foundation.ui import rules as said
from locallinks.personal.exchange.choices import RecordKind
from locallinks.personal.exchange.rules.inbound import OUTCOMES, without_lone_surrogates

EARLIEST = date(1900, 1, 1)


def _text(value: Any, *, lines: bool = False) -> Any:
    """Accept text only: a phone number sent as a number has lost its leading zero, and is not guessed."""
    if value is None:
        return ""
    if not isinstance(value, str):
        raise ValueError("Send text, in quotation marks")
    if said.has_nul(value):
        raise ValueError("Take out the NUL sign: it cannot be kept")
    if without_lone_surrogates(value) != value:
        raise ValueError("Take out half of a sign (a lone surrogate): it cannot be kept")
    return said.tidy_text(value, lines=lines)


def _lines(value: Any) -> Any:
    return _text(value, lines=True)


def _required(value: str) -> str:
    if not value:
        raise ValueError("This must not be empty")
    return value


def _nhs_number(value: str) -> str:
    if value and (problem := said.nhs_number_problem(value)):
        raise ValueError(problem)
    return said.normalise_nhs_number(value)


def _phone(value: str) -> str:
    phone = said.normalise_phone(value) if value else ""
    if phone is None:
        raise ValueError("Send a phone number with its area code, like 0113 496 0000")
    return phone


def _postcode(value: str) -> str:
    postcode = said.normalise_postcode(value) if value else ""
    if postcode is None:
        raise ValueError("Send a postcode, like LS12 1AA")
    return postcode


def _email(value: str) -> str:
    name, at, host = value.partition("@")
    if value and not (name and at and "." in host.strip(".") and " " not in value and "@" not in host):
        raise ValueError("Send an email address, like name@example.org")
    return value


def _day(value: Any) -> Any:
    """Accept ISO dates only: 03/04 is ambiguous."""
    text = _text(value)
    if not text:
        return ""
    try:
        day = date.fromisoformat(text) if len(text) == 10 else None
    except ValueError:
        day = None
    if day is None or day < EARLIEST:
        raise ValueError("Send a date as year-month-day, like 1941-03-09")
    return day.isoformat()


def _yes_no(value: Any) -> Any:
    if isinstance(value, bool):
        return value
    known = {"yes": True, "true": True, "no": False, "false": False}
    if isinstance(value, str) and value.strip().lower() in known:
        return known[value.strip().lower()]
    raise ValueError("Send true or false (in a file: yes or no)")


def _codes(value: Any) -> Any:
    """Accept a list, or in a file codes separated by spaces."""
    parts = value.replace(";", " ").split() if isinstance(value, str) else value
    if not isinstance(parts, list) or not all(isinstance(part, str) for part in parts):
        raise ValueError("Send a list of codes, like A2 A7")
    codes = [part.strip().upper() for part in parts]
    strange = [code for code in codes if code not in OUTCOMES]
    if strange:
        raise ValueError("Send only codes from A1 to A10")
    return [code for code in OUTCOMES if code in codes]


Line = Annotated[str, BeforeValidator(_text)]
Words = Annotated[str, BeforeValidator(_lines)]
Needed = AfterValidator(_required)
Day = Annotated[str, BeforeValidator(_day), Field(json_schema_extra={"format": "date"})]
YesNo = Annotated[bool, BeforeValidator(_yes_no)]
Codes = Annotated[list[str], BeforeValidator(_codes)]


class _Row(BaseModel):
    model_config = ConfigDict(extra="forbid")


class PersonIn(_Row):
    """Somebody's details. Only full_name is needed; what is empty takes nothing away."""

    full_name: Annotated[Line, Needed, Field(max_length=200)]
    preferred_name: Annotated[Line, Field(max_length=100)] = ""
    date_of_birth: Day = ""
    nhs_number: Annotated[Line, AfterValidator(_nhs_number)] = ""
    phone: Annotated[Line, AfterValidator(_phone), Field(max_length=30)] = ""
    email: Annotated[Line, AfterValidator(_email), Field(max_length=254)] = ""
    address: Annotated[Words, Field(max_length=300)] = ""
    postcode: Annotated[Line, AfterValidator(_postcode)] = ""
    language: Annotated[Line, Field(max_length=60)] = ""
    communication_needs: Annotated[Words, Field(max_length=1000)] = ""


class ContactIn(_Row):
    """A call for help that the other system took. `person` is its own reference for whom it is about."""

    person: Annotated[Line, Needed, Field(max_length=60)]
    told_by: Annotated[Line, Needed, Field(max_length=200)]
    told_by_relation: Annotated[Line, Needed, Field(max_length=100)]
    reason: Annotated[Words, Needed, Field(max_length=5000)]
    contact_basis: Literal["agreed", "best_interests"]
    contact_note: Annotated[Words, Field(max_length=5000)] = ""
    received_on: Day = ""

    @model_validator(mode="after")
    def _says_why(self) -> "ContactIn":
        if self.contact_basis == "best_interests" and not self.contact_note:
            raise ValueError("contact_note|Say why it is best for them to be contacted")
        return self


class DecisionIn(_Row):
    """A decision on eligibility made in the other system (docs/rules/care-act.md 3), with the test it rests on."""

    person: Annotated[Line, Needed, Field(max_length=60)]
    eligible: YesNo
    impairment: YesNo
    significant_impact: YesNo
    unable: Codes
    reasons: Annotated[Words, Needed, Field(max_length=4000)]
    why_different: Annotated[Words, Field(max_length=2000)] = ""
    decided_by: Annotated[Line, Needed, Field(max_length=200)]
    decided_on: Annotated[Day, Needed]


SCHEMAS: Mapping[str, type[_Row]] = {
    RecordKind.PEOPLE: PersonIn,
    RecordKind.CONTACTS: ContactIn,
    RecordKind.DECISIONS: DecisionIn,
}
NOT_LATER = ("date_of_birth", "received_on", "decided_on")


def read_record(kind: str, given: Mapping[str, Any], today: date) -> tuple[dict[str, Any], list[Problem]]:
    """Return the clean values and every problem of a record."""
    schema = SCHEMAS[kind]
    try:
        row = schema.model_validate(dict(given))
    except ValidationError as error:
        return {}, [_problem(dict(problem), schema) for problem in error.errors(include_url=False, include_input=False)]
    content = row.model_dump()
    later = [name for name in NOT_LATER if content.get(name) and date.fromisoformat(content[name]) > today]
    return content, [Problem("Send a date that is today or earlier", name, "later") for name in later]


def _problem(error: dict[str, Any], schema: type[_Row]) -> Problem:
    """Return our own message for an error of pydantic, with its field."""
    kind, field = str(error["type"]), ".".join(str(part) for part in error["loc"])[:60]
    context = error.get("ctx", {})
    if kind == "missing":
        words = "This is missing. Send it"
    elif kind == "extra_forbidden":
        words = f"This field is not known. Take it out. Known are: {', '.join(schema.model_fields)}"
    elif kind in {"string_too_long", "too_long"}:
        words = f"Send {context['max_length']:,} characters or fewer"
    elif kind == "literal_error":
        words = f"Send one of {context['expected']}"
    elif kind == "value_error":
        words = str(context["error"])
        if "|" in words:
            field, _, words = words.partition("|")
    else:
        words = f"This cannot be read: {str(error['msg']).lower()}"
    return Problem(words, field, kind)
