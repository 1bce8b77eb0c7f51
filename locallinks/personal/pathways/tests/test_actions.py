"""Every transition through the database: success, each guard, and roles that may not."""

import pytest
from django.db import DatabaseError, transaction

from locallinks.foundation.shared.errors import DomainError, NotAllowed, Stale
from locallinks.foundation.shared.viewer import acting_as
from locallinks.personal.pathways import actions, queries
from locallinks.personal.pathways.models import Pathway, Step
from locallinks.personal.pathways.rules.transitions import TRANSITIONS, NoChange, OneOf, ReturnTo, Transition
from tests.kit import NOW, TODAY, City, make_person, pathway_in, share_with
from tests.prebuilt import built_once

MOVES = [row for row in TRANSITIONS if row.event != "refer"]
EVERY_ROLE = (
    "social_worker",
    "handover_champion",
    "support_planner",
    "volunteer_developer",
    "network_manager",
    "commissioner",
    "finance",
    "investor",
    "provider",
    "administrator",
    "person",
)


def name(row: Transition) -> str:
    return f"{row.event} from {row.sources[0]}"


def target_of(row: Transition, state: str) -> tuple[str, str | None]:
    """Return the target of the row from `state`, and the choice to pass where it has two."""
    if isinstance(row.target, OneOf):
        return row.target.states[0], row.target.states[0]
    if isinstance(row.target, ReturnTo):
        return "planning", None
    return (state if isinstance(row.target, NoChange) else row.target), None


@built_once
def start(city: City, row: Transition) -> Pathway:
    person = make_person(city, own=True)
    pathway = pathway_in(city, person, row.sources[0])
    if pathway.network_id is None:  # so that the network's roles are refused for their role, not for access
        with acting_as(city.viewer("social_worker")):
            pathway.network = city.network
            pathway.save()
        share_with(city, person)
    return pathway


@pytest.mark.parametrize("row", MOVES, ids=name)
def test_a_transition_writes_a_step_and_an_audit_entry(city: City, row: Transition) -> None:
    pathway = start(city, row)
    state, chosen = target_of(row, pathway.state)
    viewer = city.viewer(sorted(row.actors)[0])
    with acting_as(viewer, today=TODAY):
        step = actions.move_pathway(
            viewer=viewer,
            pathway_id=pathway.pk,
            event=row.event,
            facts={guard.name: True for guard in row.guards},
            at=NOW,
            reason="Because",
            target=chosen,
        )
        assert (step.from_state, step.to_state, step.actor_id, step.at) == (row.sources[0], state, viewer.user_id, NOW)
        assert Pathway.objects.get(pk=pathway.pk).state == state
    with acting_as(city.viewer("social_worker")):
        from locallinks.foundation.audit.models import Entry

        entry = Entry.objects.get(subject_kind="pathways.step", subject_id=str(step.pk))
        assert (entry.person_id, entry.actor_id, entry.reason) == (pathway.person_id, viewer.user_id, "Because")


GUARDED = [(row, guard) for row in MOVES for guard in row.guards if guard.only_for in (None, target_of(row, "x")[0])]


@pytest.mark.parametrize(("row", "guard"), GUARDED, ids=[f"{name(row)} without {guard.name}" for row, guard in GUARDED])
def test_each_guard_refuses_and_changes_nothing(city: City, row: Transition, guard) -> None:
    pathway = start(city, row)
    viewer = city.viewer(sorted(row.actors)[0])
    facts = {other.name: other.name != guard.name for other in row.guards}
    with acting_as(viewer):
        with pytest.raises(DomainError) as refused:
            actions.move_pathway(
                viewer=viewer,
                pathway_id=pathway.pk,
                event=row.event,
                facts=facts,
                at=NOW,
                target=target_of(row, pathway.state)[1],
            )
        assert guard.name in refused.value.codes
        assert Pathway.objects.get(pk=pathway.pk).state == row.sources[0]
        assert not Step.objects.filter(pathway=pathway, event=row.event, at=NOW, reason="Because").exists()


@pytest.mark.parametrize("row", MOVES, ids=name)
def test_every_wrong_actor_is_refused(city: City, row: Transition) -> None:
    pathway = start(city, row)
    for role in EVERY_ROLE:
        if role in row.actors:
            continue
        viewer = city.viewer(role)
        with acting_as(viewer), pytest.raises((NotAllowed, Pathway.DoesNotExist)):
            actions.move_pathway(
                viewer=viewer,
                pathway_id=pathway.pk,
                event=row.event,
                facts={guard.name: True for guard in row.guards},
                at=NOW,
                target=target_of(row, pathway.state)[1],
            )


@pytest.mark.parametrize("role", ["other_social_worker", "other_support_planner"])
def test_another_organisation_cannot_even_find_it(city: City, role: str) -> None:
    pathway = pathway_in(city, make_person(city), "planning")
    viewer = city.viewer(role)
    with acting_as(viewer), pytest.raises(Pathway.DoesNotExist):
        actions.move_pathway(viewer=viewer, pathway_id=pathway.pk, event="withdraw", facts={}, at=NOW)


REFER = {"name_given": True, "contact_given": True, "reason_given": True, "may_contact": True}


def test_refer_opens_a_pathway(city: City) -> None:
    person, viewer = make_person(city), city.viewer("social_worker")
    with acting_as(viewer):
        pathway = actions.start_pathway(viewer=viewer, person=person, facts=REFER, reason="A neighbour rang", at=NOW)
        assert (pathway.state, pathway.home_id) == ("referred", city.council.pk)
        assert [step.event for step in queries.steps_of(pathway)] == ["refer"]


@pytest.mark.parametrize("missing", sorted(REFER))
def test_refer_needs_every_fact(city: City, missing: str) -> None:
    person, viewer = make_person(city), city.viewer("social_worker")
    with acting_as(viewer), pytest.raises(DomainError) as refused:
        actions.start_pathway(viewer=viewer, person=person, facts=REFER | {missing: False}, reason="", at=NOW)
    assert refused.value.codes == {missing}


def test_an_investor_may_not_refer(city: City) -> None:
    person, viewer = make_person(city), city.viewer("investor")
    with acting_as(viewer), pytest.raises(NotAllowed):
        actions.start_pathway(viewer=viewer, person=person, facts=REFER, reason="", at=NOW)


def test_a_second_open_pathway_is_refused(city: City) -> None:
    person, viewer = make_person(city), city.viewer("social_worker")
    with acting_as(viewer):
        actions.start_pathway(viewer=viewer, person=person, facts=REFER, reason="", at=NOW)
        with pytest.raises(DomainError, match="already getting help"):
            actions.start_pathway(viewer=viewer, person=person, facts=REFER, reason="", at=NOW)


def test_a_move_from_an_older_version_is_stale(city: City) -> None:
    pathway, viewer = pathway_in(city, make_person(city), "planning"), city.viewer("social_worker")
    with acting_as(viewer), pytest.raises(Stale):
        actions.move_pathway(
            viewer=viewer, pathway_id=pathway.pk, event="withdraw", facts={}, at=NOW, version=pathway.version - 1
        )


def test_steps_are_append_only(city: City) -> None:
    pathway = pathway_in(city, make_person(city), "live")
    with acting_as(city.viewer("social_worker")):
        for change in (lambda rows: rows.update(event="approve"), lambda rows: rows.delete()):
            with pytest.raises(DatabaseError, match="history"), transaction.atomic():
                change(Step.objects.filter(pathway=pathway))


@pytest.mark.parametrize(("needed", "who", "ok"), [(False, "", True), (True, "", False), (True, "Aire Advocacy", True)])
def test_advocacy_gate(city: City, needed: bool, who: str, ok: bool) -> None:
    pathway, viewer = pathway_in(city, make_person(city), "referred"), city.viewer("social_worker")
    with acting_as(viewer):
        assert queries.advocacy_ok(pathway.person_id)
        actions.record_advocacy(
            viewer=viewer, pathway=pathway, needed=needed, arranged_with=who, reason="Asked her", at=NOW
        )
        assert queries.advocacy_ok(pathway.person_id) is ok
