"""Search keys of names, digests of links, who may decide for somebody, and who reads which safety note."""

import hashlib
import unicodedata
from collections.abc import Collection, Mapping
from datetime import date

from locallinks.foundation.people.choices import DecisionScope, Matter, RepresentativeKind
from locallinks.foundation.shared.roles import Capability, Role, roles_that

# What each kind of representative can ever cover (docs/rules/care-act.md 9).
SCOPES_OF_KIND: Mapping[str, frozenset[DecisionScope]] = {
    RepresentativeKind.ATTORNEY: frozenset({DecisionScope.PROPERTY, DecisionScope.WELFARE}),
    RepresentativeKind.DEPUTY: frozenset({DecisionScope.PROPERTY, DecisionScope.WELFARE}),
    RepresentativeKind.APPOINTEE: frozenset({DecisionScope.BENEFITS}),
}
# Which scopes cover each matter. Authority over money and property includes benefits.
SCOPES_OF_MATTER: Mapping[str, frozenset[DecisionScope]] = {
    Matter.MONEY: frozenset({DecisionScope.PROPERTY}),
    Matter.BENEFITS: frozenset({DecisionScope.PROPERTY, DecisionScope.BENEFITS}),
    Matter.CARE: frozenset({DecisionScope.WELFARE}),
    Matter.SHARING: frozenset({DecisionScope.WELFARE}),
    Matter.WHERE_TO_LIVE: frozenset({DecisionScope.WELFARE}),
}

ROLES_THAT_READ_NOTES = roles_that(Capability.READ_NOTES)

INVITATION_DAYS = 14


def invitation_digest(token: str) -> str:
    """Return the digest of a link's token, which is all that is stored of it."""
    return hashlib.sha256(token.encode()).hexdigest()


def search_key(*names: str) -> str:
    """Return names in the form that is searched, without accents or capitals: "Zoë  O'Hara" becomes "zoe o'hara"."""
    plain = unicodedata.normalize("NFKD", " ".join(name for name in names if name))
    unaccented = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return " ".join(unaccented.lower().replace("’", "'").split())


def representative_refusal(
    *,
    name: str,
    kind: str,
    scopes: Collection[str],
    matter: str,
    on: date,
    starts_on: date,
    ends_on: date | None,
    ended_on: date | None,
    seen_on: date | None,
    lacks_capacity: bool | None,
) -> str:
    """Return why this attorney, deputy or appointee may not decide a matter, or ''.

    They decide what the document covers and nothing else (docs/rules/care-act.md 9). For health and welfare an attorney
    or deputy decides only where the person lacks capacity for the decision (Mental Capacity Act 2005 ss.11(7) and
    20(1)), which must have been recorded. Without a document seen by `on` they decide nothing.
    """
    about = Matter(matter).label
    if seen_on is None or seen_on > on:
        return f"Nobody has seen the paper that lets {name} decide. See it first, and write down what it covers."
    if on < starts_on:
        return f"{name} may decide only from {starts_on:%-d %B %Y}."
    if ended_on is not None and on >= ended_on:
        return f"{name} may no longer decide: that ended on {ended_on:%-d %B %Y}."
    if ends_on is not None and on >= ends_on:
        return f"The paper that lets {name} decide ran out on {ends_on:%-d %B %Y}."
    if not set(scopes) & SCOPES_OF_MATTER[matter] & SCOPES_OF_KIND[kind]:
        return f"What {name} may decide does not cover {about}."
    if SCOPES_OF_MATTER[matter] == {DecisionScope.WELFARE} and lacks_capacity is not True:
        return f"First record that the person cannot decide about {about} themselves, even with help."
    return ""


def safety_note_words(
    roles: Collection[str], *, words: str, for_visits: bool, volunteer_words: str, person_knows: bool
) -> str:
    """Return the part of a safety note that somebody with these roles may read, or ''."""
    held = set(roles)
    if held & ROLES_THAT_READ_NOTES:
        return words
    if Role.PERSON in held and person_knows:
        return words
    if held & roles_that(Capability.GIVE_SUPPORT) and for_visits:
        return words
    return volunteer_words if held & roles_that(Capability.GROW_VOLUNTEERS) else ""
