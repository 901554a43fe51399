"""What a message says of one of ours that did not arrive, or was not wanted: reports by the rules (RFC 3464, RFC 5965), and the
letters that older servers write in their own words. What can't be told is left empty; nothing here raises."""

import email
import re
from collections.abc import Iterator, Mapping
from email import policy
from email.message import Message
from typing import Any

from liant.connectors.contract import Json
from liant.connectors.mail import decoding

MOST = 50  # reports of one message
_ADDRESS = r"[\w.!#$%&'*+/=?^`{|}~-]{1,80}@[\w-]+(?:\.[\w-]+)+"
_STATUS = re.compile(r"\b([245]\.\d{1,3}\.\d{1,3})\b")
_REPLY = re.compile(r"\b([45]\d\d)[ -]")
_MESSAGE_ID = re.compile(r"^[ \t>]*Message-ID:\s*<([^<>\s]+)>", re.IGNORECASE | re.MULTILINE)
# an address alone on its line, in brackets or followed by a colon, as servers name whom they could not reach
_NAMED = re.compile(rf"^[ \t]*(?:To:\s*)?<?({_ADDRESS})>?(?:[ \t]*[:;.].*)?[ \t]*$", re.MULTILINE)
_IN_WORDS = re.compile(
    rf"(?:recipient|destinataire|address|adresse|mailbox|user|to)\s*:?\s*<({_ADDRESS})>", re.IGNORECASE
)
_GIVEN_BACK = re.compile(r"^-+ ?(?:Below this line|This is a copy|Original message|Message header|Returned message|Message d’origine|Message d'origine)"
                         r"|^-{3,} The header|^Original message headers", re.IGNORECASE | re.MULTILINE)  # fmt: skip


def read(message: Message, text: str, tags: set[str]) -> Json | None:
    """`reports`: recipient, action, status, diagnostic of each; `message_id` of ours; `feedback`: "abuse" and the like, where
    somebody reported it as unwanted. `recipients`, `status` and `diagnostic` are those of the first."""
    is_report = message.get_content_type() == "multipart/report"
    kind = decoding.parameter(message, "report-type").lower()
    if not is_report and "bounce" not in tags:
        return None
    if kind == "feedback-report" or (
        is_report and any(part.get_content_type() == "message/feedback-report" for part in message.walk())
    ):
        return _feedback(message)
    reports = list(_reports(message)) if is_report else []
    found = reports or list(_in_words(message, text))
    return {
        "message_id": _ours(message, text),
        "recipients": list(dict.fromkeys(one["recipient"] for one in found if one["recipient"])),
        "status": next((one["status"] for one in found if one["status"]), None),
        "diagnostic": next((one["diagnostic"] for one in found if one["diagnostic"]), None),
        "reports": found[:MOST],
    }


def _reports(message: Message) -> Iterator[dict[str, Any]]:
    for part in message.walk():
        if part.get_content_type() != "message/delivery-status":
            continue
        for block in _blocks(part):
            if recipient := block.get("final-recipient") or block.get("original-recipient"):
                yield {
                    "recipient": recipient.rpartition(";")[2].strip().strip("<>").lower(),
                    "action": block.get("action", "").partition(" ")[0].lower(),
                    "status": (_STATUS.findall(block.get("status", "")) or [""])[0],
                    "diagnostic": block.get("diagnostic-code", "")[:500],
                }


def _blocks(part: Message) -> Iterator[Mapping[str, str]]:
    """The groups of fields; a server that writes prose there gives none."""
    payload = part.get_payload()
    inner = payload if isinstance(payload, list) else [email.message_from_bytes(block, policy=policy.compat32)
                                                      for block in decoding.payload(part).replace(b"\r\n", b"\n").split(b"\n\n")]  # fmt: skip
    for one in inner:
        if isinstance(one, Message):
            yield {name.lower(): value for name, value in decoding.all_headers(one)}


def _feedback(message: Message) -> Json:
    fields: dict[str, str] = {}
    for part in message.walk():
        if part.get_content_type() == "message/feedback-report":
            for block in _blocks(part):
                fields = {**block, **fields}
            if not fields:
                for line in decoding.words(decoding.payload(part)).splitlines():
                    name, _colon, value = line.partition(":")
                    fields.setdefault(name.strip().lower(), value.strip())
    recipient = fields.get("original-rcpt-to") or fields.get("removal-recipient") or ""
    return {
        "message_id": _ours(message, ""),
        "recipients": [recipient.strip("<> ").lower()] if recipient else [],
        "status": None,
        "diagnostic": None,
        "reports": [],
        "feedback": fields.get("feedback-type", "abuse").lower()[:40],
    }


def _ours(message: Message, text: str) -> str | None:
    """The identifier of the message that came back, from what is given back of it, in whatever form."""
    for part in message.walk():
        kind = part.get_content_type()
        if kind == "message/rfc822" and isinstance(part.get_payload(), list):
            for inner in part.get_payload():
                if isinstance(inner, Message) and (found := decoding.message_ids(inner, "Message-ID")):
                    return found[0]
        elif kind in ("text/rfc822-headers", "message/rfc822", "message/rfc822-headers", "message/global-headers"):
            given = email.message_from_bytes(decoding.payload(part), policy=policy.compat32)
            if found := decoding.message_ids(given, "Message-ID"):
                return found[0]
    matched = _MESSAGE_ID.search(text)
    return matched[1] if matched else None


def _in_words(message: Message, text: str) -> Iterator[dict[str, Any]]:
    """Whom, and why, as the server says it before it gives the message back."""
    said = _GIVEN_BACK.split(text, maxsplit=1)[0][:20_000]
    failed = [one.strip().lower() for one in decoding.header(message, "X-Failed-Recipients").split(",") if "@" in one]
    named = failed or [one.lower() for one in (*_NAMED.findall(said), *_IN_WORDS.findall(said))]
    for address in list(dict.fromkeys(named))[:MOST]:
        why = _about(said, address)
        yield {"recipient": address, "action": "delayed" if _only_waits(said) else "failed",
               "status": (_STATUS.findall(why) or [""])[0], "diagnostic": why[:500]}  # fmt: skip


def _about(said: str, address: str) -> str:
    """The paragraph that names this address, and the next where the reason stands apart."""
    paragraphs = [" ".join(one.split()) for one in re.split(r"\n[ \t]*\n", said) if one.strip()]
    place = next((n for n, one in enumerate(paragraphs) if address in one.lower()), None)
    if place is None:
        return " ".join(said.split())[:500]
    here = paragraphs[place]
    if len(here) <= len(address) + 8 or not (_STATUS.search(here) or _REPLY.search(here) or len(here.split()) > 4):
        here = " ".join(paragraphs[place : place + 2])
    return here


def _only_waits(said: str) -> bool:
    lower = said.lower()
    return any(words in lower for words in ("warning message only", "will keep trying", "delivery will continue to be attempted",
                                            "not yet been delivered", "nothing to do", "do not need to resend"))  # fmt: skip
