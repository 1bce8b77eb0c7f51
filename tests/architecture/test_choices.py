"""Choices and defaults of model fields are plain values, because migrations record them as they are."""

from collections.abc import Iterable
from enum import Enum

from django.apps import apps
from django.db import models

from locallinks.foundation.shared.choices import LabelledStrEnum
from tests.architecture.source_tree import expect_kept

RULE = "A migration holds codes, not members of an enumeration: it must still load when the enumeration has moved."


class Colour(LabelledStrEnum):
    RED = "red", "Red"
    BLUE = "blue", "Blue"


def with_members(fields: Iterable[models.Field]) -> list[str]:
    broken = []
    for field in fields:
        values = [value for value, _ in field.flatchoices] + [field.default]
        if any(isinstance(value, Enum) for value in values):
            broken.append(f"{field}: write choices={type(values[0]).__name__}.choices, and default=...value")
    return broken


def test_fields_hold_plain_codes():
    found = [field for model in apps.get_models() for field in model._meta.fields]
    assert len(found) > 500
    expect_kept(RULE, with_members(found))


def test_members_in_a_field_are_named():
    plain = models.CharField(choices=Colour.choices, default=Colour.RED.value)
    assert with_members([plain]) == []
    assert len(with_members([models.CharField(choices=[(colour, colour.label) for colour in Colour])])) == 1
    assert len(with_members([models.CharField(default=Colour.RED)])) == 1


def test_a_member_is_its_code():
    assert Colour.choices == [("red", "Red"), ("blue", "Blue")]
    assert "red" in Colour
    assert "green" not in Colour
    assert (Colour("red").label, f"{Colour.RED}", Colour.RED == "red") == ("Red", "red", True)
