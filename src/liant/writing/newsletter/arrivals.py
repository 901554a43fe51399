"""What the mailbox brings back of our letters: addresses that do not exist, mailboxes that are full, readers who reported one as
unwanted. Nobody of the house did it."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import transaction

from liant.channels.models import Item
from liant.kit import clock
from liant.writing.newsletter import queries, returns, subscribing
from liant.writing.newsletter.models import Envelope, Return, Subscriber
from liant.writing.newsletter.moves import locked_envelope, move
from liant.writing.newsletter.rules import mark_of
from liant.writing.newsletter.states import ENVELOPE

MARK = re.compile(r"^letter\.([0-9a-f]{40})@")
LATELY = timedelta(days=14)  # a return that does not name its letter is laid to one of these days


def take_returns(items: Iterable[Item]) -> set[int]:
    """The ids of those that are about our letters: they are written down here, and are nobody's mention."""
    return {item.pk for item in items if "bounce" in item.tags and take_return(item)}


def take_return(item: Item) -> bool:
    """Whether it is about a letter. Safe to repeat: each return is kept once."""
    told = item.raw.get("bounced") or {}
    envelope = envelope_of(told, item)
    if envelope is None:
        return False
    subscriber = envelope.subscriber
    if subscriber is None:
        return True  # a trial: whoever sent it is told by the list of envelopes
    with transaction.atomic():
        if told.get("feedback"):
            complain(subscriber, envelope, item)
            return True
        for report in told.get("reports") or []:
            if concerns(report, subscriber, item):
                come_back(subscriber, envelope, report, item)
    return True


def envelope_of(told: Mapping[str, Any], item: Item) -> Envelope | None:
    """By the Message-ID that is given back; else the newest letter of these days to the address that is named."""
    found = Envelope.objects.select_related("subscriber")
    if mark := MARK.match(str(told.get("message_id") or "")):
        return found.filter(mark=mark[1]).first()
    if told.get("message_id"):
        return None  # of another message of ours
    marks = [mark_of(item.organisation_id, str(address)) for address in told.get("recipients") or []]
    lately = found.filter(
        subscriber__mark__in=marks, channel_id=item.channel_id, sending_at__gt=item.published_at - LATELY
    )
    return lately.order_by("-id").first() if marks else None


def concerns(report: Mapping[str, Any], subscriber: Subscriber, item: Item) -> bool:
    """Of several reports, the one about this address; an address that was rewritten on its way stands alone."""
    reports = (item.raw.get("bounced") or {}).get("reports") or []
    return len(reports) == 1 or mark_of(item.organisation_id, str(report.get("recipient") or "")) == subscriber.mark


def come_back(subscriber: Subscriber, envelope: Envelope | None, report: Mapping[str, Any], item: Item | None) -> None:
    """A hard return suspends the address at once; soft ones after so many within so many days."""
    kind = returns.kind_of(report)
    if not kind:
        return
    if not noted(subscriber, envelope, Told(kind, reason_of(report), str(report.get("status") or ""), item)):
        return
    if envelope is not None and kind == Return.Kind.HARD:
        lost(envelope, reason_of(report))
    if kind == Return.Kind.HARD or is_too_much(subscriber, envelope):
        suspend(subscriber, reason_of(report))


def complain(subscriber: Subscriber, envelope: Envelope, item: Item) -> None:
    """They pressed “unwanted”: no more of it, and nobody brings them back but themselves."""
    if not noted(subscriber, envelope, Told(Return.Kind.COMPLAINT, "Reported as unwanted.", item=item)):
        return
    if envelope.subscription_id is not None:
        subscribing.leave(subscription_id=envelope.subscription_id, how=subscribing.COMPLAINT)
    Subscriber.objects.filter(pk=subscriber.pk).update(refuses_at=clock.now(), refuses_why=subscribing.COMPLAINT)


def note_refusal(envelope: Envelope, words: str) -> None:
    """The server said no while we spoke to it: the same as a return, without the mail."""
    if envelope.subscriber_id is not None:
        subscriber = Subscriber.objects.get(pk=envelope.subscriber_id)
        come_back(subscriber, envelope, {"action": "failed", "diagnostic": words}, None)


@dataclass(frozen=True)
class Told:
    """What came back of a letter, and through what."""

    kind: str
    reason: str
    status: str = ""
    item: Item | None = None


def noted(subscriber: Subscriber, envelope: Envelope | None, told: Told) -> bool:
    """Whether it is new."""
    item = told.item
    tried = f"envelope:{envelope.pk}:{envelope.attempts}" if envelope else f"subscriber:{subscriber.pk}"
    _kept, is_new = Return.objects.get_or_create(
        occasion=f"item:{item.pk}:{subscriber.pk}" if item else tried,
        defaults={"kind": told.kind, "subscriber": subscriber, "envelope": envelope, "item": item,
                  "status": told.status[:20], "reason": told.reason[:500],
                  "at": item.published_at if item else clock.now()},
    )  # fmt: skip
    return is_new


def lost(envelope: Envelope, reason: str) -> None:
    found = locked_envelope(envelope.pk)
    if ENVELOPE.allows(found.state, "bounced"):
        move(found, "bounced", problem=reason[:500], settled_at=clock.now())


def suspend(subscriber: Subscriber, reason: str) -> None:
    Subscriber.objects.filter(pk=subscriber.pk, suspended_at=None).update(
        suspended_at=clock.now(), suspended_why=reason[:500]
    )


def is_too_much(subscriber: Subscriber, envelope: Envelope | None) -> bool:
    postage = queries.postage_of(envelope.channel) if envelope else None
    if postage is None:
        return False
    since = clock.now() - timedelta(days=postage.soft_days)
    return subscriber.returns.filter(kind=Return.Kind.SOFT, at__gt=since).count() >= postage.soft_returns


def reason_of(report: Mapping[str, Any]) -> str:
    words = " ".join(str(report.get("diagnostic") or report.get("status") or "").split())
    return words.removeprefix("smtp;").strip()[:500] or "No reason was given."
