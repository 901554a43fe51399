"""Where names are kept, as people were told: an answer is stored with its invitation. Everything else goes to the urn."""

from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction

from liant.audit.actions import record
from liant.surveys import quotas, urn
from liant.surveys.models import Invitation, NamedAnswer, Wave
from liant.surveys.tokens import ballot_hash


def invitation_of(wave: Wave, token: str) -> Invitation | None:
    return Invitation.objects.filter(wave=wave, token_hash=ballot_hash(token)).first()


def group_of(wave: Wave, token: str) -> str:
    """The group that an answer by this link will be counted in."""
    if not token:
        return ""
    if wave.is_anonymous:
        return urn.group_of(wave, urn.ballot_of(wave, token))
    invitation = invitation_of(wave, token)
    return invitation.group if invitation else ""


def take(*, wave: Wave, token: str, slip: str, answers: Mapping[str, Any], language: str) -> None:
    """Raises NotOpen, AlreadyAnswered, quotas.Full."""
    if wave.is_anonymous:
        urn.take(wave=wave, token=token, slip=slip, answers=answers, language=language)
        return
    invitation = invitation_of(wave, token) if token else None
    if wave.state != "open" or invitation is None:
        raise urn.NotOpen
    try:
        with transaction.atomic():
            quotas.hold_the_count(wave)
            quotas.refuse_what_is_full(wave, answers, invitation.group)
            NamedAnswer.objects.create(wave=wave, invitation=invitation, language=language[:10], answers=dict(answers))
            Wave.objects.filter(pk=wave.pk).update(answered=NamedAnswer.objects.filter(wave=wave).count())
    except IntegrityError:
        raise urn.AlreadyAnswered from None


def given_by(wave: Wave, token: str) -> NamedAnswer | None:
    """What the person of this link answered, for them to see."""
    return NamedAnswer.objects.filter(wave=wave, invitation__token_hash=ballot_hash(token)).first() if token else None


def withdraw(*, wave: Wave, token: str) -> None:
    """The person of this link takes their answer back, while the wave is open: it is deleted, and the link serves again.
    Raises NotOpen."""
    with transaction.atomic():
        wave = Wave.objects.select_for_update(of=("self",)).get(pk=wave.pk)
        if wave.state != "open" or wave.is_anonymous:
            raise urn.NotOpen
        found = given_by(wave, token)
        if found is not None:
            found.delete()
            Wave.objects.filter(pk=wave.pk).update(answered=NamedAnswer.objects.filter(wave=wave).count())
            record(None, "surveys.withdraw", wave)
