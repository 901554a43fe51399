"""What a member chooses for themselves: what they are told, their feed, and whether Liant may see whom they turn to. Told to
nobody, and in no log."""

import secrets
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from liant.accounts.models import Member
from liant.accounts.permissions import check
from liant.community.events import ConsentEnded
from liant.community.models import Choice, Consent, Feed
from liant.jobs.events import publish
from liant.kit import clock
from liant.kit.quiet import next_moment
from liant.kit.secrets import hash_token

FIRST_DIGEST_TELLS = {Choice.Digest.DAILY: timedelta(days=1), Choice.Digest.WEEKLY: timedelta(days=7)}


def choose(*, actor: Member, **values: Any) -> Choice:
    """What one is told, how and when."""
    check(actor, "community.choose")
    with transaction.atomic():
        row, _is_new = Choice.objects.get_or_create(member=actor)
        for name, value in values.items():
            setattr(row, name, value)
        row.next_at = moment_of(row, actor) if row.digest != Choice.Digest.NEVER else None
        row.save()
    return row


def stop_digest(*, choice: Choice) -> None:
    """By the link in the digest itself: whoever holds it may stop it, and nothing else."""
    Choice.objects.filter(pk=choice.pk).update(digest=Choice.Digest.NEVER, next_at=None)


def claim(*, choice_id: int) -> tuple[Choice, datetime] | None:
    """The digest is due and is taken on, once, with the moment from which it tells. None when it is not, or no more."""
    with transaction.atomic():
        found = Choice.objects.select_for_update(of=("self",)).select_related("member__user", "member__organisation")
        row = found.filter(pk=choice_id).exclude(digest=Choice.Digest.NEVER).first()
        now = clock.now()
        if row is None or row.next_at is None or row.next_at > now:
            return None
        if not row.member.is_active:
            stop_digest(choice=row)
            return None
        from_at = row.told_until or now - FIRST_DIGEST_TELLS[Choice.Digest(row.digest)]
        row.told_until, row.next_at = now, moment_of(row, row.member)
        row.save(update_fields=["told_until", "next_at"])
    return row, from_at


def give_back(*, choice: Choice, from_at: datetime) -> None:
    """The digest could not leave: it is due again, and tells the same."""
    Choice.objects.filter(pk=choice.pk).exclude(digest=Choice.Digest.NEVER).update(
        told_until=from_at, next_at=clock.now()
    )


def moment_of(row: Choice, member: Member) -> datetime:
    weekday = None if row.digest == Choice.Digest.DAILY else row.weekday
    return next_moment(clock.now(), member.user.zone, row.hour, weekday)


def make_feed(*, actor: Member) -> tuple[Feed, str]:
    """One's own private address, made or made anew: the one before works no more. Its token is told once."""
    check(actor, "community.choose")
    token = secrets.token_urlsafe(32)
    feed, _is_new = Feed.objects.update_or_create(
        member=actor, defaults={"token_hash": hash_token(token), "made_at": clock.now()}
    )
    return feed, token


def close_feed(*, actor: Member) -> None:
    check(actor, "community.choose")
    Feed.objects.filter(member=actor).delete()


def agree(*, actor: Member, with_letters: bool = False) -> Consent:
    """From now on, what passes between them and a colleague who agreed too may be seen by Liant; with letters, also by the
    letters, calendars and tables that the house brings in. Saying it without them again takes nothing back."""
    check(actor, "community.choose")
    consent, _is_new = Consent.objects.get_or_create(member=actor, defaults={"given_at": clock.now()})
    if with_letters and consent.letters_at is None:
        consent.letters_at = clock.now()
        consent.save(update_fields=["letters_at"])
    return consent


def end_consent(*, actor: Member) -> None:
    """No more, and what was seen is forgotten."""
    check(actor, "community.choose")
    with transaction.atomic():
        deleted, _kinds = Consent.objects.filter(member=actor).delete()
        if deleted:
            publish(ConsentEnded(member_id=actor.pk))
