"""Computed from values: what is signed and how (Standard Webhooks), when the next attempt is due, when to stop."""

import base64
import binascii
import hashlib
import hmac
import json
import secrets
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

MARK = "whsec_"
SECRET_BYTES = 32
# after each failure, about so long; the last one ends three days after the first
WAITS_SECONDS = (5, 60, 300, 1800, 7200, 18_000, 36_000, 50_400, 64_800, 79_200)
JITTER = 0.2  # so that what failed together does not come back together
LONGEST_ASKED_SECONDS = 86_400  # a receiver may ask for patience, not for ever
FORMER_SECRET_LASTS = timedelta(hours=24)
STOPS_AFTER = timedelta(days=5)  # of nothing but failures
FIRST_REST_SECONDS, LONGEST_REST_SECONDS = 2, 300


def new_secret() -> str:
    return MARK + base64.b64encode(secrets.token_bytes(SECRET_BYTES)).decode()


def new_message_id() -> str:
    return f"msg_{secrets.token_hex(16)}"


def body_of(kind: str, organisation: str, happened_at: datetime, data: Mapping[str, Any]) -> str:
    """Exactly what will be sent; frozen, so that what is signed is what is kept."""
    told = {"type": kind, "timestamp": in_utc(happened_at), "organisation": organisation, "data": dict(data)}
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))


def in_utc(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


def signature(secret: str, message_id: str, timestamp: int, body: str) -> str:
    """One signature of version 1: HMAC-SHA256 over the id, the moment and the body."""
    try:
        key = base64.b64decode(secret.removeprefix(MARK), validate=True)
    except binascii.Error:
        raise ValueError("This is not a secret of Standard Webhooks.") from None
    content = f"{message_id}.{timestamp}.{body}".encode()
    return "v1," + base64.b64encode(hmac.new(key, content, hashlib.sha256).digest()).decode()


def headers(secrets_in_use: Iterable[str], message_id: str, timestamp: int, body: str) -> dict[str, str]:
    """While a secret is being replaced there are two signatures, and either one is enough."""
    signed = [signature(secret, message_id, timestamp, body) for secret in secrets_in_use]
    return {
        "content-type": "application/json",
        "webhook-id": message_id,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": " ".join(signed),
    }


def wait_seconds(attempts: int, luck: float, asked_seconds: float = 0) -> float | None:
    """How long to wait after this many attempts; None: enough. `luck`: from 0 to 1. `asked_seconds`: what the receiver
    asked for."""
    if attempts > len(WAITS_SECONDS):
        return None
    planned = WAITS_SECONDS[attempts - 1] * (1 - JITTER + 2 * JITTER * luck)
    return max(planned, min(asked_seconds, LONGEST_ASKED_SECONDS))


def rest_seconds(failures: int) -> int:
    """How long an endpoint that failed so many times in a row is left alone, whatever is due."""
    return min(FIRST_REST_SECONDS * 2 ** min(failures - 1, 10), LONGEST_REST_SECONDS)


def is_hopeless(failing_since: datetime | None, now: datetime) -> bool:
    return failing_since is not None and now - failing_since >= STOPS_AFTER


def asked_wait(value: str) -> float:
    """The seconds of a Retry-After header; 0 when it says none that can be read."""
    return float(value) if value.isascii() and value.isdigit() and len(value) < 10 else 0.0
