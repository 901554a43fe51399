"""What the house does: its programme, its topics, what it offers, whom it tells."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from liant.accounts.models import Member
from liant.accounts.permissions import check
from liant.advocacy import between, queries
from liant.advocacy.models import FRESH_DAYS, Invited, Offer, Programme, Thanks, Topic
from liant.advocacy.states import PROGRAMME
from liant.audit.actions import record
from liant.jobs.queue import defer
from liant.kit import clock


def arrange(*, actor: Member, **values: Any) -> Programme:
    """`values`: fields of Programme, but its state."""
    check(actor, "advocacy.lead")
    with transaction.atomic():
        found = Programme.objects.select_for_update().first() or Programme()
        for name, value in values.items():
            setattr(found, name, value)
        found.save()
        record(actor, "advocacy.arrange", found)
    return found


def move(*, actor: Member, to: str) -> Programme:
    """Raises LifecycleError."""
    check(actor, "advocacy.lead")
    with transaction.atomic():
        found = Programme.objects.select_for_update().get()
        PROGRAMME.check(found.state, to)
        found.state = to
        found.opened_at = found.opened_at or (clock.now() if to == "open" else None)
        found.save(update_fields=["state", "opened_at"])
        record(actor, {"open": "advocacy.open", "resting": "advocacy.rest", "ended": "advocacy.end"}[to], found)
    return found


def save_topic(*, actor: Member, name: str, topic: Topic | None = None, is_over: bool = False) -> Topic:
    check(actor, "advocacy.offer")
    with transaction.atomic():
        found = topic or Topic.objects.filter(name=name.strip()).first() or Topic()
        found.name, found.is_over = name.strip(), is_over
        found.save()
        record(actor, "advocacy.save_topic", found)
    return found


def offer(*, actor: Member, **values: Any) -> Offer:
    """Offer something to the experts, once for each source and language: offered again, its words are changed, and it is fresh
    again where it was over. `values`: fields of Offer; without `ends_at` it ends when it takes place, or after as many days as the
    programme says."""
    check(actor, "advocacy.offer")
    with transaction.atomic():
        known = None
        if values.get("source_kind"):
            same = {name: values[name] for name in ("source_kind", "source_id", "language") if name in values}
            known = Offer.objects.select_for_update().filter(**same).first()
        found = known or Offer()
        was_over = known is None or known.is_over
        for name, value in values.items():
            setattr(found, name, value)
        if was_over:
            found.offered_at = values.get("offered_at") or clock.now()
        if was_over or "ends_at" in values:
            found.ends_at = values.get("ends_at") or end_of(found)
        found.ended_at = None
        found.save()
        record(actor, "advocacy.change_offer" if known else "advocacy.offer", found)
    return found


def change_offer(*, actor: Member, offer: Offer, **values: Any) -> Offer:
    """`values`: fields of Offer. What is on lists already is read with the new words."""
    check(actor, "advocacy.offer")
    with transaction.atomic():
        found = Offer.objects.select_for_update().get(pk=offer.pk)
        for name, value in values.items():
            setattr(found, name, value)
        if values.get("ends_at", found) is None:
            found.ends_at = end_of(found)
        found.save()
        record(actor, "advocacy.change_offer", found)
    return found


def end_of(offer: Offer) -> datetime:
    programme = queries.programme()
    days = programme.fresh_days if programme else FRESH_DAYS
    return offer.at or offer.offered_at + timedelta(days=days)


def keep_fresh(*, actor: Member, days: int) -> Programme | None:
    """For how long something is suggested from now on, where nobody says otherwise. None where there is no programme."""
    check(actor, "advocacy.offer")
    with transaction.atomic():
        found = Programme.objects.select_for_update().first()
        if found is not None:
            found.fresh_days = days
            found.save(update_fields=["fresh_days"])
            record(actor, "advocacy.keep_fresh", found, days=days)
    return found


def end_offer(*, actor: Member, offer: Offer) -> None:
    """Nobody is suggested it any more."""
    check(actor, "advocacy.offer")
    with transaction.atomic():
        Offer.objects.filter(pk=offer.pk, ended_at=None).update(ended_at=clock.now())
        record(actor, "advocacy.end_offer", offer)


def invite(*, actor: Member, members: Sequence[Member]) -> int:
    """Tell colleagues of the programme, each once. → how many were not told before. Raises between.NotReady while something has
    to be done before the first invitation."""
    check(actor, "advocacy.lead")
    between.check_invitation()
    with transaction.atomic():
        programme = queries.programme() or arrange(actor=actor, name=actor.organisation.name)
        told = set(Invited.objects.filter(member__in=members).values_list("member_id", flat=True))
        fresh = [
            Invited(organisation_id=one.organisation_id, member=one, by=actor) for one in members if one.pk not in told
        ]
        Invited.objects.bulk_create(fresh)
        record(actor, "advocacy.invite", programme, count=len(fresh))
        if fresh:
            house = actor.organisation_id
            defer("advocacy.mail_invited", lock=f"advocacy.mail_invited:{house}", organisation_id=house)
    return len(fresh)


def thank(*, actor: Member, offer: Offer, words: str) -> Thanks:
    """To all who shared it: each finds it among what came of their shares. Nobody learns who they are, nor how many."""
    check(actor, "advocacy.offer")
    with transaction.atomic():
        said = Thanks.objects.create(offer=offer, by=actor, words=words.strip())
        record(actor, "advocacy.thank", offer)
    return said


def note_mailed(*, invited_id: int) -> None:
    """The worker says that the mail left."""
    Invited.objects.filter(pk=invited_id, mailed_at=None).update(mailed_at=clock.now())
