"""What another format can't say is kept beside it, as JSON: so that nothing is lost, and what was edited there still counts.

For each key that comes back otherwise, the original is kept with a mark of what the format says of it. As long as the format
says the same, the original comes back; once somebody has changed it there, their word counts.
"""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

Object = dict[str, Any]


def kept(original: Mapping[str, Any], returned: Mapping[str, Any]) -> Object:
    """What must be kept so that `restored` makes the original of what the format gives back."""
    found: Object = {}
    for key in original.keys() | returned.keys():
        if key not in original:
            found[key] = [_mark(returned[key])]
        elif key not in returned or not _same(original[key], returned[key]):
            found[key] = [_mark(returned[key]) if key in returned else "", original[key]]
    return dict(sorted(found.items()))


def restored(returned: Mapping[str, Any], beside: Mapping[str, Any]) -> Object:
    """The original, but for what was changed in the other format."""
    found = dict(returned)
    for key, pair in beside.items():
        if not isinstance(pair, list) or len(pair) not in {1, 2}:
            continue
        if pair[0] != (_mark(found[key]) if key in found else ""):
            continue
        if len(pair) == 2:
            found[key] = pair[1]
        else:
            found.pop(key, None)
    return found


def loaded(cell: str) -> Object:
    """What is kept in a cell; nothing where somebody has spoilt it."""
    try:
        found = json.loads(cell) if cell else {}
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def dumped(found: Mapping[str, Any]) -> str:
    """The cell for what is kept, empty for nothing."""
    return json.dumps(found, ensure_ascii=False, separators=(",", ":")) if found else ""


def _mark(value: Any) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()[:12]


def _same(one: Any, other: Any) -> bool:
    """Equal as JSON: 1 isn't true, nor 1.0 in words."""
    return json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)
