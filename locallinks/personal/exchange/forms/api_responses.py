"""The responses of the API, for its description. Nothing is checked: `queries` build the responses by these names."""

from typing import Any, Literal

from pydantic import BaseModel


class ReasonOut(BaseModel):
    code: str
    field: str
    message: str


class RecordOut(BaseModel):
    """How one row stands. `person` is our own reference, once it is known whom the row is about."""

    kind: Literal["people", "contacts", "decisions"]
    reference: str
    state: Literal["applied", "waiting", "kept", "left_out"]
    person: str | None
    why: list[ReasonOut]


class PersonOut(BaseModel):
    reference: str
    your_reference: str | None
    full_name: str
    date_of_birth: str | None
    nhs_number: str | None


class OutboundEntryOut(BaseModel):
    """One thing that happened. `number` only goes up; `reference` is the same for ever, so an entry can come twice."""

    number: int
    reference: str
    kind: Literal["plan", "approval", "review", "ending"]
    event: str
    happened_at: str
    way: str
    person: PersonOut
    details: dict[str, Any]


class OutboundPageOut(BaseModel):
    entries: list[OutboundEntryOut]
    next: int
    more: bool


class FieldProblemOut(BaseModel):
    field: str
    code: str
    detail: str


class ProblemOut(BaseModel):
    """RFC 9457 problem details, as application/problem+json."""

    type: str
    title: str
    status: int
    detail: str
    code: str
    errors: list[FieldProblemOut] | None = None
