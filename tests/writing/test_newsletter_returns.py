"""What comes back of letters: reports by the rules and in servers' own words, classified; addresses that rest, readers who leave.
A letter that came back opens no conversation."""

import email
from datetime import timedelta
from email import policy
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liant.channels.models import Item
from liant.connectors.mail import returned
from liant.connectors.mail.reading import Arrival, read_message
from liant.inbox.models import Conversation
from liant.kit import clock
from liant.listening.actions import save_query
from liant.listening.models import Mention
from liant.writing.newsletter import moves
from liant.writing.newsletter.models import Envelope, Return, Subscriber, Subscription
from liant.writing.newsletter.returns import kind_of
from tests.furniture import heard
from tests.writing.newsletters import a_letter, a_mailbox, a_newsletter, readers

CORPORA = Path(__file__).resolve().parents[2].parent / "shared" / "data"
US = {"lettre@liant.test"}
# (what the report says, what it means for the address): servers' own words, labelled by hand
LABELLED = [
    ("5.1.1", "smtp; 550 5.1.1 <a@b.fr>: Recipient address rejected: User unknown in virtual mailbox table", "hard"),
    ("5.1.1", "smtp; 550-5.1.1 The email account that you tried to reach does not exist.", "hard"),
    ("5.1.2", "smtp; 550 5.1.2 Host unknown", "hard"),
    ("5.4.4", "Host or domain name not found. Name service error for name=gone.example type=A", "hard"),
    ("5.1.10", "550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup", "hard"),
    ("5.2.1", "smtp; 550 5.2.1 The email account that you tried to reach is disabled.", "hard"),
    ("5.0.0", "smtp; 550 No such user here", "hard"),
    ("", "550 unrouteable address", "hard"),
    ("", "Sorry, no mailbox here by that name. (#5.1.1)", "hard"),
    ("", "554 delivery error: dd This user doesn't have a yahoo.com account (a@yahoo.com) user unknown", "hard"),
    ("5.0.0", "smtp; 550 Adresse inexistante: cette boîte est désactivée", "hard"),
    ("5.1.0", "smtp; 550 5.1.0 Address rejected.", "hard"),
    ("5.5.0", "smtp; 550 Requested action not taken: mailbox unavailable", "hard"),
    ("5.2.2", "smtp; 552 5.2.2 Mailbox full", "soft"),
    ("5.2.2", "552-5.2.2 The email account that you tried to reach is over quota.", "soft"),
    ("5.7.1", "smtp; 550 5.7.1 Message rejected as spam by Content Filtering.", "soft"),
    ("5.7.26", "550-5.7.26 This mail is unauthenticated, which poses a security risk: DMARC policy", "soft"),
    ("5.7.1", "554 5.7.1 Service unavailable; Client host [1.2.3.4] blocked using zen.spamhaus.org", "soft"),
    ("4.4.7", "Delivery expired (message too old)", "soft"),
    ("4.2.2", "452 4.2.2 Over quota, try again", "soft"),
    ("4.7.0", "421 4.7.0 Our system has detected an unusual rate of unsolicited mail", "soft"),
    ("5.3.4", "552 5.3.4 Message size exceeds fixed limit", "soft"),
    ("4.0.0", "451 Greylisted, please try again in 300 seconds", "soft"),
    ("5.3.0", "smtp; 554 5.3.0 Error: too many connections", "soft"),
    ("", "550 5.7.1 Blocked by policy: no such reputation", "soft"),
]


def report(
    text="", *, status="5.1.1", to="ana@example.test", mark="a" * 40, action="failed", diagnostic="550 no such user"
):
    return (
        f"From: MAILER-DAEMON@mx.example\nTo: lettre@liant.test\nSubject: Undelivered\nReturn-Path: <>\nMIME-Version: 1.0\n"
        f"Message-ID: <{mark[:6]}{status}{action}@mx.example>\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\n\n--b\nContent-Type: text/plain\n\n'
        f"Sorry. {text}\n--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example\n\n"
        f"Final-Recipient: rfc822; {to}\nAction: {action}\nStatus: {status}\nDiagnostic-Code: smtp; {diagnostic}\n\n"
        f"--b\nContent-Type: text/rfc822-headers\n\nFrom: lettre@liant.test\nMessage-ID: <letter.{mark}@liant.test>\n\n--b--\n"
    ).encode()  # fmt: skip


def complaint(mark, to="ana@example.test"):
    return (
        "From: staff@isp.example\nTo: lettre@liant.test\nSubject: FW: La lettre\nMIME-Version: 1.0\nMessage-ID: <arf@isp.example>\n"
        'Content-Type: multipart/report; report-type=feedback-report; boundary="b"\n\n--b\nContent-Type: text/plain\n\n'
        "This is an email abuse report.\n--b\nContent-Type: message/feedback-report\n\nFeedback-Type: abuse\n"
        f"User-Agent: Some/1.0\nVersion: 1\nOriginal-Rcpt-To: <{to}>\n\n--b\nContent-Type: message/rfc822\n\n"
        f"From: lettre@liant.test\nMessage-ID: <letter.{mark}@liant.test>\nSubject: La lettre\n\nLes Trois Fournils\n--b--\n"
    ).encode()  # fmt: skip


QMAIL = """From: MAILER-DAEMON@mx.example
To: lettre@liant.test
Subject: failure notice
Return-Path: <>
Message-ID: <qmail@mx.example>

Hi. This is the qmail-send program at mx.example.
I'm afraid I wasn't able to deliver your message to the following addresses.
This is a permanent error; I've given up. Sorry it didn't work out.

<ana@example.test>:
Sorry, no mailbox here by that name. (#5.1.1)

--- Below this line is a copy of the message.

Return-Path: <lettre@liant.test>
Message-ID: <letter.{mark}@liant.test>
From: lettre@liant.test
To: other@example.test
"""
EXIM = """From: Mail Delivery System <Mailer-Daemon@mx.example>
To: lettre@liant.test
Subject: Mail delivery failed: returning message to sender
X-Failed-Recipients: ana@example.test
Auto-Submitted: auto-replied
Message-ID: <exim@mx.example>

This message was created automatically by mail delivery software.

A message that you sent could not be delivered to one or more of its
recipients. This is a permanent error. The following address(es) failed:

  ana@example.test
    host mx.example [192.0.2.1]
    SMTP error from remote mail server after RCPT TO:<ana@example.test>:
    550 5.1.1 <ana@example.test>: User unknown

------ This is a copy of the message, including all the headers. ------

Message-ID: <letter.{mark}@liant.test>
From: lettre@liant.test
"""


def read(data: bytes):
    return read_message(Arrival(data, "INBOX"), US)


@pytest.mark.parametrize(("status", "diagnostic", "kind"), LABELLED)
def test_servers_words_are_understood(status, diagnostic, kind):
    assert kind_of({"action": "failed", "status": status, "diagnostic": diagnostic}) == kind


@pytest.mark.parametrize("words", [QMAIL, EXIM], ids=["qmail", "exim"])
def test_servers_that_write_in_their_own_words_are_understood(words):
    item = read(words.replace("{mark}", "b" * 40).encode())
    told = item.raw["bounced"]
    assert "bounce" in item.tags
    assert told["recipients"] == ["ana@example.test"]
    assert told["message_id"] == f"letter.{'b' * 40}@liant.test"
    assert [kind_of(one) for one in told["reports"]] == ["hard"]


def test_a_warning_that_it_is_late_means_nothing_yet():
    [one] = read(report(action="delayed", status="4.4.1")).raw["bounced"]["reports"]
    assert kind_of(one) == ""


@pytest.mark.parametrize("corpus", ["mail_stalwart", "mail_mikel"])
def test_no_message_of_the_corpora_breaks_the_reading_of_returns(corpus):
    paths = [path for path in (CORPORA / corpus).rglob("*") if path.is_file()]
    if not paths:
        pytest.skip(f"{corpus} is not on this machine")
    for path in paths:
        item = read(path.read_bytes())
        for one in (item.raw.get("bounced") or {}).get("reports") or []:
            assert kind_of(one) in ("hard", "soft", "")


def test_the_reports_of_the_corpora_are_understood():
    """The real ones, with what each of them says."""
    folder = CORPORA / "mail_mikel/spec/fixtures/emails/multipart_report_emails"
    if not folder.exists():
        pytest.skip("the corpus is not on this machine")

    def kinds(name):
        return [kind_of(one) for one in read((folder / f"{name}.eml").read_bytes()).raw["bounced"]["reports"]]

    assert kinds("report_422") == [""]  # a warning: it goes on trying
    assert kinds("report_530") == ["hard"]
    assert set(kinds("multi_address_bounce1")) == {"hard"}
    assert len(kinds("multi_address_bounce1")) == 5
    assert kinds("multipart_report_multiple_status") == ["soft"]


@given(st.text(max_size=300), st.binary(max_size=300))
def test_anything_can_be_read_as_a_return(text, data):
    message = email.message_from_bytes(
        b"Content-Type: multipart/report; boundary=b\n\n--b\n" + data, policy=policy.compat32
    )
    told = returned.read(message, text, {"bounce"})
    assert told is not None
    assert all(kind_of(one) in ("hard", "soft", "") for one in told["reports"])


@pytest.fixture
def sent(house, alice):
    """A letter that left to Ana; the channel whose mailbox hears of it."""
    channel = a_mailbox(alice, soft_returns=3, soft_days=30)
    newsletter = a_newsletter(alice, channel)
    readers(alice, newsletter, ("ana", "Ana"))
    moves.begin(actor=alice, issue=a_letter(alice, newsletter))
    envelope = Envelope.objects.get()
    moves.move(envelope, "sending", sending_at=clock.now())
    moves.move(envelope, "sent", settled_at=clock.now())
    save_query(actor=alice, query=None, name="Nous", expr='"Trois Fournils"')
    return channel, envelope


@pytest.mark.django_db
def test_a_hard_return_suspends_at_once_and_opens_no_conversation(sent, work_off):
    channel, envelope = sent
    heard(channel, read(report("Les Trois Fournils", mark=envelope.mark)))
    work_off()
    envelope.refresh_from_db()
    envelope.issue.refresh_from_db()
    assert (envelope.state, envelope.issue.bounced, envelope.issue.sent) == ("bounced", 1, 0)
    assert "no such user" in Subscriber.objects.get().suspended_why
    assert (Conversation.objects.count(), Mention.objects.count()) == (0, 0)


@pytest.mark.django_db
def test_soft_returns_suspend_after_so_many_within_so_many_days(sent, work_off):
    channel, envelope = sent
    for n, days in enumerate((0, 40, 45, 50)):
        with clock.at(clock.now() + timedelta(days=days)):
            item = read(report(status="4.2.2", diagnostic=f"452 mailbox full {n}", mark=envelope.mark))
            heard(channel, type(item)(**{**item.__dict__, "key": f"soft{n}", "published_at": clock.now()}))
            work_off()
            assert (Subscriber.objects.get().suspended_at is not None) == (n == 3)
    assert Return.objects.filter(kind="soft").count() == 4


@pytest.mark.django_db
def test_a_complaint_ends_it_and_only_they_may_come_back(sent, work_off):
    channel, envelope = sent
    heard(channel, read(complaint(envelope.mark)))
    work_off()
    subscriber = Subscriber.objects.get()
    assert Subscription.objects.get().ended_how == "complaint"
    assert (subscriber.address, subscriber.refuses_why) == ("", "complaint")
    assert Conversation.objects.count() == 0


@pytest.mark.django_db
def test_heard_twice_it_is_noted_once(sent, work_off):
    from liant.writing.newsletter.arrivals import take_returns

    channel, envelope = sent
    heard(channel, read(report(mark=envelope.mark)))
    work_off()
    assert take_returns(list(Item.objects.all()))
    assert Return.objects.count() == 1


@pytest.mark.django_db
def test_what_names_no_letter_is_laid_to_the_newest_one_to_that_address(sent, work_off):
    channel, _envelope = sent
    data = report(status="5.1.1").replace(b"Message-ID: <letter." + b"a" * 40 + b"@liant.test>\n", b"")
    heard(channel, read(data))
    work_off()
    assert Return.objects.get().kind == "hard"


@pytest.mark.django_db
def test_a_return_of_somebody_elses_mail_is_heard_as_ever(sent, work_off):
    channel, _envelope = sent
    heard(channel, read(report("Les Trois Fournils", mark="f" * 40)))
    work_off()
    assert not Return.objects.exists()
    assert Subscriber.objects.get().suspended_at is None
