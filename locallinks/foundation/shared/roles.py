"""The roles, and the table of what each may do. Source: docs/rules/local-links.md 2.

A new role is a member of `Role` and a row of `ROLES`. The database stores the codes as plain strings. Kinds of
organisation, kinds of task and names of URLs are strings here, because the rooms that define them depend on this
module; tests/architecture/test_roles.py checks that each exists.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from types import MappingProxyType

from locallinks.foundation.shared.choices import LabelledStrEnum


class Role(LabelledStrEnum):
    """A role in one organisation. `person`, `exchange` and `job` are given by no membership."""

    ADMINISTRATOR = "administrator", "Administrator"
    SOCIAL_WORKER = "social_worker", "Social worker"
    TEAM_MANAGER = "team_manager", "Team manager"
    HANDOVER_CHAMPION = "handover_champion", "Handover champion"
    SAFEGUARDING_LEAD = "safeguarding_lead", "Safeguarding lead"
    BROKER = "broker", "Broker"
    SUPPORT_PLANNER = "support_planner", "Support planner"
    VOLUNTEER_DEVELOPER = "volunteer_developer", "Volunteer developer"
    NETWORK_MANAGER = "network_manager", "Network manager"
    COMMISSIONER = "commissioner", "Commissioner"
    FINANCE = "finance", "Finance officer"
    INVESTOR = "investor", "Social investor"
    PROVIDER = "provider", "Provider"
    CLINICIAN = "clinician", "GP, nurse or therapist"
    PERSON = "person", "The person"  # the person, and users with a grant
    EXCHANGE = "exchange", "Another system"  # a connection with its key
    JOB = "job", "A job"  # work in the background


class Capability(StrEnum):
    """What a role may do, in the organisation where it is held and in no other.

    The first four are duties towards a person, and belong to the person's home (`roles_for`).
    """

    KEEP_RECORD = "keep_record"  # responsible for what is written about the person
    DECIDE = "decide"  # decides under the Care Act 2014: councils only
    RECORD_CONSENT = "record_consent"  # records what the person agreed to; never for those who gain by it
    ANSWER_REQUESTS = "answer_requests"  # answers requests to the council, and refers
    REASSIGN = "reassign"  # moves people to another worker
    SEE_PEOPLE = "see_people"  # opens the page of a person
    RAISE_ABOUT = "raise_about"  # raises a concern, even about somebody whose record the role does not open
    SEE_PATHWAY = "see_pathway"  # reads the state of a pathway
    KNOW_PERSON = "know_person"  # reads details and relationships, not only how to contact them
    READ_RECORD = "read_record"  # reads who else sees the record, and who has read it
    READ_NOTES = "read_notes"  # reads every safety note in full
    CHANGE_RECORD = "change_record"
    CHANGE_NHS_NUMBER = "change_nhs_number"
    PLAN_WITH = "plan_with"  # plans with people: their assessment, budget, estimate, letters and calls
    HAVE_CASELOAD = "have_caseload"  # has a caseload, which a colleague can cover
    MANAGE_CASELOADS = "manage_caseloads"  # sees the people of a whole team
    PLAN_FOR_NETWORK = "plan_for_network"  # writes and arranges the plans that a network makes
    ANSWER_FOR_NETWORK = "answer_for_network"
    MANAGE_NETWORK = "manage_network"
    READ_PLAN = "read_plan"
    SEE_BOARD = "see_board"  # sees all support to arrange, and what may fail soon
    ARRANGE_FOR_COUNCIL = "arrange_for_council"  # arranges support for plans of the council, and sees only those
    SEE_TEAMS_WORK = "see_teams_work"
    WATCH_INTRODUCTIONS = "watch_introductions"
    SEE_RATES_OF_INTRODUCTION = "see_rates_of_introduction"
    COACH = "coach"
    WORK_IN_TEAM = "work_in_team"  # works in a neighbourhood team
    TREAT = "treat"  # works with the people of a team, and opens no record
    DEAL_WITH_CONCERNS = "deal_with_concerns"
    GIVE_SUPPORT = "give_support"
    GROW_VOLUNTEERS = "grow_volunteers"
    ADMINISTER = "administer"
    READ_DELEGATIONS = "read_delegations"
    READ_RATES = "read_rates"
    CHANGE_RATES = "change_rates"
    LOOK_AFTER_MONEY = "look_after_money"  # checks baselines, tries the budget rule, sees what support cost
    SEE_BASELINE = "see_baseline"
    INVEST = "invest"
    COUNT_STAGES = "count_stages"  # sees how many people are at each stage, and no name
    SEND_RECORDS = "send_records"  # imports and exports records for another system
    SEND_MESSAGES = "send_messages"


class Act(StrEnum):
    """An act that the same user may not do together with another in one case (`SEPARATE_ACTS`)."""

    WRITE_PLAN = "write_plan"  # or send it for approval
    APPROVE_PLAN = "approve_plan"
    SET_BASELINE = "set_baseline"
    CHECK_BASELINE = "check_baseline"
    PROPOSE_BUDGET_RULE = "propose_budget_rule"
    DECIDE_BUDGET_RULE = "decide_budget_rule"
    HOLD_ROLE = "hold_role"
    ASK_FOR_ROLE = "ask_for_role"
    CONFIRM_ROLE = "confirm_role"


# Nobody does both acts of a pair in one case, because one checks the other (docs/rules/local-links.md 2).
SEPARATE_ACTS = (
    frozenset({Act.WRITE_PLAN, Act.APPROVE_PLAN}),
    frozenset({Act.SET_BASELINE, Act.CHECK_BASELINE}),
    frozenset({Act.PROPOSE_BUDGET_RULE, Act.DECIDE_BUDGET_RULE}),
    frozenset({Act.HOLD_ROLE, Act.ASK_FOR_ROLE}),
    frozenset({Act.HOLD_ROLE, Act.CONFIRM_ROLE}),
    frozenset({Act.ASK_FOR_ROLE, Act.CONFIRM_ROLE}),
)


@dataclass(frozen=True)
class RoleSpec:
    """One row of the table.

    `words`: the role in a sentence. `kinds`: the kinds of organisation that may have it. `can`: its capabilities.
    `opens_people`: row-level security opens the organisation's people to it. `confirmed`: a second administrator
    confirms it before it is in force (docs/adr/0020). `waits`: the kinds of task that Today shows it. `nav`,
    `shortcuts`: names of URLs. `never_with`: the roles that the same user may never have as well, in either order.
    """

    words: str
    kinds: frozenset[str] = frozenset()
    can: frozenset[Capability] = frozenset()
    opens_people: bool = False
    confirmed: bool = False
    waits: frozenset[str] = frozenset()
    nav: frozenset[str] = frozenset()
    shortcuts: frozenset[str] = frozenset()
    never_with: frozenset[Role] = frozenset()


def _spec(
    words: str,
    kinds: str = "",
    *,
    can: str = "",
    waits: str = "",
    nav: str = "",
    shortcuts: str = "",
    never_with: Collection[Role] = (),
    opens_people: bool = False,
    confirmed: bool = False,
) -> RoleSpec:
    """Return a row whose sets are given as words separated by spaces. Raises ValueError for an unknown capability."""
    return RoleSpec(
        words,
        frozenset(kinds.split()),
        frozenset(map(Capability, can.split())),
        opens_people,
        confirmed,
        frozenset(waits.split()),
        frozenset(nav.split()),
        frozenset(shortcuts.split()),
        frozenset(never_with),
    )


ROLES: Mapping[Role, RoleSpec] = MappingProxyType({
    Role.ADMINISTRATOR: _spec(
        "an administrator", "council network", confirmed=True,
        can="administer read_delegations read_rates change_rates count_stages",
        waits="role_to_confirm",
        shortcuts="teams:teams reference:rates accounts:delegations accounts:members accounts:memberships_to_confirm "
        "exchange:connections directory:feed_imports",
    ),
    Role.SOCIAL_WORKER: _spec(
        "a social worker", "council", opens_people=True, confirmed=True,
        can="keep_record decide record_consent answer_requests reassign see_people raise_about see_pathway know_person "
        "read_record read_notes change_record change_nhs_number plan_with have_caseload read_plan see_board "
        "arrange_for_council see_teams_work watch_introductions see_rates_of_introduction work_in_team "
        "read_delegations read_rates see_baseline",
        waits="referred assessing eligible not_eligible budgeted handover_offered self_planning council_planning "
        "plan_submitted approved brokering in_review suspended review day_91 direct_payment sharing_stopped "
        "helper_leaving letter_or_call request team_look exchange_row price",
        nav="front:people handovers:introduction_queue",
        shortcuts="referrals:contacts people:duplicates referrals:find_person front:caseload front:work teams:teams "
        "accounts:duty_rota accounts:arrange_cover brokerage:board brokerage:lines_to_find reviews:largest_costs "
        "handovers:introduction_queue outbox:messages assessments:short_terms assessments:trusted_assessors "
        "assessments:carer_assessments reference:rates accounts:delegations exchange:records",
        never_with=(Role.SUPPORT_PLANNER, Role.FINANCE, Role.INVESTOR),
    ),
    Role.TEAM_MANAGER: _spec(
        "a team manager", "council", opens_people=True, confirmed=True,
        can="reassign see_people raise_about see_pathway know_person manage_caseloads "
        "watch_introductions see_rates_of_introduction read_rates count_stages",
        nav="front:people handovers:introduction_queue",
        shortcuts="front:caseload handovers:introduction_queue reference:rates",
        never_with=(Role.SUPPORT_PLANNER, Role.NETWORK_MANAGER, Role.FINANCE, Role.INVESTOR, Role.PROVIDER),
    ),
    Role.HANDOVER_CHAMPION: _spec(
        "a handover champion", "council", opens_people=True, confirmed=True,
        can="answer_requests see_people raise_about see_pathway know_person read_record read_notes change_nhs_number "
        "see_teams_work watch_introductions see_rates_of_introduction coach work_in_team read_rates count_stages",
        waits="budgeted request",
        nav="front:people handovers:introduction_queue",
        shortcuts="referrals:contacts referrals:find_person front:work teams:teams accounts:duty_rota "
        "handovers:introduction_queue handovers:coaching_notes",
    ),
    Role.SAFEGUARDING_LEAD: _spec(
        "a safeguarding lead", "council", opens_people=True, confirmed=True,
        can="see_people raise_about know_person read_notes deal_with_concerns read_rates",
        nav="front:people",
        shortcuts="concerns:concern_queue",
    ),
    Role.BROKER: _spec(
        "a broker", "council", opens_people=True, confirmed=True,
        can="arrange_for_council read_rates",
        waits="approved brokering helper_leaving",
        shortcuts="brokerage:board reference:rates",
        never_with=(Role.SUPPORT_PLANNER, Role.NETWORK_MANAGER, Role.FINANCE, Role.INVESTOR, Role.PROVIDER),
    ),
    Role.SUPPORT_PLANNER: _spec(
        "a support planner", "network", opens_people=True, confirmed=True,
        can="keep_record see_people raise_about see_pathway know_person read_record read_notes change_record plan_with "
        "have_caseload plan_for_network answer_for_network read_plan see_board see_teams_work work_in_team",
        waits="handover_sent planning approved brokering suspended helper_leaving letter_or_call team_look",
        nav="front:people",
        shortcuts="front:caseload front:work teams:teams accounts:arrange_cover brokerage:board "
        "brokerage:lines_to_find outbox:messages directory:search",
        never_with=(Role.SOCIAL_WORKER, Role.INVESTOR),
    ),
    Role.VOLUNTEER_DEVELOPER: _spec(
        "a volunteer developer", "network", opens_people=True, confirmed=True,
        can="see_people raise_about know_person grow_volunteers",
        nav="front:people",
        shortcuts="places:wards directory:search",
    ),
    Role.NETWORK_MANAGER: _spec(
        "a network manager", "network", opens_people=True, confirmed=True,
        can="see_people raise_about see_pathway know_person read_record read_notes answer_for_network manage_network "
        "read_plan see_board see_teams_work work_in_team count_stages",
        waits="handover_sent role_to_confirm",
        nav="front:people",
        shortcuts="front:work teams:teams brokerage:board brokerage:lines_to_find handovers:capacity "
        "accounts:memberships_to_confirm places:wards",
    ),
    Role.COMMISSIONER: _spec(
        "a commissioner", "council",
        can="see_rates_of_introduction look_after_money see_baseline read_rates count_stages",
        nav="dividends:savings",
        shortcuts="dividends:savings budgets:allocation_versions budgets:baseline_checks reference:rates places:wards",
    ),
    Role.FINANCE: _spec(
        "the finance team", "council",
        can="look_after_money see_baseline read_rates change_rates count_stages",
        nav="dividends:savings",
        shortcuts="dividends:savings budgets:allocation_versions budgets:baseline_checks reference:rates",
        never_with=(Role.SOCIAL_WORKER,),
    ),
    Role.INVESTOR: _spec(
        "an investor", "intermediary investor", can="invest", nav="dividends:savings", shortcuts="dividends:savings",
        never_with=(Role.SOCIAL_WORKER, Role.SUPPORT_PLANNER),
    ),
    Role.PROVIDER: _spec(
        "a provider", "provider community_group", opens_people=True, confirmed=True,
        can="see_people raise_about give_support", nav="front:people", shortcuts="brokerage:board",
    ),
    Role.CLINICIAN: _spec(  # neighbourhood teams: docs/rules/systems.md 20
        "a GP, nurse or therapist", "health", opens_people=True, confirmed=True,
        can="raise_about work_in_team treat", waits="team_look", shortcuts="teams:teams",
    ),
    Role.PERSON: _spec(
        "the person", can="see_pathway know_person read_record change_record read_plan",
        waits="handover_offered self_planning approved brokering", nav="front:people",
    ),
    Role.EXCHANGE: _spec("another system", opens_people=True, can="change_nhs_number send_records"),
    Role.JOB: _spec("a job", opens_people=True, can="send_messages"),
})  # fmt: skip

# The roles that a membership may have, in the order in which they are offered.
GIVEN_ROLES = tuple(role for role, spec in ROLES.items() if spec.kinds)
ROLES_THAT_OPEN_RECORDS = frozenset(role for role, spec in ROLES.items() if spec.opens_people)


@cache
def roles_that(*capabilities: Capability) -> frozenset[Role]:
    """Return the roles that have any of these capabilities."""
    return frozenset(role for role, spec in ROLES.items() if spec.can.intersection(capabilities))


@cache
def roles_for(kind_of_home: str, duty: Capability) -> frozenset[Role]:
    """Return the roles that have this duty towards a person whose home is of this kind; empty where none has."""
    return frozenset(role for role in roles_that(duty) if kind_of_home in ROLES[role].kinds)


@cache
def roles_shown(wait: str) -> frozenset[Role]:
    """Return the roles to which Today shows this kind of task."""
    return frozenset(role for role, spec in ROLES.items() if wait in spec.waits)


@cache
def roles_in_kind(kind: str) -> frozenset[Role]:
    """Return the roles that an organisation of this kind may have; empty for an unknown kind."""
    return frozenset(role for role, spec in ROLES.items() if kind in spec.kinds)


def never_with(role: str, held: Collection[str]) -> str:
    """Return the first of `held`, by code, that the same user may not have together with this role, or ''."""
    excluded = ROLES[Role(role)].never_with
    return next((other for other in sorted(held) if other in excluded or role in ROLES[Role(other)].never_with), "")


def may_do_too(act: Act, user_id: int | None, done: Mapping[Act, Collection[int | None]]) -> bool:
    """Return whether this user did no act in the same case that excludes this one.

    done: for each act of the case so far, the ids of the users who did it.
    """
    return not any(user_id in users for other, users in done.items() if frozenset({act, other}) in SEPARATE_ACTS)
