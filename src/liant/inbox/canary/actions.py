"""Every change that a person makes to published addresses. What rounds and answers do is in `arrivals`."""

from django.db import transaction

from liant.accounts.models import Member
from liant.accounts.permissions import check
from liant.audit.actions import record
from liant.channels.models import Channel
from liant.inbox.canary.arrivals import begin
from liant.inbox.canary.models import Canary, PublishedAddress
from liant.inbox.canary.states import AWAITED
from liant.kit import clock


class OnItsWay(Exception):
    """A message to this address waits for its answer already."""


def save_address(*, actor: Member, address: PublishedAddress | None, name: str, kind: str, target: str, fields: str,
                 channel: Channel, every_days: int) -> PublishedAddress:  # fmt: skip
    """An address that becomes another one begins anew: what was found of the old one says nothing of it."""
    check(actor, "inbox.change_canaries")
    with transaction.atomic():
        row = locked(address.id) if address else PublishedAddress(made_by=actor)
        is_another = (row.kind, row.target) != (kind, target)
        row.name, row.kind, row.target, row.fields = name.strip(), kind, target.strip(), fields
        row.channel, row.every_days = channel, every_days
        if is_another:
            row.next_at = row.made_at = clock.now()
            row.last_read_at = row.failing_since = None
            row.missed = 0
        row.save()
        if is_another:
            row.canaries.all().delete()
        record(actor, "canary.change" if address else "canary.add", row, name=row.name)
    return row


def pause(*, actor: Member, address: PublishedAddress) -> None:
    switch(actor=actor, address=address, is_on=False)


def resume(*, actor: Member, address: PublishedAddress) -> None:
    switch(actor=actor, address=address, is_on=True)


def switch(*, actor: Member, address: PublishedAddress, is_on: bool) -> None:
    check(actor, "inbox.change_canaries")
    with transaction.atomic():
        row = locked(address.id)
        if row.is_on == is_on:
            return
        row.is_on = is_on
        row.save(update_fields=["is_on"])
        record(actor, "canary.resume" if is_on else "canary.pause", row, name=row.name)


def remove(*, actor: Member, address: PublishedAddress) -> None:
    check(actor, "inbox.change_canaries")
    with transaction.atomic():
        record(actor, "canary.remove", address, name=address.name)
        address.delete()


def send_now(*, actor: Member, address: PublishedAddress) -> Canary:
    """One more, out of turn; never while another is awaited."""
    check(actor, "inbox.change_canaries")
    with transaction.atomic():
        row = locked(address.id)
        if row.canaries.filter(state__in=AWAITED).exists():
            raise OnItsWay
        sent = begin(row, round_at=clock.now(), actor=actor)
        record(actor, "canary.send", row, name=row.name)
    return sent


def locked(address_id: int) -> PublishedAddress:
    return PublishedAddress.objects.select_for_update(of=("self",)).select_related("channel").get(id=address_id)
