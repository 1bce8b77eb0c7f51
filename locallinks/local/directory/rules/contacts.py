"""Web addresses, email addresses and phone numbers as feeds write them: usable, mended or dropped with a reason."""

import re
from typing import Any

from locallinks.foundation.ui.rules import normalise_phone
from locallinks.local.directory.rules.clean_data import ContactPoint, IssueLog
from locallinks.local.directory.rules.html_to_text import clean_line

PLACEHOLDER_HOSTS = re.compile(r"(^|\.)(example\.(com|org|net)|localhost|invalid|test)$", re.IGNORECASE)
# fmt: off
PLACEHOLDER_WORDS = frozenset({
    "n/a", "na", "none", "no", "nil", "tbc", "tba", "unknown", "not known", "-", ".", "http://", "https://", "x",
})
# fmt: on
WEB = re.compile(
    r"https?://(?:[^\s/@?#]+@)?(?P<host>[^\s/:?#]+\.[^\s/:?#.]{2,}|\[[0-9a-f:]+\])(?:[:/?#]\S*)?", re.IGNORECASE
)
HOST_FIRST = re.compile(r"(?:[\w-]+\.)+[a-zA-Z]{2,}(?:[/?#:]\S*)?")
EMAIL = re.compile(r"[^@\s,;<>()\"]+@(?P<host>[^@\s,;<>()\"]+\.[^@\s,;<>()\".]{2,})")
NUMBER = re.compile(r"\+?\(?\d[\d\s().-]{6,18}\d")
SHORT_NUMBER = re.compile(r"\d(?:\s?\d){2,6}")


def web_address(value: Any, field: str, notes: IssueLog) -> str:
    """Return a URL that can be followed, or an empty string."""
    text = clean_line(value, 500)
    if not text:
        return ""
    if text.lower() in PLACEHOLDER_WORDS:
        notes.mended("url_placeholder", field, f"The web address was “{text}”.", "It was left out.")
        return ""
    mended = _with_scheme(text)
    match = WEB.fullmatch(mended)
    if not match or len(mended) > 500:
        notes.mended(
            "url_unusable",
            field,
            f"“{text}” is not a web address.",
            "It was left out. Ask the publisher for the address.",
        )
        return ""
    if PLACEHOLDER_HOSTS.search(match["host"]):
        notes.mended("url_placeholder", field, f"“{text}” is a made-up web address.", "It was left out.")
        return ""
    if mended != text:
        notes.mended("url_written", field, f"The web address was written “{text}”.", f"It was read as {mended}")
    return mended


def _with_scheme(text: str) -> str:
    """Return the URL that "www.a.org", "http:www.a.org" or "https:/a.org" means."""
    broken = re.fullmatch(r"(https?)[:;]?/{0,3}(?P<rest>[^/\s].*)", text, re.IGNORECASE)
    if broken and not re.match(r"https?://", text, re.IGNORECASE):
        return f"{broken[1].lower()}://{broken['rest']}" if HOST_FIRST.fullmatch(broken["rest"]) else text
    return f"https://{text}" if HOST_FIRST.fullmatch(text) else text


def email_address(value: Any, field: str, notes: IssueLog) -> str:
    """Return the first email address that looks real, or an empty string."""
    text = clean_line(value, 500)
    if not text:
        return ""
    addresses = [match for match in EMAIL.finditer(text) if len(match[0]) <= 254]
    real = [
        match
        for match in addresses
        if not PLACEHOLDER_HOSTS.search(match["host"]) and "noemail" not in match[0].lower()
    ]
    if not real:
        if addresses or text.lower() in PLACEHOLDER_WORDS:
            notes.mended("email_placeholder", field, f"“{text}” is a made-up email address.", "It was left out.")
        else:
            notes.mended(
                "email_unusable",
                field,
                f"“{text}” is not an email address.",
                "It was left out. Ask the publisher for it.",
            )
        return ""
    chosen = real[0][0]
    if chosen != (value if isinstance(value, str) else text):
        rest = "; the others were left out" if len(addresses) > 1 else ""
        notes.mended(
            "email_written", field, f"The email address was written “{text}”.", f"It was read as {chosen}{rest}."
        )
    return chosen


def read_phone_number(value: Any, field: str, notes: IssueLog) -> tuple[str, str]:
    """Return a phone number and the words around it. A number that is not valid (116 123) stays as written."""
    text = clean_line(value, 200)
    if not text or text.lower() in PLACEHOLDER_WORDS:
        return "", ""
    match = NUMBER.search(text) or SHORT_NUMBER.fullmatch(text)
    if not match:
        notes.mended("phone_words", field, f"The phone number is words: “{text}”.", "The words were kept as a note.")
        return "", text
    number = normalise_phone(match[0]) or " ".join(match[0].replace("-", " ").split())
    words = " ".join((text[: match.start()] + " " + text[match.end() :]).split()).strip(" ,;:-–()./")
    if words:
        notes.mended(
            "phone_words",
            field,
            f"The phone number held words: “{text}”.",
            f"The number is {number}; the words were kept as a note.",
        )
    return number, words[:200]


def contact_points(entry: dict[str, Any], notes: IssueLog) -> tuple[ContactPoint, ...]:
    """Return the contacts that the entry names, without those who keep the record."""
    points: list[ContactPoint] = []
    for contact in _dicts(entry.get("contacts")):
        phones = [
            number
            for number in (
                read_phone_number(phone.get("number"), "contacts.phones", notes)
                for phone in _dicts(contact.get("phones"))
            )
            if any(number)
        ]
        number, words = phones[0] if phones else ("", "")
        email = email_address(contact.get("email"), "contacts.email", notes)
        point = ContactPoint(clean_line(contact.get("name")), clean_line(contact.get("title")), email, number, words)
        if any(vars(point).values()) and point not in points:
            points.append(point)
        points += [ContactPoint(point.name, point.title, "", *more) for more in phones[1:]]
    return tuple(points[:20])


def first_phone(entry: dict[str, Any], contacts: tuple[ContactPoint, ...], notes: IssueLog) -> tuple[str, str]:
    """Return the phone number to show first: the service's own, a contact's or the organisation's."""
    organisation = entry.get("organization")
    listed = [*_dicts(entry.get("phones")), {"number": entry.get("phone") or entry.get("telephone")}]
    own = [read_phone_number(phone.get("number"), "phones", notes) for phone in listed]
    own += [(contact.phone, contact.phone_note) for contact in contacts]
    for phone in _dicts(organisation.get("phones")) if isinstance(organisation, dict) else ():
        own.append(read_phone_number(phone.get("number"), "organization.phones", notes))
    return next((number for number in own if number[0]), next((number for number in own if number[1]), ("", "")))


def _dicts(value: Any) -> list[dict[str, Any]]:
    return [item for item in value[:50] if isinstance(item, dict)] if isinstance(value, list) else []
