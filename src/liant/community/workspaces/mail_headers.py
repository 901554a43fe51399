"""The headers of letters: an mbox, or a zip of .eml files. Who wrote to whom and when; what stands under a letter's first empty
line is passed over unread, and neither its subject nor its body is looked at. Letters to many, of lists and of machines are no
contact between two people."""

import zipfile
from collections.abc import Iterable, Iterator
from datetime import datetime
from email.errors import HeaderParseError
from email.headerregistry import Address
from email.message import EmailMessage
from email.parser import BytesHeaderParser
from email.policy import default
from typing import Any, BinaryIO

from liant.community.workspaces.reading import Found, with_zone

MOST_RECIPIENTS = 12
LONGEST_HEAD = 200_000  # bytes
MOST_FILES = 500_000
BY_MACHINE = ("List-Id", "List-Post", "Auto-Submitted", "X-Auto-Response-Suppress")


def read(stream: BinaryIO, found: Found) -> None:
    """`number` of a problem: which letter of the file."""
    letters = zipped(stream, found) if zipfile.is_zipfile(stream) else mailbox(stream)
    count = 0
    for head in letters:
        count += 1
        if not read_head(head, count, found):
            return
    if not count and not found.problems:
        found.wrong("mail", 1, "no_letters")


def mailbox(stream: BinaryIO) -> Iterator[bytes]:
    """The head of each letter of an mbox (RFC 4155): letters begin by a line "From ", at the start or after an empty line."""
    stream.seek(0)
    head: list[bytes] = []
    is_head, was_empty, size = False, True, 0
    for line in iter(lambda: stream.readline(LONGEST_HEAD), b""):
        if was_empty and line.startswith(b"From "):
            if head:
                yield b"".join(head)
            head, is_head, size = [], True, 0
        elif is_head and line.strip():
            size += len(line)
            if size <= LONGEST_HEAD:
                head.append(line)
        else:
            is_head = False
        was_empty = not line.strip()
    if head:
        yield b"".join(head)


def zipped(stream: BinaryIO, found: Found) -> Iterator[bytes]:
    try:
        with zipfile.ZipFile(stream) as archive:
            for one in archive.infolist()[:MOST_FILES]:
                if one.filename.lower().endswith(".eml"):
                    with archive.open(one) as letter:
                        yield b"".join(head_of(letter))
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError):  # broken, packed in an unknown way, or locked
        found.wrong("mail", 1, "not_a_zip")


def head_of(letter: Any) -> Iterable[bytes]:
    size = 0
    for line in iter(lambda: letter.readline(LONGEST_HEAD), b""):
        size += len(line)
        if not line.strip() or size > LONGEST_HEAD:
            return
        yield line


def read_head(head: bytes, number: int, found: Found) -> bool:
    """Whether to go on."""
    letter: Any = BytesHeaderParser(policy=default).parsebytes(head)
    if any(name in letter for name in BY_MACHINE) or str(letter.get("Precedence", "")).lower() in (
        "bulk",
        "list",
        "junk",
    ):
        return True
    try:
        senders, to = addresses(letter, "From"), [*addresses(letter, "To"), *addresses(letter, "Cc")]
    except (HeaderParseError, ValueError, IndexError, AttributeError):  # what `email` says of a header it can't read
        return found.wrong("mail", number, "no_addresses")
    if not senders:
        return found.wrong("mail", number, "From")
    at = moment_of(letter)
    if at is None:
        return found.wrong("mail", number, "no_moment")
    recipients = dict.fromkeys(one.addr_spec for one in to)
    if len(recipients) <= MOST_RECIPIENTS:
        for one in recipients:
            found.note("message", senders[0].addr_spec, one, at, str(letter.get("Message-ID") or at.isoformat()))
    return True


def addresses(letter: EmailMessage, name: str) -> list[Address]:
    return [one for header in letter.get_all(name, []) for one in header.addresses]


def moment_of(letter: EmailMessage) -> datetime | None:
    """None where there is none that can be read; "-0000" is UTC, and nobody says from where."""
    found = getattr(letter.get("Date"), "datetime", None)
    return None if found is None else with_zone(found)
