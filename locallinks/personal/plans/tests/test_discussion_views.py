"""Tests of the pages for comments, goals, tasks, visits and links, of the week and of easy read."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from locallinks.foundation.audit.models import Entry
from locallinks.foundation.people.actions.invitations import invite
from locallinks.foundation.shared import clock
from locallinks.foundation.shared.models import SubmittedForm
from locallinks.foundation.shared.viewer import acting_as
from locallinks.personal.plans.actions.discussion import add_comment, add_goal, add_task
from locallinks.personal.plans.actions.submission import submit_plan
from locallinks.personal.plans.actions.writing import add_line
from locallinks.personal.plans.models import Comment, Goal, Plan, PlanAgreement, PlanningVisit, Task
from locallinks.personal.plans.queries.easy_read import easy_read_sections
from locallinks.personal.plans.queries.plan_view import plan_view
from locallinks.personal.plans.tests.builders import (
    CLUB,
    VISITS,
    again,
    again_inside,
    approved,
    do,
    lines,
    sent_plan,
    started,
    written,
)
from locallinks.personal.plans.tests.page_helpers import post, text, url, version_on
from tests.kit import NOW, City

SHARE = "gets a share of the money left over"
MARY = {"said_by": "Mary Firth"}


def talked(city: City, plan: Plan) -> dict[str, int]:
    """A goal, a task and a comment."""
    known = {"pathway_id": plan.pathway_id, **MARY}
    do(city, "person", add_goal, words="To teach twirling", important=True, who_could_help="Ann", **known)
    task = do(city, "person", add_task, words="Ring the bowls club", who="Joan", **known)
    said = do(city, "person", add_comment, words="Not on a Sunday", **known)
    return {"task": task.pk, "comment": said.pk}


def test_numbers_nobody_knows_are_not_found(city: City):
    plan = written(city)
    talked(city, plan)
    for page in ("goals/9/", "to-do/999999/", "talk/999999/answer/", "link/999999/end/"):
        assert city.client("support_planner").get(url(plan, page)).status_code == 404, page


def test_before_there_is_a_plan_the_pages_lead_to_it(city: City):
    plan = started(city)
    with acting_as(city.viewer("social_worker")):
        Plan.objects.filter(pk=plan.pk).update(pathway=plan.pathway)
    assert "Nothing said yet" in text(city.client("person").get(url(plan, "talk/")))
    assert "Nothing in the week yet" in text(city.client("person").get(url(plan, "week/")))


# ---------- signed in


def test_the_person_says_adds_ticks_and_sees_the_answer(city: City):
    plan = written(city)
    line = lines(city, plan)[0]
    mary, joan = city.client("person"), city.client("support_planner")
    talk = url(plan, "talk/")
    assert post(mary, url(plan, "talk/say/"), words="Not on a Sunday", line=str(line.pk))["Location"] == talk
    post(mary, url(plan, "goals/add/"), words="To see the sea", important="on", who_could_help="Ann")
    post(mary, url(plan, "to-do/add/"), words="Ask about the coach", who="Mary")
    with acting_as(city.viewer("person")):
        comment, goal, task = Comment.objects.get(), Goal.objects.get(), Task.objects.get()
    assert (comment.line_id, comment.said_by, goal.important, goal.said_by) == (
        line.pk,
        "Mary Firth",
        True,
        "Mary Firth",
    )
    post(mary, url(plan, f"to-do/{task.pk}/"), done="yes")
    post(joan, url(plan, f"talk/{comment.pk}/answer/"), words="Thursday it is")
    page = text(mary.get(talk))
    for words in ("To see the sea", "One of the most important things", "Thursday it is", "Joan Whitlock answered"):
        assert words in page
    assert "Not done after all" in page
    assert "To see the sea" in text(mary.get(url(plan)))


def test_what_was_said_on_the_phone_needs_who_said_it(city: City):
    plan, client = written(city), city.client("support_planner")
    response = post(client, url(plan, "talk/say/"), words="Not on a Sunday", line="", said_by="")
    assert response.status_code == 422
    assert "Not on a Sunday" in text(response)
    post(client, url(plan, "talk/say/"), words="Not on a Sunday", line="", said_by="Ann, her niece")
    assert "Ann, her niece" in text(client.get(url(plan, "talk/")))


def test_progress_is_said_and_the_older_words_stay(city: City):
    plan, client = written(city), city.client("support_planner")
    talked(city, plan)
    form = {"words": "To teach twirling", "who_could_help": "", "version": "1", **MARY}
    post(client, url(plan, "goals/1/"), **form, progress="some", progress_words="Two girls came")
    response = post(client, url(plan, "goals/1/"), **form, progress="there", progress_words="Late")
    assert response.status_code == 409
    post(client, url(plan, "goals/1/"), **form | {"version": "2"}, progress="there", progress_words="A troop")
    page = text(client.get(url(plan, "goals/1/")))
    assert page.index("A troop") < page.index("Two girls came")


def test_a_visit_is_written_down(city: City):
    plan, client = written(city), city.client("support_planner")
    day = {"on-day": "16", "on-month": "11", "on-year": "2026"}
    post(client, url(plan, "visits/add/"), **day, how="home", who_was_there="Mary", words="What matters")
    assert "16 November 2026. At home" in text(client.get(url(plan, "talk/")))
    with acting_as(city.viewer("support_planner")):
        assert PlanningVisit.objects.count() == 1


def test_open_comments_show_before_sending_and_before_deciding(city: City):
    plan = written(city)
    talked(city, plan)
    page = text(city.client("support_planner").get(url(plan, "send/")))
    assert "Not answered yet" in page
    assert "Not on a Sunday" in page
    do(city, "support_planner", submit_plan, plan_id=plan.pk)
    assert "Not on a Sunday" in text(city.client("social_worker2").get(url(plan, "decide/")))


def test_who_does_what_if_is_kept_row_by_row(city: City):
    plan, client = started(city), city.client("support_planner")
    form = {f"{key}_{row}": "" for key in ("if", "then", "who", "phone") for row in range(3)} | {"version": "1"}
    row = {"if_0": "Jean is ill", "then_0": "Carol comes", "who_0": "Carol", "phone_0": "0113 496 0001"}
    response = post(client, url(plan, "what-if/"), **form | row | {"who_0": ""})
    assert response.status_code == 422
    assert "Say who does it" in text(response)
    post(client, url(plan, "what-if/"), **form | row)
    for page in ("", "print/", "read/"):
        assert "0113 496 0001" in text(city.client("person").get(url(plan, page))), page
    assert 'value="Jean is ill"' in text(client.get(url(plan, "what-if/")))
    post(client, url(plan, "what-if/"), **form | {"version": "2"})
    assert again(city, plan).what_if == []


def test_the_week_is_drawn_from_the_lines_and_on_paper_too(city: City):
    plan = written(city, lines=(VISITS, CLUB, VISITS | {"title": "Choir", "what_when": "Now and then"}))
    for page in ("week/", "print/"):
        body = text(city.client("person").get(url(plan, page)))
        thursday = re.search(r'scope="row">Thursday</th>(.*?)</tr>', body, re.S)
        assert thursday
        assert VISITS["title"] in thursday[1]
        assert "At other times" in body
        assert "Choir" in body


def test_plain_sentences_tell_the_whole_plan_in_order(city: City):
    plan = approved(city)
    page = text(city.client("person").get(url(plan, "read/")))
    with acting_as(city.viewer("person")):
        told = [
            one for _, sentences in easy_read_sections(plan_view(again_inside(plan)), you=True) for one in sentences
        ]
    assert "Joan visits for tea and a walk." in told
    assert "When: Thursdays, 2pm to 4pm." in told
    assert "Your personal budget is £0.00 a week." in told
    assert "Mary Firth agrees with it." in told
    assert page.index("What matters to you") < page.index("The money") < page.index("Something to know")


def test_a_plan_that_is_not_approved_is_told_so_with_other_funders(city: City):
    line = CLUB | {"nhs_cost_pence": 500, "outcomes": ["A9"]}
    plan = started(city)
    do(city, "support_planner", add_line, plan_id=plan.pk, **line)
    with acting_as(city.viewer("support_planner")):
        view = plan_view(again_inside(plan))
        told = [one for _, sentences in easy_read_sections(view, you=False) for one in sentences]
        assert (view.council_pence, view.nhs_pence, view.own_pence) == (0, 500, 200)
    for words in (
        "It is not approved yet.",
        "The NHS pays £5.00 a week.",
        "Their own money: £2.00 a week.",
        "There is nothing for this yet.",
        "Nobody has asked yet.",
        "We look at this plan together within a year.",
    ):
        assert words in told


def test_people_are_told_in_writing_that_the_network_shares(city: City):
    plan = written(city)
    for page in ("", "print/", "read/", "agreement/"):
        assert SHARE in text(city.client("person").get(url(plan, page))), page
    version = version_on(city.client("person"), url(plan, "agreement/"))
    post(city.client("person"), url(plan, "agreement/"), version=version, agrees="yes", words="")
    with acting_as(city.viewer("person")):
        assert PlanAgreement.objects.order_by("pk").last().told_of_network_share
    form = {"version": version, "agrees": "yes", "words": "", "said_by": "Mary Firth"}
    post(city.client("support_planner"), url(plan, "agreement/"), **form)
    with acting_as(city.viewer("person")):
        assert not PlanAgreement.objects.order_by("pk").last().told_of_network_share
    do(city, "support_planner", submit_plan, plan_id=plan.pk)
    assert "Nobody has written down that they were told" in text(
        city.client("social_worker2").get(url(plan, "decide/"))
    )


def test_where_no_network_plans_nothing_is_said_of_a_share(city: City):
    plan = written(city, "council_planning")
    for page in ("", "print/", "read/", "agreement/"):
        assert SHARE not in text(city.client("social_worker").get(url(plan, page))), page


# ---------- dates and money in a line


def line_form(**changes: str) -> dict[str, Any]:
    return {"title": "Home care", "outcomes": ["A7"], "kind": "statutory", **changes}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"starts_on-day": "1", "starts_on-month": "1", "starts_on-year": "1930"}, "before the person was born"),
        (
            {
                "starts_on-day": "2",
                "starts_on-month": "12",
                "starts_on-year": "2026",
                "ends_on-day": "1",
                "ends_on-month": "12",
                "ends_on-year": "2026",
            },
            "It ends before it starts",
        ),
        ({"nhs_cost_pence": "30000"}, "The weekly cost must be from"),
    ],
)
def test_a_line_with_a_day_or_sum_that_cannot_be(city: City, change: dict, said: str):
    from datetime import date

    plan = started(city, date_of_birth=date(1938, 5, 14))
    response = post(city.client("support_planner"), url(plan, "add/details/?kind=statutory"), **line_form(**change))
    assert response.status_code == 422
    assert said in text(response)
    assert lines(city, plan) == []


def test_a_line_paid_by_three_shows_each(city: City):
    plan = started(city)
    sums = {"council_cost_pence": "20", "nhs_cost_pence": "12.50", "own_cost_pence": "3"}
    post(city.client("support_planner"), url(plan, "add/details/?kind=statutory"), **line_form(**sums))
    page = text(city.client("support_planner").get(url(plan)))
    for words in (
        "£20.00 a week from the council",
        "£12.50 a week from the NHS",
        "£3.00 a week own money",
        "The NHS pays £12.50 a week",
        "Their own money: £3.00 a week",
    ):
        assert words in page


# ---------- by a link


def link_to(city: City, plan: Plan, days: int = 14, at: Any = None) -> tuple[int, str]:
    """Make a link valid now, because the middleware reads the real clock."""
    viewer = city.viewer("support_planner")
    with acting_as(viewer):
        invitation, token = invite(
            viewer=viewer,
            person=again_inside(plan).person,
            purpose="read_plan",
            record_id=plan.pathway_id,
            to_name="Jean Holt",
            at=at or clock.now(),
            days=days,
        )
    return invitation.pk, f"/with/{token}/plan/"


def test_the_link_is_shown_once_and_kept_nowhere(city: City):
    plan, client = written(city), city.client("support_planner")
    response = post(client, url(plan, "link/"), to_name="Jean Holt", days="14")
    assert response.status_code == 200
    (address,) = re.findall(r"http://testserver(/with/[^/]+/plan/)", text(response))
    assert "/with/" not in text(client.get(url(plan, "link/")))
    assert "Call it back" in text(client.get(url(plan, "link/")))
    assert not SubmittedForm.objects.filter(url__contains="/with/").exists()
    page = text(Client().get(address))
    assert "What do you think of it?" in page
    assert "/people/" not in page


def test_whoever_holds_the_link_reads_says_adds_ticks_and_answers(city: City):
    plan = written(city)
    ids = talked(city, plan)
    _, address = link_to(city, plan)
    client = Client()
    page = text(client.get(address))
    for words in ("To lead something again", "Joan visits for tea and a walk", "Not on a Sunday", "To teach twirling"):
        assert words in page
    assert post(client, f"{address}say/", words="I like Thursdays", line="")["Location"] == "../"
    assert post(client, f"{address}goal/", words="To see the sea", who_could_help="")["Location"] == "../"
    assert post(client, f"{address}to-do/{ids['task']}/", done="yes")["Location"] == "../../"
    answer = {"version": version_on(client, f"{address}agree/"), "agrees": "no", "words": "One day less"}
    assert post(client, f"{address}agree/", **answer)["Location"] == "../"
    with acting_as(city.viewer("person")):
        said = PlanAgreement.objects.order_by("pk").last()
        assert (said.agrees, said.said_by, said.by, said.told_of_network_share) == (False, "Jean Holt", None, True)
        assert Comment.objects.filter(by=None, said_by="Jean Holt").count() == 1
        assert Task.objects.get().said_by == "Jean Holt"
        looks = Entry.objects.filter(kind="read", actor_name="Jean Holt, by a link", person_id=plan.person_id)
        assert looks.exists()
    page = text(client.get(address))
    assert "I like Thursdays" in page
    assert "One day less" in page
    assert not SubmittedForm.objects.filter(url__contains="/with/").exists()


def test_a_link_that_is_over_or_wrong_opens_nothing(city: City):
    plan = written(city)
    invitation_id, address = link_to(city, plan)
    _, old = link_to(city, plan, days=1, at=clock.now() - timedelta(days=2))
    assert Client().get(old).status_code == 410
    assert Client().get(address.replace("/with/", "/with/x")).status_code == 404
    assert city.client("social_worker").get("/with/nothing/plan/").status_code == 404
    for page in ("say/", "goal/", "agree/"):
        assert Client().get(address + page).status_code == 200
    for page in (url(plan), url(plan, "talk/")):  # the link opens its own pages, and no other
        assert Client().get(page).status_code == 302
    end = url(plan, f"link/{invitation_id}/end/")
    post(city.client("support_planner"), end)
    assert Client().get(address).status_code == 410
    assert post(Client(), f"{address}say/", words="Late", line="").status_code == 410
    with acting_as(city.viewer("person")):
        assert not Comment.objects.exists()


def test_after_approval_the_link_still_reads_and_no_longer_asks(city: City):
    plan = approved(city)
    _, address = link_to(city, plan)
    assert "Say if you agree" not in text(Client().get(address))
    response = post(Client(), f"{address}agree/", agrees="yes", words="")
    assert response["Location"] == "../"


# ---------- queries


def counted(city: City, address: str, role: str | None = "support_planner") -> int:
    client = city.client(role)
    with CaptureQueriesContext(connection) as ran:
        assert client.get(address).status_code == 200
    return len(ran)


@pytest.mark.parametrize(("page", "most"), [("talk/", 16), ("read/", 23), ("week/", 18), ("print/", 23), ("send/", 26)])
def test_queries_do_not_grow_with_what_is_said(city: City, page: str, most: int):
    plan = written(city)
    talked(city, plan)
    few = counted(city, url(plan, page))
    for _ in range(4):
        talked(city, plan)
        do(city, "support_planner", add_line, plan_id=plan.pk, **CLUB)
    assert counted(city, url(plan, page)) == few
    assert few <= most


def test_the_plan_page_of_somebody_whose_plan_is_approved(city: City):
    plan = approved(city)
    talked(city, plan)
    assert counted(city, url(plan)) <= 18


def test_the_queries_of_the_decision(city: City):
    plan = sent_plan(city)
    assert counted(city, url(plan, "decide/"), "social_worker2") <= 30


def test_the_queries_of_a_link(city: City):
    plan = written(city)
    talked(city, plan)
    _, address = link_to(city, plan)
    assert counted(city, address, None) <= 20
    assert NOW
