"""Questions and answers about somebody: the council's, the person's, and the one who holds the link for one of them."""

from django.db import migrations

from locallinks.foundation.shared.rls import append_only, protect


class Migration(migrations.Migration):
    dependencies = [("referrals", "0005_question")]
    operations = [
        protect("referrals_question", purposes=()),
        protect("referrals_partneranswer", purposes=()),
        append_only("referrals_question"),
        append_only("referrals_partneranswer"),
    ]
