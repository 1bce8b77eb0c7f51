"""The self-assessment, its comparison with the assessment, and whether a decision may rest on it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from locallinks.foundation.people.choices import InvitationPurpose
from locallinks.foundation.people.models import Invitation
from locallinks.foundation.people.queries.records import invitations_of
from locallinks.personal.assessments.choices import Ability, AssessmentMethod, PartKind
from locallinks.personal.assessments.models import Assessment, SelfAssessment
from locallinks.personal.assessments.queries.needs_assessment import TRIED_FIELDS, WORDS_FIELDS, Answers
from locallinks.personal.assessments.rules.needs_assessment import PARTS, AssessmentPart
from locallinks.personal.pathways.models import Pathway


@dataclass(frozen=True)
class OwnAndOurs:
    """One part as the person wrote it, and as the assessment says it."""

    title: str
    own: str
    ours: str


def self_assessment_of(assessment: Assessment) -> SelfAssessment | None:
    """Return the person's own assessment with its verification, or None where they began none."""
    rows = SelfAssessment.objects.filter(assessment=assessment)
    return rows.select_related("verification", "verification__verified_by").first()


def may_decide_on_self_assessment(assessment: Assessment) -> bool:
    """Return whether a decision may be made: not before a self-assessment is verified (docs/rules/care-act.md 2)."""
    row = self_assessment_of(assessment)
    if row is None:
        return assessment.method != AssessmentMethod.SELF
    if row.sent_at is None and assessment.method != AssessmentMethod.SELF:
        return True  # begun and never sent: the assessment does not rest on it
    return hasattr(row, "verification")


def links_to_write(pathway: Pathway) -> list[Invitation]:
    """Return the links to write a self-assessment by, newest first, among the person's newest 50 links."""
    return [link for link in invitations_of(pathway.person)[:50] if link.purpose == InvitationPurpose.SELF_ASSESSMENT]


def side_by_side(row: SelfAssessment, answers: Answers) -> list[OwnAndOurs]:
    """Return every part that has an answer on either side, in the order of the assessment."""
    both = [
        OwnAndOurs(part.title, _own(part, row.answers.get(slug, {})), _ours(part, answers))
        for slug, part in PARTS.items()
    ]
    return [row for row in both if row.own or row.ours]


def _own(part: AssessmentPart, said: Mapping[str, Any]) -> str:
    head = ""
    if part.kind == PartKind.OUTCOME and said:
        head = Ability(said["ability"]).label
    elif part.kind in (PartKind.HEALTH, PartKind.WELLBEING) and said:
        head = "Yes" if said["answer"] else "No"
    tried = said.get("tried", "")
    return _joined(head, said.get("words", ""), f"Tried: {tried}" if tried else "")


def _ours(part: AssessmentPart, answers: Answers) -> str:
    row = answers.assessment
    if part.kind == PartKind.WORDS:
        tried = getattr(row, TRIED_FIELDS[part.slug]) if part.tried else ""
        return _joined(getattr(row, WORDS_FIELDS[part.slug]), f"Tried: {tried}" if tried else "")
    if part.kind == PartKind.OUTCOME:
        finding = answers.outcomes.get(part.slug.upper())
        return _joined(finding.get_ability_display(), finding.words) if finding else ""
    yes, note = (
        (row.impairment, row.impairment_note)
        if part.kind == PartKind.HEALTH
        else (row.significant_impact, row.impact_note)
    )
    return _joined("" if yes is None else ("Yes" if yes else "No"), note)


def _joined(*words: str) -> str:
    return "\n".join(text for text in words if text)
