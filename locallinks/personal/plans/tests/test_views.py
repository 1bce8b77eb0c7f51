"""Tests of the pages of a plan, for a planner, a social worker and the person."""

import re
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from locallinks.foundation.audit.models import Entry
from locallinks.foundation.shared.viewer import acting_as
from locallinks.local.directory.models import Schedule, Service, ServiceOrganisation
from locallinks.local.unmet_needs.models import UnmetNeed
from locallinks.personal.handovers.tests.builders import serve
from locallinks.personal.pathways.actions import record_advocacy
from locallinks.personal.plans.actions.writing import add_line, save_plan_texts
from locallinks.personal.plans.models import Line, Plan
from locallinks.personal.plans.tests.builders import (
    CLUB,
    HOME_CARE,
    PHOTOGRAPHS,
    VISITS,
    again,
    do,
    lines,
    ready,
    started,
    written,
)  # fmt: skip
from locallinks.personal.plans.tests.page_helpers import about, post, text, url
from tests.kit import NOW, City, make_person, pathway_in
from tests.readability import page_words


@pytest.mark.parametrize("page", ["", "print/", "versions/"])
def test_a_look_is_written_down_and_a_refusal_is_not_a_look(city: City, page: str):
    plan = written(city)
    for role, looks in (("support_planner", 1), ("person", 1), ("finance", 0), ("other_support_planner", 0)):
        assert (city.client(role).get(url(plan, page)).status_code == 200) is bool(looks), role
        with acting_as(city.viewer("social_worker")):
            found = Entry.objects.filter(kind="read", actor_id=city.users[role].pk, person_id=plan.person_id).count()
        assert found == looks, role


WRITING = ["about/", "about/wellbeing/", "about/later/", "add/", "add/details/?kind=informal", "not-found/", "send/"]


@pytest.mark.parametrize("page", [*WRITING, "agreement/", "decide/", "send-back/", "print/", "versions/"])
def test_a_page_about_no_plan_leads_to_the_page_that_starts_one(city: City, page: str):
    pathway = ready(city)
    response = city.client("social_worker").get(f"/pathways/{pathway.pk}/plan/{page}")
    assert (response.status_code, response["Location"]) == (302, f"/pathways/{pathway.pk}/plan/")


def test_starting_from_the_empty_page(city: City):
    pathway = ready(city)
    client = city.client("support_planner")
    page = text(client.get(f"/pathways/{pathway.pk}/plan/"))
    assert "Start the plan" in page
    response = post(client, f"/pathways/{pathway.pk}/plan/start/", can_take_part="yes")
    assert response["Location"] == f"/pathways/{pathway.pk}/plan/"
    page = text(client.get(response["Location"]))
    assert "Nothing for this yet" in page


def test_before_the_offer_the_page_asks_for_it(city: City):
    serve(city)
    pathway = pathway_in(city, make_person(city), "budgeted")
    page = text(city.client("social_worker").get(f"/pathways/{pathway.pk}/plan/"))
    assert "Offer an introduction to a network" in page
    assert "?reason=plan_written_in_assessment" in page
    page = text(
        city.client("social_worker").get(f"/pathways/{pathway.pk}/offer/none/?reason=plan_written_in_assessment")
    )
    assert re.search(r'value="plan_written_in_assessment" checked', page)


# ---------- the plan itself


def test_the_plan_shows_words_needs_lines_and_who_acts_next(city: City):
    plan = written(city, lines=(VISITS, CLUB, PHOTOGRAPHS))
    page = text(city.client("support_planner").get(url(plan)))
    for words in (
        "To lead something again",
        "Family and friends",
        VISITS["title"],
        CLUB["title"],
        "They agreed to do this",
    ):
        assert words in page
    assert "Wanted for its own sake" in page
    assert "Send plan for approval" in page
    page = text(city.client("person").get(url(plan)))
    assert "Your plan" in page
    assert "Take out" not in page
    page = text(city.client("network_manager").get(url(plan)))
    assert "What happens next: Write the plan with Mary" in page


@pytest.mark.parametrize("page", ["", "print/", "agreement/", "versions/", "send/"])
@pytest.mark.parametrize("role", ["support_planner", "person"])
def test_neither_baseline_nor_saving_is_ever_there(city: City, role: str, page: str):
    plan = written(city)
    response = city.client(role).get(url(plan, page))
    words = page_words(text(response)).lower()
    for word in ("baseline", "saving", "saved", "dividend", "usual package"):
        assert word not in words


def test_what_is_still_needed_is_a_list_of_links(city: City):
    plan = started(city)
    page = text(city.client("support_planner").get(url(plan)))
    assert "6 things are</a> still needed" in page.replace("\n", " ") or "6 things are" in page
    assert f'href="{url(plan, "add/")}?for=A7"' in page
    assert f'href="{url(plan, "about/wellbeing/")}"' in page
    assert f'href="{url(plan, "agreement/")}"' in page
    assert "Send plan for approval" not in page


def test_somebody_who_writes_their_own_plan_is_spoken_to(city: City):
    plan = started(city, "self_planning")
    page = text(city.client("person").get(url(plan)))
    assert "Say if you agree with your plan" in page
    assert "Ask if the person agrees" not in page


def test_a_line_for_two_needs_is_drawn_once(city: City):
    plan = written(city)
    page = text(city.client("support_planner").get(url(plan)))
    club = lines(city, plan)[1]
    assert page.count(f'id="line-{club.pk}"') == 1
    assert f'<a class="govuk-link" href="#line-{club.pk}"' in page


def test_a_line_that_is_not_ready_is_linked(city: City):
    plan = started(city)
    line = do(city, "support_planner", add_line, plan_id=plan.pk, **VISITS | {"giver_agreed": None})
    page = text(city.client("support_planner").get(url(plan)))
    assert f'href="{url(plan, f"lines/{line.pk}/")}">{VISITS["title"]}: Ask whoever gives this' in page


def test_the_queries_of_the_plan_page_do_not_grow_with_its_lines(city: City):
    def counted(plan: Plan) -> int:
        client = city.client("support_planner")
        with CaptureQueriesContext(connection) as ran:
            assert client.get(url(plan)).status_code == 200
        return len(ran)

    plan = written(city)
    few = counted(plan)
    for n in range(12):
        do(city, "support_planner", add_line, plan_id=plan.pk, **CLUB | {"title": f"Club {n}"})
    assert counted(plan) == few
    assert few <= 32


def test_html_is_text(city: City):
    plan = written(city, lines=(VISITS | {"title": "<script>alert(1)</script>"}, CLUB))
    for page in ("", "print/", "agreement/", "versions/"):
        body = text(city.client("support_planner").get(url(plan, page)))
        assert "<script>alert(1)" not in body


# ---------- writing


def test_words_are_saved_and_come_back(city: City):
    plan, client = started(city), city.client("support_planner")
    response = post(client, url(plan, "about/"), **about(plan, what_matters="To lead again", about_me="Majorettes"))
    assert (response.status_code, response["Location"]) == (303, url(plan))
    assert "To lead again" in text(client.get(url(plan, "about/")))


def test_the_three_parts_are_saved_one_after_another(city: City):
    plan, client = started(city), city.client("support_planner")
    post(client, url(plan, "about/"), **about(plan, what_matters="To lead again"))
    plan = again(city, plan)
    post(client, url(plan, "about/wellbeing/"), version=plan.version, wellbeing=["home"], advice="Eat well")
    plan = again(city, plan)
    post(
        client,
        url(plan, "about/later/"),
        **{
            "version": plan.version,
            "contingency": "Ring Ann",
            "review_on-day": "3",
            "review_on-month": "5",
            "review_on-year": "2099",
        },
    )
    plan = again(city, plan)
    assert (plan.what_matters, plan.wellbeing, plan.contingency, plan.review_on.year) == (
        "To lead again",
        ["home"],
        "Ring Ann",
        2099,
    )
    assert client.get(url(plan, "about/nothing/")).status_code == 404


def test_an_older_copy_is_shown_beside_what_was_typed(city: City):
    plan, client = started(city), city.client("support_planner")
    do(city, "support_planner", save_plan_texts, plan_id=plan.pk, version=None, answers={"about_me": "Theirs"})
    response = post(client, url(plan, "about/"), **about(plan, about_me="Mine"))
    assert response.status_code == 409
    assert "Theirs" in text(response)
    assert "Mine" in text(response)
    assert again(city, plan).about_me == "Theirs"


@pytest.mark.parametrize("field", ["what_matters", "about_me", "good_week"])
def test_ten_thousand_characters_are_too_many(city: City, field: str):
    plan = started(city)
    response = post(city.client("support_planner"), url(plan, "about/"), **about(plan, **{field: "x" * 10_000}))
    assert response.status_code == 422
    assert "5,000 characters or fewer" in text(response)


def service(name: str = "Lunch club", **details) -> Service:
    """Return a service of the directory that happens every Tuesday."""
    organisation, _ = ServiceOrganisation.objects.get_or_create(
        source="test", source_id="1", defaults={"name": "St Mary's Hall"}
    )
    made = Service.objects.create(
        source="test", source_id=str(uuid.uuid4()), organisation=organisation, name=name, content_hash="x",
        first_seen_at=NOW, last_seen_at=NOW, **details,
    )  # fmt: skip
    Schedule.objects.create(service=made, weekday=1, freq="WEEKLY")
    return made


def test_from_search_to_saved_in_four_clicks(city: City):
    found, plan, client = service(is_free=True, phone="0113 496 0001"), started(city), city.client("support_planner")
    page = text(client.get(url(plan)))  # 1: "Add something" for a need
    assert url(plan, "add/") in page
    page = text(client.get(url(plan, "add/") + "?for=A9&words=lunch+club&near=&within=&day=1"))  # 2: Search
    assert "1 thing found" in page
    assert "0113 496 0001" in page
    choose = url(plan, "add/details/") + f"?service={found.pk}&amp;for=A9"
    assert choose in page
    page = text(client.get(choose.replace("&amp;", "&")))  # 3: Choose this
    assert "Tuesday" in page
    form = dict(re.findall(r'<input[^>]*name="(title|given_by|what_when)"[^>]*value="([^"]*)"', page))
    assert form["title"] == "Lunch club"
    response = post(  # 4: Save
        client,
        choose.replace("&amp;", "&"),
        **form,
        outcomes=["A9"],
        kind="community_asset",
        own_cost_pence="4.50",
        council_cost_pence="",
        essential="",
        contingency="",
    )
    assert response.status_code == 303, text(response)
    (line,) = lines(city, plan)
    assert (line.service_id, line.title, line.own_cost_pence, line.eligible) == (found.pk, "Lunch club", 450, True)
    assert "every tuesday" in line.what_when.lower()


def test_a_search_with_nothing_leads_to_saying_so(city: City):
    plan = started(city)
    page = text(city.client("support_planner").get(url(plan, "add/") + "?words=unicycling&near=ZZ99+9ZZ&within=3&day="))
    assert "Nothing like that is in the directory" in page
    assert "We do not know the postcode ZZ99 9ZZ" in page
    assert "words=unicycling" in page


@pytest.mark.parametrize(
    ("kind", "asked", "not_asked"),
    [
        ("voluntary", ["giver_agreed", "regulated", "personal_care"], []),
        ("informal", ["giver_agreed", "personal_care"], ["council_cost_pence", "regulated"]),
        ("statutory", ["council_cost_pence", "personal_care", "minutes_per_week"], ["giver_agreed"]),
        ("self", ["own_cost_pence"], ["giver_agreed", "council_cost_pence", "minutes_per_week"]),
    ],
)
def test_only_what_a_kind_can_need_is_asked(city: City, kind: str, asked: list, not_asked: list):
    plan = started(city)
    page = text(city.client("support_planner").get(url(plan, f"add/details/?kind={kind}&for=A7")))
    for name in asked:
        assert f'name="{name}"' in page
    for name in not_asked:
        assert f'name="{name}"' not in page
    assert re.search(r'value="A7" checked', page)
    if kind == "statutory":
        assert "Home care here costs £19.50 an hour" in page


def a_line(**changes) -> dict:
    return {
        "title": "Home care", "outcomes": ["A7"], "given_by": "Beck", "what_when": "Daily", "minutes_per_week": "14",
        "council_cost_pence": "273.00", "nhs_cost_pence": "", "own_cost_pence": "", "personal_care": "yes",
        "essential": "yes", "contingency": "", "kind": "statutory", **changes,
    }  # fmt: skip


def test_hours_and_pounds_are_kept_exactly(city: City):
    plan = started(city)
    post(city.client("support_planner"), url(plan, "add/details/?kind=statutory"), **a_line(minutes_per_week="1.25"))
    (line,) = lines(city, plan)
    assert (line.minutes_per_week, line.council_cost_pence, line.essential, line.personal_care) == (
        75,
        27300,
        True,
        True,
    )


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"title": ""}, "Enter what will happen"),
        ({"title": "x" * 10_000}, "300 characters or fewer"),
        ({"minutes_per_week": "soon"}, "Hours a week must be a number, like 9.5"),
        ({"minutes_per_week": "1.1"}, "Hours a week must be in quarters"),
        ({"minutes_per_week": "900"}, "Hours a week must be from 0 to 336"),
        ({"council_cost_pence": "lots"}, "must be an amount of money"),
        ({"council_cost_pence": "30000"}, "The weekly cost must be from £0.00 to £20,000.00"),
        ({"outcomes": ["own"]}, "The council does not pay for added support"),
        ({"outcomes": ["A3"]}, "from the list"),
    ],
)
def test_a_bad_line_names_its_box_and_keeps_what_was_typed(city: City, change: dict, said: str):
    plan = started(city)
    response = post(city.client("support_planner"), url(plan, "add/details/?kind=statutory"), **a_line(**change))
    assert response.status_code == 422
    assert said in text(response)
    if "title" not in change:
        assert 'value="Home care"' in text(response)
    assert lines(city, plan) == []


def test_a_double_click_adds_one_line(city: City):
    plan, client = started(city), city.client("support_planner")
    form = a_line(submission=str(uuid.uuid4()))
    answers = [client.post(url(plan, "add/details/?kind=statutory"), form) for _ in range(2)]
    assert answers[0]["Location"] == answers[1]["Location"]
    assert len(lines(city, plan)) == 1


def test_a_line_is_changed_and_an_older_copy_noticed(city: City):
    plan, client = started(city), city.client("support_planner")
    line = do(city, "support_planner", add_line, plan_id=plan.pk, **HOME_CARE | {"outcomes": ["A7"]})
    page = text(client.get(url(plan, f"lines/{line.pk}/")))
    assert 'value="14"' in page
    assert 'value="273.00"' in page
    change = a_line(minutes_per_week="8", council_cost_pence="156.00", version=line.version)
    assert post(client, url(plan, f"lines/{line.pk}/"), **change).status_code == 303
    assert post(client, url(plan, f"lines/{line.pk}/"), **change | {"title": "Late"}).status_code == 409
    assert lines(city, plan)[0].council_cost_pence == 15600
    assert client.get(url(plan, "lines/999999/")).status_code == 404


def test_taking_out_offers_to_put_back(city: City):
    plan, client = written(city), city.client("support_planner")
    line = lines(city, plan)[0]
    response = post(client, url(plan, f"lines/{line.pk}/take-out/"), version=line.version, reason="")
    assert response["Location"] == url(plan) + f"?removed={line.pk}"
    page = text(client.get(response["Location"]))
    assert "is no longer in the plan" in page
    post(client, url(plan, f"lines/{line.pk}/put-back/"))
    with acting_as(city.viewer("social_worker")):
        assert Line.objects.get(pk=line.pk).removed_at is None


def test_what_could_not_be_found_shows_on_the_plan(city: City):
    plan, client = started(city), city.client("support_planner")
    form = {"outcome": "A9", "looked_for": "A lift to chapel", "where_looked": "The bus company", "why": "other"}
    response = post(client, url(plan, "not-found/"), **form)
    assert "Say why it could not be found" in text(response)
    post(client, url(plan, "not-found/"), **form, why_words="Sundays only")
    assert "A lift to chapel" in text(client.get(url(plan)))
    with acting_as(city.viewer("social_worker")):
        assert UnmetNeed.objects.count() == 1


def test_starting_asks_whether_they_can_take_part(city: City):
    """Advocacy is asked about again before planning, which waits for a needed advocate (docs/rules/care-act.md 9)."""
    pathway = ready(city)
    client, start = city.client("support_planner"), f"/pathways/{pathway.pk}/plan/start/"
    page = text(client.get(start))
    assert "Can they take part in planning?" in page
    assert client.post(start, {"submission": str(uuid.uuid4())}).status_code == 422
    response = client.post(start, {"submission": str(uuid.uuid4()), "can_take_part": "no"})
    assert response.status_code == 422
    assert "who could speak up for" in text(response)
    with acting_as(city.viewer("social_worker")) as viewer:
        record_advocacy(viewer=viewer, pathway=pathway, needed=True, reason="Alone with it", at=NOW)
    page = text(client.get(start))
    assert "First, an advocate" in page
    assert "Write down who it is" in page
    with acting_as(city.viewer("social_worker")) as viewer:
        record_advocacy(
            viewer=viewer, pathway=pathway, needed=True, arranged_with="Aire Advocacy", reason="Asked", at=NOW
        )
    assert client.post(start, {"submission": str(uuid.uuid4())}).status_code == 303
