"""A form that was sent after the session expired: stored for a day, encrypted, and given back after signing in.

The session table is not behind row-level security and its rows outlive the page. So the form is encrypted with a key
that exists only in a cookie of the browser that was signed in. Nothing is stored for a browser without that cookie.
"""

import json
import zlib
from datetime import datetime
from typing import Any

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.http import HttpRequest, HttpResponse

COOKIE = "words_key"
SALT = "locallinks.words-key"
STORED_SECONDS = 24 * 3600
MAX_CHARACTERS = 200_000  # characters of a form
SESSION_KEY = "typed"


def set_key_cookie(request: HttpRequest, response: HttpResponse, user_id: int) -> None:
    """Set the key's cookie at sign-in. The same user keeps their key; another user of the browser gets a new one."""
    holder, key = _key_in(request)
    if holder != user_id:
        key = Fernet.generate_key().decode()
    response.set_signed_cookie(
        COOKIE,
        f"{user_id}:{key}",
        salt=SALT,
        max_age=_max_age(),
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )


def delete_key_cookie(response: HttpResponse) -> None:
    """Delete the key at sign-out: the user has nothing unfinished, and somebody else may use the computer next."""
    response.delete_cookie(COOKIE, samesite="Lax")


def store_form(request: HttpRequest, fields: list[tuple[str, str]], at: datetime) -> None:
    """Store a form in the session, if the browser has a key and the form is not too large."""
    _, key = _key_in(request)
    if not key or sum(len(value) for _, value in fields) > MAX_CHARACTERS:
        return
    words = zlib.compress(json.dumps({"path": request.get_full_path(), "fields": fields}).encode())
    request.session[SESSION_KEY] = Fernet(key).encrypt_at_time(words, int(at.timestamp())).decode()
    request.session.set_expiry(STORED_SECONDS)


def has_stored_form(request: HttpRequest) -> bool:
    """Return whether a form is stored in this session."""
    return SESSION_KEY in request.session


def take_encrypted_form(request: HttpRequest, user_id: int) -> str:
    """Take the form, still encrypted, out of the session before a sign-in; "" where it is another user's."""
    locked = request.session.pop(SESSION_KEY, "")
    request.session.set_expiry(None)
    return locked if isinstance(locked, str) and _key_in(request)[0] == user_id else ""


def restore_encrypted_form(request: HttpRequest, locked: str) -> None:
    """Put the encrypted form into the new session after a sign-in."""
    if locked:
        request.session[SESSION_KEY] = locked


def take_form(request: HttpRequest, at: datetime) -> dict[str, Any] | None:
    """Remove the stored form and return its `path` and its `fields` as pairs.

    Returns None where there is none, it is too old, or it belongs to another user.
    """
    locked, (holder, key) = request.session.pop(SESSION_KEY, ""), _key_in(request)
    if not locked or not key or holder != request.user.pk:  # type: ignore[union-attr]
        return None
    try:
        words = Fernet(key).decrypt_at_time(locked.encode(), STORED_SECONDS, int(at.timestamp()))
    except InvalidToken:
        return None
    form: dict[str, Any] = json.loads(zlib.decompress(words))
    return form


def _max_age() -> int:
    return int(settings.SESSION_COOKIE_AGE) + STORED_SECONDS


def _key_in(request: HttpRequest) -> tuple[int | None, str]:
    """Return the user's id and key in the browser's cookie; (None, "") where there is none that we signed."""
    cookie = request.get_signed_cookie(COOKIE, default="", salt=SALT, max_age=_max_age()) or ""
    holder, _, key = cookie.partition(":")
    return (int(holder), key) if holder.isdecimal() and key else (None, "")
