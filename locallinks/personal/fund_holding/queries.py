"""The direct payment of a person: what was asked, decided and agreed, whether it stops, and the figures that apply."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from locallinks.foundation.people.choices import Matter
from locallinks.foundation.people.models import Person
from locallinks.foundation.people.queries.records import decision_authority, legal_representatives_of
from locallinks.foundation.reference.models import Code, Rate
from locallinks.foundation.reference.queries import codes, rates
from locallinks.foundation.shared.pipeline import Statement, constant
from locallinks.foundation.shared.roles import roles_shown
from locallinks.foundation.shared.viewer import Viewer
from locallinks.personal.assessments.choices import CapacityChoice
from locallinks.personal.assessments.models import CapacityDecision
from locallinks.personal.assessments.queries.capacity_advocacy_refusal import capacity_for
from locallinks.personal.assessments.queries.needs_assessment import eligible_needs
from locallinks.personal.fund_holding.choices import Authority, Condition, Holder, PaymentMode, Route, UseKind
from locallinks.personal.fund_holding.models import AgreedUse, PaymentDecision, PaymentRequest, PaymentStop, StopRequest
from locallinks.personal.fund_holding.rules.agreed_uses import Stay
from locallinks.personal.fund_holding.rules.conditions import ANSWERED_BY_DECIDER, CONDITIONS
from locallinks.personal.fund_holding.rules.stopping import why_not_now, why_outdated
from locallinks.personal.pathways.models import Pathway

NOTICE, STAY_WEEKS, STAYS_APART = "dp_stop_notice", "dp_short_stay_weeks", "dp_short_stays_apart"
ORDERS = "direct_payment_orders"


@dataclass(frozen=True)
class PaymentStatus:
    """The newest request about somebody, and all that came of it."""

    request: PaymentRequest | None = None
    decision: PaymentDecision | None = None
    stop: PaymentStop | None = None
    stop_request: StopRequest | None = None
    capacity: CapacityDecision | None = None

    @property
    def lacks_capacity(self) -> bool:
        """Whether it is recorded that they cannot choose how to hold money for their support. Nothing is assumed."""
        return bool(self.capacity and self.capacity.lacks)

    @property
    def is_paid_gross(self) -> bool:
        """Whether it is paid in full and the person pays their part to the council afterwards. Net is the default."""
        return self.decision is not None and self.decision.how == PaymentMode.GROSS

    @property
    def awaits_decision(self) -> bool:
        """Asked for, and nobody has decided."""
        return self.request is not None and self.decision is None

    @property
    def outdated_because(self) -> str:
        """Why what was decided no longer fits, if so."""
        if not (self.decision and self.decision.pays):
            return ""
        return why_outdated(route=self.decision.route, lacks_capacity=self.lacks_capacity)

    @property
    def is_running(self) -> bool:
        """Decided with a yes, and nobody has stopped it."""
        return bool(self.decision and self.decision.pays and not self.stop)

    @property
    def why_not(self) -> str:
        """Why no plan can be approved with a direct payment now; empty where it can."""
        return why_not_now(
            asked=self.request is not None,
            pays=self.decision.pays if self.decision else None,
            stops_on=self.stop.ends_on if self.stop else None,
            outdated_because=self.outdated_because,
        )


def payment_status(pathway: Pathway) -> PaymentStatus:
    """The newest request on this pathway with its decision and stop, and who makes this choice. Three queries."""
    request = (
        PaymentRequest.objects.filter(pathway=pathway)
        .select_related("recorded_by", "decision__decided_by", "decision__capacity", "decision__stop__recorded_by")
        .first()
    )
    decision = getattr(request, "decision", None)
    return PaymentStatus(
        request,
        decision,
        getattr(decision, "stop", None),
        decision.stop_requests.first() if decision else None,
        capacity_for(pathway.person_id, CapacityChoice.MONEY),
    )


def earlier_requests(pathway: Pathway) -> list[PaymentRequest]:
    """What was asked before the newest request, and how each came out; newest first."""
    rows = PaymentRequest.objects.filter(pathway=pathway).select_related("decision__stop")
    return list(rows[1:20])


def answers_of(decision: PaymentDecision) -> list[tuple[str, str, bool, str]]:
    """Return each condition in the order of the Act: its code, its label, whether it is met, and why."""
    answers = {row.code: row for row in decision.answers.all()}
    return [
        (str(condition), condition.label, answers[condition].met, answers[condition].words)
        for condition in CONDITIONS[Route(decision.route)]
        if condition in answers
    ]


def uses_of(decision: PaymentDecision) -> list[AgreedUse]:
    """Return what the payment may be used for, in the order of recording."""
    return list(decision.uses.select_related("recorded_by"))


def stays_of(person_id: int) -> list[Stay]:
    """Every short stay that a direct payment was agreed for, of this decision and those before."""
    rows = AgreedUse.objects.filter(person_id=person_id, kind=UseKind.SHORT_STAY, starts_on__isnull=False)
    return [Stay(row.starts_on, row.ends_on) for row in rows if row.starts_on and row.ends_on]


def needs_of(pathway: Pathway) -> list[tuple[str, str]]:
    """Return code and words of each eligible need of the newest assessment: what the payment may be used for."""
    return [(need.code, need.get_code_display()) for need in eligible_needs(pathway)]


def figures(on: date) -> dict[str, Rate]:
    """The notice and the limits of short stays that day."""
    return rates([NOTICE, STAY_WEEKS, STAYS_APART], on)


def court_orders(on: date) -> list[Code]:
    """The court orders that forbid a direct payment (Schedule 1)."""
    return codes(ORDERS, on)


def right_to_ask(*, request: PaymentRequest, person: Person, lacks_capacity: bool, on: date) -> tuple[str, list[str]]:
    """Why whoever asks, or agrees, may not decide about care (empty: they may), and who may."""
    who = request.supporter_name if request.authority == Authority.AGREED else request.holder_name
    named = decision_authority(person=person, matter=Matter.CARE, on=on, name=who, lacks_capacity=lacks_capacity)
    names = {row.name for row in legal_representatives_of(person)}
    others = [
        name
        for name in sorted(names)
        if decision_authority(
            person=person, matter=Matter.CARE, on=on, name=name, lacks_capacity=lacks_capacity
        ).allowed
    ]
    return named.why, others


def conditions_to_answer(request: PaymentRequest) -> tuple[Condition, ...]:
    """Return the conditions of this request that whoever decides answers with yes or no."""
    if request.holder == Holder.AUTHORISED:
        first = () if request.authority == Authority.MCA else (Condition.SUPPORTED,)
        return (*first, *ANSWERED_BY_DECIDER)
    first = (Condition.CAPACITY,) if request.holder == Holder.NOMINATED else ()
    return (*first, Condition.CAN_MANAGE, Condition.APPROPRIATE)


SELECT_TO_DECIDE = "select * from payment_requests_due(%(homes)s, %(workers)s)"


def requests_to_decide(
    *, viewer: Viewer, workers: Collection[int] | None = None
) -> Statement[list[tuple[int, datetime]]]:
    """Return the open pathways with a request that waits for a decision, and since when; oldest first.

    `workers`: only pathways of these users, and those that nobody has.
    """
    homes = list(viewer.organisations_with_role(*roles_shown("direct_payment")))
    if not homes:
        return constant([])
    parameters = {"homes": homes, "workers": None if workers is None else list(workers)}
    return Statement(SELECT_TO_DECIDE, parameters, list)
