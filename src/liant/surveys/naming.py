"""Where names are kept, as people were told: an answer is stored with its invitation. Everything else goes to the urn."""

from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction

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


def has_served(wave: Wave, token: str) -> bool:
    if wave.is_anonymous:
        return urn.has_served(wave, token)
    return NamedAnswer.objects.filter(wave=wave, invitation__token_hash=ballot_hash(token)).exists()


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
