"""Safeguarding concerns on Today: at once on that of every lead who may read them, with the day to decide by."""

import uuid
from datetime import timedelta
from typing import Any

import pytest

from locallinks.foundation.audit.queries import RecordReads
from locallinks.foundation.concerns import actions
from locallinks.foundation.concerns.actions import raise_concern
from locallinks.foundation.concerns.models import Concern
from locallinks.foundation.people.models import Person
from locallinks.foundation.shared import clock
from locallinks.foundation.shared.viewer import acting_as
from tests.kit import NOW, City, make_person
from tests.security.page_visits import reads_audited

REPORT: dict[str, Any] = {
    "what_happened": "Quillwort on both arms.",
    "kinds": ["physical"],
    "wants": "",
    "person_knows": "yes",
    "safe_to_contact": "no",
    "safe_how": "",
    "source_name": "",
    "source_organisation": "",
    "said_by": "",
}


@pytest.fixture
def mary(city: City) -> Person:
    return make_person(city, own=True)


def post_concern(city: City, about: Person | None, role: str = "person", **changes: Any) -> None:
    page = f"/people/{about.pk}/worry/" if about else "/worry/"
    data = {"submission": str(uuid.uuid4()), "danger_now": "no", **REPORT, **changes}
    assert city.client(role).post(page, data).status_code == 303


def today(city: City, role: str) -> str:
    return city.client(role).get("/").content.decode().split("<main")[-1].split("</main>")[0]


def test_rules4_a_concern_is_on_the_leads_today_at_once(city: City, mary: Person) -> None:
    """Finding 4 of rules-and-sums: a concern was on nobody's Today page."""
    post_concern(city, mary)
    waiting = [role for role in city.users if role.startswith(("social_worker", "safeguarding"))]
    assert [role for role in waiting if "Decide about a safeguarding concern" in today(city, role)] == [
        "safeguarding_lead",
        "safeguarding_lead2",
    ]


def test_m4_today_audits_the_person_whom_a_concern_names(city: City, mary: Person) -> None:
    post_concern(city, mary)
    before = reads_audited()
    assert "Mary Firth" in today(city, "safeguarding_lead")
    assert reads_audited() > before
    with acting_as(city.viewer("person")):
        assert [look for look in RecordReads(person_id=mary.pk) if "concern" in str(look)] == []


def test_danger_comes_first_with_the_time_of_the_report_and_the_day_to_decide(city: City, mary: Person) -> None:
    council = str(city.council.pk)
    for name, danger in (("Quiet Quentin", "no"), ("Dora Danger", "yes")):
        post_concern(city, None, "finance", about_name=name, about_where="", council=council, danger_now=danger)
    page = today(city, "safeguarding_lead")
    assert page.index("Dora Danger") < page.index("Quiet Quentin") < page.index("Go to")
    assert page.index("Safeguarding concerns") < page.index("Dora Danger")
    for words in ("In danger now", "Told ", "Decide by ", 'href="/worries/'):
        assert words in page
    for role in ("social_worker", "handover_champion", "administrator", "other_social_worker", "provider"):
        assert "Quentin" not in today(city, role), role


def test_a_late_decision_is_marked(city: City, mary: Person) -> None:
    viewer = city.viewer("provider")
    with acting_as(viewer):
        raise_concern(
            viewer=viewer,
            person=None,
            about_name="Late Larry",
            home_id=city.council.pk,
            what_happened="x",
            danger_now=False,
            person_knows=False,
            safe_to_contact="no",
            at=clock.now() - timedelta(days=9),
        )
    post_concern(city, mary)
    page = today(city, "safeguarding_lead")
    assert page.count("Late<") == 1
    assert page.index("Late Larry") < page.index("Mary Firth")


def test_h5_a_concern_changes_nothing_on_a_ticked_leads_today(city: City, mary: Person) -> None:
    before = {role: today(city, role) for role in ("safeguarding_lead", "safeguarding_lead2", "administrator")}
    post_concern(city, mary, hidden_from=[str(city.users["safeguarding_lead"].pk)])
    after = {role: today(city, role) for role in before}
    assert [role for role in before if before[role] != after[role]] == ["safeguarding_lead2"]
    assert "No safeguarding concern waits for you." in after["safeguarding_lead"]


def test_only_ten_are_shown_and_the_number_counts_those_this_lead_may_read(city: City, mary: Person) -> None:
    kept = [str(city.users["safeguarding_lead"].pk)]
    for number in range(13):
        post_concern(city, mary, hidden_from=kept if number == 12 else [])
    assert "10 of 12 are shown here." in today(city, "safeguarding_lead")
    assert "10 of 13 are shown here." in today(city, "safeguarding_lead2")


def test_rules4_the_administrator_learns_that_no_lead_may_read_it(city: City, mary: Person) -> None:
    leads = ("safeguarding_lead", "safeguarding_lead2")
    post_concern(city, mary, hidden_from=[str(city.users[role].pk) for role in leads])
    page = today(city, "administrator")
    assert "A safeguarding concern waits and nobody who may read it holds the role safeguarding lead" in page
    assert 'href="/accounts/"' in page
    assert "Mary" not in page
    for role in city.users:
        if role not in ("administrator", "administrator2"):
            assert "nobody who may read it" not in today(city, role), role


def test_a_concern_is_on_the_today_of_the_colleague_it_was_opened_to(city: City, mary: Person) -> None:
    post_concern(city, mary)
    with acting_as(city.viewer("safeguarding_lead")) as lead:
        concern = Concern.objects.get()
        given = {"concern_id": concern.pk, "at": NOW}
        worker = city.users["social_worker"].pk
        actions.open_to_colleague(viewer=lead, user_id=worker, why="Ring her.", **given)
    there = f'href="/worries/{concern.pk}/"'
    assert there in today(city, "social_worker")
    assert there not in today(city, "social_worker2")
    parts = {"has_needs": True, "at_risk": True, "cannot_protect": True}
    with acting_as(city.viewer("safeguarding_lead")) as lead:
        actions.decide_concern(viewer=lead, version=0, **parts, decision="enquiry", reasons="x", **given)
    for role, opened in (("social_worker", True), ("safeguarding_lead", False)):
        page = today(city, role)
        assert "Enquire into a safeguarding concern: Mary Firth" in page, "on the lead's list until the enquiry ends"
        assert ("Opened to you" in page) is opened
    with acting_as(city.viewer("social_worker")) as viewer:
        ended = {"findings": "x", "risk": "removed", "wishes": "met", "keeps_safe": "x"}
        actions.finish_concern(viewer=viewer, version=1, **ended, **given)
    for role in ("social_worker", "safeguarding_lead"):
        assert there not in today(city, role)
