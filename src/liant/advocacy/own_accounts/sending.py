"""How a share leaves through its expert's own account, driven as whatever leaves (`deliveries.driving`): in their own rows, told to
nobody, and never later than a few minutes after the moment that they chose."""

import json
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_noop as _

from liant.accounts.models import Member
from liant.advocacy import queries as room
from liant.advocacy.models import Share
from liant.advocacy.own_accounts import queries
from liant.advocacy.own_accounts.models import OwnAccount, Posting
from liant.advocacy.sharing import note_reshare
from liant.advocacy.states import SHARE
from liant.connectors.contract import Account, AuthLost, Permanent
from liant.connectors.oauth import kept
from liant.connectors.own import CameOf
from liant.deliveries import driving, gates
from liant.deliveries.states import UNSETTLED
from liant.jobs.queue import SOON, defer
from liant.kit import clock, secrets
from liant.tenancy.context import tenant

PUBLISH, COUNT = "own_accounts.publish", "own_accounts.count"
FIRST_COUNT_SECONDS = 3600.0
BECOMES = {"queued": "leaving", "sending": "leaving", "sent": "done", "rejected": "refused", "unknown": "unknown"}
TOO_LATE = _("The moment that you chose passed before it could leave.")
NO_LONGER_OFFERED = _("What you share is offered no more: somebody took it back, or it is over.")
HOUSE_WAITS = _("Your organisation has asked that nothing leave from here for now.")
NO_ACCOUNT = _("The account was disconnected while it was leaving.")
NO_PART = _("Its expert takes no part any more.")


def late_after() -> timedelta:
    """How long after the chosen moment something may still leave by itself; later it is in their hands again."""
    return timedelta(minutes=settings.LATE_MINUTES)


def move(posting: Posting, state: str) -> None:
    """The only place where a posting changes its state, and its share with it."""
    driving.shift(posting, state)
    becomes = BECOMES.get(state, "refused" if posting.problem else "begun") if state != "approved" else ""
    share = posting.share
    if becomes and share.state != becomes:
        SHARE.check(share.state, becomes)
        share.state, share.problem = becomes, posting.problem[:300] if becomes in ("refused", "unknown") else ""
        if becomes == "done":
            share.how, share.url, share.done_at = Share.How.ACCOUNT, posting.remote_url, clock.now()
        share.save(update_fields=["state", "problem", "how", "url", "done_at"])
        note_reshare(share)


class PostingWay(driving.Way):
    """`member_id` and `posting_id` come from a job's sealed envelope."""

    def __init__(self, organisation_id: int, member_id: int, posting_id: int):
        self.organisation_id, self.member_id, self.posting_id = organisation_id, member_id, posting_id

    @contextmanager
    def _inside(self) -> Iterator[None]:
        with tenant(self.organisation_id):
            member = Member.objects.filter(pk=self.member_id).first()
            if member is None:
                yield
                return
            with room.own(member):
                yield

    def inside(self) -> AbstractContextManager[Any]:
        return self._inside()

    def locked(self) -> Posting | None:
        found = Posting.objects.select_for_update(of=("self",)).filter(pk=self.posting_id)
        posting = found.select_related("share__offer", "account").first()
        if posting is not None:
            self.connector, self.capabilities = posting.connector, posting.connector.capabilities
        return posting

    def is_held_back(self, row: Posting) -> bool:
        why = self._why_not(row)
        if why:
            row.problem = why
            self.move(row, "cancelled")
            self.settle(row)
        return bool(why)

    def _why_not(self, row: Posting) -> str:
        member, offer = Member.objects.get(pk=self.member_id), row.share.offer
        if not member.is_active:
            return NO_PART
        if row.account is None:
            return NO_ACCOUNT
        if clock.now() > row.leaves_at + late_after():
            return row.problem or TOO_LATE
        if offer is None or room.open_offer(offer.pk) is None:
            return NO_LONGER_OFFERED
        asked = gates.leaving(offer, "share")
        return HOUSE_WAITS if gates.why_to_wait(asked) else ""

    def account(self) -> Account:
        """Outside any transaction; what the connector learns on the way is kept at once."""
        with self._inside():
            known = Posting.objects.select_related("account").get(pk=self.posting_id).account
            if known is None:
                raise LookupError("It was disconnected just now; the next look hands it back.")
            account = queries.with_application(known.network, known.account())
        account.on_remember = lambda values: self._remember(known.pk, values)
        return account

    def _remember(self, account_id: int, values: dict[str, Any]) -> None:
        with self._inside():
            known = OwnAccount.objects.select_for_update().filter(pk=account_id).first()
            if known is not None:
                known.remembered = secrets.seal_json({**secrets.unseal_json(known.remembered), **kept(values)})
                known.save(update_fields=["remembered"])

    def again(self, row: Posting, after_seconds: float | None = None) -> None:
        defer_posting(row, after_seconds)

    def put_off(self, row: Posting, seconds: float) -> None:
        """Never past the moment that they chose: then it is in their hands again, with what the network said."""
        if clock.now() + timedelta(seconds=seconds) > row.leaves_at + late_after():
            self.move(row, "cancelled")
            self.settle(row)
        else:
            super().put_off(row, seconds)

    def lost(self, row: Posting, error: Permanent) -> None:
        """It is theirs to connect again; a setting of the house that is wrong disconnects nobody."""
        if isinstance(error, AuthLost):
            # whoever disconnects it now holds it, and waits for this posting
            known = OwnAccount.objects.select_for_update(skip_locked=True).filter(pk=row.account_id or 0)
            for account in known:
                account.lost_at, account.problem = clock.now(), str(error)[:400]
                account.save(update_fields=["lost_at", "problem"])
        self.move(row, "cancelled")
        self.settle(row)

    def move(self, row: Posting, state: str) -> None:
        move(row, state)

    def settle(self, row: Posting) -> None:
        driving.settle(row)
        if row.state == "sent":
            defer_count(row, FIRST_COUNT_SECONDS)


def drive(envelope: str) -> None:
    """Bring one posting a step further; safe to call at any time, any number of times."""
    way = way_of(envelope)
    with way.inside():
        posting = way.locked()
        if posting is not None and posting.account is None and posting.state in UNSETTLED:
            driving.ask_a_person(way, posting, NO_ACCOUNT)
            return
    driving.drive(way)


def way_of(envelope: str) -> PostingWay:
    return PostingWay(*json.loads(secrets.unseal(envelope)))


def sealed(posting: Posting) -> str:
    """The address of a posting, that only this installation opens: no job tells whose it is."""
    return secrets.seal(json.dumps([posting.organisation_id, posting.member_id, posting.pk]))


def defer_posting(posting: Posting, after_seconds: float | None = None, *, is_found: bool = False) -> None:
    """What leaves by one account leaves one after the other: some networks renew a key once, and never twice. `is_found`: it
    may have a job already."""
    lock = secrets.keyed_hash("own account", str(posting.account_id))[:32]
    defer(
        PUBLISH,
        lock=lock,
        once=f"own:{posting.mark}" if is_found else None,
        priority=SOON,
        after_seconds=after_seconds,
        envelope=sealed(posting),
    )


def defer_count(posting: Posting, after_seconds: float) -> None:
    defer(COUNT, once=f"count:{posting.mark}", after_seconds=after_seconds, envelope=sealed(posting))


def note_counts(posting: Posting, found: CameOf) -> None:
    posting.replies, posting.likes, posting.reposts = found.replies, found.likes, found.reposts
    posting.counted_at = clock.now()
    posting.save(update_fields=["replies", "likes", "reposts", "counted_at"])
