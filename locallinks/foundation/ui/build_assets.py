"""Build var/assets/ from node_modules: `python -m locallinks.foundation.ui.build_assets [project folder]`.

What only gov.uk may use is left out: the GDS Transport typeface, crest, crown, logo, icons, manifest and social picture
(docs/adr/0003). The licences are MIT (components, autocomplete) and OFL (Atkinson Hyperlegible).
"""

import re
import shutil
import sys
from pathlib import Path

GOVUK = "govuk-frontend/dist/govuk"
AUTOCOMPLETE = "accessible-autocomplete/dist"
ATKINSON = "@fontsource-variable/atkinson-hyperlegible-next"
LATIN = (
    "U+0000-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+2000-206F,U+20AC,U+2122,U+2190-2193,U+2212,"
    "U+2215,U+FEFF,U+FFFD"
)
EXTENDED = (
    "U+0100-02BA,U+02BD-02C5,U+02C7-02CC,U+02CE-02D7,U+02DD-02FF,U+1D00-1DBF,U+1E00-1E9F,U+1EF2-1EFF,U+20A0-20AB,"
    "U+20AD-20C0,U+2C60-2C7F,U+A720-A7FF"
)
FACES = ("latin-wght-normal", "latin-ext-wght-normal", "latin-wght-italic", "latin-ext-wght-italic")
FONT_FACE = re.compile(r"@font-face\{font-family:GDS Transport;[^}]*\}")
CREST = re.compile(r"url\(/assets/[^)]*\)")
SOURCE_MAP = re.compile(r"\n*(?:/\*|//)# sourceMappingURL=[^\s*]+(?:\s*\*/)?\s*")
COMMENT = re.compile(r"/\*.*?\*/", re.S)
FAMILY = '"Atkinson Hyperlegible Next"'


class CannotBuild(Exception):
    """The message says what is missing and how to get it."""


def required(modules: Path, name: str) -> Path:
    """Return the path of a file or folder that must exist. Raise CannotBuild."""
    path = modules / name
    if not path.exists():
        raise CannotBuild(
            f"{path} is missing. Run `npm ci --ignore-scripts` in {modules.parent} (bin/setup does), then try again."
        )
    return path


def our_govuk_css(css: str) -> str:
    """Return GOV.UK's stylesheet without its typeface and its crest. Raise CannotBuild where something is left."""
    css = FONT_FACE.sub("", css).replace("GDS Transport,arial,sans-serif", "var(--ll-font,arial,sans-serif)")
    css = css.replace("{font-family:sans-serif}", "{font-family:var(--ll-font,sans-serif)}")  # in print
    css = CREST.sub("none", css.replace("GDS Transport,", ""))
    without_comments = COMMENT.sub("", css)
    forbidden = [word for word in ("GDS Transport", "/assets/", "crest.svg") if word in without_comments]
    if forbidden:
        raise CannotBuild(
            f"govuk-frontend's stylesheet has changed: it still has {', '.join(forbidden)}. See our_govuk_css."
        )
    return css


def fonts_css() -> str:
    """Return one @font-face for each font file; the browser fetches only those that a page needs."""
    rules = []
    for face in FACES:
        style = "italic" if face.endswith("italic") else "normal"
        unicode_range = EXTENDED if "-ext-" in face else LATIN
        rules.append(
            f"@font-face{{font-family:{FAMILY};font-style:{style};font-weight:200 800;font-display:swap;"
            f"src:url(atkinson-{face}.woff2) format('woff2');unicode-range:{unicode_range}}}"
        )
    return "\n".join(rules) + "\n"


def without_source_map(text: str) -> str:
    """Return the text without its link to a source map, because source maps are not included."""
    return SOURCE_MAP.sub("\n", text)


def build(project: Path) -> Path:
    """Write var/assets/ anew, and return the folder. Raise CannotBuild, before anything is written."""
    modules = project / "node_modules"
    govuk, autocomplete, atkinson = (required(modules, name) for name in (GOVUK, AUTOCOMPLETE, ATKINSON))
    files: dict[str, str] = {
        "govuk/govuk-frontend.min.css": without_source_map(
            our_govuk_css(required(govuk, "govuk-frontend.min.css").read_text())
        ),
        "govuk/govuk-frontend.min.js": without_source_map(required(govuk, "govuk-frontend.min.js").read_text()),
        "autocomplete/accessible-autocomplete.min.css": without_source_map(
            required(autocomplete, "accessible-autocomplete.min.css").read_text()
        ),
        "autocomplete/accessible-autocomplete.min.js": without_source_map(
            required(autocomplete, "accessible-autocomplete.min.js").read_text()
        ),
        "fonts/fonts.css": fonts_css(),
    }
    fonts = {face: required(atkinson, f"files/atkinson-hyperlegible-next-{face}.woff2") for face in FACES}
    target = project / "var" / "assets"
    shutil.rmtree(target, ignore_errors=True)
    for name, text in files.items():
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        (target / name).write_text(text)
    for face, source in fonts.items():
        shutil.copyfile(source, target / "fonts" / f"atkinson-{face}.woff2")
    return target


def main() -> int:
    project = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parents[3]
    try:
        target = build(project)
    except CannotBuild as problem:
        sys.stderr.write(f"{problem}\n")
        return 1
    count = sum(1 for path in target.rglob("*") if path.is_file())
    sys.stdout.write(f"Wrote {count} files to {target}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
