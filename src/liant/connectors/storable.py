"""What a database can hold: PostgreSQL takes neither the character NUL nor half a surrogate pair, networks bring both."""

import re
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from liant.connectors.contract import IncomingItem

_REFUSED = re.compile("[\x00\ud800-\udfff]")
Value = TypeVar("Value")


def storable(item: IncomingItem) -> IncomingItem:
    """The same item without the characters that cannot be stored; the very same object when there are none."""
    return clean(item)


def clean(value: Value) -> Value:
    """A value of text, lists, mappings and dataclasses, cleaned at every depth; untouched parts are shared."""
    made: Any = value
    if isinstance(value, str):
        made = _REFUSED.sub("", value) if _REFUSED.search(value) else value
    elif isinstance(value, dict):
        made = {clean(name): clean(inner) for name, inner in value.items()}
    elif isinstance(value, list | tuple):
        made = type(value)(clean(inner) for inner in value)
    elif is_dataclass(value) and not isinstance(value, type):
        before = {part.name: getattr(value, part.name) for part in fields(value)}
        after = {name: clean(inner) for name, inner in before.items()}
        changed = {name: inner for name, inner in after.items() if inner != before[name]}
        made = replace(value, **changed) if changed else value
    return made
