"""What made people leave other tools: webhooks that were fired once, or came twice, or could not be trusted."""

import json

import pytest
from standardwebhooks.webhooks import Webhook

from liant.tenancy.context import tenant

pytestmark = pytest.mark.django_db


def test_chatwoot_15920_7168_6162_a_webhook_is_not_fired_once_and_forgotten(
    organisation,
    alice,
    client_of,
    endpoint,
    receiver,
    someone_writes,
    sweep,
):
    """There: one attempt of five seconds, no retry, no status. Here: tried again, and its page says where it stands."""
    from datetime import timedelta

    from liant.kit import clock

    receiver.statuses = [500, 200]
    someone_writes("k1")
    page = client_of(alice).get(f"/o/{organisation.slug}/settings/webhooks/{endpoint.id}/").content.decode()
    assert "HTTP 500" in page
    with clock.at(clock.now() + timedelta(minutes=10)):
        sweep()
    assert {one.state for one in endpoint.dispatches()} == {"arrived"}


def test_chatwoot_11901_9187_a_fact_told_twice_comes_under_one_id(
    organisation,
    alice,
    endpoint,
    receiver,
    someone_writes,
    sweep,
):
    """There: the same event twice, as two. Here: one id for one fact, on every attempt and when sent again by hand."""
    from liant.deliveries.hooks.actions import send_again

    someone_writes("k1")
    with tenant(organisation.id):
        send_again(actor=alice, dispatch=endpoint.dispatches()[0])
    sweep()
    ids = [one["headers"]["webhook-id"] for one in receiver.requests]
    assert len(ids) == 4
    assert len(set(ids)) == 3
    facts = {(json.loads(one["body"])["type"], one["headers"]["webhook-id"]) for one in receiver.requests}
    assert len(facts) == 3


def test_zammad_signs_with_sha1_here_it_is_sha256(endpoint, receiver, someone_writes):
    someone_writes("k1")
    one = receiver.requests[0]
    assert Webhook(endpoint.secret).verify(one["body"], one["headers"])
    assert not [name for name in one["headers"] if "hub-signature" in name]
    assert all(part.startswith("v1,") and len(part) == 47 for part in one["headers"]["webhook-signature"].split())


def test_postiz_1724_whoever_lost_the_answer_recovers_without_a_second_message(
    organisation,
    alice,
    someone_writes,
    receiver,
):
    """There: no way to look an act up by id, so a retry risks a duplicate. Here: by key, by id, and by the same request."""
    from liant.accounts.tokens.actions import make_token
    from liant.accounts.tokens.scopes import Scope
    from liant.deliveries.models import Delivery
    from liant.inbox.models import Conversation
    from tests.api.conftest import Programme

    someone_writes("k1")
    with tenant(organisation.id):
        conversation = Conversation.objects.get()
        _token, text = make_token(actor=alice, name="CRM", scopes=Scope.values, days=30)
    programme = Programme(text)
    path = f"/conversations/{conversation.id}"
    body = {"text": "Oui, chaque matin.", "seen_message_id": programme.get(path).json()["last_message_id"]}
    first = programme.post(f"{path}/reply", body, Idempotency_Key="act-1").json()
    assert programme.post(f"{path}/reply", body, Idempotency_Key="act-1").json() == first
    assert programme.get("/answers/act-1").json()["body"] == first
    key = first["delivery"]["key"]
    assert [row["key"] for row in programme.get(f"/deliveries?key={key}").json()["data"]] == [key]
    with tenant(organisation.id):
        assert Delivery.objects.count() == 1


def test_chatwoot_13556_what_is_pushed_late_and_out_of_order_stands_in_its_order(
    organisation, pushed_to, sender_to, work_off
):
    """There: of twenty messages two or three were lost, or came hours late, in any order. Here: each is there, where it was
    said."""
    from datetime import timedelta

    from liant.inbox.models import Conversation, Message
    from liant.kit import clock

    now, site = clock.now(), sender_to(pushed_to())
    order = [*range(10, 20), *range(10)]
    for number in order:
        at = (now - timedelta(hours=20 - number)).isoformat()
        said = {"id": f"m{number}", "text": f"message {number}", "author": "Karima", "email": "k@example.org",
                "date": at, "thread": "t"}  # fmt: skip
        assert site.push(said).status_code == 202
        if number % 7 == 0:
            work_off()
    work_off()
    with tenant(organisation.id):
        [conversation] = Conversation.objects.all()
        said = Message.objects.filter(conversation=conversation).order_by("at", "id")
        assert [message.body for message in said] == [f"message {number}" for number in range(20)]
        assert conversation.waiting_since == now - timedelta(hours=20)
