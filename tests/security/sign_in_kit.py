"""Signing in and out, for tests of it."""

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.contrib.sessions.models import Session
from django.http import HttpResponse
from django.test import Client

SIGN_IN = "/sign-in/"
WORKER = "social_worker@demo.example"
PASSWORD = "a-good-life-nearby"
HASHED = make_password(PASSWORD)  # slow on purpose: once is enough
TRIES = settings.AXES_FAILURE_LIMIT


def sign_in(
    client: Client, email: str = "social_worker@demo.example", password: str = PASSWORD, to: str = ""
) -> HttpResponse:
    return client.post(f"{SIGN_IN}?next={to}" if to else SIGN_IN, {"email": email, "password": password})


def is_signed_in(client: Client) -> bool:
    return client.get("/accounts/password/").status_code == 200


def lose_the_session() -> None:
    Session.objects.all().delete()
