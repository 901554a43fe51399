"""Where names are kept, as people were told: an answer is stored with its invitation. Everything else goes to the urn."""

from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction

from liant.surveys import urn
from liant.surveys.models import Invitation, NamedAnswer, Wave
from liant.surveys.tokens import ballot_hash


def invitation_of(wave: Wave, token: str) -> Invitation | None:
    return Invitation.objects.filter(wave=wave, token_hash=ballot_hash(token)).first()


def has_served(wave: Wave, token: str) -> bool:
    if wave.is_anonymous:
        return urn.has_served(wave, token)
    return NamedAnswer.objects.filter(wave=wave, invitation__token_hash=ballot_hash(token)).exists()


def take(*, wave: Wave, token: str, slip: str, answers: Mapping[str, Any], language: str) -> None:
    """Raises NotOpen, AlreadyAnswered, Full."""
    if wave.is_anonymous:
        urn.take(wave=wave, token=token, slip=slip, answers=answers, language=language)
        return
    invitation = invitation_of(wave, token) if token else None
    if wave.state != "open" or invitation is None:
        raise urn.NotOpen
    try:
        with transaction.atomic():
            NamedAnswer.objects.create(wave=wave, invitation=invitation, language=language[:10], answers=dict(answers))
            Wave.objects.filter(pk=wave.pk).update(answered=NamedAnswer.objects.filter(wave=wave).count())
    except IntegrityError:
        raise urn.AlreadyAnswered from None
