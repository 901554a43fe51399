"""Copy what is served as it is from node_modules into web/static/vendor, draw the icons into one sprite, and cut the
typefaces for print.

Run after `npm ci --ignore-scripts`. The folder is not kept in git: the wheel carries it, its users need no Node.
"""

import re
import shutil
import sys
from pathlib import Path

from print_faces import cut

ROOT = Path(__file__).resolve().parent.parent
MODULES = ROOT / "node_modules"
WEB = ROOT / "src/liant/web"
VENDOR = WEB / "static/vendor"

FACES = ("literata", "source-sans-3")
# file in node_modules -> file in vendor/
FILES = {
    "htmx.org/dist/htmx.min.js": "htmx.min.js",
    "htmx.org/LICENSE": "licences/htmx.txt",
    "echarts/dist/echarts.common.min.js": "echarts.min.js",
    "echarts/LICENSE": "licences/echarts.txt",
    "echarts/NOTICE": "licences/echarts-notice.txt",
    "zrender/LICENSE": "licences/zrender.txt",
    "graphology/dist/graphology.umd.min.js": "graphology.min.js",
    "graphology/LICENSE.txt": "licences/graphology.txt",
    "sigma/dist/sigma.min.js": "sigma.min.js",
    "sigma/LICENSE.txt": "licences/sigma.txt",
    "events/LICENSE": "licences/events.txt",
    "@tabler/icons/LICENSE": "licences/tabler-icons.txt",
    **{
        f"@fontsource-variable/{face}/files/{face}-{subset}-wght-{style}.woff2": f"fonts/{face}-{subset}-{style}.woff2"
        for face in FACES
        for subset in ("latin", "latin-ext")
        for style in ("normal", "italic")
    },
    **{f"@fontsource-variable/{face}/LICENSE": f"licences/{face}.txt" for face in FACES},
}
DRAWING = re.compile(r"<svg[^>]*>(.*)</svg>", re.DOTALL)
FRAME = re.compile(r'<path stroke="none"[^>]*/>')


def icon_sources() -> dict[str, Path]:
    """Our name of each icon, and the file that draws it."""
    sources = {}
    for line in (WEB / "icons.txt").read_text().splitlines():
        if line.strip() and not line.startswith("#"):
            name, *drawn_as = line.split()
            drawing = drawn_as[0] if drawn_as else name
            is_ours = drawing == "own"
            sources[name] = (
                WEB / f"icons/{name}.svg" if is_ours else MODULES / f"@tabler/icons/icons/outline/{drawing}.svg"
            )
    return sources


def sprite() -> str:
    """One SVG with a symbol per icon; `{% icon "x" %}` points into it."""
    symbols = []
    for name, source in sorted(icon_sources().items()):
        drawing = DRAWING.search(source.read_text())
        if not drawing:
            raise ValueError(f"{source} holds no drawing.")
        inside = re.sub(r"\s*\n\s*", "", FRAME.sub("", drawing[1])).replace(" />", "/>")
        symbols.append(f'<symbol id="i-{name}" viewBox="0 0 24 24">{inside}</symbol>')
    return '<svg xmlns="http://www.w3.org/2000/svg">\n' + "\n".join(symbols) + "\n</svg>\n"


def main() -> int:
    wanted = [*(MODULES / source for source in FILES), *icon_sources().values()]
    if missing := [path for path in wanted if not path.exists()]:
        sys.stderr.write(f"Missing: {', '.join(map(str, missing[:3]))}. Run npm ci --ignore-scripts first.\n")
        return 3
    shutil.rmtree(VENDOR, ignore_errors=True)
    for source, target in FILES.items():
        path = VENDOR / target
        path.parent.mkdir(parents=True, exist_ok=True)
        content = (MODULES / source).read_bytes()
        if target.endswith(".js"):  # its source map is not served
            content = re.sub(rb"\n?//# sourceMappingURL=.*", b"", content)
        path.write_bytes(content)
    (VENDOR / "icons.svg").write_text(sprite())
    cut(MODULES, VENDOR / "fonts/print")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
