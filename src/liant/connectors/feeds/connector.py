"""A feed: what a blog, a newspaper or a forum publishes, asked for politely and only when it changed."""

import hashlib
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from liant.connectors.contract import (
    Account,
    Capabilities,
    ConnectorError,
    Field,
    Gap,
    IncomingItem,
    Json,
    ListedChannel,
    Misconfigured,
    Page,
    Preview,
    Rejected,
    Temporary,
)
from liant.connectors.feeds import rhythm, websub
from liant.connectors.feeds.lists import read_opml
from liant.connectors.feeds.parsing import Feed, feed_link, parse
from liant.connectors.receiving import Received, Request
from liant.connectors.translation import raise_for_status, translated
from liant.kit import clock, http

ACCEPT = "application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml, application/xml;q=0.9, */*;q=0.5"
LIMITS = http.Limits(total_seconds=30, max_bytes=20_000_000)
KEYS_KEPT = 300
GIVEN_UP, SILENT, SILENT_GAPS = timedelta(days=14), timedelta(days=90), 10


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
    has_senders = False
    door_help = {
        "en": "Nothing to do: where a feed has a hub (WebSub), Liant gives it this address by itself, and is told at once "
        "what is new: {address}",
        "fr": "Rien à faire : quand un flux a un concentrateur (WebSub), Liant lui donne cette adresse de lui-même, et "
        "apprend aussitôt ce qui est nouveau : {address}",
    }
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
            state = {**known, "heard_at": now.isoformat()}
            return _page([], self._told_at_once(account, state, now), known, now)
        _refuse(answer, known, now)
        base = known.get("base") or answer.url
        feed = _parsed(answer, base, now)
        if not feed.is_feed and url is None and (link := feed_link(answer.body, answer.url)):
            answer, url, base = _ask(link, {}), link, link
            _refuse(answer, {}, now)
            feed = _parsed(answer, base, now)
        if not feed.is_feed or (feed.fault and not feed.items and not known):
            raise _no_feed(feed.fault, known, now)
        offer = websub.offered(answer.headers, feed.links, answer.url)
        newest = max((item.published_at for item in feed.items if item.published_at), default=None)
        state = {
            "url": address,
            "feed_url": answer.moved_to or url or address,
            "base": base,  # identifiers may be relative: they must not change when the feed moves
            "etag": answer.headers.get("etag"),
            "last_modified": answer.headers.get("last-modified"),
            "keys": _kept_keys([item.key for item in feed.items], known.get("keys") or []),
            "fault": feed.fault,
            "heard_at": now.isoformat(),
            "moved_to": answer.moved_to or known.get("moved_to"),
            "newest_at": newest.isoformat() if newest else known.get("newest_at"),
            "gap_seconds": rhythm.gap_seconds(feed.items) or known.get("gap_seconds"),
            "asked_for_seconds": rhythm.asked_for_seconds(answer.headers, answer.body),
            "skip": rhythm.skipped(answer.body),
            "offer": asdict(offer) if offer else None,
            "subscribing": known.get("subscribing"),
        }
        state = self._told_at_once(account, state, now)
        notes = [*([feed.fault] if feed.fault and feed.fault != known.get("fault") else []), *feed.lost]
        return _page(feed.items, state, known, now, notes)

    def _told_at_once(self, account: Account, state: Json, now: datetime) -> Json:
        """Subscribe at the hub of the feed, or renew, when it is time; the state with what came of it."""
        if not state.get("offer"):
            return state
        offer, before = websub.Offer(**state["offer"]), state.get("subscribing") or {}
        if not websub.is_due(account, offer, before.get("asked_at"), now):
            return state
        problem = websub.subscribe(account, offer, str(state.get("base") or offer.topic))
        return {**state, "subscribing": {"asked_at": now.isoformat(), "problem": problem}}

    def pause_seconds(self, account: Account, cursor: Json | None, now: datetime) -> float:
        state = cursor or {}
        newest = datetime.fromisoformat(state["newest_at"]) if state.get("newest_at") else None
        hours, days = state.get("skip") or ((), ())
        gap, wished = state.get("gap_seconds"), state.get("asked_for_seconds") or 0.0
        return rhythm.pause(gap, newest, wished, (hours, days), now, has_hub=websub.is_leased(account, now))

    def remarks(self, account: Account, cursor: Json | None, now: datetime) -> Sequence[str]:
        state = cursor or {}
        said = []
        if moved_to := state.get("moved_to"):
            said.append(f"The feed moved for good: it is read at {moved_to} from now on.")
        newest = datetime.fromisoformat(state["newest_at"]) if state.get("newest_at") else None
        if newest and now - newest > max(SILENT, timedelta(seconds=SILENT_GAPS * (state.get("gap_seconds") or 0))):
            said.append(f"Nothing new has been published here since {newest:%Y-%m-%d}: this feed may be left behind.")
        until, hub = websub.lease_until(account), urlsplit((state.get("offer") or {}).get("hub") or "").hostname
        if until and until > now:
            said.append(f"{hub or 'Its hub'} tells Liant at once what is new, until {until:%Y-%m-%d} at least.")
        elif reason := websub.denied(account):
            said.append(f"{hub or 'Its hub'} refuses to tell Liant at once what is new: {reason}.")
        return said

    def receive(self, account: Account, request: Request, now: datetime) -> Received:
        return websub.answer(account, request, now)

    def read(self, account: Account, request: Request, now: datetime) -> Page:
        """What the hub delivered: the feed itself, or its new entries."""
        content_type = request.headers.get("content-type", "")
        feed = parse(request.body, url=websub.base_of(account), content_type=content_type, now=now)
        if not feed.is_feed:
            raise Rejected("What the hub delivered is no feed.")
        return Page(items=list(feed.items), cursor={}, unreadable=list(feed.lost))


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


def _refuse(answer: http.Answer, known: Json, now: datetime) -> None:
    """Raise what a status says. An address that worked and does not any more may work again, for a while."""
    if answer.status == 410 and known:
        raise Misconfigured("This feed is gone for good, its site says (410).", "url")
    if answer.status in {401, 403, 410} or (answer.status in {400, 404, 405, 406, 451} and not known):
        raise Misconfigured(f"There is no feed to read at this address ({answer.status}).", "url")
    if answer.status == 404:
        if day := _gone_since(known, now):
            raise Misconfigured(f"There has been nothing at this address since {day} (404).", "url")
        raise Temporary("There is nothing at this address any more (404).")
    raise_for_status(answer, "The site")


def _no_feed(fault: str | None, known: Json, now: datetime) -> ConnectorError:
    """What stands at the address is no feed, or no feed any more."""
    if not known:
        return Misconfigured(fault or "There is no feed at this address.", "url")
    if day := _gone_since(known, now):
        return Misconfigured(f"There has been no feed at this address since {day}.", "url")
    return Temporary("There is no feed at this address any more: something else stands there.")


def _gone_since(known: Json, now: datetime) -> str:
    """The day it was last heard, once that is so long ago that a person must look."""
    heard_at = datetime.fromisoformat(known["heard_at"]) if known.get("heard_at") else now
    return f"{heard_at:%Y-%m-%d}" if now - heard_at > GIVEN_UP else ""


def _parsed(answer: http.Answer, base: str, now: datetime) -> Feed:
    return parse(answer.body, url=base, content_type=answer.headers.get("content-type", ""), now=now)


def _read_now(account: Account) -> tuple[Feed, str]:
    """The feed as it stands, for a person who sets it up."""
    address = _address(account)
    answer = _ask(address, {})
    _refuse(answer, {}, clock.now())
    feed = _parsed(answer, answer.url, clock.now())
    if not feed.is_feed and (link := feed_link(answer.body, answer.url)):
        answer = _ask(link, {})
        _refuse(answer, {}, clock.now())
        feed = _parsed(answer, answer.url, clock.now())
    if not feed.is_feed:
        raise Misconfigured("There is no feed at this address.", "url")
    return feed, address
