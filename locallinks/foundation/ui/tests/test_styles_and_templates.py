"""The contrast of colours, and templates without what the content security policy forbids."""

import re
from pathlib import Path

import pytest

UI = Path(__file__).resolve().parents[1]
LOCALLINKS = UI.parents[1]
CSS = (UI / "static/ui/locallinks.css").read_text()
COLOURS = dict(re.findall(r"--ll-([a-z0-9-]+): (#[0-9a-f]{6});", CSS))

TEXT = [  # words on their ground: 4.5 to 1 (WCAG 2.2, 1.4.3)
    *((word, ground) for word in ("ink", "leaf", "quiet", "alert", "visited") for ground in ("paper", "white")),
    *((word, ground) for word in ("ink", "leaf", "quiet") for ground in ("leaf-soft", "sky-soft", "marigold-soft")),
    *(("ink", ground) for ground in ("sky", "marigold", "leaf-pale", "stone", "straw", "peach", "lilac")),
    *(("ink", ground) for ground in ("ring-1", "ring-2", "ring-3")),
    *(("white", ground) for ground in ("leaf", "leaf-deep", "ink", "alert", "alert-deep")),
    ("sky", "ink"),
    ("mint", "ink"),
    ("marigold", "ink"),
    ("alert-deep", "white"),
]
CONTROLS = [  # edges of controls and parts of pictures: 3 to 1 (1.4.11)
    ("control", "paper"),
    ("control", "white"),
    ("leaf", "paper"),
    ("leaf", "stone"),
    ("ink", "paper"),
    ("header-line", "ink"),
    ("marigold", "ink"),
    ("bar-sky", "paper"),
    ("bar-sky", "stone"),
    ("bar-marigold", "paper"),
    ("bar-marigold", "stone"),
    ("alert", "white"),
    ("alert", "stone"),
    ("leaf", "leaf-soft"),
]


def brightness(colour):
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(first, second):
    """The contrast ratio of WCAG 2."""
    dark, light = sorted((brightness(first), brightness(second)))
    return (light + 0.05) / (dark + 0.05)


def test_the_contrast_ratio():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize(("word", "ground"), TEXT)
def test_text_has_enough_contrast(word, ground):
    assert contrast(COLOURS[word], COLOURS[ground]) >= 4.5


@pytest.mark.parametrize(("edge", "ground"), CONTROLS)
def test_controls_have_enough_contrast(edge, ground):
    assert contrast(COLOURS[edge], COLOURS[ground]) >= 3


def test_our_own_colours():
    expected = {
        "ink": "#16302b",
        "leaf": "#0b6e4f",
        "marigold": "#f4a259",
        "sky": "#d7e9f7",
        "paper": "#fbfaf6",
        "alert": "#b3261e",
    }
    assert {name: COLOURS[name] for name in expected} == expected


def test_colours_are_set_once():
    """Every colour is named at the top of the stylesheet, so that a council changes its colours only there."""
    rules = CSS[CSS.index("/* ---------- the page") :]
    assert re.findall(r"#[0-9a-fA-F]{3,8}\b|rgba?\(|hsla?\(", rules) == []
    used = set(re.findall(r"var\(--ll-([a-z0-9-]+)", CSS))
    assert used <= set(re.findall(r"--ll-([a-z0-9-]+):", CSS))


def test_body_text_is_19_pixels_and_lines_are_short():
    assert "--ll-text: 1.1875rem" in CSS
    measure = re.search(r"--ll-measure: (\d+)ch", CSS)
    assert int(measure[1]) < 70


def test_nothing_moves_unless_asked():
    assert not re.search(r"@keyframes|animation-name|transition: (?!none)", CSS)


# What the content security policy forbids.
FORBIDDEN = {
    "a style attribute": re.compile(r"<[^>]*\sstyle\s*=", re.I),
    "a style element": re.compile(r"<style\b", re.I),
    "a script without a file": re.compile(r"<script(?![^>]*\ssrc=)", re.I),
    "an on... attribute": re.compile(r"<[a-z][^>]*\son[a-z]+\s*=\s*[\"']", re.I),
    "a javascript: address": re.compile(r"javascript:", re.I),
    "something from another site": re.compile(
        r"<(?:script|link|img|iframe)[^>]*(?:src|href)=[\"'](?:https?:)?//", re.I
    ),
}


def problems_in(name, text):
    return [
        f"{name}: {what}. Put styles in a class and script in a file."
        for what, shape in FORBIDDEN.items()
        if shape.search(text)
    ]


def test_no_template_has_inline_style_or_script():
    templates = sorted(LOCALLINKS.glob("**/templates/**/*.html"))
    assert len(templates) > 10
    broken = [
        line for path in templates for line in problems_in(path.relative_to(LOCALLINKS).as_posix(), path.read_text())
    ]
    assert not broken, "\n".join(broken)


@pytest.mark.parametrize(
    "text",
    [
        '<p style="x">',
        "<style>",
        "<script>x</script>",
        '<a onclick="x">',
        '<a href="javascript:x">',
        '<img src="//cdn/x.png">',
    ],
)
def test_inline_things_are_caught(text):
    assert problems_in("x.html", text)


def test_ordinary_markup_is_fine():
    script = '<script type="module" src="{{ static("a.js") }}"></script>'
    outward = '<a href="https://example.org">on = "x"</a>'
    assert problems_in("x.html", script + outward) == []
