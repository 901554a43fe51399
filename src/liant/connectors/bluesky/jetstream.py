"""Frames of a Jetstream (version 1, JSON) as a page: items, withdrawals and the gap, without any connection.

The project tests this on recorded frames only: no Jetstream server can be run here, so nothing connects to one yet.
Version 1 moves a cursor that is too old forward without a word: the gap shows in the time of the first frame.
Source: github.com/bluesky-social/jetstream, docs/README.md.
"""

import json
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from liant.connectors.bluesky import items as reader
from liant.connectors.bluesky.interest import Interest
from liant.connectors.contract import Gap, IncomingItem, Json, Page

CLAMPED_AFTER = timedelta(minutes=2)
"""On a stream that carries hundreds of events a second, a first frame this long after the cursor means a clamp."""


def read_frames(frames: Iterable[bytes | str], interest: Interest, cursor: Json | None = None) -> Page:
    """One page from frames in the order of arrival. `cursor` is that of the page before ({"time_us": …}) or None."""
    asked = (cursor or {}).get("time_us")
    last, first = asked, None
    items: dict[str, IncomingItem] = {}
    withdrawn: dict[str, None] = {}
    gone: dict[str, None] = {}
    unreadable: list[str] = []
    for data in frames:
        try:
            frame = json.loads(data)
            did, time_us = str(frame["did"]), int(frame["time_us"])
        except (ValueError, KeyError, TypeError):
            unreadable.append(f"A frame of the stream could not be read: {data[:80]!r}…")
            continue
        first = time_us if first is None else first
        last = max(last or 0, time_us)
        account = frame.get("account") if frame.get("kind") == "account" else None
        if isinstance(account, dict) and account.get("status") == "deleted":
            gone[did] = None
        commit = frame.get("commit") if frame.get("kind") == "commit" else None
        if not isinstance(commit, dict) or commit.get("collection") not in reader.HEARD:
            continue
        uri = f"at://{did}/{commit['collection']}/{commit.get('rkey')}"
        if commit.get("operation") == "delete":
            withdrawn[uri] = None
            items.pop(uri, None)
        elif item := interest.read(uri, commit.get("cid"), commit.get("record") or {}):
            withdrawn.pop(uri, None)
            items[uri] = item
    gap = _gap(asked, first)
    return Page(
        items=list(items.values()),
        cursor={"time_us": last} if last else {},
        gaps=[gap] if gap else (),
        withdrawn=list(withdrawn),
        withdrawn_authors=list(gone),
        unreadable=unreadable,
        heard_from_at=_moment(first if gap else asked or first),
        heard_to_at=_moment(last),
    )


def _gap(asked: int | None, first: int | None) -> Gap | None:
    from_at, to_at = _moment(asked), _moment(first)
    if not from_at or not to_at or to_at - from_at < CLAMPED_AFTER:
        return None
    return Gap(from_at, to_at, "The stream no longer held what was said while nobody listened.")


def _moment(microseconds: int | None) -> datetime | None:
    return datetime.fromtimestamp(microseconds / 1_000_000, UTC) if microseconds else None
