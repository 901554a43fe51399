"""The inbox as a browser without script sees it: each act, its refusal, and what is kept when something is wrong."""

import pytest

from liant.deliveries.models import Delivery
from liant.inbox.models import Conversation, Message
from liant.tenancy.context import tenant
from tests.furniture import a_channel, heard, said

pytestmark = pytest.mark.django_db


@pytest.fixture
def conversation(organisation, alice, work_off):
    with tenant(organisation.id):
        heard(a_channel(alice), said("k1", "Bonjour, à quelle heure ouvrez-vous lundi ?"))
        work_off()
        return Conversation.objects.get()


def address(conversation, act=""):
    return f"/o/fournils/inbox/{conversation.id}/{act}"


def fields(client, conversation, **values):
    """What the reply form of the page would send."""
    page = client.get(address(conversation)).context
    form = page["reply_form"]
    return {"form_key": form["form_key"].value(), "seen": form["seen"].value(), **values}


def of_house(organisation, model):
    with tenant(organisation.id):
        return list(model.objects.all())


@pytest.mark.parametrize(("language", "words"), [("fr", "Qui attend"), ("en", "Who waits")])
def test_the_list_says_who_waits_in_both_languages(client_of, make_member, conversation, language, words):
    gina = make_member("Gina", "care_agent", language=language)
    page = client_of(gina).get("/o/fournils/inbox/").content.decode()
    assert words in page
    assert "Karima Benali" in page


def test_an_answer_is_previewed_then_sent_once(client_of, bob, organisation, conversation):
    client = client_of(bob)
    sent = fields(client, conversation, text="Dès six heures. Merci @karima, https://fournils.example #pain")
    preview = client.post(address(conversation, "reply/"), sent | {"preview": "1"})
    assert preview.status_code == 200
    assert '<span class="facet">#pain</span>' in preview.content.decode()
    assert of_house(organisation, Delivery) == []
    assert client.post(address(conversation, "reply/"), sent).status_code == 302
    assert client.post(address(conversation, "reply/"), sent).status_code == 302
    assert len(of_house(organisation, Delivery)) == 1


def test_what_is_too_long_is_kept_and_told(client_of, bob, organisation, alice, work_off):
    with tenant(organisation.id):
        channel = a_channel(alice, kind="demonstration", name="Bluesky")
        channel.settings = {"network": "bluesky"}
        channel.save()
        heard(channel, said("k1", "Ouvrez-vous lundi ?"))
        work_off()
        conversation = Conversation.objects.get()
    client = client_of(bob)
    answer = client.post(address(conversation, "reply/"), fields(client, conversation, text="é" * 301))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "301" in page
    assert "é" * 301 in page
    assert of_house(organisation, Delivery) == []


def test_something_said_meanwhile_stops_the_answer_and_keeps_the_text(
    client_of, bob, organisation, conversation, work_off
):
    client = client_of(bob)
    sent = fields(client, conversation, text="Dès six heures.")
    with tenant(organisation.id):
        channel = Conversation.objects.select_related("channel").get().channel
        heard(channel, said("k2", "Et mardi ?", thread_key="k1"))
        work_off()
    answer = client.post(address(conversation, "reply/"), sent)
    assert answer.status_code == 422
    assert "Dès six heures." in answer.content.decode()
    assert of_house(organisation, Delivery) == []


def test_closing_while_someone_waits_asks_why(client_of, bob, organisation, conversation):
    client = client_of(bob)
    assert client.post(address(conversation, "close/"), {"reason": ""}).status_code == 422
    assert client.post(address(conversation, "close/"), {"reason": "Vue en boutique"}).status_code == 302
    assert of_house(organisation, Conversation)[0].closed_because == "Vue en boutique"


def test_note_give_label_put_aside_reopen_correct(client_of, bob, chloe, organisation, conversation):
    client = client_of(bob)
    acts = [
        ("note/", {"text": "Vu avec Samir", "form_key": "n"}),
        ("assign/", {"to": bob.id}),
        ("label/", {"name": "horaires"}),
        ("snooze/", {"when": "tomorrow"}),
        ("close/", {"reason": "fini"}),
        ("reopen/", {}),
        ("correct/", {"intent": "question"}),
    ]
    for act, values in acts:
        assert client.post(address(conversation, act), values).status_code == 302, act
    found = of_house(organisation, Conversation)[0]
    assert (found.state, found.intent, found.assignee_id) == ("open", "question", bob.id)
    assert [m.body for m in of_house(organisation, Message) if m.direction == "note"] == ["Vu avec Samir"]


@pytest.mark.parametrize(
    "act", ["", "reply/", "note/", "assign/", "label/", "snooze/", "close/", "correct/", "thank/like/"]
)
def test_who_may_not_read_it_does_not_find_it(client_of, rose, chloe, make_member, conversation, act):
    for member in (rose, chloe):  # another hat's reader; an employee to whom it was not given
        client = client_of(member)
        answer = client.post(address(conversation, act), {"text": "x"}) if act else client.get(address(conversation))
        assert answer.status_code == 404, member.name
    auditor = client_of(make_member("Régine", "auditor"))
    answer = auditor.post(address(conversation, act), {"text": "x"}) if act else auditor.get(address(conversation))
    assert answer.status_code == 403


def test_someone_waiting_elsewhere_can_be_called_for_without_being_read(client_of, rose, organisation, conversation):
    client = client_of(rose)
    with tenant(organisation.id):
        person = Conversation.objects.get().person_id
    assert client.post(f"/o/fournils/inbox/beckon/{person}/").status_code == 302
    assert client.post(f"/o/fournils/inbox/beckon/{person}/").status_code == 302
    notes = [m for m in of_house(organisation, Message) if m.direction == "note"]
    assert [note.author_id for note in notes] == [rose.id], "once a day"
    assert "à quelle heure" not in client.get(f"/o/fournils/people/{person}/").content.decode()
