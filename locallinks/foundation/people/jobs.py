"""The search for people with two records, with splink: a fixed model, so that the same records give the same pairs.

splink and what it stands on take a second and 88 MB to load, and every process looks at this file for jobs: they are
imported by the search itself.
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
ComparedRecord = tuple[str, tuple[Any, ...]]  # splink's own name for how the two are compared, and how near counts
# For each question, how often it is so among records of one person (m) and of two (u), best match first. Set by hand
# and the same everywhere: a council's own data is too small and too private to train on. A wrong NHS number speaks
# strongly against; a moved house or a new phone only a little.
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
    """Compare a council's records and keep the pairs that may be one person. Safe to run again; decided pairs stay."""
    searcher = Viewer(name="The search for duplicates", roles_held=(RoleIn(Role.JOB, council.pk, council.name),))
    with acting_as(searcher):
        aside = Merge.objects.filter(undone=None).values("person")
        people = Person.objects.filter(home=council).exclude(pk__in=aside)
        rows = [
            _row(*one)
            for one in people.values_list("pk", "full_name", "date_of_birth", "nhs_number", "postcode", "phone")
        ]
        return record_duplicate_candidates(home_id=council.pk, found=likely_pairs(rows), at=at)


def _row(pk: int, name: str, born: Any, nhs: str, postcode: str, phone: str) -> tuple[Any, ...]:
    """Empty is unknown: it speaks neither for nor against."""
    words = name.lower().split()
    number = phone_key(phone) or None
    sound = words[-1][:3] if words else None
    return pk, " ".join(words), sound, born.isoformat() if born else None, nhs or None, postcode or None, number


def likely_pairs(rows: list[tuple[Any, ...]]) -> list[tuple[int, int, float, list[str]]]:
    """(one, other, how likely, why), most likely first."""
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
    found = linker.inference.predict(threshold_match_probability=PROBABILITY_THRESHOLD).as_record_dict()
    pairs = [(int(one["id_l"]), int(one["id_r"]), float(one["match_probability"]), _reasons(one)) for one in found]
    return sorted(pairs, key=lambda pair: (-pair[2], pair[0], pair[1]))


def _reasons(found: dict[str, Any]) -> list[str]:
    """splink counts the levels of a comparison down to 0, the best highest; -1 is unknown."""
    said = []
    for name, (_, _, _, words) in SPLINK_MODEL.items():
        level = int(found[f"gamma_{name}"])
        if level > 0:
            said.append(words[len(words) - level])
    return said
