"""People we may know already, the referral and advice of a pathway, and whether a postcode is known."""

from dataclasses import dataclass

from locallinks.foundation.accounts.models import Organisation
from locallinks.foundation.people.models import Person
from locallinks.foundation.people.queries.records import search_people
from locallinks.foundation.shared.viewer import Viewer
from locallinks.local.places.queries import postcode_or_none
from locallinks.personal.pathways.models import Pathway
from locallinks.personal.referrals.models import Advice, Referral
from locallinks.personal.referrals.permissions import (
    TEAM,
    check_can_refer,
)

CHANNELS: list[tuple[str, str]] = Person._meta.get_field("contact_by").flatchoices
FORMATS: list[tuple[str, str]] = Person._meta.get_field("reading_format").flatchoices


@dataclass(frozen=True)
class KnownPerson:
    """Somebody we may already know, and whether they are getting help now."""

    person: Person
    is_getting_help: bool


def find_known_people(*, viewer: Viewer, words: str) -> list[KnownPerson]:
    """Return people of the viewer's council with this name, NHS number or postcode, best match first.

    Two queries. Raises NotAllowed.
    """
    check_can_refer(viewer)
    homes = viewer.organisations_with_role(*TEAM)
    people = [person for person in search_people(viewer=viewer, words=words) if person.home_id in homes]
    busy = set(Pathway.objects.open().filter(person__in=people).values_list("person_id", flat=True))
    return [KnownPerson(person, person.pk in busy) for person in people]


def council_of(viewer: Viewer) -> Organisation:
    """Return the council the viewer writes referrals for. Raises NotAllowed for everybody else."""
    check_can_refer(viewer)
    held = viewer.role_held(*TEAM)
    assert held is not None
    return Organisation.objects.get(pk=held.organisation_id)


def referral_of(pathway: Pathway) -> Referral | None:
    """Return the referral that opened this pathway, or None."""
    return Referral.objects.filter(pathway=pathway).select_related("recorded_by", "earlier").first()


def advice_of(pathway: Pathway) -> Advice | None:
    """Return the advice with which this pathway was closed, or None."""
    return Advice.objects.filter(pathway=pathway).select_related("recorded_by").first()


def postcode_is_known(postcode: str) -> bool:
    """Return False only for a postcode that is not in the table of places: no network can be found for it yet."""
    return not postcode or postcode_or_none(postcode) is not None
