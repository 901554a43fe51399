"""One's own page as a file that opens without us: the page in each language, and the same as data."""

import io
import json
import zipfile
from pathlib import Path

from django.template.loader import render_to_string
from django.utils.translation import override

import liant.web
from liant.advocacy.expertise import feeds
from liant.advocacy.expertise.pages import Site, draft_of, shown
from liant.advocacy.models import Expert

STYLES = ("tokens", "ground", "journal")


def as_zip(expert: Expert) -> bytes | None:
    """None for who wrote nothing. Inside their own rows."""
    draft = draft_of(expert.member)
    if draft is None:
        return None
    content, written = draft.content, io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as file:
        site = Site(expert.organisation, content, "", "")
        for number, language in enumerate(site.languages):
            here = Site(site.house, content, language, "")
            with override(language):
                text = render_to_string("expertise/public/file.html", shown(here) | {"files": files_of(site)})
            file.writestr("index.html" if number == 0 else f"{language}.html", text)
        with override(site.languages[0]):
            file.writestr("feed.json", feeds.as_json(Site(site.house, content, site.languages[0], "")))
        file.writestr("page.json", json.dumps(content | {"at": site.house.name}, ensure_ascii=False, indent=1))
        file.writestr("style.css", style())
    return written.getvalue()


def files_of(site: Site) -> list[tuple[str, str]]:
    """(language, file) of each, where there are several."""
    found = [(code, f"{code}.html" if number else "index.html") for number, code in enumerate(site.languages)]
    return found if len(found) > 1 else []


def style() -> str:
    folder = Path(liant.web.__file__).parent / "static/liant"
    return "\n".join((folder / f"{name}.css").read_text() for name in STYLES)
