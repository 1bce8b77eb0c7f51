"""The versions of an assessment, and what changed between two of them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps

from locallinks.personal.assessments.choices import Ability, PartKind, WellbeingArea, WellbeingEffect
from locallinks.personal.assessments.models import Assessment
from locallinks.personal.assessments.queries.needs_assessment import TRIED_FIELDS, WORDS_FIELDS
from locallinks.personal.assessments.rules.needs_assessment import PARTS
from locallinks.personal.assessments.rules.support_tiers import TIERS

YES_NO = {True: "Yes", False: "No", None: ""}


@dataclass(frozen=True)
class Version:
    number: int
    at: datetime
    by: str
    part: str


@dataclass(frozen=True)
class Change:
    """One question answered differently in two versions."""

    question: str
    before: str
    after: str


def versions_of(assessment: Assessment) -> list[Version]:
    """Return the versions, newest first. One query."""
    rows = _history("AssessmentHistory").filter(pgh_obj_id=assessment.pk).order_by("-pgh_id")
    return [
        Version(row.version, row.saved_at or row.started_at, row.saved_by, row.saved_part or "Started")
        for row in rows.only("version", "saved_at", "started_at", "saved_by", "saved_part")
    ]


def changes_between(assessment: Assessment, before: int, after: int) -> list[Change]:
    """Return what differs, in the order of the assessment. Six queries, however many versions there are."""
    old, new = _as_it_was(assessment, before), _as_it_was(assessment, after)
    return [
        Change(question, old.get(question, ""), new.get(question, ""))
        for question in _questions()
        if old.get(question, "") != new.get(question, "")
    ]


def _history(name: str) -> Any:
    """Return the rows of an event table that pghistory makes for a model."""
    return apps.get_model("assessments", name).objects.all()


def _questions() -> Iterator[str]:
    for part in PARTS.values():
        if part.kind == PartKind.WELLBEING:
            yield from (area.label for area in WellbeingArea)
        yield part.title
        yield f"{part.title}: {'where help might come from' if part.kind == PartKind.OUTCOME else 'in words'}"
        yield f"{part.title}: what was tried"
        yield f"{part.title}: what was said"


def _as_it_was(assessment: Assessment, version: int) -> dict[str, str]:
    """Return the answers of one version as text, by question."""
    row = _history("AssessmentHistory").filter(pgh_obj_id=assessment.pk, version=version).order_by("-pgh_id").first()
    if row is None:
        return {}
    texts = {PARTS[slug].title: getattr(row, field) for slug, field in WORDS_FIELDS.items()}
    texts |= {f"{PARTS[slug].title}: what was tried": getattr(row, field) for slug, field in TRIED_FIELDS.items()}
    health, wellbeing = PARTS["health"].title, PARTS["wellbeing"].title
    texts |= {
        health: YES_NO[row.impairment],
        f"{health}: in words": row.impairment_note,
        wellbeing: YES_NO[row.significant_impact],
        f"{wellbeing}: in words": row.impact_note,
    }
    return texts | _findings(assessment, version)


def _findings(assessment: Assessment, version: int) -> dict[str, str]:
    texts: dict[str, str] = {}
    rows = _history("OutcomeFindingHistory").filter(assessment_id=assessment.pk, in_version__lte=version)
    for row in rows.order_by("pgh_id"):
        title = PARTS[row.code.lower()].title
        texts[title] = Ability(row.ability).label
        texts[f"{title}: what was said"] = row.words
        texts[f"{title}: where help might come from"] = TIERS[row.tier].words if row.tier else ""
    areas = _history("WellbeingFindingHistory").filter(assessment_id=assessment.pk, in_version__lte=version)
    for row in areas.order_by("pgh_id"):
        texts[WellbeingArea(row.area).label] = WellbeingEffect(row.effect).label
    return texts
