"""Every change to doors, senders and arrivals. A request is kept, with its job, before anybody is told so."""

import base64
import secrets as tokens
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import F

from liant.accounts.models import Member
from liant.accounts.permissions import check
from liant.audit.actions import record
from liant.channels import annexes
from liant.channels.actions import remember
from liant.channels.collection import store_pushed
from liant.channels.door.models import Arrival, Door, Sender
from liant.channels.door.states import ARRIVAL
from liant.channels.models import Channel
from liant.connectors.contract import Json, Page
from liant.connectors.receiving import Pushed, Received, Receives, Request
from liant.jobs import live
from liant.jobs.queue import defer
from liant.kit import clock, secrets
from liant.kit.secrets import hash_token

READ = "door.read"
FIRST = 20  # before all else: whoever pushes does not come again for long
CLAIM = timedelta(seconds=60)  # a reader at work; after a crash the request is read again that soon
LEFT_OUT = {"cookie", "authorization", "proxy-authorization", "x-forwarded-for"}
LONGEST_HEADER, KEPT_DAYS = 4000, 30


def open_door(*, channel: Channel) -> Door | None:
    """The address of a channel whose connector receives; made when there is none yet."""
    if not isinstance(channel.connector, Receives):
        return None
    found = Door.objects.filter(channel=channel, closed_at=None).first()
    return found or _make_door(channel)


def renew_door(*, actor: Member, channel: Channel) -> None:
    """Another address; whoever still calls the old one is told that it is gone."""
    check(actor, "channels.change", channel)
    with transaction.atomic():
        Door.objects.filter(channel=channel, closed_at=None).update(closed_at=clock.now())
        _make_door(channel)
        record(actor, "door.renew", channel, name=channel.name)
        live.notify("channels")


def add_sender(*, actor: Member, channel: Channel, name: str) -> Sender:
    """Someone more who may push, with a secret made for them."""
    check(actor, "channels.change", channel)
    secret = "whsec_" + base64.b64encode(tokens.token_bytes(32)).decode()
    with transaction.atomic():
        sender = Sender.objects.create(channel=channel, name=name, secret=secrets.seal(secret))
        record(actor, "door.add_sender", channel, name=channel.name, sender=name)
    return sender


def revoke_sender(*, actor: Member, sender: Sender) -> None:
    """From now on nothing signed with this secret is taken; what came before stays."""
    check(actor, "channels.change", sender.channel)
    with transaction.atomic():
        if Sender.objects.filter(id=sender.id, revoked_at=None).update(revoked_at=clock.now()):
            record(actor, "door.revoke_sender", sender.channel, name=sender.channel.name, sender=sender.name)


def take_in(*, channel: Channel, request: Request) -> tuple[Received, Arrival | None]:
    """What is answered to a request, and what was kept of it: stored in the transaction around us, or not told."""
    account = annexes.furnished(channel)
    account.on_remember = lambda values: remember(channel.id, values)
    received = channel.connector.receive(account, request, clock.now())  # type: ignore[attr-defined]
    if received.refusal:
        Door.objects.filter(channel=channel, closed_at=None).update(refused_at=clock.now(), refusal=received.refusal)
        live.notify("channels")
    if received.sender:
        Sender.objects.filter(id=received.sender).update(heard_at=clock.now())
    return received, _keep(channel, request, received) if received.is_kept else None


def read_again(*, actor: Member, arrival: Arrival) -> None:
    """The settings were mended: what could not be read then may be read now."""
    check(actor, "channels.change", arrival.channel)
    with transaction.atomic():
        arrival = Arrival.objects.select_for_update().select_related("channel").get(id=arrival.id)
        _wait_again(arrival)
        record(actor, "door.read_again", arrival.channel, name=arrival.channel.name)


def claim(*, arrival_id: int) -> Arrival | None:
    """Take it for a while, unless it is read, not due, being read, or its channel is not to be heard."""
    now = clock.now()
    waiting = Arrival.objects.filter(id=arrival_id, state="waiting", due_at__lte=now, channel__state="well")
    if not waiting.update(due_at=now + CLAIM, attempts=F("attempts") + 1):
        return None
    return Arrival.objects.select_related("channel").get(id=arrival_id)


def settle(*, arrival: Arrival, page: Page) -> None:
    """Its items and the word that it is read, in one transaction."""
    with transaction.atomic():
        now = Arrival.objects.select_for_update().get(id=arrival.id)
        if now.state != "waiting":
            return
        count = store_pushed(arrival.channel, page)
        told = page.told if isinstance(page, Pushed) else ""
        _move(now, "read", told, read_at=clock.now(), item_count=count)


def postpone(*, arrival: Arrival, problem: str, until: datetime) -> None:
    Arrival.objects.filter(id=arrival.id, state="waiting").update(due_at=until, told=problem)
    live.notify("channels")


def give_up(*, arrival: Arrival, problem: str) -> None:
    """It stays as it came, named on the channel's page and in the ledger, until a person asks to read it again."""
    with transaction.atomic():
        now = Arrival.objects.select_for_update().get(id=arrival.id)
        if now.state == "waiting":
            store_pushed(arrival.channel, Page(items=[], cursor={}, unreadable=[problem]))
            _move(now, "unread", problem)


def forget_old() -> int:
    """Requests are kept a month, read or not; what they brought stays. How many went."""
    return Arrival.objects.filter(arrived_at__lt=clock.now() - timedelta(days=KEPT_DAYS)).delete()[0]


def _make_door(channel: Channel) -> Door:
    token = tokens.token_urlsafe(24)
    try:
        with transaction.atomic():
            return Door.objects.create(channel=channel, token_hash=hash_token(token), token=secrets.seal(token))
    except IntegrityError:  # made elsewhere in the same moment
        return Door.objects.get(channel=channel, closed_at=None)


def _keep(channel: Channel, request: Request, received: Received) -> Arrival:
    """Stored once under its key; what could not be read is waited for again when it is sent once more."""
    same = Arrival.objects.select_for_update().filter(channel=channel, key=received.key)
    known = same.first() if received.key else None
    if known:
        if known.state == "unread":
            _wait_again(known)
        return known
    headers = {name: value[:LONGEST_HEADER] for name, value in request.headers.items() if name not in LEFT_OUT}
    values: Json = {
        "key": received.key,
        "sender_id": received.sender,
        "method": request.method,
        "path": request.path[:500],
        "query": dict(request.query),
        "headers": headers,
        "body": request.body,
        "remote": request.remote[:45],
    }
    try:
        with transaction.atomic():
            arrival = Arrival.objects.create(channel=channel, **values)
    except IntegrityError:  # the same request, twice at once
        return Arrival.objects.get(channel=channel, key=received.key)
    _ask_to_read(arrival)
    return arrival


def _wait_again(arrival: Arrival) -> None:
    _move(arrival, "waiting", "", due_at=clock.now(), attempts=0)
    _ask_to_read(arrival)


def _ask_to_read(arrival: Arrival) -> None:
    defer(READ, priority=FIRST, organisation_id=arrival.organisation_id, arrival_id=arrival.id)
    live.notify("channels")


def _move(arrival: Arrival, state: str, told: str, **values: object) -> None:
    ARRIVAL.check(arrival.state, state)
    Arrival.objects.filter(id=arrival.id).update(state=state, told=told, **values)
    live.notify("channels")
