"""A message as its server holds it becomes an item: who, to whom, the new words, the history, attachments, the thread.

Whatever the message looks like, an item comes out: mail that cannot be understood is kept with its raw words.
"""

import email
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from email import policy
from email.message import Message

from liant.connectors.contract import Attachment, Author, IncomingItem, Json
from liant.connectors.mail import decoding, quoting, returned
from liant.connectors.plain_text import text_of_html
from liant.connectors.storable import storable

LARGEST_ATTACHMENT, LARGEST_TEXT = 10_000_000, 500_000
AUTOMATIC_PRECEDENCE = {"bulk", "list", "junk"}
DAEMONS = ("mailer-daemon", "postmaster", "mail-daemon", "no-reply-bounce")


@dataclass(frozen=True)
class Arrival:
    """A message and where it lies. `is_whole` is false when only its beginning was fetched."""

    data: bytes
    mailbox: str
    uid: int | None = None
    uid_validity: int | None = None
    received_at: datetime | None = None
    size_bytes: int | None = None
    is_whole: bool = True


@dataclass
class _Body:
    plain: list[str] = field(default_factory=list)
    html: list[str] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)


def read_message(arrival: Arrival, ours: set[str], mailboxes: tuple[str, str] = ("INBOX", "Sent")) -> IncomingItem:
    """The item of a message. `ours` are our own addresses; `mailboxes` where mail arrives and where ours is kept."""
    try:
        message = email.message_from_bytes(arrival.data, policy=policy.compat32)
        return storable(_item(message, arrival, ours, mailboxes))
    except (ValueError, TypeError, IndexError, KeyError, AttributeError, LookupError, RecursionError) as error:
        return storable(_unreadable(arrival, error))


def key_of(message_id: str | None, data: bytes, mailbox: str) -> str:
    """The natural key: the message's own identifier, or what it is made of, and the mailbox it lies in."""
    return f"{message_id or 'sha256:' + hashlib.sha256(data).hexdigest()}|{mailbox}"


def _item(message: Message, arrival: Arrival, ours: set[str], mailboxes: tuple[str, str]) -> IncomingItem:
    identifier = next(iter(decoding.message_ids(message, "Message-ID")), None)
    answered = decoding.message_ids(message, "In-Reply-To")
    thread = list(dict.fromkeys([*decoding.message_ids(message, "References"), *answered]))
    parent = answered[0] if answered else (thread[-1] if thread else None)
    body = _read_body(message)
    subject = decoding.header(message, "Subject")
    is_report = message.get_content_type() == "multipart/report"
    parts = quoting.Parts(_text(body)) if is_report else quoting.split(_text(body), is_forward=_is_forward(subject))
    senders = decoding.people(message, "From") or decoding.people(message, "Sender", "Reply-To", "Return-Path")
    is_ours = any(address in ours for _, address in senders)
    recipients = decoding.people(message, "To", "Cc")
    tags = tuple(_tags(message, arrival, senders))
    key = key_of(identifier, arrival.data, arrival.mailbox)
    here = identifier or key
    return IncomingItem(
        key=key,
        kind="mail",
        text=parts.text[:LARGEST_TEXT],
        title=subject or None,
        published_at=decoding.moment(message, arrival.received_at),
        author=_author(senders),
        raw=_raw(message, arrival, parts, body, set(tags)),
        thread_key=thread[0] if thread else here,
        thread_names=tuple(dict.fromkeys([*thread, here])),
        parent_key=_parent_key(parent, is_ours=is_ours, mailboxes=mailboxes) if parent else None,
        is_addressed=not is_ours and not {"bulk", "list", "bounce"} & set(tags),
        is_ours=is_ours,
        is_private=True,
        recipients=tuple(address for _, address in recipients),
        tags=tags,
        attachments=tuple(body.attachments),
        reply_to={
            "message_id": identifier,
            "references": [*thread, identifier] if identifier else thread,
            "subject": subject,
            "to": [address for _, address in decoding.people(message, "Reply-To") or senders],
            "cc": [address for _, address in recipients if address not in ours],
        },
    )


def _is_forward(subject: str) -> bool:
    return subject.lower().startswith(("fwd:", "fw:", "tr:", "tr :", "wg:", "rv:", "i:"))


def _parent_key(parent: str, *, is_ours: bool, mailboxes: tuple[str, str]) -> str:
    """What we answer lies where mail arrives; what others answer, when it was ours, where sent mail is kept."""
    inbox, sent = mailboxes
    return f"{parent}|{sent if parent.startswith('liant.') and not is_ours else inbox}"


def _author(senders: list[tuple[str, str]]) -> Author | None:
    if not senders:
        return None
    name, address = senders[0]
    return Author(key=address, kind="email", name=name or None, handle=address)


def _raw(message: Message, arrival: Arrival, parts: quoting.Parts, body: _Body, tags: set[str]) -> Json:
    raw: Json = {
        "mailbox": arrival.mailbox,
        "uid": arrival.uid,
        "uid_validity": arrival.uid_validity,
        "size_bytes": arrival.size_bytes or len(arrival.data),
        "headers": [[name, value[:2000]] for name, value in decoding.all_headers(message)],
        "quoted": parts.quoted[:LARGEST_TEXT],
        "signature": parts.signature,
        "has_html": bool(body.html),
    }
    if came_back := returned.read(message, _text(body), tags):
        raw["bounced"] = came_back
    return raw


def _text(body: _Body) -> str:
    plain = "\n\n".join(text.strip() for text in body.plain if text.strip())
    return plain or "\n\n".join(filter(None, map(text_of_html, body.html)))


def _read_body(message: Message) -> _Body:
    body = _Body()
    _collect(message, body, depth=0)
    return body


def _collect(part: Message, body: _Body, depth: int) -> None:
    kind = part.get_content_type()
    if part.is_multipart() and kind != "message/rfc822" and depth < 30:
        children = [child for child in part.get_payload() if isinstance(child, Message)]
        if kind == "multipart/alternative":
            _alternative(children, body, depth)
            return
        for child in children:
            _collect(child, body, depth + 1)
        return
    is_broken_multipart = kind.startswith("multipart/") and not part.is_multipart()
    if is_broken_multipart:
        kind = "text/plain"  # it promised parts and has none: its words are shown as they stand
    disposition = decoding.header(part, "Content-Disposition").lower()
    is_shown = (
        kind in {"text/plain", "text/html"}
        and not disposition.startswith("attachment")
        and not (depth and decoding.file_name(part))
    )
    if not is_shown:
        body.attachments.append(_attachment(part, kind))
        return
    text = decoding.words(decoding.payload(part), decoding.parameter(part, "charset")).replace("\x00", "")
    if kind == "text/html":
        body.html.append(text)
    else:
        body.plain.append(_unflowed(text) if decoding.parameter(part, "format").lower() == "flowed" else text)


def _alternative(children: list[Message], body: _Body, depth: int) -> None:
    """The same words in several dresses: plain text when it says something, else HTML."""
    dresses = []
    for child in children:
        dress = _Body()
        _collect(child, dress, depth + 1)
        dresses.append(dress)
        body.attachments.extend(dress.attachments)
    plain = next((dress.plain for dress in dresses if any(text.strip() for text in dress.plain)), None)
    html = next((dress.html for dress in dresses if dress.html), [])
    body.plain.extend(plain or [])
    if plain and body.html:
        return  # what is already gathered is shown beside it
    body.html.extend(html)
    if plain is None:
        body.plain.extend(text for text in map(text_of_html, html) if text)


def _unflowed(text: str) -> str:
    """Lines that were broken for the journey, joined again (RFC 3676)."""
    joined: list[str] = []
    is_open = False
    for line in text.replace("\r\n", "\n").split("\n"):
        shown = line.removeprefix(" ")
        is_quoted = line.startswith(">")
        if is_open and not is_quoted and not joined[-1].startswith(">"):
            joined[-1] += shown
        else:
            joined.append(shown)
        is_open = shown.endswith(" ") and shown != "-- "
    return "\n".join(joined)


def _attachment(part: Message, kind: str) -> Attachment:
    if kind == "message/rfc822" or part.is_multipart():
        inner = part.get_payload()
        first = inner[0] if isinstance(inner, list) and inner else part
        data = first.as_bytes() if isinstance(first, Message) else b""
        subject = decoding.header(first, "Subject") if isinstance(first, Message) else ""
        name = decoding.file_name(part) or f"{subject[:80] or 'message'}.eml"
    else:
        data = decoding.payload(part)
        name = decoding.file_name(part) or {"text/calendar": "invitation.ics"}.get(kind, kind.replace("/", "."))
    return Attachment(
        name=name,
        media_type=kind,
        size_bytes=len(data),
        content=data if len(data) <= LARGEST_ATTACHMENT else None,
        description=decoding.header(part, "Content-Description") or None,
    )


def _tags(message: Message, arrival: Arrival, senders: list[tuple[str, str]]) -> Iterator[str]:
    """How it was sent, where that is not by a person: an answer to it may be useless, or start a loop."""
    automatic = decoding.header(message, "Auto-Submitted").lower().partition(";")[0].strip()
    precedence = decoding.header(message, "Precedence").lower()
    is_report = message.get_content_type() == "multipart/report"
    return_path = decoding.header(message, "Return-Path")
    from_daemon = any(address.partition("@")[0] in DAEMONS for _, address in senders)
    if is_report and decoding.parameter(message, "report-type").lower() == "disposition-notification":
        yield "receipt"
    elif is_report or decoding.header(message, "X-Failed-Recipients") or (return_path == "<>" and from_daemon):
        yield "bounce"
    elif (
        (automatic and automatic not in {"no", "auto-generated"})
        or precedence == "auto_reply"
        or _answers_by_itself(message)
    ):
        yield "auto-reply"
    elif automatic == "auto-generated" or return_path == "<>" or from_daemon:
        yield "automatic"
    if decoding.header(message, "List-Id") or decoding.header(message, "List-Unsubscribe"):
        yield "list"
    if precedence in AUTOMATIC_PRECEDENCE:
        yield "bulk"
    if not arrival.is_whole:
        yield "cut"


def _answers_by_itself(message: Message) -> bool:
    names = ("X-Autoreply", "X-Autorespond", "X-Auto-Response-Suppress-Reply", "X-Autogenerated")
    return any(decoding.header(message, name) for name in names)


def _unreadable(arrival: Arrival, error: Exception) -> IncomingItem:
    head, _, rest = arrival.data.partition(b"\n\n") if b"\n\n" in arrival.data else arrival.data.partition(b"\r\n\r\n")
    words = decoding.words(rest or head)[:LARGEST_TEXT].replace("\x00", "")
    return IncomingItem(
        key=key_of(None, arrival.data, arrival.mailbox),
        kind="mail",
        text=words,
        published_at=arrival.received_at,
        author=None,
        raw={
            "mailbox": arrival.mailbox,
            "uid": arrival.uid,
            "uid_validity": arrival.uid_validity,
            "unreadable": repr(error),
        },
        is_private=True,
        tags=("unreadable",),
    )
