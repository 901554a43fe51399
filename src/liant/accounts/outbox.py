"""Sending is done by a job, and jobs stand above accounts: a higher floor registers here who carries the mail."""

from collections.abc import Callable

from django.conf import settings

Sender = Callable[[int, int], None]  # (organisation id, invitation id), inside the transaction of the act
_senders: list[Sender] = []


def register_sender(sender: Sender) -> None:
    _senders[:] = [sender]


def can_mail() -> bool:
    """Whether mail leaves this installation; otherwise links are handed over in person."""
    return bool(settings.EMAIL_HOST and _senders)


def send_invitation(organisation_id: int, invitation_id: int) -> None:
    """Put the mail in the queue, with ids only; nothing happens where no mail leaves."""
    if can_mail():
        _senders[0](organisation_id, invitation_id)
