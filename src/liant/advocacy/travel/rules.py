"""Tokens by which one share is known to come from another, and nothing else."""

import re
import secrets

from liant.links.rules import LETTERS

LENGTH = 16  # 79 bits: none is met by chance, nor guessed
TOKEN = re.compile(rf"[{LETTERS}]{{{LENGTH}}}")


def new_token() -> str:
    return "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
