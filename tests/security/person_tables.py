"""Every table of the database is about a person, or is listed here with why it names nobody."""

from django.db import connection

# Tables about a person whose column for it has another name.
PERSON_COLUMN = {
    "people_person": "id",
    "people_personhistory": "pgh_obj_id",
    "people_duplicatecandidate": "first_id",
    "audit_listedpeople": "people[1]",  # everybody a list named
}

# Tables about nobody. A new table is about a person (`person_id`, AboutPerson, rls.protect) or goes in here.
ABOUT_NOBODY = {
    "who works where, and signing in": {
        "accounts_cover",
        "accounts_delegation",
        "accounts_duty",
        "accounts_organisation",
        "accounts_team",
        "accounts_teampartner",
        "accounts_user",
        "accounts_membership",
        "accounts_passwordreset",
        "axes_accessattempt",
        "axes_accessattemptexpiration",
        "axes_accessfailurelog",
        "axes_accesslog",
    },
    "whoever holds the cookie: what was typed when a sign-in ran out waits here (config/middleware.py)": {
        "django_session",
    },
    "a form's token, who sent it and where it led: an address holds ids, never names": {"shared_submittedform"},
    "how often was sent from where: digests of addresses, forgotten after a day": {"shared_ratecount"},
    "asked for before there is a person: closed to all but the council (test_row_level.py)": {
        "referrals_requestdraft",
        "referrals_contactstep",
        "exchange_inboundrecordstep",
    },
    "which systems a council connected, and digests of their keys": {"exchange_connection"},
    "which scales the council may use": {"outcomes_licence"},
    "the council's figures and lists": {
        "reference_bankholiday",
        "reference_code",
        "reference_rate",
        "reference_verification",
    },
    "whose assessments a council accepts: they are at work, like its own staff": {"assessments_trustedassessor"},
    "the budget rule and who agreed to it: figures, and people at work": {
        "budgets_allocationversion",
        "budgets_allocationdecision",
    },
    "what networks say of their own room, and notes about practice, for people at work": {
        "handovers_networkcapacity",
        "handovers_coachingnote",
    },
    "places": {"places_postcode", "places_servedarea", "places_ward"},
    "services anybody may read about; their contacts are published": {
        "directory_contact",
        "directory_feedimport",
        "directory_feedissue",
        "directory_location",
        "directory_schedule",
        "directory_service",
        "directory_serviceorganisation",
        "directory_servicetag",
        "directory_synonymgroup",
        "directory_tag",
    },
    "Django's own; its permissions are not used": {
        "auth_group",
        "auth_group_permissions",
        "auth_permission",
        "django_content_type",
        "django_migrations",
    },
    "the queue: jobs carry ids, never names": {
        "procrastinate_events",
        "procrastinate_jobs",
        "procrastinate_periodic_defers",
        "procrastinate_workers",
    },
    "pghistory's context, which we switch off (context_field=None): always empty": {"pghistory_context"},
}

TABLES = """
select c.relname, exists (select 1 from pg_attribute a
  where a.attrelid = c.oid and a.attname = 'person_id' and not a.attisdropped)
from pg_class c
where c.relkind in ('r', 'p', 'v', 'm', 'f')
  -- A view that reads with the eyes of whoever asks shows no row that its tables would not.
  and not (c.relkind = 'v' and coalesce(c.reloptions, '{}') @> '{security_invoker=true}')
  and c.relnamespace::regnamespace::text !~ '^(pg_|information_schema$)' order by 1
"""


def rows(sql: str, *values: object) -> list[tuple]:
    """Run a raw query as the current viewer."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()


def value(sql: str, *values: object) -> object:
    ((found,),) = rows(sql, *values)
    return found


def all_tables() -> dict[str, bool]:
    """Return every table and view of ours, and whether it has a column person_id."""
    return dict(rows(TABLES))


def about_people() -> dict[str, str]:
    """Return the tables about a person, with the column that holds their id."""
    with_person_id = {table: "person_id" for table, has in all_tables().items() if has}
    return {**with_person_id, **PERSON_COLUMN}


def listed_as_nobody() -> set[str]:
    return {table for tables in ABOUT_NOBODY.values() for table in tables}
