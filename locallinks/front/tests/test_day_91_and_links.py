"""Day 91 on Today, the page of a merged record, links of a person's page to other pages, and shortcuts."""

from datetime import timedelta

import pytest

from locallinks.foundation.people.actions import duplicates
from locallinks.foundation.shared import clock
from locallinks.foundation.shared.viewer import acting_as
from locallinks.personal.assessments.actions.short_term import end_short_term, record_day_91, start_short_term
from locallinks.personal.pathways.models import Pathway
from tests.kit import NOW, City, make_person, pathway_in


def main(city: City, role: str, page: str) -> str:
    response = city.client(role).get(page)
    assert response.status_code == 200
    return response.content.decode().split("<main", 1)[-1].split("</main>")[0]


@pytest.fixture
def spell(city: City) -> Pathway:
    """A pathway with reablement that began a hundred days ago."""
    pathway, viewer = pathway_in(city, make_person(city, own=True), "assessing"), city.viewer("social_worker")
    began = clock.now() - timedelta(days=100)
    with acting_as(viewer):
        start_short_term(
            viewer=viewer,
            pathway_id=pathway.pk,
            kind="reablement",
            goals="The stairs",
            given_by="The team",
            starts_on=began.date(),
            at=began,
        )
    return pathway


def test_day_91_is_on_today_until_its_answer_is_recorded(city: City, spell: Pathway) -> None:
    page = main(city, "social_worker", "/?whose=mine")
    assert "Day 91: ask where Mary is now" in page
    assert f"/pathways/{spell.pk}/short-term/" in page
    worker, other = city.users["social_worker"].pk, city.users["social_worker2"].pk
    assert "Day 91" in main(city, "social_worker2", f"/work/?worker={worker}")
    assert "Day 91" not in main(city, "social_worker2", f"/work/?worker={other}")
    assert "Day 91" not in main(city, "support_planner", "/")
    assert "Day 91: ask where Mary is now" in city.client("social_worker").get("/?format=csv").content.decode()
    viewer = city.viewer("social_worker")
    with acting_as(viewer):
        record_day_91(
            viewer=viewer, short_term_id=spell.short_terms.get().pk, where="home", told_by="Mary", at=clock.now()
        )
    assert "Day 91" not in main(city, "social_worker", "/")


def test_there_is_no_day_91_task_after_a_death_or_too_early(city: City, spell: Pathway) -> None:
    viewer = city.viewer("social_worker")
    with acting_as(viewer):
        end_short_term(
            viewer=viewer,
            short_term_id=spell.short_terms.get().pk,
            ended_on=clock.today(),
            result="died",
            at=clock.now(),
        )
    other = pathway_in(city, make_person(city, name="Edna Holt"), "assessing")
    with acting_as(viewer):
        start_short_term(
            viewer=viewer,
            pathway_id=other.pk,
            kind="reablement",
            goals="x",
            given_by="x",
            starts_on=clock.today(),
            at=clock.now(),
        )
    assert "Day 91" not in main(city, "social_worker", "/")


def test_the_page_of_a_merged_record_leads_to_the_surviving_one(city: City) -> None:
    kept, aside = make_person(city), make_person(city, name="Mary Frith", own=True)
    viewer = city.viewer("social_worker")
    with acting_as(viewer):
        merge = duplicates.merge_records(
            viewer=viewer, keep_id=kept.pk, aside_id=aside.pk, reason="She told me", at=NOW
        )
    page = main(city, "social_worker", f"/people/{aside.pk}/")
    assert "This record was laid aside" in page
    assert f'href="/people/{kept.pk}/"' in page
    assert "laid aside" not in main(city, "social_worker", f"/people/{kept.pk}/")
    # The person gets no link to a record that they may not open.
    assert "laid aside" not in main(city, "person", f"/people/{aside.pk}/")
    with acting_as(viewer):
        duplicates.undo_merge(viewer=viewer, merge_id=merge.pk, reason="Two people", at=NOW)
    assert "laid aside" not in main(city, "social_worker", f"/people/{aside.pk}/")


def test_the_persons_page_links_to_outcomes_and_to_the_team(city: City) -> None:
    person = make_person(city, own=True)
    pathway = pathway_in(city, person, "live")
    for role, changed, team in (
        ("social_worker", True, True),
        ("person", True, True),
        ("support_planner", True, False),
        ("handover_champion", False, True),
    ):
        page = main(city, role, f"/people/{person.pk}/")
        assert (f"/pathways/{pathway.pk}/outcomes/" in page or "What changed" in page) is changed, role
        assert (f"/people/{person.pk}/team/" in page) is team, role


def test_shortcuts_are_those_of_the_role(city: City) -> None:
    page = main(city, "social_worker", "/")
    for words in ("Support at risk, part by part", "Support by what it costs, to review", "Neighbourhood teams"):
        assert words in page, words
    page = main(city, "support_planner", "/")
    assert "Support at risk, part by part" in page
    assert "Support by what it costs" not in page
