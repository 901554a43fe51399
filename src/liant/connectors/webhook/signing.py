"""Who sent it: the three headers of Standard Webhooks, checked against the secret of each sender."""

import hmac
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from standardwebhooks.webhooks import EmptyWebhookSecretError, Webhook

TOLERANCE_SECONDS = 300
ID, TIMESTAMP, SIGNATURE = "webhook-id", "webhook-timestamp", "webhook-signature"
LONGEST_ID = 250


class NotSigned(Exception):
    """Why it is not taken, in a sentence; `status` is what the sender is answered."""

    def __init__(self, sentence: str, status: int):
        super().__init__(sentence)
        self.status = status


def sender_of(headers: Mapping[str, str], body: bytes, senders: Sequence[Mapping[str, Any]], now: datetime) -> int:
    """The id of the sender whose secret signed it. Raises NotSigned."""
    if missing := [name for name in (ID, TIMESTAMP, SIGNATURE) if not headers.get(name)]:
        raise NotSigned(f"The request is not signed: {', '.join(missing)} is missing.", 400)
    if len(headers[ID]) > LONGEST_ID:
        raise NotSigned(f"The webhook-id is longer than {LONGEST_ID} characters.", 400)
    moment = _moment(headers[TIMESTAMP], now)
    try:
        text = body.decode()
    except UnicodeDecodeError:
        raise NotSigned("The body is not UTF-8.", 400) from None
    given = [part.partition(",")[2] for part in headers[SIGNATURE].split() if part.startswith("v1,")]
    if not given:
        raise NotSigned("The webhook-signature holds no signature of version v1.", 400)
    for sender in senders:
        expected = _signature(str(sender["secret"]), headers[ID], moment, text)
        if any(hmac.compare_digest(expected.encode(), one.encode()) for one in given):
            return int(sender["id"])
    raise NotSigned("The signature is that of no sender known here.", 401)


def _moment(stamp: str, now: datetime) -> datetime:
    """When it was signed, near enough to now that an old request cannot be sent again."""
    if not (stamp.isascii() and stamp.isdecimal() and len(stamp) < 12):
        raise NotSigned("The webhook-timestamp is not a number of seconds.", 400)
    moment = datetime.fromtimestamp(int(stamp), UTC)
    if abs((now - moment).total_seconds()) > TOLERANCE_SECONDS:
        raise NotSigned(f"The request was signed at {moment:%Y-%m-%d %H:%M:%S} UTC, too far from now.", 400)
    return moment


def _signature(secret: str, message_id: str, moment: datetime, text: str) -> str:
    try:
        return Webhook(secret).sign(message_id, moment, text).partition(",")[2]
    except (EmptyWebhookSecretError, ValueError):
        return ""
