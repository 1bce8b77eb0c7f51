"""The real settings, with one page more: the floor that the others are measured against."""

from locallinks.config.settings import *  # noqa: F403
from locallinks.config.settings import ROOT, TEMPLATES

ROOT_URLCONF = "bench.floor"
TEMPLATES = [{**TEMPLATES[0], "DIRS": [ROOT / "bench" / "templates"]}, *TEMPLATES[1:]]
