"""Check that a webhook comes from Liant: nothing but Python's own library is needed."""

import base64
import hashlib
import hmac
import time


def is_from_liant(secret: str, headers: dict[str, str], body: bytes, tolerance_seconds: int = 300) -> bool:
    """`secret` begins with whsec_; `headers` have lower-case names; `body` is the request's, byte for byte."""
    message_id, moment = headers["webhook-id"], headers["webhook-timestamp"]
    if abs(time.time() - int(moment)) > tolerance_seconds:
        return False  # somebody sends an old request once more
    key = base64.b64decode(secret.removeprefix("whsec_"))
    signed = hmac.new(key, f"{message_id}.{moment}.".encode() + body, hashlib.sha256).digest()
    expected = "v1," + base64.b64encode(signed).decode()
    return any(hmac.compare_digest(expected, given) for given in headers["webhook-signature"].split())
