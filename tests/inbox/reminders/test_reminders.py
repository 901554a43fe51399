"""What one has to come back to: called by a colleague, reminded of silence, bound by a promise."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from liant.inbox import actions as inbox
from liant.inbox.models import Conversation
from liant.inbox.reminders import actions
from liant.inbox.reminders.jobs import ring_reminders
from liant.inbox.reminders.models import Call, Pledge, Reminder
from liant.inbox.reminders.queries import for_me, pledges_to
from liant.kit import clock
from liant.kit.calling import called_in
from liant.tenancy.context import tenant
from tests.furniture import a_channel, said
from tests.inbox.test_conversations import take_in
from tests.inbox.test_pages import address, of_house

pytestmark = pytest.mark.django_db
NAMES = {1: "Léa Fontaine", 2: "Paul Mercier", 3: "Paul Roux", 4: "Bob"}


@pytest.fixture
def conversation(organisation, alice):
    with tenant(organisation.id):
        take_in(a_channel(alice), said("a", "Ouvrez-vous lundi ?", thread_key="t"))
        return Conversation.objects.select_related("person", "channel").get()


@pytest.mark.parametrize(
    ("text", "called"),
    [
        ("@Léa, tu vois ?", {1}),
        ("vu avec @lea fontaine et @bob.", {1, 4}),
        ("@Paul ou @Paul Roux", {3}),
        ("@Paul", set()),
        ("bob@bob.example @bobby", set()),
        ("Léa et Bob", set()),
    ],
)
def test_who_is_named_in_a_note(text, called):
    assert called_in(text, NAMES) == called


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)  # the machine may be busy
@given(st.text(max_size=40))
def test_without_an_at_nobody_is_named(text):
    assert called_in(text.replace("@", "").replace("\N{FULLWIDTH COMMERCIAL AT}", ""), NAMES) == set()


def test_a_colleague_named_is_told_and_who_may_not_read_it_is_not(
    client_of, alice, bob, rose, organisation, conversation
):
    writer = client_of(bob)
    writer.post(address(conversation, "note/"), {"text": "@Alice @Rose, regardez ceci", "form_key": "n"})
    writer.post(address(conversation, "note/"), {"text": "@Alice @Rose, regardez ceci", "form_key": "n"})
    assert [call.member_id for call in of_house(organisation, Call)] == [alice.id], "once, and Rose not"
    assert "Rose ne peut pas lire cet échange" in writer.get(address(conversation)).content.decode()
    named = client_of(alice)
    assert "Une chose pour vous" in named.get("/o/fournils/inbox/").content.decode()
    assert "regardez ceci" in named.get("/o/fournils/inbox/reminders/").content.decode()
    assert "regardez ceci" not in client_of(rose).get("/o/fournils/inbox/reminders/").content.decode()
    [call] = of_house(organisation, Call)
    assert client_of(rose).post(f"/o/fournils/inbox/reminders/call/{call.id}/seen/").status_code == 404
    named.post(f"/o/fournils/inbox/reminders/call/{call.id}/seen/")
    assert "regardez ceci" not in named.get("/o/fournils/inbox/reminders/").content.decode()


def test_a_reminder_rings_only_if_no_news_came(house, alice, bob, conversation):
    in_an_hour = clock.now() + timedelta(hours=1)
    for is_for_silence in (True, False):
        actions.remind(actor=bob, conversation=conversation, rings_at=in_an_hour, is_for_all=False,
                       is_for_silence=is_for_silence)  # fmt: skip
    take_in(conversation.channel, said("b", "Toujours rien ?", thread_key="t", published_at=clock.now()))
    with clock.at(in_an_hour + timedelta(minutes=1)):
        ring_reminders(0)
    assert [one.is_for_silence for one in for_me(bob).reminders] == [False]
    assert for_me(alice).reminders == [], "it was for Bob alone"


def test_still_silent_it_rings_once_for_all_who_answer(house, alice, bob, rose, conversation):
    in_an_hour = clock.now() + timedelta(hours=1)
    actions.remind(actor=bob, conversation=conversation, rings_at=in_an_hour, is_for_all=True, is_for_silence=True)
    ring_reminders(0)
    assert for_me(alice).reminders == [], "not yet"
    with clock.at(in_an_hour + timedelta(minutes=1)):
        ring_reminders(0)
        ring_reminders(0)
    assert len(for_me(alice).reminders) == len(for_me(bob).reminders) == 1
    assert for_me(rose).reminders == [], "nor who may not read it"
    actions.settle(actor=alice, reminder=Reminder.objects.get())
    assert for_me(bob).reminders == []


def test_who_may_not_read_it_is_not_reminded_of_it(house, bob, rose, conversation):
    with pytest.raises(inbox.NotAllowed):
        actions.remind(actor=rose, conversation=conversation, rings_at=clock.now(), is_for_all=False,
                       is_for_silence=True)  # fmt: skip
    mine = actions.remind(actor=bob, conversation=conversation, rings_at=clock.now(), is_for_all=False,
                          is_for_silence=False)  # fmt: skip
    with pytest.raises(inbox.NotAllowed):
        actions.settle(actor=rose, reminder=mine)
    with pytest.raises(inbox.NotAllowed):
        actions.pledge(actor=rose, conversation=conversation, text="x", due_on=clock.now().date())


def test_a_promise_stays_in_sight_until_it_is_kept(client_of, alice, bob, rose, organisation, conversation):
    client = client_of(bob)
    page = f"/o/fournils/inbox/reminders/promise/{conversation.id}/"
    day = (clock.now() + timedelta(days=2)).date()
    assert client.post(page, {"text": "Lui écrire la cause", "due_on": "2020-01-01"}).status_code == 422
    assert client.post(page, {"text": "Lui écrire la cause", "due_on": day.isoformat()}).status_code == 302
    [made] = of_house(organisation, Pledge)
    assert "Lui écrire la cause" in client.get(address(conversation)).content.decode()
    with tenant(organisation.id):
        person = Conversation.objects.get().person_id
    card = f"/o/fournils/people/{person}/"
    assert "Lui écrire la cause" in client.get(card).content.decode()
    assert "Lui écrire la cause" not in client_of(rose).get(card).content.decode()
    assert "Lui écrire la cause" in client_of(alice).get("/o/fournils/inbox/reminders/").content.decode()
    assert client_of(rose).post(f"/o/fournils/inbox/reminders/promise/{made.id}/end/").status_code == 404
    client.post(f"/o/fournils/inbox/reminders/promise/{made.id}/end/", {"is_kept": "1"})
    assert "Lui écrire la cause" not in client.get(card).content.decode()
    assert of_house(organisation, Pledge)[0].is_kept


def test_a_promise_survives_a_merge(house, bob, conversation):
    from liant.inbox.joining.actions import merge

    actions.pledge(actor=bob, conversation=conversation, text="Rappeler", due_on=clock.now().date())
    take_in(conversation.channel, said("b", "Et mardi ?", thread_key="t2"))
    other = Conversation.objects.get(thread_key="t2")
    merge(actor=bob, survivor=other, merged=conversation)
    assert [one.text for one in pledges_to(bob, other.person)] == ["Rappeler"]


def test_the_pages_without_script(client_of, bob, organisation, conversation):
    client = client_of(bob)
    page = f"/o/fournils/inbox/reminders/on/{conversation.id}/"
    assert client.get(page).status_code == 200
    assert client.post(page, {"when": "date", "who": "me"}).status_code == 422
    assert client.post(page, {"when": "monday", "who": "all"}).status_code == 302
    [reminder] = of_house(organisation, Reminder)
    assert (reminder.member_id, reminder.is_for_silence) == (None, False)
    assert client.post(f"/o/fournils/inbox/reminders/{reminder.id}/settle/").status_code == 302
    assert client.get(f"/o/fournils/inbox/reminders/promise/{conversation.id}/").status_code == 200
