"""Who reads assessments, and which of them never change.

What helps to plan opens to whoever plans. A carer's conversation opens to the carer and the council, and to no share: the
adult's planner is not theirs.
"""

from django.db import migrations

from locallinks.foundation.shared.rls import append_only, protect

KEPT = (
    "eligibilitydecision",
    "introduction",
    "selfverification",
    "advocacyanswers",
    "capacitydecision",
    "assessmentrefusal",
    "shortterm",
    "shorttermend",
    "day91outcome",
    "trustedassessment",
    "trustedcheck",
)
CHANGED = (
    "assessment",
    "assessmenthistory",
    "outcomefinding",
    "outcomefindinghistory",
    "wellbeingfinding",
    "wellbeingfindinghistory",
    "selfassessment",
    "selfassessmenthistory",
)
CARERS_KEPT = ("carerlink", "carerdecision")
CARERS_CHANGED = ("carerassessment", "carerassessmenthistory", "carerfinding", "carerfindinghistory")


class Migration(migrations.Migration):
    dependencies = [("assessments", "0001_initial"), ("people", "0002_guard")]
    operations = [
        *(protect(f"assessments_{table}", purposes=("planning",)) for table in (*KEPT, *CHANGED)),
        *(protect(f"assessments_{table}", purposes=()) for table in (*CARERS_KEPT, *CARERS_CHANGED)),
        *(append_only(f"assessments_{table}") for table in (*KEPT, *CARERS_KEPT)),
    ]
