"""Tests of the pages for agreement, sending and deciding, of the printed plan, and of its reading age."""

import pytest

from locallinks.foundation.shared.roles import Role
from locallinks.foundation.shared.viewer import acting_as
from locallinks.personal.plans.actions.decision import return_plan
from locallinks.personal.plans.actions.writing import change_line, start_plan
from locallinks.personal.plans.models import PlanAgreement, PlanApproval
from locallinks.personal.plans.tests.builders import (
    CLUB,
    HOME_CARE,
    WORDS,
    approved,
    do,
    lines,
    sent_plan,
    started,
    state_of,
    written,
)
from locallinks.personal.plans.tests.page_helpers import post, shown, text, url
from tests.kit import City
from tests.readability import page_words, reading_age

# ---------- agreeing, sending, deciding


def test_the_person_says_it_themselves(city: City):
    plan, client = written(city), city.client("person")
    page = text(client.get(url(plan, "agreement/")))
    assert "Do you agree with your plan?" in page
    version = shown(page)
    response = post(client, url(plan, "agreement/"), version=version, agrees="no", words="")
    assert "Write down what they do not agree with" in text(response)
    post(client, url(plan, "agreement/"), version=version, agrees="no", words="I want two visits")
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


def test_a_plan_over_the_first_budget_is_asked_why_and_the_approver_reads_it(city: City):
    care = HOME_CARE | {"outcomes": ["A7"], "council_cost_pence": 20000}
    plan, client = written(city, lines=(care, CLUB)), city.client("support_planner")
    page = text(client.get(url(plan, "send/")))
    assert "£13.70 a week over the first budget" in page
    assert "That is allowed. Why is it right?" in page
    response = post(client, url(plan, "send/"), why_over_indicative=" ")
    assert response.status_code == 422
    assert "Enter why more than the first budget is right" in text(response)
    post(client, url(plan, "send/"), why_over_indicative="Two people lift her")
    page = text(city.client("social_worker2").get(url(plan, "decide/")))
    assert "“Two people lift her”" in page
    assert "Why do you approve it?" in page  # and no second reason is asked for
    do(city, "social_worker2", return_plan, pathway_id=plan.pathway_id, comments="At night?")
    assert "Two people lift her" in text(client.get(url(plan, "send/")))  # kept when it comes back


def test_the_person_sends_their_own_plan(city: City):
    plan = written(city, "self_planning")
    assert post(city.client("person"), url(plan, "send/")).status_code == 303
    assert state_of(city, plan) == "plan_submitted"


def decision(**changes) -> dict:
    return {
        "personal_budget_pence": "0.00",
        "contribution_pence": "0.00",
        "deployment": "isf",
        "direct_payment_pence": "",
        "reason": "",
        **changes,
    }


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
    second = do(city, "social_worker", start_plan, pathway_id=plan.pathway_id)
    visits = lines(city, second)[0]
    do(city, "support_planner", change_line, line_id=visits.pk, version=None, title="Joan visits twice")
    page = text(client.get(url(plan, "versions/")))
    for words in ("Version 1", "Version 2", "Joan visits twice", "Changed", "The same"):
        assert words in page
    assert "an older one" in text(client.get(url(plan) + "?version=1"))
    assert client.get(url(plan) + "?version=7").status_code == 404


# ---------- words


PEOPLE = [("", "person"), ("agreement/", "person"), ("print/", "person"), ("versions/", "person")]
STAFF = [
    ("", "support_planner"),
    ("about/", "support_planner"),
    ("about/wellbeing/", "support_planner"),
    ("add/", "support_planner"),
    ("add/details/?kind=voluntary", "support_planner"),
    ("not-found/", "support_planner"),
    ("agreement/", "support_planner"),
    ("send/", "support_planner"),
]


@pytest.mark.parametrize(("page", "role"), PEOPLE + STAFF)
def test_the_words_are_plain(city: City, page: str, role: str):
    plan = written(city)
    words = page_words(text(city.client(role).get(url(plan, page))))
    assert reading_age(words) <= (11 if role == Role.PERSON else 13), words


@pytest.mark.parametrize("page", ["decide/", "send-back/"])
def test_the_words_of_the_decision_are_plain(city: City, page: str):
    plan = sent_plan(city)
    words = page_words(text(city.client("social_worker2").get(url(plan, page))))
    assert reading_age(words) <= 13, words
