"""Where a page wants to be told that others speak of it (W3C Webmention, 3.1.2): the Link header first, then the first link
or anchor of the page that says so."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

REL = "webmention"
_LINK = re.compile(r'<([^>]*)>((?:\s*;\s*[^\s;,="]+(?:\s*=\s*(?:"[^"]*"|[^\s;,"]+))?)*)')
_PARAMETER = re.compile(r';\s*([^\s;,="]+)\s*=\s*(?:"([^"]*)"|([^\s;,"]+))')


def endpoint_of(address: str, link_headers: list[str], page: str = "") -> str | None:
    """The absolute address of the endpoint; `address` is where the page was found in the end, after redirects. None where it
    has none, or one that is no address of the web."""
    found = in_headers(link_headers)
    base = address
    if found is None and page:
        reader = _Page(page)
        found = reader.endpoint
        base = _joined(address, reader.base) if reader.base else address
    if found is None:
        return None
    endpoint = _joined(base, found)
    return endpoint if is_address(endpoint) else None


def in_headers(headers: list[str]) -> str | None:
    """One header may hold several links, and a link several relations."""
    for header in headers:
        for address, told in _LINK.findall(header):
            if any(REL in value.lower().split() for value in _relations(told)):
                return str(address).strip()
    return None


def _relations(parameters: str) -> Iterator[str]:
    for name, quoted, bare in _PARAMETER.findall(parameters):
        if name.lower() == "rel":
            yield quoted or bare
            return  # RFC 8288: the first one counts


def is_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
        return parts.scheme in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        return False


def _joined(base: str, address: str) -> str:
    try:
        return urljoin(base, address) if address else base
    except ValueError:
        return ""


class _Page(HTMLParser):
    """The first <link> or <a> in the order of the page; comments and escaped words are none."""

    def __init__(self, page: str):
        super().__init__(convert_charrefs=True)
        self.endpoint: str | None = None
        self.base = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        if tag == "base" and not self.base:
            self.base = (told.get("href") or "").strip()
        is_a_link = tag in ("link", "a") and "href" in told
        if self.endpoint is None and is_a_link and REL in (told.get("rel") or "").lower().split():
            self.endpoint = (told["href"] or "").strip()
