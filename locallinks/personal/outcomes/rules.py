"""Five published scales: their scores, when each is asked, and what a reply must say (docs/rules/data-standards.md 3).

A missing answer gives no score; nothing is imputed. The words of questions are here only where their licence allows it.
"""

from calendar import monthrange
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from types import MappingProxyType

from locallinks.foundation.shared.errors import Problem
from locallinks.personal.outcomes.choices import DueStatus, Mode, Moment

Answers = Mapping[str, int | None]


@dataclass(frozen=True)
class Item:
    """One question. `words` is empty where a licence is needed: then the words of the licence are shown."""

    code: str
    label: str
    words: str = ""


@dataclass(frozen=True)
class Scale:
    """A published set of questions. `choices` pairs values with words, which are empty where a licence is needed."""

    code: str
    name: str
    version: str
    items: tuple[Item, ...]
    choices: tuple[tuple[int, str], ...]
    about: str
    needs_licence: bool = False
    notice: str = ""
    top: int = 0  # the highest score; 0 where there is no single score
    less_is_better: bool = False

    @property
    def values(self) -> frozenset[int]:
        return frozenset(value for value, _ in self.choices)


@dataclass(frozen=True)
class Score:
    """A score; None where an answer is missing or a scale has no single score. `parts` holds the bands."""

    value: Decimal | None = None
    raw: int | None = None
    words: str = ""
    parts: tuple[tuple[str, str], ...] = ()


UCLA = Scale(
    "ucla3",
    "Loneliness: three questions (UCLA-3)",
    "3 items, 2004",
    (
        Item("companionship", "Company", "How often do you feel that you lack companionship?"),
        Item("left_out", "Left out", "How often do you feel left out?"),
        Item("isolated", "Isolated", "How often do you feel isolated from others?"),
    ),
    ((1, "Hardly ever or never"), (2, "Some of the time"), (3, "Often")),
    "From 3 to 9. Higher means lonelier. Six or more is often called lonely.",
    top=9,
    less_is_better=True,
)
ONS_DIRECT = Scale(
    "ons-lonely",
    "Loneliness: one question (ONS)",
    "direct measure",
    (Item("lonely", "Lonely", "How often do you feel lonely?"),),
    ((1, "Often or always"), (2, "Some of the time"), (3, "Occasionally"), (4, "Hardly ever"), (5, "Never")),
    "One answer, in order; not a number to add up. Ask it after the three questions.",
    notice="Office for National Statistics. Open Government Licence.",
)
ONS4 = Scale(
    "ons4",
    "How life is: four questions (ONS4)",
    "personal wellbeing",
    (
        Item("satisfied", "Satisfied", "Overall, how satisfied are you with your life nowadays?"),
        Item(
            "worthwhile",
            "Worthwhile",
            "Overall, to what extent do you feel that the things you do in your life are worthwhile?",
        ),
        Item("happy", "Happy yesterday", "Overall, how happy did you feel yesterday?"),
        Item(
            "anxious",
            "Anxious yesterday",
            "On a scale where 0 is “not at all anxious” and 10 is “completely anxious”, overall, how anxious did you "
            "feel yesterday?",
        ),
    ),
    tuple(
        (number, "0 – not at all" if number == 0 else "10 – completely" if number == 10 else str(number))
        for number in range(11)
    ),
    "Each from 0 to 10. They are never added up.",
    notice="Office for National Statistics. Open Government Licence.",
)
SWEMWBS = Scale(
    "swemwbs",
    "Wellbeing: seven statements (SWEMWBS)",
    "7 items, last 2 weeks",
    tuple(Item(f"s{number}", f"Statement {number}") for number in range(1, 8)),
    tuple((number, "") for number in range(1, 6)),
    "Seven answers become a number from 7 to 35. Higher is better. A change counts for groups, not for one person.",
    needs_licence=True,
    top=35,
    notice="Short Warwick-Edinburgh Mental Wellbeing Scale (SWEMWBS) © NHS Health Scotland, University of Warwick and "
    "University of Edinburgh, 2008, all rights reserved.",
)
ASCOT_DOMAINS = (
    ("control", "Control"),
    ("clean", "Personal cleanliness and comfort"),
    ("food", "Food and drink"),
    ("safety", "Personal safety"),
    ("social", "Social participation"),
    ("occupation", "Occupation"),
    ("accommodation", "Accommodation"),
    ("dignity", "Dignity"),
)
ASCOT = Scale(
    "ascot",
    "Quality of life with care: eight questions (ASCOT SCT4)",
    "SCT4",
    tuple(Item(code, label) for code, label in ASCOT_DOMAINS),
    tuple((number, "") for number in (3, 2, 1, 0)),
    "Eight answers, from 0 to 24 together. Higher is better.",
    needs_licence=True,
    top=24,
    notice="Adult Social Care Outcomes Toolkit (ASCOT) © University of Kent. Used under licence.",
)
SCALES: Mapping[str, Scale] = MappingProxyType(
    {scale.code: scale for scale in (UCLA, ONS_DIRECT, ONS4, SWEMWBS, ASCOT)}
)

LONELY_FROM = 6
# Raw to metric scores, docs/rules/data-standards.md 3 (29 is 26.02 in most public implementations; one has 25.99).
SWEMWBS_METRIC = MappingProxyType({
    7: "7.00", 8: "9.51", 9: "11.25", 10: "12.40", 11: "13.33", 12: "14.08", 13: "14.75", 14: "15.32", 15: "15.84",
    16: "16.36", 17: "16.88", 18: "17.43", 19: "17.98", 20: "18.59", 21: "19.25", 22: "19.98", 23: "20.73",
    24: "21.54", 25: "22.35", 26: "23.21", 27: "24.11", 28: "25.03", 29: "26.02", 30: "27.03", 31: "28.13",
    32: "29.31", 33: "30.70", 34: "32.55", 35: "35.00",
})  # fmt: skip
# Weights from ideal (3) to high needs (0), recalled from Netten 2012: compare them with the licensed manual.
ASCOT_WEIGHTS: Mapping[str, tuple[str, str, str, str]] = MappingProxyType({
    "control": ("1.000", "0.919", "0.541", "0.000"), "clean": ("0.911", "0.789", "0.265", "0.195"),
    "food": ("0.879", "0.775", "0.294", "0.184"), "safety": ("0.880", "0.452", "0.298", "0.114"),
    "social": ("0.873", "0.748", "0.497", "0.241"), "occupation": ("0.962", "0.927", "0.567", "0.170"),
    "accommodation": ("0.863", "0.780", "0.374", "0.288"), "dignity": ("0.847", "0.637", "0.295", "0.263"),
})  # fmt: skip
ONS_BANDS = ((4, "low"), (6, "medium"), (8, "high"), (10, "very high"))
ANXIETY_BANDS = ((1, "very low"), (3, "low"), (5, "medium"), (10, "high"))


def answer_problems(scale: Scale, answers: Answers) -> tuple[Problem, ...]:
    """Return what is wrong with answers: unknown values or questions, or no answer at all."""
    problems = [
        Problem("Choose one of the answers", item.code, "unknown_answer")
        for item in scale.items
        if answers.get(item.code) is not None and answers[item.code] not in scale.values
    ]
    if set(answers) - {item.code for item in scale.items}:
        problems.append(Problem("This answers a question that was not asked", "", "unknown_item"))
    if all(answers.get(item.code) is None for item in scale.items):
        problems.append(Problem("Answer at least one question", scale.items[0].code, "no_answers"))
    return tuple(problems)


def reply_problems(
    *, mode: str, moment: str, completed_by: str, language: str, taken_on: date | None, today: date
) -> tuple[Problem, ...]:
    """Return what is missing or wrong about how, when and by whom a scale was answered."""
    problems = []
    if mode not in Mode:
        problems.append(Problem("Choose how it was asked", "mode", "unknown_mode"))
    if moment not in Moment:
        problems.append(Problem("Choose when this is", "moment", "unknown_moment"))
    if not completed_by.strip():
        problems.append(Problem("Write who answered", "completed_by", "nobody"))
    if not language.strip():
        problems.append(Problem("Write the language it was asked in", "language", "no_language"))
    if taken_on is None:
        problems.append(Problem("Enter the day it was answered", "taken_on", "no_date"))
    elif not date(2000, 1, 1) <= taken_on <= today:
        problems.append(Problem("The day must be today or earlier", "taken_on", "dates"))
    return tuple(problems)


def score(scale: Scale, answers: Answers) -> Score:
    """Return the score of the scale; without a value where an answer is missing (docs/rules/data-standards.md 3)."""
    values = {item.code: answers.get(item.code) for item in scale.items}
    if scale.code == ONS4.code:
        return Score(words="Four answers, each on its own", parts=ons_bands(values))
    answered = {code: value for code, value in values.items() if value is not None}
    if len(answered) < len(values):
        return Score(words="No score: an answer is missing")
    raw = sum(answered.values())
    if scale.code == UCLA.code:
        return Score(Decimal(raw), raw, "Six or more: often called lonely" if raw >= LONELY_FROM else "Less than six")
    if scale.code == ONS_DIRECT.code:
        return Score(words=dict(scale.choices)[raw])
    if scale.code == SWEMWBS.code:
        return Score(Decimal(SWEMWBS_METRIC[raw]), raw, f"{raw} of 35 before the table")
    return Score(Decimal(raw), raw, f"Index {ascot_index(answered)}")


def ascot_index(answers: Mapping[str, int]) -> Decimal:
    """Return 0.203 times the sum of the weights, less 0.466, to three places."""
    total = sum((Decimal(weights[3 - answers[code]]) for code, weights in ASCOT_WEIGHTS.items()), Decimal(0))
    return (Decimal("0.203") * total - Decimal("0.466")).quantize(Decimal("0.001"), ROUND_HALF_UP)


def ons_bands(answers: Answers) -> tuple[tuple[str, str], ...]:
    """Return the published band of each answer given."""
    parts = []
    for item in ONS4.items:
        value = answers.get(item.code)
        if value is not None:
            bands = ANXIETY_BANDS if item.code == "anxious" else ONS_BANDS
            parts.append((item.label, f"{value}, {next(words for top, words in bands if value <= top)}"))
    return tuple(parts)


@dataclass(frozen=True)
class DueMoment:
    """A moment at which a scale is asked, with its day and status."""

    moment: Moment
    due_on: date
    status: DueStatus


DUE_WITHIN_DAYS = 30


def moments_due(
    *, planned_on: date | None, ended_on: date | None, done: Collection[str], baseline_on: date | None, today: date
) -> list[DueMoment]:
    """Return the moments: at planning, three and twelve months after the first answers, and at the end."""
    if planned_on is None:
        return []
    start = baseline_on or planned_on
    days = [
        (Moment.BASELINE, planned_on),
        (Moment.THREE_MONTHS, add_months(start, 3)),
        (Moment.TWELVE_MONTHS, add_months(start, 12)),
    ]
    if ended_on is not None:
        days = [(moment, on) for moment, on in days if on <= ended_on or moment in done] + [(Moment.EXIT, ended_on)]
    return [DueMoment(moment, on, _status(moment in done, on, today)) for moment, on in days]


def _status(done: bool, on: date, today: date) -> DueStatus:
    if done:
        return DueStatus.DONE
    if today < on:
        return DueStatus.LATER
    return DueStatus.DUE if (today - on).days <= DUE_WITHIN_DAYS else DueStatus.LATE


def add_months(day: date, months: int) -> date:
    """Return the same day of a later month, or the last day of a shorter month."""
    years, month = divmod(day.month - 1 + months, 12)
    return date(day.year + years, month + 1, min(day.day, monthrange(day.year + years, month + 1)[1]))


def change_words(scale: Scale, first: Decimal, last: Decimal) -> str:
    """Return the change in words, without a reason for it."""
    if first == last:
        return f"The same as at first: {_number(first)}."
    better = (last < first) == scale.less_is_better
    verb = "fell" if last < first else "rose"
    meaning = "That is the better direction." if better else "That is not the better direction."
    return f"It {verb} from {_number(first)} to {_number(last)}. {meaning}"


def _number(value: Decimal) -> str:
    return f"{value.normalize():f}"
