"""Enumerations whose members have a label, and more where a class annotates it."""

import pytest

from locallinks.foundation.shared.choices import LabelledStrEnum


class Drink(LabelledStrEnum):
    hint: str

    TEA = "tea", "Tea", "With milk"
    WATER = "water", "Water"


def test_members_have_what_their_class_annotates_and_nothing_where_it_is_left_out() -> None:
    assert (Drink.TEA.label, Drink.TEA.hint, Drink.WATER.hint) == ("Tea", "With milk", "")
    assert Drink.choices == [("tea", "Tea"), ("water", "Water")]
    assert "tea" in Drink
    assert "coffee" not in Drink


def test_a_value_without_an_attribute_is_refused() -> None:
    with pytest.raises(TypeError, match="annotate an attribute"):

        class Meal(LabelledStrEnum):
            SOUP = "soup", "Soup", "With bread"
