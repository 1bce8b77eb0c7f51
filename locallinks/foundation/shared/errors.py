"""Exceptions for what is refused, with a message for people: which field it is about, and what to do instead."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """One reason for a refusal. `field` names the form field it belongs to, or is empty; `code` is for tests."""

    message: str
    field: str = ""
    code: str = ""

    def __str__(self) -> str:
        return self.message


class DomainError(Exception):
    """A rule refuses an action. The page shows every problem in its error summary and keeps what was typed."""

    def __init__(
        self, message: str = "", *, field: str = "", code: str = "", problems: Sequence[Problem] | None = None
    ) -> None:
        self.problems: tuple[Problem, ...] = tuple(problems) if problems else (Problem(message, field, code),)
        super().__init__("; ".join(problem.message for problem in self.problems))

    @property
    def codes(self) -> frozenset[str]:
        return frozenset(problem.code for problem in self.problems)


class NotAllowed(DomainError):
    """This viewer may not do this to this record. The page answers 403."""


class Stale(DomainError):
    """Somebody else changed the record first. The page answers 409 and keeps what was typed."""


class NoViewer(DomainError):
    """A page, job, command or stream read records about people outside `acting_as`."""
