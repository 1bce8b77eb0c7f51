"""Finding somebody, and days without support, through the pages: one firm declines, the person declines, one is chosen.

docs/rules/requests.md 32 (whose no it was is never lost); docs/rules/local-links.md 3 (hospital: suspend and resume).
"""

from datetime import date, timedelta

from django.test import Client

from locallinks.foundation.shared import clock
from locallinks.foundation.shared.viewer import acting_as
from locallinks.personal.brokerage.models import Arrangement, QuoteRequest
from locallinks.personal.brokerage.queries.arrangements import council_pays_per_week
from locallinks.personal.brokerage.queries.provider_quotes import undecided_price_request
from locallinks.personal.brokerage.tests.builders import arrangements, elaine, elaine_arranging, titled
from locallinks.personal.brokerage.tests.page_helpers import agreed, at, day, line, post, text
from locallinks.personal.pathways.models import Pathway
from locallinks.personal.plans.models import Plan
from locallinks.personal.plans.tests.builders import state_of
from tests.kit import City


def ask_on_the_page(city: City, plan: Plan, names: str) -> dict[str, str]:
    """The planner asks; the links are read off the page that shows them once."""
    client, key = city.client("support_planner"), titled(city, plan, "Home care")
    wanted = clock.today() + timedelta(days=9)
    sent = post(
        client,
        at(plan, f"{key}/ask/"),
        names=names,
        what="Help to wash and dress",
        what_when="Every morning",
        minutes_per_week="14",
        **day("wanted_on", wanted),
    )
    assert sent.status_code == 200, text(sent)
    page = text(sent)
    parts = page.split("<dt>")[1:]
    return {part.split("</dt>")[0]: part.split("http://testserver")[1].split("</dd>")[0] for part in parts}


def says(address: str, name: str, **said: str) -> None:
    response = post(Client(), address, by_name=name, **said)
    assert response.status_code == 303, text(response)


def answers(city: City, plan: Plan, who: str) -> str:
    return text(city.client(who).get(at(plan, f"{titled(city, plan, 'Home care')}/answers/")))


def chooses(city: City, plan: Plan, name: str, **said: str) -> None:
    with acting_as(city.viewer("support_planner")):
        key = QuoteRequest.objects.get(to_name=name).pk
    response = post(city.client("person"), at(plan, f"asked/{key}/choose/"), said_by="Elaine Dobson", **said)
    assert response.status_code == 303, text(response)


def test_a_firm_declines_then_the_person_declines_then_one_is_chosen(city: City) -> None:
    plan = elaine_arranging(city)
    links = ask_on_the_page(city, plan, "Hill Care\nBeck Home Care")
    says(links["Hill Care"], "Sue at Hill", can_help="no", reason="full")
    start = day("from_on", clock.today() + timedelta(days=5))
    says(links["Beck Home Care"], "Tom at Beck", can_help="yes", price_pence="273", minutes_per_week="14", **start)
    chooses(city, plan, "Beck Home Care", wants="no", reason="somebody_else", words="They came before and were late.")

    page = answers(city, plan, "support_planner")
    assert "They cannot: There is no room now." in page
    assert "Ask them again when they have room, and somebody else now." in page, "the firm's no has its own next step"
    assert "They came before and were late." in page
    assert "Ask somebody else." in page, "so has hers"

    links = ask_on_the_page(city, plan, "Rosa, who lives nearby")
    price = {"price_pence": "280", "minutes_per_week": "14"}
    says(links["Rosa, who lives nearby"], "Rosa", can_help="yes", **price, **start)
    chooses(city, plan, "Rosa, who lives nearby", wants="yes", words="I know her mother.")

    client, page = city.client("support_planner"), line(city, plan, "Home care")
    begins = day("starts_on", clock.today() + timedelta(days=5))
    told = agreed(provider_name="Rosa", price_pence="280", minutes_per_week="14", checks_seen="Seen") | begins
    assert "Ask for a yes to the higher price first" in text(post(client, page, **told)), "never silently"
    asked = post(client, page + "price/", price_pence="280", reason="She is the one Elaine wants.")
    assert asked.status_code == 303, text(asked)
    waiting = text(city.client("social_worker2").get("/arranging/?show=mine"))
    assert "A price above the plan&#39;s waits for a yes" in waiting
    with acting_as(city.viewer("support_planner")):
        row = undecided_price_request(QuoteRequest.objects.filter(line__plan=plan)[0].line)
    decided = post(
        city.client("social_worker2"), at(plan, f"prices/{row.pk}/"), agreed="yes", words="It keeps her choice."
    )
    assert decided.status_code == 303, text(decided)
    assert post(client, page, **told).status_code == 303
    assert arrangements(city, plan)["Home care, morning and evening"].provider_name == "Rosa"


def began(city: City, days_ago: int) -> Plan:
    """In place for some days."""
    plan = elaine(city)
    with acting_as(city.viewer("support_planner")):
        Arrangement.objects.update(starts_on=clock.today() - timedelta(days=days_ago))
    return plan


def charged(city: City, plan: Plan, on: date) -> int:
    with acting_as(city.viewer("social_worker")):
        return council_pays_per_week(Pathway.objects.get(pk=plan.pathway_id), on)


def test_hospital_and_home_again_both_written_down_late(city: City) -> None:
    plan, today = began(city, 40), clock.today()
    client = city.client("support_planner")
    everything = [str(row.pk) for row in arrangements(city, plan).values()]
    into, expected, home = (today - timedelta(days=n) for n in (20, -4, 6))

    told = {"arrangement_ids": everything, "reason": "hospital", "words": "A fall.", "retainer_pence": "0"}
    paused = post(client, at(plan, "pause/"), **told, **day("first_day", into), **day("expected_on", expected))
    assert paused.status_code == 303, text(paused)
    assert state_of(city, plan) == "suspended"
    assert "Paused since" in text(client.get(at(plan)))

    assert "starts again before it paused" in text(post(client, at(plan, "again/"), **day("back_on", into)))
    assert post(client, at(plan, "again/"), **day("back_on", home)).status_code == 303
    assert state_of(city, plan) == "live"

    days = {n: charged(city, plan, today - timedelta(days=n)) for n in range(25)}
    assert {n for n, pence in days.items() if pence == 0} == set(range(7, 21)), "no day paid that was not given"
    assert {pence for n, pence in days.items() if n not in range(7, 21)} == {27_300}, "no gap, no day twice"

    again = post(client, at(plan, "pause/"), **told, **day("first_day", into), **day("back_on", home))
    assert "already paused on some of these days" in text(again)
    ended = post(
        client,
        at(plan, f"{everything[0]}/end/"),
        version="1",
        reason="x",
        **day("last_day", today - timedelta(days=60)),
    )
    assert "It ends before it starts" in text(ended)
