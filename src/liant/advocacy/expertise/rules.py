"""Computed from values: addresses, lines that are typed, and whether what is put up is what was looked at."""

import hashlib
import json
import re
import secrets
from collections.abc import Mapping
from typing import Any

from liant.links.rules import LETTERS

SLUG = re.compile(r"[a-z0-9](?:[a-z0-9-]{1,58}[a-z0-9])")
MOST = 100  # pieces, and talks
MOST_TOPICS, MOST_LINKS = 12, 8
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")


def new_slug() -> str:
    """An address that tells nothing of whose it is."""
    return "".join(secrets.choice(LETTERS) for _ in range(12))


def clean(text: str) -> str:
    """Without the signs that nobody sees and that feeds cannot hold."""
    return _UNSEEN.sub("", text).replace("\r\n", "\n").strip()


def lines(text: str) -> list[str]:
    """What stands on lines of their own, each once."""
    return list(dict.fromkeys(line for one in clean(text).split("\n") if (line := one.strip())))


def digest_of(content: Mapping[str, Any]) -> str:
    """The same for the same content: what is put up is what was looked at."""
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()[:32]


def languages_of(content: Mapping[str, Any], first: str) -> list[str]:
    """Those in which there are words, the house's own first."""
    return sorted((code for code, words in content["words"].items() if words), key=lambda code: (code != first, code))
