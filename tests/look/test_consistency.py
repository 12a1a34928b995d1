"""House rules of templates and styles that no linter knows."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from repository.public.specimens import pages, specimens
from repository.settings.env import PROJECT
from repository.templatetags.headwaters import COMPONENT_ICONS, DRAWING_FILES, DRAWINGS

TEMPLATES = PROJECT / "templates"
STATIC = PROJECT / "static"
STYLES = sorted((STATIC / "css").rglob("*.css"))
# The screens of Wagtail have a look of their own.
OURS = sorted(
    path
    for folder in ("components", "home", "public", "public/package", "")
    for path in (TEMPLATES / folder).glob("*.html")
)
PUBLIC_STYLES = [path for path in STYLES if "admin" not in path.name]
RAW_COLOUR = re.compile(r"#[0-9a-fA-F]{3,8}\b|\b(?:rgb|rgba|hsl|hsla|oklch|lab|lch)\(")
RAW_TOKEN = re.compile(r"var\(--(?:stone|water|contour|moss|larch|fireweed)-\d")
PHYSICAL = re.compile(
    r"(?<![\w-])(?:(?:margin|padding|border)-(?:left|right|top|bottom)|left|right|top|bottom"
    r"|width|height|(?:min|max)-(?:width|height)|text-align:\s*(?:left|right))\s*:"
)


def name(path: Path) -> str:
    return str(path.relative_to(PROJECT))


def without_comments(text: str) -> str:
    return re.sub(r"/\*.*?\*/", "", text, flags=re.S)


def all_markup() -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in OURS)


def all_styles() -> str:
    return "\n".join(without_comments(path.read_text(encoding="utf-8")) for path in PUBLIC_STYLES)


@pytest.mark.parametrize("path", OURS, ids=name)
def test_template_begins_by_saying_what_it_takes(path: Path) -> None:
    first = path.read_text(encoding="utf-8").splitlines()[0]

    assert first.startswith("{# ")
    assert first.endswith(" #}")
    if path.parent.name == "components":
        assert "Props:" in first


def test_templates_are_all_used() -> None:
    code = "\n".join(
        path.read_text(encoding="utf-8")
        for room in ("repository", "home", "search")
        for path in (PROJECT / room).rglob("*.py")
    )
    text = all_markup() + code
    # What Django and the middlewares look for by name is shown by a sample.
    shown = {template for template, _ in pages().values()}
    files = {str(path.relative_to(TEMPLATES)) for path in OURS}
    # A component for later rooms stands in the styleguide until then.
    shown |= {f"components/{specimen.template}.html" for specimen in specimens()}

    assert {file for file in files - shown if f'"{file}"' not in text} == set()


def test_components_all_have_a_specimen() -> None:
    components = {path.stem for path in (TEMPLATES / "components").glob("*.html")}

    assert components == {specimen.template for specimen in specimens()}


def test_page_templates_all_have_a_sample() -> None:
    frames = {"base.html", "plain_base.html", "styleguide.html"}
    wanted = {
        str(path.relative_to(TEMPLATES))
        for path in OURS
        if path.parent.name not in {"components", "package"}
    }

    assert wanted - frames == {template for template, _ in pages().values()}


def test_includes_pass_only_what_they_name() -> None:
    # The frame's own parts look at the whole context: the site's name, the request.
    frame = {'"components/site-head.html"', '"components/site-foot.html"'}
    loose = [
        tag
        for tag in re.findall(r"{% include (.*?) %}", all_markup())
        if not tag.endswith(" only") and tag.split()[0] not in frame
    ]

    assert loose == []


def test_styles_are_all_imported() -> None:
    site = (STATIC / "css" / "site.css").read_text(encoding="utf-8")
    imported = set(re.findall(r'@import "([^"]+)" layer\(\w+\);', site))
    own = {"site.css", "styleguide.css"}
    files = {str(path.relative_to(STATIC / "css")) for path in PUBLIC_STYLES}

    assert imported == files - own


@pytest.mark.parametrize("path", PUBLIC_STYLES, ids=name)
def test_styles_take_colours_from_tokens_and_sides_from_the_writing(path: Path) -> None:
    text = without_comments(path.read_text(encoding="utf-8"))

    if path.name != "tokens.css":
        assert RAW_COLOUR.findall(text) == []
        assert RAW_TOKEN.findall(text) == []
    assert PHYSICAL.findall(text) == []
    assert "!important" not in text
    assert re.findall(r"(?:^|[\s,}])#[\w-]+\s*[{,]", text) == []


def test_tokens_that_are_used_are_defined() -> None:
    styles = all_styles()
    defined = set(re.findall(r"(--[\w-]+):", styles))
    used = set(re.findall(r"var\((--[\w-]+)", styles))

    assert used - defined == set()
    # The raw palette keeps steps that nothing uses yet; a meaning without use is a mistake.
    raw = {token for token in defined if re.search(r"-\d+$", token)}
    assert defined - raw - used == set()


def test_classes_of_templates_are_styled_and_styled_classes_used() -> None:
    markup = all_markup()
    code = "\n".join(
        path.read_text(encoding="utf-8")
        for path in (PROJECT / "repository" / "public", PROJECT / "repository" / "templatetags")
        for path in path.glob("*.py")
    )
    written = {
        word
        for value in re.findall(r'class="([^"{]+)"', markup + code)
        + re.findall(r'{% (?:icon|drawing) \S+ "([\w\- ]+)"', markup)
        for word in value.split()
    }
    styled = set(re.findall(r"\.([a-zA-Z][\w-]*)", re.sub(r'"[^"]*"', "", all_styles())))
    named = set(re.findall(r"[\w-]+", markup + code))

    # Names of classes that only mark a place, and the shapes whose name is computed.
    assert {word for word in written if "__" in word or "-" in word} - styled - {
        "terms-list",
        "with-aside__main",
        "masthead__words",
    } == set()
    assert styled - named - {"mark-core", "mark-own"} == set()


def test_icons_and_drawings_that_are_named_exist() -> None:
    sprite = (STATIC / "img" / "icons.svg").read_text(encoding="utf-8")
    drawn = set(re.findall(r'<symbol id="([^"]+)"', sprite))
    named = set(re.findall(r'{% icon "([\w-]+)"', all_markup())) | set(COMPONENT_ICONS.values())

    assert named - drawn == set()
    for drawing, (_, shapes, _) in DRAWINGS.items():
        file = STATIC / "img" / "drawings" / f"{DRAWING_FILES.get(drawing, drawing)}.svg"
        ids = set(re.findall(r'<symbol id="([^"]+)"', file.read_text(encoding="utf-8")))
        assert set(shapes) <= ids
