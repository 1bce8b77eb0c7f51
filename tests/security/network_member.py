"""A person whose record a network keeps, because no council knows them. A council may open none of it."""

from datetime import timedelta

from locallinks.foundation.people.models import Person
from locallinks.foundation.people.permissions import roles_for
from locallinks.foundation.shared import clock
from locallinks.foundation.shared.roles import Capability
from locallinks.foundation.shared.viewer import acting_as
from locallinks.personal.pathways.models import Pathway
from tests.security.world_base import HTML, World

MEMBER = "Quenelda"  # a name that only the network and the person may meet


def settle(world: World) -> None:
    """The member has a pathway that the network plans, so that pages about pathways are tried as well."""
    viewer = world.city.viewer("support_planner")
    with acting_as(viewer):
        person = Person.objects.create(
            home=world.city.network,
            preferred_name=MEMBER,
            full_name=f"{MEMBER} Rook {HTML}",
            phone="0113 496 0009",
            address=f"{MEMBER}'s house",
            postcode="ZZ1 1AA",
        )
        pathway = Pathway.objects.create(
            person=person,
            network=world.city.network,
            state="planning",
            state_since=clock.now(),
            opened_at=clock.now() - timedelta(days=3),
            planner=world.city.users["support_planner"],
        )
    assert roles_for(person, Capability.KEEP_RECORD)
    assert not roles_for(person, Capability.DECIDE)
    world.member, world.member_pathway = person, pathway
