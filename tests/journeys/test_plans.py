"""Plans through the pages: returned twice then approved by panel; photography; the two widows; one written by oneself.

Told as the people in it would meet it: the planner, the social workers and the person each at their own pages.
"""

import uuid
from datetime import timedelta
from typing import Any

from django.test import Client

from locallinks.demo.city import COUNCIL, NETWORK, City
from locallinks.foundation.accounts.models import Membership, User
from locallinks.foundation.people.actions.sharing import give_access
from locallinks.foundation.shared import clock
from locallinks.foundation.shared.roles import Role
from locallinks.foundation.shared.viewer import acting_as
from locallinks.personal.handovers.actions.person_answers import person_plans_for_self
from locallinks.personal.pathways.models import Step
from locallinks.personal.plans.models import PanelView, PlanReturn
from locallinks.personal.plans.queries.plan_view import approved_plan, lines_of, plan_view
from locallinks.personal.plans.tests.page_helpers import version_on
from tests.journeys.recorded_story import STORY_START, RecordedStory

LONELY = {"A7": ("unable_pain", "Since he died the house is quiet."), "A9": ("unable_assist", "No car any more.")}
FRAIL = {"A2": ("unable_assist", "Cannot wash alone."), "A4": ("unable_assist", "Cannot dress alone.")}
ME = {"what_matters": "To be with people", "about_me": "Fifty years a dressmaker", "good_week": "Out twice"}


def signed_in(city: City, who: str) -> Client:
    client = Client()
    client.force_login(city.user(who), backend="django.contrib.auth.backends.ModelBackend")
    return client


def send(client: Client, url: str, **data: Any) -> str:
    response = client.post(url, {"submission": str(uuid.uuid4()), **data})
    assert response.status_code == 303, response.content.decode()[-4000:]
    return response.headers["Location"]


def words(client: Client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200, url
    return response.content.decode()


def somebody(city: City, name: str, unable: dict[str, tuple[str, str]], number: str, points: int = 20) -> RecordedStory:
    """Asked for, talked with, decided, and with a first budget."""
    told = RecordedStory(city, name, STORY_START, lambda words: None)
    details = {
        "preferred_name": name.split()[0],
        "full_name": name,
        "nhs_number": number,
        "phone": "0113 496 0177",
        "address": "2 Chapel Row",
        "postcode": "ZZ1 1AA",
    }
    told.refer(0, details, told_by="Her neighbour", told_by_relation="Neighbour", reason="She is alone.")
    told.assess(1, {"what-matters": "Company."}, unable)
    told.decide_eligibility(2, "You cannot do these things without help.")
    told.set_budget(3, points=points, minutes=points * 12, usual="Home care.")
    return told


def introduced(told: RecordedStory) -> str:
    """She said yes to the network. Gives the address of her plan."""
    told.offer_introduction(4, NETWORK, "Talked it over at home, with the leaflet.")
    told.accept_introduction(5, "Yes please.", "Line by line, at the kitchen table.")
    told.network_accepts(6)
    return plan_of(told)


def plan_of(told: RecordedStory) -> str:
    with acting_as(told.city.viewer("social.worker")):
        return f"/pathways/{told.pathway.pk}/plan/"


def begun(client: Client, plan: str) -> None:
    """The plan started, and its words written."""
    send(client, f"{plan}start/", can_take_part="yes")
    send(client, f"{plan}about/", version="1", **ME)
    send(client, f"{plan}about/wellbeing/", version="2", wellbeing=["relationships"], advice="Keep walking.")


def agreed_and_sent(client: Client, plan: str, name: str, **more: str) -> None:
    version = version_on(client, f"{plan}agreement/")
    said = {"words": "That is me.", "said_by": name, "told_of_network_share": "on"}
    send(client, f"{plan}agreement/", version=version, agrees="yes", **said)
    send(client, f"{plan}send/", **more)


def colleagues(city: City, *names: str, limit: int | None = None) -> list[Client]:
    """More social workers of the council."""
    clients = []
    for name in names:
        email = f"{name.split()[0].lower()}@demo.example"
        user = User.objects.create_user(email=email, name=name)
        Membership.objects.create(
            user=user,
            organisation=city.organisation(COUNCIL),
            role=Role.SOCIAL_WORKER,
            approval_limit_pence=limit,
            starts_on=STORY_START.date() - timedelta(days=400),
        )
        clients.append(Client())
        clients[-1].force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return clients


def events_of(city: City, told: RecordedStory) -> list[str]:
    with acting_as(city.viewer("social.worker")):
        rows = Step.objects.filter(pathway=told.pathway).order_by("number")
        return list(rows.values_list("event", flat=True))


def test_a_dear_plan_comes_back_twice_and_then_the_panel_says_yes(aireborough: City) -> None:
    # GIVEN Hetty, who needs two people at once, and a plan well over the first budget and the value for a panel
    told = somebody(aireborough, "Hetty Crabtree", FRAIL, "9990000301", points=100)
    plan, joan = introduced(told), signed_in(aireborough, "support.planner")
    (chair,) = colleagues(aireborough, "Vera Chair", limit=100_000)
    first, second = colleagues(aireborough, "Iris Member", "Noel Member")
    begun(joan, plan)
    send(
        joan,
        f"{plan}add/details/?kind=statutory",
        title="Home care, two people",
        outcomes=["A2", "A4"],
        given_by="Beck Home Care",
        what_when="Every day, 8am and 8pm",
        minutes_per_week="28",
        council_cost_pence="546.00",
        personal_care="yes",
        essential="yes",
        kind="statutory",
    )
    agreed_and_sent(joan, plan, "Hetty Crabtree", why_over_indicative="Two people must lift her.")
    # WHEN it comes back twice, each time with what has to change, and Joan changes it
    for turn, comment in enumerate(("Say what happens at night", "Say who has a key")):
        send(chair, f"{plan}send-back/", comments=comment)
        assert comment in words(joan, plan)
        send(
            joan,
            f"{plan}about/later/",
            version=str(3 + turn),
            contingency=f"{comment}: her daughter",
            **{"review_on-day": "", "review_on-month": "", "review_on-year": ""},
        )
        agreed_and_sent(joan, plan, "Hetty Crabtree", why_over_indicative="Two people must lift her.")
    # AND the chair alone cannot approve
    yes = {
        "personal_budget_pence": "546.00",
        "contribution_pence": "0",
        "deployment": "council_managed",
        "reason": "Two people are needed to move her safely.",
    }
    refused = chair.post(f"{plan}decide/", {"submission": str(uuid.uuid4()), **yes})
    assert refused.status_code == 422
    assert "2 panel members must say what they think before you decide" in refused.content.decode()
    # THEN two members say what they think, and the chair decides
    send(first, f"{plan}panel/", view="approve", words="It keeps her at home.")
    send(second, f"{plan}panel/", view="approve", words="Look again in six weeks.")
    page = words(chair, f"{plan}decide/")
    for said in (
        "this is round 3",
        "Two people must lift her.",
        "Look again in six weeks.",
        "They were told in writing",
    ):
        assert said in page
    send(chair, f"{plan}decide/", **yes)
    assert events_of(aireborough, told)[-6:] == ["submit", "return", "submit", "return", "submit", "approve"]
    with acting_as(aireborough.viewer("social.worker")):
        assert (PlanReturn.objects.count(), PanelView.objects.count()) == (2, 2)
        assert approved_plan(told.pathway).approval.by.name == "Vera Chair"


def test_photography_is_added_support_and_costs_the_council_nothing(aireborough: City) -> None:
    """docs/rules/local-links.md 10: it reconnects somebody to who they were; no eligible need asks for it."""
    wish, told = "To take photographs of the moor again", somebody(aireborough, "Wilf Sugden", LONELY, "9990000302")
    plan, joan = introduced(told), signed_in(aireborough, "support.planner")
    begun(joan, plan)
    send(
        joan,
        f"{plan}goals/add/",
        words=wish,
        important="on",
        who_could_help="Dev, who has a car",
        said_by="Wilf Sugden",
    )
    send(
        joan,
        f"{plan}add/details/?kind=voluntary",
        title="Taking photographs",
        outcomes=["g1"],
        given_by="Dev Rao",
        giver_agreed="yes",
        what_when="Sundays, 2pm",
        kind="voluntary",
        personal_care="no",
        regulated="no",
    )
    # WHEN somebody would have the council pay for it, that is refused
    camera = {"title": "A camera", "outcomes": ["g1"], "council_cost_pence": "5", "kind": "local_paid"}
    refused = joan.post(f"{plan}add/details/?kind=voluntary", {"submission": str(uuid.uuid4()), **camera})
    assert refused.status_code == 422
    assert "The council does not pay for added support" in refused.content.decode()
    send(
        joan,
        f"{plan}add/details/?kind=community_asset",
        title="Lunch club",
        outcomes=["A7", "A9"],
        kind="community_asset",
    )
    agreed_and_sent(joan, plan, "Wilf Sugden")
    send(
        signed_in(aireborough, "approver"),
        f"{plan}decide/",
        personal_budget_pence="0",
        contribution_pence="0",
        deployment="council_managed",
    )
    with acting_as(aireborough.viewer("support.planner")):
        approved = approved_plan(told.pathway)
        photographs = next(line for line in lines_of(approved) if line.title == "Taking photographs")
        assert (photographs.eligible, photographs.council_cost_pence, photographs.outcomes) == (False, 0, ["g1"])
        approved.pathway = told.pathway
        assert [goal.words for goal, _ in plan_view(approved).goals_with_lines] == [wish]
    assert wish in words(joan, f"{plan}read/")


def test_the_two_widows_plan_is_one_introduction(aireborough: City) -> None:
    """docs/rules/local-links.md 5: two widows share car journeys to the same graveyard. That can be the whole plan."""
    told = somebody(aireborough, "Edie Marsh", LONELY, "9990000303")
    plan, joan = introduced(told), signed_in(aireborough, "support.planner")
    begun(joan, plan)
    send(
        joan,
        f"{plan}add/details/?kind=informal",
        title="Driving to the graveyard together",
        outcomes=["A7", "A9"],
        given_by="Pearl Dyson",
        giver_agreed="yes",
        what_when="Fridays, 10am",
        kind="informal",
        own_cost_pence="3.00",
    )
    agreed_and_sent(joan, plan, "Edie Marsh")
    send(
        signed_in(aireborough, "approver"),
        f"{plan}decide/",
        personal_budget_pence="0",
        contribution_pence="0",
        deployment="council_managed",
    )
    with acting_as(aireborough.viewer("support.planner")):
        (only,) = lines_of(approved_plan(told.pathway))
        assert (only.title, only.council_cost_pence, only.own_cost_pence) == (
            "Driving to the graveyard together",
            0,
            300,
        )
    week = words(joan, f"{plan}week/")
    friday = week[week.index("Friday</th>") : week.index("Saturday</th>")]
    assert "Driving to the graveyard together" in friday


def test_somebody_writes_their_own_plan(aireborough: City) -> None:
    """The same check, the same approval; nobody plans for her, and help is there when she asks."""
    told = somebody(aireborough, "Flora Keys", LONELY, "9990000304")
    User.objects.create_user(email="flora@demo.example", name="Flora Keys")
    with acting_as(aireborough.viewer("social.worker")) as viewer:
        person_plans_for_self(
            viewer=viewer,
            pathway_id=told.pathway.pk,
            said_by="Flora Keys",
            words="I'll do it my way.",
            help_offered=True,
            at=clock.now(),
        )
        give_access(
            viewer=viewer,
            person=told.person,
            user=User.objects.get(email="flora@demo.example"),
            kind="self",
            given_by="Flora Keys",
            at=clock.now(),
        )
    plan, flora = plan_of(told), signed_in(aireborough, "flora")
    begun(flora, plan)
    assert "Say if you agree with your plan" in words(flora, plan)
    for outcome, title in (("A7", "Tea with Ada on Mondays"), ("A9", "The 72 bus with Ada")):
        send(
            flora,
            f"{plan}add/details/?kind=informal",
            title=title,
            outcomes=[outcome],
            given_by="Ada",
            giver_agreed="yes",
            what_when="Mondays, 3pm",
            kind="informal",
        )
    version = version_on(flora, f"{plan}agreement/")
    send(flora, f"{plan}agreement/", version=version, agrees="yes", words="I wrote it.")
    send(flora, f"{plan}send/")
    # THEN nobody who helped may approve it, and it is decided like any other
    send(
        signed_in(aireborough, "approver"),
        f"{plan}decide/",
        personal_budget_pence="0",
        contribution_pence="0",
        deployment="council_managed",
    )
    assert "Your personal budget is £0.00 a week." in words(flora, f"{plan}read/")
    assert "gets a share of the money" not in words(flora, plan)  # no network plans, so none shares
    assert events_of(aireborough, told)[-3:] == ["person_plans_for_self", "submit", "approve"]
