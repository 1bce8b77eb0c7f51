"""The rates with which a new council starts.

Most are defaults of this design or illustrations, and say so in their source. Nobody may rely on them before a finance
officer has set or verified them on the page "Rates and dates".
"""

from datetime import date

from django.db import migrations

START = date(2020, 4, 1)  # early enough for any history that a new council imports
# Clocks: docs/rules/local-links.md 3 [design]. Points and tolerance: docs/rules/care-act.md 5 [design].
DESIGN = "This system's own default. Your council decides."
CARRIED_OVER = "Carried over from 2025/26: compare with the Department's 2026/27 circular."
REGULATIONS = "From memory of the Care and Support (Direct Payments) Regulations 2014: compare before use"
CIRCULAR = "Department of Health and Social Care circular 2024/25, the same in 2025/26"
Y2024, Y2026 = date(2024, 4, 1), date(2026, 4, 1)

# code, words, topic, amount, unit, from, until, source, verified
RATES = [
    # docs/rules/local-links.md 10: illustrative.
    (
        "home_care_hour",
        "An hour of home care",
        "support",
        1950,
        "pence_per_hour",
        START,
        None,
        "An illustration, so that the sums can be tried. Put your council's own rate here.",
        False,
    ),
    ("ras_point", "One point of assessed need", "budget", 405, "pence_per_point", START, None, DESIGN, False),
    (
        "ras_tolerance",
        "How far the points and the usual cost may differ",
        "budget",
        10,
        "percent",
        START,
        None,
        DESIGN,
        False,
    ),
    (
        "clock_offer",
        "To offer to introduce somebody to the network",
        "clocks",
        2,
        "working_days",
        START,
        None,
        DESIGN,
        False,
    ),
    ("clock_network_answer", "For the network to answer", "clocks", 2, "working_days", START, None, DESIGN, False),
    ("clock_first_visit", "To the planner's first visit", "clocks", 5, "working_days", START, None, DESIGN, False),
    ("clock_approval", "To decide about a plan", "clocks", 5, "working_days", START, None, DESIGN, False),
    (
        "clock_essential_live",
        "To start the support somebody cannot do without",
        "clocks",
        10,
        "working_days",
        START,
        None,
        DESIGN,
        False,
    ),
    (
        "review_within",
        "To look at a plan again",
        "clocks",
        12,
        "months",
        START,
        None,
        "Common practice under the Care Act. Your council decides.",
        False,
    ),
    # docs/rules/care-act.md 10.2: those of 2024/25 and 2025/26 were compared with the circular, 2026/27 was not.
    ("capital_lower", "Savings below this do not count", "charging", 1_425_000, "pence", Y2024, Y2026, CIRCULAR, True),
    (
        "capital_upper",
        "Savings above this: the person pays the full cost",
        "charging",
        2_325_000,
        "pence",
        Y2024,
        Y2026,
        CIRCULAR,
        True,
    ),
    (
        "capital_lower",
        "Savings below this do not count",
        "charging",
        1_425_000,
        "pence",
        Y2026,
        None,
        CARRIED_OVER,
        False,
    ),
    (
        "capital_upper",
        "Savings above this: the person pays the full cost",
        "charging",
        2_325_000,
        "pence",
        Y2026,
        None,
        CARRIED_OVER,
        False,
    ),
    # docs/rules/care-act.md 7: for decisions about a direct payment. None of them was compared with its source.
    (
        "dp_stop_notice",
        "Days of notice before a direct payment stops",
        "clocks",
        28,
        "count",
        START,
        None,
        "This system's own default: the law asks for notice and names no length. Your council decides.",
        False,
    ),
    (
        "dp_short_stay_weeks",
        "Weeks on end in a care home that a direct payment may pay for, in 12 months",
        "support",
        4,
        "count",
        START,
        None,
        REGULATIONS,
        False,
    ),
    (
        "dp_short_stays_apart",
        "Weeks between short stays from which on they no longer count as one",
        "support",
        4,
        "count",
        START,
        None,
        REGULATIONS,
        False,
    ),
]

# docs/rules/care-act.md 9 and 7 [GK].
LISTS = {
    "types_of_harm": (
        "From memory of the Care Act guidance: compare before use",
        [
            ("physical", "Physical harm"),
            ("domestic", "Harm from a partner or family"),
            ("sexual", "Sexual harm"),
            ("psychological", "Harm to feelings or mind"),
            ("financial", "Money or belongings"),
            ("modern_slavery", "Modern slavery"),
            ("discriminatory", "Treated badly because of who they are"),
            ("organisational", "Bad care from an organisation"),
            ("neglect", "Not getting the care they need"),
            ("self_neglect", "Not looking after themselves"),
        ],
    ),
    "direct_payment_orders": (
        f"{REGULATIONS} (Schedule 1)",
        [
            ("drug_rehabilitation", "A court order to be treated for drugs, or to be tested for them"),
            ("alcohol_treatment", "A court order to be treated for drinking"),
            ("licence", "Let out of prison on licence, with treatment or tests for drugs or drinking"),
            ("youth_rehabilitation", "A youth order with treatment or tests for drugs or drinking"),
            ("scotland", "An order of a court in Scotland with treatment or tests for drugs or drinking"),
        ],
    ),
}

HOLIDAY_SOURCE = "From memory: compare with GOV.UK"
HOLIDAYS = {
    2025: [(1, 1, "New Year's Day"), (4, 18, "Good Friday"), (4, 21, "Easter Monday"), (5, 5, "Early May bank holiday"),
           (5, 26, "Spring bank holiday"), (8, 25, "Summer bank holiday"), (12, 25, "Christmas Day"), (12, 26, "Boxing Day")],
    2026: [(1, 1, "New Year's Day"), (4, 3, "Good Friday"), (4, 6, "Easter Monday"), (5, 4, "Early May bank holiday"),
           (5, 25, "Spring bank holiday"), (8, 31, "Summer bank holiday"), (12, 25, "Christmas Day"),
           (12, 28, "Boxing Day (in place of Saturday)")],
    2027: [(1, 1, "New Year's Day"), (3, 26, "Good Friday"), (3, 29, "Easter Monday"), (5, 3, "Early May bank holiday"),
           (5, 31, "Spring bank holiday"), (8, 30, "Summer bank holiday"), (12, 27, "Christmas Day (in place of Saturday)"),
           (12, 28, "Boxing Day (in place of Sunday)")],
}  # fmt: skip


def load(apps, schema_editor):
    alias = schema_editor.connection.alias
    Rate, Code, BankHoliday = (apps.get_model("reference", name) for name in ("Rate", "Code", "BankHoliday"))
    names = ("code", "words", "topic", "amount", "unit", "starts_on", "ends_on", "source", "verified")
    Rate.objects.using(alias).bulk_create(Rate(**dict(zip(names, row, strict=True))) for row in RATES)
    Code.objects.using(alias).bulk_create(
        Code(list_name=name, code=code, words=words, order=order, starts_on=START, source=source, verified=False)
        for name, (source, rows) in LISTS.items()
        for order, (code, words) in enumerate(rows, 1)
    )
    BankHoliday.objects.using(alias).bulk_create(
        BankHoliday(day=date(year, month, day), name=name, source=HOLIDAY_SOURCE, verified=False)
        for year, days in HOLIDAYS.items()
        for month, day, name in days
    )


class Migration(migrations.Migration):
    dependencies = [("reference", "0002_guard")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
