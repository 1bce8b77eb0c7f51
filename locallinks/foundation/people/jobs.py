"""The search for people with two records, with splink and a fixed model, so that the same records give the same pairs.

splink and its dependencies take a second and 88 MB to load, and every process imports this module to register jobs:
therefore the search imports them itself.
"""

import logging
from datetime import datetime
from typing import Any

from locallinks.foundation.accounts.models import Organisation
from locallinks.foundation.people.actions.duplicates import record_duplicate_candidates
from locallinks.foundation.people.models import Merge, Person
from locallinks.foundation.shared.roles import Role
from locallinks.foundation.shared.viewer import RoleIn, Viewer, acting_as
from locallinks.foundation.ui.rules import phone_key

PROBABILITY_THRESHOLD = 0.9
ComparedRecord = tuple[str, tuple[Any, ...]]  # the class in splink.comparison_library, and its arguments
# For each column: the comparison, the m and u probabilities of each level with the best match first, and the words for
# each level. m is the share among records of one person, u among those of two. Set by hand and the same everywhere,
# because a council's own data is too small and too private to train on. A different NHS number is strong evidence
# against a match; a different address or telephone is weak.
SPLINK_MODEL: dict[str, tuple[ComparedRecord, tuple[float, ...], tuple[float, ...], tuple[str, ...]]] = {
    "name": (
        ("JaroWinklerAtThresholds", ([0.92, 0.8],)), (0.7, 0.2, 0.09, 0.01), (0.0005, 0.002, 0.01, 0.9875),
        ("The same name", "Nearly the same name", "Names that look alike"),
    ),
    "born": (
        ("LevenshteinAtThresholds", ([1],)), (0.88, 0.09, 0.03), (0.00005, 0.002, 0.99795),
        ("The same date of birth", "Dates of birth one figure apart"),
    ),
    "nhs": (("ExactMatch", ()), (0.995, 0.005), (0.0000001, 0.9999999), ("The same NHS number",)),
    "postcode": (("ExactMatch", ()), (0.75, 0.25), (0.001, 0.999), ("The same postcode",)),
    "phone": (("ExactMatch", ()), (0.7, 0.3), (0.0005, 0.9995), ("The same phone number",)),
}  # fmt: skip
PRIOR_PROBABILITY = 0.00005  # how likely two records of one council are of one person before anything is compared
COMPARED_COLUMNS = ["id", "name", "sound", "born", "nhs", "postcode", "phone"]


def find_duplicates(*, council: Organisation, at: datetime) -> int:
    """Compare a council's records, store the pairs that may be of one person, and return their number.

    Safe to run again; decided pairs stay.
    """
    viewer = Viewer(name="The search for duplicates", roles_held=(RoleIn(Role.JOB, council.pk, council.name),))
    with acting_as(viewer):
        merged_away = Merge.objects.filter(undone=None).values("person")
        people = Person.objects.filter(home=council).exclude(pk__in=merged_away)
        rows = [
            _row(*values)
            for values in people.values_list("pk", "full_name", "date_of_birth", "nhs_number", "postcode", "phone")
        ]
        return record_duplicate_candidates(home_id=council.pk, pairs=likely_pairs(rows), at=at)


def _row(pk: int, name: str, born: Any, nhs: str, postcode: str, phone: str) -> tuple[Any, ...]:
    """Return the columns COMPARED_COLUMNS; an empty value becomes None, which splink counts neither way."""
    words = name.lower().split()
    number = phone_key(phone) or None
    sound = words[-1][:3] if words else None
    return pk, " ".join(words), sound, born.isoformat() if born else None, nhs or None, postcode or None, number


def likely_pairs(rows: list[tuple[Any, ...]]) -> list[tuple[int, int, float, list[str]]]:
    """Return (first id, second id, probability, reasons) for each pair above the threshold, most probable first."""
    if len(rows) < 2:
        return []
    import pandas as pd
    import splink.comparison_library as compare
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on

    logging.getLogger("splink").setLevel(logging.ERROR)
    settings = SettingsCreator(
        link_type="dedupe_only",
        unique_id_column_name="id",
        probability_two_random_records_match=PRIOR_PROBABILITY,
        comparisons=[
            getattr(compare, kind)(name, *near).configure(m_probabilities=list(same), u_probabilities=list(other))
            for name, ((kind, near), same, other, _) in SPLINK_MODEL.items()
        ],
        blocking_rules_to_generate_predictions=[
            block_on("nhs"),
            block_on("phone"),
            block_on("born"),
            block_on("postcode", "sound"),
            block_on("name"),
        ],
        retain_matching_columns=True,
        retain_intermediate_calculation_columns=True,
    )
    linker = Linker(
        pd.DataFrame(rows, columns=COMPARED_COLUMNS).astype({"id": "int64"}),
        settings,
        db_api=DuckDBAPI(),
        set_up_basic_logging=False,
    )
    records = linker.inference.predict(threshold_match_probability=PROBABILITY_THRESHOLD).as_record_dict()
    pairs = [(int(row["id_l"]), int(row["id_r"]), float(row["match_probability"]), _reasons(row)) for row in records]
    return sorted(pairs, key=lambda pair: (-pair[2], pair[0], pair[1]))


def _reasons(row: dict[str, Any]) -> list[str]:
    """Return the words for each column that matched. splink numbers the levels down to 0, best first; -1 is unknown."""
    reasons = []
    for name, (_, _, _, words) in SPLINK_MODEL.items():
        level = int(row[f"gamma_{name}"])
        if level > 0:
            reasons.append(words[len(words) - level])
    return reasons
