"""What an expert does with an account of their own, and what the house enters so that they can. Their acts are written in their own
rows and in no log; nothing leaves but what they asked for, at the moment that they chose."""

import secrets as chance
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_noop as _

from liant.accounts.models import Member
from liant.accounts.permissions import check
from liant.advocacy import queries as room
from liant.advocacy import sharing
from liant.advocacy.models import Expert, Share
from liant.advocacy.own_accounts import queries
from liant.advocacy.own_accounts.models import ON_ITS_WAY, NetworkApp, OwnAccount, Posting
from liant.advocacy.own_accounts.sending import defer_posting, move
from liant.advocacy.states import SHARE
from liant.audit.actions import record
from liant.connectors import registry
from liant.connectors.contract import Account, Draft, Json, Rejected
from liant.connectors.intents import INTENTS, host_of, whole
from liant.deliveries.driving import settle
from liant.kit import clock, secrets
from liant.kit.lifecycle import LifecycleError

FURTHEST = timedelta(days=60)
SLACK = timedelta(minutes=1)  # between choosing a moment and asking for it
DISCONNECTED = _("The account was disconnected before it left.")
NOT_THERE = _("You looked, and it was not there.")


class CannotPublish(Exception):
    """`why`: "account", "offer", "words", "moment", or what the network says, as a sentence."""

    def __init__(self, why: str):
        super().__init__(f"This cannot be published so: {why}.")
        self.why = why


@dataclass(frozen=True)
class Found:
    """An account that somebody let us act for, as its network tells it."""

    account: Account
    remote_key: str
    handle: str
    ends_at: datetime | None = None


def connect(*, actor: Member, network: str, found: Found) -> OwnAccount | None:
    """Theirs, in place of another that they had on this network: what was asked of that one does not leave by this one. None
    for somebody who takes no part."""
    check(actor, "advocacy.take_part")
    with transaction.atomic(), room.own(actor) as expert:
        if expert is None:
            return None
        before = OwnAccount.objects.select_for_update().filter(member=actor, network=network).first()
        if before is not None and before.remote_key != found.remote_key:
            _remove(before)
        account, values = found.account, {"handle": found.handle[:300], "remote_key": found.remote_key[:300]}
        kept, _is_new = OwnAccount.objects.update_or_create(
            member=actor,
            network=network,
            defaults=values
            | {
                "settings": account.settings,
                "secret": secrets.seal_json(account.secret),
                "remembered": secrets.seal_json(account.remembered),
                "connected_at": clock.now(),
                "ends_at": found.ends_at,
                "lost_at": None,
                "problem": "",
            },
        )
        if INTENTS[network].needs_host:
            _remember_server(expert, account)
    return kept


def _remember_server(expert: Expert, account: Account) -> None:
    """So that the network's own window opens on their server too."""
    if not expert.instance and (host := host_of(str(account.settings.get("server") or ""))):
        expert.instance = host
        expert.save(update_fields=["instance"])


def disconnect(*, actor: Member, network: str) -> Account | None:
    """Its key is gone from here, and what waited to leave by it is in their hands again. Returns what is needed to tell the
    network so, once; None where there is none."""
    check(actor, "advocacy.take_part")
    with transaction.atomic(), room.own(actor):
        known = OwnAccount.objects.select_for_update().filter(member=actor, network=network).first()
        if known is None:
            return None
        account = known.account()
        _remove(known)
    return account


def _remove(known: OwnAccount) -> None:
    waiting = Posting.objects.select_for_update(of=("self",)).filter(account=known, state__in=("queued", "held"))
    for one in waiting.select_related("share"):
        one.problem = DISCONNECTED
        move(one, "cancelled")
        settle(one)
    known.delete()


def publish(*, actor: Member, share_id: int, leaves_at: datetime | None = None) -> Posting | None:
    """Their words leave through their own account, once, now or at the moment that they chose. None where no such share is
    theirs. Raises CannotPublish, LifecycleError."""
    check(actor, "advocacy.take_part")
    with transaction.atomic(), room.own(actor) as expert:
        share = Share.objects.select_for_update(of=("self",)).filter(member=actor, pk=share_id).first()
        if expert is None or share is None:
            return None
        SHARE.check(share.state, "leaving")
        account, moment = _ready(expert, share), _moment(leaves_at)
        mark = chance.token_hex(16)
        frozen = _frozen(share, account, mark, moment)
        posting = Posting.objects.create(member=actor, share=share, account=account, network=share.network, mark=mark,
                                         leaves_at=moment, frozen=frozen)  # fmt: skip
        for state in ("approved", "queued"):
            move(posting, state)
        posting.next_attempt_at = moment
        posting.save(update_fields=["next_attempt_at"])
        defer_posting(posting, (moment - clock.now()).total_seconds() if leaves_at else None)
    return posting


def _ready(expert: Expert, share: Share) -> OwnAccount:
    """Their account for it. What was true when they began may not be any more."""
    account = queries.account_for(share)
    if account is None:
        raise CannotPublish("account")
    if share.offer is None or room.open_offer(share.offer.pk) is None:
        raise CannotPublish("offer")
    words = sharing.Words(share.text, share.network, expert.instance)
    if sharing.problem_of(share.offer, words):
        raise CannotPublish("words")
    return account


def _moment(leaves_at: datetime | None) -> datetime:
    now = clock.now()
    if leaves_at is None:
        return now
    if not now - SLACK <= leaves_at <= now + FURTHEST:
        raise CannotPublish("moment")
    return max(leaves_at, now)


def _frozen(share: Share, known: OwnAccount, mark: str, moment: datetime) -> Json:
    connector, link = registry.own(share.network), sharing.address_in(share)
    card = {"url": link, "title": share.title, "description": share.offer.summary[:300] if share.offer else ""}
    draft = Draft("post", whole(share.text, link), language=share.language,
                  card=card if link and connector.capabilities.has_cards else {})  # fmt: skip
    account = queries.with_application(share.network, known.account())
    try:
        return dict(connector.prepare(account, draft, mark, moment))
    except Rejected as refusal:
        raise CannotPublish(str(refusal)) from refusal


def take_back(*, actor: Member, posting_id: int) -> bool:
    """Before it left; their words are in their hands again. False where no such posting is theirs. Raises LifecycleError."""
    check(actor, "advocacy.take_part")
    with transaction.atomic(), room.own(actor):
        posting = _locked(actor, posting_id)
        if posting is None:
            return False
        posting.problem = ""  # whatever stood in its way before: it is they who want it no more
        move(posting, "cancelled")
        settle(posting)
    return True


def tell(*, actor: Member, posting_id: int, is_there: bool, url: str = "") -> bool:
    """They looked where the machine cannot. Nothing is sent again by it: if it is not there, they may publish it anew. False
    where no such posting is theirs. Raises LifecycleError."""
    check(actor, "advocacy.take_part")
    with transaction.atomic(), room.own(actor):
        posting = _locked(actor, posting_id)
        if posting is None:
            return False
        if not posting.needs_a_person:
            raise LifecycleError("Nobody was asked to look.")
        posting.problem = "" if is_there else NOT_THERE
        posting.remote_url = url[:2000] if is_there else ""
        move(posting, "sent" if is_there else "rejected")
        settle(posting)
    return True


def _locked(actor: Member, posting_id: int) -> Posting | None:
    found = Posting.objects.select_for_update(of=("self",)).filter(member=actor, pk=posting_id, state__in=ON_ITS_WAY)
    return found.select_related("share").first()


def save_application(*, actor: Member, network: str, settings: Mapping[str, Any], secret: str = "") -> NetworkApp:
    """What the house registered there; an empty secret keeps the one that is known."""
    check(actor, "own_accounts.prepare")
    with transaction.atomic():
        known = NetworkApp.objects.select_for_update().filter(network=network).first()
        sealed = secrets.seal_json({"client_secret": secret}) if secret else (known.secret if known else "")
        values = {"settings": dict(settings), "secret": sealed, "by": actor, "at": clock.now()}
        found, _is_new = NetworkApp.objects.update_or_create(network=network, defaults=values)
        record(actor, "own_accounts.save_application", found, network=registry.own(network).label["en"])
    return found


def remove_application(*, actor: Member, network: str) -> None:
    """Nothing leaves by it any more; the accounts of experts stay theirs, and of no use until there is one again."""
    check(actor, "own_accounts.prepare")
    with transaction.atomic():
        found = NetworkApp.objects.filter(network=network).first()
        if found is not None:
            record(actor, "own_accounts.remove_application", found, network=registry.own(network).label["en"])
            found.delete()
