"""A fixed list of codes, each with the words people read for it."""

from enum import EnumType, StrEnum
from inspect import get_annotations
from itertools import zip_longest
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
    """Members are written `NAME = "code", "Label"`. A member is equal to its code, which is what the database holds.

    A class may give its members more: it annotates an attribute (`hint: str`), and each member has the value in the
    same place after the label. One that is left out is "".
    """

    label: str

    def __new__(cls, code: str, label: str = "", *more: Any) -> Self:
        names = [name for name in get_annotations(cls) if name != "label"]
        if len(more) > len(names):
            raise TypeError(f"{cls.__name__}: annotate an attribute for each value after the label of {code!r}")
        member = str.__new__(cls, code)
        member._value_ = code
        member.label = label
        for name, value in zip_longest(names, more, fillvalue=""):
            setattr(member, name, value)
        return member
