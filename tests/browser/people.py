"""Who lives in the served city: `python -m tests.browser.people city | stories | everybody | let-in NAME EMAIL`.

Runs as its own process on the scratch database (tests/browser/house.py). Ends with a line of JSON where there is
something to tell. `city` holds nobody to support; `everybody` adds one person at every stage of the way through.
"""
import sys

import django

django.setup()

from locallinks.demo import city as demo  # noqa: E402
from locallinks.foundation.shared import clock  # noqa: E402
from tests.browser.house import PASSWORD  # noqa: E402


def build_city() -> None:
    demo.build(say=lambda words: None, password=PASSWORD, feed=None, at=clock.now())


if __name__ == "__main__":
    {"city": build_city}[sys.argv[1]](*sys.argv[2:])
