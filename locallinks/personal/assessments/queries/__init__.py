"""The conversation as it stands, its versions, the decision and the needs a plan must meet."""

from locallinks.personal.assessments.queries.carers import (
    CARER_FIELDS,
    CarerAnswers,
    carer_answers,
    carer_decision_of,
    carers_assessments,
    open_carer,
)
from locallinks.personal.assessments.queries.conversation import (
    TRIED_FIELDS,
    WORDS_FIELDS,
    Answers,
    Need,
    advocacy_of,
    answers_of,
    assessment_of,
    decision_of,
    eligible_needs,
    introduction_of,
    is_decided,
    needs_of,
    open_for_assessment,
)
from locallinks.personal.assessments.queries.self_assessments import (
    Beside,
    links_to_write,
    may_rest_on,
    self_assessment_of,
    side_by_side,
)
from locallinks.personal.assessments.queries.versions import Change, Version, changes_between, versions_of

__all__ = [
    "CARER_FIELDS",
    "CarerAnswers",
    "carer_answers",
    "carer_decision_of",
    "carers_assessments",
    "open_carer",
    "TRIED_FIELDS",
    "WORDS_FIELDS",
    "Answers",
    "Beside",
    "Change",
    "Need",
    "Version",
    "advocacy_of",
    "answers_of",
    "assessment_of",
    "changes_between",
    "decision_of",
    "eligible_needs",
    "introduction_of",
    "is_decided",
    "links_to_write",
    "may_rest_on",
    "needs_of",
    "open_for_assessment",
    "self_assessment_of",
    "side_by_side",
    "versions_of",
]
