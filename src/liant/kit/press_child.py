"""The child that sets pages: Typst in a process of its own, with bounds on time and memory. It knows no database and no network:
`python -m liant.kit.press_child FOLDER FONTS` reads what stands in the folder and writes beside it."""

import json
import resource
import sys
from io import BytesIO
from pathlib import Path
from typing import Any

MOST_MEMORY, MOST_SECONDS, MOST_PAGES = 3 << 30, 120, 300
MILLIMETRE = 72 / 25.4


def main(folder: Path, fonts: str) -> int:
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    import typst  # within the bounds

    def compiled(kind: Any, use: str, **options: Any) -> Any:
        return typst.compile(
            str(folder / "layout.typ"), root=str(folder), font_paths=[fonts], ignore_system_fonts=True, format=kind,
            sys_inputs={"for": use}, package_path=str(folder), package_cache_path=str(folder), **options,
        )  # fmt: skip

    made: dict[str, bytes] = {}
    for one in json.loads((folder / "order.json").read_text()):
        try:
            if one["name"].endswith(".pdf"):
                pdf = compiled("pdf", one["use"], **({"pdf_standards": one["standards"]} if one["standards"] else {}))
                made[one["name"]] = boxed(pdf, one["bleed_mm"]) if one["bleed_mm"] else pdf
                continue
            pages = compiled("png", one["use"], ppi=one["ppi"])
        except typst.TypstError as error:
            sys.stderr.write(str(error)[:2000])
            return 1
        found = pages if isinstance(pages, list) else [pages]
        if len(found) > MOST_PAGES:
            sys.stderr.write(f"{len(found)} pages; {MOST_PAGES} at most.")
            return 1
        made |= {f"{one['name']}-{number:03d}.png": picture for number, picture in enumerate(found, 1)}
    for name, content in made.items():
        (folder / "made" / name).write_bytes(content)
    return 0


def boxed(pdf: bytes, bleed_mm: float) -> bytes:
    """Typst says where the paper is cut (TrimBox) and how large the sheet is; how far the bleed goes within it is said here,
    since the marks stand outside of it."""
    from pypdf import PdfWriter  # late: only what goes to a printer needs it
    from pypdf.generic import RectangleObject  # the same

    writer = PdfWriter(BytesIO(pdf))
    for page in writer.pages:
        left, bottom, right, top = (float(one) for one in page.trimbox)
        away = bleed_mm * MILLIMETRE
        page.bleedbox = RectangleObject((left - away, bottom - away, right + away, top + away))
    told = BytesIO()
    writer.write(told)
    return told.getvalue()


if __name__ == "__main__":
    raise SystemExit(main(Path(sys.argv[1]), sys.argv[2]))
