"""A mail server on this machine: postfix takes mail, dovecot keeps it, and every address has a mailbox.

The password of all is `secret`. Mail for any address of `liant.test` and `example.test` is delivered here, save to
`unknown@`; mail for `readers.test` is taken, written down in the log and thrown away, but for addresses that begin with `gone`;
mail for everybody else is refused, so that nothing leaves.
"""

import os
import re
import shutil
import smtplib
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import imap_tools
import pytest

from liant.connectors.contract import Account
from tests.counterparts.processes import ACCOUNT, answers, folder, free_port, require, running, unprivileged, wait_until

DOVECOT = "dovecot-core dovecot-imapd dovecot-lmtpd"
PASSWORD = "secret"
DOVECOT_CONF = """
base_dir = {work}/run
state_dir = {work}/state
log_path = {work}/dovecot.log
protocols = imap lmtp
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
default_internal_user = {account}
default_internal_group = {account}
default_login_user = {account}
mail_location = maildir:{work}/spool/%u
mail_uid = {account}
mail_gid = {account}
first_valid_uid = 1
auth_username_format = %Lu
namespace inbox {{
  inbox = yes
  separator = /
  mailbox Sent {{
    special_use = \\Sent
    auto = create
  }}
}}
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={account} gid={account} home={work}/spool/%u allow_all_users=yes
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    address = 127.0.0.1
    port = {imap}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
service lmtp {{
  inet_listener lmtp {{
    address = 127.0.0.1
    port = {lmtp}
  }}
}}
service auth {{
  inet_listener {{
    address = 127.0.0.1
    port = {auth}
  }}
}}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
"""
POSTFIX_MAIN = """
compatibility_level = 3.6
queue_directory = {work}/queue
data_directory = {work}/data
maillog_file = {work}/postfix.log
myhostname = mail.liant.test
mydestination =
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
mynetworks = 127.0.0.0/8
alias_maps =
local_recipient_maps =
default_transport = error:nothing leaves this machine
relay_transport = error:nothing leaves this machine
virtual_mailbox_domains = liant.test, example.test, readers.test
transport_maps = inline:{{readers.test=discard:}}
virtual_mailbox_maps = regexp:{work}/etc/recipients
virtual_transport = lmtp:inet:127.0.0.1:{lmtp}
smtpd_sasl_auth_enable = yes
smtpd_sasl_type = dovecot
smtpd_sasl_path = inet:127.0.0.1:{auth}
smtpd_relay_restrictions = permit_mynetworks, permit_sasl_authenticated, reject
smtpd_recipient_restrictions = reject_unlisted_recipient, permit_mynetworks, reject
smtpd_delay_reject = yes
message_size_limit = 30000000
"""
POSTFIX_MASTER = """
127.0.0.1:{smtp} inet n - n - - smtpd
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
proxymap unix - - n - - proxymap
error unix - - n - - error
retry unix - - n - - error
discard unix - - n - - discard
lmtp unix - - n - - lmtp
anvil unix - - n - 1 anvil
postlog unix-dgram n - n - 1 postlogd
"""


@dataclass
class MailServer:
    imap_port: int
    smtp_port: int
    lmtp_port: int
    work: Path
    started_seconds: float = 0

    def account(self, address: str, **settings: Any) -> Account:
        """The mailbox of an address as a connected account."""
        given = {
            "address": address,
            "imap_host": "127.0.0.1",
            "imap_port": self.imap_port,
            "imap_security": "none",
            "smtp_host": "127.0.0.1",
            "smtp_port": self.smtp_port,
            "smtp_security": "none",
            **settings,
        }
        return Account(settings=given, secret={"password": PASSWORD})

    def deliver(self, to: str, data: bytes | EmailMessage, sender: str = "someone@example.test") -> None:
        """Put a message into a mailbox, as it is."""
        content = data if isinstance(data, bytes) else data.as_bytes()
        with smtplib.LMTP("127.0.0.1", self.lmtp_port) as lmtp:
            lmtp.sendmail(sender, [to], content)

    def write(self, to: str, subject: str, text: str, sender: str = "ana@example.test", **headers: str) -> EmailMessage:
        """Write to a mailbox as a person would; returns the message, with its Message-ID."""
        from email.utils import format_datetime, make_msgid

        from liant.kit import clock

        message = EmailMessage()
        message["From"], message["To"], message["Subject"] = sender, to, subject
        message["Date"] = format_datetime(clock.now())
        message["Message-ID"] = headers.pop("message_id", None) or make_msgid(domain="example.test")
        for name, value in headers.items():
            message[name.replace("_", "-")] = value
        message.set_content(text)
        self.deliver(to, message, sender)
        return message

    @contextmanager
    def opened(self, address: str, mailbox: str = "INBOX") -> Iterator[imap_tools.BaseMailBox]:
        """A mailbox seen with another program's eyes."""
        with imap_tools.MailBoxUnencrypted("127.0.0.1", self.imap_port).login(address, PASSWORD, mailbox) as opened:
            yield opened

    def messages(self, address: str, mailbox: str = "INBOX") -> list[imap_tools.MailMessage]:
        """What lies in a mailbox, left unread."""
        with self.opened(address, mailbox) as opened:
            return list(opened.fetch(mark_seen=False))

    def thrown_away(self) -> list[str]:
        """To whom at `readers.test` something was taken, one line for each message, in order."""
        log = (self.work / "postfix.log").read_text(errors="replace")
        return re.findall(r"postfix/discard\[\d+\]: \w+: to=<([^>]+)>.* status=sent", log)

    def number_anew(self, address: str) -> None:
        """Make the server forget its numbers: the mailbox gets a new UIDVALIDITY, the messages stay."""
        time.sleep(1.1)  # the new number is made from the clock's seconds
        for pattern in ("dovecot-uid*", "dovecot.index*", "dovecot.list.index*"):
            for path in (self.work / "spool" / address.lower()).glob(pattern):
                path.unlink()


@contextmanager
def start() -> Iterator[MailServer]:
    """The server, for the duration of the block."""
    dovecot, postfix = require("dovecot", DOVECOT), require("postfix", "postfix")
    if os.geteuid() != 0:
        pytest.fail("postfix and dovecot need root here; type: sudo make test-full", pytrace=False)
    account = unprivileged()
    began = time.monotonic()
    with folder("mail") as work:
        ports = {name: free_port() for name in ("imap", "lmtp", "auth", "smtp")}
        _configure(work, ports)
        if account:
            shutil.chown(work / "spool", account.pw_uid, account.pw_gid)
        with (
            running([dovecot, "-F", "-c", work / "dovecot.conf"], log=work / "start.log"),
            running(_master(postfix, work), log=work / "start.log") as post,
        ):
            wait_until(lambda: all(map(answers, ports.values())) or post.poll() is not None, 90, "The mail server")
            if post.poll() is not None:
                pytest.fail(f"postfix stopped: {_logs(work)}", pytrace=False)
            yield MailServer(ports["imap"], ports["smtp"], ports["lmtp"], work, time.monotonic() - began)


def _master(postfix: str, work: Path) -> list[str | Path]:
    """Postfix's own supervisor, kept in the foreground so that it ends with us (`postfix start` would leave it behind)."""
    etc = work / "etc"
    subprocess.run([postfix, "-c", etc, "check"], check=True, capture_output=True)
    tell = [require("postconf", "postfix"), "-c", etc, "-h", "daemon_directory"]
    place = subprocess.run(tell, check=True, capture_output=True, text=True).stdout.strip()
    return [Path(place) / "master", "-d", "-c", etc]


def _configure(work: Path, ports: dict[str, int]) -> None:
    values = {"work": work, "account": ACCOUNT, "password": PASSWORD, **ports}
    for name in ("spool", "queue", "data", "etc"):
        (work / name).mkdir()
    shutil.chown(work / "data", "postfix")
    (work / "dovecot.conf").write_text(DOVECOT_CONF.format(**values))
    (work / "etc" / "main.cf").write_text(POSTFIX_MAIN.format(**values).lstrip())
    (work / "etc" / "master.cf").write_text(POSTFIX_MASTER.format(**values).lstrip())
    (work / "etc" / "recipients").write_text(
        "if !/^(unknown|gone[^@]*)@/\n/^[^@]+@(liant|example|readers)\\.test$/ OK\nendif\n"
    )


def _logs(work: Path) -> str:
    return "".join(path.read_text()[-800:] for path in sorted(work.glob("*.log")))
