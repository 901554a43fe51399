"""Reading the headers and bodies of mail as they are, not as they should be: unknown charsets, broken encoded words,
raw bytes in headers. Nothing here raises."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.utils import getaddresses, parsedate_to_datetime
from typing import Any

_MESSAGE_ID = re.compile(r"<([^<>\s]+)>")
_ALIASES = {"unicode-1-1-utf-7": "utf-7", "iso-8859-8-i": "iso-8859-8", "x-unknown": "utf-8", "unknown-8bit": "utf-8",
            "ansi_x3.110-1983": "iso-8859-1", "x-mac-roman": "mac-roman", "iso-8859-1": "cp1252", "us-ascii": "utf-8"}  # fmt: skip
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def words(data: bytes, charset: str | None = None) -> str:
    """Bytes as text: in their charset when it fits, else UTF-8, else Windows-1252."""
    name = (charset or "").strip().strip("'\"").lower()
    for candidate in (_ALIASES.get(name, name), "utf-8"):
        try:
            if candidate:
                return data.decode(candidate)
        except (LookupError, UnicodeError, ValueError):
            continue
    return data.decode("cp1252", "replace")


def header(message: Message, name: str) -> str:
    """A header as people read it, on one line; empty when it is not there."""
    return decoded(message.get(name))


def decoded(value: Any) -> str:
    """A header's value with its encoded words decoded."""
    raw = _raw(value)
    try:
        chunks = decode_header(raw)
        text = "".join(words(chunk, charset) if isinstance(chunk, bytes) else chunk for chunk, charset in chunks)
    except (HeaderParseError, ValueError, LookupError):
        text = raw
    return " ".join(_CONTROL.sub("", text).split())


def _raw(value: Any) -> str:
    """A header's value as text, with bytes that were not ASCII read as UTF-8 or Windows-1252."""
    if value is None:
        return ""
    chunks = getattr(value, "_chunks", None)  # compat32 wraps what is not ASCII
    text = "".join(part for part, _ in chunks) if chunks else str(value)
    try:
        return words(text.encode("ascii", "surrogateescape"))
    except UnicodeEncodeError:
        return text.encode("utf-8", "replace").decode()


def all_headers(message: Message) -> Iterator[tuple[str, str]]:
    """Every header, decoded, in its order."""
    for name, value in message.raw_items():
        yield name, decoded(value)


def people(message: Message, *names: str) -> list[tuple[str, str]]:
    """(name, address in lower case) of everybody in these headers, once each, in their order."""
    found: dict[str, str] = {}
    for name in names:
        values = [_raw(value) for value in message.get_all(name, [])]
        try:
            pairs = getaddresses(values)
        except (ValueError, IndexError, TypeError, AttributeError):
            pairs = [("", value) for value in values]
        for shown, written in pairs:
            address = _CONTROL.sub("", decoded(written) if "=?" in written else written).strip(" <>,;\"'").lower()
            if "@" in address and not re.search(r"\s", address):
                found.setdefault(address, decoded(shown))
    return [(shown, address) for address, shown in found.items()]


def message_ids(message: Message, name: str) -> list[str]:
    """The message identifiers in a header, without their brackets."""
    value = _raw(message.get(name))
    found = _MESSAGE_ID.findall(value)
    if not found and name == "Message-ID" and value.strip() and not re.search(r"\s", value.strip()):
        found = [value.strip().strip("<>")]
    return [identifier for identifier in found if identifier]


def moment(message: Message, received_at: datetime | None) -> datetime | None:
    """When it was written: its Date, unless that is missing, unreadable, or later than its arrival."""
    try:
        written = parsedate_to_datetime(_raw(message.get("Date")))
        written = (written if written.tzinfo else written.replace(tzinfo=UTC)).astimezone(UTC)
    except (TypeError, ValueError, IndexError, OverflowError, AttributeError):
        return received_at
    if written.year < 1975:
        return received_at
    return min(written, received_at) if received_at else written


def payload(part: Message) -> bytes:
    """The bytes of a part, its transfer encoding undone as far as it goes."""
    try:
        data = part.get_payload(decode=True)
    except (ValueError, TypeError, AttributeError, AssertionError):
        data = None
    if isinstance(data, bytes):
        return data
    text = part.get_payload()
    return text.encode("utf-8", "surrogateescape") if isinstance(text, str) else b""


def parameter(part: Message, name: str, of: str = "content-type") -> str:
    """A parameter of a header, such as its charset; empty when absent or broken."""
    try:
        value = part.get_param(name, "", of)
        if isinstance(value, tuple):  # charset, language, percent-decoded text
            return words(value[2].encode("latin-1", "replace"), value[0])
    except (ValueError, TypeError, IndexError, AttributeError, LookupError):
        return ""
    return _raw(value or "")


def file_name(part: Message) -> str:
    """The name an attachment was given, without any folder; empty when it has none."""
    name = parameter(part, "filename", "content-disposition") or parameter(part, "name")
    return re.split(r"[/\\]", decoded(name))[-1][:200]
