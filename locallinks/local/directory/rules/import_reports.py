"""Headings for every kind of issue found in a feed, and the order of a report."""

from locallinks.local.directory.choices import IssueKind

ISSUE_HEADINGS = {
    # left out
    "not_a_service": "Not a service",
    "no_id": "No id",
    "no_name": "No name",
    "no_organisation": "Nobody named to run it",
    "not_public": "Marked internal or archived",
    "refuge": "Marked as a refuge",
    "repeated_id": "Id comes twice; the later entry was loaded",
    # put right
    "html": "Web-page code turned into plain text",
    "id_form": "Id is not a UUID; ours stands beside it",
    "organisation_id": "Organisation without an id",
    "name_spaces": "Stray spaces in the name",
    "tag_spaces": "Tags that differ only in spaces",
    "age": "Ages that are not ages",
    "phone_words": "Words in the phone number",
    "url_written": "Web address written incompletely",
    "url_placeholder": "Made-up web address",
    "url_unusable": "Web address nobody could follow",
    "email_written": "Email address written untidily",
    "email_placeholder": "Made-up email address",
    "email_unusable": "Email address nobody could write to",
    "postcode": "Not a postcode",
    "coordinates": "Point on the map that is wrong",
    "schedule": "Day that cannot be read",
    "status": "Unknown status, read as not running",
    "assured_date": "Date of last check that cannot be right",
    "too_long": "Text too long",
    # to be looked at
    "checked_long_ago": "Not checked for more than a year",
    "never_checked": "No date of last check",
    "no_description": "No description",
    "same_name": "Same name as another service",
    "mentions_refuge": "Its description speaks of a refuge",
}


def by_heading(counts: dict[str, dict[str, int]]) -> list[tuple[str, str, str, int]]:
    """Return (kind, code, heading, services) for a report, by kind, the most common first in each."""
    rows: list[tuple[str, str, str, int]] = []
    for kind in IssueKind:
        services = counts.get(kind, {})
        rows += [
            (kind, code, ISSUE_HEADINGS[code], services[code])
            for code in sorted(services, key=lambda code: (-services[code], code))
        ]
    return rows
