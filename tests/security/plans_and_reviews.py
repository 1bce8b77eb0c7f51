"""Comments, prices, reviews and outcomes of plans in the world.

Nothing here moves a pathway or uses up what a page of access.txt acts on: the newest comment of `planning` is not
answered, and the first request about a price is not decided.
"""

from locallinks.foundation.people.queries.records import invited_viewer
from locallinks.foundation.shared.viewer import acting_as
from locallinks.personal.brokerage.actions.arrangements import end_arrangement
from locallinks.personal.brokerage.actions.helper_endings import record_helper_ending
from locallinks.personal.brokerage.actions.provider_quotes import decide_price, record_quote_decision, request_price
from locallinks.personal.brokerage.models import Arrangement, PriceRequest, QuoteRequest
from locallinks.personal.outcomes import actions as outcomes
from locallinks.personal.pathways.models import Pathway
from locallinks.personal.plans.actions.attachments import add_attachment, remove_attachment
from locallinks.personal.plans.actions.decision import record_panel_view
from locallinks.personal.plans.actions.discussion import answer_comment, record_visit
from locallinks.personal.plans.choices import GIVEN_FREELY
from locallinks.personal.plans.models import Comment, Line
from locallinks.personal.reviews import actions as reviews
from locallinks.personal.reviews.queries import open_review
from tests.security.world_base import NAME, WORDS, World


def settle(world: World) -> None:
    _talked(world)
    _seen_by_the_panel(world)
    _chosen(world)
    _looked_at_together(world)
    _asked_how_they_are(world)
    _somebody_leaves(world)
    _on_paper(world)


PHOTO = b"\xff\xd8\xff\xe0 quillwort \xff\xd9"


def _talked(world: World) -> None:
    """A planning visit; and an answered comment of a person whose support is in place."""
    world.act(
        "support_planner",
        record_visit,
        pathway_id=world.pathways["planning"].pk,
        on=world.at.date(),
        how="home",
        who_was_there=WORDS,
        words=WORDS,
    )
    live = world.pathways["live"]
    world.act(
        "support_planner",
        answer_comment,
        pathway_id=live.pk,
        words=WORDS,
        comment_id=lambda: Comment.objects.filter(plan__pathway=live).latest("pk").pk,
    )


def _on_paper(world: World) -> None:
    """A photo of a handwritten page, and another that was removed."""
    key = world.pathways["planning"].pk
    for name in ("page.jpg", "wrong.jpg"):
        paper = world.act(
            "support_planner",
            add_attachment,
            pathway_id=key,
            name=name,
            content=PHOTO,
            what="plan",
            description=WORDS,
            said_by=NAME,
        )
    world.act("support_planner", remove_attachment, pathway_id=key, attachment_id=paper.pk, reason=WORDS)


def _seen_by_the_panel(world: World) -> None:
    """One panel member has given a view; the other has not."""
    world.act(
        "social_worker2",
        record_panel_view,
        pathway_id=world.pathways["plan_submitted"].pk,
        view="unsure",
        words=WORDS,
    )


def _chosen(world: World) -> None:
    """The person is thinking about a quote; and a second, higher price was refused."""
    pathway = world.pathways["brokering"]
    world.act(
        "person",
        record_quote_decision,
        pathway_id=pathway.pk,
        wants=False,
        reason="think",
        words=WORDS,
        request_id=lambda: QuoteRequest.objects.filter(line__plan__pathway=pathway).order_by("pk")[0].pk,
        said_by=NAME,
    )
    request = world.act(
        "support_planner",
        request_price,
        price_pence=5_432,
        reason=WORDS,
        line_id=lambda: PriceRequest.objects.filter(line__plan__pathway=pathway).latest("pk").line_id,
    )
    world.act("social_worker2", decide_price, request_id=request.pk, agreed=False, words=WORDS)


def _somebody_leaves(world: World) -> None:
    """A volunteer stops visiting, and the person says what that means to them."""
    pathway = world.pathways["in_review"]
    friend = world.act(
        "support_planner",
        lambda viewer, at: Arrangement.objects.filter(pathway=pathway, line__kind__in=GIVEN_FREELY).latest("pk"),
    )
    world.act(
        "support_planner",
        end_arrangement,
        arrangement_id=friend.pk,
        version=friend.version,
        last_day=world.at.date(),
        reason=WORDS,
    )
    world.act(
        "person",
        record_helper_ending,
        pathway_id=pathway.pk,
        arrangement_id=friend.pk,
        wants="later",
        words=WORDS,
        said_by=NAME,
    )


def _looked_at_together(world: World) -> None:
    """The person says how one line went, and a carer contributes by a link, which is then used up."""
    pathway = world.pathways["in_review"]
    review = world.act("social_worker", lambda viewer, at: open_review(Pathway.objects.get(pk=pathway.pk)))
    assert review is not None  # the world stands in the middle of it
    world.act(
        "person",
        reviews.save_line_review,
        review_id=review.pk,
        happened=WORDS,
        changed=WORDS,
        line_id=lambda: Line.objects.filter(plan__pathway=pathway).latest("pk").pk,
    )
    token = world.act("support_planner", reviews.request_contribution, review_id=review.pk, to_name=NAME)
    carer = invited_viewer(token, world.at)
    assert carer is not None  # the link was made a moment ago
    with acting_as(carer):
        reviews.record_contribution(
            viewer=carer, review_id=review.pk, by_name=WORDS, relation=WORDS, words=WORDS, can_go_on="less", at=world.at
        )


def _asked_how_they_are(world: World) -> None:
    answers = {"companionship": 3, "left_out": 3, "isolated": None}
    world.act(
        "support_planner",
        outcomes.record_reply,
        pathway_id=world.pathways["live"].pk,
        scale="ucla3",
        answers=answers,
        moment="baseline",
        mode="face_to_face",
        completed_by=WORDS,
        proxy=True,
        language=NAME,
        taken_on=world.at.date(),
    )
