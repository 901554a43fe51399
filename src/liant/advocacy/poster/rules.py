"""Codes of a poster: long enough that nobody guesses one, in letters that nobody mistakes when they type it."""

import re
import secrets

from liant.links.rules import LETTERS

LENGTH = 12  # 59 bits
CODE = re.compile(rf"[{LETTERS}]{{{LENGTH}}}")


def new_code() -> str:
    return "".join(secrets.choice(LETTERS) for _ in range(LENGTH))


def is_code(known: str, given: str) -> bool:
    """Whether `given` is the code in use; "" is none."""
    return bool(known) and secrets.compare_digest(known.encode(), given.lower().encode())
