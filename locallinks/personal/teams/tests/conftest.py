import pytest

from locallinks.foundation.accounts.actions.neighbourhood_teams import add_partner, make_team
from locallinks.foundation.accounts.models import Organisation, Team
from locallinks.foundation.shared.roles import Role
from locallinks.personal.teams.tests.builders import do
from tests.kit import City, add_user


@pytest.fixture
def team(city: City) -> Team:
    """A surgery and nurses beside the council, with a GP and a nurse who sign in."""
    found = do(
        city,
        "administrator",
        make_team,
        organisation_id=city.council.pk,
        name="Millbank team",
        patch="Millbank",
    )
    for key, name in (("gp", "Mill Lane Surgery"), ("nurse", "Beck Nursing")):
        organisation = Organisation.objects.create(name=name, kind="health", phone="0113 496 0500")
        add_user(city, key, Role.CLINICIAN, organisation)
        do(city, "administrator", add_partner, team_id=found.pk, organisation_id=organisation.pk, brings=name)
    return found
