"""What rounds, deliveries and answers do to the messages that check an address. Nobody did it, so there is no actor."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import override

from liant.accounts.models import Member
from liant.accounts.permissions import may
from liant.accounts.roles import Role
from liant.audit.actions import record
from liant.channels.models import Item
from liant.connectors.contract import ConnectorError, Draft
from liant.deliveries.actions import queue
from liant.deliveries.models import Delivery
from liant.inbox.canary.announced import tell_unread
from liant.inbox.canary.events import AddressUnread
from liant.inbox.canary.models import Canary, PublishedAddress
from liant.inbox.canary.phrases import CANCELLED, NOBODY
from liant.inbox.canary.rules import AGAIN_AFTER, ANSWERED_WITHIN, codes_in, new_code, next_round
from liant.inbox.canary.states import CANARY
from liant.jobs.events import publish
from liant.jobs.queue import defer
from liant.kit import clock
from liant.tenancy.models import Organisation

POST = "canary.post"
ORIGIN = "canary.canary"


def begin_round(*, address_id: int) -> Canary | None:
    """The round that is due, once: the row of the round and the rhythm change in the transaction that queues it."""
    address = (
        PublishedAddress.objects.select_for_update(of=("self",)).select_related("channel").filter(id=address_id).first()
    )
    now = clock.now()
    if address is None or not address.is_on or address.next_at > now:
        return None
    round_at, address.next_at = address.next_at, next_round(address.next_at, now, address.every_days)
    address.save(update_fields=["next_at"])
    return begin(address, round_at=round_at, actor=None)


def begin(address: PublishedAddress, *, round_at: datetime, actor: Member | None) -> Canary:
    """Queue the mail, or the posting of the form. The address is locked by whoever calls."""
    canary, is_new = Canary.objects.get_or_create(address=address, round_at=round_at, defaults={"code": new_code()})
    if not is_new:
        return canary
    if address.kind == PublishedAddress.Kind.FORM:
        defer(POST, organisation_id=address.organisation_id, canary_id=canary.id)
        return canary
    sender = actor if actor and may(actor, "deliveries.send") else sender_for(address)
    if sender is None:
        return not_sent(canary, NOBODY)
    subject, text, language = words_for(canary)
    draft = Draft(kind="mail", text=text, to=[address.target], subject=subject, language=language)
    try:  # the house's own words to its own mailbox: marked as automatic, the mailbox would lay it aside unread
        delivery = queue(actor=sender, channel=address.channel, draft=draft, key=f"canary:{canary.id}", origin=canary)
    except ConnectorError as error:
        return not_sent(canary, str(error))
    canary.reference = str(delivery.frozen.get("message_id") or "")[:400]
    canary.save(update_fields=["reference"])
    return canary


def sender_for(address: PublishedAddress) -> Member | None:
    """Whoever added it, as long as they may send; then an owner."""
    maker = address.made_by
    if maker and maker.is_active and may(maker, "deliveries.send"):
        return maker
    return Member.objects.filter(is_active=True, roles__contains=[Role.OWNER]).first()


def words_for(canary: Canary) -> tuple[str, str, str]:
    """Subject, text, language: those of the house."""
    house = Organisation.objects.get()
    with override(house.language):
        subject = _("Is this address read? (%(code)s)") % {"code": canary.code}
        asks = _("This message checks that this address is read. Simply answer “read”.")
    return subject, f"{asks}\n\n{house.name}\n{canary.code}", house.language


def note_settled(*, delivery: Delivery) -> None:
    """What became of the mail. Refused at the door of the other server, it has come back."""
    canary = locked(delivery.origin_id) if delivery.origin_kind == ORIGIN else None
    if canary is None:
        return
    if delivery.state in ("sent", "unknown"):  # unknown: it may have left, and an answer will tell
        if canary.sent_at is None and canary.state == "planned":
            note_sent(canary)
    elif delivery.state == "rejected":
        come_back(canary, delivery.problem)
    elif delivery.state == "cancelled" and CANARY.allows(canary.state, "not_sent"):
        not_sent(canary, CANCELLED)


def note_sent(canary: Canary, outcome: str = "") -> None:
    canary.sent_at, canary.outcome = clock.now(), outcome
    move(canary, "sent")


def not_sent(canary: Canary, why: str) -> Canary:
    """It could not leave: tried again the next day. That says nothing of the mailbox, unless it goes on."""
    before = canary.address.canaries.exclude(id=canary.id).order_by("-id").first()
    canary.outcome = why
    move(canary, "not_sent")
    PublishedAddress.objects.filter(id=canary.address_id, next_at__gt=clock.now() + AGAIN_AFTER).update(
        next_at=clock.now() + AGAIN_AFTER
    )
    if before and before.state == "not_sent":
        note_failing(canary)
    return canary


def come_back(canary: Canary, why: str) -> None:
    if not CANARY.allows(canary.state, "bounced"):
        return
    was_counted = canary.state == "unanswered"
    canary.outcome = why
    canary.sent_at = canary.sent_at or clock.now()
    move(canary, "bounced")
    if not was_counted:
        note_failing(canary)


def note_outcome(canary_id: int, outcome: str, *, is_refused: bool = False, has_failed: bool = False) -> None:
    """What the form said once it was posted."""
    canary = locked(canary_id)
    if canary is None or canary.state != "sent":  # answered meanwhile, or taken out
        return
    if not has_failed:
        canary.outcome = outcome
        canary.save(update_fields=["outcome"])
    elif is_refused:
        come_back(canary, outcome)
    else:
        not_sent(canary, outcome)


def give_up(*, canary_id: int) -> None:
    """No answer in time. A late one is heard all the same."""
    canary = locked(canary_id)
    if canary and canary.state == "sent" and canary.sent_at and canary.sent_at <= clock.now() - ANSWERED_WITHIN:
        move(canary, "unanswered")
        note_failing(canary)


def note_failing(canary: Canary) -> None:
    """One more that failed; the first of a spell is made known, the others only counted."""
    address = PublishedAddress.objects.select_for_update(of=("self",)).get(id=canary.address_id)
    address.missed += 1
    is_first = address.failing_since is None
    if is_first:
        address.failing_since = clock.now()
        record(None, "canary.unread", address, name=address.name)
        publish(AddressUnread(address_id=address.id))
        tell_unread(address)
    address.save(update_fields=["missed", "failing_since"])


def note_answered(canary: Canary, item: Item) -> None:
    if not CANARY.allows(canary.state, "answered"):
        return
    canary.answered_at = item.published_at
    canary.sent_at = canary.sent_at or canary.made_at
    move(canary, "answered")
    address = PublishedAddress.objects.select_for_update(of=("self",)).get(id=canary.address_id)
    if address.failing_since or address.last_read_at is None:
        record(None, "canary.read", address, name=address.name)
    address.last_read_at = max(filter(None, (address.last_read_at, item.published_at)))
    address.failing_since, address.missed = None, 0
    address.save(update_fields=["last_read_at", "failing_since", "missed"])


def hear_answers(items: Sequence[Item]) -> set[int]:
    """Take what answers our own messages; the ids of those items, which are nobody's mention and nobody's wait."""
    known = {item.id: marks_of(item) for item in items if not item.is_ours}
    marks = set().union(*known.values()) if known else set()
    if not marks:
        return set()
    found = Canary.objects.filter(Q(code__in=marks) | Q(reference__in=marks)).select_related("address")
    by_mark = {(canary.address.channel_id, mark): canary.id for canary in found
               for mark in (canary.code, canary.reference) if mark}  # fmt: skip
    heard = set()
    for item in items:
        ids = {by_mark.get((item.channel_id, mark)) for mark in known.get(item.id, ())} - {None}
        for canary_id in sorted(ids):  # type: ignore[type-var]
            hear_answer(int(canary_id or 0), item)
            heard.add(item.id)
    return heard


def marks_of(item: Item) -> set[str]:
    """What our message may be known by: its code anywhere in the words, or the identifier of its mail."""
    bounced = item.raw.get("bounced") or {}
    marks = codes_in(item.text, item.title, str(item.raw.get("quoted") or ""))
    return marks | {mark for mark in (item.thread_key, str(bounced.get("message_id") or "")) if mark}


def hear_answer(canary_id: int, item: Item) -> None:
    """A person's words count as read; a machine's do not, and what came back says why."""
    with transaction.atomic():
        canary = locked(canary_id)
        if canary is None:
            return
        if "bounce" in item.tags:
            come_back(canary, reason_of(item))
        elif {"auto-reply", "automatic", "receipt"} & set(item.tags):
            canary.machine_at = canary.machine_at or item.published_at
            canary.save(update_fields=["machine_at"])
        else:
            note_answered(canary, item)


def reason_of(item: Item) -> str:
    """The words of the report, else its first lines."""
    bounced = item.raw.get("bounced") or {}
    return str(bounced.get("diagnostic") or bounced.get("status") or " ".join(item.text.split())[:300])


def locked(canary_id: int) -> Canary | None:
    found = Canary.objects.select_for_update(of=("self",)).select_related("address")
    return found.filter(id=canary_id).first()


def move(canary: Canary, state: str) -> None:
    CANARY.check(canary.state, state)
    canary.state = state
    canary.save()
