"""Notices to a phone or a browser: sealed so that only it can read them (RFC 8291, RFC 8188), and signed so that its push
service knows who sends (VAPID, RFC 8292). The push service sees that something comes, and from whom, never what."""

import base64
import json
import os
import time
from collections.abc import Mapping
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from liant.kit import http, secrets

RECORD, TAG_AND_END = 4096, 17  # one record holds it all: what is sealed, its end, its tag
MOST = RECORD - 103  # bytes: what every push service takes, RFC 8291 §4
SIGNED_FOR_SECONDS = 12 * 3600
KEPT_FOR_SECONDS = 24 * 3600
CURVE = ec.SECP256R1()
ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
GONE, BUSY = {404, 410}, {408, 429}


class Gone(Exception):
    """This browser takes notices no more: forget it."""


class NotTaken(http.BadAnswer):
    """The push service said no; `is_temporary`: it may take it another time."""

    def __init__(self, status: int):
        super().__init__(f"The push service answered {status}.")
        self.is_temporary = status in BUSY or status >= 500


def push(endpoint: str, keys: Mapping[str, str], told: Mapping[str, str], *, contact: str) -> None:
    """Send it, once; `contact`: whom the push service may write to, as mailto: or https:. Raises Gone, NotTaken, http.HttpError;
    ValueError for keys that are none, or too long a text."""
    body = sealed(json.dumps(dict(told), ensure_ascii=False).encode(), keys["p256dh"], keys["auth"])
    headers = {
        "Content-Type": "application/octet-stream", "Content-Encoding": "aes128gcm", "TTL": str(KEPT_FOR_SECONDS),
        "Urgency": "low", "Authorization": authorization(endpoint, contact, int(time.time())),
    }  # fmt: skip
    answer = http.post(endpoint, headers=headers, content=body)
    if answer.status in GONE:
        raise Gone
    if not answer.is_success:
        raise NotTaken(answer.status)


def public_key() -> str:
    """By which a browser knows this installation, as `applicationServerKey` takes it."""
    return _text(_point(_signing_key().public_key()))


def sealed(plain: bytes, p256dh: str, auth: str, *, salt: bytes | None = None,
           sender: ec.EllipticCurvePrivateKey | None = None) -> bytes:  # fmt: skip
    """`p256dh`, `auth`: the browser's, in base64url. `salt` and `sender` are fresh each time, but in a test."""
    if len(plain) > MOST - TAG_AND_END:
        raise ValueError("Too long for a notice.")
    salt, sender = salt or os.urandom(16), sender or ec.generate_private_key(CURVE)
    theirs = _bytes(p256dh)
    receiver = ec.EllipticCurvePublicKey.from_encoded_point(CURVE, theirs)
    ours = _point(sender.public_key())
    shared = sender.exchange(ec.ECDH(), receiver)
    key = _derived(shared, _bytes(auth), b"WebPush: info\0" + theirs + ours, 32)
    content_key = _derived(key, salt, b"Content-Encoding: aes128gcm\0", 16)
    nonce = _derived(key, salt, b"Content-Encoding: nonce\0", 12)
    header = salt + RECORD.to_bytes(4) + len(ours).to_bytes(1) + ours
    return header + AESGCM(content_key).encrypt(nonce, plain + b"\x02", None)


def authorization(endpoint: str, contact: str, now: int) -> str:
    """The header by which the push service knows who sends."""
    parts = urlsplit(endpoint)
    claims = {"aud": f"{parts.scheme}://{parts.netloc}", "exp": now + SIGNED_FOR_SECONDS, "sub": contact}
    head, body = (
        _text(json.dumps(one, separators=(",", ":")).encode()) for one in ({"typ": "JWT", "alg": "ES256"}, claims)
    )
    r, s = decode_dss_signature(_signing_key().sign(f"{head}.{body}".encode(), ec.ECDSA(SHA256())))
    return f"vapid t={head}.{body}.{_text(r.to_bytes(32) + s.to_bytes(32))}, k={public_key()}"


def _signing_key() -> ec.EllipticCurvePrivateKey:
    """This installation's, made of its secret key: there is nothing to keep, and nothing to lose in a restore."""
    number = int.from_bytes(secrets.derived("web push", 40)) % (ORDER - 1) + 1
    return ec.derive_private_key(number, CURVE)


def _derived(secret: bytes, salt: bytes, info: bytes, length: int) -> bytes:
    return HKDF(algorithm=SHA256(), length=length, salt=salt, info=info).derive(secret)


def _point(key: ec.EllipticCurvePublicKey) -> bytes:
    return key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def _bytes(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
