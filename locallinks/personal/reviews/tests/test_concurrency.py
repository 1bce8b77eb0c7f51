"""A link is used six times at the same moment, and works once."""

import uuid

from django.db import connections
from django.test import Client

from locallinks.foundation.shared import clock
from locallinks.foundation.shared.viewer import acting_as
from locallinks.personal.reviews import actions
from locallinks.personal.reviews.models import Contribution, Review
from locallinks.personal.reviews.tests.test_views import in_review
from locallinks.personal.reviews.tests.test_words import SAYS
from tests.concurrency import hold_rows, run_concurrently
from tests.kit import City


def test_l1_six_voices_at_once_by_one_link_keep_one(own_city: City) -> None:
    in_review(own_city)
    with acting_as(own_city.viewer("support_planner")) as viewer:
        review = Review.objects.get()
        token = actions.request_contribution(viewer=viewer, review_id=review.pk, to_name="Ann", at=clock.now())

    def answer() -> int:
        return Client().post(f"/with/{token}/review/", {**SAYS, "submission": str(uuid.uuid4())}).status_code

    connections["default"].close()
    with hold_rows(f"select 1 from people_invitation where record_id = {review.pk} for update") as let_go:
        codes = run_concurrently(answer, 6, let_go)
    with acting_as(own_city.viewer("support_planner")):
        assert Contribution.objects.filter(review=review).count() == 1
    assert sorted(codes) == [303, *[422] * 5]
