"""Writing a mail once and for all: the whole message in bytes, with an identifier that a delivery always gets again."""

import base64
import hashlib
import re
from collections.abc import Mapping
from datetime import datetime
from email import message_from_bytes
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from liant.connectors.contract import Account, Draft, Json, Misconfigured, Rejected
from liant.connectors.media import Medium, content_of, in_frozen, named

MAX_TOTAL = 20_000_000
MAX_RECIPIENTS = 50
_ADDRESS = re.compile(
    r"[^@\s<>(),;:\"\\\[\]\x00-\x1f\x7f]+@[^@\s<>(),;:\"\\\[\]\x00-\x1f\x7f]+\.?[^@\s<>(),;:\"\\\[\]\x00-\x1f\x7f]*"
)
_CONTROL = re.compile(r"[\x00-\x1f\x7f\u0085\u2028\u2029\ud800-\udfff]+")
_BODY_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")
_POLICY = SMTP.clone(cte_type="7bit", max_line_length=78)


def own_address(account: Account) -> str:
    """The address we write from. Raises Misconfigured."""
    address = str(account.settings.get("address") or "").strip()
    if not _ADDRESS.fullmatch(address):
        raise Misconfigured("The address of this mailbox is missing or not an address.", "address")
    return address


def own_name(account: Account) -> str:
    """The name that readers see beside it; may be empty."""
    return _line(account.settings.get("name"))


def message_id(account: Account, key: str) -> str:
    """The identifier of a delivery's message, without brackets; always the same for the same key."""
    address = own_address(account)
    digest = hashlib.sha256(f"{address.lower()}\n{key}".encode()).hexdigest()[:40]
    return f"liant.{digest}@{_ascii_domain(address)}"


def freeze(account: Account, draft: Draft, key: str, now: datetime) -> Json:
    """The message as it will leave but for its attachments, which are named, and its envelope. Raises Rejected or
    Misconfigured."""
    sender = own_address(account)
    recipients = _recipients(draft, sender)
    identifier = message_id(account, key)
    message = EmailMessage(policy=_POLICY)
    message["From"] = _person(own_name(account), sender)
    message["To"] = [_person("", address) for address in recipients]
    message["Subject"] = _subject(draft)
    message["Date"] = format_datetime(now.replace(microsecond=0))
    message["Message-ID"] = f"<{identifier}>"
    if answered := _identifier(draft.target.get("message_id")):
        message["In-Reply-To"] = f"<{answered}>"
        message["References"] = _references(draft.target, answered)
    if draft.is_automatic:  # RFC 3834, and what older programs read
        message["Auto-Submitted"] = "auto-replied"
        message["Precedence"] = "bulk"
        message["X-Auto-Response-Suppress"] = "All"
    if language := _line(draft.language):
        message["Content-Language"] = language
    _write_body(message, draft)
    data = message.as_bytes()
    if len(data) + sum(len(a.content or b"") * 4 // 3 for a in draft.attachments) > MAX_TOTAL:
        raise Rejected(f"With its attachments this mail is larger than {MAX_TOTAL // 1_000_000} MB.")
    return {
        "message_id": identifier,
        "sender": sender,
        "recipients": recipients,
        "message": base64.b64encode(data).decode(),
        "media": named(draft.attachments),
    }


def whole(frozen: Json, media: Mapping[str, bytes]) -> bytes:
    """The message to the last byte, its attachments within; always the same for what was frozen once."""
    data = base64.b64decode(frozen["message"])
    attached = in_frozen(frozen)
    if not attached:
        return data
    message = message_from_bytes(data, policy=_POLICY)
    for medium in attached:
        main, sub = _kinds(medium)
        name = _line(medium.name) or "attachment"
        message.add_attachment(content_of(medium, media), maintype=main, subtype=sub, filename=name)
        if medium.description:
            message.get_payload()[-1]["Content-Description"] = _line(medium.description)  # type: ignore[index]
    # the library would draw a boundary by chance
    message.set_boundary("=_liant_" + hashlib.sha256(frozen["message_id"].encode()).hexdigest()[:32])
    return message.as_bytes()


def _kinds(medium: Medium) -> tuple[str, str]:
    main, _, sub = medium.media_type.partition("/")
    if not re.fullmatch(r"[\w.+-]+/[\w.+-]+", medium.media_type) or main in {"multipart", "message"}:
        return "application", "octet-stream"
    return main, sub


def _recipients(draft: Draft, sender: str) -> list[str]:
    wanted = [str(address).strip() for address in (draft.to or draft.target.get("to") or ())]
    for address in wanted:
        if not _ADDRESS.fullmatch(address):
            raise Rejected(f"“{_line(address)}” is not an address.")
    recipients = list(dict.fromkeys(wanted))
    if not recipients:
        raise Rejected("There is nobody to write to.")
    if len(recipients) > MAX_RECIPIENTS:
        raise Rejected(f"A mail goes to {MAX_RECIPIENTS} people at most.")
    if [address.lower() for address in recipients] == [sender.lower()]:
        raise Rejected("This mail would only go to the mailbox it comes from.")
    return recipients


def _person(name: str, address: str) -> Address:
    try:
        return Address(display_name=name, addr_spec=address)
    except (ValueError, IndexError, MessageError) as error:
        raise Rejected(f"“{address}” is not an address.") from error


def _subject(draft: Draft) -> str:
    subject = _line(draft.subject)
    if subject:
        return subject
    answered = _line(draft.target.get("subject"))
    if draft.kind != "reply" or re.match(r"(?:re|aw|sv|ré)\s*:", answered, re.IGNORECASE):
        return answered
    return f"Re: {answered}" if answered else "Re:"


def _references(target: Json, answered: str) -> str:
    """The identifiers above, the first and the latest, so that the line stays reasonable."""
    known = [found for found in map(_identifier, target.get("references") or ()) if found]
    chain = list(dict.fromkeys([*known, answered]))
    if len(chain) > 20:
        chain = [chain[0], *chain[-19:]]
    return " ".join(f"<{identifier}>" for identifier in chain)


def _write_body(message: EmailMessage, draft: Draft) -> None:
    text = _BODY_CONTROL.sub("", draft.text.replace("\r\n", "\n").replace("\r", "\n")).strip("\n")
    if not text.strip() and not draft.attachments:
        raise Rejected("There is nothing written.")
    message.set_content(text + "\n", charset="utf-8")


def _line(text: object) -> str:
    """One line, whatever was given: a header cannot be added by writing it into another."""
    return " ".join(_CONTROL.sub(" ", str(text or "")).split())


def _identifier(value: object) -> str:
    """A message identifier that is safe inside brackets; empty when it is not one."""
    text = str(value or "").strip().strip("<>")
    return text if re.fullmatch(r"[!-;=?-~]{1,900}", text) else ""


def _ascii_domain(address: str) -> str:
    domain = address.rpartition("@")[2].rstrip(".")
    try:
        return domain.encode("idna").decode().lower()
    except UnicodeError:
        return "liant.invalid"
