"""Second thoughts: an answer taken back before it leaves, an act undone; what is too late is said."""

from datetime import timedelta

import pytest

from liant.connectors.contract import Receipt
from liant.deliveries.models import Delivery
from liant.deliveries.sending import note_arrival, start
from liant.inbox import actions
from liant.inbox.models import Act, Conversation, Message
from liant.inbox.undoing import carry_out, undo
from liant.kit import clock
from liant.tenancy.context import tenant
from tests.furniture import a_channel, heard, said
from tests.inbox.test_pages import address, conversation, fields, of_house  # noqa: F401  a fixture among them

pytestmark = pytest.mark.django_db


def answer(client, conversation, text="Dès six heures."):  # noqa: F811
    return client.post(address(conversation, "reply/"), fields(client, conversation, text=text), follow=True)


def ours(organisation):
    return next(m for m in of_house(organisation, Message) if m.direction == "ours")


def test_an_answer_taken_back_leaves_never_and_its_words_are_in_the_composer(
    client_of, bob, organisation, conversation, work_off  # noqa: F811
):  # fmt: skip
    client = client_of(bob)
    assert "secondes" in answer(client, conversation).content.decode()
    with tenant(organisation.id):
        work_off()
    message = ours(organisation)
    above = client.get(address(conversation)).content.decode().partition('class="talk-body"')[0]
    assert f"/take-back/{message.id}/" in above, "seen at once, without looking for it"
    back = client.post(address(conversation, f"take-back/{message.id}/"), follow=True)
    page = back.content.decode()
    assert "Dès six heures.</textarea>" in page
    assert page.count("Dès six heures.") == 1, "it stands in the composer and no more among what was said"
    assert [d.state for d in of_house(organisation, Delivery)] == ["cancelled"]
    with clock.at(clock.now() + timedelta(minutes=1)), tenant(organisation.id):
        work_off()
    assert [d.state for d in of_house(organisation, Delivery)] == ["cancelled"]
    with tenant(organisation.id):
        found = Conversation.objects.get()
        assert found.waiting_since is not None, "the person still waits"


def test_what_has_left_is_not_taken_back(client_of, bob, alice, organisation, conversation):  # noqa: F811
    with tenant(organisation.id):
        actions.change_habits(actor=alice, undo_seconds=0)
    client = client_of(bob)
    answer(client, conversation)
    with tenant(organisation.id):
        delivery = Delivery.objects.get()
        start(delivery)
        note_arrival(delivery, Receipt("k"))
    client.post(address(conversation, f"take-back/{ours(organisation).id}/"))
    assert [d.state for d in of_house(organisation, Delivery)] == ["sent"]
    assert ours(organisation).taken_back_at is None


def test_only_its_writer_takes_an_answer_back(client_of, bob, alice, organisation, conversation):  # noqa: F811
    answer(client_of(bob), conversation)
    refused = client_of(alice).post(address(conversation, f"take-back/{ours(organisation).id}/"))
    assert refused.status_code == 404
    with tenant(organisation.id), pytest.raises(actions.NotAllowed):
        actions.take_back(actor=alice, message=Message.objects.get(direction="ours"))


@pytest.mark.parametrize(
    ("act", "values", "field", "before"),
    [
        ("close/", {"reason": "Vue au comptoir"}, "state", "open"),
        ("snooze/", {"when": "tomorrow"}, "state", "open"),
        ("assign/", {"to": "self"}, "assignee_id", None),
    ],
)
def test_an_act_is_undone(client_of, bob, organisation, conversation, act, values, field, before):  # noqa: F811
    client = client_of(bob)
    values = {name: bob.id if value == "self" else value for name, value in values.items()}
    page = client.post(address(conversation, act), values, follow=True).content.decode()
    [done] = of_house(organisation, Act)
    assert f"/undo/{done.id}/" in page
    client.post(f"/o/fournils/inbox/undo/{done.id}/")
    [found] = of_house(organisation, Conversation)
    assert (getattr(found, field), found.closed_because, found.snoozed_until) == (before, "", None)


def test_a_label_put_is_undone(client_of, bob, organisation, conversation):  # noqa: F811
    client = client_of(bob)
    client.post(address(conversation, "label/"), {"name": "four"})
    client.post(f"/o/fournils/inbox/undo/{of_house(organisation, Act)[0].id}/")
    with tenant(organisation.id):
        assert not Conversation.objects.get().labelled.exists()


def test_undoing_never_overwrites_what_a_colleague_changed_since(house, alice, bob, work_off):
    heard(a_channel(alice), said("k1", "Ouvrez-vous lundi ?"))
    work_off()
    found = Conversation.objects.get()
    act = carry_out(actor=bob, verb="assign", conversations=[found],
                    act=lambda one: actions.assign(actor=bob, conversation=one, to=bob))  # fmt: skip
    actions.assign(actor=alice, conversation=Conversation.objects.get(), to=alice)
    [refused] = undo(actor=bob, act=act)
    assert refused.why == "moved"
    assert Conversation.objects.get().assignee_id == alice.id


def test_someone_elses_act_is_not_undone(client_of, bob, alice, organisation, conversation):  # noqa: F811
    client_of(bob).post(address(conversation, "close/"), {"reason": "Vue au comptoir"})
    [done] = of_house(organisation, Act)
    client_of(alice).post(f"/o/fournils/inbox/undo/{done.id}/")
    assert of_house(organisation, Conversation)[0].state == "closed"


def test_how_long_an_answer_can_be_taken_back_is_the_owners_to_say(client_of, alice, bob, organisation):
    owner = client_of(alice)
    assert owner.post("/o/fournils/inbox/replies/habits/", {"undo_seconds": "30"}).status_code == 302
    assert 'value="30"' in owner.get("/o/fournils/inbox/replies/habits/").content.decode()
    assert client_of(bob).get("/o/fournils/inbox/replies/habits/").status_code == 403


def test_put_aside_until_a_moment_of_ones_own(client_of, bob, organisation, conversation):  # noqa: F811
    from liant.accounts.models import User

    User.objects.filter(id=bob.user_id).update(time_zone="America/Montreal")
    client = client_of(bob)
    day = (clock.now() + timedelta(days=3)).date()
    values = {"when": "date", "date": day.isoformat(), "time": "16:30"}
    assert client.post(address(conversation, "snooze/"), values).status_code == 302
    [found] = of_house(organisation, Conversation)
    assert found.snoozed_until.isoformat()[:16] in (f"{day}T20:30", f"{day}T21:30"), "as Montreal's clocks say"
    past = {"when": "date", "date": "2020-01-01", "time": ""}
    client.post(address(conversation, "reopen/"))
    assert client.post(address(conversation, "snooze/"), past).status_code == 422
