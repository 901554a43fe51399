"""Many things heard at once: a page costs hardly more than an item, and ends in the same conversations."""

import random
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from liant.channels.events import ItemsCollected
from liant.channels.models import Item
from liant.connectors.contract import Author
from liant.flows.heard_items import hear
from liant.inbox.joining.actions import split
from liant.inbox.models import Conversation, Message
from liant.inbox.waiting.models import Wait
from liant.kit import clock
from liant.listening.actions import save_query
from liant.listening.models import Mention
from liant.people.actions import meet_all
from liant.people.merging.actions import merge_people
from liant.people.models import Handle, Hat, Person
from tests.furniture import a_channel, heard, said

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
TEXTS = (
    "Bonjour, ouvrez-vous le lundi ?",
    "Merci à toute l'équipe, le levain des Trois Fournils était parfait.",
    "Ma commande n'est toujours pas arrivée, c'est la deuxième fois.",
    "Bonjour, voici ma candidature au poste de boulangère.",
    "Les Trois Fournils, c'est place du marché.",
)
ALIKE = ("hat", "subject", "opening", "excerpt", "intent", "language", "due", "state", "opened_at", "waiting_since",
         "last_message_at", "answered_at")  # fmt: skip


@pytest.fixture
def channel(house, alice):
    save_query(actor=alice, query=None, name="Nous", expr='"Trois Fournils"')
    with clock.at(NOW - timedelta(days=30)):
        return a_channel(alice)


def person(number: int) -> Author:
    return Author(key=f"author-{number}", kind="bluesky", name=f"Personne {number}", handle=f"@p{number}.example")


def strangers(first: int, count: int) -> list[Any]:
    """Half speak to us, half about us; one in five writes a second time in the same thread."""
    items = []
    for number in range(first, first + count):
        at = NOW - timedelta(hours=3) + timedelta(minutes=number)
        values = {"author": person(number), "is_addressed": number % 2 == 0, "published_at": at}
        items.append(
            said(f"i{number}", TEXTS[number % len(TEXTS)] + " Trois Fournils.", **values, thread_key=f"i{number}")
        )
        if number % 5 == 0:
            items.append(
                said(f"j{number}", "Je reviens là-dessus.", **values | {"is_addressed": True}, thread_key=f"i{number}")
            )
    return items


def test_a_page_of_fifty_asks_hardly_more_of_the_database_than_one_of_five(
    channel, work_off, django_assert_max_num_queries
):
    with clock.at(NOW):
        heard(channel, *strangers(0, 5))
        work_off()
        with django_assert_max_num_queries(90) as few:
            heard(channel, *strangers(100, 4))
            work_off()
        with django_assert_max_num_queries(90) as many:
            heard(channel, *strangers(200, 40))
            work_off()
    assert Message.objects.count() == Item.objects.count() == 6 + 5 + 48
    assert Wait.objects.filter(is_measured=False).count() == 0
    assert len(many) - len(few) <= 5


def exchange(seed: int) -> list[Any]:
    """Thirty things said by four people and by us in three threads, some with an automatic answer among them."""
    chance = random.Random(seed)
    items = []
    for number in range(30):
        is_ours = chance.random() < 0.2
        above = chance.choice(items) if items and chance.random() < 0.5 else None
        item = said(
            f"{seed}-{number}", chance.choice(TEXTS), author=person(99 if is_ours else chance.randrange(4)),
            published_at=NOW - timedelta(days=1) + timedelta(minutes=chance.randrange(600)), is_ours=is_ours,
            thread_key=f"{seed}-thread-{chance.randrange(3)}", parent_key=above.key if above else None,
            is_addressed=chance.random() < 0.7, tags=("auto-reply",) if chance.random() < 0.1 else (),
        )  # fmt: skip
        items.append(item)
    return items


def state_of(channel: Any) -> list[Any]:
    found = []
    for one in Conversation.objects.filter(channel=channel).order_by("thread_key", "person__name"):
        waits = one.waits.order_by("since").values_list("since", "due", "hat", "ending", "is_measured", "due_at")
        messages = one.messages.values_list("item__key", "direction", "body", "at")
        hats = Hat.objects.filter(person=one.person).values_list("kind", flat=True)
        found.append((*(getattr(one, name) for name in ALIKE), list(waits), list(messages), sorted(hats)))
    return found


@pytest.mark.parametrize("seed", range(4))
def test_heard_together_or_one_by_one_it_is_the_same_inbox(alice, channel, seed):
    with clock.at(NOW - timedelta(days=30)):
        other = a_channel(alice, name="Autre")
    with clock.at(NOW):
        ids = heard(channel, *exchange(seed))
        hear(ItemsCollected(channel.id, ids))
        heard(other, *exchange(seed))
        for item in Item.objects.filter(channel=other).order_by("published_at", "id"):
            hear(ItemsCollected(other.id, [item.id]))
    assert state_of(channel) == state_of(other)
    assert Mention.objects.filter(item__channel=channel).count() == Mention.objects.filter(item__channel=other).count()


def test_a_job_that_comes_back_changes_nothing(channel):
    with clock.at(NOW):
        ours = said("ours", "Oui, dès huit heures.", is_ours=True, thread_key="i110", published_at=NOW)
        ids = heard(channel, *strangers(100, 12), ours)
        hear(ItemsCollected(channel.id, ids))
        before = state_of(channel)
        hear(ItemsCollected(channel.id, ids))
    assert state_of(channel) == before
    assert Mention.objects.count() == Message.objects.count() - 1 == 15


def test_an_answer_follows_to_the_part_that_was_split_off_in_the_same_page(bob, channel):
    at = NOW - timedelta(hours=3)

    def writes(*items: tuple[str, str, str | None]) -> None:
        new = [said(key, text, thread_key="t", parent_key=above, published_at=at + timedelta(minutes=len(key)))
               for key, text, above in items]  # fmt: skip
        hear(ItemsCollected(channel.id, heard(channel, *new)))

    writes(("a", "La tradition était brûlée.", None), ("ab", "Et le seigle ?", None))
    first = Conversation.objects.get()
    part = split(actor=bob, conversation=first, message_ids=[Message.objects.get(body="Et le seigle ?").id])
    writes(("abc", "Du seigle, donc.", "ab"), ("abcd", "Entier.", "abc"), ("abcde", "Brûlée, vraiment.", "a"))
    assert set(part.messages.values_list("body", flat=True)) == {"Et le seigle ?", "Du seigle, donc.", "Entier."}
    assert first.messages.filter(body="Brûlée, vraiment.").exists()


def test_two_cards_of_one_person_are_one_conversation_in_the_same_page(alice, channel):
    met = meet_all(met=[(person(1), NOW), (person(2), NOW)], source="noted")
    survivor, merged = met.values()
    merge_people(actor=alice, survivor=survivor, merged=merged)
    Handle.objects.filter(key="author-2").update(person=merged)  # heard before the merge, under the other card
    at = NOW - timedelta(hours=1)
    new = [said(f"k{n}", "Bonjour ?", author=person(n), thread_key="t", published_at=at) for n in (1, 2)]
    hear(ItemsCollected(channel.id, heard(channel, *new)))
    assert Conversation.objects.get().messages.count() == 2


def test_many_are_met_at_once_and_known_again(house):
    news = Author(key="author-1", kind="bluesky", name="Un autre nom", handle="@nouveau.example", followers=3)
    later = NOW + timedelta(days=1)
    first = meet_all(met=[(person(1), later), (person(2), None), (person(1), NOW)], source="noted")
    again = meet_all(met=[(news, later), (person(3), NOW)], source="noted again")
    assert again[("bluesky", "author-1")] == first[("bluesky", "author-1")]
    known = Handle.objects.select_related("person").get(key="author-1")
    assert (known.shown, known.followers, known.source) == ("@nouveau.example", 3, "noted")
    assert (known.person.name, known.person.first_met_at) == ("Personne 1", NOW)
    assert Person.objects.count() == Handle.objects.count() == 3
