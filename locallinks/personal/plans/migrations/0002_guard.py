"""Who reads plans, what is said about them, and papers: home, the person, and those who plan with them.

What was agreed, sent, returned and approved is history, as is every word. What a paper holds can go; that it was here, and
why it went, stays.
"""

from django.db import migrations

from locallinks.foundation.shared.rls import append_only, protect

CHANGED = (
    "plan",
    "planhistory",
    "line",
    "linehistory",
    "goal",
    "goalhistory",
    "task",
    "taskhistory",
    "attachmentcontent",
)
KEPT = (
    "planagreement",
    "plansubmission",
    "planreturn",
    "planapproval",
    "comment",
    "answer",
    "planningvisit",
    "panelview",
    "attachment",
    "attachmentremoval",
)


class Migration(migrations.Migration):
    dependencies = [("people", "0002_guard"), ("plans", "0001_initial")]
    operations = [
        *(protect(f"plans_{table}", purposes=("planning",)) for table in (*CHANGED, *KEPT)),
        *(append_only(f"plans_{table}") for table in KEPT),
    ]
