"""The ready questionnaires: one file each, in French and English, with their scores and what they advise."""

import functools
import json
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent


@functools.cache
def ready_keys() -> tuple[str, ...]:
    """In the order in which they are shown: the files carry a number for it."""
    return tuple(path.stem.partition("-")[2] for path in sorted(FOLDER.glob("[0-9]*-*.json")))


def ready_definition(key: str) -> dict[str, Any]:
    """A fresh copy, since whoever begins with it changes it. Raises KeyError."""
    if key not in ready_keys():
        raise KeyError(key)
    [path] = FOLDER.glob(f"[0-9]*-{key}.json")
    return json.loads(path.read_text(encoding="utf-8"))
