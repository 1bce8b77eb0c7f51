"""A copy of everything that is recorded about a person, for the person (UK GDPR article 15)."""

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

# Fields that say how a row is stored, and nothing about the person.
INTERNAL_FIELDS = frozenset({"id", "person", "home", "search_name", "digest", "version", "key", "submission"})
MAX_ENTRIES = 5000


def may_have_record(viewer: Viewer, person: Person) -> bool:
    """Whether the viewer is the person, or their social worker. Others to whom the person gave access may not."""
    if viewer.may(Capability.DECIDE, person.home_id):
        return True
    own = Grant.objects.filter(person=person, user=viewer.user_id, kind=GrantKind.OWN, ends_on=None)
    return person.pk in viewer.people and own.exists()


def whole_record(*, viewer: Viewer, person: Person) -> list[tuple[str, list[list[tuple[str, Any]]]]]:
    """Return everything that is recorded about a person: by kind of record, then row, then field (label and value).

    It is read with the person's own access, so that it holds nothing about a safeguarding concern or about others.
    Raise NotAllowed for everybody but the person and their social worker.
    """
    if not may_have_record(viewer, person):
        raise NotAllowed("Only the person and their social worker can have a copy of the whole record.")
    models = [model for model in apps.get_models() if issubclass(model, AboutPerson)]
    with restricted_to_person(person.pk):
        rows_by_kind: list[tuple[str, list[Any]]] = [("about you", [Person.objects.get(pk=person.pk)])]
        rows_by_kind += [
            (str(model._meta.verbose_name), list(model._default_manager.filter(person=person.pk).order_by("pk")))
            for model in models
        ]
        acts = [
            (row.at, row.actor_name, row.verb, row.reason)
            for row in writes_about_person(person_id=person.pk)[:MAX_ENTRIES]
        ]
        reads = [(row.at, row.who, _read_words(row), "") for row in RecordReads(person_id=person.pk)[:MAX_ENTRIES]]
    names = _names()
    record = [(kind, [_fields(row, names) for row in rows]) for kind, rows in rows_by_kind if rows]
    for kind, entries in (("what was done", acts), ("who looked", reads)):
        labels = ("when", "who", "what", "why")
        rows = [[(label, value) for label, value in zip(labels, entry, strict=True) if value] for entry in entries]
        record.append((kind, rows))
    return record


def _read_words(read: RecordRead) -> str:
    if not read.listed:
        return read.what
    times = f" ({read.times} times that day)" if read.times > 1 else ""
    return f"saw a list with this name in it: {read.what}{times}"


def _names() -> dict[type, dict[int, str]]:
    """Return the names of users and organisations by key."""
    return {
        User: dict(User.objects.values_list("pk", "name")),
        Organisation: dict(Organisation.objects.values_list("pk", "name")),
    }


def _fields(row: Any, names: dict[type, dict[int, str]]) -> list[tuple[str, Any]]:
    """Return the label and value of each field of a row that is not empty."""
    labelled = []
    for field in row._meta.concrete_fields:
        value = getattr(row, field.attname)
        if field.name in INTERNAL_FIELDS or value in (None, "", [], {}):
            continue
        if field.is_relation:
            value = names.get(field.related_model, {}).get(value)
            if value is None:
                continue
        elif field.choices:
            value = dict(field.flatchoices).get(value, value)
        elif isinstance(value, bool):
            value = "Yes" if value else "No"
        elif field.attname.endswith("_pence"):
            value = pounds(value)
        elif isinstance(value, list | dict):
            value = ", ".join(str(part) for part in value) if isinstance(value, list) else str(value)
        labelled.append((field_label(str(field.verbose_name)), value))
    return labelled
