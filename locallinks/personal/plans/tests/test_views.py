"""The pages of a plan, as a planner, a social worker and the person meet them."""

import re
import uuid

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from locallinks.foundation.audit.models import Entry
from locallinks.foundation.shared.scope import acting_as
from locallinks.foundation.ui.reading import page_words, reading_age
from locallinks.local.directory.models import Schedule, Service, ServiceOrganisation
from locallinks.local.unmet_needs.models import UnmetNeed
from locallinks.personal.handovers.tests.builders import serve
from locallinks.personal.plans import actions
from locallinks.personal.plans.models import Line, Plan, PlanAgreement, PlanApproval
from locallinks.personal.plans.tests.builders import (
    CLUB,
    HOME_CARE,
    PHOTOGRAPHS,
    VISITS,
    WORDS,
    again,
    approved,
    do,
    lines,
    ready,
    sent_plan,
    started,
    state_of,
    written,
)  # fmt: skip
from tests.kit import NOW, City, make_person, pathway_in


def url(plan: Plan, page: str = "") -> str:
    return f"/pathways/{plan.pathway_id}/plan/{page}"


def text(response) -> str:
    return response.content.decode()


def post(client: Client, address: str, **data):
    return client.post(address, {"submission": str(uuid.uuid4()), **data})


def about(plan: Plan, **answers) -> dict:
    return {"version": plan.version, "what_matters": "", "about_me": "", "good_week": "", **answers}


ROLES = {
    "support_planner": 200, "network_manager": 200, "social_worker": 200, "person": 200, "handover_champion": 403,
    "volunteer_developer": 403, "commissioner": 403, "finance": 403, "provider": 403, "investor": 403,
    "administrator": 403, "other_social_worker": 404, "other_support_planner": 404,
}  # fmt: skip


@pytest.mark.parametrize(("role", "status"), ROLES.items())
@pytest.mark.parametrize("page", ["", "print/", "versions/"])
def test_who_reads_a_plan(city: City, page: str, role: str, status: int):
    plan = written(city)
    response = city.client(role).get(url(plan, page))
    assert response.status_code == status
    with acting_as(city.viewer("social_worker")):
        looks = Entry.objects.filter(kind="read", actor_id=city.users[role].pk, person_id=plan.person_id).count()
    assert looks == (1 if status == 200 else 0)


WRITING = ["about/", "about/wellbeing/", "about/later/", "add/", "add/details/?kind=informal", "not-found/", "send/"]


@pytest.mark.parametrize("page", WRITING)
def test_only_whoever_plans_opens_the_pages_to_write_in(city: City, page: str):
    plan = written(city)
    assert city.client("support_planner").get(url(plan, page)).status_code == 200
    for role in ("social_worker", "person", "network_manager", "volunteer_developer"):
        assert city.client(role).get(url(plan, page)).status_code == 403, role


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
    response = post(client, f"/pathways/{pathway.pk}/plan/start/")
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


def test_a_line_that_is_not_ready_is_linked(city: City):
    plan = started(city)
    line = do(city, "support_planner", actions.add_line, plan_id=plan.pk, **VISITS | {"giver_agreed": None})
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
        do(city, "support_planner", actions.add_line, plan_id=plan.pk, **CLUB | {"title": f"Club {n}"})
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
    post(client, url(plan, "about/later/"), **{
        "version": plan.version, "contingency": "Ring Ann", "review_on-day": "3", "review_on-month": "5",
        "review_on-year": "2099",
    })  # fmt: skip
    plan = again(city, plan)
    assert (plan.what_matters, plan.wellbeing, plan.contingency, plan.review_on.year) == (
        "To lead again", ["home"], "Ring Ann", 2099,
    )  # fmt: skip
    assert client.get(url(plan, "about/nothing/")).status_code == 404


def test_an_older_copy_is_shown_beside_what_was_typed(city: City):
    plan, client = started(city), city.client("support_planner")
    do(city, "support_planner", actions.save_about, plan_id=plan.pk, version=None, answers={"about_me": "Theirs"})
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
    """A service of the directory, every Tuesday."""
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
        client, choose.replace("&amp;", "&"), **form, outcomes=["A9"], kind="community_asset", own_cost_pence="4.50",
        weekly_cost_pence="", essential="", contingency="",
    )  # fmt: skip
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
        ("voluntary", ["giver_agreed", "regulated"], ["personal_care"]),
        ("informal", ["giver_agreed", "personal_care"], ["weekly_cost_pence", "regulated"]),
        ("statutory", ["weekly_cost_pence", "personal_care", "minutes_per_week"], ["giver_agreed"]),
        ("self", ["own_cost_pence"], ["giver_agreed", "weekly_cost_pence", "minutes_per_week"]),
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
        "weekly_cost_pence": "273.00", "funder": "council", "own_cost_pence": "", "personal_care": "yes",
        "essential": "yes", "contingency": "", "kind": "statutory", **changes,
    }  # fmt: skip


def test_hours_and_pounds_are_kept_exactly(city: City):
    plan = started(city)
    post(city.client("support_planner"), url(plan, "add/details/?kind=statutory"), **a_line(minutes_per_week="1.25"))
    (line,) = lines(city, plan)
    assert (line.minutes_per_week, line.weekly_cost_pence, line.essential, line.personal_care) == (
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
        ({"minutes_per_week": "soon"}, "Hours a week must be a number, like 1.25"),
        ({"minutes_per_week": "1.1"}, "Hours a week must be in quarters"),
        ({"minutes_per_week": "900"}, "Hours a week must be from 0 to 336"),
        ({"weekly_cost_pence": "lots"}, "must be an amount of money"),
        ({"weekly_cost_pence": "30000"}, "The weekly cost must be from £0.00 to £20,000.00"),
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
    line = do(city, "support_planner", actions.add_line, plan_id=plan.pk, **HOME_CARE | {"outcomes": ["A7"]})
    page = text(client.get(url(plan, f"lines/{line.pk}/")))
    assert 'value="14"' in page
    assert 'value="273.00"' in page
    change = a_line(minutes_per_week="8", weekly_cost_pence="156.00", version=line.version)
    assert post(client, url(plan, f"lines/{line.pk}/"), **change).status_code == 303
    assert post(client, url(plan, f"lines/{line.pk}/"), **change | {"title": "Late"}).status_code == 409
    assert lines(city, plan)[0].weekly_cost_pence == 15600
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


# ---------- agreeing, sending, deciding


def test_the_person_says_it_themselves(city: City):
    plan, client = written(city), city.client("person")
    page = text(client.get(url(plan, "agreement/")))
    assert "Do you agree with your plan?" in page
    response = post(client, url(plan, "agreement/"), agrees="no", words="")
    assert "Write down what they do not agree with" in text(response)
    post(client, url(plan, "agreement/"), agrees="no", words="I want two visits")
    with acting_as(city.viewer("social_worker")):
        assert PlanAgreement.objects.latest("at", "pk").words == "I want two visits"
    assert "I want two visits" in text(city.client("support_planner").get(url(plan)))


def test_sending_lists_what_is_missing_and_then_sends(city: City):
    plan, client = started(city), city.client("support_planner")
    page = text(client.get(url(plan, "send/")))
    assert "It cannot go yet" in page
    response = post(client, url(plan, "send/"))
    assert response.status_code == 422
    assert "Choose which parts of wellbeing this support is for" in text(response)
    plan = written(city, name="Ann Ash", own=False)
    assert "decides by" in text(client.get(url(plan, "send/")))
    assert post(client, url(plan, "send/")).status_code == 303
    assert state_of(city, plan) == "plan_submitted"
    assert "Waiting for a decision" in text(client.get(url(plan)))


def test_the_person_sends_their_own_plan(city: City):
    plan = written(city, "self_planning")
    assert post(city.client("person"), url(plan, "send/")).status_code == 303
    assert state_of(city, plan) == "plan_submitted"


DECIDERS = {
    "social_worker2": 200, "social_worker": 200, "support_planner": 403, "person": 403, "network_manager": 403,
    "handover_champion": 403, "finance": 403, "other_social_worker": 404,
}  # fmt: skip


@pytest.mark.parametrize(("role", "status"), DECIDERS.items())
@pytest.mark.parametrize("page", ["decide/", "send-back/"])
def test_who_decides(city: City, page: str, role: str, status: int):
    plan = sent_plan(city)
    assert city.client(role).get(url(plan, page)).status_code == status


def decision(**changes) -> dict:
    return {
        "personal_budget_pence": "0.00", "contribution_pence": "0.00", "deployment": "isf", "direct_payment_pence": "",
        "reason": "", **changes,
    }  # fmt: skip


def test_approving_on_the_page(city: City):
    plan, client = sent_plan(city), city.client("social_worker2")
    page = text(client.get(url(plan, "decide/")))
    assert "How each need is met" in page
    assert page.count('name="deployment"') == 6
    response = post(client, url(plan, "decide/"), **decision(contribution_pence="1"))
    assert "cannot be more than the personal budget" in text(response)
    assert post(client, url(plan, "decide/"), **decision()).status_code == 303
    page = text(client.get(url(plan)))
    assert "Approved by Social Worker2" in page
    assert "Held by the network or a provider" in page
    with acting_as(city.viewer("social_worker")):
        assert PlanApproval.objects.count() == 1


def test_over_the_first_budget_the_page_asks_why(city: City):
    care = HOME_CARE | {"outcomes": ["A7"], "weekly_cost_pence": 20000}
    plan, client = sent_plan(city, lines=(care, CLUB)), city.client("social_worker2")
    assert "The plan is £13.70 a week over the first budget" in text(client.get(url(plan, "decide/")))
    response = post(client, url(plan, "decide/"), **decision(personal_budget_pence="200"))
    assert "That is allowed: say why" in text(response)
    response = post(
        client, url(plan, "decide/"), **decision(personal_budget_pence="200", reason="Nothing less will do")
    )
    assert response.status_code == 303


def test_whoever_may_not_approve_is_told_and_may_still_send_back(city: City):
    plan = sent_plan(city, "council_planning")
    page = text(city.client("social_worker").get(url(plan, "decide/")))
    assert "a colleague decides" in page
    assert 'name="deployment"' not in page
    other = sent_plan(city, name="Ann Ash", own=False)
    page = text(city.client("social_worker").get(url(other, "decide/")))
    assert "Nobody has set how much you may approve" in page
    assert "Send it back with comments" in page


def test_sending_back_shows_the_comments_to_whoever_wrote_it(city: City):
    plan = sent_plan(city)
    client = city.client("social_worker2")
    assert post(client, url(plan, "send-back/"), comments=" ").status_code == 422
    post(client, url(plan, "send-back/"), comments="Who comes at night?")
    assert "Who comes at night?" in text(city.client("support_planner").get(url(plan)))
    response = client.get(url(plan, "decide/"))
    assert (response.status_code, response["Location"]) == (302, url(plan))


# ---------- paper and versions


def test_the_plan_on_paper_says_who_to_ring(city: City):
    plan = approved(city)
    client = city.client("person")
    page = text(client.get(url(plan, "print/")))
    for words in ("Who to ring", "Joan Whitlock", "Ruth Adeyemi", "Millbank Neighbours", WORDS["contingency"]):
        assert words in page
    assert "plan-paper--large" not in page
    assert "plan-paper--large" in text(client.get(url(plan, "print/?size=large")))


def test_large_print_is_given_to_whoever_asked_for_it(city: City):
    plan = written(city, reading_format="large_print")
    assert "plan-paper--large" in text(city.client("person").get(url(plan, "print/")))


def test_versions(city: City):
    plan = approved(city)
    client = city.client("social_worker")
    assert "This is the first version" in text(client.get(url(plan, "versions/")))
    with acting_as(city.viewer("social_worker")):
        type(plan.pathway).objects.filter(pk=plan.pathway_id).update(state="planning")
    second = do(city, "social_worker", actions.start_plan, pathway_id=plan.pathway_id)
    visits = lines(city, second)[0]
    do(city, "support_planner", actions.change_line, line_id=visits.pk, version=None, title="Joan visits twice")
    page = text(client.get(url(plan, "versions/")))
    for words in ("Version 1", "Version 2", "Joan visits twice", "Changed", "The same"):
        assert words in page
    assert "an older one" in text(client.get(url(plan) + "?version=1"))
    assert client.get(url(plan) + "?version=7").status_code == 404


# ---------- words


PEOPLE = [("", "person"), ("agreement/", "person"), ("print/", "person"), ("versions/", "person")]
STAFF = [
    ("", "support_planner"), ("about/", "support_planner"), ("about/wellbeing/", "support_planner"),
    ("add/", "support_planner"), ("add/details/?kind=voluntary", "support_planner"), ("not-found/", "support_planner"),
    ("agreement/", "support_planner"), ("send/", "support_planner"),
]  # fmt: skip


@pytest.mark.parametrize(("page", "role"), PEOPLE + STAFF)
def test_the_words_are_plain(city: City, page: str, role: str):
    plan = written(city)
    words = page_words(text(city.client(role).get(url(plan, page))))
    assert reading_age(words) <= (11 if role == "person" else 13), words


@pytest.mark.parametrize("page", ["decide/", "send-back/"])
def test_the_words_of_the_decision_are_plain(city: City, page: str):
    plan = sent_plan(city)
    words = page_words(text(city.client("social_worker2").get(url(plan, page))))
    assert reading_age(words) <= 13, words
