"""Requests sent by the public form: by a neighbour, a ward, a mother, and somebody who wanted only advice."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from locallinks.demo.city import City
from locallinks.foundation.accounts.actions.duty_rota import set_duty
from locallinks.foundation.accounts.models import Duty
from locallinks.foundation.shared import clock
from locallinks.foundation.shared.viewer import SIGNED_OUT, acting_as
from locallinks.personal.referrals.actions.public_request import save_answers, send_request
from locallinks.personal.referrals.actions.triage import advise_contact, close_contact, take_contact
from locallinks.personal.referrals.choices import ClosingReason, ContactBasis
from locallinks.personal.referrals.models import Contact

# Name, kind, days ago, and what the pages of that kind hold.
REQUESTS: tuple[tuple[str, str, int, dict[str, dict[str, Any]]], ...] = (
    (
        "Vera Sykes",
        "neighbour",
        1,
        {
            "reach": {"address": "14 Canal Row", "postcode": "ZZ1 1AL"},
            "hard": {"reason": "Her curtains stay shut and I have not seen her at the shop since harvest."},
            "you": {"told_by": "Tom Lacey", "told_by_relation": "Neighbour", "told_by_reach": "01632 960140"},
            "may": {"contact_basis": ContactBasis.NOT_ASKED},
        },
    ),
    (
        "Walter Amis",
        "hospital",
        0,
        {
            "name": {"date_of_birth": "1940-05-11", "nhs_number": ""},
            "reach": {"phone": "01632 960141", "address": "2 Weir Lane", "postcode": "ZZ1 1AD"},
            "hospital": {
                "hospital": "Wharfe Hospital",
                "ward": "Ward 6, 01632 960100",
                "medically_fit": "soon",
                "to_go_home": "Help to wash and dress, and a key safe.",
            },
            "hard": {"reason": "Weak after pneumonia. He lives alone.", "matters": "His pigeons."},
            "urgent": {"urgent": True, "why_urgent": "Nobody can help him wash from the day he is home."},
            "you": {
                "told_by": "Sister Ama Boateng",
                "told_by_relation": "Ward sister",
                "organisation_name": "Wharfe Hospital",
                "told_by_reach": "01632 960100",
            },
            "may": {"contact_basis": ContactBasis.AGREED},
        },
    ),
    (
        "Ali Noor",
        "young",
        2,
        {
            "name": {"date_of_birth": "2012-02-03"},
            "reach": {"phone": "01632 960142", "postcode": "ZZ1 1AE"},
            "young": {"school": "Beck School", "plan_stage": "talking", "like_adult": "To work with animals."},
            "hard": {"reason": "He needs somebody with him outside. We want to plan in good time."},
            "you": {"told_by": "Samira Noor", "told_by_relation": "Mother", "told_by_reach": "01632 960142"},
            "may": {"contact_basis": ContactBasis.AGREED},
        },
    ),
    (
        "Betty Rowe",
        "me",
        9,
        {
            "reach": {"phone": "01632 960143", "address": "9 Mill Lane", "postcode": "ZZ1 1AG"},
            "hard": {"reason": "I would like somebody to play cards with.", "matters": "Whist."},
            "may": {"may_contact": True},
        },
    ),
)
ADVISED, TAKEN = "Betty Rowe", "Vera Sykes"
# Who is on duty on which days of the week, as the council set it: nobody on Thursdays.
DUTY = (("social.worker", "02"), ("approver", "1"), ("handover.champion", "4"))


def tell(*, city: City, at: datetime, say: Callable[[str], None]) -> None:
    """Send each request once; one is taken, and one is answered with advice and closed. Safe to run again."""
    viewer = city.viewer("social.worker")
    home_id = viewer.organisations[0]
    _set_duty_rota(city, at)
    with acting_as(viewer):
        known = set(Contact.objects.values_list("full_name", flat=True))
    for name, kind, days, pages in REQUESTS:
        if name not in known:
            _send_request(name, kind, at - timedelta(days=days), home_id, pages)
    with acting_as(viewer):
        vera = Contact.objects.get(full_name=TAKEN)
        if vera.is_open and vera.owner_id is None:
            take_contact(viewer=viewer, contact_id=vera.pk, owner_id=viewer.user_id, at=at)
        betty = Contact.objects.get(full_name=ADVISED)
        if betty.is_open:
            when = at - timedelta(days=8)
            advise_contact(
                viewer=viewer,
                contact_id=betty.pk,
                advice="The whist drive at Millbank Hall, Thursdays at two.",
                introduction_offered=True,
                introduction_note="Yes: she knows Joan from the network.",
                at=when,
            )
            close_contact(
                viewer=viewer,
                contact_id=betty.pk,
                why=ClosingReason.ADVICE_ENOUGH,
                words="I rang her on Tuesday.",
                at=when,
            )
    say(f"  {len(REQUESTS)} people asked on the public form")


def _set_duty_rota(city: City, at: datetime) -> None:
    """Set eight weeks of the duty rota from today, unless some of it is set already."""
    viewer = city.viewer("handover.champion")
    with acting_as(viewer):
        if Duty.objects.filter(day__gte=clock.day(at)).exists():
            return
        for key, weekdays in DUTY:
            set_duty(
                viewer=viewer,
                user_id=city.user(key).pk,
                first_on=clock.day(at),
                last_on=clock.day(at) + timedelta(days=55),
                weekdays=tuple(weekdays),
                at=at,
            )


def _send_request(name: str, kind: str, at: datetime, home_id: int, pages: dict[str, dict[str, Any]]) -> None:
    code = f"demo {name}"
    answers = {**pages, "name": {"full_name": name, **pages.get("name", {})}}
    if "hospital" in answers:
        answers["hospital"] = {**answers["hospital"], "leaves_on": clock.day(at + timedelta(days=3)).isoformat()}
    with acting_as(SIGNED_OUT):
        save_answers(code=code, part="who", answers={"kind": kind}, at=at)
        send_request(code=code, home_id=home_id, kind=kind, answers=answers, at=at)
