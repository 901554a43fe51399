"""Collecting: our own posts, notifications and saved searches, each walked from the newest back to where the last walk
began. The cursor is a position in such a walk, so that a stop anywhere loses nothing and a new start ends.

Posts are ordered by a time their authors may backdate: every walk goes two hours further back than needed, and once a
day a week further. What is read twice keeps its key.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from liant.connectors.bluesky import items as reader
from liant.connectors.bluesky.session import Refusal, Session
from liant.connectors.contract import Account, Gap, IncomingItem, Json, Page, RateLimited, Rejected, Temporary

OVERLAP, DEEP_OVERLAP, DEEP_EVERY = timedelta(hours=2), timedelta(days=7), timedelta(days=1)
DEFAULT_DAYS_BACK = 30
MAX_PAGES = 400
PAGE_SIZE = 50
SEARCH = "search:"
REASONS = {
    "like",
    "repost",
    "follow",
    "mention",
    "reply",
    "quote",
    "like-via-repost",
    "repost-via-repost",
    "subscribed-post",
}
NOT_HEARD = {"starterpack-joined", "verified", "unverified", "contact-match"}


def terms_of(account: Account) -> list[str]:
    """The saved searches, one a line."""
    value = account.settings.get("searches") or ()
    lines = value.splitlines() if isinstance(value, str) else value
    return list(dict.fromkeys(line.strip() for line in map(str, lines) if line.strip()))


def fetch_page(account: Account, cursor: Json | None, now: datetime) -> Page:
    """The next page of the walk under way, or the first of a new pass over all sources."""
    session = Session(account)
    sources = ["own", "notifications", *(SEARCH + term for term in terms_of(account))]
    state = _State(cursor, sources, now, account)
    entries, following, notes, gaps = _read_source(session, state)
    oldest = min((at for at, _ in entries), default=None)
    state.pages += 1
    is_end = not following or following == state.cursor or not entries or (oldest is not None and oldest < state.floor)
    if not is_end and state.pages >= MAX_PAGES:
        is_end = True
        gaps.append(Gap(state.floor, oldest, f"There was more than {MAX_PAGES} pages hold, in {state.source}."))
    kept = [item for at, item in entries if at >= state.floor]
    items = _with_context(session, _with_authors(session, _once(kept)))
    from_at = state.go_on(following, now, is_end=is_end)
    return Page(
        items=items,
        cursor=state.as_json(),
        has_more=state.source is not None,
        gaps=gaps,
        unreadable=notes,
        heard_from_at=from_at,
        heard_to_at=state.began_at if from_at else None,
    )


class _State:
    """Where the pass stands: which source, how deep, and since when each source is heard."""

    def __init__(self, cursor: Json | None, sources: list[str], now: datetime, account: Account):
        stored = cursor or {}
        self._sources = sources
        self._heard: dict[str, Json] = {
            name: value for name, value in stored.get("heard", {}).items() if name in sources
        }
        self._days_back = int(account.settings.get("days_back") or DEFAULT_DAYS_BACK)
        walk = stored.get("walk") or {}
        self.source: str | None = walk.get("source") if walk.get("source") in sources else None
        self.began_at = reader.parse(walk.get("pass_began_at")) or now
        if self.source is None:
            self._start(sources[0], now)
        else:
            self.cursor, self.pages = walk.get("cursor"), int(walk.get("pages", 0))
            self.floor = reader.parse(walk.get("floor")) or now
            self.is_deep = bool(walk.get("is_deep"))

    def _start(self, source: str, now: datetime) -> None:
        heard = self._heard.get(source, {})
        until, deep_at = reader.parse(heard.get("until")), reader.parse(heard.get("deep_at"))
        self.source, self.cursor, self.pages = source, None, 0
        self.is_deep = deep_at is None or now - deep_at >= DEEP_EVERY
        if until is None:
            self.floor = now - timedelta(days=self._days_back)
        else:
            self.floor = until - (DEEP_OVERLAP if self.is_deep else OVERLAP)

    def go_on(self, following: str | None, now: datetime, *, is_end: bool) -> datetime | None:
        """Advance; at the end of a whole pass, the moment since when everything is heard."""
        if not is_end:
            self.cursor = following
            return None
        source = self.source or self._sources[0]
        before = self._heard.get(source, {})
        self._heard[source] = {
            "from": before.get("until") or self.floor.isoformat(),
            "until": self.began_at.isoformat(),
            "deep_at": self.began_at.isoformat() if self.is_deep else before.get("deep_at"),
        }
        place = self._sources.index(source) + 1
        if place < len(self._sources):
            self._start(self._sources[place], now)
            return None
        self.source = None
        return max(filter(None, (reader.parse(heard.get("from")) for heard in self._heard.values())), default=None)

    def as_json(self) -> Json:
        walk = None
        if self.source is not None:
            walk = {
                "source": self.source,
                "cursor": self.cursor,
                "pages": self.pages,
                "floor": self.floor.isoformat(),
                "is_deep": self.is_deep,
                "pass_began_at": self.began_at.isoformat(),
            }
        return {"heard": self._heard, "walk": walk}


Entry = tuple[datetime, IncomingItem]


def _read_source(session: Session, state: _State) -> tuple[list[Entry], str | None, list[str], list[Gap]]:
    source = state.source or "own"
    if source == "own":
        return (*_own(session, state.cursor), [], [])
    if source == "notifications":
        return (*_notifications(session, state.cursor), [])
    try:
        return (*_search(session, source.removeprefix(SEARCH), state.cursor), [], [])
    except Refusal as refusal:
        if state.cursor is None:
            return [], None, [f"The search “{source.removeprefix(SEARCH)}” could not be made: {refusal}"], []
        reason = f"The network does not show older results of {source}: {refusal}"
        return [], None, [], [Gap(state.floor, None, reason)]


def _own(session: Session, cursor: str | None) -> tuple[list[Entry], str | None]:
    """What our own account wrote, from Liant or elsewhere: an answer given elsewhere is an answer."""
    did = session.did
    answer = session.query(
        "com.atproto.repo.listRecords", repo=did, collection=reader.POST, limit=PAGE_SIZE, cursor=cursor
    )
    author = reader.author_of({"did": did, "handle": session.handle})
    entries = []
    for found in answer.get("records", ()):
        value = found.get("value")
        if not isinstance(value, dict):
            continue
        item = reader.read_record(
            uri=found["uri"], cid=found.get("cid"), record=value, us=did, raw=found, author=author
        )
        if item:
            entries.append((item.published_at or datetime.now(UTC), item))
    return entries, answer.get("cursor")


def _notifications(session: Session, cursor: str | None) -> tuple[list[Entry], str | None, list[str]]:
    answer = session.query("app.bsky.notification.listNotifications", limit=PAGE_SIZE, cursor=cursor)
    us = session.did
    entries: list[Entry] = []
    notes: list[str] = []
    for found in answer.get("notifications", ()):
        at = reader.parse(found.get("indexedAt")) or datetime.now(UTC)
        item = None
        if found.get("reason") in REASONS and isinstance(found.get("record"), dict) and found.get("uri"):
            item = reader.read_record(
                uri=found["uri"],
                cid=found.get("cid"),
                record=found["record"],
                us=us,
                raw=found,
                author=reader.author_of(found.get("author") or {}),
                seen_at=at,
            )
        if item:
            if item.kind in {"like", "repost"}:
                about = found.get("reasonSubject") or item.parent_key
                item = replace(item, parent_key=about, thread_key=about)
            entries.append((at, item))
        elif found.get("reason") not in NOT_HEARD:
            notes.append(
                f"A notification of a kind not known here was left aside: {found.get('reason')}, {found.get('uri')}."
            )
    return entries, answer.get("cursor"), notes


def _search(session: Session, term: str, cursor: str | None) -> tuple[list[Entry], str | None]:
    answer = session.query("app.bsky.feed.searchPosts", q=term, sort="latest", limit=PAGE_SIZE, cursor=cursor)
    views = [view for view in answer.get("posts", ()) if isinstance(view, dict)]
    read = ((view, reader.read_view(view, session.did)) for view in views)
    return [(_sorted_at(view, item), item) for view, item in read if item], answer.get("cursor")


def _sorted_at(view: Json, item: IncomingItem) -> datetime:
    return item.published_at or reader.parse(view.get("indexedAt")) or datetime.now(UTC)


def _once(items: Iterable[IncomingItem]) -> list[IncomingItem]:
    """A post that mentions and answers us comes twice; it is kept once."""
    return list({item.key: item for item in items}.values())


def _with_authors(session: Session, items: Sequence[IncomingItem]) -> list[IncomingItem]:
    """The same items with how many follow their authors, and names where only an identifier was known."""
    keys = list(
        dict.fromkeys(i.author.key for i in items if i.author and not i.is_ours and i.author.key.startswith("did:"))
    )
    profiles: dict[str, Any] = {}
    for start in range(0, len(keys), 25):
        try:
            answer = session.query("app.bsky.actor.getProfiles", actors=keys[start : start + 25])
        except (Rejected, RateLimited, Temporary):
            break  # names and numbers can be missing; the messages cannot
        profiles.update({profile["did"]: profile for profile in answer.get("profiles", ()) if profile.get("did")})
    named = []
    for item in items:
        profile = profiles.get(item.author.key) if item.author else None
        named.append(replace(item, author=reader.author_of(profile)) if profile else item)
    return named


def _with_context(session: Session, items: Sequence[IncomingItem]) -> list[IncomingItem]:
    """The same items with the thread above each, or the post it quotes."""
    known: dict[str, tuple[IncomingItem, ...]] = {}
    return [replace(item, context=_context(session, item, known)) if not item.is_ours else item for item in items]


def _context(
    session: Session, item: IncomingItem, known: dict[str, tuple[IncomingItem, ...]]
) -> tuple[IncomingItem, ...]:
    record = item.raw.get("record")
    quoted = reader.quoted_uri(record) if isinstance(record, dict) else None
    above = item.parent_key if item.kind in {"reply", "mention", "quote", "post"} else None
    wanted = above or (quoted if item.kind == "quote" else None)
    if not wanted or reader.collection(wanted) != reader.POST:
        return ()
    if wanted not in known:
        try:
            answer = session.query("app.bsky.feed.getPostThread", uri=wanted, depth=0, parentHeight=20)
            known[wanted] = tuple(_upwards(answer.get("thread"), session.did))
        except Rejected:
            known[wanted] = ()  # deleted or hidden from us
    return known[wanted]


def _upwards(thread: Any, us: str) -> list[IncomingItem]:
    chain: list[IncomingItem] = []
    while isinstance(thread, dict) and isinstance(thread.get("post"), dict):
        if item := reader.read_view(thread["post"], us):
            chain.append(item)
        thread = thread.get("parent")
    return chain[::-1]


def complete(account: Account, items: Sequence[IncomingItem]) -> list[IncomingItem]:
    """Items heard without names (firehose) with names and the thread above; as they are when the network fails."""
    try:
        session = Session(account)
        return _with_context(session, _with_authors(session, items))
    except (Rejected, Temporary):
        return list(items)
