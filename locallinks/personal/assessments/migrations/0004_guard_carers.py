from django.db import migrations

from locallinks.foundation.shared.rls import append_only, protect

OWN = ("selfassessment", "selfassessmenthistory", "selfverification")
CARERS = (
    "carerlink", "carerassessment", "carerassessmenthistory", "carerfinding", "carerfindinghistory", "carerdecision",
)  # fmt: skip
HISTORY = ("selfverification", "carerlink", "carerdecision")


class Migration(migrations.Migration):
    """A carer's conversation opens to the carer and the council, and to no share: the adult's planner is not theirs."""

    dependencies = [("assessments", "0003_self_assessments_and_carers")]
    operations = [
        *(protect(f"assessments_{table}", purposes=("planning",)) for table in OWN),
        *(protect(f"assessments_{table}", purposes=()) for table in CARERS),
        *(append_only(f"assessments_{table}") for table in HISTORY),
    ]
