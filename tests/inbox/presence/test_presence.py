"""Who else has a conversation open: told while it lasts, to those who may read it, and kept nowhere afterwards."""

from datetime import timedelta

import pytest
from django.apps import apps

from liant.accounts.permissions import NotAllowed
from liant.inbox.models import Conversation
from liant.inbox.presence.actions import leave, look
from liant.inbox.presence.models import Look
from liant.inbox.presence.queries import others_there
from liant.kit import clock
from tests.furniture import a_channel, heard, said

pytestmark = pytest.mark.django_db


@pytest.fixture
def conversation(house, alice, work_off):
    heard(a_channel(alice), said("a", "La tradition était brûlée."))
    work_off()
    return Conversation.objects.get()


def seen_by(reader, conversation):
    return [(one.member.name, one.is_here, one.is_writing) for one in others_there(reader, conversation)]


def test_who_has_it_open_is_seen_by_the_others_and_not_by_themselves(conversation, alice, bob):
    look(actor=bob, conversation=conversation)
    assert seen_by(alice, conversation) == [("Bob", True, False)]
    assert seen_by(bob, conversation) == []


def test_writing_is_told_with_the_name_and_ends(conversation, alice, bob):
    look(actor=bob, conversation=conversation, is_writing=True)
    assert seen_by(alice, conversation) == [("Bob", True, True)]
    look(actor=bob, conversation=conversation)
    assert seen_by(alice, conversation) == [("Bob", True, False)]


def test_whoever_closes_the_page_is_gone_at_once(conversation, alice, bob):
    look(actor=bob, conversation=conversation)
    leave(actor=bob, conversation=conversation)
    assert seen_by(alice, conversation) == []


def test_a_page_that_died_is_gone_after_half_a_minute_and_forgotten_after_one(conversation, alice, bob):
    now = clock.now()
    with clock.at(now):
        look(actor=bob, conversation=conversation)
    with clock.at(now + timedelta(seconds=31)):
        assert seen_by(alice, conversation) == [("Bob", False, False)], "told to a page that opens: a moment ago"
    with clock.at(now + timedelta(seconds=61)):
        assert seen_by(alice, conversation) == []
        look(actor=alice, conversation=conversation)
    assert [one.member for one in Look.objects.all()] == [alice], "no history"


def test_beating_again_keeps_one_row(conversation, bob):
    for _ in range(5):
        look(actor=bob, conversation=conversation)
    assert Look.objects.count() == 1


def test_nothing_but_the_moment_is_kept():
    """No journal, no column from which hours or figures about a colleague could be made."""
    fields = {field.name for field in apps.get_model("presence.Look")._meta.get_fields()}
    assert fields == {"id", "organisation", "conversation", "member", "seen_at", "is_writing"}


def test_the_table_is_unlogged(as_owner):
    assert as_owner("select relpersistence from pg_class where relname = 'presence_look'") == [("u",)]


def test_who_may_not_read_it_may_not_be_there(conversation, rose):
    with pytest.raises(NotAllowed):
        look(actor=rose, conversation=conversation)


def url(conversation, what=""):
    return f"/o/fournils/inbox/{conversation.id}/presence/{what}"


def test_without_script_the_page_says_who_looked_within_the_last_minute(conversation, alice, bob, client_of):
    client_of(bob).get(f"/o/fournils/inbox/{conversation.id}/")
    page = client_of(alice).get(f"/o/fournils/inbox/{conversation.id}/").content.decode()
    assert "<b>Bob</b> lit aussi" in page


def test_a_part_of_the_page_is_read_again(conversation, alice, bob, client_of):
    look(actor=bob, conversation=conversation, is_writing=True)
    part = {"HX-Request": "true", "HX-Target": "div#present"}
    answer = client_of(alice).get(url(conversation), headers=part).content.decode()
    assert "<b>Bob</b> écrit" in answer
    assert "<html" not in answer


def test_a_beat_is_a_sign_of_life_and_gone_ends_it(conversation, alice, bob, client_of):
    browser = client_of(bob)
    assert browser.post(url(conversation, "beat/"), {"writing": "1"}).status_code == 204
    assert seen_by(alice, conversation) == [("Bob", True, True)]
    browser.post(url(conversation, "beat/"), {"gone": "1"})
    assert seen_by(alice, conversation) == []


def test_who_may_not_read_it_learns_nothing(conversation, bob, rose, client_of):
    look(actor=bob, conversation=conversation)
    part = {"HX-Request": "true", "HX-Target": "div#present"}
    assert client_of(rose).get(url(conversation), headers=part).status_code == 404
    assert client_of(rose).post(url(conversation, "beat/"), {}).status_code == 404


def test_what_came_since_the_page_was_opened_is_told_above_the_composer(conversation, alice, bob, client_of):
    from liant.inbox.actions import reply

    last = conversation.messages.latest("id")
    reply(actor=bob, conversation=conversation, text="Merci Karima.", form_key="b", seen_message_id=last.id)
    part = {"HX-Request": "true", "HX-Target": "div#came"}
    told = client_of(alice).get(url(conversation) + f"?seen={last.id}", headers=part).content.decode()
    assert "Bob a répondu depuis que vous avez ouvert cette page." in told
    newest = conversation.messages.latest("id")
    again = client_of(alice).get(url(conversation) + f"?seen={newest.id}", headers=part).content.decode()
    assert "a répondu" not in again
