"""What leaves by itself: once, on private channels, to people, about what they write now. And the private pages."""

from datetime import timedelta

import pytest
from django.test import Client

from liant.accounts.permissions import NotAllowed
from liant.deliveries.models import Delivery
from liant.inbox import actions
from liant.inbox.arrivals import note_answered, note_settled
from liant.inbox.models import Conversation, Message
from liant.inbox.waiting.actions import revoke_links, set_acknowledgement, set_asking
from liant.inbox.waiting.courtesies import MOST_A_DAY, open_standing
from liant.inbox.waiting.models import Acknowledged, Satisfaction, Standing
from liant.kit import clock
from tests.furniture import a_channel
from tests.inbox.waiting.conftest import DAY, HOUR, TUESDAY, the_conversation, the_wait, tick, writes

pytestmark = pytest.mark.django_db


@pytest.fixture
def mailbox(channel, alice):
    """The console's channel, where one person alone reads an answer."""
    return channel


@pytest.fixture
def acknowledged(mailbox, alice):
    with clock.at(TUESDAY - DAY):
        return set_acknowledgement(actor=alice, channel=mailbox, hat="customer", texts={"fr": "Bien reçu."}, has_link=True,
                                   is_on=True)  # fmt: skip


def sent():
    return list(Delivery.objects.filter(key__startswith="acknowledgement:").order_by("id"))


def link_in(text):
    return (
        next(word for word in text.split() if "/where-i-stand/" in word).partition("testserver")[2]
        or next(word for word in text.split() if "/where-i-stand/" in word).split("8000")[-1]
    )


def test_whoever_writes_is_told_once_and_goes_on_waiting(mailbox, acknowledged):
    writes(mailbox)
    writes(mailbox, "b", thread_key="a", at=TUESDAY + timedelta(minutes=5))
    [delivery] = sent()
    assert "Bien reçu." in delivery.text
    assert "/where-i-stand/" in delivery.text
    note_settled(delivery=delivery, state="sent")
    assert the_wait().ended_at is None, "an acknowledgement is no answer"
    note = Message.objects.get(direction="note")
    assert "/where-i-stand/" not in note.body, "the private link is for the person alone"


def test_off_unless_a_house_wants_it(mailbox):
    writes(mailbox)
    assert not sent()


@pytest.mark.parametrize("tags", [["auto-reply"], ["automatic"], ["bulk"], ["bounce"], ["newsletter"], ["list"]])
def test_a_machine_is_never_answered(mailbox, acknowledged, tags):
    writes(mailbox, tags=tags)
    assert not sent()


def test_two_machines_that_answer_each_other_stop_soon(mailbox, acknowledged):
    for n in range(8):
        writes(mailbox, f"k{n}")
    assert len(sent()) == MOST_A_DAY


def test_never_in_public(channel, acknowledged):
    from liant.inbox.waiting.courtesies import is_private

    writes(channel)
    conversation = the_conversation()
    conversation.is_public = True
    assert not is_private(conversation)


def test_only_those_in_charge_say_what_leaves_by_itself(mailbox, bob):
    with pytest.raises(NotAllowed):
        set_acknowledgement(actor=bob, channel=mailbox, hat="customer", texts={}, has_link=True, is_on=True)
    with pytest.raises(NotAllowed):
        set_asking(actor=bob, hats=["customer"])


def test_the_private_page_says_where_one_stands_and_what_is_kept(mailbox, alice, acknowledged, client):
    writes(mailbox)
    address = link_in(sent()[0].text)
    page = client.get(address)
    words = page.content.decode()
    assert "Vous attendez" in words
    assert "au plus tard" in words
    assert "Karima Benali" in words
    assert page["Referrer-Policy"] == "no-referrer"
    assert "noindex" in page["X-Robots-Tag"]
    assert "no-store" in page["Cache-Control"]
    assert "sessionid" not in page.cookies
    with clock.at(TUESDAY + 3 * DAY):
        assert "nous sommes en retard" in client.get(address).content.decode().lower()
    note_answered(the_conversation(), TUESDAY + HOUR)
    assert "Nous vous avons répondu" in client.get(address).content.decode()


def test_the_link_is_kept_as_a_hash_ends_and_can_be_closed(mailbox, alice, bob, client):
    writes(mailbox)
    token = open_standing(the_conversation())
    address = f"/where-i-stand/{token}/"
    assert token not in str(list(Standing.objects.values()))
    assert client.get(address).status_code == 200
    with clock.at(TUESDAY + 200 * DAY):
        assert client.get(address).status_code == 410
    assert revoke_links(actor=bob, conversation=the_conversation()) == 1
    over, unknown = client.get(address), client.get("/where-i-stand/nothing/")
    assert over.status_code == unknown.status_code == 410
    assert "n’est plus bon" in over.content.decode()
    assert "n’est plus bon" in unknown.content.decode(), "unknown and closed look alike"


def test_asking_to_be_forgotten_is_a_matter_of_its_own_in_the_same_hat(mailbox, alice, rose):
    writes(mailbox)
    Conversation.objects.update(hat="candidate")
    tick()
    token = open_standing(the_conversation())
    browser = Client(enforce_csrf_checks=True)
    for _ in range(2):
        answer = browser.post(f"/where-i-stand/{token}/", {"what": "erasure", "words": "Oubliez-moi, merci."})
        assert answer.status_code == 302
    asked = Conversation.objects.get(subject="Erasure of data")
    assert (asked.hat, asked.due) == ("candidate", "answer")
    assert asked.person_id == Conversation.objects.exclude(id=asked.id).get().person_id
    assert asked.waits.get().hat == "candidate"
    actions.reply(
        actor=rose, conversation=asked, text="C’est fait.", form_key="x", seen_message_id=asked.messages.get().id
    )
    assert browser.post(f"/where-i-stand/{token}/", {"what": "nothing"}).status_code == 422


@pytest.fixture
def asked(mailbox, alice):
    """Answered, then closed: the question left."""
    set_asking(actor=alice, hats=["customer"])
    writes(mailbox)
    note_answered(the_conversation(), TUESDAY + HOUR)
    actions.close(actor=alice, conversation=the_conversation())
    delivery = Delivery.objects.get(key__startswith="satisfaction:")
    return [
        f"/how-it-went/{line.partition('/how-it-went/')[2]}" for line in delivery.text.splitlines() if "/how-" in line
    ]


def test_following_the_address_keeps_nothing_and_the_button_does(asked):
    browser = Client(enforce_csrf_checks=True)
    happy = asked[0]
    page = browser.get(happy)
    assert "Comment cela s’est-il passé" in page.content.decode()
    assert 'value="3"' in page.content.decode()
    assert Satisfaction.objects.get().face is None, "programs that read mail follow addresses"
    assert browser.post(happy, {"face": "3"}).status_code == 302
    assert Satisfaction.objects.get().face == 3
    assert the_conversation().state == "closed"


def test_whoever_is_unhappy_and_says_why_waits_again(asked):
    Client().post(asked[-1], {"face": "1", "words": "Le pain était encore brûlé."})
    assert the_conversation().state == "open"
    assert Message.objects.filter(direction="theirs").count() == 2
    assert the_conversation().waits.filter(ended_at=None).count() == 1
    Client().post(asked[-1], {"face": "2", "words": "Encore un mot."})
    assert Message.objects.filter(direction="theirs").count() == 2, "words are kept once"


def test_one_is_asked_once_and_never_reminded(asked, mailbox, alice, work_off):
    with clock.at(TUESDAY + DAY):
        actions.reopen(actor=alice, conversation=the_conversation())
        actions.close(actor=alice, conversation=the_conversation())
        tick()
        work_off()
    assert Satisfaction.objects.count() == 1


def test_whoever_had_no_answer_is_not_asked_how_it_went(mailbox, alice):
    set_asking(actor=alice, hats=["customer"])
    writes(mailbox)
    actions.close(actor=alice, conversation=the_conversation(), reason="Vu au comptoir.")
    assert not Satisfaction.objects.exists()


def test_satisfaction_is_shown_from_ten_answers_on(house, alice, bob):
    from liant.inbox.waiting.queries import felt

    assert felt("customer", [3] * 9 + [None] * 5).happy is None
    low, point, high = felt("customer", [3] * 15 + [1] * 5).happy
    assert low < point == 0.75 < high


def test_of_few_who_were_unhappy_no_figure_tells(house):
    from liant.inbox.waiting.queries import felt

    assert felt("customer", [3] * 12 + [1]).happy is None
    assert felt("customer", [3] * 12).faces == {}
    assert felt("customer", [3] * 12 + [2] * 6).faces == {1: 0, 2: 6, 3: 12}


def test_what_leaves_by_itself_says_so_in_its_mail():
    from base64 import b64decode
    from email import message_from_bytes

    from liant.connectors.contract import Account, Draft
    from liant.connectors.mail.writing import freeze

    draft = Draft(kind="mail", text="Bien reçu.", to=["karima@example.org"], subject="Pain", is_automatic=True)
    frozen = freeze(Account(settings={"address": "bonjour@fournils.example"}), draft, "k", TUESDAY)
    letter = message_from_bytes(b64decode(frozen["message"]))
    assert letter["Auto-Submitted"] == "auto-replied"
    assert letter["X-Auto-Response-Suppress"] == "All"


def test_the_pages_of_the_settings_take_what_is_typed(mailbox, alice, client_of, organisation):
    browser, base = client_of(alice), f"/o/{organisation.slug}/inbox/waits"
    values = {
        "channel": mailbox.id,
        "hat": "customer",
        "text_fr": "Bien reçu.",
        "text_en": "",
        "has_link": "on",
        "is_on": "on",
    }
    assert browser.post(f"{base}/courtesies/acknowledge/", values).status_code == 302
    assert "part tout seul" in browser.get(f"{base}/courtesies/").content.decode()
    assert (
        browser.post(
            f"{base}/promises/", {"hat": "customer", "amount": "2", "unit": "hours", "is_on": "on"}
        ).status_code
        == 302
    )
    assert "en 2 heures de travail" in browser.get(f"{base}/promises/").content.decode()
    assert browser.post(f"{base}/promises/", {"amount": "0"}).status_code == 422
    assert not Acknowledged.objects.exists()
    assert a_channel(alice, name="Autre")
