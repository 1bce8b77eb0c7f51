"""Direct payments: Patience asks for one and waits; Arthur's is agreed, and his cook may be paid with it."""

from collections.abc import Callable
from datetime import datetime, timedelta

from locallinks.demo.city import City
from locallinks.demo.idempotent import do_once
from locallinks.foundation.shared.viewer import Viewer
from locallinks.personal.fund_holding import actions
from locallinks.personal.fund_holding.choices import Holder, PayeeRelation, UseKind
from locallinks.personal.pathways.models import Pathway

WAITING, AGREED = "Patience Moyo", "Arthur Dunn"
MET: dict[str, tuple[bool | None, str]] = {
    "capacity": (
        True,
        "Arthur asked for this himself, twice, and told us what happens if the money is spent. Rose agrees.",
    ),
    "can_manage": (True, "Rose opens a separate account. The payroll service of the network does the wages."),
    "appropriate": (True, "He eats when he cooks with somebody he knows. No service can send the same cook each day."),
}


def tell(*, city: City, at: datetime, say: Callable[[str], None]) -> None:
    """Patience's request waits for an answer; Arthur's is agreed, with one use of the money. Safe to run again."""
    planner, worker = city.viewer("support.planner"), city.viewer("social.worker")
    asked_at = at - timedelta(days=6)

    def request(name: str, viewer: Viewer, when: datetime, **given: str) -> None:
        pathway = Pathway.objects.get(person__full_name=name)
        actions.request_payment(viewer=viewer, pathway_id=pathway.pk, said_by=name, at=when, **given)  # type: ignore[arg-type]

    def decide() -> None:
        pathway = Pathway.objects.get(person__full_name=AGREED)
        actions.decide_payment(viewer=worker, pathway_id=pathway.pk, answers=MET, at=asked_at + timedelta(days=3))
        actions.agree_use(
            viewer=worker,
            pathway_id=pathway.pk,
            kind=UseKind.CARER,
            words="Cooking together, five dinners a week",
            need="A1",
            payee="Mill Lane Kitchen",
            relation=PayeeRelation.NONE,
            at=asked_at + timedelta(days=3),
        )

    do_once(
        "Patience asks for a direct payment",
        planner,
        lambda: request(
            WAITING,
            planner,
            at - timedelta(days=1),
            holder=Holder.SELF,
            words="To choose who helps me",
            help_words="My niece does my bank with me",
        ),
    )
    do_once(
        "Arthur asks for a direct payment",
        planner,
        lambda: request(
            AGREED,
            planner,
            asked_at,
            holder=Holder.NOMINATED,
            holder_name="Rose Dunn",
            words="To pay the cook I know",
            help_words="Rose, my daughter, and the payroll service",
        ),
    )
    if do_once("Arthur's direct payment is agreed", worker, decide):
        say("  One direct payment asked for, one agreed")
