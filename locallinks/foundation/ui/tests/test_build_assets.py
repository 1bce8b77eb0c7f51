"""What goes into var/assets, and what must not."""

import pytest

from locallinks.foundation.ui import build_assets

CSS = (
    '@charset "UTF-8";:root{--x:1}/*! GDS Transport is licensed for gov.uk */@font-face{font-family:GDS Transport;'
    "src:url(/assets/fonts/light.woff2)}.a{font-family:GDS Transport,arial,sans-serif}"
    "@media print{.a{font-family:sans-serif}}.b:before{background-image:url(/assets/images/govuk-crest.svg)}"
    "\n/*# sourceMappingURL=x.css.map */"
)


@pytest.fixture
def project(tmp_path):
    modules = tmp_path / "node_modules"
    files = {f"{build_assets.GOVUK}/govuk-frontend.min.css": CSS, f"{build_assets.GOVUK}/govuk-frontend.min.js": "a()"}
    files[f"{build_assets.AUTOCOMPLETE}/accessible-autocomplete.min.css"] = ".c{}\n/*# sourceMappingURL=y.map*/"
    files[f"{build_assets.AUTOCOMPLETE}/accessible-autocomplete.min.js"] = "b()\n//# sourceMappingURL=z.js.map"
    for face in build_assets.FACES:
        files[f"{build_assets.ATKINSON}/files/atkinson-hyperlegible-next-{face}.woff2"] = "font"
    for name, text in files.items():
        (modules / name).parent.mkdir(parents=True, exist_ok=True)
        (modules / name).write_text(text)
    return tmp_path


def test_the_assets_are_complete_and_hold_nothing_that_only_govuk_may_use(project):
    target = build_assets.build(project)
    names = sorted(path.relative_to(target).as_posix() for path in target.rglob("*") if path.is_file())
    assert names == [
        "autocomplete/accessible-autocomplete.min.css",
        "autocomplete/accessible-autocomplete.min.js",
        "fonts/atkinson-latin-ext-wght-italic.woff2",
        "fonts/atkinson-latin-ext-wght-normal.woff2",
        "fonts/atkinson-latin-wght-italic.woff2",
        "fonts/atkinson-latin-wght-normal.woff2",
        "fonts/fonts.css",
        "govuk/govuk-frontend.min.css",
        "govuk/govuk-frontend.min.js",
    ]
    css = (target / "govuk/govuk-frontend.min.css").read_text()
    assert "@font-face" not in css
    assert "/assets/" not in css
    assert ".a{font-family:var(--ll-font,arial,sans-serif)}" in css
    assert "{.a{font-family:var(--ll-font,sans-serif)}}" in css
    assert all("sourceMappingURL" not in path.read_text() for path in target.rglob("*.min.*"))


def test_building_again_leaves_nothing_old(project):
    (build_assets.build(project) / "crest.svg").write_text("old")
    assert not (build_assets.build(project) / "crest.svg").exists()


def test_the_message_about_a_missing_package_says_how_to_get_it(project, capsys, monkeypatch):
    (project / "node_modules" / build_assets.GOVUK / "govuk-frontend.min.js").unlink()
    monkeypatch.setattr("sys.argv", ["build_assets", str(project)])
    assert build_assets.main() == 1
    error = capsys.readouterr().err
    assert "govuk-frontend.min.js is missing. Run `npm ci --ignore-scripts`" in error
    assert not (project / "var").exists()


def test_success_is_reported(project, capsys, monkeypatch):
    monkeypatch.setattr("sys.argv", ["build_assets", str(project)])
    assert build_assets.main() == 0
    assert "Wrote 9 files" in capsys.readouterr().out


def test_a_changed_stylesheet_is_noticed():
    with pytest.raises(build_assets.CannotBuild, match="still has GDS Transport"):
        build_assets.our_govuk_css('.a{font-family:"GDS Transport"}')
