"""Collecting mail by number, never by date: each mailbox is read after the last number read, and anew from the first
when its server numbered it anew. Nothing is marked as read, moved or deleted.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from imaplib import Internaldate2tuple
from time import mktime, monotonic
from typing import Any

import imap_tools

from liant.connectors.contract import Account, IncomingItem, Json, Misconfigured, Page
from liant.connectors.mail import alerts, forwarded
from liant.connectors.mail.reading import Arrival
from liant.connectors.mail.servers import imap_server, translated
from liant.connectors.mail.writing import own_address
from liant.kit import clock, mail

MESSAGES_PER_PAGE, BYTES_PER_PAGE, LARGEST_MESSAGE = 100, 30_000_000, 25_000_000
IDLE_SECONDS = 240.0
"""Under the 29 minutes of RFC 2177, and under the ten after which some servers and routers drop a silent line."""
PAUSE_WITHOUT_IDLE = 30.0
_UID = re.compile(rb"\bUID (\d+)")
_SIZE = re.compile(rb"\bRFC822\.SIZE (\d+)")


def mailboxes_of(account: Account) -> list[str]:
    """The mailboxes to read, the one where mail arrives first."""
    value = account.settings.get("mailboxes") or "INBOX"
    lines = value.splitlines() if isinstance(value, str) else value
    return list(dict.fromkeys(line.strip() for line in map(str, lines) if line.strip())) or ["INBOX"]


def sent_mailbox(account: Account, mailbox: mail.Mailbox | None = None) -> str:
    """Where sent mail is kept: as the settings say, else as the server marks it, else under its usual name."""
    if chosen := str(account.settings.get("sent_mailbox") or "").strip():
        return chosen
    if known := account.remembered.get("sent_mailbox"):
        return str(known)
    if mailbox is None:
        return "Sent"
    folders = mailbox.folder.list()
    marked = next((folder.name for folder in folders if "\\Sent" in folder.flags), None)
    named = next((folder.name for folder in folders if folder.name.lower() in {"sent", "sent items", "envoyés"}), None)
    if found := marked or named:
        account.remember({"sent_mailbox": found})
    return found or "Sent"


def our_addresses(account: Account) -> set[str]:
    """The addresses from which mail is ours."""
    others = account.settings.get("other_addresses") or ()
    lines = others.splitlines() if isinstance(others, str) else others
    return {own_address(account).lower(), *(line.strip().lower() for line in map(str, lines) if line.strip())}


@dataclass
class _Read:
    items: list[IncomingItem]
    notes: list[str]
    state: Json
    has_more: bool


def fetch_page(account: Account, cursor: Json | None, now: datetime) -> Page:
    """The next messages of the mailbox whose turn it is."""
    with translated("imap_host"), mail.open_mailbox(imap_server(account)) as mailbox:
        names = mailboxes_of(account)
        sent = sent_mailbox(account, mailbox)
        turns = [*names, sent] if sent not in names else names
        stored = cursor or {}
        states = {name: state for name, state in stored.get("mailboxes", {}).items() if name in turns}
        turn = str(stored["turn"]) if stored.get("turn") in turns else turns[0]
        read = _read_mailbox(account, mailbox, turn, states.get(turn), is_needed=turn in names)
        states[turn] = read.state
        place = turns.index(turn) + (0 if read.has_more else 1)
        is_end = place >= len(turns)
        heard_from = stored.get("heard_at")
        began = stored.get("began_at") or now.isoformat()
        return Page(
            items=read.items,
            cursor={
                "mailboxes": states,
                "turn": None if is_end else turns[place],
                "heard_at": began if is_end else heard_from,
                "began_at": None if is_end else began,
            },
            has_more=not is_end,
            unreadable=read.notes,
            heard_from_at=datetime.fromisoformat(heard_from or began) if is_end else None,
            heard_to_at=datetime.fromisoformat(began) if is_end else None,
        )


def listen(account: Account, cursor: Json | None, seconds: float) -> Iterator[Page]:
    """Keep the first mailbox open and bring in what arrives, at once."""
    ends = monotonic() + seconds
    name = mailboxes_of(account)[0]
    stored = dict(cursor or {})
    heard_from = clock.now()
    with translated("imap_host"), mail.open_mailbox(imap_server(account)) as mailbox:
        can_idle = "IDLE" in mailbox.client.capabilities
        while True:
            states = dict(stored.get("mailboxes", {}))
            read = _read_mailbox(account, mailbox, name, states.get(name), is_needed=True)
            states[name] = read.state
            stored = {**stored, "mailboxes": states}
            left = ends - monotonic()
            if read.items or read.notes or left <= 0:
                heard_to = clock.now()
                yield Page(
                    items=read.items,
                    cursor=stored,
                    has_more=read.has_more,
                    unreadable=read.notes,
                    heard_from_at=heard_from,
                    heard_to_at=heard_to,
                )
                heard_from = heard_to
            if read.has_more:
                continue
            if left <= 0:
                return
            if can_idle:
                mailbox.idle.wait(timeout=min(left, IDLE_SECONDS))
            else:
                mailbox.idle.mailbox.client.noop()
                _pause(min(left, PAUSE_WITHOUT_IDLE))


def _pause(seconds: float) -> None:
    from time import sleep  # only for servers that cannot tell by themselves

    sleep(seconds)


def find_message(account: Account, message_id: str) -> str | None:
    """The mailbox that holds a message by its identifier, looking where sent mail is kept and where mail arrives."""
    with translated("imap_host"), mail.open_mailbox(imap_server(account)) as mailbox:
        for name in dict.fromkeys([sent_mailbox(account, mailbox), *mailboxes_of(account)]):
            try:
                mailbox.folder.set(name, readonly=True)
            except imap_tools.MailboxFolderSelectError:
                continue
            if mailbox.uids(f'HEADER Message-ID "<{message_id}>"'):
                return name
    return None


def keep_copy(account: Account, message: bytes) -> str:
    """File a message where sent mail is kept; returns the mailbox."""
    with translated("imap_host"), mail.open_mailbox(imap_server(account)) as mailbox:
        name = sent_mailbox(account, mailbox)
        if not mailbox.folder.exists(name):
            mailbox.folder.create(name)
        mailbox.append(message, name, flag_set=[imap_tools.MailMessageFlags.SEEN])
        return name


def describe(account: Account) -> str:
    """Sign in and look; returns what was found as a sentence."""
    with translated("imap_host"), mail.open_mailbox(imap_server(account)) as mailbox:
        counts = []
        for name in mailboxes_of(account):
            _select(mailbox, name)
            counts.append(f"{len(mailbox.uids('ALL'))} messages in {name}")
        return f"Connected as {own_address(account)}: {', '.join(counts)}"


def _select(mailbox: mail.Mailbox, name: str) -> int:
    """Open a mailbox for reading only; returns the number of its numbering (UIDVALIDITY)."""
    try:
        mailbox.folder.set(name, readonly=True)
    except imap_tools.MailboxFolderSelectError as error:
        raise Misconfigured(f"There is no mailbox named {name}.", "mailboxes") from error
    _, values = mailbox.client.response("UIDVALIDITY")
    value = values[0] if values else None
    return int(value) if value else 0


def _read_mailbox(account: Account, mailbox: mail.Mailbox, name: str, state: Json | None, *, is_needed: bool) -> _Read:
    try:
        validity = _select(mailbox, name)
    except Misconfigured:
        if is_needed:
            raise
        return _Read([], [], state or {}, has_more=False)  # nothing was ever sent: the mailbox is not there yet
    last = int((state or {}).get("uid", 0)) if (state or {}).get("uid_validity") == validity else 0
    waiting = sorted(uid for uid in map(int, mailbox.uids(f"UID {last + 1}:*")) if uid > last)
    chosen = _chosen(_sizes(mailbox, waiting[:MESSAGES_PER_PAGE]), waiting[:MESSAGES_PER_PAGE])
    items: list[IncomingItem] = []
    notes: list[str] = []
    names = (mailboxes_of(account)[0], sent_mailbox(account))
    for arrival in _arrivals(mailbox, name, validity, chosen):
        if isinstance(arrival, str):
            notes.append(arrival)
            continue
        item = forwarded.read(arrival, our_addresses(account), names, str(account.settings.get("noted_to") or ""))
        if "cut" in item.tags:
            notes.append(f"Message {arrival.uid} in {name} is very large: only its beginning was read.")
        items += alerts.spread(item, arrival.data, items)
    notes.extend(_twins(items))
    uid = max(chosen, default=last)
    return _Read(items, notes, {"uid_validity": validity, "uid": uid}, has_more=len(chosen) < len(waiting))


def _twins(items: Sequence[IncomingItem]) -> Iterator[str]:
    """Different messages under one identifier: only the first can be kept under it, so the others are named."""
    seen: dict[str, IncomingItem] = {}
    for item in items:
        first = seen.setdefault(item.key, item)
        if (first.title, first.text) != (item.title, item.text):
            yield f"Two different messages carry the identifier {item.key}; the second is “{item.title}”."


def _sizes(mailbox: mail.Mailbox, uids: Sequence[int]) -> dict[int, int]:
    if not uids:
        return {}
    _, data = mailbox.client.uid("FETCH", ",".join(map(str, uids)), "(UID RFC822.SIZE)")
    sizes = {}
    for line in _flat(data):
        if (uid := _UID.search(line)) and (size := _SIZE.search(line)):
            sizes[int(uid[1])] = int(size[1])
    return sizes


def _chosen(sizes: dict[int, int], uids: Sequence[int]) -> dict[int, int]:
    """As many as fit into one page, one at least, with their sizes."""
    chosen: dict[int, int] = {}
    total = 0
    for uid in uids:
        total += min(sizes.get(uid, 0), LARGEST_MESSAGE)
        if chosen and total > BYTES_PER_PAGE:
            break
        chosen[uid] = sizes.get(uid, 0)
    return chosen


def _arrivals(mailbox: mail.Mailbox, name: str, validity: int, chosen: dict[int, int]) -> Iterator[Arrival | str]:
    """The messages in their order; in place of one that the server does not give, a sentence that names it."""
    found = _fetch(mailbox, list(chosen))
    for uid, size in chosen.items():
        parts = found.get(uid) or _fetch(mailbox, [uid]).get(uid)
        if parts is None:
            yield f"Message {uid} in {name} could not be read from the server; it may have been deleted meanwhile."
            continue
        head, data = parts
        yield Arrival(
            data=data,
            mailbox=name,
            uid=uid,
            uid_validity=validity,
            received_at=_received(head),
            size_bytes=size or len(data),
            is_whole=len(data) < LARGEST_MESSAGE,
        )


def _fetch(mailbox: mail.Mailbox, uids: Sequence[int]) -> dict[int, tuple[bytes, bytes]]:
    if not uids:
        return {}
    wanted = f"(UID INTERNALDATE BODY.PEEK[]<0.{LARGEST_MESSAGE}>)"
    status, data = mailbox.client.uid("FETCH", ",".join(map(str, uids)), wanted)
    found: dict[int, tuple[bytes, bytes]] = {}
    if status != "OK":
        return found
    for place, part in enumerate(data):
        if not isinstance(part, tuple):
            continue
        after = data[place + 1] if place + 1 < len(data) and isinstance(data[place + 1], bytes) else b""
        head = part[0] + b" " + after  # servers may write the number after the message
        if match := _UID.search(head):
            found[int(match[1])] = (head, part[1])
    return found


def _flat(data: Any) -> Iterator[bytes]:
    for part in data or ():
        if isinstance(part, tuple):
            yield b" ".join(piece for piece in part if isinstance(piece, bytes))
        elif isinstance(part, bytes):
            yield part


def _received(head: bytes) -> datetime | None:
    """When the server took it in (INTERNALDATE)."""
    match = re.search(rb'INTERNALDATE "([^"]+)"', head)
    if not match:
        return None
    try:
        return datetime.strptime(match[1].decode().strip(), "%d-%b-%Y %H:%M:%S %z").astimezone(UTC)
    except ValueError:
        pass
    try:
        local = Internaldate2tuple(head)
        return datetime.fromtimestamp(mktime(local), UTC) if local else parsedate_to_datetime(match[1].decode())
    except (ValueError, OverflowError, TypeError):
        return None
