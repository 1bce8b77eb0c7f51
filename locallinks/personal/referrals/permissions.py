"""The council's team writes down who needs help; the social worker may decide that advice is enough."""

from locallinks.foundation.shared.errors import NotAllowed
from locallinks.foundation.shared.roles import Capability, roles_that
from locallinks.foundation.shared.viewer import Viewer
from locallinks.personal.pathways.models import Pathway
from locallinks.personal.referrals.models import Contact

TEAM = roles_that(Capability.ANSWER_REQUESTS)


def check_can_refer(viewer: Viewer, home_id: int | None = None) -> None:
    """Raise NotAllowed for all but the council's team, of this council if one is given.

    Everybody else asks by the public form (docs/rules/local-links.md 3).
    """
    if not viewer.has_role(*TEAM, organisation_id=home_id):
        raise NotAllowed("Only the council's team can open this page. To ask for help, ring the council.")


def check_can_see_request(viewer: Viewer, pathway: Pathway) -> None:
    """Raise NotAllowed for all but the council's team: a referral names who told us."""
    check_can_refer(viewer, pathway.home_id)


def check_can_see_advice(viewer: Viewer, pathway: Pathway) -> None:
    """Raise NotAllowed for all but the person and the council's team."""
    if pathway.person_id not in viewer.people:
        check_can_refer(viewer, pathway.home_id)


def may_advise(viewer: Viewer, pathway: Pathway) -> bool:
    """Whether the viewer may advise and close: the council's social worker (docs/rules/local-links.md 3)."""
    return viewer.may(Capability.DECIDE, pathway.home_id)


def check_can_advise(viewer: Viewer, pathway: Pathway) -> None:
    """Raise NotAllowed for all but the council's social worker; the champion only answers requests."""
    if not may_advise(viewer, pathway):
        raise NotAllowed(f"Only {pathway.person}'s social worker can give advice and close this.")


def check_can_triage(viewer: Viewer) -> None:
    """Raise NotAllowed for all but a council's team. Checked before any request is read."""
    if not viewer.may_somewhere(Capability.ANSWER_REQUESTS):
        raise NotAllowed("Only the council's team can open this page.")


def check_can_answer(viewer: Viewer, contact: Contact) -> None:
    """Raise NotAllowed for all but the team of the council that was asked."""
    if not viewer.may(Capability.ANSWER_REQUESTS, contact.home_id):
        raise NotAllowed("Only the council's team can answer this.")


def may_close_contact(viewer: Viewer, contact: Contact) -> bool:
    """Whether the viewer may close a request without a referral: a social worker of the council that was asked."""
    return viewer.may(Capability.DECIDE, contact.home_id)


def check_can_answer_as_social_worker(viewer: Viewer, contact: Contact) -> None:
    """Raise NotAllowed for all but a social worker of the council that was asked; the champion cannot close."""
    if not may_close_contact(viewer, contact):
        raise NotAllowed("Only a social worker can close what somebody asked.")


def may_ask_partner(viewer: Viewer, pathway: Pathway) -> bool:
    """Whether the viewer may ask other organisations about the person: the council's social worker."""
    return viewer.may(Capability.DECIDE, pathway.home_id)


def check_can_ask_partner(viewer: Viewer, pathway: Pathway) -> None:
    """Raise NotAllowed for all but the council's social worker."""
    if not may_ask_partner(viewer, pathway):
        raise NotAllowed(f"Only {pathway.person}'s social worker asks other organisations about them.")
