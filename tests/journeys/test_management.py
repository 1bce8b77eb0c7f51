"""What finance, the commissioner, the champion and the networks find in the demonstration."""

from datetime import timedelta

from django.test import Client

from locallinks.demo import build
from locallinks.demo.city import City
from locallinks.demo.stories.past_plans import PAST_PLANS
from locallinks.foundation.shared.viewer import acting_as
from locallinks.personal.budgets.models import AllocationVersion, PlanOutturn
from locallinks.personal.handovers.queries import coaching, introduction_outcomes
from tests.journeys.conftest import NOW, quiet


def signed_in(city: City, who: str) -> Client:
    client = Client()
    client.force_login(city.user(who), backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_a_rule_is_tried_on_ten_past_plans_and_twice_changes_nothing(aireborough: City) -> None:
    for _ in range(2):
        build.tell_management_stories(city=aireborough, at=NOW, say=quiet)
    with acting_as(aireborough.viewer("social.worker")):
        assert PlanOutturn.objects.count() == len(PAST_PLANS) == 10
    version = AllocationVersion.objects.latest("number")
    commissioner = signed_in(aireborough, "commissioner")
    page = commissioner.get(f"/budgets/rule/{version.pk}/tried/?years=10").content.decode()
    assert "Version 1, in use now" in page
    assert not any(plan.name in page for plan in PAST_PLANS)
    assert "Do you agree to this version?" in commissioner.get(f"/budgets/rule/{version.pk}/").content.decode()
    with acting_as(aireborough.viewer("handover.champion")) as viewer:
        today = NOW.date()
        found = introduction_outcomes.rates(viewer=viewer, from_on=today - timedelta(days=360), to_on=today)
        assert (found.eligible, found.avoidable) == (10, 10)
        assert coaching.coaching_notes(viewer=viewer, on=today).count() == 1
    assert (
        "12 people at the same time"
        in signed_in(aireborough, "network.manager").get("/introductions/places/").content.decode()
    )
