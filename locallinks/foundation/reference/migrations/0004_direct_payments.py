"""The figures and the list that a decision about a direct payment rests on (care-act.md section 7). None of them was seen
in its source: somebody compares each before it is relied on."""

from datetime import date

from django.db import migrations

START = date(2020, 4, 1)
REGULATIONS = "From memory of the Care and Support (Direct Payments) Regulations 2014: compare before use"

# code, words, topic, amount, unit, source
RATES = [
    ("dp_stop_notice", "Days of notice before a direct payment stops", "clocks", 28, "count",
     "This system's own default: the law asks for notice and names no length. Your council decides."),
    ("dp_short_stay_weeks", "Weeks on end in a care home that a direct payment may pay for, in 12 months", "support", 4,
     "count", REGULATIONS),
    ("dp_short_stays_apart", "Weeks between short stays from which on they no longer count as one", "support", 4, "count",
     REGULATIONS),
]  # fmt: skip

ORDERS = [
    ("drug_rehabilitation", "A court order to be treated for drugs, or to be tested for them"),
    ("alcohol_treatment", "A court order to be treated for drinking"),
    ("licence", "Let out of prison on licence, with treatment or tests for drugs or drinking"),
    ("youth_rehabilitation", "A youth order with treatment or tests for drugs or drinking"),
    ("scotland", "An order of a court in Scotland with treatment or tests for drugs or drinking"),
]


def load(apps, schema_editor):
    alias = schema_editor.connection.alias
    Rate, Code = (apps.get_model("reference", name) for name in ("Rate", "Code"))
    names = ("code", "words", "topic", "amount", "unit", "source")
    Rate.objects.using(alias).bulk_create(
        Rate(**dict(zip(names, row, strict=True)), starts_on=START, verified=False) for row in RATES
    )
    Code.objects.using(alias).bulk_create(
        Code(
            list_name="direct_payment_orders",
            code=code,
            words=words,
            order=order,
            starts_on=START,
            verified=False,
            source=f"{REGULATIONS} (Schedule 1)",
        )
        for order, (code, words) in enumerate(ORDERS, 1)
    )


class Migration(migrations.Migration):
    dependencies = [("reference", "0003_first_rates")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
