"""Writing about oneself: signed in, by a link, on paper; checked by a professional before anything is decided."""

from datetime import timedelta

import pytest
from django.test import Client

from locallinks.foundation.people.actions.invitations import end_invitation
from locallinks.foundation.people.models import Invitation
from locallinks.foundation.shared import clock
from locallinks.foundation.shared.errors import DomainError
from locallinks.foundation.shared.viewer import acting_as
from locallinks.personal.assessments.actions.needs_assessment import decide_eligibility, start_assessment
from locallinks.personal.assessments.actions.self_assessments import save_own_part, send_own, verify_own
from locallinks.personal.assessments.choices import WellbeingArea
from locallinks.personal.assessments.models import Assessment, SelfAssessment
from locallinks.personal.assessments.queries.needs_assessment import answers_of, assessment_of
from locallinks.personal.assessments.queries.self_assessments import (
    may_decide_on_self_assessment,
    self_assessment_of,
    side_by_side,
)
from locallinks.personal.assessments.rules.eligibility import ADULT_OUTCOMES
from locallinks.personal.assessments.rules.needs_assessment import PARTS
from locallinks.personal.assessments.tests.builders import REASONS, answered, at, read, saved, sent, started
from locallinks.personal.pathways.models import Pathway
from tests.kit import NOW, City
from tests.readability import page_words, reading_age

UNABLE = {"A7": "unable_assist", "A9": "unable_pain"}


def own_at(name: str, pathway: Pathway, part: str = "") -> str:
    return f"/pathways/{pathway.pk}/own-words/{part + '/' if part else ''}{name + '/' if name else ''}"


def write(city: City, pathway: Pathway, role: str = "person", **said_by: str) -> SelfAssessment:
    """The ten outcomes, health, wellbeing and some words."""
    answers = {"what-matters": {"words": "My garden"}}
    answers |= {code.lower(): {"ability": UNABLE.get(code, "able"), "words": ""} for code in ADULT_OUTCOMES}
    answers["health"] = {"answer": True, "words": "My hip"}
    answers["wellbeing"] = {"answer": True, "words": "", "effects": dict.fromkeys(WellbeingArea, "some")}
    viewer, row = city.viewer(role), None
    with acting_as(viewer):
        for part, one in answers.items():
            row = save_own_part(
                viewer=viewer,
                pathway_id=pathway.pk,
                version=row.version if row else None,
                part=part,
                answers=one,
                at=NOW,
                **said_by,
            )
    return row


def act(city: City, role: str, action, pathway: Pathway, **more):
    viewer = city.viewer(role)
    with acting_as(viewer):
        return action(viewer=viewer, pathway_id=pathway.pk, at=NOW, **more)


def refused(city: City, role: str, action, pathway: Pathway, **more) -> str:
    with pytest.raises(DomainError) as problem:
        act(city, role, action, pathway, **more)
    return problem.value.problems[0].code


def test_written_sent_checked_and_only_then_decided(city: City, pathway: Pathway) -> None:
    started(city, pathway)
    write(city, pathway)
    assert act(city, "person", send_own, pathway).sent_at == NOW
    decision = {"decided_eligible": True, "reasons": REASONS}
    assert refused(city, "social_worker", decide_eligibility, pathway, **decision) == "not_verified"
    act(city, "social_worker", verify_own, pathway, how="At her table, with her son")
    with acting_as(city.viewer("social_worker")):
        answers = answers_of(assessment_of(pathway))
        assert answers.sum.unable == ("A7", "A9")  # nobody types twice
        assert answers.assessment.what_matters == "My garden"
    assert act(city, "social_worker", decide_eligibility, pathway, **decision).computed_eligible


def test_what_the_social_worker_wrote_is_never_written_over(city: City, pathway: Pathway) -> None:
    answered(city, started(city, pathway), unable={"A2": "unable_pain"})
    write(city, pathway)
    act(city, "person", send_own, pathway)
    act(city, "social_worker", verify_own, pathway, how="By phone", differs="Washing is hard too")
    with acting_as(city.viewer("social_worker")):
        assessment = assessment_of(pathway)
        answers = answers_of(assessment)
        assert answers.sum.unable == ("A2",)
        beside = {one.title: one for one in side_by_side(self_assessment_of(assessment), answers)}
    assert beside["Family and friends"].own == "Cannot do this without help or reminding"
    assert beside["Family and friends"].ours == "Can do this"
    assert beside[PARTS["health"].title].own == "Yes\nMy hip"


def test_a_conversation_by_oneself_waits_for_its_words(city: City, pathway: Pathway) -> None:
    """method `self`: an assessment that nobody wrote and nobody checked decides nothing."""
    act(city, "social_worker", start_assessment, pathway, method="self")
    decision = {"decided_eligible": False, "reasons": REASONS}
    assert refused(city, "social_worker", decide_eligibility, pathway, **decision) == "not_verified"
    assert refused(city, "social_worker", verify_own, pathway, how="x") == "not_sent"


def test_begun_and_never_sent_holds_nothing_up(city: City, pathway: Pathway) -> None:
    answered(city, started(city, pathway), unable=UNABLE)
    write(city, pathway)
    act(city, "social_worker", decide_eligibility, pathway, decided_eligible=True, reasons=REASONS)
    with acting_as(city.viewer("social_worker")):
        assert may_decide_on_self_assessment(Assessment.objects.get())
    assert refused(city, "person", send_own, pathway) == "not_open"


def test_typed_in_from_paper_says_whose_words(city: City, pathway: Pathway) -> None:
    started(city, pathway)
    one = {"version": None, "part": "strengths", "answers": {"words": "Knitting", "tried": "A class"}}
    assert refused(city, "social_worker", save_own_part, pathway, **one) == "no_name"
    row = act(city, "social_worker", save_own_part, pathway, said_by="Mary Firth", **one)
    assert (row.written_by, row.said_by) == ("Ruth Adeyemi", "Mary Firth")
    assert refused(city, "social_worker", send_own, pathway) == "no_name"


def test_what_is_refused(city: City, pathway: Pathway) -> None:
    started(city, pathway)
    assert refused(city, "person", send_own, pathway) == "nothing_written"
    one = {"version": None, "answers": {"words": "x"}}
    assert refused(city, "person", save_own_part, pathway, part="plan", **one) == "unknown_part"
    assert refused(city, "person", save_own_part, pathway, part="a1", **one) == "unknown_ability"
    write(city, pathway)
    act(city, "person", send_own, pathway)
    assert refused(city, "person", save_own_part, pathway, part="strengths", **one) == "sent"
    assert refused(city, "social_worker", verify_own, pathway, how=" ") == "no_how"
    act(city, "social_worker", verify_own, pathway, how="x")
    assert refused(city, "social_worker", verify_own, pathway, how="x") == "already_verified"


# ---- pages ----


def test_the_person_writes_on_their_own_page(city: City, client: Client, pathway: Pathway) -> None:
    started(city, pathway)
    mine = city.client("person")
    page = read(mine, own_at("", pathway))
    assert "About you, in your own words" in page
    assert "link" not in page_words(page).lower()
    url = own_at("", pathway, "what-matters")
    assert "In your own words" in read(mine, url)
    assert 'name="said_by"' not in read(mine, url)
    response = mine.post(url, sent(version="0", words="My garden"))
    assert response.headers["Location"] == own_at("", pathway, "strengths")
    assert mine.post(own_at("", pathway, "a7"), sent(version="9", ability="able", words="")).status_code == 409
    assert own_at("send", pathway) in read(mine, own_at("", pathway))
    assert mine.post(own_at("send", pathway), sent()).headers["Location"] == own_at("", pathway)
    assert "Somebody will ring you" in read(mine, own_at("", pathway))
    assert mine.get(url).headers["Location"] == own_at("", pathway)
    assert mine.get(own_at("check", pathway)).status_code == 403
    page = read(client, own_at("check", pathway))
    assert "My garden" in page
    response = client.post(own_at("check", pathway), sent(how="At home", differs=""))
    assert response.headers["Location"] == at("assessment", pathway)
    assert "Checked together" in read(client, own_at("check", pathway))
    assert "went through it with you" in read(mine, own_at("", pathway))
    assert saved(city, pathway).what_matters == "My garden"


def test_from_paper_by_the_social_worker(city: City, client: Client, pathway: Pathway) -> None:
    started(city, pathway)
    url = own_at("", pathway, "strengths")
    assert "Whose words are these?" in read(client, url)
    assert client.post(url, sent(version="0", words="Knitting", tried="", said_by="")).status_code == 422
    assert client.post(url, sent(version="0", words="Knitting", tried="", said_by="Mary")).status_code == 303
    assert client.post(own_at("send", pathway), sent(said_by="")).status_code == 422
    assert client.post(own_at("send", pathway), sent(said_by="Mary")).status_code == 303
    assert "in the words of Mary" in read(client, own_at("check", pathway))


def lent(city: City, client: Client, pathway: Pathway) -> str:
    """The address of a new link, as the page shows it once."""
    response = client.post(own_at("link", pathway), sent(to_name="Ann, her daughter", days="7"))
    assert response.status_code == 200
    page = response.content.decode()
    assert "It is shown only this once" in page
    return page[page.index("/with/") :].split("<")[0]


def test_by_a_link_without_an_account(city: City, client: Client, pathway: Pathway) -> None:
    started(city, pathway)
    address, somebody = lent(city, client, pathway), Client()
    assert "About you, in your own words" in read(somebody, address)
    response = somebody.post(f"{address}strengths/", sent(version="1", words="Knitting", tried=""))
    assert response.headers["Location"] == "../people/"
    assert "Knitting" in read(somebody, f"{address}strengths/")
    response = somebody.post(f"{address}send/", sent())
    assert response.status_code == 200
    assert "Thank you. We have it" in response.content.decode()
    assert somebody.get(address).status_code == 410  # used up
    with acting_as(city.viewer("social_worker")):
        row = SelfAssessment.objects.get()
        assert (row.written_by, row.said_by, bool(row.sent_at)) == ("Ann, her daughter, by a link", "", True)
    assert "Used" in read(client, own_at("", pathway)) or "It was sent on" in read(client, own_at("", pathway))


def test_a_link_that_is_over_tampered_with_or_for_something_else(city: City, client: Client, pathway: Pathway) -> None:
    started(city, pathway)
    address, somebody = lent(city, client, pathway), Client()
    assert somebody.get(address.replace("/with/", "/with/x")).status_code == 404
    assert somebody.get(address.replace("about-me/", "plan/")).status_code == 404
    assert somebody.get(own_at("", pathway)).status_code == 302  # no sign-in comes with a link
    assert client.get("/with/nothing/about-me/").status_code == 404
    with acting_as(city.viewer("social_worker")) as viewer:
        invitation = Invitation.objects.get()
        assert invitation.expires_at - invitation.made_at == timedelta(days=7)
        end_invitation(viewer=viewer, invitation_id=invitation.pk, why="called_back", at=clock.now())
    assert somebody.get(address).status_code == 410


def test_where_there_is_nothing_to_write_in(city: City, client: Client, pathway: Pathway) -> None:
    for name in ("", "send", "check"):
        assert client.get(own_at(name, pathway)).status_code == 404
    assert client.get(own_at("link", pathway)).status_code == 302
    started(city, pathway)
    assert client.get(own_at("", pathway, "plan")).status_code == 404
    assert "Nothing to check yet" in read(client, own_at("check", pathway))


def test_these_pages_read_plainly(city: City, client: Client, pathway: Pathway) -> None:
    started(city, pathway)
    mine = city.client("person")
    pages = [own_at("", pathway), own_at("send", pathway)] + [own_at("", pathway, slug) for slug in PARTS]
    for url in pages:
        words = page_words(read(mine, url))
        assert len(words.split()) < 25 or reading_age(words) <= 11, url
    for url in (own_at("link", pathway), own_at("check", pathway), own_at("", pathway)):
        assert reading_age(page_words(read(client, url))) <= 13, url
