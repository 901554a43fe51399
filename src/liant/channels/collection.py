"""Hearing: one page at a time, its items and the new cursor in one transaction, the gap in the ledger when there is one.

A collector may be killed at any moment: either the page is stored with its cursor, or neither is.
"""

import itertools
import logging
from collections.abc import Iterable, Mapping
from dataclasses import asdict, replace
from datetime import datetime, timedelta
from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet

from liant.channels import annexes
from liant.channels.actions import break_channel, remember
from liant.channels.edits import rewrite
from liant.channels.events import GapsNoted, ItemsCollected, ItemsWithdrawn
from liant.channels.models import Channel, Coverage, Item
from liant.connectors.contract import (
    Account,
    AuthLost,
    Author,
    ConnectorError,
    IncomingItem,
    Misconfigured,
    Paces,
    Page,
    Temporary,
)
from liant.connectors.receiving import Pushed
from liant.connectors.storable import clean
from liant.jobs import live
from liant.jobs.events import publish
from liant.kit import clock
from liant.people.actions import meet_all
from liant.people.models import Person
from liant.people.queries import handles_of_employees
from liant.tenancy.context import tenant

log = logging.getLogger(__name__)
CLAIM = timedelta(seconds=30)  # renewed at each page; after a crash the channel is free again that soon
LISTEN_SECONDS = 20
FETCHED, LISTENED = "fetched", "listened"  # two ways of hearing, each with its own place
LONGEST_WAIT = timedelta(hours=1)
HEARD_AT_ONCE = 50
MOST_PAGES = 50  # in one pass; what is left comes with the next


class Interrupted(Exception):
    """The cursor moved under us: another collector has stored this page."""


def collect(organisation_id: int, channel_id: int, *, stays: bool = False) -> int:
    """One pass over one channel; how many new items were stored. `stays`: where the network can tell by itself that
    something comes, remain and listen for a while."""
    channel = claim(organisation_id, channel_id)
    if channel is None:
        return 0
    count = 0
    try:
        account = account_of(organisation_id, channel)
        for _ in range(MOST_PAGES):
            page = channel.connector.fetch(account, place(channel), clock.now())  # type: ignore[attr-defined]
            with tenant(organisation_id):
                count += store_page(channel, page)
            if not page.has_more:
                break
        if stays and channel.capabilities.can_listen:
            count += stay(organisation_id, channel, account)
        with tenant(organisation_id):
            rest(channel, account, at_once=stays and channel.capabilities.can_listen)
    except Interrupted:
        log.info("Channel %s is being collected elsewhere.", channel_id)
    except ConnectorError as error:
        with tenant(organisation_id):
            note_failure(channel, error)
    return count


def stay(organisation_id: int, channel: Channel, account: Account) -> int:
    count = 0
    part = LISTENED if channel.capabilities.has_own_listening_cursor else FETCHED
    for page in channel.connector.listen(account, place(channel, part), LISTEN_SECONDS):  # type: ignore[attr-defined]
        with tenant(organisation_id):
            count += store_page(channel, page, part)
        connection.close()  # a listener sleeps most of the time; the connection serves others meanwhile
    return count


def account_of(organisation_id: int, channel: Channel) -> Account:
    def on_remember(values: dict[str, Any]) -> None:
        with tenant(organisation_id):
            remember(channel.id, values)

    with tenant(organisation_id):
        account = annexes.furnished(channel)
    account.on_remember = on_remember
    return account


def claim(organisation_id: int, channel_id: int) -> Channel | None:
    """Take the channel for a while, unless another collector has it or it is not to be heard."""
    now = clock.now()
    with tenant(organisation_id):
        free = Q(claimed_until=None) | Q(claimed_until__lt=now)
        taken = Channel.objects.filter(free, id=channel_id, state="well").update(claimed_until=now + CLAIM)
        channel = Channel.objects.get(id=channel_id) if taken else None
        if channel and not channel.capabilities.can_fetch:  # it is told by others, never asked
            Channel.objects.filter(id=channel_id).update(claimed_until=None, next_due_at=None)
            return None
        return channel


def place(channel: Channel, part: str = "fetched") -> Any:
    """Where this way of hearing stopped."""
    return (channel.cursor or {}).get(part)


def store_page(channel: Channel, page: Page, part: str = "fetched") -> int:
    """Inside the organisation's transaction: items, withdrawals, ledger and cursor, or nothing."""
    current = Channel.objects.select_for_update().get(id=channel.id)
    if current.cursor != channel.cursor:
        raise Interrupted
    count = store_what_came(current, page)
    current.cursor = channel.cursor = {**(channel.cursor or {}), part: page.cursor}
    current.claimed_until = clock.now() + CLAIM
    current.last_heard_at = clock.now()
    current.save(update_fields=["cursor", "claimed_until", "last_heard_at"])
    return count


def store_pushed(channel: Channel, page: Page) -> int:
    """The same for what others pushed: the collector's place is not touched, nor is its claim."""
    current = Channel.objects.select_for_update().get(id=channel.id)
    if isinstance(page, Pushed) and page.replaces:
        page = take_the_place(current, page)
    current.last_heard_at = clock.now()
    current.save(update_fields=["last_heard_at"])
    live.notify("channels")
    return store_what_came(current, page)


def take_the_place(channel: Channel, page: Pushed) -> Pushed:
    """Of what stands under these threads, what is not brought again goes; what went and is brought again is new."""
    known = Item.objects.filter(channel=channel, thread_key__in=list(page.replaces))
    gone = set(known.exclude(withdrawn_at=None).values_list("key", flat=True))

    def anew(key: str) -> str:
        return next(name for n in itertools.count() if (name := f"{key}~{n}" if n else key) not in gone)

    items, edited = ([replace(item, key=anew(item.key)) for item in some] for some in (page.items, page.edited))
    withdraw(channel, known.exclude(key__in=[item.key for item in items]))
    return replace(page, items=items, edited=edited)


def store_what_came(current: Channel, page: Page) -> int:
    """Items, withdrawals and the row of the ledger; how many items are new."""
    kept, only_counted = leave_out_employees(page.items)
    ids = store_items(current, kept)
    note_coverage(current, page, len(ids), only_counted)
    if page.edited:
        rewrite(current, page.edited)
    if page.withdrawn:
        withdraw(current, Item.objects.filter(key__in=list(page.withdrawn)))
    if page.withdrawn_authors:
        withdraw(current, Item.objects.filter(person__handles__key__in=list(page.withdrawn_authors)))
    for some in batches(ids):
        publish(ItemsCollected(channel_id=current.id, item_ids=some))
    if ids:
        live.notify("items")
    return len(ids)


def batches(ids: list[int]) -> list[list[int]]:
    """Small enough that what is heard is soon in the inbox."""
    return [ids[start : start + HEARD_AT_ONCE] for start in range(0, len(ids), HEARD_AT_ONCE)]


def leave_out_employees(items: Iterable[IncomingItem]) -> tuple[list[IncomingItem], int]:
    """What someone who works here says in public without speaking to us is not ours to keep: it is only counted. Nor
    is it kept above somebody else's words."""
    items = list(items)
    spoken = [*items, *(above for item in items for above in item.context)]
    handles = [handle for item in spoken for handle in names_of(item.author)]
    employees = handles_of_employees(handles) if handles else set()

    def is_ours_to_keep(item: IncomingItem) -> bool:
        return item.is_addressed or item.is_ours or employees.isdisjoint(names_of(item.author))

    kept = [
        replace(item, context=[above for above in item.context if is_ours_to_keep(above)])
        for item in items
        if is_ours_to_keep(item)
    ]
    return kept, len(items) - len(kept)


def names_of(author: Author | None) -> list[tuple[str, str]]:
    """The network's key, and the name that people read: a colleague tells the one they know."""
    if author is None:
        return []
    return [(author.kind, name) for name in (author.key, (author.handle or "").lower().lstrip("@")) if name]


def store_items(channel: Channel, items: list[IncomingItem]) -> list[int]:
    """Store what is new, each once; the new ids, oldest first."""
    known = set(Item.objects.filter(channel=channel, key__in=[i.key for i in items]).values_list("key", flat=True))
    fresh = {item.key: item for item in items if item.key not in known}
    spoken = [(item.author, item.published_at) for item in fresh.values() if item.author]
    people = meet_all(met=spoken, source=f"heard on {channel.name}")
    threads = known_threads(channel, fresh.values())
    rows = [as_row(channel, item, person_of(item.author, people), threads) for item in fresh.values()]
    Item.objects.bulk_create(rows, ignore_conflicts=True)
    stored = Item.objects.filter(channel=channel, key__in=list(fresh)).order_by("published_at", "id")
    return list(stored.values_list("id", flat=True))


def person_of(author: Author | None, people: Mapping[tuple[str, str], Person]) -> Person | None:
    return people[(author.kind, author.key)] if author else None


def known_threads(channel: Channel, items: Iterable[IncomingItem]) -> dict[str, str]:
    """Mail that answers late or names only part of its thread still joins it: name → the thread's key."""
    names = {name for item in items for name in item.thread_names}
    if not names:
        return {}
    found = Item.objects.filter(channel=channel, thread_key__in=names).values_list("thread_key", flat=True)
    return {key: key for key in found}


def thread_of(item: IncomingItem, threads: dict[str, str]) -> str:
    """The thread it belongs to; what comes after in the same page joins it by any of its names."""
    known = next((threads[name] for name in item.thread_names if name in threads), item.thread_key or "")
    threads.update(dict.fromkeys(item.thread_names, known) if known else {})
    return known


def as_row(channel: Channel, item: IncomingItem, person: Person | None, threads: dict[str, str]) -> Item:
    return Item(
        organisation_id=channel.organisation_id,
        channel=channel,
        key=item.key,
        kind=item.kind,
        person=person,
        text=clean(item.text),
        title=clean(item.title or ""),
        url=item.url or "",
        language=item.language or "",
        thread_key=thread_of(item, threads),
        parent_key=item.parent_key or "",
        published_at=item.published_at or clock.now(),
        collected_at=clock.now(),
        is_addressed=item.is_addressed,
        is_ours=item.is_ours,
        is_private=item.is_private,
        tags=[tag[:100] for tag in item.tags],
        recipients=[recipient[:320] for recipient in item.recipients],
        attachments=[
            {"name": a.name, "media_type": a.media_type, "size_bytes": a.size_bytes, "description": a.description}
            for a in item.attachments
        ],
        context=[as_context(above) for above in item.context],
        reply_to=item.reply_to,
        raw=clean(item.raw),
    )


def as_context(item: IncomingItem) -> dict[str, Any]:
    return {
        "key": item.key,
        "name": (item.author.name or item.author.handle) if item.author else None,
        "author": asdict(item.author) if item.author else None,
        "text": clean(item.text),
        "published_at": item.published_at.isoformat() if item.published_at else None,
        "url": item.url,
        "is_ours": item.is_ours,
    }


def note_coverage(channel: Channel, page: Page, stored: int, only_counted: int) -> None:
    """Quiet passes lengthen the stretch that was heard; anything worth telling is a row of its own."""
    gaps = [
        Coverage.objects.create(
            channel=channel, kind=Coverage.Kind.GAP, from_at=gap.from_at, to_at=gap.to_at, reason=gap.reason
        )
        for gap in page.gaps
    ]
    if gaps:
        publish(GapsNoted(channel_id=channel.id, coverage_ids=[gap.id for gap in gaps]))
    to_at = page.heard_to_at or clock.now()
    last = Coverage.objects.filter(channel=channel).order_by("-id").first()
    is_quiet = not page.gaps and not page.unreadable
    if last and is_quiet and last.kind == Coverage.Kind.HEARD and not last.unreadable_count and ends_by(last, to_at):
        Coverage.objects.filter(id=last.id).update(
            to_at=to_at, item_count=last.item_count + stored, only_counted=last.only_counted + only_counted
        )
        return
    Coverage.objects.create(
        channel=channel,
        kind=Coverage.Kind.HEARD,
        from_at=page.heard_from_at or (last.to_at if last and last.to_at else to_at),
        to_at=to_at,
        item_count=stored,
        only_counted=only_counted,
        unreadable_count=len(page.unreadable),
        unreadable=list(page.unreadable)[:50],
    )


def ends_by(stretch: Coverage, moment: datetime) -> bool:
    return stretch.to_at is not None and stretch.to_at <= moment


def withdraw(channel: Channel, items: QuerySet) -> None:
    """Deleted at the source: the words go, the fact that there was something stays."""
    ids = list(items.filter(channel=channel, withdrawn_at=None).values_list("id", flat=True).distinct())
    if ids:
        Item.objects.filter(id__in=ids).update(
            text="", title="", raw={}, context=[], attachments=[], withdrawn_at=clock.now()
        )
        publish(ItemsWithdrawn(item_ids=ids))


def let_go(*, kind: str, key: str, person_id: int | None) -> None:
    """A colleague told that this account is theirs: what it said to others goes, also from above what others said."""
    said = (
        Item.objects.filter(person_id=person_id, is_addressed=False, is_ours=False)
        if person_id
        else Item.objects.none()
    )
    for channel in Channel.objects.filter(id__in=said.values("channel_id")):
        withdraw(channel, said)
    for item in Item.objects.filter(context__contains=[{"author": {"kind": kind, "key": key}}]):
        item.context = [above for above in item.context if not is_by(above, kind, key)]
        item.save(update_fields=["context"])


def is_by(above: dict[str, Any], kind: str, key: str) -> bool:
    author = above["author"] or {}
    return not above["is_ours"] and (author.get("kind"), author.get("key")) == (kind, key)


def rest(channel: Channel, account: Account, *, at_once: bool = False) -> None:
    pause = timedelta(seconds=0 if at_once else pause_of(channel, account))
    Channel.objects.filter(id=channel.id).update(
        claimed_until=None, next_due_at=clock.now() + pause, failures=0, last_problem=""
    )


def pause_of(channel: Channel, account: Account) -> float:
    """As its connector says from the channel's own rhythm, else as it is polite on this network."""
    if isinstance(channel.connector, Paces):
        return channel.connector.pause_seconds(account, place(channel), clock.now())
    return channel.capabilities.polite_interval_seconds


def note_failure(channel: Channel, error: ConnectorError) -> None:
    """A blip waits and tries again; lost access stops the channel and tells its owner."""
    now = clock.now()
    channel.refresh_from_db()
    if isinstance(error, AuthLost | Misconfigured):
        Channel.objects.filter(id=channel.id).update(claimed_until=None)
        break_channel(channel=channel, problem=str(error))
        return
    failures = channel.failures + 1
    wait = min(timedelta(seconds=10 * 2 ** min(failures, 10)), LONGEST_WAIT)
    if isinstance(error, Temporary) and error.retry_after_seconds:
        wait = max(wait, timedelta(seconds=error.retry_after_seconds))
    Channel.objects.filter(id=channel.id).update(
        claimed_until=None, failures=failures, next_due_at=now + wait, last_problem=str(error), last_problem_at=now
    )
    live.notify("channels")
