"""All that a colleague needs beside a conversation: a true title, what was answered to others, the log in words."""

from datetime import timedelta

import pytest

from liant.connectors.contract import Author
from liant.inbox import actions
from liant.inbox.arrivals import note_answered
from liant.inbox.models import Conversation
from liant.inbox.queries import alike
from liant.inbox.rules import title_of
from liant.kit import clock
from liant.tenancy.context import tenant
from tests.furniture import a_channel, said
from tests.inbox.test_conversations import YANN, take_in
from tests.inbox.test_pages import address

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("said_first", "title"),
    [
        ("Bonjour, à quelle heure ouvrez-vous lundi ? Merci.", "À quelle heure ouvrez-vous lundi ?"),
        ("Bonjour Trois Fournils, la tradition était brûlée. Deux fois.", "La tradition était brûlée"),
        ("@troisfournils un souci de four ?", "Un souci de four ?"),
        ("Hello there, do you open on Monday? Thanks", "Do you open on Monday?"),
        ("Merci.", "Merci"),
        ("Bonjour", "Bonjour"),
        ("", ""),
    ],
)
def test_a_title_is_the_first_sentence_without_its_greeting(said_first, title):
    assert title_of(said_first) == title


def test_a_long_title_ends_between_two_words():
    title = title_of(
        "Je voudrais savoir si vous faites encore la brioche des rois que ma grand-mère achetait chez vous"
    )
    assert len(title) <= 73
    assert title.endswith("…")


def test_the_title_stays_when_the_person_writes_again(client_of, alice, bob, organisation):
    with tenant(organisation.id):
        channel = a_channel(alice)
        at = clock.now() - timedelta(hours=2)
        take_in(channel, said("a", "Ouvrez-vous lundi ?", thread_key="t", published_at=at))
        take_in(channel, said("b", "Toujours rien ?", thread_key="t", published_at=at + timedelta(hours=1)))
        conversation = Conversation.objects.get()
    page = client_of(bob).get(address(conversation)).content.decode()
    assert "<h2>Ouvrez-vous lundi ?</h2>" in page


def test_what_was_answered_to_someone_else_is_shown_and_only_what_may_be_read(house, alice, bob, rose):
    channel = a_channel(alice)
    others = [YANN, Author(key="lina", kind="bluesky", name="Lina"), Author(key="gil", kind="bluesky", name="Gil")]
    words = [
        "La baguette tradition était trop cuite mardi.",
        "Où est mon colis ?",
        "Baguette tradition trop cuite, hélas.",
    ]
    for author, text in zip(others, words, strict=True):
        take_in(channel, said(author.key, text, thread_key=author.key, author=author), intent="complaint")
    for conversation in Conversation.objects.filter(person__name__in=["Yann Tessier", "Lina"]):
        note_answered(conversation, clock.now())
    take_in(channel, said("k", "Ma baguette tradition était encore trop cuite.", thread_key="k"), intent="complaint")
    mine = Conversation.objects.get(person__name="Karima Benali")
    assert [one.person.name for one in alike(bob, mine)] == ["Yann Tessier"], "answered, and about the same"
    assert alike(rose, mine) == [], "nothing of what a recruiter may not read"


def test_the_log_says_hats_and_readings_in_words(client_of, alice, organisation):
    with tenant(organisation.id):
        take_in(a_channel(alice), said("a", "Ouvrez-vous lundi ?"))
        conversation = Conversation.objects.get()
        actions.correct_intent(actor=alice, conversation=conversation, intent="purchase")
    page = client_of(alice).get(address(conversation)).content.decode()
    assert "veut acheter" in page.partition("Ce qui a été fait")[2]
    assert "purchase" not in page.partition("Ce qui a été fait")[2]
