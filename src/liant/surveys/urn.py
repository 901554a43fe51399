"""Answers come in, lie in the urn, and leave it together: what makes them anonymous is here.

PostgreSQL tells of each row which transaction wrote it, and keeps rows in the order in which they came. So an answer is
never written beside anything that says whose it is, except in the urn; and what leaves the urn is written anew, several
answers at once, in a random order, while the ballots of the wave are written anew too.
"""

import random
from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction

from liant.kit import clock
from liant.surveys import quotas
from liant.surveys.models import Answer, Ballot, Slip, UsedSlip, Wave
from liant.surveys.rules import groups_of, may_empty, told_group, week_of
from liant.surveys.tokens import ballot_hash, slip_hash

_chance = random.SystemRandom()


class NotOpen(Exception):
    """The wave takes no answers: not yet, or no more."""


class AlreadyAnswered(Exception):
    """This link, or this very form, has served."""


def ballot_of(wave: Wave, token: str) -> Ballot | None:
    return Ballot.objects.filter(wave=wave, token_hash=ballot_hash(token)).first()


def group_of(wave: Wave, ballot: Ballot | None) -> str:
    """The group that is kept beside an answer."""
    return told_group(groups_of(wave.groups), ballot.group, wave.minimum) if ballot else ""


def has_served(wave: Wave, token: str) -> bool:
    """Whether this link was used already."""
    ballot = ballot_of(wave, token)
    return ballot is not None and (ballot.is_spent or Slip.objects.filter(ballot=ballot).exists())


def form_has_served(wave: Wave, slip: str) -> bool:
    """Whether this very form was given already: sent again, there is nothing more to do."""
    form = slip_hash(wave.pk, slip)
    return Slip.objects.filter(wave=wave, slip=form).exists() or UsedSlip.objects.filter(wave=wave, slip=form).exists()


def take(*, wave: Wave, token: str, slip: str, answers: Mapping[str, Any], language: str) -> None:
    """Put one answer into the urn, once for a ballot and once for a form. Raises NotOpen, AlreadyAnswered, quotas.Full.

    `token`: of the link; "" where anyone may answer.
    """
    if wave.state != "open":
        raise NotOpen
    ballot = ballot_of(wave, token) if token else None
    if token and ballot is None:
        raise NotOpen
    form = slip_hash(wave.pk, slip)
    group = group_of(wave, ballot)
    today = clock.now().date()
    try:
        with transaction.atomic():
            refuse_beyond_limits(wave, slip, answers, group)
            Slip.objects.create(
                wave=wave, ballot=ballot, slip=form, group=group, language=language[:10], week=week_of(today),
                answers=dict(answers),
            )  # fmt: skip
            refuse_what_has_served(wave, ballot, form)
    except IntegrityError:
        raise AlreadyAnswered from None


def refuse_beyond_limits(wave: Wave, slip: str, answers: Mapping[str, Any], group: str) -> None:
    """The form that took the last place, sent again, is not one too many."""
    if not quotas.has_limits(wave):
        return
    quotas.hold_the_count(wave)
    if form_has_served(wave, slip):
        raise AlreadyAnswered
    quotas.refuse_what_is_full(wave, answers, group)


def refuse_what_has_served(wave: Wave, ballot: Ballot | None, form: str) -> None:
    """Asked after the slip lies in the urn: had the urn been emptied a moment before, it is known by now."""
    if ballot and Ballot.objects.filter(pk=ballot.pk, is_spent=True).exists():
        raise AlreadyAnswered
    if UsedSlip.objects.filter(wave=wave, slip=form).exists():
        raise AlreadyAnswered


def empty(*, wave_id: int, is_closing: bool = False) -> int:
    """Let the answers leave the urn, when enough of them lie there. → how many left.

    Whoever gives an answer meanwhile is not kept waiting: what comes in now stays for the next time.
    """
    with transaction.atomic():
        wave = Wave.objects.select_for_update(of=("self",)).get(pk=wave_id)
        slips = list(Slip.objects.filter(wave=wave).select_for_update(skip_locked=not is_closing))
        if not may_empty(len(slips), is_closing=is_closing):
            return 0
        _chance.shuffle(slips)
        house = wave.organisation_id
        Answer.objects.bulk_create(
            Answer(organisation_id=house, wave=wave, group=one.group, language=one.language, week=one.week, answers=one.answers)
            for one in slips
        )  # fmt: skip
        used = [UsedSlip(organisation_id=house, wave=wave, slip=one.slip) for one in slips]
        _chance.shuffle(used)
        UsedSlip.objects.bulk_create(used)
        Ballot.objects.filter(pk__in=[one.ballot_id for one in slips if one.ballot_id]).update(is_spent=True)
        Slip.objects.filter(pk__in=[one.pk for one in slips]).delete()
        write_ballots_anew(wave)
        wave.answered += len(slips)
        wave.last_emptied_at = clock.now()
        wave.save(update_fields=["answered", "last_emptied_at"])
    return len(slips)


def write_ballots_anew(wave: Wave) -> None:
    """All ballots of the wave bear the number of this transaction, whether they served or not."""
    Ballot.objects.filter(wave=wave).update(wave=wave)


def write_answers_anew(wave: Wave) -> None:
    """All answers of a closed wave, in one transaction and a new order: not even which of them came in together is left."""
    rows = list(Answer.objects.filter(wave=wave).values("group", "language", "week", "answers"))
    _chance.shuffle(rows)
    Answer.objects.filter(wave=wave).delete()
    Answer.objects.bulk_create(
        [Answer(organisation_id=wave.organisation_id, wave=wave, **row) for row in rows], batch_size=1000
    )
