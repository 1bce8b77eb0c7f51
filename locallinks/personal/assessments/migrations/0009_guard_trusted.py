from django.db import migrations

from locallinks.foundation.shared.rls import append_only, protect


class Migration(migrations.Migration):
    dependencies = [("assessments", "0008_trusted_assessors")]
    operations = [
        protect("assessments_trustedassessment", purposes=("planning",)),
        protect("assessments_trustedcheck", purposes=("planning",)),
        append_only("assessments_trustedassessment"),
        append_only("assessments_trustedcheck"),
    ]
