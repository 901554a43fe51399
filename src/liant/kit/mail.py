"""The door out for mail: SMTP and IMAP over guarded addresses, with TLS, limits on time, and errors that tell whether a
message may have been taken.

    MailError
    ├── NotConnected     nobody answers, or the line broke before the message was given over: trying again is safe
    │   └── Forbidden    the address is one that Liant does not talk to
    ├── LoginRefused     the server does not accept this name with this password
    ├── Refused          the server said no, with its words (`is_temporary` for a 4xx answer): it took nothing
    └── GivenOver        the whole message left and no answer came: look before trying again
"""

import contextlib
import imaplib
import re
import smtplib
import socket
import ssl
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from time import monotonic
from typing import Any, Literal

import imap_tools
from imap_tools.mailbox import BaseMailBox

from liant.kit import addresses, http

ANSWER_SECONDS = 120.0
"""How long the answer to a whole message may take; servers check for viruses before they say yes."""
_LONE_LINE_END = re.compile(rb"\r\n|\r|\n")


class MailError(Exception):
    """A sentence that may be shown to a person; it never holds a password or a message."""


class NotConnected(MailError):
    pass


class Forbidden(NotConnected):
    pass


class LoginRefused(MailError):
    pass


class Refused(MailError):
    def __init__(self, message: str, *, is_temporary: bool):
        super().__init__(message)
        self.is_temporary = is_temporary


class GivenOver(MailError):
    pass


@dataclass(frozen=True)
class Server:
    """One mail server and how to sign in; without a password, none is given."""

    host: str
    port: int
    security: Literal["tls", "starttls", "none"] = "tls"
    user: str = ""
    password: str = ""
    timeout_seconds: float = 30
    allow_private: bool | None = None

    def __repr__(self) -> str:
        return f"Server({self.host}:{self.port}, {self.security})"

    def connect(self) -> socket.socket:
        """A checked TCP connection, with TLS when it begins with that. Raises NotConnected."""
        if not self.host:
            raise NotConnected("The name of the mail server is missing.")
        try:
            plain = addresses.connect(
                self.host, self.port, timeout_seconds=self.timeout_seconds, allow_private=self.allow_private
            )
        except addresses.ForbiddenAddress as error:
            raise Forbidden(str(error)) from error
        except addresses.NeverLeft as error:
            raise NotConnected(str(error)) from error
        plain.settimeout(self.timeout_seconds)
        if self.security != "tls":
            return plain
        try:
            return http.tls().wrap_socket(plain, server_hostname=self.host)
        except ssl.SSLCertVerificationError as error:
            plain.close()
            raise NotConnected(f"The certificate of {self.host} is not trusted.") from error
        except OSError as error:
            plain.close()
            raise NotConnected(f"{self.host}:{self.port} does not speak TLS; choose STARTTLS?") from error

    def check_password_may_travel(self) -> None:
        """A password in the clear is only for a server on one's own network."""
        if self.password and self.security == "none" and not addresses.private_allowed(self.allow_private):
            raise Forbidden(f"A password is not sent to {self.host} in the clear; choose TLS or STARTTLS.")


class _Smtp(smtplib.SMTP):
    """Dials through the guard; everything after is the standard library's."""

    def __init__(self, server: Server, local_name: str):
        self._server = server
        super().__init__(server.host, server.port, local_hostname=local_name, timeout=server.timeout_seconds)

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        return self._server.connect()


def send(server: Server, sender: str, recipients: Sequence[str], message: bytes) -> str:
    """Hand a whole message to a server for all recipients or none; returns the server's words. Raises MailError."""
    with _opened(server, sender) as smtp:
        return _handed_over(smtp, sender, recipients, message)


def _handed_over(smtp: _Smtp, sender: str, recipients: Sequence[str], message: bytes) -> str:
    if len(recipients) == 1 and smtp.has_extn("pipelining"):
        _envelope_at_once(smtp, sender, recipients[0], message)
    else:
        _envelope(smtp, sender, recipients, message)
        code, words = _command(smtp, "DATA")
        if code != 354:
            raise _refused(code, words)
    code, words = _give_over(smtp, message)
    if code != 250:
        raise _refused(code, words)
    return _text(words)


class Line:
    """Many messages over one connection, which is opened at the first, anew after so many, and closed with `close()`."""

    MOST = 100  # servers end a connection that goes on for too long
    IDLE_SECONDS = 5.0  # after which it is asked whether it is still there

    def __init__(self, server: Server, sender: str):
        self.server, self.sender = server, sender
        self._open: contextlib.AbstractContextManager[_Smtp] | None = None
        self._smtp: _Smtp | None = None
        self._count, self._used_at = 0, 0.0

    def send(self, recipients: Sequence[str], message: bytes) -> str:
        """As `send`; a line that broke while idle is opened once more, before anything is handed over."""
        if self._smtp is not None and (self._count >= self.MOST or not self._is_alive(self._smtp)):
            self.close()
        if self._smtp is None:
            self._open = _opened(self.server, self.sender)
            self._smtp, self._count = self._open.__enter__(), 0
        self._count += 1
        self._used_at = monotonic()
        try:
            return _handed_over(self._smtp, self.sender, recipients, message)
        except Refused:
            raise
        except MailError:
            self.close()
            raise

    def close(self) -> None:
        line, self._open, self._smtp = self._open, None, None
        if line is not None:
            with contextlib.suppress(MailError):
                line.__exit__(None, None, None)

    def _is_alive(self, smtp: _Smtp) -> bool:
        if monotonic() - self._used_at < self.IDLE_SECONDS:
            return True
        try:
            return smtp.docmd("RSET")[0] == 250
        except (smtplib.SMTPException, OSError):
            return False


def try_smtp(server: Server, sender: str) -> str:
    """Sign in and leave again; returns how the server presents itself. Raises MailError."""
    with _opened(server, sender) as smtp:
        return _text(smtp.ehlo_resp or smtp.helo_resp or b"").partition("\n")[0]


@contextlib.contextmanager
def _opened(server: Server, sender: str) -> Iterator[_Smtp]:
    server.check_password_may_travel()
    try:
        smtp = _Smtp(server, sender.rpartition("@")[2] or "localhost")
    except smtplib.SMTPConnectError as error:
        raise _refused(error.smtp_code, error.smtp_error) from error
    except (smtplib.SMTPException, OSError) as error:
        raise NotConnected(f"{server.host}:{server.port} does not speak as a mail server does.") from error
    try:
        _sign_in(smtp, server)
        yield smtp
    finally:
        with contextlib.suppress(smtplib.SMTPException, OSError):
            smtp.quit()
        smtp.close()


def _sign_in(smtp: _Smtp, server: Server) -> None:
    try:
        smtp.ehlo_or_helo_if_needed()
        if server.security == "starttls":
            smtp.starttls(context=http.tls())
            smtp.ehlo()
        if server.password:
            smtp.login(server.user, server.password)
    except smtplib.SMTPAuthenticationError as error:
        if error.smtp_code < 500:
            raise _refused(error.smtp_code, error.smtp_error) from error
        raise LoginRefused(
            f"{server.host} does not accept this name and password: {_text(error.smtp_error)}"
        ) from error
    except smtplib.SMTPNotSupportedError as error:
        wanted = "STARTTLS" if server.security == "starttls" and not _is_encrypted(smtp) else "signing in"
        raise NotConnected(f"{server.host} does not offer {wanted} on port {server.port}.") from error
    except smtplib.SMTPResponseException as error:
        raise _refused(error.smtp_code, error.smtp_error) from error
    except ssl.SSLCertVerificationError as error:
        raise NotConnected(f"The certificate of {server.host} is not trusted.") from error
    except (smtplib.SMTPException, OSError, ValueError) as error:
        raise NotConnected(f"The line to {server.host} broke before anything was sent.") from error


def _is_encrypted(smtp: _Smtp) -> bool:
    return isinstance(smtp.sock, ssl.SSLSocket)


def _options(smtp: _Smtp, sender: str, recipients: Sequence[str], message: bytes) -> str:
    """What goes with MAIL FROM. Raises Refused for what the server said beforehand that it does not take."""
    limit = smtp.esmtp_features.get("size", "")
    if limit.isdecimal() and 0 < int(limit) < len(message):
        raise Refused(
            f"The server takes messages of {int(limit):,} bytes; this one has {len(message):,}.", is_temporary=False
        )
    if all(address.isascii() for address in (sender, *recipients)):
        return ""
    if not smtp.has_extn("smtputf8"):
        raise Refused("The server takes only addresses without accents.", is_temporary=False)
    smtp.command_encoding = "utf-8"
    return " SMTPUTF8"


def _envelope(smtp: _Smtp, sender: str, recipients: Sequence[str], message: bytes) -> None:
    options = _options(smtp, sender, recipients, message)
    code, words = _command(smtp, f"MAIL FROM:<{_one_line(sender)}>{options}")
    if code != 250:
        raise _refused(code, words)
    refusals = []
    for recipient in recipients:
        code, words = _command(smtp, f"RCPT TO:<{_one_line(recipient)}>")
        if code not in {250, 251}:
            refusals.append((recipient, code, words))
    if refusals or not recipients:
        with contextlib.suppress(NotConnected):
            _command(smtp, "RSET")
        raise Refused(
            "; ".join(f"{recipient}: {_text(words)}" for recipient, _, words in refusals) or "There is no recipient.",
            is_temporary=bool(refusals) and all(code < 500 for _, code, _ in refusals),
        )


def _envelope_at_once(smtp: _Smtp, sender: str, recipient: str, message: bytes) -> None:
    """Three commands in one breath (RFC 2920), for one recipient; ready for the message, or Refused."""
    options = _options(smtp, sender, [recipient], message)
    lines = (f"MAIL FROM:<{_one_line(sender)}>{options}", f"RCPT TO:<{_one_line(recipient)}>", "DATA")
    try:
        smtp.send("".join(f"{line}\r\n" for line in lines))
        mail, rcpt, data = (smtp.getreply() for _ in lines)
        if data[0] == 354 and (mail[0] != 250 or rcpt[0] not in {250, 251}):
            smtp.send(".\r\n")  # nobody to give it to: a message without words, which the server refuses
            smtp.getreply()
    except (smtplib.SMTPException, OSError) as error:
        raise NotConnected("The line broke before the message was sent.") from error
    if mail[0] != 250 or rcpt[0] not in {250, 251} or data[0] != 354:
        with contextlib.suppress(NotConnected):
            _command(smtp, "RSET")
    if mail[0] != 250:
        raise _refused(*mail)
    if rcpt[0] not in {250, 251}:
        raise Refused(f"{recipient}: {_text(rcpt[1])}", is_temporary=rcpt[0] < 500)
    if data[0] != 354:
        raise _refused(*data)


def _command(smtp: _Smtp, line: str) -> tuple[int, bytes]:
    try:
        return smtp.docmd(line)
    except (smtplib.SMTPException, OSError) as error:
        raise NotConnected("The line broke before the message was sent.") from error


def _give_over(smtp: _Smtp, message: bytes) -> tuple[int, bytes]:
    """The message, then its end mark: before the mark a server must forget it, after the mark it may have taken it."""
    lines = _LONE_LINE_END.sub(b"\r\n", message)
    body = re.sub(rb"(?m)^\.", b"..", lines)
    if not body.endswith(b"\r\n"):
        body += b"\r\n"
    connection = smtp.sock
    if connection is None:
        raise NotConnected("The line broke before the message was sent.")
    try:
        connection.sendall(body)
    except OSError as error:
        raise NotConnected("The line broke before the whole message was sent.") from error
    try:
        connection.settimeout(ANSWER_SECONDS)
        connection.sendall(b".\r\n")
        return smtp.getreply()
    except (smtplib.SMTPException, OSError, ValueError) as error:
        raise GivenOver(
            "The message was sent, and the line broke before the server said whether it took it."
        ) from error


def _refused(code: int, words: Any) -> Refused:
    return Refused(_text(words) or f"status {code}", is_temporary=400 <= code < 500)


def _text(words: Any) -> str:
    text = words.decode("utf-8", "replace") if isinstance(words, bytes) else str(words)
    return " ".join(text.split())[:500]


def _one_line(address: str) -> str:
    if any(mark in address for mark in "\r\n<> "):
        raise Refused(f"“{address!r}” is not an address.", is_temporary=False)
    return address


class _Imap(imaplib.IMAP4):
    def __init__(self, server: Server):
        self._server = server
        super().__init__(server.host, server.port, timeout=server.timeout_seconds)

    def _create_socket(self, _timeout: float | None) -> socket.socket:
        return self._server.connect()


class Mailbox(BaseMailBox):
    """A mailbox of imap-tools over a guarded connection."""

    def __init__(self, server: Server):
        self.server = server
        super().__init__()

    def _get_mailbox_client(self) -> imaplib.IMAP4:
        client = _Imap(self.server)
        if self.server.security == "starttls":
            client.starttls(http.tls())
        return client


@contextlib.contextmanager
def open_mailbox(server: Server) -> Iterator[Mailbox]:
    """A mailbox signed in to, no folder chosen. What breaks inside the block becomes MailError as well."""
    server.check_password_may_travel()
    mailbox: Mailbox | None = None
    try:
        mailbox = Mailbox(server)
        try:
            if (server.user + server.password).isascii():
                mailbox.login(server.user, server.password, initial_folder=None)
            else:
                mailbox.login_utf8(server.user, server.password, initial_folder=None)
        except imaplib.IMAP4.abort:
            raise
        except (imap_tools.MailboxLoginError, imaplib.IMAP4.error) as error:
            if "UNAVAILABLE" in str(error) or "INUSE" in str(error):
                raise NotConnected(f"{server.host} asks to come back later.") from error
            raise LoginRefused(f"{server.host} does not accept this name and password.") from error
        yield mailbox
    except ssl.SSLCertVerificationError as error:
        raise NotConnected(f"The certificate of {server.host} is not trusted.") from error
    except (imaplib.IMAP4.abort, OSError, EOFError) as error:
        raise NotConnected(f"The line to {server.host} broke off.") from error
    except (imap_tools.ImapToolsError, imaplib.IMAP4.error) as error:
        raise Refused(f"{server.host} refuses: {_text(error)}", is_temporary=True) from error
    finally:
        if mailbox is not None:
            with contextlib.suppress(imap_tools.ImapToolsError, imaplib.IMAP4.error, OSError):
                mailbox.logout()
