"""Take the pictures of the README. Needs Chromium and the developers' packages (bin/setup --dev).

    .venv/bin/python -m tests.browser.readme_screenshots            # the three of docs/pictures
    .venv/bin/python -m tests.browser.readme_screenshots /tmp/seen  # somewhere else

This serves a whole demonstration on a scratch database (tests/browser/server.py), signs in as the people named in
PICTURES, and takes a picture of the top of each page. A picture of 200 kB or more is an error: the README loads all.
"""

import os
import sys
from pathlib import Path

import django
from playwright.sync_api import sync_playwright

from devdb.run_with_db import start_until_exit
from tests.browser import server as servers
from tests.browser.walker import Walker

# name: who looks, at what, the window, and how much of the page
PICTURES = {
    "person": ("support.planner", "/people/{person_id}/", "Mary Firth", (1040, 1120)),
    "plan": ("support.planner", "/pathways/{pathway_id}/plan/", "Elaine Dobson", (1040, 1120)),
    "today": ("social.worker", "/", "", (1040, 1120)),
}
SMALL_ENOUGH = 200_000


def main(folder: Path) -> int:
    folder.mkdir(parents=True, exist_ok=True)
    start_until_exit()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "locallinks.config.settings")
    django.setup()
    with servers.new_server() as city, servers.serving(city) as server, sync_playwright() as playwright:
        people = server.run("tests.browser.populate_city", "stories")["people"]
        browser = playwright.chromium.launch(executable_path=servers.chromium(), args=servers.CHROMIUM_ARGUMENTS)
        for name, (who, address, about, size) in PICTURES.items():
            walker = Walker(browser, server, size)
            walker.sign_in(who)
            walker.open(address.format(**people.get(about, {})))
            path = folder / f"{name}.png"
            walker.page.screenshot(path=path)
            walker.close()
            sys.stdout.write(f"{path}: {path.stat().st_size:,} bytes\n")
            if walker.faults or path.stat().st_size >= SMALL_ENOUGH:
                sys.stderr.write("\n".join([*walker.faults, f"{path} must stay under {SMALL_ENOUGH:,} bytes"]) + "\n")
                return 1
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else servers.ROOT / "docs" / "pictures"))
