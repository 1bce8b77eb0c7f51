"""Giving roles and passwords: findings H4, M5, M11, L3 and L6 (docs/findings.md), through the pages.

Source: docs/rules/local-links.md 2 (actors and permissions); docs/adr/0020.
"""

import re
import uuid
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import Client

from locallinks.foundation.accounts.models import Membership, PasswordReset, User
from locallinks.foundation.accounts.queries import membership_code
from locallinks.foundation.accounts.rules import GIVEN_PASSWORD_DAYS
from locallinks.foundation.shared import clock
from locallinks.foundation.shared.roles import Role
from tests.kit import City, make_person
from tests.security.world_base import World, own_transaction

PASSWORD = "a-good-life-nearby"
ADD = "/accounts/add/"


@pytest.fixture
def town(world: World) -> Iterator[City]:
    """The city, for one test, whose changes are rolled back."""
    city, everybody = world.city, dict(world.city.users)
    with own_transaction():
        yield city
    city.users = everybody
    for user in everybody.values():
        user.refresh_from_db()


def text(response: HttpResponse) -> str:
    return response.content.decode()


def post(client: Client, page: str, /, **data: Any) -> HttpResponse:
    return client.post(page, {"submission": str(uuid.uuid4()), **data})


def day(name: str) -> dict[str, str]:
    today = clock.today()
    return {f"{name}-day": str(today.day), f"{name}-month": str(today.month), f"{name}-year": str(today.year)}


def ask(city: City, by: str, email: str, role: str, name: str = "Nell Poole", limit: str = "") -> HttpResponse:
    """An administrator adds a user, on the page."""
    sent = {"name": name, "email": email, "role": role, "approval_limit_pence": limit, **day("starts_on")}
    return post(city.client(by), ADD, **sent)


def asked(email: str, role: str) -> Membership:
    return Membership.objects.filter(user__email=email, role=role).latest("pk")


def give(city: City, by: str, membership: Membership) -> str:
    """Return the password that the page shows to an administrator."""
    page = f"/accounts/{membership.pk}/password/"
    client = city.client(by)
    response = post(client, page)
    shown = text(client.get(page)) if response.status_code == 303 else text(response)
    return re.search(r"<strong>([a-z-]{24})</strong>", shown)[1]  # type: ignore[index]


def signed_in(email: str, password: str) -> Client:
    client = Client()
    client.post("/sign-in/", {"email": email, "password": password})
    return client


def as_them(city: City, email: str) -> Client:
    client = Client()
    client.force_login(User.objects.get(email=email), backend="django.contrib.auth.backends.ModelBackend")
    return client


def answer(client: Client, yes: bool = True) -> HttpResponse:
    """Answer the role that was offered, on its page."""
    found = re.search(r'name="membership" id="[^"]*" value="(\d+)"', text(client.get("/accounts/asked/")))
    code = membership_code(Membership(pk=int(found[1]))) if found else ""
    sent = {"membership": found[1] if found else "", "answer": "yes" if yes else "no", "code": code}
    return post(client, "/accounts/asked/", **sent)


def confirm(city: City, by: str, membership: Membership, reason: str = "", yes: bool = True) -> HttpResponse:
    sent = {"answer": "yes" if yes else "no", "reason": reason}
    return post(city.client(by), f"/accounts/{membership.pk}/confirm/", **sent)


def without_tokens(page: str) -> str:
    return re.sub(r'name="(csrfmiddlewaretoken|submission)" value="[^"]*"', "", page)


# ------------------------------------------------------------------------------- an administrator becomes anybody (M5)


def test_m5_nobody_gives_a_role_to_themselves(town: City) -> None:
    me = town.users["administrator"]
    response = ask(town, "administrator", f" {me.email.upper()}", "social_worker", limit="999999")
    assert response.status_code == 422
    assert "You cannot give yourself a role" in text(response)
    assert not Membership.objects.filter(user=me, role=Role.SOCIAL_WORKER).exists()


def test_m5_a_yes_needs_the_code_that_whoever_asked_tells_them(town: City) -> None:
    """An account that somebody else made with a new worker's email address does not get that worker's role."""
    ask(town, "administrator", "nell@demo.example", "social_worker")
    membership, nell = asked("nell@demo.example", "social_worker"), as_them(town, "nell@demo.example")
    code = membership_code(membership)
    assert code not in text(nell.get("/accounts/asked/"))
    for wrong in ("", "tabe-moki-rudo", membership_code(Membership(pk=membership.pk + 1))):
        refused = post(nell, "/accounts/asked/", membership=membership.pk, answer="yes", code=wrong)
        assert (refused.status_code, "Enter the code that" in text(refused)) == (422, True)
    membership.refresh_from_db()
    assert membership.accepted_at is None
    assert code in text(town.client("administrator").get("/accounts/")), "found again by whoever asked"
    assert code in text(town.client("administrator").get(f"/accounts/{membership.pk}/password/"))
    sent = {"membership": membership.pk, "answer": "yes", "code": f" {code.upper().replace('-', ' ')} "}
    assert post(nell, "/accounts/asked/", **sent).status_code == 303
    assert code not in text(town.client("administrator").get("/accounts/"))


@pytest.mark.parametrize(("role", "limit"), [("social_worker", ""), ("social_worker", "500"), ("administrator", "")])
def test_m5_a_role_that_opens_or_approves_waits_for_a_second_administrator(town: City, role: str, limit: str) -> None:
    person = make_person(town)
    ask(town, "administrator", "nell@demo.example", role, limit=limit)
    membership, nell = asked("nell@demo.example", role), as_them(town, "nell@demo.example")
    opened = f"/people/{person.pk}/" if role == Role.SOCIAL_WORKER else "/accounts/"
    answer(nell)
    assert nell.get(opened).status_code == 403, "nobody has confirmed it"
    assert confirm(town, "administrator", membership).status_code == 403, "nor may who asked"
    assert confirm(town, "administrator2", membership).status_code == 303
    assert nell.get(opened).status_code == 200


def test_m5_the_second_administrator_may_say_no_with_a_reason(town: City) -> None:
    person = make_person(town)
    ask(town, "administrator", "nell@demo.example", "social_worker")
    membership, nell = asked("nell@demo.example", "social_worker"), as_them(town, "nell@demo.example")
    answer(nell)
    assert "Nell Poole" in text(town.client("administrator2").get("/"))
    without = confirm(town, "administrator2", membership, yes=False)
    assert (without.status_code, "Say why not" in text(without)) == (422, True)
    assert confirm(town, "administrator2", membership, "Nobody knows her here", yes=False).status_code == 303
    assert nell.get(f"/people/{person.pk}/").status_code == 403
    assert "Nobody knows her here" in text(town.client("administrator").get("/accounts/"))


def test_m5_who_asked_cannot_confirm_by_the_second_administrators_password(town: City) -> None:
    """Otherwise one administrator could act as both."""
    ask(town, "administrator", "nell@demo.example", "social_worker")
    membership = asked("nell@demo.example", "social_worker")
    second = Membership.objects.get(user=town.users["administrator2"])
    given = give(town, "administrator", second)
    email = town.users["administrator2"].email
    client = signed_in(email, given)
    post(client, "/accounts/password/", old=given, new="quite-another-one")
    assert client.get("/accounts/").status_code == 200, "they are in"
    response = post(client, f"/accounts/{membership.pk}/confirm/", answer="yes", reason="")
    assert response.status_code == 403
    membership.refresh_from_db()
    assert membership.confirmed_at is None


def test_m5_nor_does_who_gave_the_asker_a_password_confirm_what_is_asked(town: City) -> None:
    """The reverse: give the second a password, ask as the second, and confirm as the first."""
    second = Membership.objects.get(user=town.users["administrator2"])
    given = give(town, "administrator", second)
    client = signed_in(town.users["administrator2"].email, given)
    post(client, "/accounts/password/", old=given, new="quite-another-one")
    sent = {"name": "Nell Poole", "email": "nell@demo.example", "role": "social_worker", **day("starts_on")}
    response = post(client, ADD, **sent)
    assert response.status_code == 422, "nobody is left who could confirm it"
    assert not Membership.objects.filter(user__email="nell@demo.example").exists()


def test_m5_a_given_password_is_changed_before_anything_else(town: City) -> None:
    worker = Membership.objects.get(user=town.users["social_worker2"])
    email, given = town.users["social_worker2"].email, give(town, "administrator", worker)
    client = signed_in(email, given)
    for page in ("/", "/people/", "/about/"):
        assert client.get(page)["Location"] == "/accounts/password/", page
    assert client.get("/sign-out/").status_code == 200
    same = post(client, "/accounts/password/", old=given, new=given)
    assert (same.status_code, "Choose another" in text(same)) == (422, True)
    assert post(client, "/accounts/password/", old=given, new="quite-another-one").status_code == 303
    assert client.get("/people/").status_code == 200


def test_m5_whoever_got_a_password_is_told_who_set_it_until_they_have_read_it(town: City) -> None:
    worker = Membership.objects.get(user=town.users["social_worker2"])
    email, given = town.users["social_worker2"].email, give(town, "administrator", worker)
    client = signed_in(email, given)
    words = "Your password was set by Ada Pell of Aireborough Council on"
    assert words in text(client.get("/accounts/password/"))
    post(client, "/accounts/password/", old=given, new="quite-another-one")
    for page in ("/", "/accounts/you/"):
        assert words in text(client.get(page)), page
    assert "tell Wilf Garside" in text(client.get("/accounts/you/")), "and not only whoever set it"
    assert post(client, "/accounts/you/").status_code == 303
    assert words not in text(client.get("/"))
    page = text(client.get("/accounts/you/"))
    assert words in page, "for 28 days: whoever took the password may have read it in their place"
    assert "I have read this" not in page
    PasswordReset.objects.update(given_at=clock.now() - timedelta(days=GIVEN_PASSWORD_DAYS, minutes=1))
    assert words not in text(client.get("/accounts/you/"))


# ------------------------------------------------------------------------- a role given across organisations (H4, L3)


def test_h4_a_role_elsewhere_gives_nothing_until_they_say_yes(town: City) -> None:
    """Farida keeps the council's accounts; a network asks her to volunteer. Nobody but her may say yes."""
    person, farida = make_person(town), town.client("finance")
    assert ask(town, "network_administrator", "finance@demo.example", "volunteer_developer").status_code == 303
    membership = asked("finance@demo.example", "volunteer_developer")
    confirm(town, "network_administrator2", membership)
    assert farida.get("/people/").status_code == 403
    assert farida.get(f"/people/{person.pk}/").status_code == 403
    question = text(farida.get("/accounts/asked/"))
    assert "Nora Tate of Millbank Neighbours asks you to work with them as volunteer developer" in question
    assert answer(farida, yes=False).status_code == 303
    assert farida.get("/people/").status_code == 403
    membership.refresh_from_db()
    assert not membership.agreed


def test_h4_the_question_stands_after_signing_in(town: City) -> None:
    farida = town.users["finance"]
    farida.set_password(PASSWORD)
    farida.save()
    ask(town, "network_administrator", farida.email, "volunteer_developer")
    response = Client().post("/sign-in/", {"email": farida.email, "password": PASSWORD})
    assert response["Location"] == "/accounts/asked/"


def test_h4_two_roles_never_held_together_is_told_to_the_person_only(town: City) -> None:
    """A network offers the council's social worker a role: it learns neither their other role nor where."""
    ruth = town.client("social_worker2")
    first = ask(town, "network_administrator", "social_worker2@demo.example", "support_planner")
    assert first.status_code == 303, "the same answer as for anybody"
    membership = asked("social_worker2@demo.example", "support_planner")
    confirm(town, "network_administrator2", membership)
    answer(ruth)
    membership.refresh_from_db()
    assert not membership.agreed
    assert "One checks the other" in text(ruth.get("/accounts/you/"))
    theirs = text(town.client("network_administrator").get("/accounts/"))
    assert "Did not begin" in theirs
    assert "social worker" not in theirs.lower()
    assert "checks the other" not in theirs


def test_l3_adding_a_known_address_tells_no_more_than_adding_a_new_one(town: City) -> None:
    """An email address of a council worker and one of nobody: every page is the same."""
    client = town.client("network_administrator")
    seen = []
    for email in ("finance@demo.example", "nobody.yet@demo.example"):
        added = ask(town, "network_administrator", email, "volunteer_developer", name="Quill Wort")
        membership = asked(email, "volunteer_developer")
        page = f"/accounts/{membership.pk}/password/"
        pages = [text(client.get("/accounts/")), text(client.get(page)), text(client.get(f"{page}../leaving/"))]
        given = post(client, page)
        pages.append(text(client.get(page)) if given.status_code == 303 else text(given))
        again = ask(town, "network_administrator", email, "volunteer_developer", name="Quill Wort")
        told = [str(added.status_code), str(given.status_code), str(again.status_code), *pages, text(again)]
        told.append(added["Location"])
        told = [re.sub(r"<strong>[a-z-]{24}</strong>", "", without_tokens(page)) for page in told]
        told = [page.replace(membership_code(membership), "CODE") for page in told]
        seen.append([page.replace(email, "THEM").replace(f"/{membership.pk}/", "/N/") for page in told])
        membership.delete()
    assert seen[0] == seen[1]


def test_l3_a_role_elsewhere_does_not_take_their_password_from_their_own_administrator(town: City) -> None:
    ask(town, "network_administrator", "finance@demo.example", "volunteer_developer")
    given = give(town, "administrator", Membership.objects.get(user=town.users["finance"], organisation=town.council))
    assert User.objects.get(email="finance@demo.example").check_password(given)


def test_l3_nobody_sets_the_password_of_an_account_that_opens_more(town: City) -> None:
    """The page says the same as for anybody: not even that the account opens more."""
    ask(town, "network_administrator", "finance@demo.example", "volunteer_developer")
    before = User.objects.get(email="finance@demo.example").password
    give(town, "network_administrator", asked("finance@demo.example", "volunteer_developer"))
    assert User.objects.get(email="finance@demo.example").password == before
    assert "Your own password was not changed" in text(town.client("finance").get("/accounts/you/"))


# ------------------------------------------------------------------------------------------ the shared directory (M11)


@pytest.mark.parametrize("page", ["/places/feeds/", "/places/feeds/new/"])
def test_m11_feeds_are_for_a_councils_administrators(town: City, page: str) -> None:
    assert town.client("administrator").get(page).status_code == 200
    assert town.client("network_administrator").get(page).status_code == 403
    assert post(town.client("network_administrator"), page).status_code in {403, 405}
    assert "/places/feeds/" not in text(town.client("network_administrator").get("/"))


def test_m11_no_short_cut_of_a_networks_administrator_leads_to_a_closed_door(town: City) -> None:
    client = town.client("network_administrator")
    links = set(re.findall(r'<li><a class="govuk-link" href="(/[^"?]*)"', text(client.get("/"))))
    assert "/accounts/" in links
    assert {link: client.get(link).status_code for link in links} == dict.fromkeys(links, 200)


# ------------------------------------------------------------------------------------------------------ passwords (L6)


def test_l6_the_old_password_cannot_be_guessed_for_ever(town: City) -> None:
    user = town.users["social_worker2"]
    user.set_password(PASSWORD)
    user.save()
    client = signed_in(user.email, PASSWORD)
    tries = [
        post(client, "/accounts/password/", old=f"guess {number}", new="quite-another-one").status_code
        for number in range(settings.AXES_FAILURE_LIMIT)
    ]
    assert tries[-1] == 429, tries
    assert post(client, "/accounts/password/", old=PASSWORD, new="quite-another-one").status_code == 429


def test_l6_the_own_address_is_no_password(town: City) -> None:
    user = town.users["social_worker2"]
    user.set_password(PASSWORD)
    user.save()
    response = post(signed_in(user.email, PASSWORD), "/accounts/password/", old=PASSWORD, new=user.email)
    assert response.status_code == 422


def test_l6_a_role_begun_today_can_be_ended_today(town: City) -> None:
    ask(town, "administrator", "nell@demo.example", "commissioner")
    membership, nell = asked("nell@demo.example", "commissioner"), as_them(town, "nell@demo.example")
    answer(nell)
    assert nell.get("/money/").status_code == 200
    response = post(town.client("administrator"), f"/accounts/{membership.pk}/leaving/", **day("ends_on"))
    assert response.status_code == 303
    assert nell.get("/money/").status_code == 403


def test_l6_an_account_is_shut_now(town: City) -> None:
    user = town.users["social_worker2"]
    user.set_password(PASSWORD)
    user.save()
    client = signed_in(user.email, PASSWORD)
    page = f"/accounts/{Membership.objects.get(user=user).pk}/shut/"
    assert town.client("network_administrator").get(page).status_code == 404
    assert post(town.client("administrator"), page, reason="Her laptop was stolen").status_code == 303
    assert client.get("/people/")["Location"].startswith("/sign-in/"), "signed out everywhere, at once"
    assert Client().post("/sign-in/", {"email": user.email, "password": PASSWORD}).status_code == 422


def test_l6_shutting_an_account_that_opens_more_ends_the_work_here_and_no_more(town: City) -> None:
    """The page is the same: it does not say who works elsewhere, or has a record of their own."""
    user = town.users["social_worker2"]
    make_person(town)
    Membership.objects.create(
        user=user, organisation=town.network, role=Role.VOLUNTEER_DEVELOPER, starts_on=clock.today()
    )
    page = f"/accounts/{Membership.objects.get(user=user, organisation=town.council).pk}/shut/"
    assert post(town.client("administrator"), page, reason="Her laptop was stolen").status_code == 303
    client = as_them(town, user.email)
    assert client.get("/people/mine/").status_code in {200, 403}
    assert client.get("/worries/").status_code == 403, "her work for the council is over"
    assert User.objects.get(pk=user.pk).is_active
