"""What a rule asks and what it does, as pure computation: the same for a message that arrives and for a try on the past.

Each rule acts at most once for one happening, and what a rule changes is a happening for the rules alone: so any set of
rules comes to an end.
"""

import functools
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import datetime
from typing import Any

from liant.engines.query import Matcher, Query, compile_queries

ARRIVED, OPENED, CORRECTED, WAITED, LABELLED = "arrived", "opened", "corrected", "waited", "labelled"
HOUR_SECONDS = 3600
DAY_MINUTES = 24 * 60
MOST_WHO_MAY_TAKE_IT = 100


@dataclass(frozen=True)
class Conditions:
    """All of them have to be met; an empty one asks nothing."""

    hats: tuple[str, ...] = ()
    intents: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    channels: tuple[int, ...] = ()
    labels: tuple[int, ...] = ()  # at least one of them
    words: str = ""  # a query of the query language
    author: str = ""
    from_minute: int | None = None  # after midnight, where the house is
    to_minute: int | None = None  # before the former: over midnight
    least_followers: int | None = None
    is_unassigned: bool = False
    is_automatic: bool = False


@dataclass(frozen=True)
class Actions:
    """What is to be done; an empty one does nothing. Nothing here ever leaves the house."""

    label: int | None = None
    member: int | None = None
    team: int | None = None
    is_urgent: bool = False
    note: str = ""
    tell: int | None = None
    hat: str = ""
    answer: str = ""
    snooze_hours: int | None = None
    close_because: str = ""


@dataclass(frozen=True)
class Facts:
    """A conversation and its latest message, as a rule sees them. Unknown is None, and meets no condition."""

    hat: str
    intent: str
    language: str
    channel: int
    state: str
    moment: datetime  # of the message, on the clock of the house
    text: str = ""
    title: str = ""
    author: str = ""
    handle: str = ""
    url: str = ""
    channel_name: str = ""
    tags: tuple[str, ...] = ()
    followers: int | None = None
    labels: frozenset[int] = frozenset()
    assignee: int | None = None
    is_automatic: bool = False
    is_urgent: bool = False
    is_waiting: bool = False
    waited_seconds: float = 0.0  # of working time


@dataclass(frozen=True)
class Act:
    """One thing to do. `value`: an id, a text, a number of hours or nothing."""

    kind: str
    value: Any = None


@dataclass(frozen=True)
class Plan:
    """A rule, as it is followed. `hats`: those that its author may read; it acts upon no others."""

    id: int
    trigger: str
    hats: frozenset[str]
    conditions: Conditions = field(default_factory=Conditions)
    actions: Actions = field(default_factory=Actions)
    wait_hours: int | None = None
    label: int | None = None  # which label sets it off
    is_last: bool = False


@dataclass(frozen=True)
class Step:
    """A rule acted. `left`: what it would have done, and why not."""

    rule_id: int
    acts: tuple[Act, ...]
    left: tuple[tuple[str, str], ...] = ()
    set_off_by: int | None = None  # the rule whose label set it off


Do = Callable[[Plan, Step], bool]  # False: it could not be done, and nothing follows from it


def follow(plans: Sequence[Plan], what: str, facts: Facts, *, label: int | None = None, done: Collection[int] = (),
           set_off_before: Collection[int] = (), do: Do = lambda _plan, _step: True) -> Iterator[Step]:  # fmt: skip
    """The steps that follow from a happening, in order. `done`: rules that acted upon it already; `set_off_before`: rules
    that a rule has once set off on this conversation, which no rule sets off again."""
    used = set(done)
    happenings: list[tuple[str, int | None, int | None]] = [(what, label, None)]
    while happenings:
        kind, which, cause = happenings.pop(0)
        for plan in plans:
            if plan.id in used or (cause and plan.id in set_off_before) or not is_set_off(plan, kind, which, facts):
                continue
            used.add(plan.id)
            acts, left = doable(plan.actions, facts)
            step = Step(plan.id, acts, left, cause)
            if (acts or left) and do(plan, step):
                yield step
                happenings += [(LABELLED, act.value, plan.id) for act in acts if act.kind == "label"]
                facts = after(facts, acts)
            if plan.is_last:
                return


def is_set_off(plan: Plan, kind: str, label: int | None, facts: Facts) -> bool:
    if plan.trigger != kind or facts.hat not in plan.hats:
        return False
    if kind == LABELLED and plan.label is not None and plan.label != label:
        return False
    if kind == WAITED and (not facts.is_waiting or facts.waited_seconds < (plan.wait_hours or 0) * HOUR_SECONDS):
        return False
    return meets(plan.conditions, facts)


def meets(asked: Conditions, facts: Facts) -> bool:
    one_of = ((asked.hats, facts.hat), (asked.intents, facts.intent), (asked.languages, facts.language),
              (asked.channels, facts.channel))  # fmt: skip
    if any(choice and value not in choice for choice, value in one_of):
        return False
    if asked.labels and facts.labels.isdisjoint(asked.labels):
        return False
    if asked.least_followers is not None and (facts.followers is None or facts.followers < asked.least_followers):
        return False
    if (asked.is_unassigned and facts.assignee is not None) or (asked.is_automatic and not facts.is_automatic):
        return False
    if not is_at_that_time(asked, facts.moment) or not is_by(asked.author, facts):
        return False
    return not asked.words or bool(compiled(asked.words).match(as_document(facts)))


def is_at_that_time(asked: Conditions, moment: datetime) -> bool:
    """From seven in the evening to eight in the morning goes over midnight."""
    if asked.from_minute is None and asked.to_minute is None:
        return True
    minute = moment.hour * 60 + moment.minute
    begins, ends = asked.from_minute or 0, DAY_MINUTES if asked.to_minute is None else asked.to_minute
    return begins <= minute < ends if begins <= ends else minute >= begins or minute < ends


def is_by(name: str, facts: Facts) -> bool:
    wanted = name.strip().lstrip("@").casefold()
    return not wanted or wanted in facts.author.casefold() or wanted in facts.handle.casefold()


@functools.lru_cache(maxsize=500)
def compiled(expr: str) -> Matcher:
    return compile_queries([Query("words", expr)])


def as_document(facts: Facts) -> dict[str, Any]:
    return {
        "text": facts.text,
        "title": facts.title,
        "author": f"{facts.author} {facts.handle}".strip(),
        "url": facts.url,
        "lang": facts.language,
        "channel": facts.channel_name,
        "tags": facts.tags,
        "followers": facts.followers,
    }


def doable(actions: Actions, facts: Facts) -> tuple[tuple[Act, ...], tuple[tuple[str, str], ...]]:
    """What can be done now, and what is left alone with the reason. Nobody's conversation is taken away from them, and
    nobody who waits is sent away: only automatic mail is closed."""
    acts: list[Act] = []
    left: list[tuple[str, str]] = []

    def unless(reason: str, act: Act) -> None:
        if reason:
            left.append((act.kind, reason))
        else:
            acts.append(act)

    is_taken = "taken" if facts.assignee is not None else ""
    if actions.label is not None:
        unless("there" if actions.label in facts.labels else "", Act("label", actions.label))
    if actions.member is not None:
        unless(is_taken, Act("member", actions.member))
    elif actions.team is not None:
        unless(is_taken, Act("team", actions.team))
    if actions.is_urgent:
        unless("there" if facts.is_urgent else "", Act("urgent"))
    acts += [Act(kind, value) for kind, value in (("note", actions.note), ("tell", actions.tell)) if value]
    if actions.hat:
        unless("there" if actions.hat == facts.hat else "", Act("hat", actions.hat))
    if actions.answer:
        acts.append(Act("answer", actions.answer))
    if actions.close_because:
        why_not = "" if facts.is_automatic else "not_automatic"
        unless("closed" if facts.state == "closed" else why_not, Act("close", actions.close_because))
    elif actions.snooze_hours:
        unless("" if facts.state == "open" else "not_open", Act("snooze", actions.snooze_hours))
    return tuple(acts), tuple(left)


def after(facts: Facts, acts: Sequence[Act]) -> Facts:
    """The conversation, once these are done."""
    for act in acts:
        if act.kind == "label":
            facts = replace(facts, labels=facts.labels | {act.value})
        elif act.kind in ("member", "team"):
            facts = replace(facts, assignee=act.value)
        elif act.kind == "urgent":
            facts = replace(facts, is_urgent=True)
        elif act.kind == "close":
            facts = replace(facts, state="closed")
        elif act.kind == "snooze":
            facts = replace(facts, state="snoozed")
    return facts


def one_of_them(members: Sequence[int], conversation_id: int) -> int | None:
    """Who of a team takes it: told by the conversation alone. No turn is kept and nobody's work is counted."""
    ordered = sorted(members)[:MOST_WHO_MAY_TAKE_IT]
    return ordered[conversation_id * 2_654_435_761 % 2**32 % len(ordered)] if ordered else None


def read_conditions(values: dict[str, Any]) -> Conditions:
    """As they are stored; what a later version wrote is left out."""
    known: dict[str, Any] = {
        one.name: values[one.name] for one in fields(Conditions) if values.get(one.name) is not None
    }
    lists: dict[str, Any] = {name: tuple(value) for name, value in known.items() if isinstance(value, list)}
    return Conditions(**{**known, **lists})


def read_actions(values: dict[str, Any]) -> Actions:
    return Actions(**{one.name: values[one.name] for one in fields(Actions) if values.get(one.name) is not None})


def written(values: Conditions | Actions) -> dict[str, Any]:
    """To be stored: only what asks or does something."""
    found = {one.name: getattr(values, one.name) for one in fields(values)}
    return {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in found.items()
        if value not in (None, "", (), False)
    }
