"""A fixed list of codes, each with the words people read for it."""

from enum import EnumType, StrEnum
from typing import Self


class _WithChoices(EnumType):
    @property
    def choices(cls) -> list[tuple[str, str]]:
        """Code and label of each member, in order, as form fields and model fields take them."""
        return [(str(member.value), member.label) for member in cls]  # type: ignore[attr-defined]


class LabelledStrEnum(StrEnum, metaclass=_WithChoices):
    """Members are written `NAME = "code", "Label"`. A member equals its code, and so what the database returns."""

    label: str

    def __new__(cls, code: str, label: str) -> Self:
        member = str.__new__(cls, code)
        member._value_ = code
        member.label = label
        return member
