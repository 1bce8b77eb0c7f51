"""A reviewer of one request opens few files: approving a plan, from its URL to the response."""

from bench.files_on_the_way import as_table, files_run
from locallinks.personal.plans.tests.builders import sent_plan
from locallinks.personal.plans.tests.page_helpers import post, url
from tests.kit import City

MOST_FILES = 36  # bench/README.md says why each is there


def test_approving_a_plan_runs_code_in_few_files(city: City):
    plan, client = sent_plan(city), city.client("social_worker2")
    answers = {
        "personal_budget_pence": "0.00",
        "contribution_pence": "0.00",
        "deployment": "isf",
        "direct_payment_pence": "",
        "reason": "",
    }
    client.get(url(plan, "decide/"))  # what a process loads once is not on the way of a request
    statuses = []
    found = files_run(lambda: statuses.append(post(client, url(plan, "decide/"), **answers).status_code))
    print(f"\n{as_table(found)}")  # noqa: T201 the bench shows it, and pytest shows it where the bound is passed
    assert statuses == [303]
    assert len(found) <= MOST_FILES, "Say it in fewer files, or take away a layer that only passes through"
