"""Google Alerts by mail: one mail, several articles, each as an item of its own, under the address where it stands.

A mail in which no article is found, or which its server says is not Google's, stays the mail it is.
"""

import email
import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from email import policy
from html.parser import HTMLParser

from liant.connectors.contract import Author, IncomingItem
from liant.connectors.mail import decoding
from liant.connectors.plain_text import text_of_html
from liant.connectors.wrapped_links import unwrapped

SENDER = "googlealerts-noreply@google.com"
MOST_ARTICLES = 200
_SECTION = re.compile(r"^===.*\[(?P<query>[^\n]+)\][^\n]*===\s*$", re.MULTILINE)
_LINK = re.compile(r"<(https?://(?:www\.)?google\.[a-z.]+/url\?[^>\s]+)>")
_REFUSED = re.compile(r"\bdkim=(?:fail|permerror|temperror|policy)\b", re.IGNORECASE)


@dataclass
class Article:
    title: str = ""
    publisher: str = ""
    snippet: str = ""
    url: str = ""
    query: str = ""


def spread(item: IncomingItem, data: bytes, known: Sequence[IncomingItem] = ()) -> list[IncomingItem]:
    """What a mail brings: itself, or the articles of an alert, less those among `known`."""
    if not _is_alert(item):
        return [item]
    html, plain = "", ""
    for part in email.message_from_bytes(data, policy=policy.compat32).walk():
        if part.get_content_type() == "text/html":
            html += decoding.words(decoding.payload(part), decoding.parameter(part, "charset"))
        elif part.get_content_type() == "text/plain":
            plain += decoding.words(decoding.payload(part), decoding.parameter(part, "charset"))
    keys = {one.key for one in known}
    return [one for one in articles_in(item, html, plain) if one.key not in keys]


def articles_in(item: IncomingItem, html: str, plain: str) -> list[IncomingItem]:
    """The items of an alert's articles, in place of the mail `item` itself; the mail alone when there are none."""
    found = list(_from_html(html)) or list(_from_plain(plain, item.title or ""))
    named = {article.url: article for article in found[:MOST_ARTICLES] if article.url and article.title}
    return [_as_item(article, item) for article in named.values()] or [item]


def _is_alert(item: IncomingItem) -> bool:
    """By its sender, unless the server that took it in says that the signature is not Google's."""
    headers = item.raw.get("headers") or ()
    results = next((value for name, value in headers if name.lower() == "authentication-results"), "")
    return bool(item.author and item.author.key == SENDER and not _REFUSED.search(results))


def _as_item(article: Article, mail: IncomingItem) -> IncomingItem:
    host = _host(article.url)
    mailbox = mail.key.rpartition("|")[2]
    key = f"alert:{hashlib.sha256(article.url.encode()).hexdigest()[:32]}|{mailbox}"
    return replace(
        mail,
        key=key,
        kind="article",
        text=article.snippet,
        title=article.title,
        author=Author(key=host, kind="feed", name=article.publisher or host, handle=host) if host else None,
        raw={"mail": mail.key, "alert": article.query, "publisher": article.publisher, "url": article.url},
        url=article.url,
        thread_key=key,
        thread_names=(),
        parent_key=None,
        is_addressed=False,
        is_private=False,
        recipients=(),
        tags=("alert",),
        attachments=(),
        reply_to={},
    )


@dataclass
class _Reader(HTMLParser):
    """The articles as Google marks them (schema.org), each value under its `itemprop`."""

    found: list[Article] = field(default_factory=list)
    _open: list[tuple[str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        HTMLParser.__init__(self, convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if (values.get("itemtype") or "").endswith("schema.org/Article"):
            self.found.append(Article())
        if tag not in {"br", "img", "meta", "link", "hr", "input", "col", "wbr"}:
            self._open.append((tag, values.get("itemprop") or ""))
        if self.found and values.get("itemprop") == "url" and (address := values.get("href")):
            self.found[-1].url = self.found[-1].url or unwrapped(address)

    def handle_endtag(self, tag: str) -> None:
        if tag in [name for name, _ in self._open]:
            while self._open.pop()[0] != tag:
                pass

    def handle_data(self, data: str) -> None:
        if not self.found:
            return
        article, properties = self.found[-1], [name for _, name in self._open if name]
        if "publisher" in properties:
            article.publisher += data
        elif properties[-1:] == ["name"]:
            article.title += data
        elif properties[-1:] == ["description"]:
            article.snippet += data


def _from_html(html: str) -> Iterator[Article]:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    for article in reader.found:
        yield Article(_line(article.title), _line(article.publisher), _line(article.snippet), article.url)


def _from_plain(plain: str, subject: str) -> Iterator[Article]:
    """Title, publisher and snippet on the lines above each wrapped address; sections name the alert."""
    text = plain.replace("\r\n", "\n")
    query = subject.partition(" - ")[2]
    place = 0
    for link in _LINK.finditer(text):
        above = text[place : link.start()]
        place = link.end()
        if section := _SECTION.search(above):
            query, above = section["query"], above[section.end() :]
        lines = [line.strip() for line in above.strip().rpartition("\n\n")[2].splitlines() if line.strip()]
        if len(lines) >= 2:  # the link to more of the same has one line above it
            yield Article(_line(lines[0]), _line(lines[1]), _line(" ".join(lines[2:])), unwrapped(link[1]), query)


def _line(text: str) -> str:
    return " ".join((text_of_html(text) if "<" in text else text).split())


def _host(url: str) -> str:
    found = re.match(r"https?://(?:www\.)?([^/:?#]+)", url, re.IGNORECASE)
    return found[1].lower() if found else ""
