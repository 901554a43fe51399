"""A policy is never changed, only followed by another edition."""

from datetime import date
from typing import Any

from django.db import transaction

from liant.accounts.models import Member
from liant.accounts.permissions import check
from liant.audit.actions import record
from liant.channels.models import Channel
from liant.kit import clock
from liant.tenancy.models import Organisation
from liant.writing.editorial.counting import counted
from liant.writing.editorial.models import ChannelMonth, Policy, Showing


def write(*, actor: Member, channel: Channel | None, **values: Any) -> Policy:
    """A new edition; `values` are fields of Policy."""
    check(actor, "editorial.write")
    with transaction.atomic():
        Organisation.objects.select_for_update().get()  # one edition after the other
        newest = Policy.objects.filter(channel=channel).values_list("edition", flat=True).first() or 0
        policy = Policy.objects.create(channel=channel, edition=newest + 1, author=actor, **values)
        record(actor, "editorial.write", policy, edition=policy.edition)
    return policy


def show(*, actor: Member, is_public: bool) -> None:
    """The page for everyone, on or off."""
    check(actor, "editorial.show")
    with transaction.atomic():
        showing, _made = Showing.objects.update_or_create(
            organisation_id=actor.organisation_id, defaults={"is_public": is_public}
        )
        record(actor, "editorial.show" if is_public else "editorial.hide", showing)


def count_month(*, channel: Channel, month: date) -> ChannelMonth:
    """Count one month of one channel anew, from what was heard of it."""
    found, _made = ChannelMonth.objects.update_or_create(
        channel=channel, month=month, defaults={**counted(channel, month), "counted_at": clock.now()}
    )
    return found
