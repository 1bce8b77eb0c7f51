"""A fixed list of codes, each with the words people read for it."""

from enum import EnumType, StrEnum
from typing import Any, Self


class _WithChoices(EnumType):
    @property
    def choices(cls) -> list[tuple[str, str]]:
        """Code and label of each member, in order, as form fields and model fields take them."""
        members: list[Any] = list(cls)
        return [(str(member.value), member.label) for member in members]

    def __contains__(cls, value: object) -> bool:
        """Whether this is one of the codes, as from Python 3.12 on; in 3.11 a plain string would raise TypeError."""
        return value in cls._value2member_map_


class LabelledStrEnum(StrEnum, metaclass=_WithChoices):
    """Members are written `NAME = "code", "Label"`. A member is equal to its code, which is what the database holds."""

    label: str

    def __new__(cls, code: str, label: str = "") -> Self:
        member = str.__new__(cls, code)
        member._value_ = code
        member.label = label
        return member
