"""Cut the typefaces for print: the web's files are compressed, split by script and variable; Typst reads plain files, one for
each weight and style. The licence of Source Sans reserves its name for its own files, so ours is called Liant Sans."""

import tempfile
from pathlib import Path

from fontTools.merge import Merger
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

FACES = {"literata": "Literata", "source-sans-3": "Liant Sans"}
SCRIPTS = ("latin", "latin-ext")
STYLES = {"normal": "", "italic": "Italic"}
WEIGHTS = {400: "Regular", 600: "SemiBold"}
FAMILY, STYLE, UNIQUE, FULL, POSTSCRIPT, TYPOGRAPHIC_FAMILY, TYPOGRAPHIC_STYLE = 1, 2, 3, 4, 6, 16, 17


def cut(modules: Path, into: Path) -> None:
    """Write each face, weight and style; `modules` is node_modules."""
    into.mkdir(parents=True, exist_ok=True)
    for face, family in FACES.items():
        for style, slant in STYLES.items():
            sources = [
                modules / f"@fontsource-variable/{face}/files/{face}-{one}-wght-{style}.woff2" for one in SCRIPTS
            ]
            for weight, name in WEIGHTS.items():
                told = " ".join(part for part in (name if weight != 400 or not slant else "", slant) if part)
                named(merged(sources, weight), family, told).save(into / f"{face}-{weight}-{style}.ttf")


def merged(sources: list[Path], weight: int) -> TTFont:
    """All scripts in one file, at one weight."""
    with tempfile.TemporaryDirectory() as folder:
        parts = []
        for source in sources:
            font = instantiateVariableFont(TTFont(source), {"wght": weight})
            font.flavor = None  # no longer compressed
            parts.append(str(Path(folder) / f"{source.stem}.ttf"))
            font.save(parts[-1])
        return Merger().merge(parts)


def named(font: TTFont, family: str, style: str) -> TTFont:
    table, plain = font["name"], family.replace(" ", "")
    kept = [record for record in table.names if record.nameID in (0, 13, 14)]  # whose it is, and under which licence
    table.names = kept
    words = {
        FAMILY: family, STYLE: style, UNIQUE: f"{plain}-{style.replace(' ', '')}", FULL: f"{family} {style}",
        POSTSCRIPT: f"{plain}-{style.replace(' ', '')}", TYPOGRAPHIC_FAMILY: family, TYPOGRAPHIC_STYLE: style,
    }  # fmt: skip
    for number, word in words.items():
        table.setName(word, number, 3, 1, 0x409)
    return font
