"""From the front door: a ward that cannot wait, and somebody with no email and no phone (docs/rules/requests.md 44)."""

import re
import uuid

from django.test import Client

from locallinks.demo.city import City
from locallinks.foundation.people.models import Person
from locallinks.foundation.shared.viewer import acting_as
from locallinks.personal.brokerage.models import Arrangement
from locallinks.personal.pathways.models import Pathway, Step
from locallinks.personal.referrals.models import Contact


def send(client: Client, url: str, **data: str):
    response = client.post(url, {"submission": str(uuid.uuid4()), **data})
    assert response.status_code == 303, re.findall(
        r'govuk-error-message">.*?</p>', response.content.decode(), re.DOTALL
    )
    return response.headers["Location"]


def worker(city: City) -> Client:
    client = Client()
    client.force_login(city.user("social.worker"), backend="django.contrib.auth.backends.ModelBackend")
    return client


def ask(pages: dict[str, dict[str, str]]) -> str:
    """Page by page with no account, as the site leads; answers what the last page says."""
    client, here = Client(), "/ask/who/"
    while here != "/ask/check/":
        here = send(client, here, **pages[here.split("/")[2]])
    page = client.get(send(client, here)).content.decode()
    assert "What happens next" in page
    return page


def the_request(city: City, name: str) -> Contact:
    with acting_as(city.viewer("social.worker")):
        contact = Contact.objects.select_related("owner").get(full_name=name)
        assert contact.owner is None  # nobody was put on duty: it is the whole team's, and says so
        assert contact.reference
        return contact


def test_a_ward_that_cannot_wait(aireborough: City) -> None:
    """Given a man going home on Friday; when the ward asks; then support starts at once beside the assessment."""
    page = ask(
        {
            "who": {"kind": "hospital"},
            "name": {"full_name": "Walter Amis"},
            "reach": {"phone": "0113 496 0141", "address": "2 Weir Lane", "postcode": "ZZ1 1AD"},
            "hospital": {
                "hospital": "Wharfe Hospital",
                "ward": "6",
                "leaves_on-day": "27",
                "leaves_on-month": "11",
                "leaves_on-year": "2026",
                "medically_fit": "yes",
                "to_go_home": "Help to wash, and a key safe",
            },
            "hard": {"reason": "Weak after pneumonia, and alone"},
            "urgent": {"urgent": "yes", "why_urgent": "Nobody to help him wash from Friday"},
            "you": {
                "told_by": "Ama Boateng",
                "told_by_relation": "Ward sister",
                "organisation_name": "Wharfe Hospital",
                "told_by_reach": "01632 960100",
            },
            "may": {"contact_basis": "agreed"},
        }
    )
    contact = the_request(aireborough, "Walter Amis")
    assert contact.reference in page
    client = worker(aireborough)
    listed = client.get("/contacts/").content.decode()
    assert "Urgent" in listed
    here = send(client, f"/contacts/{contact.pk}/open/", person_id="new", contact_basis="agreed")
    came = client.get(here).content.decode()
    assert "Nobody to help him wash from Friday" in came
    urgent = re.search(r'href="(/pathways/\d+/[^"]*urgent[^"]*)"', came)[1]
    form = client.get(urgent).content.decode()
    assert "urgent" in form.lower()
    with acting_as(aireborough.viewer("social.worker")):
        pathway = Pathway.objects.get(person__full_name="Walter Amis")
        assert pathway.state == "referred"  # urgency skips no assessment
        assert not Arrangement.objects.filter(pathway=pathway).exists()
        assert [step.event for step in Step.objects.filter(pathway=pathway)] == ["refer"]


def test_somebody_without_email_or_phone(aireborough: City) -> None:
    """Given a woman with neither; when her neighbour asks on her behalf; then everything reaches her on paper."""
    ask(
        {
            "who": {"kind": "neighbour"},
            "name": {"full_name": "Vera Sykes"},
            "reach": {"address": "14 Canal Row", "postcode": "ZZ1 1AL"},
            "hard": {"reason": "Her curtains stay shut"},
            "you": {"told_by": "Tom Lacey", "told_by_relation": "Neighbour", "told_by_reach": "18 Canal Row"},
            "may": {"contact_basis": "not_asked"},
        }
    )
    contact, client = the_request(aireborough, "Vera Sykes"), worker(aireborough)
    here = f"/contacts/{contact.pk}/"
    assert "I have not asked them" in client.get(here).content.decode()
    send(client, f"{here}advice/", advice="The lunch club fetches people by minibus", introduction_offered="on")
    way = send(client, f"{here}open/", person_id="new", contact_basis="agreed")
    with acting_as(aireborough.viewer("social.worker")):
        vera = Person.objects.get(full_name="Vera Sykes")
        assert (vera.phone, vera.email, vera.contact_by) == ("", "", "letter")
    pathway_id = way.split("/")[2]
    given = send(
        client,
        f"/pathways/{pathway_id}/advice/",
        advice="The lunch club, Tuesdays. Joan calls for you at ten.",
        introduction_offered="on",
        introduction_note="She would like that",
    )
    letter = client.get(given).content.decode()
    assert "The lunch club, Tuesdays" in letter
    assert "data-print" in letter
    assert "Ring" in letter
