"""The form to raise a concern, the queue, the pages of readers, and that no other list shows a concern."""

import re
import uuid
from typing import Any

import pytest
from django.test import Client

from locallinks.foundation.audit.models import Entry
from locallinks.foundation.concerns.models import Concern
from locallinks.foundation.people.models import Person
from locallinks.foundation.shared.viewer import acting_as
from tests.kit import City, make_person, share_with
from tests.readability import page_words, reading_age

REPORT = {
    "danger_now": "no", "what_happened": "Quillwort on both arms.", "kinds": ["physical", "neglect"], "wants": "",
    "person_knows": "no", "safe_to_contact": "no", "safe_how": "", "source_name": "", "source_organisation": "",
    "said_by": "",
}  # fmt: skip
DECISION = {
    "has_needs": "yes",
    "at_risk": "yes",
    "cannot_protect": "yes",
    "decision": "enquiry",
    "reasons": "Seen.",
    "version": "0",
}
END = {
    "version": "1",
    "findings": "So it was.",
    "risk": "reduced",
    "wishes": "partly",
    "words": "",
    "keeps_safe": "Two visits a day.",
}


@pytest.fixture
def mary(city: City) -> Person:
    person = make_person(city, own=True)
    share_with(city, person)
    share_with(city, person, city.provider, "arrangement")
    return person


def post(client: Client, page: str, data: dict[str, Any]) -> Any:
    return client.post(page, {"submission": str(uuid.uuid4()), **data})


def text(response: Any) -> str:
    return response.content.decode()


@pytest.mark.parametrize("role", ["social_worker", "support_planner", "volunteer_developer", "provider", "person"])
def test_the_persons_page_links_to_the_form(city: City, mary: Person, role: str) -> None:
    client = city.client(role)
    assert f'href="/people/{mary.pk}/worry/"' in text(client.get(f"/people/{mary.pk}/"))
    page = client.get(f"/people/{mary.pk}/worry/")
    assert page.status_code == 200
    response = post(client, f"/people/{mary.pk}/worry/", REPORT)
    assert (response.status_code, response["Location"]) == (303, "/worry/thank-you/")
    assert "Quillwort" not in text(client.get(response["Location"]))


def test_the_form_from_a_page_that_is_about_nobody(city: City) -> None:
    client = city.client("finance")
    assert 'href="/worry/"' in text(client.get("/"))
    missing = post(client, "/worry/", {**REPORT, "about_name": "", "council": ""})
    assert missing.status_code == 422
    data = {**REPORT, "about_name": "A man at number 9", "about_where": "", "council": str(city.council.pk)}
    assert post(client, "/worry/", data).status_code == 303
    assert "A man at number 9" in text(city.client("safeguarding_lead").get("/worries/"))


def test_the_browser_does_not_remember_what_was_typed(city: City, mary: Person) -> None:
    client = city.client("person")
    for page in (f"/people/{mary.pk}/worry/", "/worry/"):
        written = re.findall(r'<input[^>]*type="text"[^>]*>', text(client.get(page)).split("<main")[1])
        assert written
        assert [box for box in written if 'autocomplete="off"' not in box] == []


def test_signed_out_visitors_have_no_link_to_the_form(city: City) -> None:
    assert "/worry/" not in text(city.client().get("/"))


def test_the_council_decides_and_ends_it(city: City, mary: Person) -> None:
    post(city.client("provider"), f"/people/{mary.pk}/worry/", REPORT)
    with acting_as(city.viewer("safeguarding_lead")):
        pk = Concern.objects.get().pk
    client = city.client("safeguarding_lead")
    concern_url = f"/worries/{pk}/"
    assert "Quillwort" in text(client.get(concern_url))
    assert post(client, f"{concern_url}decision/", {**DECISION, "decision": "other"}).status_code == 422
    assert post(client, f"{concern_url}decision/", DECISION).status_code == 303
    assert "Say how it ended" in text(client.get(concern_url))
    assert post(client, f"{concern_url}end/", END).status_code == 303
    assert "Two visits a day." in text(client.get(concern_url))
    assert "Mary Firth" in text(client.get("/worries/?show=closed"))
    assert "Nothing waits here." in text(client.get("/worries/?show=waiting"))
    assert "Mary Firth" in text(client.get("/worries/?format=csv"))


def test_a_decision_made_meanwhile_is_read_before_another(city: City, mary: Person) -> None:
    """Two leads have the page open at the same time; what the second typed is kept."""
    post(city.client("provider"), f"/people/{mary.pk}/worry/", REPORT)
    with acting_as(city.viewer("safeguarding_lead")):
        concern_url = f"/worries/{Concern.objects.get().pk}/decision/"
    for client in (city.client("safeguarding_lead"), city.client("safeguarding_lead2")):
        assert re.search(r'name="version"[^>]* value="0"', text(client.get(concern_url)))
    assert post(city.client("safeguarding_lead"), concern_url, DECISION).status_code == 303
    second = {**DECISION, "decision": "no_further", "at_risk": "no", "reasons": "Spoke to him."}
    for version in ({"version": "0"}, {"version": ""}):
        late = post(city.client("safeguarding_lead2"), concern_url, {**second, **version})
        assert late.status_code == 409
        assert "Somebody decided about this since" in text(late)
        assert "Spoke to him." in text(late)
    with acting_as(city.viewer("safeguarding_lead")):
        assert [one.decision for one in Concern.objects.get().decisions.all()] == ["enquiry"]
    assert post(city.client("safeguarding_lead2"), concern_url, {**second, "version": "1"}).status_code == 303


@pytest.mark.parametrize("page", ["", "decision/", "end/", "open/"])
def test_a_ticked_lead_finds_no_page(city: City, mary: Person, page: str) -> None:
    form = text(city.client("person").get(f"/people/{mary.pk}/worry/"))
    for name in ("Nell Ashworth", "Imran Sadiq"):
        assert name in form
    ticked = {"hidden_from": [str(city.users["safeguarding_lead"].pk)]}
    assert post(city.client("person"), f"/people/{mary.pk}/worry/", {**REPORT, **ticked}).status_code == 303
    with acting_as(city.viewer("safeguarding_lead2")):
        pk = Concern.objects.get().pk
    assert city.client("safeguarding_lead").get(f"/worries/{pk}/{page}").status_code == 404
    assert city.client("safeguarding_lead2").get(f"/worries/{pk}/{page}").status_code == 200


def test_a_name_that_is_not_on_the_list_is_not_ticked(city: City, mary: Person) -> None:
    data = {**REPORT, "hidden_from": [str(city.users["social_worker"].pk)]}
    refused = post(city.client("person"), f"/people/{mary.pk}/worry/", data)
    assert refused.status_code == 422
    assert "Quillwort" in text(refused)


def test_where_nobody_has_the_job_the_form_says_so(city: City, mary: Person) -> None:
    for role in ("safeguarding_lead", "safeguarding_lead2"):
        city.users[role].memberships.update(ends_on="2021-01-01")
    page = city.client("person").get(f"/people/{mary.pk}/worry/")
    assert "Nobody has this job here today" in text(page)
    assert "Is it about one of the people" not in text(page)
    assert reading_age(page_words(text(page))) <= 11
    assert post(city.client("person"), f"/people/{mary.pk}/worry/", REPORT).status_code == 303


def test_a_lead_opens_it_to_a_colleague(city: City, mary: Person) -> None:
    post(city.client("person"), f"/people/{mary.pk}/worry/", {**REPORT, "source_name": "Mrs Adeyemi"})
    with acting_as(city.viewer("safeguarding_lead")):
        pk = Concern.objects.get().pk
    lead, concern_url = city.client("safeguarding_lead"), f"/worries/{pk}/"
    assert f"{concern_url}open/" in text(lead.get(concern_url))
    page = text(lead.get(f"{concern_url}open/"))
    for words in ("Who might have done it: Mrs Adeyemi", "Callum Reid"):
        assert words in page
    for words in ("Nell Ashworth (", "Tom Harker"):
        assert words not in page
    chosen = {"user": str(city.users["handover_champion"].pk), "why": "Ring the bank.", "not_them": "on"}
    assert post(lead, f"{concern_url}open/", {**chosen, "why": ""}).status_code == 422
    unread = post(lead, f"{concern_url}open/", {**chosen, "not_them": ""})
    assert (unread.status_code, "This colleague is not one of them" in text(unread)) == (422, True)
    assert post(lead, f"{concern_url}open/", chosen).status_code == 303
    assert "Nell Ashworth opened it to Callum Reid" in text(lead.get(concern_url))
    theirs = city.client("handover_champion")
    assert "Ring the bank." in text(theirs.get(concern_url))
    assert "That look shows in the list of looks" in text(theirs.get(concern_url))
    assert "That look shows in the list of looks" not in text(lead.get(concern_url)), "a lead's looks tell nobody"
    assert f"{concern_url}open/" not in text(theirs.get(concern_url))
    assert theirs.get(f"{concern_url}open/").status_code == 403
    assert post(theirs, f"{concern_url}open/", chosen).status_code == 403
    assert "Mary Firth" in text(theirs.get("/worries/"))


def test_no_list_of_reads_or_timeline_shows_a_concern(city: City, mary: Person) -> None:
    post(city.client("provider"), f"/people/{mary.pk}/worry/", REPORT)
    with acting_as(city.viewer("safeguarding_lead")):
        pk = Concern.objects.get().pk
    city.client("safeguarding_lead").get(f"/worries/{pk}/")
    post(city.client("safeguarding_lead"), f"/worries/{pk}/decision/", DECISION)
    with acting_as(city.viewer("safeguarding_lead")):
        assert Entry.objects.filter(person_id=mary.pk, purpose="concern").count() >= 5
    for role in ("social_worker", "person", "support_planner"):
        for page in ("looks/", "timeline/", "looks/?format=csv", "timeline/?format=csv"):
            assert (
                "worry"
                not in text(city.client(role).get(f"/people/{mary.pk}/{page}")).split("<footer")[0].split("<main")[-1]
            )


def test_plain_words(city: City, mary: Person) -> None:
    for page in (f"/people/{mary.pk}/worry/", "/worry/thank-you/"):
        assert reading_age(page_words(text(city.client("person").get(page)))) <= 11
