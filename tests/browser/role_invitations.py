"""A role that one administrator gave, for the other to confirm, and a role offered to that other administrator."""

from datetime import datetime

from locallinks.demo import city as demo
from locallinks.foundation.accounts.actions.memberships import add_member
from locallinks.foundation.accounts.models import Membership
from locallinks.foundation.shared import clock
from locallinks.foundation.shared.viewer import acting_as


def add_role_invitations(city: demo.City, at: datetime) -> None:
    council = city.organisation(demo.COUNCIL).pk
    with acting_as(city.viewer("administrator.2")) as viewer:
        for email, name, role in (
            ("joiner@demo.example", "Nell Poole", "social_worker"),
            ("administrator@demo.example", "Ada Pell", "commissioner"),
        ):
            add_member(
                viewer=viewer,
                organisation_id=council,
                email=email,
                name=name,
                role=role,
                starts_on=clock.day(at),
                at=at,
            )


def found() -> dict[str, int]:
    joining = Membership.objects.filter(user__email="joiner@demo.example").first()
    return {"joining_id": joining.pk if joining else 0}
