"""Pages for signing in and out, resuming a form, memberships and passwords."""

import re
import uuid
from datetime import date

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from locallinks.foundation.accounts.models import Membership, User
from locallinks.foundation.shared import clock
from locallinks.foundation.shared.roles import Role
from tests.kit import City, add_user, make_person, pathway_in
from tests.readability import page_words, reading_age
from tests.stored_sessions import all_session_data

PASSWORD = "a-good-life-nearby"
ADMIN_PAGES = ("/accounts/", "/accounts/add/")


def text(response) -> str:
    return response.content.decode()


def post(client: Client, page: str, /, **data):
    return client.post(page, {"submission": str(uuid.uuid4()), **data})


@pytest.fixture
def ruth(city: City) -> User:
    user = city.users["social_worker"]
    user.set_password(PASSWORD)
    user.save()
    return user


def sign_in(client: Client, email: str = "social_worker@demo.example", password: str = PASSWORD, more: str = ""):
    return client.post(f"/sign-in/{more}", {"email": email, "password": password})


class TestSigningIn:
    def test_signing_in_leads_to_today(self, city: City, ruth: User) -> None:
        client = Client()
        assert "Sign in" in text(client.get("/sign-in/"))
        response = sign_in(client, " SOCIAL_WORKER@demo.example ")
        assert (response.status_code, response["Location"]) == (303, "/")
        assert "Ruth Adeyemi" in text(client.get("/"))
        assert client.get("/sign-in/")["Location"] == "/", "and once is enough"

    @pytest.mark.parametrize(
        ("email", "password"), [("social_worker@demo.example", "wrong"), ("nobody@x.org", PASSWORD)]
    )
    def test_an_error_does_not_reveal_whether_the_account_exists(
        self, city: City, ruth: User, email: str, password: str
    ) -> None:
        response = sign_in(Client(), email, password)
        assert response.status_code == 422
        assert "The email address or the password is not right" in text(response)
        assert f'value="{email}"' in text(response)
        assert password not in text(response).replace(email, "")

    @pytest.mark.parametrize("missing", ["email", "password"])
    def test_email_and_password_are_required(self, city: City, missing: str) -> None:
        sent = {"email": "social_worker@demo.example", "password": PASSWORD} | {missing: ""}
        assert Client().post("/sign-in/", sent).status_code == 422

    def test_signing_in_leads_to_the_requested_page(self, city: City, ruth: User) -> None:
        client = Client()
        to_sign_in = client.get("/people/?q=Mary")["Location"]
        assert client.post(to_sign_in, {"email": ruth.email, "password": PASSWORD})["Location"] == "/people/?q=Mary"

    @pytest.mark.parametrize("away", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)"])
    def test_signing_in_never_redirects_to_another_site(self, city: City, ruth: User, away: str) -> None:
        assert sign_in(Client(), more=f"?next={away}")["Location"] == "/"

    def test_five_wrong_passwords_lock_sign_in(self, city: City, ruth: User) -> None:
        client = Client()
        statuses = [sign_in(client, password="wrong").status_code for _ in range(5)]
        assert statuses == [422, 422, 422, 422, 429]
        response = sign_in(Client())
        assert response.status_code == 429, "also for the right password, also from a new browser"
        assert "Wait 15 minutes and try again" in text(response)
        assert "Sign in" in text(client.get("/")), "and nobody is in"

    def test_a_new_password_from_the_administrator_unlocks_sign_in(self, city: City, ruth: User) -> None:
        for _ in range(5):
            sign_in(Client(), password="wrong")
        given = give(city, ruth)
        assert sign_in(Client(), password=given).status_code == 303

    def test_somebody_who_left_sees_nothing(self, city: City, ruth: User) -> None:
        mary = make_person(city)
        Membership.objects.filter(user=ruth).update(ends_on=clock.today())
        client = Client()
        sign_in(client)
        assert client.get(f"/people/{mary.pk}/").status_code == 403
        assert client.get("/").status_code == 200


class TestSigningOut:
    @pytest.mark.parametrize("sent", [{}, {"submission": str(uuid.uuid4())}])
    def test_signing_out_ends_the_session(self, city: City, ruth: User, sent: dict) -> None:
        client = Client()
        sign_in(client)
        response = client.post("/sign-out/", sent)
        assert (response.status_code, response["Location"]) == (303, "/")
        assert client.get("/people/")["Location"].startswith("/sign-in/")

    def test_opening_the_page_does_not_sign_out(self, city: City, ruth: User) -> None:
        client = Client()
        sign_in(client)
        assert "Stay signed in" in text(client.get("/sign-out/"))
        assert client.get("/people/").status_code == 200


class TestCarryingOn:
    def test_a_typed_form_is_restored_after_signing_in_again(self, city: City, ruth: User) -> None:
        pathway = pathway_in(city, make_person(city), "live")
        client, page = Client(), f"/pathways/{pathway.pk}/pause/"
        sign_in(client)
        Session.objects.all().delete()
        response = post(client, page, why="hospital", words="Ward 4 <b>until</b> Monday")
        assert response["Location"] == "/sign-in/?next=%2Fcarry-on%2F"
        assert "What you typed is kept" in text(client.get(response["Location"]))
        assert sign_in(client, more="?next=/carry-on/")["Location"] == "/carry-on/"
        shown = text(client.get("/carry-on/"))
        assert "Ward 4 &lt;b&gt;until&lt;/b&gt; Monday" in shown
        assert f'action="{page}"' in shown

    def test_a_typed_form_is_not_restored_for_another_user(self, city: City, ruth: User) -> None:
        city.users["finance"].set_password(PASSWORD)
        city.users["finance"].save()
        client = Client()
        sign_in(client)
        Session.objects.all().delete()
        post(client, "/people/1/people/", name="Somebody's secret")
        sign_in(client, "finance@demo.example", more="?next=/carry-on/")
        assert client.get("/carry-on/")["Location"] == "/"

    def test_without_a_stored_form_it_leads_to_today(self, city: City, ruth: User) -> None:
        client = Client()
        sign_in(client)
        assert client.get("/carry-on/")["Location"] == "/"


def give(city: City, user: User) -> str:
    membership = Membership.objects.get(user=user)
    client, page = city.client("administrator"), f"/accounts/{membership.pk}/password/"
    shown = post(client, page)
    assert shown.status_code == 200
    assert "no-store" in shown["Cache-Control"]
    return re.search(r"<strong>([a-z-]{24})</strong>", text(shown))[1]


class TestWhoWorksHere:
    def test_signed_out_people_sign_in_first(self, city: City) -> None:
        for page in (*ADMIN_PAGES, "/accounts/1/leaving/", "/accounts/1/password/", "/accounts/password/"):
            assert city.client().get(page)["Location"].startswith("/sign-in/")

    def test_only_members_of_the_own_organisation_are_listed(self, city: City) -> None:
        page = text(city.client("administrator").get("/accounts/"))
        assert "Ruth Adeyemi" in page
        assert "Joan Whitlock" not in page
        assert "Other Social Worker" not in page
        file = text(city.client("administrator").get("/accounts/?format=csv"))
        assert "social_worker@demo.example" in file
        assert "support_planner@demo.example" not in file

    @pytest.mark.parametrize("page", ["leaving", "password"])
    def test_nobody_of_another_organisation_is_found(self, city: City, page: str) -> None:
        for key in ("support_planner", "other_social_worker"):
            membership = Membership.objects.get(user=city.users[key]).pk
            assert city.client("administrator").get(f"/accounts/{membership}/{page}/").status_code == 404

    def test_the_number_of_queries_does_not_grow_with_the_list(self, city: City) -> None:
        client = city.client("administrator")

        def queries() -> int:
            with CaptureQueriesContext(connection) as captured:
                assert client.get("/accounts/").status_code == 200
            return len(captured)

        few = queries()
        for number in range(8):
            add_user(city, f"more{number}", Role.COMMISSIONER, city.council)
        assert queries() == few <= 12  # two of them: who could confirm what waits


def joining(**more) -> dict[str, str]:
    return {
        "name": "Nell Poole",
        "email": "nell@demo.example",
        "role": "social_worker",
        "approval_limit_pence": "",
        **day("starts_on", clock.today()),
        **more,
    }


def day(name: str, value: date) -> dict[str, str]:
    return {f"{name}-day": str(value.day), f"{name}-month": str(value.month), f"{name}-year": str(value.year)}


class TestAddingSomebody:
    def test_a_new_user_is_given_a_password_next(self, city: City) -> None:
        client = city.client("administrator")
        response = post(client, "/accounts/add/", **joining(approval_limit_pence="300"))
        membership = Membership.objects.get(user__email="nell@demo.example")
        assert (response.status_code, response["Location"]) == (303, f"/accounts/{membership.pk}/password/")
        assert membership.approval_limit_pence == 30_000
        given = give(city, membership.user)
        assert sign_in(Client(), "nell@demo.example", given).status_code == 303

    def test_an_existing_user_is_given_no_password(self, city: City, ruth: User) -> None:
        response = post(
            city.client("administrator"), "/accounts/add/", **joining(email=ruth.email, role=Role.COMMISSIONER)
        )
        assert response["Location"] == "/accounts/"

    def test_only_roles_of_this_organisation_are_offered(self, city: City) -> None:
        page = text(city.client("administrator").get("/accounts/add/"))
        assert 'value="handover_champion"' in page
        assert 'value="support_planner"' not in page

    @pytest.mark.parametrize(
        ("typed", "said", "at_question"),
        [
            ({"name": " "}, "Enter their name", "#id_name"),
            ({"email": "not an address"}, "email", "#id_email"),
            ({"role": ""}, "Answer the question “What do they do?”", "#id_role"),
            ({"role": "investor"}, "from the list", "#id_role"),
            ({"starts_on-year": ""}, "must include a year", "#id_starts_on"),
            ({"approval_limit_pence": "lots"}, "must be an amount of money", "#id_approval_limit_pence"),
            ({"email": "finance@demo.example"}, "one checks the other", "#id_role"),
            ({"email": "social_worker@demo.example"}, "is already social worker here", "#id_email"),
        ],
    )
    def test_errors_are_shown_and_the_other_fields_kept(
        self, city: City, typed: dict, said: str, at_question: str
    ) -> None:
        before = Membership.objects.count()
        response = post(city.client("administrator"), "/accounts/add/", **joining(**{"name": "Kept Name"} | typed))
        assert response.status_code == 422
        assert said in text(response)
        assert at_question in text(response)
        assert "name" in typed or "Kept Name" in text(response)
        assert Membership.objects.count() == before

    def test_a_form_sent_twice_invites_once(self, city: City) -> None:
        client, sent = city.client("administrator"), {**joining(), "submission": str(uuid.uuid4())}
        first, second = (client.post("/accounts/add/", sent) for _ in range(2))
        assert first["Location"] == second["Location"]
        assert Membership.objects.filter(user__email="nell@demo.example").count() == 1


class TestLeaving:
    def page(self, city: City, key: str = "finance") -> str:
        return f"/accounts/{Membership.objects.get(user=city.users[key]).pk}/leaving/"

    def test_an_end_is_saved(self, city: City) -> None:
        client = city.client("administrator")
        assert "they see nothing through this role" in text(client.get(self.page(city)))
        assert post(client, self.page(city), **day("ends_on", clock.today()))["Location"] == "/accounts/"
        assert Membership.objects.get(user=city.users["finance"]).ends_on == clock.today()

    @pytest.mark.parametrize(
        ("key", "when", "said"),
        [
            ("finance", date(2019, 5, 5), "Enter a day after the first day"),
            ("network_administrator", date(2031, 5, 5), "is the last administrator here"),
        ],
    )
    def test_errors_are_shown_and_the_date_kept(self, city: City, key: str, when: date, said: str) -> None:
        Membership.objects.filter(user=city.users["network_administrator2"]).update(ends_on=clock.today())
        client = city.client("administrator" if key == "finance" else key)
        response = post(client, self.page(city, key), **day("ends_on", when))
        assert response.status_code == 422
        assert said in text(response)
        assert f'value="{when.year}"' in text(response)


class TestPasswords:
    def test_a_set_password_is_shown_once(self, city: City, ruth: User) -> None:
        membership = Membership.objects.get(user=ruth)
        page = f"/accounts/{membership.pk}/password/"
        given = give(city, ruth)
        assert given not in text(city.client("administrator").get(page))
        assert sign_in(Client()).status_code == 422, "the old one stopped working"

    def test_m9_a_set_password_is_in_no_session(self, city: City, ruth: User) -> None:
        given = give(city, ruth)
        assert given not in all_session_data()
        assert "password" not in all_session_data()

    def test_the_same_form_sent_again_sets_no_other_password(self, city: City, ruth: User) -> None:
        page = f"/accounts/{Membership.objects.get(user=ruth).pk}/password/"
        client, sent = city.client("administrator"), {"submission": str(uuid.uuid4())}
        client.post(page, sent)
        ruth.refresh_from_db()
        again = client.post(page, sent)
        assert (again.status_code, again["Location"]) == (303, page)
        password = ruth.password
        ruth.refresh_from_db()
        assert ruth.password == password

    def test_l6_the_own_email_address_is_refused_as_password(self, city: City, ruth: User) -> None:
        client = Client()
        sign_in(client)
        for new in ("social_worker@demo.example", "social_worker1", "Ruth Adeyemi"):
            response = post(client, "/accounts/password/", old=PASSWORD, new=new)
            assert response.status_code == 422
            assert "too similar to" in text(response)

    def test_setting_a_password_ends_all_sessions(self, city: City, ruth: User) -> None:
        client = Client()
        sign_in(client)
        give(city, ruth)
        assert client.get("/people/")["Location"].startswith("/sign-in/")

    def test_changing_the_password_keeps_the_session(self, city: City, ruth: User) -> None:
        client = Client()
        sign_in(client)
        response = post(client, "/accounts/password/", old=PASSWORD, new="another-good-life")
        assert (response.status_code, response["Location"]) == (303, "/")
        assert client.get("/people/").status_code == 200
        assert sign_in(Client(), password="another-good-life").status_code == 303

    @pytest.mark.parametrize(
        ("typed", "said"),
        [
            ({"old": "wrong-one"}, "This is not the password you use now"),
            ({"new": "short"}, "too short"),
            ({"new": ""}, "Enter your new password"),
        ],
    )
    def test_errors_are_shown_and_no_password_is_echoed(self, city: City, ruth: User, typed, said) -> None:
        client = Client()
        sign_in(client)
        sent = {"old": PASSWORD, "new": "another-good-life"} | typed
        response = post(client, "/accounts/password/", **sent)
        assert response.status_code == 422
        assert said in text(response)
        assert "another-good-life" not in text(response)


@pytest.mark.parametrize("page", ["/sign-in/", "/sign-out/"])
def test_pages_for_everybody_are_readable(city: City, page: str) -> None:
    words = page_words(text(Client().get(page)))
    assert reading_age(words) <= 11, words


def test_pages_for_administrators_are_readable(city: City, ruth: User) -> None:
    membership = Membership.objects.get(user=ruth).pk
    for page in (*ADMIN_PAGES, f"/accounts/{membership}/leaving/", f"/accounts/{membership}/password/"):
        words = page_words(text(city.client("administrator").get(page)))
        assert reading_age(words) <= 13, words
