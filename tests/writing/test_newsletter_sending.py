"""Letters through a real postfix: each once, its way out in its headers, what the server refuses told, a crisis in the middle."""

import email
import re
from datetime import timedelta
from email import policy

import pytest
from django.test import Client

from liant.connectors.contract import OutcomeUnknown
from liant.kit import clock
from liant.kit.lifecycle import LifecycleError
from liant.writing.crisis.actions import switch_on
from liant.writing.newsletter import actions, moves, sending
from liant.writing.newsletter.models import Envelope, Return, Subscriber, Subscription
from liant.writing.newsletter.rules import Pace
from tests.writing.newsletters import a_letter, a_mailbox, a_newsletter, readers

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("private_addresses")]


def read(found):
    return email.message_from_bytes(found.obj.as_bytes(), policy=policy.default)


def parts(message):
    return [message.get_body((kind,)).get_content() for kind in ("plain", "html")]


def on_its_way(alice, channel, *people, **about):
    newsletter = a_newsletter(alice, channel)
    readers(alice, newsletter, *people)
    return moves.begin(actor=alice, issue=a_letter(alice, newsletter, **about))


def test_each_reader_gets_one_letter_with_every_way_out(house, alice, mail_server):
    channel = a_mailbox(alice, mail_server)
    issue = on_its_way(alice, channel, ("ana1", "Ana"), ("luc1", "Luc <b>"))
    sending.drive(house.id, channel.id)
    sending.drive(house.id, channel.id)
    issue.refresh_from_db()
    assert (issue.state, issue.sent, issue.queued) == ("sent", 2, 0)
    [found] = mail_server.messages("ana1@example.test")
    message = read(found)
    assert message["Subject"] == "La nuit au fournil"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert message["List-Id"] == "<la-lettre-du-fournil.fournils.liant.test>"
    text, html = parts(message)
    assert "Bonjour Ana" in text
    assert "Bonjour Ana" in html
    assert 'lang="fr"' in html
    assert "{{" not in html + text
    assert "<img" not in html
    assert "Bonjour Luc &lt;b&gt;" in parts(read(mail_server.messages("luc1@example.test")[0]))[1]
    issue.version.refresh_from_db()
    assert issue.version.state == "published"


def test_a_mail_programme_leaves_in_one_click_and_the_address_is_forgotten(house, alice, mail_server):
    channel = a_mailbox(alice, mail_server)
    on_its_way(alice, channel, ("ana2", "Ana"))
    sending.drive(house.id, channel.id)
    url = read(mail_server.messages("ana2@example.test")[0])["List-Unsubscribe"].strip("<>")
    path = "/" + url.split("/", 3)[3]
    anyone = Client(enforce_csrf_checks=True)
    assert anyone.get(path).status_code == 200
    assert Subscription.objects.get().state == "on"  # a programme that only looks does not unsubscribe
    answer = anyone.post(path, "List-Unsubscribe=One-Click", content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 200
    assert "set-cookie" not in {name.lower() for name in answer.headers}
    assert Subscription.objects.get().state == "ended"
    subscriber = Subscriber.objects.get()
    assert (subscriber.address, subscriber.first_name) == ("", "")
    assert len(subscriber.mark) == 64


def test_what_the_server_refuses_is_told_and_the_address_rests(house, alice, mail_server):
    channel = a_mailbox(alice, mail_server)
    issue = on_its_way(alice, channel, ("unknown", "Nul"), ("ana3", "Ana"))
    sending.drive(house.id, channel.id)
    issue.refresh_from_db()
    assert (issue.sent, issue.refused) == (1, 1)
    refused = Envelope.objects.get(state="refused")
    assert "unknown@example.test" in refused.problem
    assert Return.objects.get().kind == Return.Kind.HARD
    assert Subscriber.objects.get(address="unknown@example.test").suspended_at is not None


def test_a_crisis_in_the_middle_stops_the_rest_until_a_person_goes_on(house, alice, mail_server):
    channel = a_mailbox(alice, mail_server, per_minute=2)
    issue = on_its_way(alice, channel, *[(f"crise{n}", "Ana") for n in range(5)])
    sending.drive(house.id, channel.id)
    issue.refresh_from_db()
    assert (issue.sent, issue.queued) == (2, 3)
    switch_on(actor=alice, reason="Un incident", review_at=clock.now() + timedelta(hours=1))
    with clock.at(clock.now() + timedelta(minutes=2)):
        sending.drive(house.id, channel.id)
        issue.refresh_from_db()
        assert (issue.state, issue.sent) == ("held", 2)
        assert "Un incident" in issue.problem
        with pytest.raises(moves.NotReady):
            moves.go_on(actor=alice, issue=issue)
        sending.drive(house.id, channel.id)
    issue.refresh_from_db()
    assert issue.sent == 2
    moves.stop(actor=alice, issue=issue)
    issue.refresh_from_db()
    assert (issue.state, issue.queued, issue.left_out) == ("stopped", 0, 3)


def test_what_a_dead_worker_had_in_its_hands_is_unknown_and_never_sent_again_by_itself(house, alice, mail_server):
    channel = a_mailbox(alice, mail_server)
    issue = on_its_way(alice, channel, ("mort1", "Ana"), ("mort2", "Luc"))
    held = Envelope.objects.filter(issue=issue).order_by("id").first()
    moves.move(held, "sending", sending_at=clock.now())
    sending.drive(house.id, channel.id)
    sending.drive(house.id, channel.id)
    held.refresh_from_db()
    issue.refresh_from_db()
    assert (held.state, issue.state, issue.sent, issue.unknown) == ("unknown", "sent", 1, 1)
    assert mail_server.messages("mort1@example.test") == []
    moves.decide(actor=alice, envelope=held, has_arrived=False)
    sending.drive(house.id, channel.id)
    assert len(mail_server.messages("mort1@example.test")) == 1
    with pytest.raises(LifecycleError):
        moves.decide(actor=alice, envelope=held, has_arrived=False)


def test_an_answer_that_never_came_is_unknown(house, alice, mail_server, monkeypatch):
    from liant.connectors.mail.letters import Line

    def cut(_line, _recipients, _message):
        raise OutcomeUnknown("The message was sent, and the line broke.")

    channel = a_mailbox(alice, mail_server)
    issue = on_its_way(alice, channel, ("coupe", "Ana"))
    with monkeypatch.context() as patched:
        patched.setattr(Line, "send", cut)
        sending.drive(house.id, channel.id)
    sending.drive(house.id, channel.id)
    issue.refresh_from_db()
    assert (issue.state, issue.unknown, issue.sent) == ("sent", 1, 0)


def test_a_trial_goes_to_a_colleague_and_says_so(house, alice, mail_server):
    channel = a_mailbox(alice, mail_server)
    newsletter = a_newsletter(alice, channel)
    issue = a_letter(alice, newsletter)
    alice.user.email = "alice.essai@example.test"
    alice.user.save()
    actions.send_trial(actor=alice, issue=issue, to=alice)
    sending.drive(house.id, channel.id)
    [found] = mail_server.messages("alice.essai@example.test")
    message = read(found)
    assert message["Subject"] == "Essai\N{NO-BREAK SPACE}: La nuit au fournil"
    assert "Bonjour Alice" in parts(message)[0]
    assert message["List-Unsubscribe"] is None


def test_asked_for_on_its_page_and_confirmed_by_the_button_in_the_mail(house, alice, mail_server):
    channel = a_mailbox(alice, mail_server)
    newsletter = a_newsletter(alice, channel)
    page = f"/houses/fournils/letters/{newsletter.slug}/"
    anyone = Client(enforce_csrf_checks=True)
    assert newsletter.consent in anyone.get(page).content.decode()
    anyone.post(page, {"address": "Nour@Example.test", "first_name": "Nour", "website": ""})
    sending.drive(house.id, channel.id)
    [found] = mail_server.messages("nour@example.test")
    message = read(found)
    assert message["Auto-Submitted"] == "auto-generated"
    [url] = re.findall(r"http\S+letters/confirm/\S+", message.get_content())
    path = "/" + url.split("/", 3)[3]
    anyone.get(path)
    assert Subscription.objects.get().state == "asked"  # a scanner follows links
    anyone.post(path)
    subscription = Subscription.objects.get()
    assert subscription.state == "on"
    assert [(one.what, one.text) for one in subscription.proofs.all()] == [
        ("asked", newsletter.consent),
        ("confirmed", newsletter.consent),
    ]
    newsletter.refresh_from_db()
    assert newsletter.readers == 1


def test_the_rate_holds_in_every_minute_and_every_hour():
    start = clock.now()
    pace, now, left = Pace(5, 40), start, []
    while len(left) < 120:
        now = max(now, pace.free_at(now))
        pace.note(now)
        left.append(now)
        now += timedelta(seconds=len(left) % 4)
    for window, most in ((timedelta(minutes=1), 5), (timedelta(hours=1), 40)):
        assert all(later - sooner >= window for sooner, later in zip(left, left[most:], strict=False))
