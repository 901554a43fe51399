"""A mail that a colleague forwards to the address kept for it: whoever wrote it first is its author, not the colleague."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from email.utils import parseaddr, parsedate_to_datetime

from liant.connectors.contract import Author, IncomingItem
from liant.connectors.mail.reading import Arrival, read_message

TOLD = ("told", "forwarded")
NAMES = {
    "from": "from", "de": "from", "expéditeur": "from", "von": "from",
    "date": "date", "sent": "date", "envoyé": "date", "envoyé le": "date", "gesendet": "date",
    "subject": "subject", "objet": "subject", "sujet": "subject", "betreff": "subject",
    "to": "to", "à": "to", "destinataire": "to", "an": "to", "cc": "to", "reply-to": "to", "répondre à": "to",
}  # fmt: skip
HEADER = re.compile(r"^[>*\s]*(?P<name>[A-Za-zÀ-ÿ][A-Za-zÀ-ÿ -]{0,14}?)\s?\*?\s?:\*?\s*(?P<value>\S.*?)\s*$")
MAILTO = re.compile(r"\[mailto:([^\]\s]+)\]", re.IGNORECASE)
DIVIDER = re.compile(r"^[\s>]*(?:-{3,}.*-{3,}|_{10,}|(?:begin forwarded message|début du message (?:réexpédié|transféré))\s?:)\s*$",
                     re.IGNORECASE)  # fmt: skip
MONTHS = (
    "janv jan", "févr fév feb", "mars mar", "avr apr", "mai may", "juin jun", "juil jul", "août aou aug", "sept sep",
    "oct", "nov", "déc dec",
)  # fmt: skip
DAY = re.compile(r"(\d{1,2})(?:er)?\s+([a-zéûô]{3,9})\.?,?\s+(\d{4})\D{0,6}?(\d{1,2})[:h]\s?(\d{2})", re.IGNORECASE)
FEWEST_HEADERS = 2


@dataclass(frozen=True)
class Original:
    """What was forwarded. `note` is what the colleague wrote above it."""

    author: Author
    text: str
    subject: str
    said_at: datetime | None
    note: str


def read(arrival: Arrival, ours: set[str], mailboxes: tuple[str, str], noted_to: str = "") -> IncomingItem:
    """The item of a message; of what came to the address `noted_to`, the item of the mail that was forwarded."""
    item = read_message(arrival, ours, mailboxes)
    if not is_for_notes(item, noted_to):
        return item
    whole = next((one.content for one in item.attachments if one.media_type == "message/rfc822" and one.content), None)
    inner = replace(arrival, data=whole) if whole else None
    return opened(item, read_message(inner, ours, mailboxes) if inner else None)


def is_for_notes(item: IncomingItem, address: str) -> bool:
    """Did it come to the address kept for what colleagues forward?"""
    told = [value for name, value in item.raw.get("headers", ()) if name.lower() in ("delivered-to", "x-original-to")]
    return bool(address) and address.lower() in {one.strip().strip("<>").lower() for one in [*item.recipients, *told]}


def opened(item: IncomingItem, inner: IncomingItem | None) -> IncomingItem:
    """The item under its first author's name. `inner` is the mail that came attached, already read; without one, the
    header lines among the words are read. What cannot be told apart stays as it came."""
    sender = item.author.key if item.author else ""
    if inner is not None and inner.author is not None:
        told = _under(item, inner.author, sender, item.text)
        return replace(
            told,
            text=inner.text,
            title=inner.title,
            published_at=inner.published_at or item.published_at,
            thread_key=inner.thread_key,
            thread_names=inner.thread_names,
            attachments=inner.attachments,
            reply_to=inner.reply_to,
        )
    original = original_in(item.text)
    if original is None:
        return replace(item, tags=(*item.tags, *TOLD))
    told = _under(item, original.author, sender, original.note)
    subject = original.subject or item.title or ""
    answer = {"message_id": None, "references": [], "subject": subject, "to": [original.author.key], "cc": []}
    said_at = original.said_at or item.published_at
    return replace(told, text=original.text, title=subject or None, published_at=said_at, reply_to=answer)


def original_in(text: str) -> Original | None:
    """The mail among the words of another: a block of header lines, then its text."""
    lines = text.replace("\r\n", "\n").split("\n")
    for place in range(len(lines)):
        found, end = _headers(lines, place)
        address = _address(found.get("from", ""))
        if len(found) >= FEWEST_HEADERS and address:
            above = [line for line in lines[:place] if not DIVIDER.match(line)]
            return Original(
                author=address,
                text="\n".join(_without_marks(lines[end:])).strip(),
                subject=found.get("subject", ""),
                said_at=_moment(found.get("date", "")),
                note="\n".join(above).strip(),
            )
    return None


def _under(item: IncomingItem, author: Author, sender: str, note: str) -> IncomingItem:
    raw = {**item.raw, "forwarded_by": sender, "forwarded_note": note}
    return replace(item, author=author, raw=raw, is_ours=False, is_addressed=True, tags=(*item.tags, *TOLD))


def _headers(lines: Sequence[str], place: int) -> tuple[dict[str, str], int]:
    """The header lines that begin here, and where they end; blank lines between the first of them are allowed."""
    found: dict[str, str] = {}
    while place < len(lines):
        match = HEADER.match(lines[place])
        name = NAMES.get(match["name"].strip().lower()) if match else None
        if match and name:
            found.setdefault(name, match["value"].strip("* "))
        elif lines[place].strip(" >*") or not found:
            break
        elif len(found) >= FEWEST_HEADERS:
            return found, place + 1
        place += 1
    return found, place


def _address(value: str) -> Author | None:
    """Of "Name <address>", "Name [mailto:address]", or an address alone."""
    value = MAILTO.sub(r"<\1>", value)
    name, address = parseaddr(value)
    if "@" not in address:
        return None
    return Author(key=address.lower(), kind="email", name=name.strip("\"' ") or None, handle=address.lower())


def _moment(value: str) -> datetime | None:
    """As mail writes it, or as people read it in French and in English; the zone is often left out: taken as UTC."""
    try:
        found = parsedate_to_datetime(value)
        return found if found.tzinfo else found.replace(tzinfo=UTC)
    except (ValueError, TypeError, IndexError):
        pass
    match = DAY.search(value)
    if match is None:
        return None
    day, name, year, hour, minute = match.groups()
    month = next((n for n, names in enumerate(MONTHS, 1) if any(name.lower().startswith(m) for m in names.split())), 0)
    try:
        return datetime(int(year), month, int(day), tzinfo=UTC) + timedelta(hours=int(hour), minutes=int(minute))
    except ValueError:
        return None


def _without_marks(lines: Sequence[str]) -> list[str]:
    """Some programs mark every forwarded line with “>”."""
    said = [line for line in lines if line.strip()]
    if said and all(line.lstrip().startswith(">") for line in said):
        return [re.sub(r"^\s*> ?", "", line) for line in lines]
    return list(lines)
