"""Collecting: notifications, our own statuses, hashtags and saved searches, each from the last number that was read.

Numbers only grow on a server, and it pages upwards from any of them: what came while nobody listened is read later, and
nothing is lost however long that was. The first time, each is walked back as many days as was asked. What was heard is
looked at again now and then, since a server tells deletions and edits only to who listens at that moment.

The number of a status is made from the hour that its author's server gave it, so that one which travelled slowly slips in
below those that are known: hashtags and searches are read a little further back each time.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from liant.connectors.contract import Account, Gap, IncomingItem, Json, Page, RateLimited, Rejected, Temporary
from liant.connectors.mastodon import items as reader
from liant.connectors.mastodon.session import Refusal, Session

PAGE_SIZE = 40
DEFAULT_DAYS_BACK = 30
MAX_PAGES = 100  # of one walk back
TAG, SEARCH, WATCHED = "tag:", "search:", "watched"
PAUSES = {TAG: timedelta(seconds=60), SEARCH: timedelta(minutes=5), WATCHED: timedelta(minutes=10)}
MOST_WATCHED, WATCHED_AT_ONCE = 200, 40
SLOW_TRAVEL = timedelta(minutes=10)
PROBE_EVERY = timedelta(hours=6)
AFTER_REFUSAL = timedelta(hours=1)
_MILLISECOND = 1 << 16  # of a number made from a moment
NOT_HEARD = {
    "poll", "status", "follow_request", "admin.sign_up", "admin.report", "severed_relationships", "moderation_warning",
    "annual_report", "quoted_update", "collection_update", "added_to_collection",
}  # fmt: skip


def lines_of(account: Account, setting: str) -> list[str]:
    """The lines of a setting, each once."""
    value = account.settings.get(setting) or ()
    lines = value.splitlines() if isinstance(value, str) else value
    return list(dict.fromkeys(line.strip() for line in map(str, lines) if line.strip()))


def tags_of(account: Account) -> list[str]:
    """The hashtags that are followed, without their sign."""
    return [tag.lstrip("#＃") for tag in lines_of(account, "hashtags") if tag.strip("#＃")]


def sources_of(account: Account) -> list[str]:
    tags = [TAG + tag for tag in tags_of(account)]
    return ["notifications", "own", *tags, *(SEARCH + term for term in lines_of(account, "searches")), WATCHED]


@dataclass
class Found:
    """What one question brought: newest first, as the server tells it."""

    entries: list[tuple[str, datetime | None, IncomingItem | None]] = field(default_factory=list)  # number, when, what
    edited: list[IncomingItem] = field(default_factory=list)
    withdrawn: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    gaps: list[Gap] = field(default_factory=list)
    is_refused: bool = False
    began_anew: bool = False


def fetch_page(account: Account, cursor: Json | None, now: datetime) -> Page:
    """One question to one source; the next source comes with the next page."""
    session = Session(account)
    state = State(cursor, account, session, now)
    if state.source is None:
        return Page(items=(), cursor=state.as_json(), heard_from_at=state.last_pass_at, heard_to_at=now)
    found = _ask(session, state)
    items = [item for _, at, item in found.entries if item and state.is_wanted(at)]
    items = with_thread(session, list({item.key: item for item in items}.values()))
    state.watch([*items, *found.edited], found.withdrawn)
    heard_from = state.go_on(found)
    return Page(
        items=items,
        cursor=state.as_json(),
        has_more=state.source is not None,
        gaps=found.gaps,
        withdrawn=found.withdrawn,
        edited=found.edited,
        unreadable=found.notes,
        heard_from_at=heard_from,
        heard_to_at=state.began_at if heard_from else None,
    )


class State:
    """Where the pass stands: which source, how far each was read, what is looked at again."""

    def __init__(self, cursor: Json | None, account: Account, session: Session, now: datetime):
        stored = cursor or {}
        self._us = f"{session.own_id}@{session.host}"
        if stored.get("us") != self._us:
            stored = {}  # another account, or another server: its numbers mean nothing here
        self._sources, self._now = sources_of(account), now
        self.since: dict[str, str] = dict(stored.get("since", {}))
        self.asked: dict[str, str] = dict(stored.get("asked", {}))
        self.watched: dict[str, str] = dict(stored.get("watched", {}))
        self.last_pass_at = reader.parse(stored.get("last_pass_at"))
        days = int(account.settings.get("days_back") or DEFAULT_DAYS_BACK)
        walk = stored.get("walk") or {}
        unheard_since = min(now - timedelta(days=days), self.last_pass_at or now)
        self.floor = reader.parse(walk.get("floor")) or unheard_since
        self.began_at = reader.parse(walk.get("began_at")) or now
        self.source: str | None = walk.get("source") if walk.get("source") in self._sources else None
        self.below: str | None = walk.get("below") if self.source else None
        self.above: str | None = walk.get("above") if self.source else None
        self.newest: str | None = walk.get("newest") if self.source else None
        self.pages = int(walk.get("pages", 0)) if self.source else 0
        if self.source is None:
            self._next(0)

    def _next(self, place: int) -> None:
        due = [source for source in self._sources[place:] if self._is_due(source)]
        self.source = due[0] if due else None
        self.below = self.above = self.newest = None
        self.pages = 0

    def _is_due(self, source: str) -> bool:
        """Notifications and our own always; what costs a server more, more rarely."""
        pause = next((pause for kind, pause in PAUSES.items() if source.startswith(kind)), None)
        asked_at = reader.parse(self.asked.get(source))
        return pause is None or asked_at is None or self._now - asked_at >= pause

    def go_on(self, found: Found) -> datetime | None:
        """After an answer: deeper, upwards, or to the next source. At the end of a pass, since when all is heard."""
        source, numbers = self.source or "", [number for number, _, _ in found.entries]
        if found.began_anew:
            self.since.pop(source, None)
            goes_on = True  # walked back as the first time
        elif source in self.since:
            goes_on = self._go_up(source, numbers)
        else:
            goes_on = self._walk_back(source, found, numbers)
        if goes_on:
            self.pages += 1
            return None
        self.asked[source] = (self._now + (AFTER_REFUSAL if found.is_refused else timedelta(0))).isoformat()
        self._next(self._sources.index(source) + 1)
        if self.source is not None:
            return None
        since, self.last_pass_at = self.last_pass_at or self.floor, self.began_at
        return since

    def is_wanted(self, at: datetime | None) -> bool:
        """The first walk ends at its floor; what came since is wanted however long nobody listened."""
        return self.source in self.since or at is None or at >= self.floor

    def start(self) -> str | None:
        """From which number this source is read upwards."""
        since = self.since.get(self.source or "")
        if self.above or not since or not (self.source or "").startswith((TAG, SEARCH)):
            return self.above or since
        made_from_moment = since.isdecimal() and int(since) > _MILLISECOND**2
        overlap = int(SLOW_TRAVEL.total_seconds() * 1000) * _MILLISECOND
        return str(int(since) - overlap) if made_from_moment else since

    def _go_up(self, source: str, numbers: Sequence[str]) -> bool:
        """Whether there is more above. A short page ends it: what is left comes with the next pass."""
        if not numbers or place_of(numbers[0]) <= place_of(self.start() or ""):
            return False
        self.above = numbers[0]
        self.since[source] = max(self.since[source], numbers[0], key=place_of)
        return len(numbers) >= PAGE_SIZE // 2  # some servers hold back a few of a page

    def wants_probe(self) -> bool:
        """Now and then: is the newest there still above what we know?"""
        asked_at = reader.parse(self.asked.get("probe " + (self.source or "")))
        return self.source in self.since and (asked_at is None or self._now - asked_at >= PROBE_EVERY)

    def note_probe(self) -> None:
        self.asked["probe " + (self.source or "")] = self._now.isoformat()

    def _walk_back(self, source: str, found: Found, numbers: Sequence[str]) -> bool:
        """The first time: from the newest down to the floor. Whether there is more below."""
        self.newest = self.newest or (numbers[0] if numbers else None)
        oldest = min((at for _, at, _ in found.entries if at), default=None)
        is_deeper = bool(numbers) and (self.below is None or place_of(numbers[-1]) < place_of(self.below))
        goes_on = is_deeper and (oldest is None or oldest >= self.floor)
        if goes_on and self.pages + 1 >= MAX_PAGES:
            found.gaps.append(Gap(self.floor, oldest, f"There was more than {MAX_PAGES} pages hold, in {source}."))
            goes_on = False
        if goes_on:
            self.below = numbers[-1]
        elif self.newest and not source.startswith(WATCHED):
            self.since[source] = self.newest
        return goes_on

    def watch(self, items: Sequence[IncomingItem], withdrawn: Sequence[str]) -> None:
        """Remember the latest statuses of others, with when they were changed last."""
        for item in items:
            number, raw = item.reply_to.get("id"), item.raw
            if number and not item.is_ours:
                self.watched.pop(number, None)
                self.watched[number] = str(raw.get("edited_at") or "")
        for key in withdrawn:
            self.watched.pop(key.rpartition("/")[2], None)
        self.watched = dict(list(self.watched.items())[-MOST_WATCHED:])

    def as_json(self) -> Json:
        walk = None
        if self.source is not None:
            walk = {
                "source": self.source,
                "below": self.below,
                "above": self.above,
                "newest": self.newest,
                "pages": self.pages,
                "floor": self.floor.isoformat(),
                "began_at": self.began_at.isoformat(),
            }
        known = set(self._sources)
        return {
            "us": self._us,
            "since": {source: number for source, number in self.since.items() if source in known},
            "asked": {source: at for source, at in self.asked.items() if source.removeprefix("probe ") in known},
            "watched": self.watched,
            "last_pass_at": self.last_pass_at.isoformat() if self.last_pass_at else None,
            "walk": walk,
        }


def _ask(session: Session, state: State) -> Found:
    source = state.source or ""
    paging = {"limit": PAGE_SIZE, "min_id": state.start(), "max_id": state.below}
    if source == WATCHED:
        return _look_again(session, state)
    try:
        found = _entries(session, source, paging)
        if not found.entries and state.wants_probe():
            state.note_probe()
            _probe(session, state, found)
    except Refusal as refusal:
        if source in ("notifications", "own"):
            raise
        words = f"The search “{source.partition(':')[2]}” could not be made: {refusal}"
        return Found(notes=[words], is_refused=True)
    return found


def _probe(session: Session, state: State, found: Found) -> None:
    """A server that was made anew counts from below what we know: nothing would ever come again."""
    newest = _entries(session, state.source or "", {"limit": 1}).entries
    if newest and place_of(newest[0][0]) < place_of(state.since[state.source or ""]):
        found.began_anew = True
        reason = "The server’s numbers began anew; what was said in between may be missing."
        found.gaps.append(Gap(state.last_pass_at, state.began_at, reason))


def _entries(session: Session, source: str, paging: Json) -> Found:
    return _notifications(session, paging) if source == "notifications" else _statuses(session, source, paging)


def _statuses(session: Session, source: str, paging: Json) -> Found:
    if source == "own":
        found = session.query(f"/api/v1/accounts/{session.own_id}/statuses", exclude_reblogs="true", **paging)
    elif source.startswith(TAG):
        found = session.query(f"/api/v1/timelines/tag/{source.removeprefix(TAG)}", **paging)
    else:
        answer = session.query("/api/v2/search", q=source.removeprefix(SEARCH), type="statuses", **paging)
        found = answer.get("statuses", ()) if isinstance(answer, dict) else ()
    statuses = [status for status in found if isinstance(status, dict) and status.get("id")]
    statuses.sort(key=lambda status: place_of(status["id"]), reverse=True)  # a search may tell them in another order
    return Found(
        [
            (str(one["id"]), reader.parse(one.get("created_at")), reader.read_status(one, session.own_id, session.host))
            for one in statuses
        ]
    )


def place_of(number: Any) -> tuple[int, str]:
    """Numbers are written as text; the longer one is the later one."""
    return len(str(number)), str(number)


def _notifications(session: Session, paging: Json) -> Found:
    found = Found()
    for one in session.query("/api/v1/notifications", **paging):
        at, kind = reader.parse(one.get("created_at")) or datetime.now(UTC), str(one.get("type"))
        item = reader.read_notification(one, session.own_id, session.host)
        found.entries.append((str(one.get("id")), at, item))
        if kind == "update" and (edited := reader.read_status(one.get("status"), session.own_id, session.host)):
            found.edited.append(edited)
        elif item is None and kind not in NOT_HEARD | reader.SPOKEN | {"update"}:
            found.notes.append(f"A notification of a kind not known here was left aside: {kind}, {one.get('id')}.")
    return found


def _look_again(session: Session, state: State) -> Found:
    """Which of those that were heard are gone, and which say something else now."""
    wanted = list(state.watched)[-MOST_WATCHED:]
    found = Found()
    for start in range(0, len(wanted), WATCHED_AT_ONCE):
        some = wanted[start : start + WATCHED_AT_ONCE]
        try:
            there = {str(one["id"]): one for one in session.query("/api/v1/statuses", **{"id[]": some})}
        except Refusal:
            return found  # a server before 4.3 does not tell several at once
        found.withdrawn += [reader.status_key(session.host, number) for number in some if number not in there]
        changed = [one for number, one in there.items() if str(one.get("edited_at") or "") != state.watched[number]]
        edited = [reader.read_status(one, session.own_id, session.host) for one in changed]
        found.edited += [item for item in edited if item]
    return found


def with_thread(session: Session, items: Sequence[IncomingItem]) -> list[IncomingItem]:
    """The same items with what was said above each, and the name of the thread that they share with it."""
    known: dict[str, tuple[IncomingItem, ...]] = {}
    return [_with_thread(session, item, known) for item in items]


def _with_thread(session: Session, item: IncomingItem, known: dict[str, tuple[IncomingItem, ...]]) -> IncomingItem:
    quoted = reader.quoted_status(item.raw) if item.kind == "quote" else None  # what is quoted is ours
    if item.kind in {"like", "repost", "follow"} or not (item.parent_key or quoted):
        return item
    above = _above(session, item, known) if item.parent_key else _one(session, quoted)
    thread_key = above[0].key if above and item.parent_key else item.thread_key
    return replace(item, thread_key=thread_key, context=() if item.is_ours else above)


def _above(
    session: Session, item: IncomingItem, known: dict[str, tuple[IncomingItem, ...]]
) -> tuple[IncomingItem, ...]:
    number = str(item.reply_to.get("id"))
    if number not in known:
        try:
            context = session.query(f"/api/v1/statuses/{number}/context")
        except (Rejected, RateLimited, Temporary):
            context = {}  # the thread can be missing; the message cannot
        read = (reader.read_status(one, session.own_id, session.host) for one in context.get("ancestors", ()))
        known[number] = tuple(above for above in read if above)
    return known[number]


def _one(session: Session, quoted: Json | None) -> tuple[IncomingItem, ...]:
    try:
        found = session.query(f"/api/v1/statuses/{(quoted or {}).get('id')}")
    except (Rejected, RateLimited, Temporary):
        return ()
    item = reader.read_status(found, session.own_id, session.host)
    return (item,) if item else ()
