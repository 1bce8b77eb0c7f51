"""A copy of everything that is recorded about a person."""

from typing import Any

from django.apps import apps

from locallinks.foundation.accounts.models import Organisation, User
from locallinks.foundation.audit.queries import RecordRead, RecordReads, writes_about_person
from locallinks.foundation.people.choices import GrantKind
from locallinks.foundation.people.models import AboutPerson, Grant, Person
from locallinks.foundation.shared.errors import NotAllowed
from locallinks.foundation.shared.money import pounds
from locallinks.foundation.shared.roles import Capability
from locallinks.foundation.shared.viewer import Viewer, restricted_to_person
from locallinks.front.rules import field_label

# Never handed to anybody: how things are kept, not what is known about somebody.
INSIDE = frozenset({"id", "person", "home", "search_name", "digest", "version", "key", "submission"})
MOST_ENTRIES = 5000


def may_have_record(viewer: Viewer, person: Person) -> bool:
    """The person and their social worker (not everybody whom the person lets in)."""
    if viewer.may(Capability.DECIDE, person.home_id):
        return True
    own = Grant.objects.filter(person=person, user=viewer.user_id, kind=GrantKind.OWN, ends_on=None)
    return person.pk in viewer.people and own.exists()


def whole_record(*, viewer: Viewer, person: Person) -> list[tuple[str, list[list[tuple[str, Any]]]]]:
    """All that is written about somebody, as far as they may read it themselves: by kind, then row, then field.

    Read with the person's own eyes, so that nothing about a worry for their safety, or somebody else, comes along.
    """
    if not may_have_record(viewer, person):
        raise NotAllowed("Only the person and their social worker can have a copy of the whole record.")
    kinds = [kind for kind in apps.get_models() if issubclass(kind, AboutPerson)]
    with restricted_to_person(person.pk):
        found: list[tuple[str, list[Any]]] = [("about you", [Person.objects.get(pk=person.pk)])]
        found += [
            (
                str(kind._meta.verbose_name),
                list(kind._default_manager.filter(person=person.pk).order_by("pk")),
            )
            for kind in kinds
        ]
        acts = [
            (row.at, row.actor_name, row.verb, row.reason)
            for row in writes_about_person(person_id=person.pk)[:MOST_ENTRIES]
        ]
        looks = [(row.at, row.who, _looked(row), "") for row in RecordReads(person_id=person.pk)[:MOST_ENTRIES]]
    names = _names()
    told = [(words, [_fields(row, names) for row in rows]) for words, rows in found if rows]
    for words, entries in (("what was done", acts), ("who looked", looks)):
        heads = ("when", "who", "what", "why")
        told.append((words, [[(h, v) for h, v in zip(heads, one, strict=True) if v] for one in entries]))
    return told


def _looked(look: RecordRead) -> str:
    if not look.listed:
        return look.what
    often = f" ({look.times} times that day)" if look.times > 1 else ""
    return f"saw a list with this name in it: {look.what}{often}"


def _names() -> dict[type, dict[int, str]]:
    """Workers and organisations by number: a record names them."""
    return {
        User: dict(User.objects.values_list("pk", "name")),
        Organisation: dict(Organisation.objects.values_list("pk", "name")),
    }


def _fields(row: Any, names: dict[type, dict[int, str]]) -> list[tuple[str, Any]]:
    """What one row says, each with its words; what is empty is left out."""
    said = []
    for one in row._meta.concrete_fields:
        value = getattr(row, one.attname)
        if one.name in INSIDE or value in (None, "", [], {}):
            continue
        if one.is_relation:
            value = names.get(one.related_model, {}).get(value)
            if value is None:
                continue
        elif one.choices:
            value = dict(one.flatchoices).get(value, value)
        elif isinstance(value, bool):
            value = "Yes" if value else "No"
        elif one.attname.endswith("_pence"):
            value = pounds(value)
        elif isinstance(value, list | dict):
            value = ", ".join(str(part) for part in value) if isinstance(value, list) else str(value)
        said.append((field_label(str(one.verbose_name)), value))
    return said
