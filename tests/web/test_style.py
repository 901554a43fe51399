"""The tokens hold every value; their pairs can be read."""

import re

import pytest

from tests.web.conftest import ROOT

STYLES = ROOT / "src/liant/web/static/liant"
TEMPLATES = ROOT / "src/liant"
SHEETS = sorted(STYLES.glob("*.css"))

GROUNDS = ("paper", "sheet", "sunken")
TEXT = [
    *[(ink, ground) for ink in ("ink", "ink-2", "ink-3") for ground in GROUNDS],
    *[(ink, "wait-soft") for ink in ("ink", "ink-2", "wait-text")],
    *[(ink, soft) for soft in ("well-soft", "harm-soft") for ink in ("ink",)],
    *[(colour, ground) for colour in ("wait-text", "well", "harm") for ground in GROUNDS],
    ("well", "well-soft"), ("harm", "harm-soft"), ("ink", "select"),
    ("on-action", "action"), ("on-action", "action-hover"), ("on-wait", "wait"), ("on-well", "well"), ("on-harm", "harm"),
    ("on-heat-low", "heat-0"), ("on-heat-low", "heat-1"), ("on-heat-low", "heat-2"),
    ("on-heat-high", "heat-3"), ("on-heat-high", "heat-4"),
]  # fmt: skip
EDGES = [
    *[(edge, ground) for edge in ("line-strong", "focus", "wait-edge", "c1") for ground in GROUNDS],
    ("c2", "paper"), ("c2", "sheet"), ("action", "sheet"), ("action", "paper"), ("wait-edge", "wait-soft"), ("harm", "harm-soft"),
]  # fmt: skip


def blocks() -> dict[str, dict[str, str]]:
    """The colours of each theme: light, chosen dark, the system's dark."""
    css = (STYLES / "tokens.css").read_text()
    found = {}
    for name, selector in (
        ("light", ":root, [data-bs-theme=light] {"),
        ("dark", "[data-bs-theme=dark] {"),
        ("system", ":root:not([data-bs-theme]) {"),
    ):
        start = css.replace(":root,[", ":root, [").index(selector)
        body = css.replace(":root,[", ":root, [")[start : css.index("}", start)]
        found[name] = dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{3,8})\b", body))
    return found


def luminance(colour: str) -> float:
    digits = colour.lstrip("#")[:6]
    if len(digits) < 6:
        digits = "".join(digit * 2 for digit in digits[:3])
    parts = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_texts_can_be_read(theme):
    colours = blocks()[theme]
    weak = {pair: ratio for pair in TEXT if (ratio := contrast(colours[pair[0]], colours[pair[1]])) < 4.5}
    assert not weak


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_edges_can_be_seen(theme):
    colours = blocks()[theme]
    weak = {pair: ratio for pair in EDGES if (ratio := contrast(colours[pair[0]], colours[pair[1]])) < 3}
    assert not weak


def test_the_dark_is_the_same_chosen_or_not():
    themes = blocks()
    assert themes["dark"] == themes["system"]
    assert themes["dark"].keys() == themes["light"].keys()


def test_each_variable_is_defined():
    tokens = (STYLES / "tokens.css").read_text()
    defined = set(re.findall(r"(--[\w-]+):", tokens))
    for sheet in SHEETS:
        css = sheet.read_text()
        assert set(re.findall(r"var\((--[\w-]+)", css)) <= defined | set(
            re.findall(r"^\s*(--[\w-]+):", css, re.MULTILINE)
        ), sheet.name


def test_colours_have_names():
    for sheet in SHEETS:
        if sheet.name != "tokens.css":
            assert not re.findall(
                r"#[0-9a-fA-F]{3,8}\b|rgba?\(|hsla?\(", re.sub(r"/\*.*?\*/", "", sheet.read_text())
            ), sheet.name


def test_each_sheet_is_loaded():
    loaded = "".join(path.read_text() for path in TEMPLATES.rglob("templates/**/*.html"))
    assert {sheet.name for sheet in SHEETS} == set(re.findall(r"liant/(\w+\.css)", loaded))


def test_each_icon_is_in_the_list():
    listed = {
        line.split()[0] for line in (TEMPLATES / "web/icons.txt").read_text().splitlines() if line and line[0] != "#"
    }
    used = {}
    for path in TEMPLATES.rglob("templates/**/*.html"):
        for name in re.findall(r"""\{%\s*icon\s+["']([\w-]+)["']""", path.read_text()):
            used[name] = path.name
        for name in re.findall(r"""\bicon=["']([\w-]+)["']""", path.read_text()):
            used[name] = path.name
    for path in TEMPLATES.rglob("*.py"):
        for name in re.findall(r"""\bicon=["']([\w-]+)["']""", path.read_text()):
            used[name] = path.name
    assert not {name: where for name, where in used.items() if name not in listed}


def test_states_and_notices_name_icons_of_the_list():
    from liant.web.pieces import STATES

    listed = {
        line.split()[0] for line in (TEMPLATES / "web/icons.txt").read_text().splitlines() if line and line[0] != "#"
    }
    assert {shown.icon for shown in STATES.values()} <= listed


def test_the_sprite_holds_the_list():
    sprite = ROOT / "src/liant/web/static/vendor/icons.svg"
    if not sprite.exists():
        pytest.skip("The assets are not vendored.")
    listed = {
        line.split()[0] for line in (TEMPLATES / "web/icons.txt").read_text().splitlines() if line and line[0] != "#"
    }
    assert set(re.findall(r'<symbol id="i-([\w-]+)"', sprite.read_text())) == listed
    assert "style=" not in sprite.read_text()


def test_files_stay_short():
    for path in [*STYLES.glob("*.js")]:
        assert len(path.read_text().splitlines()) <= 200, path.name
    for path in SHEETS:
        assert len(path.read_text().splitlines()) <= 400, path.name
