"""Links to a wave. A token is made from the invitation with the wave's key, so that it need be kept nowhere: the mail has it,
the database has a sum of it on a ballot that names nobody. Without the key, which is sealed with the installation's own and
destroyed when the wave closes, nothing tells whose ballot is whose."""

import hashlib
import hmac
import secrets
from base64 import b32encode

from liant.kit.secrets import hash_token, seal, unseal

KEY_BYTES = 32


def new_key() -> str:
    """Sealed; of one wave alone."""
    return seal(secrets.token_hex(KEY_BYTES))


def token_of(key_sealed: str, invitation_id: int) -> str:
    """The token of one invitation: 160 bits, the same each time, so that a reminder has the same link."""
    key = bytes.fromhex(unseal(key_sealed))
    made = hmac.new(key, f"invitation:{invitation_id}".encode(), hashlib.sha256).digest()[:20]
    return b32encode(made).decode().lower()


def ballot_hash(token: str) -> str:
    return hash_token(f"ballot:{token}")


def draft_hash(wave_id: int, place: str) -> str:
    """Where a draft is found again: by the token of a link, or by the words that somebody wrote down. Another sum than the
    ballot's, so that nothing in the database says which ballot a draft belongs to."""
    return hash_token(f"draft:{wave_id}:{place}")


def new_slip() -> str:
    """What a form carries so that it counts once, however often it is sent."""
    return secrets.token_urlsafe(24)


def slip_hash(wave_id: int, slip: str) -> str:
    return hash_token(f"slip:{wave_id}:{slip}")


def new_link_key() -> str:
    """Short enough for a poster: 60 bits, without letters that are taken for others."""
    letters = "abcdefghjkmnpqrstuvwxyz23456789"
    return "".join(secrets.choice(letters) for _ in range(12))
