from django.db import migrations

from locallinks.foundation.shared.rls import append_only, protect

TABLES = ("paymentrequest", "paymentdecision", "conditionanswer", "agreeduse", "stoprequest", "paymentstop")


class Migration(migrations.Migration):
    """Read by the person, the council and whoever plans with them; nothing is ever changed."""

    dependencies = [("fund_holding", "0001_initial"), ("people", "0002_guard")]
    operations = [
        one
        for table in TABLES
        for one in (protect(f"fund_holding_{table}", purposes=("planning",)), append_only(f"fund_holding_{table}"))
    ]
