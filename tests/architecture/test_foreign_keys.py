"""Foreign keys keep the order of the code: from a higher room's table to a lower room's."""

from dataclasses import dataclass

from django.apps import apps

from tests.architecture.source_tree import PACKAGE, Order, expect_kept, height, house_order, room_of

RULE = "No foreign key points up the order of the rooms."
ORDER: Order = (("personal.plans",), ("foundation.ledger", "foundation.accounts"), ("foundation.audit",))


@dataclass(frozen=True)
class Link:
    """A foreign key, one-to-one or many-to-many: the modules of the two models."""

    model: str
    field: str
    module: str
    target: str
    target_module: str


def links_in_the_registry() -> list[Link]:
    return [
        Link(model.__name__, field.name, model.__module__, field.related_model.__name__, field.related_model.__module__)
        for model in apps.get_models(include_auto_created=True)
        for field in [*model._meta.local_fields, *model._meta.local_many_to_many]
        if field.is_relation and field.related_model
    ]


def pointing_up(links: list[Link], order: Order) -> list[str]:
    broken = []
    for link in links:
        here, there = room_of(link.module, order), room_of(link.target_module, order)
        if here is None or there is None or here == there:
            continue
        if height(there, order) <= height(here, order):
            broken.append(
                f"{here}.{link.model}.{link.field} points up at {there}.{link.target}: keep the foreign key in "
                f"{there}, pointing down at {here}.{link.model}, and read it backwards in a query of {there}"
            )
    return broken


def test_no_foreign_key_points_up():
    links = links_in_the_registry()
    assert any(link.module.startswith(PACKAGE) for link in links)
    expect_kept(RULE, pointing_up(links, house_order()))


def test_a_foreign_key_that_points_up_is_caught():
    accounts, plans = "locallinks.foundation.accounts.models", "locallinks.personal.plans.models"
    broken = pointing_up([Link("Team", "plan", accounts, "Plan", plans)], ORDER)
    assert broken == [
        "foundation.accounts.Team.plan points up at personal.plans.Plan: keep the foreign key in personal.plans, "
        "pointing down at foundation.accounts.Team, and read it backwards in a query of personal.plans"
    ]


def test_rooms_on_one_level_do_not_point_at_each_other():
    ledger, accounts = "locallinks.foundation.ledger.models", "locallinks.foundation.accounts.models"
    assert pointing_up([Link("Account", "owner", ledger, "User", accounts)], ORDER) != []


def test_pointing_down_at_oneself_and_at_django_is_fine():
    accounts, plans = "locallinks.foundation.accounts.models", "locallinks.personal.plans.models.line"
    links = [
        Link("Plan", "planner", plans, "User", accounts),
        Link("Plan", "previous", plans, "Plan", "locallinks.personal.plans.models"),
        Link("User", "groups", accounts, "Group", "django.contrib.auth.models"),
    ]
    assert pointing_up(links, ORDER) == []
