"""Zulip's API, as https://zulip.com/api/ documents it: the people, and what was said in public channels since. Words are asked
for because names stand in them; they are looked through and let go."""

import base64
import json
import re
from typing import Any

from liant.community.workspaces.reading import Found, moment_of, reaction_kind
from liant.kit import http

AT_ONCE = 1000
MOST_ROUNDS = 20
LOOKED_AT_AGAIN_SECONDS = 7 * 86_400  # a reaction may come days after what it answers
CALLED = re.compile(r"@\*\*([^*|]+)(?:\|(\d+))?\*\*")
QUOTED = re.compile(r"@_\*\*([^*|]+)(?:\|(\d+))?\*\* \[")
LIMITS = http.Limits(max_bytes=60_000_000, total_seconds=60)


class Refused(Exception):
    """The server said no, or something that is no answer; in words for whoever connected it."""


def read(url: str, secret: dict[str, str], cursor: str, found: Found) -> str:
    """Fills `found`; the next cursor: the first message that is looked at again next time. Raises Refused, http.HttpError."""
    by_id, by_name = people(url, secret)
    anchor, kept = (cursor or "oldest"), cursor
    newest = 0.0
    seen: list[tuple[int, float]] = []
    for _round in range(MOST_ROUNDS):
        answer = ask(url, secret, "messages", {
            "anchor": anchor, "num_before": 0, "num_after": AT_ONCE, "apply_markdown": "false",
            "include_anchor": "true", "narrow": json.dumps([{"operator": "channels", "operand": "public"}]),
        })  # fmt: skip
        messages = answer.get("messages")
        if not isinstance(messages, list):
            raise Refused("no list of messages")
        for message in messages:
            stamp = read_message(message, by_id, by_name, found)
            seen.append((int(message["id"]), stamp))
            newest = max(newest, stamp)
        if answer.get("found_newest") or not messages:
            break
        anchor = str(int(messages[-1]["id"]) + 1)
    again = [number for number, stamp in seen if stamp >= newest - LOOKED_AT_AGAIN_SECONDS]
    return str(min(again)) if again else kept


def people(url: str, secret: dict[str, str]) -> tuple[dict[int, str], dict[str, str]]:
    """Addresses by id, and by a full name that only one person has."""
    answer = ask(url, secret, "users", {})
    by_id: dict[int, str] = {}
    names: dict[str, list[str]] = {}
    for one in answer.get("members") or ():
        if isinstance(one, dict) and not one.get("is_bot") and isinstance(one.get("user_id"), int):
            address = str(one.get("delivery_email") or one.get("email") or "").lower()
            by_id[one["user_id"]] = address
            names.setdefault(str(one.get("full_name") or ""), []).append(address)
    return by_id, {name: found[0] for name, found in names.items() if len(found) == 1}


def read_message(message: Any, by_id: dict[int, str], by_name: dict[str, str], found: Found) -> float:
    try:
        number, author = int(message["id"]), by_id.get(int(message["sender_id"]))
        stamp = float(message["timestamp"])
        moment, content = moment_of(stamp), str(message.get("content") or "")
    except (KeyError, TypeError, ValueError) as error:
        raise Refused(f"a message without {error}") from error
    for kind, pattern in (("mention", CALLED), ("reply", QUOTED)):
        for name, user_id in pattern.findall(content):
            called = by_id.get(int(user_id)) if user_id else by_name.get(name)
            found.note(kind, author, called, moment, number)
    for reaction in message.get("reactions") or ():
        emoji, user_id = str(reaction.get("emoji_name") or ""), reaction.get("user_id")
        found.note(reaction_kind(emoji), by_id.get(user_id), author, moment, number, emoji)
    return stamp


def ask(url: str, secret: dict[str, str], what: str, params: dict[str, Any]) -> Any:
    key = base64.b64encode(f"{secret['mail']}:{secret['key']}".encode()).decode()
    answer = http.get(f"{url.rstrip('/')}/api/v1/{what}", headers={"authorization": f"Basic {key}"}, params=params,
                      limits=LIMITS)  # fmt: skip
    found = answer.json()
    if not answer.is_success or not isinstance(found, dict) or found.get("result") != "success":
        told = found.get("msg") if isinstance(found, dict) else ""
        raise Refused(f"HTTP {answer.status} {told or ''}".strip())
    return found
