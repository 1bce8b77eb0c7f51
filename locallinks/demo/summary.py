"""What the demonstration built, read back from the database, for the JSON of `bin/demo --json`."""

from typing import Any

from django.apps import apps

from locallinks.demo.build import MAIN_STORIES
from locallinks.demo.city import City
from locallinks.foundation.accounts.models import Organisation, User
from locallinks.foundation.people.models import Person
from locallinks.foundation.shared import clock
from locallinks.foundation.shared.viewer import acting_as
from locallinks.impact.dividends.queries import weekly_saving
from locallinks.local.directory.models import FeedImport, Service
from locallinks.personal.pathways.models import Pathway, Step
from locallinks.personal.pathways.queries import steps_of


def summarise(city: City) -> dict[str, Any]:
    """Return the main stories with every step, the directory's last import, and counts of rows."""
    with acting_as(city.viewer("social.worker")):
        stories = {key: _story(name) for key, (name, *_) in MAIN_STORIES.items()}
        elaine = _pathway(MAIN_STORIES["elaine"][0])
    with acting_as(city.viewer("finance")) as finance:
        stories["elaine"]["saving_pence_per_week"] = weekly_saving(viewer=finance, pathway=elaine, on=clock.today())
    return {"stories": stories, "directory": _directory(), "counts": _counts(city)}


def _story(full_name: str) -> dict[str, Any]:
    pathway = _pathway(full_name)
    steps = [{"event": step.event, "actor": step.actor_name, "state": step.to_state} for step in steps_of(pathway)]
    return {"state": pathway.state, "steps": steps}


def _pathway(full_name: str) -> Pathway:
    """Return the pathway of the person whose first name in the record this was: users may have changed it since."""
    history = apps.get_model("people", "PersonHistory")._default_manager
    person_ids = history.filter(pgh_label="insert", full_name=full_name).values("pgh_obj")
    return Pathway.objects.filter(person__in=person_ids).order_by("pk")[0]


def _directory() -> dict[str, Any]:
    last = FeedImport.objects.order_by("-pk").first()
    if last is None:
        return {}
    return {name: getattr(last, name) for name in ("read", "loaded", "mended", "refused")}


def _counts(city: City) -> dict[str, int]:
    with acting_as(city.viewer("social.worker")):
        return {
            "organisations": Organisation.objects.count(),
            "users": User.objects.count(),
            "people": Person.objects.count(),
            "pathways": Pathway.objects.count(),
            "steps": Step.objects.count(),
            "services": Service.objects.count(),
        }
