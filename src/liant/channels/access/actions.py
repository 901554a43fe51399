"""Every change to a channel's access: somebody agrees, a token is renewed, its owner is told, someone saw it work."""

import json
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings as site
from django.db import transaction

from liant.accounts.models import Member
from liant.accounts.permissions import check
from liant.audit.actions import record
from liant.channels.access import rules
from liant.channels.access.models import Access, Confirmation, Notice
from liant.channels.access.queries import channel_of_account, who_is_told
from liant.channels.actions import change_channel, connect_channel, remember, resume_channel
from liant.channels.models import Channel
from liant.connectors.contract import Granted, Json, Temporary, Tokens
from liant.connectors.oauth import kept
from liant.jobs import live
from liant.jobs.queue import SOON, defer
from liant.kit import clock, secrets

MAIL = "access.mail"
CLAIM = timedelta(minutes=2)
A_MOMENT_SECONDS = 15.0


class AnotherAccount(Exception):
    """Somebody signed in with another account than the channel's: its history belongs to the first."""


@dataclass(frozen=True)
class Wanted:
    """What the form said of the channel to come, or of the one that is given leave again."""

    kind: str
    name: str
    default_hat: str
    settings: Json
    secret: Json


def agree(*, actor: Member, wanted: Wanted, granted: Granted, channel: Channel | None = None) -> Channel:
    """Connect the account that was granted, or connect it again: what it heard before stays, and it goes on where it
    stopped. `channel` is the one that somebody meant; another account does not take its place."""
    check(actor, "channels.change")
    with transaction.atomic():
        before = channel_of_account(wanted.kind, granted.key)
        known = Access.objects.filter(channel=channel).first() if channel else None
        if channel and ((before and before.id != channel.id) or (known and known.remote_key != granted.key)):
            raise AnotherAccount
        if channel := channel or before:
            channel = Channel.objects.select_for_update().get(id=channel.id)
        settings = {**(channel.settings if channel else {}), **wanted.settings, **granted.settings}
        sealed = _merged(channel, granted.tokens)
        if channel is None:
            channel = connect_channel(
                actor=actor,
                kind=wanted.kind,
                name=wanted.name,
                settings=settings,
                secret=wanted.secret,
                default_hat=wanted.default_hat,
                remembered=sealed,
            )
        else:
            change_channel(actor=actor, channel=channel, settings=settings, secret=wanted.secret, remembered=sealed)
            if channel.state == "paused":
                resume_channel(actor=actor, channel=channel)
        _note_agreement(actor, channel, granted)
        record(actor, "access.agree", channel, name=channel.name)
    return channel


def claim_renewal(*, channel_id: int, used: str) -> Channel | Json:
    """Take the right to renew: the channel as it is now; or what is remembered, when another was quicker. `used` is the
    token that the asker found too old."""
    channel = Channel.objects.get(id=channel_id)
    access = Access.objects.select_for_update().get(channel_id=channel_id)
    remembered = secrets.unseal_json(channel.remembered)
    if remembered.get("access") != used:
        return remembered
    if access.claimed_until and access.claimed_until > clock.now():
        raise Temporary("The key of this channel is being renewed; another moment.", A_MOMENT_SECONDS)
    access.claimed_until = clock.now() + CLAIM
    access.save(update_fields=["claimed_until"])
    return channel


def candidate_of(*, channel_id: int) -> Tokens | None:
    """New tokens that came, and that no call has proven yet."""
    sealed = Access.objects.values_list("candidate", flat=True).get(channel_id=channel_id)
    return _tokens(secrets.unseal_json(sealed)) if sealed else None


def keep_candidate(*, channel_id: int, tokens: Tokens | None) -> None:
    """Until they are proven they serve nobody, and are not lost either: some networks end the old ones at once."""
    sealed = secrets.seal(_as_json(tokens)) if tokens else ""
    Access.objects.filter(channel_id=channel_id).update(candidate=sealed)


def keep_renewed(*, channel_id: int, used: str, tokens: Tokens) -> Json:
    """They are proven: they take the place of the former ones, unless somebody has agreed again meanwhile, which gave
    newer ones. What is empty replaces nothing."""
    access = Access.objects.select_for_update().get(channel_id=channel_id)
    remembered = secrets.unseal_json(Channel.objects.get(id=channel_id).remembered)
    if remembered.get("access") == used:
        remember(channel_id, tokens.values)
        access.expires_at = tokens.expires_at
        access.renew_at = tokens.renew_at or access.renew_at
        access.agreed_until = tokens.agreed_until or access.agreed_until
        access.renewed_at = clock.now()
    access.claimed_until, access.failing_since = None, None
    access.candidate = access.problem = ""
    access.save()
    _foresee(access)
    return secrets.unseal_json(Channel.objects.get(id=channel_id).remembered)


def note_renewal_failed(*, channel_id: int, problem: str, is_refused: bool = False) -> None:
    """What is there still holds. `is_refused`: the network did not take what it had just given."""
    access = Access.objects.select_for_update().get(channel_id=channel_id)
    access.claimed_until = None
    access.failing_since = access.failing_since or clock.now()
    access.problem = problem
    if is_refused:
        access.candidate = ""
    access.save()
    _foresee(access)


def tell_if_ending(*, channel_id: int) -> None:
    """Fourteen days before access ends, then three, then one: each once."""
    access = Access.objects.select_for_update().get(channel_id=channel_id)
    _foresee(access)
    channel = Channel.objects.get(id=channel_id)
    ends = channel.access_ends_at
    days = rules.days_to_tell(ends, access.told_days, clock.now())
    if days is None or ends is None or channel.state == "broken":
        return
    access.told_days = days
    access.save(update_fields=["told_days"])
    _tell(channel, Notice.Kind.ENDING, f"ends:{ends.date().isoformat()}:{days}")


def tell_of_loss(*, channel: Channel, broken_at: str) -> None:
    """Once for each loss, however often the news of it comes."""
    with transaction.atomic():
        _tell(channel, Notice.Kind.LOST, f"lost:{broken_at}")


def note_mailed(*, notice: Notice) -> None:
    Notice.objects.filter(id=notice.id).update(mailed_at=clock.now())


def confirm(*, actor: Member, channel: Channel) -> None:
    """It works with a real account: the page no longer says that nobody has tried."""
    check(actor, "channels.change")
    with transaction.atomic():
        _, is_new = Confirmation.objects.get_or_create(channel=channel, defaults={"member": actor})
        if is_new:
            record(actor, "access.confirm", channel, name=channel.name)


def _note_agreement(actor: Member, channel: Channel, granted: Granted) -> None:
    tokens = granted.tokens
    access, _ = Access.objects.update_or_create(
        channel=channel,
        defaults={
            "kind": channel.kind,
            "remote_key": granted.key,
            "remote_name": granted.name[:200],
            "agreed_at": clock.now(),
            "agreed_by": actor,
            "expires_at": tokens.expires_at,
            "renew_at": tokens.renew_at,
            "agreed_until": tokens.agreed_until,
            "renewed_at": None,
            "claimed_until": None,
            "candidate": "",
            "failing_since": None,
            "problem": "",
            "told_days": None,
        },
    )
    _foresee(access)


def _merged(channel: Channel | None, tokens: Tokens) -> str:
    known = secrets.unseal_json(channel.remembered) if channel else {}
    return secrets.seal_json({**known, **kept(tokens.values)})


def _foresee(access: Access) -> None:
    """The channel itself says when its access ends: lists and the first page tell it without asking here."""
    ends = rules.ends_at(
        expires_at=access.expires_at,
        renew_at=access.renew_at,
        agreed_until=access.agreed_until,
        failing_since=access.failing_since,
        now=clock.now(),
    )
    if Channel.objects.filter(id=access.channel_id).exclude(access_ends_at=ends).update(access_ends_at=ends):
        live.notify("channels")


def _tell(channel: Channel, kind: str, key: str) -> None:
    for member in who_is_told(channel):
        notice, is_new = Notice.objects.get_or_create(channel=channel, member=member, key=key, defaults={"kind": kind})
        if is_new:
            record(None, "access.tell", channel, name=channel.name, to=member.display_name)
        if is_new and site.EMAIL_HOST:
            defer(MAIL, priority=SOON, organisation_id=channel.organisation_id, notice_id=notice.id)


def _as_json(tokens: Tokens) -> str:
    return json.dumps(asdict(tokens), default=lambda moment: moment.isoformat())


def _tokens(values: dict[str, Any]) -> Tokens:
    moments = {
        name: datetime.fromisoformat(values[name]) if values[name] else None
        for name in ("expires_at", "renew_at", "agreed_until")
    }
    return Tokens(values["values"], **moments)
