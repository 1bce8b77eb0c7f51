"""One link, sent six times at the same moment: it was said that it works once."""

import uuid

from django.db import connections
from django.test import Client

from locallinks.foundation.shared import clock
from locallinks.foundation.shared.scope import acting_as
from locallinks.personal.brokerage.models import AskAnswer
from locallinks.personal.brokerage.tests.builders import ask, elaine_arranging
from tests.at_once import at_once, held
from tests.kit import City


def test_l1_six_answers_at_once_by_one_link_keep_one(own_city: City) -> None:
    plan = elaine_arranging(own_city)
    sent = ask(own_city, plan)[0]
    today = clock.today()
    said = {
        "by_name": "Tom Harker", "can_help": "yes", "price_pence": "273", "minutes_per_week": "14",
        "from_on-day": today.day, "from_on-month": today.month, "from_on-year": today.year,
    }  # fmt: skip

    def answer() -> int:
        page = f"/with/{sent.token}/price/"
        return Client().post(page, {**said, "submission": str(uuid.uuid4())}).status_code

    connections["default"].close()
    with held(f"select 1 from people_invitation where about = {sent.ask.pk} for update") as let_go:
        codes = at_once(answer, 6, let_go)
    with acting_as(own_city.viewer("support_planner")):
        assert AskAnswer.objects.filter(ask=sent.ask).count() == 1
    assert sorted(codes) == [303, *[422] * 5]
