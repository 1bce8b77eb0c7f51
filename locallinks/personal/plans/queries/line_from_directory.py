"""The values of a plan line that come from a service of the directory, and the council's price of an hour of care."""

from datetime import date

from locallinks.foundation.reference.models import Rate
from locallinks.local.directory.models import Service
from locallinks.local.directory.queries.search import when_in_words
from locallinks.personal.pathways.models import Pathway
from locallinks.personal.plans.choices import LineKind
from locallinks.personal.plans.rules.checks import kind_from_directory


def service_for_line(service_id: int) -> Service | None:
    """Return a service with the values that a line takes from it. Three queries."""
    rows = Service.objects.listed().select_related("organisation").prefetch_related("schedules")
    return rows.defer("search").filter(pk=service_id).first()


def session_times_in_words(service: Service) -> str:
    """Return when the service happens, as the directory words it: "Every Tuesday, 10am to noon"."""
    return "; ".join(when_in_words(service.schedules.all()))


def line_kind_for(service: Service | None, pathway: Pathway) -> LineKind:
    """Return the most likely kind of line for this service."""
    if service is None:
        return LineKind.COMMUNITY_ASSET
    network = pathway.network.name.casefold() if pathway.network else ""
    is_of_network = service.organisation.name.casefold() == network
    return kind_from_directory(is_free=service.is_free, fees=service.fees, run_by_network=is_of_network)


def home_care_price_hint(on: date) -> str:
    """Return the council's rate for an hour of home care; None where none is set."""
    rate = Rate.objects.filter(code="home_care_hour").on(on).first()
    return f"Home care here costs {rate.in_words}" if rate else ""
