"""Reading a network that has to be asked several questions: one for each call of `fetch`, those still open kept in the
cursor. A crash, a refusal or a pause in the middle loses nothing: the next call asks where this one stopped.

    cursor = {"heard_to": …, "began": …, "since": …, "ask": [question, …], "memo": {…}, "told": [part, …],
              "known": [key, …], "called": …}

Networks that tell nobody of what was deleted are asked once a day for the comments heard last, by name (`known`).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from liant.connectors.contract import Gap, IncomingItem, Json, Page, Rejected
from liant.connectors.storable import storable

OVERLAP = timedelta(minutes=10)  # networks show what is new a little late; what comes twice is kept once
MOST_RESTARTS = 2
CALLED_EVERY, MOST_KNOWN, CALLED_AT_ONCE = timedelta(days=1), 100, 10
CALL = "call"
TOO_MANY_GONE = "Most of what was asked for is no longer shown; nothing was taken away for that."
FORGOTTEN = "The network no longer shows what was said while nobody listened."


@dataclass(frozen=True)
class Heard:
    """What one question brought: items, the questions that follow from it, and what to keep in the memo.

    `refused` names parts of the network that this account may not read, each with a sentence: told once, not at each
    pass. `granted` names parts that could be read, so that a later refusal is told again.
    """

    items: Sequence[IncomingItem] = ()
    then: Sequence[Json] = ()
    withdrawn: Sequence[str] = ()
    unreadable: Sequence[str] = ()
    memo: Mapping[str, object] = field(default_factory=dict)
    refused: Mapping[str, str] = field(default_factory=dict)
    granted: Sequence[str] = ()


@dataclass(frozen=True)
class Plan:
    """How a network is read: the questions that open a pass, and how one is asked. `memory` is how far back the network
    shows anything; beyond it, what was missed is a gap."""

    first: Sequence[Json]
    ask: Callable[[Json, datetime, Json], Heard]  # (question, since when, memo)
    days_back: int
    memory: timedelta | None = None
    gone: Callable[[Sequence[str]], Sequence[str]] | None = None  # those of these keys that are there no more


def step(cursor: Json | None, now: datetime, plan: Plan) -> Page:
    """Ask the next question. Raises what the question raises; the cursor then stays where it was."""
    place: Json = dict(cursor or {})
    gaps: Sequence[Gap] = ()
    if not place.get("ask"):
        gaps = _begin(place, now, plan)
    question, *others = place["ask"]
    since = datetime.fromisoformat(place["since"])
    try:
        heard = (
            _called(question, plan) if question["part"] == CALL else plan.ask(question, since, place.get("memo", {}))
        )
    except Rejected:
        if not question.get("after") or place.get("restarts", 0) >= MOST_RESTARTS:
            raise
        return _again(place, plan, gaps)
    place["ask"] = [*heard.then, *others]
    _note(place, heard)
    _know(place, heard, plan)
    unreadable = [*heard.unreadable, *_told_now(place, heard)]
    return _page(place, heard, gaps, unreadable)


def _begin(place: Json, now: datetime, plan: Plan) -> Sequence[Gap]:
    """Open a pass: since when, and what the network has forgotten meanwhile."""
    heard_to = datetime.fromisoformat(place["heard_to"]) if place.get("heard_to") else None
    since = heard_to - OVERLAP if heard_to else now - timedelta(days=plan.days_back)
    gaps = []
    if heard_to and plan.memory and heard_to < now - plan.memory:
        since = now - plan.memory
        gaps.append(Gap(heard_to, since, FORGOTTEN))
    ask = [*plan.first, *_calls(place, now, plan)]
    place |= {"began": now.isoformat(), "since": since.isoformat(), "ask": ask, "restarts": 0}
    return gaps


def _calls(place: Json, now: datetime, plan: Plan) -> list[Json]:
    """Once a day, after the rest: is it all still there?"""
    known, called = place.get("known", []), place.get("called")
    if plan.gone is None or (called and datetime.fromisoformat(called) > now - CALLED_EVERY):
        return []
    place["called"] = now.isoformat()
    return [{"part": CALL, "keys": known[n : n + CALLED_AT_ONCE]} for n in range(0, len(known), CALLED_AT_ONCE)]


def _called(question: Json, plan: Plan) -> Heard:
    """An account that lost its right to look finds nothing any more: that is no reason to take everything away."""
    keys = question["keys"]
    gone = list(plan.gone(keys)) if plan.gone else []
    if len(gone) > max(1, len(keys) // 2):
        return Heard(unreadable=[TOO_MANY_GONE])
    return Heard(withdrawn=gone)


def _know(place: Json, heard: Heard, plan: Plan) -> None:
    """The comments of others heard last, those that were taken back left out."""
    if plan.gone is None:
        return
    fresh = [item.key for item in heard.items if item.kind in ("comment", "reply") and not item.is_ours]
    known = [key for key in place.get("known", []) if key not in heard.withdrawn and key not in fresh]
    place["known"] = [*known, *fresh][-MOST_KNOWN:]


def _again(place: Json, plan: Plan, gaps: Sequence[Gap]) -> Page:
    """A network forgets its marks between pages after a while: the pass begins anew, from the same moment."""
    place |= {"ask": list(plan.first), "restarts": place.get("restarts", 0) + 1}
    return _page(place, Heard(), gaps, ())


def _note(place: Json, heard: Heard) -> None:
    if heard.memo:
        memo = {**place.get("memo", {}), **heard.memo}
        place["memo"] = {name: value for name, value in memo.items() if value is not None}


def _told_now(place: Json, heard: Heard) -> list[str]:
    told = [part for part in place.get("told", []) if part not in heard.granted]
    fresh = [part for part in heard.refused if part not in told]
    place["told"] = [*told, *fresh]
    return [heard.refused[part] for part in fresh]


def _page(place: Json, heard: Heard, gaps: Sequence[Gap], unreadable: Sequence[str]) -> Page:
    """Only the end of a pass moves the stretch that was heard."""
    before, has_more = place.get("heard_to"), bool(place["ask"])
    if not has_more:
        place["heard_to"] = place["began"]
    since = datetime.fromisoformat(place["since"])
    heard_to = datetime.fromisoformat(place["heard_to"]) if place.get("heard_to") else since
    return Page(
        items=[storable(item) for item in heard.items],
        cursor=place,
        has_more=has_more,
        gaps=gaps,
        withdrawn=heard.withdrawn,
        unreadable=unreadable,
        heard_from_at=None if before else since,
        heard_to_at=heard_to,
    )
