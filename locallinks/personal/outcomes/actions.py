"""Record a reply to a scale, or the licence of a scale."""

from datetime import date, datetime

from django.db import transaction

from locallinks.foundation.audit.actions import record_write
from locallinks.foundation.shared import clock
from locallinks.foundation.shared.errors import DomainError, Problem
from locallinks.foundation.shared.roles import Capability
from locallinks.foundation.shared.viewer import Viewer
from locallinks.personal.outcomes import permissions
from locallinks.personal.outcomes.models import Licence, Reply
from locallinks.personal.outcomes.queries import scales_for
from locallinks.personal.outcomes.rules import SCALES, Answers, answer_problems, reply_problems
from locallinks.personal.pathways.models import Pathway


@transaction.atomic
def record_reply(
    *,
    viewer: Viewer,
    pathway_id: int,
    scale: str,
    answers: Answers,
    moment: str,
    mode: str,
    completed_by: str,
    proxy: bool,
    language: str,
    taken_on: date | None,
    at: datetime,
) -> Reply:
    """Record the answers to one scale, and return the reply. Missing answers are not filled in.

    Raises NotAllowed, and DomainError for an unknown scale, a missing licence or answers that are not valid.
    """
    pathway = Pathway.locked(pathway_id)
    permissions.check_can_write(viewer, pathway)
    if scale not in SCALES:
        raise DomainError("There are no such questions.", code="unknown_scale")
    asked_scale, is_open = scales_for(pathway, clock.day(at))[scale]
    if not is_open:
        raise DomainError("These questions need a licence first. Ask your administrator.", code="no_licence")
    problems = (
        *answer_problems(asked_scale, answers),
        *reply_problems(
            mode=mode,
            moment=moment,
            completed_by=completed_by,
            language=language,
            taken_on=taken_on,
            today=clock.day(at),
        ),
    )
    if problems or taken_on is None:
        raise DomainError(problems=problems)
    reply = Reply.objects.create(
        person=pathway.person,
        pathway=pathway,
        scale=scale,
        version=asked_scale.version,
        moment=moment,
        mode=mode,
        completed_by=completed_by.strip(),
        proxy=proxy,
        language=language.strip(),
        taken_on=taken_on,
        answers={code: value for code, value in answers.items() if value is not None},
        recorded_by_id=viewer.actor_id,
        at=at,
    )
    record_write(
        viewer=viewer, verb="wrote down answers", subject=reply, person=pathway.person, reason=asked_scale.name, at=at
    )
    return reply


@transaction.atomic
def record_licence(
    *,
    viewer: Viewer,
    organisation_id: int,
    scale: str,
    reference: str,
    ends_on: date | None,
    wording: dict[str, str],
    at: datetime,
) -> Licence:
    """Record that an organisation may use a licensed scale, with all the words of its licence; return the licence.

    `wording` goes from a question code, or `choice_<value>`, to words. Raises NotAllowed and DomainError.
    """
    permissions.check_can_license(viewer)
    licensed_scale = SCALES.get(scale)
    if licensed_scale is None or not licensed_scale.needs_licence:
        raise DomainError("These questions need no licence.", code="unknown_scale")
    if not viewer.may(Capability.ADMINISTER, organisation_id):
        raise DomainError("Choose your own organisation", field="organisation_id", code="other_organisation")
    keys = [item.code for item in licensed_scale.items]
    keys += [f"choice_{value}" for value, _ in licensed_scale.choices]
    problems = [
        Problem("Copy the words from your licensed copy", key, "no_words")
        for key in keys
        if not wording.get(key, "").strip()
    ]
    if not reference.strip():
        problems.append(Problem("Enter the licence's number or date", "reference", "no_reference"))
    if ends_on is not None and ends_on < clock.day(at):
        problems.append(Problem("This licence has run out. Enter a day to come", "ends_on", "over"))
    if problems:
        raise DomainError(problems=problems)
    licence = Licence.objects.create(
        organisation_id=organisation_id,
        scale=scale,
        reference=reference.strip(),
        ends_on=ends_on,
        wording={key: wording[key].strip() for key in keys},
        recorded_by_id=viewer.actor_id,
        at=at,
    )
    record_write(viewer=viewer, verb="recorded a licence", subject=licence, reason=licensed_scale.name, at=at)
    return licence
