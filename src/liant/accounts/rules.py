"""What follows from the values of an invitation alone."""

from datetime import datetime
from enum import StrEnum
from typing import Protocol


class InvitationState(StrEnum):
    OPEN = "open"
    ACCEPTED = "accepted"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


class Dated(Protocol):
    expires_at: datetime
    accepted_at: datetime | None
    withdrawn_at: datetime | None


def invitation_state(invitation: Dated, now: datetime) -> InvitationState:
    """Accepted comes first: who has joined is not turned away by what happened to the paper."""
    if invitation.accepted_at:
        return InvitationState.ACCEPTED
    if invitation.withdrawn_at:
        return InvitationState.WITHDRAWN
    return InvitationState.EXPIRED if invitation.expires_at <= now else InvitationState.OPEN
