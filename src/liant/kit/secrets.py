"""Secrets at rest: sealed with a key derived from the installation's LIANT_SECRET_KEY (Fernet: AES-128-CBC, HMAC); tokens
that are only recognised, by their hash."""

import base64
import functools
import hashlib
import hmac
import json
from typing import Any

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from liant.kit import env


class CannotUnseal(Exception):
    """The key of this installation is not the one that sealed this."""


@functools.cache
def _fernet(key: str) -> Fernet:
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"liant secrets at rest").derive(key.encode())
    return Fernet(base64.urlsafe_b64encode(derived))


def _key() -> str:
    return env.text("LIANT_SECRET_KEY", "only-for-commands-that-compute-and-for-tests")


def seal(text: str) -> str:
    return _fernet(_key()).encrypt(text.encode()).decode()


def unseal(sealed: str) -> str:
    try:
        return _fernet(_key()).decrypt(sealed.encode()).decode()
    except InvalidToken:
        raise CannotUnseal("A secret was sealed with another key; LIANT_SECRET_KEY has changed.") from None


def seal_json(values: dict[str, Any]) -> str:
    return seal(json.dumps(values)) if values else ""


def unseal_json(sealed: str) -> dict[str, Any]:
    return json.loads(unseal(sealed)) if sealed else {}


def hash_token(token: str) -> str:
    """What is kept of a token of ours. It is long and random: one round of SHA-256 is enough, and quick."""
    return hashlib.sha256(token.encode()).hexdigest()


def derived(purpose: str, length: int) -> bytes:
    """Bytes that only this installation can make, the same each time."""
    info = f"liant {purpose}".encode()
    return HKDF(algorithm=SHA256(), length=length, salt=None, info=info).derive(_key().encode())


def keyed_hash(purpose: str, text: str) -> str:
    """A hash that can't be guessed from outside, unlike a plain one of an address: made with this installation's key."""
    return hmac.new(_key().encode(), f"liant {purpose}\n{text}".encode(), hashlib.sha256).hexdigest()
