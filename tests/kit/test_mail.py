"""The door out for mail, against a small SMTP server that answers what the test tells it to."""

import socket
import ssl
import threading
from datetime import UTC, datetime, timedelta

import pytest

from liant.kit import http, mail

GOOD = {"greeting": "220 ready", "EHLO": "250-here\r\n250 SIZE 1000", "MAIL": "250 ok", "RCPT": "250 ok", "DATA": "354 go on", ".": "250 taken", "RSET": "250 ok", "QUIT": "221 bye"}  # fmt: skip


class Script(threading.Thread):
    """One conversation at a time; `None` as an answer cuts the line. `heard` holds what was said."""

    def __init__(self, tls=None, **answers):
        super().__init__(daemon=True)
        self.answers = {**GOOD, **answers}
        self.heard, self.message = [], b""
        self.tls = tls
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.start()

    def run(self):
        while True:
            try:
                connection, _ = self.listener.accept()
                if self.tls:
                    connection = self.tls.wrap_socket(connection, server_side=True)
                with connection, connection.makefile("rwb") as line:
                    self.talk(line)
            except (OSError, ssl.SSLError):
                if self.listener.fileno() < 0:
                    return

    def say(self, line, words):
        if words is None:
            raise OSError
        line.write(words.encode() + b"\r\n")
        line.flush()

    def talk(self, line):
        self.say(line, self.answers["greeting"])
        while data := line.readline():
            self.heard.append(data.decode().strip())
            verb = self.heard[-1].split()[0].upper() if self.heard[-1] else ""
            self.say(line, self.answers.get(verb, "502 unknown"))
            if verb == "DATA" and self.answers["DATA"].startswith("354"):
                while (data := line.readline()) not in {b".\r\n", b""}:
                    self.message += data
                self.say(line, self.answers["."])
            if verb == "QUIT":
                return


@pytest.fixture
def smtp(monkeypatch):
    monkeypatch.delenv("LIANT_ALLOW_PRIVATE_ADDRESSES", raising=False)
    started = []

    def start(tls=None, **answers):
        started.append(Script(tls, **answers))
        return started[-1]

    yield start
    for script in started:
        script.listener.close()


def send(script, message=b"Subject: x\r\n\r\nx\r\n", recipients=("b@c.example",), **server):
    options = {
        "host": "127.0.0.1",
        "port": script.port,
        "security": "none",
        "allow_private": True,
        "timeout_seconds": 5,
        **server,
    }
    return mail.send(mail.Server(**options), "a@b.example", recipients, message)


def test_a_message_is_handed_over_as_it_is(smtp):
    script = smtp()
    assert send(script, b"Subject: x\n\n.\n..two\r\nend") == "taken"
    assert script.message == b"Subject: x\r\n\r\n..\r\n...two\r\nend\r\n"
    assert script.heard[1:4] == ["MAIL FROM:<a@b.example>", "RCPT TO:<b@c.example>", "DATA"]


@pytest.mark.parametrize("where", ["greeting", "EHLO", "MAIL", "RCPT", "DATA"])
def test_a_line_that_breaks_before_the_message_is_safe(smtp, where):
    with pytest.raises(mail.NotConnected):
        send(smtp(**{where: None}))


def test_a_line_that_breaks_after_the_message_is_not(smtp):
    with pytest.raises(mail.GivenOver):
        send(smtp(**{".": None}))


@pytest.mark.parametrize(("code", "is_temporary"), [("451", True), ("554", False)])
@pytest.mark.parametrize("where", ["greeting", "MAIL", "RCPT", "DATA", "."])
def test_a_no_is_told_with_its_words(smtp, where, code, is_temporary):
    with pytest.raises(mail.Refused, match="because") as caught:
        send(smtp(**{where: f"{code} because"}))
    assert caught.value.is_temporary is is_temporary


def test_one_refused_recipient_stops_all(smtp):
    script = smtp(RCPT="550 no")
    with pytest.raises(mail.Refused, match=r"b@c.example: no; d@e.example: no"):
        send(script, recipients=("b@c.example", "d@e.example"))
    assert "DATA" not in script.heard


def test_what_is_too_large_is_not_sent(smtp):
    script = smtp()
    with pytest.raises(mail.Refused, match="1,000 bytes"):
        send(script, b"x" * 1001)
    assert "DATA" not in script.heard


@pytest.mark.parametrize("address", ["a@b.example>\r\nRCPT TO:<c@d.example", "a b@c.example"])
def test_no_command_is_slipped_in(smtp, address):
    with pytest.raises(mail.Refused, match="not an address"):
        send(smtp(), recipients=(address,))


def test_accents_in_addresses_need_a_server_that_takes_them(smtp):
    with pytest.raises(mail.Refused, match="without accents"):
        send(smtp(), recipients=("é@c.example",))
    script = smtp(EHLO="250-here\r\n250 SMTPUTF8")
    send(script, recipients=("é@c.example",))
    assert script.heard[1:3] == ["MAIL FROM:<a@b.example> SMTPUTF8", "RCPT TO:<é@c.example>"]


def test_a_missing_starttls_is_not_passed_over(smtp):
    script = smtp()
    with pytest.raises(mail.NotConnected, match="does not offer STARTTLS"):
        send(script, security="starttls", user="a", password="p")
    assert not any("p" in said for said in script.heard if said.startswith("AUTH"))


def test_a_refused_password_is_told_apart(smtp):
    with pytest.raises(mail.LoginRefused):
        send(smtp(EHLO="250-here\r\n250 AUTH PLAIN", AUTH="535 wrong"), user="a", password="p")
    with pytest.raises(mail.Refused) as caught:
        send(smtp(EHLO="250-here\r\n250 AUTH PLAIN", AUTH="454 later"), user="a", password="p")
    assert caught.value.is_temporary


def test_private_addresses_are_refused(smtp):
    with pytest.raises(mail.Forbidden, match="private address"):
        send(smtp(), allow_private=False)
    with pytest.raises(mail.Forbidden), mail.open_mailbox(mail.Server("localhost", smtp().port, "none")):
        pass


def test_a_password_does_not_travel_in_the_clear():
    with pytest.raises(mail.Forbidden, match="in the clear"):
        mail.send(
            mail.Server("mail.example", 25, "none", "a", "p", allow_private=False), "a@b.example", ["c@d.example"], b"x"
        )


def certificate(tmp_path):
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "mail.example")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(1).not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("mail.example")]), critical=False)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    path = tmp_path / "mail.pem"
    plain = serialization.NoEncryption()
    pem = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
    path.write_bytes(pem + made.public_bytes(serialization.Encoding.PEM))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path)
    return path, context


def test_certificates_are_checked_and_the_name_stays_though_the_address_is_pinned(smtp, tmp_path, monkeypatch):
    path, context = certificate(tmp_path)
    script = smtp(tls=context)
    with pytest.raises(mail.NotConnected, match="not trusted"):
        send(script, security="tls")
    real = socket.getaddrinfo
    monkeypatch.setattr(socket, "getaddrinfo", lambda host, *a, **k: real("127.0.0.1", *a, **k))
    trusting = ssl.create_default_context(cafile=path)
    monkeypatch.setattr(http, "tls", lambda: trusting)
    assert send(script, security="tls", host="mail.example") == "taken"
    with pytest.raises(mail.NotConnected, match="not trusted"):
        send(script, security="tls", host="other.example")


def test_servers_do_not_show_their_password():
    assert "secret" not in repr(mail.Server("mail.example", 25, password="secret"))


def test_nothing_that_speaks_otherwise_is_taken_for_a_mail_server(smtp):
    with pytest.raises(mail.MailError):
        send(smtp(greeting="HTTP/1.1 200 OK"))
    with (
        pytest.raises(mail.MailError),
        mail.open_mailbox(mail.Server("127.0.0.1", smtp().port, "none", timeout_seconds=2, allow_private=True)),
    ):
        pass
