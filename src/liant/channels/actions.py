"""Every change to channels. Storing what they bring in is next door, in `collection`."""

from typing import Any

from django.db import connection, transaction
from django.utils.translation import get_language

from liant.accounts.models import Member
from liant.accounts.permissions import check
from liant.audit.actions import record
from liant.channels import annexes
from liant.channels.events import ChannelBroken, ChannelResumed
from liant.channels.models import Channel
from liant.channels.states import CHANNEL
from liant.connectors import registry
from liant.jobs import live
from liant.jobs.events import publish
from liant.kit import clock, secrets
from liant.kit.lifecycle import LifecycleError
from liant.tenancy.context import current_organisation_id


def connect_channel(*, actor: Member, kind: str, name: str, settings: dict[str, Any], secret: dict[str, Any],
                    default_hat: str, **values: Any) -> Channel:  # fmt: skip
    check(actor, "channels.change")
    with transaction.atomic():
        channel = Channel.objects.create(
            kind=kind,
            name=name,
            settings=settings,
            secret=secrets.seal_json(secret),
            default_hat=default_hat,
            owner=actor,
            **values,
        )
        annexes.tell_connected(channel)
        record(actor, "channels.connect", channel, name=name, kind=kind)
        live.notify("channels")
    return channel


def channel_of_the_house(*, kind: str) -> Channel:
    """The channel of what people here bring in themselves; made with the first thing, owned by nobody.

    Inside a transaction: of two who bring the first thing at once, the second waits and finds it.
    """
    found = Channel.objects.filter(kind=kind).order_by("id").first()
    if found is None:
        with connection.cursor() as cursor:
            name_of_lock = f"channels:{current_organisation_id()}:{kind}"
            cursor.execute("select pg_advisory_xact_lock(hashtextextended(%s, 0))", [name_of_lock])
        found = Channel.objects.filter(kind=kind).order_by("id").first()
    if found is None:
        name = str(registry.get(kind).label["fr" if get_language() == "fr" else "en"])
        found = Channel.objects.create(kind=kind, name=name, next_due_at=None)
        record(None, "channels.connect", found, name=name, kind=kind)
        live.notify("channels")
    return found


def change_channel(*, actor: Member, channel: Channel, settings: dict[str, Any], secret: dict[str, Any],
                   **values: Any) -> None:  # fmt: skip
    """An empty secret keeps the one that is stored. A broken channel is tried again."""
    check(actor, "channels.change")
    with transaction.atomic():
        channel.settings = settings
        if secret:
            channel.secret = secrets.seal_json({**secrets.unseal_json(channel.secret), **secret})
            channel.remembered = ""
        for field, value in values.items():
            setattr(channel, field, value)
        channel.save()
        record(actor, "channels.change", channel, name=channel.name, fields=sorted([*settings, *secret, *values]))
        if channel.state == "broken":
            _resume(channel)


def pause_channel(*, actor: Member, channel: Channel) -> None:
    check(actor, "channels.change")
    with transaction.atomic():
        _move(channel, "paused")
        record(actor, "channels.pause", channel, name=channel.name)


def resume_channel(*, actor: Member, channel: Channel) -> None:
    """Listening goes on where it stopped: the cursor was kept."""
    check(actor, "channels.change")
    with transaction.atomic():
        _resume(channel)
        record(actor, "channels.resume", channel, name=channel.name)


def hear_soon(*, actor: Member, channel: Channel) -> None:
    """Somebody is waiting at the screen: the collector comes by now, also where it would have waited."""
    check(actor, "channels.change")
    with transaction.atomic():
        if not Channel.objects.filter(id=channel.id, state="well").update(next_due_at=clock.now()):
            raise LifecycleError(f"A channel that is {channel.state} is not heard.")
        live.notify("channels")


def break_channel(*, channel: Channel, problem: str) -> None:
    """Access was lost or a setting is wrong: the channel stops until a person acts."""
    with transaction.atomic():
        channel.last_problem = problem
        channel.last_problem_at = clock.now()
        channel.save(update_fields=["last_problem", "last_problem_at"])
        if channel.state == "well":
            _move(channel, "broken")
            record(None, "channels.break", channel, name=channel.name)
            publish(ChannelBroken(channel_id=channel.id, broken_at=channel.last_problem_at.isoformat()))


def remember(channel_id: int, values: dict[str, Any]) -> None:
    """Keep tokens that the network renewed; what was known and is not renewed stays."""
    channel = Channel.objects.select_for_update().get(id=channel_id)
    known = secrets.unseal_json(channel.remembered)
    channel.remembered = secrets.seal_json({**known, **{key: value for key, value in values.items() if value}})
    channel.save(update_fields=["remembered"])


def _resume(channel: Channel) -> None:
    channel.next_due_at = clock.now()
    channel.failures = 0
    channel.last_problem = ""
    channel.save(update_fields=["next_due_at", "failures", "last_problem"])
    _move(channel, "well")
    publish(ChannelResumed(channel_id=channel.id, resumed_at=channel.next_due_at.isoformat()))


def _move(channel: Channel, state: str) -> None:
    CHANNEL.check(channel.state, state)
    channel.state = state
    channel.save(update_fields=["state"])
    live.notify("channels")
