"""Private links of newsletters: signed, each for one use; none opens anything else. They hold ids, never an address."""

from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.urls import reverse

CONFIRM, OWN, LEAVE, READ, LINK, PICTURE = "confirm", "own", "leave", "read", "link", "picture"
CONFIRM_WITHIN = timedelta(days=7)
_SALT = "liant.newsletter."


def make(kind: str, organisation_id: int, *ids: int) -> str:
    return signing.dumps([organisation_id, *ids], salt=_SALT + kind)


def read(kind: str, token: str) -> tuple[int, ...] | None:
    """(organisation id, ids…); None for what was not signed here for this."""
    try:
        told = signing.loads(token, salt=_SALT + kind)
        return tuple(int(one) for one in told)
    except (signing.BadSignature, TypeError, ValueError):
        return None


def address(kind: str, organisation_id: int, *ids: int) -> str:
    """The whole address of such a link."""
    return settings.BASE_URL + reverse(f"newsletter-{kind}", args=[make(kind, organisation_id, *ids)])
