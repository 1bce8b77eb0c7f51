from django.db import migrations

from locallinks.foundation.shared.rls import append_only, protect


class Migration(migrations.Migration):
    """A referral names who told us: the council alone sees it. Advice belongs to the person too."""

    dependencies = [("referrals", "0001_initial"), ("people", "0002_guard")]
    operations = [
        protect("referrals_referral", purposes=(), own=False),
        protect("referrals_advice", purposes=()),
        append_only("referrals_referral"),
        append_only("referrals_advice"),
    ]
