"""What somebody had typed when their sign-in ran out: kept for a day, and only they can read it.

The table of sessions is not behind row-level security, and its rows outlive the page. So the words are locked with a
key that stands nowhere but in a cookie of the browser that was signed in; for anybody else nothing is kept.
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
KEPT_SECONDS = 24 * 3600
LARGEST = 200_000  # characters of a form
IN_SESSION = "typed"


def give_key(request: HttpRequest, response: HttpResponse, user_id: int) -> None:
    """At sign-in. Somebody who signs in again keeps their key, and what it locks; the next person gets another."""
    holder, key = _key_in(request)
    if holder != user_id:
        key = Fernet.generate_key().decode()
    response.set_signed_cookie(
        COOKIE, f"{user_id}:{key}", salt=SALT, max_age=_lasts(), httponly=True, samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )  # fmt: skip


def forget_key(response: HttpResponse) -> None:
    """At signing out: whoever signs out has nothing unfinished, and may be leaving a computer to somebody else."""
    response.delete_cookie(COOKIE, samesite="Lax")


def keep(request: HttpRequest, fields: list[tuple[str, str]], at: datetime) -> None:
    """Keep a form, where this browser was signed in and the form is not huge; else nothing."""
    _, key = _key_in(request)
    if not key or sum(len(value) for _, value in fields) > LARGEST:
        return
    words = zlib.compress(json.dumps({"path": request.get_full_path(), "fields": fields}).encode())
    request.session[IN_SESSION] = Fernet(key).encrypt_at_time(words, int(at.timestamp())).decode()
    request.session.set_expiry(KEPT_SECONDS)


def waits(request: HttpRequest) -> bool:
    """Something is kept for whoever signs in again here."""
    return IN_SESSION in request.session


def carry_over(request: HttpRequest, user_id: int) -> str:
    """Before a sign-in: what is kept for this user, still locked; empty for anybody else. It leaves the old session."""
    locked = request.session.pop(IN_SESSION, "")
    request.session.set_expiry(None)
    return locked if isinstance(locked, str) and _key_in(request)[0] == user_id else ""


def put_back(request: HttpRequest, locked: str) -> None:
    """After a sign-in: into the session there is now."""
    if locked:
        request.session[IN_SESSION] = locked


def take(request: HttpRequest, at: datetime) -> dict[str, Any] | None:
    """The form that was kept, once: its `path`, and its `fields` as pairs. None: nothing, too old, or not theirs."""
    locked, (holder, key) = request.session.pop(IN_SESSION, ""), _key_in(request)
    if not locked or not key or holder != request.user.pk:  # type: ignore[union-attr]
        return None
    try:
        words = Fernet(key).decrypt_at_time(locked.encode(), KEPT_SECONDS, int(at.timestamp()))
    except InvalidToken:
        return None
    found: dict[str, Any] = json.loads(zlib.decompress(words))
    return found


def _lasts() -> int:
    return int(settings.SESSION_COOKIE_AGE) + KEPT_SECONDS


def _key_in(request: HttpRequest) -> tuple[int | None, str]:
    """Whose key this browser holds, and the key; (None, "") where there is none, or one that we did not give."""
    told = request.get_signed_cookie(COOKIE, default="", salt=SALT, max_age=_lasts()) or ""
    holder, _, key = told.partition(":")
    return (int(holder), key) if holder.isdecimal() and key else (None, "")
