"""What support would have cost, what it costs now, and the difference (local-links.md section 8). Sums, never names."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings

from locallinks.foundation.shared.planned import planned_each_time
from locallinks.foundation.shared.scope import Viewer
from locallinks.impact.dividends.permissions import council_of
from locallinks.impact.dividends.rules import council_paid_pence, weekly_saving_pence
from locallinks.personal.pathways.models import Pathway


@dataclass(frozen=True)
class Saving:
    """One person's support, without a name. Pence a week, both sides net of what the person pays."""

    pathway_id: int
    network: str
    before_pence: int
    now_pence: int

    @property
    def saving_pence(self) -> int:
        return weekly_saving_pence(self.before_pence, self.now_pence)


def waiting_for_a_second_look(*, viewer: Viewer, on: date) -> int:
    """How many would count but for the second look at their baseline: their support goes on meanwhile. One query."""
    return sum(not looked_at for _, looked_at in _placed(council_of(viewer), on))


def weekly_saving(*, viewer: Viewer, pathway: Pathway, on: date) -> int | None:
    """Pence a week saved for one person on a day; None where they do not count (see `savings`)."""
    found = _savings(council_of(viewer), on, pathway.pk)
    return found[0].saving_pence if found else None


def savings(*, viewer: Viewer, on: date) -> list[Saving]:
    """Everybody whose support was planned with a network and is in place, losses included; one query.

    Nobody counts without a baseline from before that plan that somebody outside the scheme agreed to, from the day they
    did (section 8; ADR 0015); before support has begun, while it is paused, after it
    ended, or where the council (or the person) planned first and the network came later: that is not its saving.
    """
    return _savings(council_of(viewer), on)


# Sets, not a question for each person: a city has thousands. `baseline` was frozen before the plan in place was
# approved: one struck again since belongs to the plan that is still to come.
ROWS = """
with ways as materialized (
  select p.id, p.network_id from pathways_pathway p
  where p.home_id = %(council)s and p.network_id is not null and p.closed_at is null and p.state <> 'suspended'
    and (%(pathway)s::bigint is null or p.id = %(pathway)s::bigint)),
running as materialized (
  select a.pathway_id, a.line_id, a.price_pence from ways w join brokerage_arrangement a on a.pathway_id = w.id
  where a.starts_on <= %(on)s and (a.ends_on is null or a.ends_on > %(on)s)),
cost as (select pathway_id, sum(price_pence) as pence from running group by pathway_id),
approval as materialized (
  select l.pathway_id, l.id as plan_id, l.way, a.id, a.at, a.contribution_pence
  from ways w join plans_plan l on l.pathway_id = w.id join plans_planapproval a on a.plan_id = l.id),
given as (select distinct l.plan_id from running r join plans_line l on l.id = r.line_id),
plan as (select distinct on (a.pathway_id) a.* from approval a join given g on g.plan_id = a.plan_id
  order by a.pathway_id, a.at desc, a.id desc),
baseline as (select distinct on (b.pathway_id) b.pathway_id, b.id, b.weekly_pence, b.set_at
  from plan join budgets_baseline b on b.pathway_id = plan.pathway_id and b.set_at <= plan.at
  order by b.pathway_id, b.set_at desc, b.id desc),
council as (select pathway_id, max(at) as at from approval where way <> 'network' group by pathway_id)
select w.id, n.name, baseline.weekly_pence, coalesce(cost.pence, 0), plan.contribution_pence,
  exists (select 1 from budgets_baselinecheck k where k.baseline_id = baseline.id and k.agrees
    and (k.checked_at at time zone %(zone)s)::date <= %(on)s)
from ways w join plan on plan.pathway_id = w.id join baseline on baseline.pathway_id = w.id
  join accounts_organisation n on n.id = w.network_id left join cost on cost.pathway_id = w.id
  left join council on council.pathway_id = w.id
where plan.way = 'network' and (council.at is null or council.at < baseline.set_at)
  and exists (select 1 from pathways_step s where s.pathway_id = w.id and s.to_state = 'live')
order by w.id
"""


def _savings(council_id: int, on: date, pathway_id: int | None = None) -> list[Saving]:
    """Those who count."""
    return [saving for saving, looked_at in _placed(council_id, on, pathway_id) if looked_at]


def _placed(council_id: int, on: date, pathway_id: int | None = None) -> list[tuple[Saving, bool]]:
    """Everybody planned with a network, with a baseline and support in place; and was that agreed to by then?"""
    with planned_each_time() as cursor:
        cursor.execute(ROWS, {"council": council_id, "on": on, "pathway": pathway_id, "zone": settings.TIME_ZONE})
        return [
            (
                Saving(
                    pathway, network,
                    council_paid_pence(cost_pence=before, max_charge_pence=contribution),
                    council_paid_pence(cost_pence=now, max_charge_pence=contribution),
                ),
                looked_at,
            )
            for pathway, network, before, now, contribution, looked_at in cursor.fetchall()
        ]  # fmt: skip
