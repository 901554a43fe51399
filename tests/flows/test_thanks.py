"""Loved and unaware: praise waits in an order that can be told, and one step thanks for it."""

from datetime import timedelta

import pytest

from liant.connectors.contract import Author
from liant.deliveries.models import Delivery
from liant.flows.thanks import proposal_for, ranked, weight
from liant.inbox.models import Conversation, Message
from liant.kit import clock
from tests.architecture.reading import read
from tests.furniture import a_channel, said
from tests.inbox.waiting.conftest import TUESDAY, take_in

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def channel(house, alice):
    with clock.at(TUESDAY - 30 * DAY):
        found = a_channel(alice)
    with clock.at(TUESDAY):
        yield found


def praise(channel, key, followers=None, *, days=1.0, **values):
    author = Author(key=key, kind="bluesky", name=f"{key.title()} Caron", handle=f"@{key}.example", followers=followers)
    item = said(
        key, "Quelle merveille, ce pain !", author=author, thread_key=key, published_at=TUESDAY - days * DAY, **values
    )
    take_in(channel, item, intent="praise")
    return Conversation.objects.get(thread_key=key)


def order(member):
    return [one.thread_key for one, _reach in ranked(member)]


def test_who_is_read_by_many_comes_before_who_waits_a_little_longer(channel, alice):
    praise(channel, "jeanne", 100_000, days=1)
    praise(channel, "marc", 30, days=4)
    praise(channel, "lucie", 40, days=20)
    assert order(alice) == ["lucie", "jeanne", "marc"]


def test_a_reach_that_nobody_knows_is_never_taken_for_none(channel, alice):
    praise(channel, "known", 500, days=1)
    praise(channel, "unknown", None, days=2)
    praise(channel, "alone", 0, days=1)
    assert order(alice) == ["unknown", "known", "alone"]


def test_longer_waits_and_more_readers_never_come_later():
    now = TUESDAY
    for reach in (0, 10, 10_000):
        assert weight(now - 2 * DAY, reach, 5, now) > weight(now - DAY, reach, 5, now)
        assert weight(now - DAY, reach * 10 + 1, 5, now) > weight(now - DAY, reach, 5, now)


def test_the_page_says_when_a_reach_is_not_known(channel, alice, client_of):
    praise(channel, "jeanne", 12_000)
    praise(channel, "marc")
    lines = " ".join(read(client_of(alice).get("/o/fournils/thanks/").content.decode()).lines).replace("\u202f", " ")
    assert "12 000 personnes" in lines
    assert "on ne sait pas combien" in lines


def send(client, conversation, **values):
    seen = conversation.messages.order_by("-id").values_list("id", flat=True).first()
    values = {"form_key": f"k-{conversation.id}", "seen": seen, **values}
    return client.post(f"/o/fournils/thanks/{conversation.id}/", values)


def test_one_step_writes_likes_and_shares_again(channel, alice, client_of):
    jeanne = praise(channel, "jeanne")
    can = jeanne.channel.capabilities
    answer = send(client_of(alice), jeanne, text="Merci Jeanne, Samir a rougi.", like="on", repost="on")
    assert answer.status_code == 302
    wanted = {"reply", *(["like"] if can.can_like else []), *(["repost"] if can.can_repost else [])}
    assert set(Delivery.objects.values_list("kind", flat=True)) == wanted
    assert (
        send(client_of(alice), jeanne, text="Merci Jeanne, Samir a rougi.", like="on", repost="on").status_code == 302
    )
    assert Delivery.objects.count() == len(wanted), "the same form sent twice leaves once"


def test_what_is_proposed_never_leaves_as_it_stands(channel, alice, client_of):
    jeanne = praise(channel, "jeanne")
    proposal = proposal_for(jeanne)
    assert "Jeanne" in proposal
    answer = send(client_of(alice), jeanne, text=proposal.upper() + " ")
    assert answer.status_code == 422
    assert not Delivery.objects.exists()
    assert proposal.upper() in answer.content.decode(), "what was written is kept"
    assert send(client_of(alice), jeanne, text=f"{proposal} À samedi.").status_code == 302


def test_nothing_chosen_sends_nothing(channel, alice, client_of):
    jeanne = praise(channel, "jeanne")
    assert send(client_of(alice), jeanne, text=" ").status_code == 422
    assert not Delivery.objects.exists()


def test_a_word_that_came_meanwhile_is_shown_first(channel, alice, client_of):
    jeanne = praise(channel, "jeanne")
    seen = jeanne.messages.get().id
    again = said("again", "Et la brioche !", thread_key="jeanne", published_at=TUESDAY,
                 author=Author(key="jeanne", kind="bluesky"))  # fmt: skip
    take_in(channel, again, intent="praise")
    answer = send(client_of(alice), jeanne, seen=seen, text="Merci !")
    assert answer.status_code == 422
    assert not Message.objects.filter(direction="ours").exists()


def test_who_may_not_read_the_praise_may_not_thank_for_it(channel, alice, rose, client_of, dan):
    jeanne = praise(channel, "jeanne")
    assert send(client_of(rose), jeanne, text="Merci Jeanne.").status_code == 404
    assert client_of(dan).post(f"/o/fournils/thanks/{jeanne.id}/", {}).status_code == 404
    assert order(rose) == []


def test_the_list_asks_as_much_for_one_as_for_twenty(channel, alice, client_of, django_assert_max_num_queries):
    client = client_of(alice)
    praise(channel, "p0")
    client.get("/o/fournils/thanks/")
    with django_assert_max_num_queries(100) as few:
        client.get("/o/fournils/thanks/")
    for n in range(1, 20):
        praise(channel, f"p{n}", n)
    with django_assert_max_num_queries(100) as many:
        client.get("/o/fournils/thanks/")
    assert len(many) == len(few)


def test_the_page_says_how_much_was_thanked_within_a_day(channel, alice, client_of):
    from liant.inbox.arrivals import note_answered

    for n in range(12):
        conversation = praise(channel, f"p{n}", days=5)
        if n < 9:
            note_answered(conversation, conversation.waiting_since + timedelta(hours=3 if n < 6 else 40))
    lines = " ".join(read(client_of(alice).get("/o/fournils/thanks/").content.decode()).lines).replace("\u00a0", " ")
    assert "Éloges remerciés dans la journée : 6 sur 12 : 50 % (25 à 75 %)" in lines
