"""Carers: docs/rules/care-act.md 4, kept apart from the adult, whatever the adult's own way through."""

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from locallinks.foundation.accounts.models import User
from locallinks.foundation.audit.models import Entry
from locallinks.foundation.people.actions.sharing import give_access
from locallinks.foundation.people.models import Person
from locallinks.foundation.shared.errors import DomainError, NotAllowed
from locallinks.foundation.shared.viewer import acting_as
from locallinks.personal.assessments.actions.carers import decide_for_carer, save_carer_part, start_for_carer
from locallinks.personal.assessments.models import CarerAssessment, CarerFinding
from locallinks.personal.assessments.queries.needs_assessment import answers_of, assessment_of
from locallinks.personal.assessments.rules.carers import CARER_PARTS, carer_part_problems, next_carer_part
from locallinks.personal.assessments.rules.eligibility import CARER_ABILITIES, CARER_OUTCOMES
from locallinks.personal.assessments.tests.builders import answered, read, sent, started
from locallinks.personal.pathways.models import Pathway
from tests.kit import NOW, City, make_person
from tests.readability import page_words, reading_age

ABLE = dict.fromkeys(CARER_OUTCOMES, "able")


def begun(city: City, cared_for: Person, **more) -> CarerAssessment:
    viewer = city.viewer("social_worker")
    values = {"details": {"full_name": "Ann Firth", "preferred_name": "Ann"}, "relation": "daughter", **more}
    with acting_as(viewer):
        return start_for_carer(viewer=viewer, cared_for=cared_for, method="face_to_face", at=NOW, **values)


def fill(
    city: City, row: CarerAssessment, *, abilities: dict[str, str], necessary=True, health=False, impact=True
) -> CarerAssessment:
    answers = {code.lower(): {"ability": ability, "words": ""} for code, ability in abilities.items()}
    answers |= {
        "caring": {"words": "Every night"},
        "going-on": {"able": "some", "willing": "no", "words": "I am so tired"},
        "necessary": {"answer": necessary, "words": ""},
        "health": {"answer": health, "words": ""},
        "wellbeing": {"answer": impact, "words": ""},
    }
    viewer = city.viewer("social_worker")
    with acting_as(viewer):
        for part, one in answers.items():
            row = save_carer_part(
                viewer=viewer, assessment_id=row.pk, version=row.version, part=part, answers=one, at=NOW
            )
    return row


def decide(city: City, row: CarerAssessment, eligible: bool, reasons: str = "You never sleep.", **more):
    viewer = city.viewer("social_worker")
    with acting_as(viewer):
        return decide_for_carer(
            viewer=viewer, assessment_id=row.pk, decided_eligible=eligible, reasons=reasons, at=NOW, **more
        )


def url(row: CarerAssessment, rest: str = "") -> str:
    return f"/carers/{row.pk}/{rest}"


# ---- the rule, through the records ----


@pytest.mark.parametrize(
    ("abilities", "necessary", "health", "impact", "eligible"),
    [
        ({"C8": "unable_assist"}, True, False, True, True),  # any ONE outcome: not "two or more"
        ({}, True, True, True, True),  # health at risk alone
        ({}, True, False, True, False),
        ({"C1": "unable_pain", "C5": "unable_danger"}, False, True, True, False),  # care that nobody needs
        ({"C1": "unable_pain", "C5": "unable_danger"}, True, True, False, False),
    ],
)
def test_the_three_conditions(city, person, abilities, necessary, health, impact, eligible) -> None:
    row = fill(city, begun(city, person), abilities=ABLE | abilities, necessary=necessary, health=health, impact=impact)
    decision = decide(city, row, eligible)
    assert decision.computed_eligible is eligible
    assert decision.unable == list(abilities)


def test_taking_longer_is_not_one_of_the_three_limbs(city: City, person: Person) -> None:
    assert len(CARER_ABILITIES) == 4  # able, and three ways of being unable
    assert "unable_time" not in CARER_ABILITIES
    row = begun(city, person)
    with pytest.raises(DomainError):
        fill(city, row, abilities={"C1": "unable_time"})
    with acting_as(city.viewer("social_worker")), pytest.raises(IntegrityError), transaction.atomic():
        CarerFinding.objects.create(person=row.person, assessment=row, code="C1", ability="unable_time")


@pytest.mark.parametrize(
    ("slug", "answers", "expected"),
    [
        ("c1", {"ability": "unable_time"}, [("ability", "unknown_ability")]),
        ("c1", {"ability": "able"}, []),
        ("health", {"answer": None}, [("answer", "unanswered")]),
        ("health", {"answer": False}, []),
        ("going-on", {"able": "yes", "willing": ""}, [("willing", "unanswered")]),
        ("going-on", {"able": "no", "willing": "some", "words": "x"}, []),
        ("around", {"words": "x", "tried": "x" * 5001}, [("tried", "too_long")]),
    ],
)
def test_what_keeps_a_part_from_being_saved(slug, answers, expected) -> None:
    assert [(one.field, one.code) for one in carer_part_problems(CARER_PARTS[slug], answers)] == expected


def test_the_parts_follow_each_other() -> None:
    slug, seen = "what-matters", ["what-matters"]
    while slug := next_carer_part(slug):
        seen.append(slug)
    assert seen == list(CARER_PARTS)


# ---- the records ----


def test_the_adult_needs_no_way_through(city: City, person: Person) -> None:
    row = begun(city, person)
    with acting_as(city.viewer("social_worker")):
        assert not Pathway.objects.filter(person=person).exists()
        assert (row.person.full_name, row.link.cared_for, row.link.relation) == ("Ann Firth", person, "daughter")
        assert row.person.home == person.home


def test_somebody_known_already_has_no_second_record(city: City, person: Person) -> None:
    known = make_person(city, "Ann Firth")
    row = begun(city, person, carer=known, details=None)
    assert row.person == known
    with pytest.raises(DomainError, match="begun already"):
        begun(city, person, carer=known, details=None)
    decide(city, fill(city, row, abilities=ABLE | {"C8": "unable_assist"}), True)
    assert begun(city, person, carer=known, details=None).number == 2


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"relation": " "}, "relation"),
        ({"details": {}}, "full_name"),
    ],
)
def test_what_is_missing_to_begin(city: City, person: Person, more, field) -> None:
    with pytest.raises(DomainError) as problem:
        begun(city, person, **more)
    assert [one.field for one in problem.value.problems] == [field]
    with pytest.raises(DomainError, match="their own carer"):
        begun(city, person, carer=person)
    viewer = city.viewer("social_worker")
    with acting_as(viewer), pytest.raises(DomainError, match="how you will talk"):
        start_for_carer(
            viewer=viewer, cared_for=person, details={"full_name": "Ann"}, relation="x", method="post", at=NOW
        )


def test_what_is_refused_when_deciding(city: City, person: Person) -> None:
    row = begun(city, person)

    def codes(*given, **more) -> list[str]:
        with pytest.raises(DomainError) as problem:
            decide(city, row, *given, **more)
        return [one.code for one in problem.value.problems]

    assert codes(True) == ["test"]
    row = fill(city, row, abilities=ABLE | {"C8": "unable_assist"})
    assert codes(False, " ") == ["why_different", "reasons"]
    assert decide(city, row, False, why_different="Her sister has moved in").computed_eligible
    assert codes(True) == ["already_decided"]
    with pytest.raises(DomainError, match="finished"):
        fill(city, row, abilities={"C1": "able"})
    viewer = city.viewer("social_worker")
    other = begun(city, person, details={"full_name": "Bob Firth", "preferred_name": "Bob"})
    with acting_as(viewer), pytest.raises(DomainError, match="no part"):
        save_carer_part(viewer=viewer, assessment_id=other.pk, version=None, part="plan", answers={}, at=NOW)


def test_only_a_social_worker_of_the_council_writes(city: City, person: Person) -> None:
    row = begun(city, person)
    for role in ("support_planner", "other_social_worker", "handover_champion"):
        viewer = city.viewer(role)
        with acting_as(city.viewer("social_worker")), pytest.raises(NotAllowed):
            save_carer_part(
                viewer=viewer, assessment_id=row.pk, version=None, part="caring", answers={"words": "x"}, at=NOW
            )


# ---- apart from the adult ----


def test_neither_sees_what_the_other_said(city: City, person: Person, pathway: Pathway) -> None:
    """Also where the carer let the adult open their record: what was said to us stays with the carer."""
    answered(city, started(city, pathway), unable={})
    row = fill(city, begun(city, person), abilities=ABLE)
    ann = User.objects.create_user(email="ann@demo.example", name="Ann Firth")
    city.users["carer"] = ann
    viewer = city.viewer("social_worker")
    with acting_as(viewer):
        give_access(viewer=viewer, person=row.person, user=ann, kind="self", given_by="Ann", at=NOW)
    mary, ann_client = city.client("person"), city.client("carer")
    assert mary.get(url(row)).status_code == 404
    assert "I am so tired" in read(ann_client, url(row))
    assert ann_client.get(f"/pathways/{pathway.pk}/assessment/").status_code == 404
    with acting_as(viewer):
        give_access(viewer=viewer, person=row.person, user=city.users["person"], kind="trusted", given_by="Ann", at=NOW)
    assert mary.get(url(row)).status_code == 403
    assert mary.get(url(row, "decision/letter/")).status_code == 403


def test_the_adults_own_test_is_the_same_with_and_without_a_carer(city: City, person: Person, pathway: Pathway) -> None:
    """Carer-blind (docs/rules/care-act.md 2): a carer who does everything changes nothing in the adult's sum."""
    unable = {"A1": "unable_assist", "A2": "unable_assist"}
    answered(city, started(city, pathway), unable=unable)
    with acting_as(city.viewer("social_worker")):
        before = answers_of(assessment_of(pathway)).sum
    fill(city, begun(city, person), abilities=ABLE)
    with acting_as(city.viewer("social_worker")):
        assert answers_of(assessment_of(pathway)).sum == before
    assert before.eligible


def test_the_look_is_in_the_carers_record(city: City, client: Client, person: Person) -> None:
    row = begun(city, person)
    read(client, url(row))
    with acting_as(city.viewer("social_worker")):
        assert Entry.objects.filter(kind="read", person_id=row.person_id).exists()
        assert not Entry.objects.filter(kind="read", person_id=person.pk).exists()


# ---- pages ----


def test_the_whole_conversation_and_the_letter(city: City, client: Client, person: Person) -> None:
    start = f"/people/{person.pk}/carers/new/"
    assert "never shown to Mary" in read(client, start)
    make_person(city, "Ann Firth")
    assert "?carer=" in read(client, f"{start}?q=Ann+Firth")
    assert "Nobody by that name" in read(client, f"{start}?q=Zebedee")
    response = client.post(start, sent(full_name="Ann Firth", phone="", relation="daughter", method="face_to_face"))
    assert response.status_code == 303
    with acting_as(city.viewer("social_worker")):
        row = CarerAssessment.objects.get()
    where, version = url(row, "what-matters/"), 1
    given = {
        "words": {"words": "My choir"},
        "outcome": {"ability": "able", "words": ""},
        "yes_no": {"answer": "yes", "words": ""},
        "willing": {"able": "yes", "willing": "some", "words": ""},
    }
    assert "decide when each" in read(client, url(row, "decision/"))
    while where != url(row):
        slug = where.rstrip("/").rsplit("/", 1)[1]
        words = page_words(read(client, where))
        assert reading_age(words) <= 13, where
        data = given[CARER_PARTS[slug].kind] | ({"ability": "unable_pain"} if slug == "c8" else {})
        response = client.post(where, sent(version=str(version), **data))
        assert response.status_code == 303, (where, response.content.decode())
        where, version = response.headers["Location"], version + 1
    assert url(row, "decision/") in read(client, url(row))
    assert "Support is due" in read(client, url(row, "decision/"))
    assert client.post(url(row, "decision/"), sent(decided_eligible="yes", reasons="")).status_code == 422
    response = client.post(url(row, "decision/"), sent(decided_eligible="yes", reasons="You have no time to sing."))
    assert response.headers["Location"] == url(row, "decision/letter/")
    letter = read(client, url(row, "decision/letter/"))
    assert "You have no time to sing." in letter
    assert "Time for things you enjoy" in letter
    assert reading_age(page_words(letter)) <= 11
    assert client.get(url(row, "decision/")).status_code == 302
    assert client.get(url(row, "c1/")).status_code == 302
    assert "Start a new assessment" in read(client, url(row))


def test_the_list(city: City, client: Client, person: Person) -> None:
    assert "Nobody here at the moment" in read(client, "/carers/")
    row = begun(city, person)
    page = read(client, "/carers/")
    assert url(row) in page
    assert "Ann Firth" in page
    assert "Nobody here at the moment" in read(client, "/carers/?show=decided")
    assert "Ann Firth,Mary Firth" in client.get("/carers/?format=csv&show=all").content.decode()
    assert city.client("support_planner").get("/carers/").status_code == 403
    assert "Ann" not in read(city.client("other_social_worker"), "/carers/")


def test_addresses_nobody_knows(city: City, client: Client, person: Person) -> None:
    row = begun(city, person)
    assert client.get(f"/carers/{row.pk}/plan/").status_code == 404
    assert client.get(f"/people/{person.pk}/carers/new/?carer=²").status_code == 200
    assert client.get(f"/people/{person.pk}/carers/new/?carer=999999").status_code == 200
