"""From the JSON that a sender pushes to items: where the messages stand in it, and which value means what."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, tzinfo
from typing import Any

from liant.connectors.contract import IncomingItem, Json
from liant.connectors.files.mapping import BadRow, guess_mapping, to_item

DEEPEST, MOST_ROWS = 8, 1000
Row = dict[str, Any]


class Unusable(ValueError):
    """What was pushed cannot be understood, in a sentence."""


def rows_of(body: bytes, place: str) -> list[Row]:
    """The messages of a body, each as "outer.inner" → value. `place` is where they stand, "" for the whole. Raises
    Unusable."""
    try:
        found = json.loads(body)
    except json.JSONDecodeError as error:
        raise Unusable(f"not valid JSON ({error.msg}, line {error.lineno}, column {error.colno})") from None
    except (ValueError, RecursionError):
        raise Unusable("this JSON cannot be read") from None
    for part in filter(None, (part.strip() for part in place.split("."))):
        if not isinstance(found, Mapping) or part not in found:
            raise Unusable(f"there is no “{place}” in it")
        found = found[part]
    messages = found if isinstance(found, list) else [found]
    if not messages or not all(isinstance(message, Mapping) for message in messages):
        raise Unusable("not a JSON object")
    if len(messages) > MOST_ROWS:
        raise Unusable(f"it holds more than {MOST_ROWS} messages")
    return [_flat(message) for message in messages]


def guess(columns: Sequence[str]) -> dict[str, str]:
    """Field → path. “author.id” counts as authorid, “data.text” as text; what stands nearer to the top comes first."""
    names: dict[str, str] = {}
    for path in sorted(columns, key=lambda path: path.count(".")):
        parts = path.split(".")
        for name in (".".join(parts[-2:]), parts[-1]):
            names.setdefault(name, path)
    mapping: dict[str, str] = {}
    for field, name in guess_mapping(list(names)).items():
        if names[name] not in mapping.values():
            mapping[field] = names[name]
    return mapping


def item_of(row: Row, mapping: Mapping[str, str], now: datetime, zone: tzinfo, *, speaks_to_us: bool) -> IncomingItem:
    """One message as an item. Raises BadRow. Who gives an address of mail is the same person as by mail."""
    item = to_item(row, mapping, now, zone)
    author = item.author
    if author and author.kind == "file":
        author = replace(author, kind="email" if _is_mail(author.key) else "webhook")
    is_addressed = item.is_addressed if "addressed" in mapping else speaks_to_us and not item.is_ours
    return replace(item, author=author, is_addressed=is_addressed)


def read_rows(
    rows: Sequence[Row], mapping: Mapping[str, str], now: datetime, zone: tzinfo, *, speaks_to_us: bool
) -> tuple[dict[int, IncomingItem], list[str]]:
    """The items by their number in the request, and in sentences what could not be read."""
    items, faults = {}, []
    for number, row in enumerate(rows, 1):
        try:
            items[number] = item_of(row, mapping or guess(list(row)), now, zone, speaks_to_us=speaks_to_us)
        except BadRow as error:
            faults.append(f"Message {number}, {error}.")
    return items, faults


def _flat(value: Mapping[str, Any], above: str = "", depth: int = 0) -> Json:
    found: Json = {}
    for name, inner in value.items():
        path = f"{above}.{name}" if above else str(name)
        if isinstance(inner, Mapping) and depth < DEEPEST:
            found |= _flat(inner, path, depth + 1)
        else:
            found[path] = inner
    return found


def _is_mail(key: str) -> bool:
    name, at, host = key.partition("@")
    return bool(name and at and "." in host and " " not in key)
