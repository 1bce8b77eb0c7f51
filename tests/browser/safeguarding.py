"""Keeping-safe notes, attorneys and concerns of the served city. Imported once Django is set up (populate_city.py)."""

from datetime import date, datetime, timedelta

from locallinks.demo.city import City
from locallinks.foundation.accounts.actions.cover import arrange_cover
from locallinks.foundation.accounts.models import Cover, Delegation, Team
from locallinks.foundation.concerns.actions import decide_concern, raise_concern
from locallinks.foundation.concerns.models import Concern
from locallinks.foundation.messages.models import Message
from locallinks.foundation.people.actions.legal_representatives import record_legal_representative
from locallinks.foundation.people.actions.safety_notes import record_safety_note
from locallinks.foundation.people.models import LegalRepresentative, Person, SafetyNote
from locallinks.foundation.shared import clock
from locallinks.foundation.shared.viewer import Viewer, acting_as
from locallinks.personal.brokerage.actions.arrangements import end_arrangement
from locallinks.personal.brokerage.models import Arrangement
from locallinks.personal.pathways.models import Pathway
from locallinks.personal.plans.actions.attachments import add_attachment
from locallinks.personal.plans.models import Attachment
from locallinks.personal.teams.models import TeamGoal


def add_safeguarding(city: City, at: datetime) -> None:
    """Add a note, an attorney, a colleague who is away, a concern to decide about and one that is looked into."""
    told = {"danger_now": False, "person_knows": True, "safe_to_contact": "yes", "kinds": ["financial", "neglect"]}
    social_worker, volunteer = city.viewer("social.worker"), city.viewer("volunteer.developer")
    with acting_as(volunteer):
        elaine_dobson = Person.objects.get(full_name="Elaine Dobson")
        raise_concern(
            viewer=volunteer,
            person=elaine_dobson,
            at=at,
            **told,
            what_happened="Twice now her purse was empty.",
            wants="To have her pension card back.",
            source_name="A cousin",
        )
    with acting_as(social_worker):
        arrange_cover(
            viewer=social_worker,
            user_id=city.user("social.worker").pk,
            covered_by_id=city.user("approver").pk,
            starts_on=clock.today(),
            ends_on=clock.today() + timedelta(days=7),
            at=at,
        )
        record_safety_note(
            viewer=social_worker, person=elaine_dobson, words="The front step is loose. Come by the side gate.",
            for_visits=True, volunteer_words="Come by the side gate.", person_knows=True, at=at,
            review_on=clock.today() + timedelta(days=60),
        )  # fmt: skip
        record_legal_representative(
            viewer=social_worker,
            person=elaine_dobson,
            name="Carol Dobson",
            kind="attorney",
            scopes=["property"],
            starts_on=date(2024, 5, 1),
            document="Lasting power of attorney, stamped",
            seen_on=clock.today(),
            at=at,
        )
        mavis = Person.objects.get(full_name="Mavis Thornton")
        raise_concern(viewer=social_worker, person=mavis, at=at, **told, what_happened="Nobody came for two days.")
        _leave_and_keep(social_worker, mavis, at)
    with acting_as(city.viewer("safeguarding.lead")) as lead:
        looked_into = Concern.objects.get(person=mavis)
        decide_concern(
            viewer=lead,
            concern_id=looked_into.pk,
            version=0,
            has_needs=True,
            at_risk=True,
            cannot_protect=True,
            decision="enquiry",
            reasons="She was cold and had not eaten.",
            at=at,
        )


def _leave_and_keep(viewer: Viewer, mavis: Person, at: datetime) -> None:
    """End an arrangement of Mavis, and attach a photo to Agnes's plan."""
    friend = Arrangement.objects.filter(person=mavis, what__startswith="Sunday").latest("pk")
    end_arrangement(
        viewer=viewer,
        arrangement_id=friend.pk,
        version=friend.version,
        last_day=clock.today(),
        reason="She moves to York.",
        at=at,
    )
    agnes = Pathway.objects.get(person__full_name="Agnes Bell")
    add_attachment(
        viewer=viewer,
        pathway_id=agnes.pk,
        name="page.jpg",
        content=b"\xff\xd8\xff\xe0 a page \xff\xd9",
        what="plan",
        description="Her list, by hand",
        said_by="Agnes Bell",
        at=at,
    )


def found() -> dict[str, int]:
    """Return ids for URLs; 0 where the city holds none."""
    note, decider = SafetyNote.objects.order_by("pk").first(), LegalRepresentative.objects.order_by("pk").first()
    cover = Cover.objects.order_by("pk").first()
    friend, paper = (
        Arrangement.objects.filter(what__startswith="Sunday", ends_on__isnull=False),
        Attachment.objects.first(),
    )
    left = friend.order_by("-pk").first()
    team, goal = Team.objects.exclude(patch="").first(), TeamGoal.objects.order_by("pk").first()
    delegation = Delegation.objects.first()
    asked = Message.objects.filter(kind="asked").first()
    return {
        "note_id": note.pk if note else 0, "representative_id": decider.pk if decider else 0,
        "leaving_id": left.pk if left else 0, "attachment_id": paper.pk if paper else 0,
        "team_id": team.pk if team else 0, "partner_id": team.partners.all()[0].pk if team else 0,
        "delegation_id": delegation.pk if delegation else 0,
        "letter_id": asked.pk if asked else 0,
        "goal_id": goal.pk if goal else 0,
        "cover_id": cover.pk if cover else 0,
    }  # fmt: skip


def concerns(city: City) -> dict[str, str]:
    """Return the ids of the concern to decide about and of the other; an empty dictionary where there are none."""
    with acting_as(city.viewer("safeguarding.lead")):
        told = [str(pk) for pk in Concern.objects.order_by("raised_at", "pk").values_list("pk", flat=True)]
        looked_into = Concern.objects.exclude(decisions=None).first()
    if looked_into is None:
        return {"concern_id": "", "looked_into_id": ""}
    waits = next(pk for pk in told if pk != str(looked_into.pk))
    return {"concern_id": waits, "looked_into_id": str(looked_into.pk)}
