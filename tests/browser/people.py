"""Who lives in the served city: `python -m tests.browser.people city` or `... let-in "Mary Firth" person`.

Runs as its own process on the scratch database (tests/browser/house.py). `city` holds nobody to support yet.
"""

import sys

import django

django.setup()

from locallinks.demo import city as demo  # noqa: E402
from locallinks.foundation.accounts.models import User  # noqa: E402
from locallinks.foundation.people.actions import give_access  # noqa: E402
from locallinks.foundation.people.models import Person  # noqa: E402
from locallinks.foundation.shared import clock  # noqa: E402
from locallinks.foundation.shared.scope import acting_as  # noqa: E402
from tests.browser.house import PASSWORD  # noqa: E402

MORE_SIGN_INS = {"edna": "Edna Clough"}


def build_city() -> None:
    demo.build(say=lambda words: None, password=PASSWORD, feed=None, at=clock.now())
    for key, name in MORE_SIGN_INS.items():
        User.objects.create_user(email=f"{key}@demo.example", name=name, password=PASSWORD)


def let_in(full_name: str, key: str) -> None:
    """Lets somebody open their own record. No page does this yet."""
    city = demo.City()
    viewer = city.viewer("social.worker")
    with acting_as(viewer):
        person = Person.objects.get(full_name=full_name)
        give_access(viewer=viewer, person=person, user=city.user(key), kind="self", given_by=full_name, at=clock.now())


if __name__ == "__main__":
    {"city": build_city, "let-in": let_in}[sys.argv[1]](*sys.argv[2:])
