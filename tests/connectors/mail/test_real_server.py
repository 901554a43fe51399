"""Mail against postfix and dovecot: nothing lost, nothing twice, nothing marked as read, and the truth when the line breaks."""

import base64
import json
import smtplib
import threading
import time
from datetime import UTC, datetime
from email import message_from_bytes
from itertools import count

import pytest

from liant.connectors import registry
from liant.connectors.contract import Attachment, AuthLost, Draft, Misconfigured, OutcomeUnknown, Rejected, Temporary
from liant.connectors.mail import collecting
from tests.counterparts.cutting_proxy import CuttingProxy
from tests.counterparts.processes import wait_until

pytestmark = [pytest.mark.counterpart, pytest.mark.usefixtures("private_addresses")]
mail = registry.get("mail")
_numbers = count()
NOW = datetime(2026, 3, 31, 10, 0, tzinfo=UTC)


def now():
    return datetime.now(UTC)


@pytest.fixture
def us():
    """An address nobody has written to yet."""
    return f"bonjour{next(_numbers)}@liant.test"


@pytest.fixture
def ana():
    return f"ana{next(_numbers)}@example.test"


def collect(account, cursor=None):
    """One whole pass: the items in their order, and the cursor as it is stored between pages."""
    items, pages = [], 0
    while True:
        page = mail.fetch(account, cursor, now())
        cursor = json.loads(json.dumps(page.cursor))
        items += page.items
        pages += 1
        assert pages < 50, "the pass does not end"
        assert not page.unreadable
        if not page.has_more:
            return items, cursor


def wait_for_mail(server, address, number=1):
    wait_until(lambda: len(server.messages(address)) >= number, 10, f"Mail for {address}")
    return server.messages(address)


def test_the_connection_says_what_is_there(mail_server, us):
    mail_server.write(us, "un", "bonjour")
    said = mail.check(mail_server.account(us))
    assert said == f"Connected as {us}: 1 messages in INBOX; mail leaves through 127.0.0.1."


def test_a_wrong_password_is_an_access_that_is_lost(mail_server, us):
    account = mail_server.account(us)
    account.secret = {"password": "wrong"}
    for act in (lambda: mail.check(account), lambda: mail.fetch(account, None, now())):
        with pytest.raises(AuthLost, match="does not accept this name"):
            act()


def test_a_missing_mailbox_is_named(mail_server, us):
    with pytest.raises(Misconfigured, match="no mailbox named Archives") as caught:
        collect(mail_server.account(us, mailboxes="INBOX\nArchives"))
    assert caught.value.field == "mailboxes"


def test_what_is_written_to_us_is_heard_once_and_left_unread(mail_server, us):
    account = mail_server.account(us)
    sent = [mail_server.write(us, f"Réclamation n° {n}", f"où est ma commande {n} ?") for n in range(5)]
    items, cursor = collect(account)
    assert [item.title for item in items] == [f"Réclamation n° {n}" for n in range(5)]
    first = items[0]
    assert first.key == f"{sent[0]['Message-ID'].strip('<>')}|INBOX"
    assert (first.text, first.author.key, first.is_addressed, first.is_private) == (
        "où est ma commande 0 ?",
        "ana@example.test",
        True,
        True,
    )
    assert first.recipients == (us,)
    assert collect(account, cursor)[0] == []
    mail_server.write(us, "encore", "une autre")
    assert [item.title for item in collect(account, cursor)[0]] == ["encore"]
    assert all("\\Seen" not in message.flags for message in mail_server.messages(us))


def test_many_are_read_page_by_page(mail_server, us, monkeypatch):
    monkeypatch.setattr(collecting, "MESSAGES_PER_PAGE", 7)
    account = mail_server.account(us)
    for n in range(20):
        mail_server.write(us, str(n), "x")
    page = mail.fetch(account, None, now())
    assert len(page.items) == 7
    items, _ = collect(account, page.cursor)
    assert [item.title for item in items] == [str(n) for n in range(7, 20)]


def test_a_mailbox_numbered_anew_doubles_nothing(mail_server, us):
    account = mail_server.account(us)
    for n in range(3):
        mail_server.write(us, str(n), "x")
    mail_server.deliver(us, b"Subject: sans identifiant\r\n\r\nbonjour\r\n")
    before, cursor = collect(account)
    mail_server.number_anew(us)
    mail_server.write(us, "nouveau", "x")
    after, later = collect(account, cursor)
    assert later["mailboxes"]["INBOX"]["uid_validity"] != cursor["mailboxes"]["INBOX"]["uid_validity"]
    assert {item.key for item in before} < {item.key for item in after}
    assert len({item.key for item in after}) == 5


def test_a_thread_holds_together_through_our_answer(mail_server, us, ana):
    account = mail_server.account(us, name="Les Trois Fournils")
    question = mail_server.write(us, "Pain de seigle", "Bonjour,\nen avez-vous demain ?", sender=f"Ana Rey <{ana}>")
    (item,), cursor = collect(account)
    draft = Draft(kind="reply", text="Bonjour Ana,\n\noui, dès 7 h.\n.\nPaul", target=item.reply_to, language="fr")
    frozen = mail.prepare(account, draft, "delivery-1", now())
    receipt = mail.send(account, frozen)
    (arrived,) = wait_for_mail(mail_server, ana)
    assert arrived.text.replace("\r", "").strip() == draft.text
    assert arrived.subject == "Re: Pain de seigle"
    assert arrived.obj["In-Reply-To"] == question["Message-ID"]
    assert arrived.obj["From"] == f"Les Trois Fournils <{us}>"
    (ours,), cursor = collect(account, cursor)
    assert (ours.key, ours.is_ours, ours.is_addressed) == (receipt.remote_key, True, False)
    assert (ours.thread_key, ours.parent_key) == (item.thread_key, item.key)
    mail_server.write(
        us, "Re: Pain de seigle", "Parfait, merci !\n\nLe mar. 31 mars 2026 à 10:00, Les Trois Fournils <x@y> a écrit :\n> Bonjour Ana,\n> oui",
        sender=ana, in_reply_to=arrived.obj["Message-ID"], references=f"{arrived.obj['References']} {arrived.obj['Message-ID']}",
    )  # fmt: skip
    (answer,), _ = collect(account, cursor)
    assert (answer.text, answer.thread_key, answer.parent_key) == ("Parfait, merci !", item.thread_key, ours.key)
    assert "oui" in answer.raw["quoted"]


def test_what_is_sent_twice_leaves_once(mail_server, us, ana):
    account = mail_server.account(us)
    frozen = mail.prepare(account, Draft(kind="mail", text="une fois", to=(ana,), subject="Une"), "delivery-2", now())
    with pytest.raises(OutcomeUnknown):
        mail.find(account, frozen)
    first = mail.send(account, frozen)
    again = mail.send(account, frozen)
    assert first.remote_key == again.remote_key == mail.find(account, frozen).remote_key
    time.sleep(0.5)
    assert len(wait_for_mail(mail_server, ana)) == 1
    (copy,) = mail_server.messages(us, "Sent")
    assert "\\Seen" in copy.flags


def test_a_server_that_files_copies_itself_proves_absence(mail_server, us, ana):
    account = mail_server.account(us, sent_copy="server")
    frozen = mail.prepare(account, Draft(kind="mail", text="x", to=(ana,), subject="x"), "delivery-3", now())
    assert mail.find(account, frozen) is None
    with mail_server.opened(us) as mailbox:
        mailbox.append(base64.b64decode(frozen["message"]), "Sent")
    assert mail.find(account, frozen).remote_key == f"{frozen['message_id']}|Sent"


@pytest.mark.parametrize("proof", ["server", "none"])
def test_a_line_cut_after_the_message_left_is_unknown(mail_server, us, ana, proof):
    with CuttingProxy("127.0.0.1", mail_server.smtp_port) as proxy:
        account = mail_server.account(us, smtp_port=proxy.port, sent_copy=proof)
        frozen = mail.prepare(account, Draft(kind="mail", text="coupé", to=(ana,), subject="x"), f"cut-{proof}", now())
        proxy.cut_after_request(marker=b"\r\n.\r\n")
        with pytest.raises(OutcomeUnknown, match="line broke before the server said"):
            mail.send(account, frozen)
        assert proxy.cuts == 1
        assert len(wait_for_mail(mail_server, ana)) == 1
        if proof == "none":
            with pytest.raises(OutcomeUnknown):
                mail.find(account, frozen)


@pytest.mark.parametrize("marker", [b"MAIL FROM", b"RCPT TO", b"DATA\r\n", b"Subject: x"])
def test_a_line_cut_before_the_end_is_safe_to_try_again(mail_server, us, ana, marker):
    with CuttingProxy("127.0.0.1", mail_server.smtp_port) as proxy:
        account = mail_server.account(us, smtp_port=proxy.port)
        text = "long " * (200_000 if marker == b"Subject: x" else 1)
        frozen = mail.prepare(account, Draft(kind="mail", text=text, to=(ana,), subject="x"), f"cut-{marker!r}", now())
        proxy.cut_within_request(marker=marker)
        with pytest.raises((Temporary, OutcomeUnknown)) as caught:
            mail.send(account, frozen)
        if marker != b"Subject: x":  # the line may hold the whole message before anybody notices that it is cut
            assert isinstance(caught.value, Temporary)
        assert mail_server.messages(ana) == []
        proxy.pass_through()
        mail.send(account, frozen)
        assert len(wait_for_mail(mail_server, ana)) == 1


def test_nobody_at_the_other_end_is_safe_to_try_again(mail_server, us, ana):
    with CuttingProxy("127.0.0.1", mail_server.smtp_port) as proxy:
        proxy.refuse()
        account = mail_server.account(us, smtp_port=proxy.port)
        frozen = mail.prepare(account, Draft(kind="mail", text="x", to=(ana,), subject="x"), "refused", now())
        with pytest.raises(Temporary):
            mail.send(account, frozen)


@pytest.mark.parametrize("others", [(), ("ana@example.test",)])
def test_a_refused_address_stops_the_mail_for_all(mail_server, us, others):
    account = mail_server.account(us)
    before = len(mail_server.messages("ana@example.test"))
    draft = Draft(kind="mail", text="x", to=("unknown@example.test", *others), subject="x")
    with pytest.raises(Rejected, match="User unknown"):
        mail.send(account, mail.prepare(account, draft, f"unknown-{len(others)}", now()))
    time.sleep(0.3)
    assert len(mail_server.messages("ana@example.test")) == before
    assert mail_server.messages(us, "Sent") == []


def test_a_copy_that_cannot_be_filed_does_not_fail_the_mail(mail_server, us, ana):
    account = mail_server.account(us)
    frozen = mail.prepare(account, Draft(kind="mail", text="x", to=(ana,), subject="x"), "no-copy", now())
    with CuttingProxy("127.0.0.1", mail_server.imap_port) as proxy:
        account.settings["imap_port"] = proxy.port
        proxy.cut_within_request(marker=b"APPEND")
        receipt = mail.send(account, frozen)
    assert "copy_failed" in receipt.detail
    assert len(wait_for_mail(mail_server, ana)) == 1


def test_attachments_make_the_journey_both_ways(mail_server, us):
    account = mail_server.account(us)
    file = Attachment("Menu d’été.pdf", "application/pdf", content=b"%PDF-1.4 \x00\xff\r\n.\r\n" * 40)
    draft = Draft(kind="mail", text="Voici – été", to=(us, "x@example.test"), subject="Menu 🥖", attachments=(file,))
    frozen = mail.prepare(account, draft, "attached", now())
    mail.send(account, frozen, {medium["sha256"]: file.content for medium in frozen["media"]})
    wait_for_mail(mail_server, us)
    items = {item.raw["mailbox"]: item for item in collect(account)[0]}
    assert set(items) == {"INBOX", "Sent"}
    arrived = items["INBOX"]
    assert (arrived.title, arrived.text, arrived.is_ours) == ("Menu 🥖", "Voici – été", True)
    assert [(a.name, a.media_type, a.content) for a in arrived.attachments] == [
        ("Menu d’été.pdf", "application/pdf", file.content)
    ]


def test_new_mail_is_told_at_once(mail_server, us):
    account = mail_server.account(us)
    mail_server.write(us, "déjà là", "x")
    _, cursor = collect(account)
    pages, heard_at = [], []

    def listen():
        for page in mail.listen(account, cursor, 6):
            pages.append(page)
            heard_at.append(time.monotonic())

    thread = threading.Thread(target=listen)
    thread.start()
    time.sleep(1)
    written_at = time.monotonic()
    mail_server.write(us, "tout de suite", "x")
    thread.join()
    assert [item.title for page in pages for item in page.items] == ["tout de suite"]
    assert heard_at[0] > written_at
    assert collect(account, json.loads(json.dumps(pages[-1].cursor)))[0] == []


def test_bounces_come_back_with_the_message_they_are_about(mail_server, us):
    """A report that a real server wrote about our own message."""
    account = mail_server.account(us)
    frozen = mail.prepare(account, Draft(kind="mail", text="x", to=("a@example.test",), subject="x"), "bounce", now())
    with smtplib.SMTP("127.0.0.1", mail_server.smtp_port) as smtp:
        data = base64.b64decode(frozen["message"])
        smtp.sendmail(us, ["full@example.test"], data)
    report = (
        f"From: MAILER-DAEMON@mail.liant.test\nTo: {us}\nSubject: Undelivered\nMIME-Version: 1.0\nAuto-Submitted: auto-replied\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\n\n--b\nContent-Type: text/plain\n\nSorry.\n'
        "--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mail.liant.test\n\nFinal-Recipient: rfc822; full@example.test\n"
        "Status: 5.2.2\nDiagnostic-Code: smtp; 552 mailbox full\n\n--b\nContent-Type: message/rfc822\n\n"
        + data.decode()
        + "\n--b--\n"
    )
    mail_server.deliver(us, report.encode(), sender="")
    (item,), _ = collect(account)
    assert (item.tags[0], item.is_addressed) == ("bounce", False)
    told = dict(item.raw["bounced"])
    assert [one["recipient"] for one in told.pop("reports")] == ["full@example.test"]
    assert told == {
        "message_id": frozen["message_id"],
        "recipients": ["full@example.test"],
        "status": "5.2.2",
        "diagnostic": "smtp; 552 mailbox full",
    }


def test_every_corpus_message_arrives_as_it_was_stored(mail_server, us):
    """A few awkward shipped samples, through a real server, come out as items with the words they hold."""
    from tests.connectors.mail.samples import SAMPLES

    account = mail_server.account(us)
    for sample in SAMPLES:
        mail_server.deliver(us, sample.read_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"))
    items, _ = collect(account)
    assert len(items) == len(SAMPLES)
    for item, stored in zip(items, mail_server.messages(us), strict=True):
        assert message_from_bytes(stored.obj.as_bytes())["Subject"] is None or item.title is not None or item.text
