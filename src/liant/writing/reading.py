"""Pages of others, read through the guarded door: what one says of itself, and the article on it."""

from dataclasses import asdict, dataclass

from lxml.etree import LxmlError
from trafilatura import extract, extract_metadata

from liant.kit import http

LIMITS = http.Limits(total_seconds=15, max_bytes=4_000_000)
READABLE = ("text/html", "application/xhtml+xml", "text/plain")


class Unreadable(Exception):
    """A sentence, in English, that says why the page could not be read."""


@dataclass(frozen=True)
class Page:
    url: str
    title: str = ""
    description: str = ""
    site: str = ""
    author: str = ""
    date: str = ""
    text: str = ""  # Markdown

    def preview(self) -> dict[str, str]:
        return {name: value for name, value in asdict(self).items() if name in ("url", "title", "description", "site")}


def read_page(url: str) -> Page:
    """Fetch and read one page. Outside of any transaction. Raises Unreadable."""
    try:
        answer = http.get(url, headers={"accept": "text/html"}, limits=LIMITS)
    except http.HttpError as error:
        raise Unreadable(str(error)) from error
    kind = answer.headers.get("content-type", "text/html").partition(";")[0].strip().lower()
    if not answer.is_success:
        raise Unreadable(f"The page answered {answer.status}.")
    if kind not in READABLE:
        raise Unreadable("This is not a page of the web.")
    return parse(answer.body, answer.url)


def parse(body: bytes, url: str) -> Page:
    """What stands on a page: its article as Markdown, and what it says of itself."""
    try:
        text = extract(body, url=url, output_format="markdown", include_links=True, include_comments=False)
        found = extract_metadata(body, default_url=url)
    except (ValueError, TypeError, LookupError, RecursionError, LxmlError) as error:
        raise Unreadable("This page could not be read.") from error
    if found is None or not (text or found.title):
        raise Unreadable("No article was found on this page.")
    told = found.as_dict()
    return Page(
        url=url,
        title=one_line(told.get("title"))[:300],
        description=one_line(told.get("description"))[:500],
        site=one_line(told.get("sitename"))[:200],
        author=one_line(told.get("author"))[:200],
        date=one_line(told.get("date"))[:10],
        text=(text or "").strip(),
    )


def one_line(value: object) -> str:
    return " ".join(str(value or "").split())
