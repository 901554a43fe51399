"""A feed: what a blog, a newspaper or a forum publishes, asked for politely and only when it changed."""

import hashlib
from collections.abc import Sequence
from datetime import datetime

from liant.connectors.contract import (
    Account,
    Capabilities,
    Field,
    Gap,
    IncomingItem,
    Json,
    ListedChannel,
    Misconfigured,
    Page,
    Preview,
    Temporary,
)
from liant.connectors.feeds.lists import read_opml
from liant.connectors.feeds.parsing import Feed, feed_link, parse
from liant.connectors.translation import raise_for_status, translated
from liant.kit import clock, http

ACCEPT = "application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml, application/xml;q=0.9, */*;q=0.5"
LIMITS = http.Limits(total_seconds=30, max_bytes=20_000_000)
KEYS_KEPT = 300


class Feeds:
    kind = "feeds"
    label = {"en": "Feed", "fr": "Flux"}
    summary = {
        "en": "Reads what a blog, a newspaper or a forum publishes as RSS, Atom or JSON Feed. It needs its address only.",
        "fr": "Lit ce qu’un blog, un journal ou un forum publie en RSS, Atom ou JSON Feed. Il suffit de son adresse.",
    }
    icon = "rss"
    capabilities = Capabilities(can_fetch=True, is_public=True, polite_interval_seconds=900)
    settings = (
        Field(
            "url",
            "url",
            {"en": "Address of the feed", "fr": "Adresse du flux"},
            {
                "en": "The address of the web site often works: its feed is looked for.",
                "fr": "L’adresse du site suffit souvent : son flux est cherché.",
            },
        ),
    )
    columns_setting = ""
    list_label = {"en": "List of feeds (OPML)", "fr": "Liste de flux (OPML)"}

    def check(self, account: Account) -> str:
        feed, url = _read_now(account)
        newest = max((item.published_at for item in feed.items if item.published_at), default=None)
        since = f", the latest of {newest:%Y-%m-%d}" if newest else ""
        return f"{feed.title or url} can be read: {len(feed.items)} entries{since}."

    def preview(self, account: Account) -> Preview:
        feed, _ = _read_now(account)
        notes = [*([feed.fault] if feed.fault else []), *feed.lost]
        return Preview(items=list(feed.items)[:20], unreadable=notes)

    def read_list(self, content: bytes) -> Sequence[ListedChannel]:
        return read_opml(content)

    def fetch(self, account: Account, cursor: Json | None, now: datetime) -> Page:
        stored = cursor or {}
        address = _address(account)
        url = stored.get("feed_url") if stored.get("url") == address else None
        known = stored if stored.get("url") == address else {}
        answer = _ask(url or address, known)
        if answer.status == 304:
            return _page([], {**known, "heard_at": now.isoformat()}, known, now)
        _refuse(answer, is_first=not known)
        base = known.get("base") or answer.url
        feed = _parsed(answer, base, now)
        if not feed.is_feed and url is None and (link := feed_link(answer.body, answer.url)):
            answer, url, base = _ask(link, {}), link, link
            _refuse(answer, is_first=True)
            feed = _parsed(answer, base, now)
        if not feed.is_feed or (feed.fault and not feed.items and not known):
            raise (Temporary if known else Misconfigured)(feed.fault or "There is no feed at this address.")
        state = {
            "url": address,
            "feed_url": answer.moved_to or url or address,
            "base": base,  # identifiers may be relative: they must not change when the feed moves
            "etag": answer.headers.get("etag"),
            "last_modified": answer.headers.get("last-modified"),
            "keys": _kept_keys([item.key for item in feed.items], known.get("keys") or []),
            "fault": feed.fault,
            "heard_at": now.isoformat(),
        }
        notes = [*([feed.fault] if feed.fault and feed.fault != known.get("fault") else []), *feed.lost]
        return _page(feed.items, state, known, now, notes)


def _page(items: Sequence[IncomingItem], state: Json, known: Json, now: datetime, notes: Sequence[str] = ()) -> Page:
    heard_from = datetime.fromisoformat(known["heard_at"]) if known.get("heard_at") else None
    fresh = set(known.get("keys") or ())
    gaps = []
    if items and fresh and heard_from and not any(_short(item.key) in fresh for item in items):
        oldest = min((item.published_at for item in items if item.published_at), default=None)
        reason = "The feed holds nothing that was there last time: something may have come and gone in between."
        gaps.append(Gap(heard_from, max(oldest, heard_from) if oldest else now, reason))
    return Page(
        items=list(items),
        cursor=state,
        gaps=gaps,
        unreadable=notes,
        heard_from_at=heard_from or now,
        heard_to_at=now,
    )


def _kept_keys(keys: Sequence[str], before: Sequence[str]) -> list[str]:
    return list(dict.fromkeys([*map(_short, keys), *before]))[:KEYS_KEPT]


def _short(key: str) -> str:
    return hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()[:12]


def _address(account: Account) -> str:
    address = str(account.settings.get("url") or "").strip()
    if address.lower().startswith("feed:"):
        address = "https:" + address[5:] if address[5:7] == "//" else address[5:]
    if not address:
        raise Misconfigured("The address of the feed is missing.", "url")
    return address if "://" in address else f"https://{address}"


def _ask(url: str, known: Json) -> http.Answer:
    headers = {"accept": ACCEPT}
    if known.get("etag"):
        headers["if-none-match"] = known["etag"]
    if known.get("last_modified"):
        headers["if-modified-since"] = known["last_modified"]
    with translated(setting="url"):
        return http.get(url, headers=headers, limits=LIMITS)


def _refuse(answer: http.Answer, *, is_first: bool) -> None:
    """Raise what a status says. An address that worked and does not any more may work again."""
    if answer.status in {401, 403, 410} or (answer.status in {400, 404, 405, 406, 451} and is_first):
        raise Misconfigured(f"There is no feed to read at this address ({answer.status}).", "url")
    if answer.status == 404:
        raise Temporary("There is nothing at this address any more (404).")
    raise_for_status(answer, "The site")


def _parsed(answer: http.Answer, base: str, now: datetime) -> Feed:
    return parse(answer.body, url=base, content_type=answer.headers.get("content-type", ""), now=now)


def _read_now(account: Account) -> tuple[Feed, str]:
    """The feed as it stands, for a person who sets it up."""
    address = _address(account)
    answer = _ask(address, {})
    _refuse(answer, is_first=True)
    feed = _parsed(answer, answer.url, clock.now())
    if not feed.is_feed and (link := feed_link(answer.body, answer.url)):
        answer = _ask(link, {})
        _refuse(answer, is_first=True)
        feed = _parsed(answer, answer.url, clock.now())
    if not feed.is_feed:
        raise Misconfigured("There is no feed at this address.", "url")
    return feed, address
