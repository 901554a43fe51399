"""What is told to programmes: signed, once per fact, again until it arrives, under the same id."""

import json
import os
from datetime import timedelta

import pytest
from standardwebhooks.webhooks import Webhook

from liant.kit import clock
from liant.tenancy.context import tenant

pytestmark = pytest.mark.django_db


def later(seconds: float):
    return clock.at(clock.now() + timedelta(seconds=seconds))


def test_what_happened_is_told_signed_as_the_standard_says(endpoint, receiver, someone_writes):
    """Verified with the library of those who wrote the standard."""
    someone_writes("k1")
    assert {json.loads(one["body"])["type"] for one in receiver.requests} == {
        "mention.heard", "conversation.opened", "message.received"
    }  # fmt: skip
    for one in receiver.requests:
        told = Webhook(endpoint.secret).verify(one["body"], one["headers"])
        assert told["organisation"] == "fournils"
        assert told["timestamp"].endswith("Z")
    assert {one.state for one in endpoint.dispatches()} == {"arrived"}


def test_what_people_wrote_never_leaves(endpoint, receiver, someone_writes):
    someone_writes("k1")
    assert receiver.requests
    assert not [one for one in receiver.requests if "sel" in one["body"] or "Une personne" in one["body"]]


def test_each_fact_is_announced_once(organisation, endpoint, someone_writes, work_off):
    """Also when the job that tells of it is done twice."""
    from liant.channels.events import ItemsCollected
    from liant.channels.models import Item
    from liant.flows.heard_items import hear

    someone_writes("k1")
    before = len(endpoint.dispatches())
    with tenant(organisation.id):
        item = Item.objects.get()
        hear(ItemsCollected(channel_id=item.channel_id, item_ids=[item.id]))
    assert len(endpoint.dispatches()) == before == 3


def test_an_announcement_is_there_exactly_when_its_fact_is(organisation, endpoint):
    from liant.deliveries.hooks.actions import announce

    class Undone(Exception):
        pass

    def announce_and_fail():
        with tenant(organisation.id):
            announce(kind="mention.heard", key="1", data={"mention_id": 1})
            raise Undone

    with pytest.raises(Undone):
        announce_and_fail()
    assert endpoint.dispatches() == []


def test_only_what_was_asked_for_is_told(organisation, alice, endpoint, receiver, someone_writes):
    from liant.deliveries.hooks.actions import change_endpoint

    with tenant(organisation.id):
        change_endpoint(actor=alice, endpoint=endpoint.fresh(), name="CRM", url=receiver.url, kinds=["mention.heard"])
    someone_writes("k1")
    assert [json.loads(one["body"])["type"] for one in receiver.requests] == ["mention.heard"]


@pytest.mark.parametrize("status", [300, 302, 400, 404, 429, 500, 503])
def test_only_2xx_is_an_arrival_and_the_rest_is_tried_again_under_the_same_id(
    status, endpoint, receiver, someone_writes, sweep
):
    receiver.statuses = [status, 204]
    someone_writes("k1")
    waiting = endpoint.dispatches(state="queued")
    assert waiting[0].last_status == status
    with later(10):
        sweep()
    assert endpoint.dispatches(state="queued") == []
    ids = [one["headers"]["webhook-id"] for one in receiver.requests]
    assert ids[0] in ids[1:]
    bodies = {one["body"] for one in receiver.requests if one["headers"]["webhook-id"] == ids[0]}
    assert len(bodies) == 1


def test_a_receiver_that_asks_for_patience_is_given_it(endpoint, receiver, someone_writes, sweep):
    receiver.statuses, receiver.extra_headers = [503, 200], {"Retry-After": "3600"}
    someone_writes("k1")
    first = receiver.requests[0]["headers"]["webhook-id"]
    with later(600):
        sweep()
    assert [one.announcement.message_id for one in endpoint.dispatches(state="queued")] == [first]
    with later(4000):
        sweep()
    assert endpoint.dispatches(state="queued") == []


def test_nobody_there_is_tried_for_three_days_then_given_up_and_sent_again_by_hand(
    organisation, alice, endpoint, receiver, someone_writes, sweep
):
    from liant.deliveries.hooks.actions import change_endpoint, send_all_again
    from liant.deliveries.hooks.rules import WAITS_SECONDS

    with tenant(organisation.id):
        change_endpoint(actor=alice, endpoint=endpoint.fresh(), name="CRM", url=receiver.url, kinds=["mention.heard"])
    receiver.statuses = [500]
    someone_writes("k1")
    now = clock.now()
    for hours in range(90):
        with clock.at(now + timedelta(hours=hours, seconds=hours)):
            sweep()
    [given_up] = endpoint.dispatches(state="given_up")
    assert given_up.attempts == len(WAITS_SECONDS) + 1
    assert endpoint.fresh().state == "on"
    receiver.statuses = [200]
    with tenant(organisation.id):
        assert send_all_again(actor=alice, endpoint=endpoint.fresh()) == 1
    with later(100 * 3600):
        sweep()
    assert [one.state for one in endpoint.dispatches()] == ["arrived"]
    assert {one["headers"]["webhook-id"] for one in receiver.requests} == {given_up.announcement.message_id}


def test_an_endpoint_that_fails_for_days_is_stopped_and_the_owner_told_once(
    organisation, alice, endpoint, receiver, someone_writes, sweep, settings, mailoutbox, work_off
):
    settings.EMAIL_HOST = "smtp.example"
    receiver.statuses = [500]
    someone_writes("k1")
    now = clock.now()
    for days in range(1, 8):
        with clock.at(now + timedelta(days=days)):
            sweep()
            work_off()
    assert endpoint.fresh().state == "stopped"
    assert [mail.to for mail in mailoutbox] == [["alice@fournils.test"]]
    assert "/settings/webhooks/" in mailoutbox[0].body
    receiver.requests.clear()
    someone_writes("k2")
    assert receiver.requests == []
    assert endpoint.dispatches(state="queued")  # it waits


def test_what_happened_while_paused_leaves_on_resuming(organisation, alice, endpoint, receiver, someone_writes, sweep):
    from liant.deliveries.hooks.actions import pause_endpoint, resume_endpoint

    with tenant(organisation.id):
        pause_endpoint(actor=alice, endpoint=endpoint.fresh())
    someone_writes("k1")
    sweep()
    assert receiver.requests == []
    with tenant(organisation.id):
        resume_endpoint(actor=alice, endpoint=endpoint.fresh())
    sweep()
    assert len(receiver.requests) == 3


def test_gone_stops_everything(endpoint, receiver, someone_writes, sweep):
    receiver.statuses = [410]
    someone_writes("k1")
    assert endpoint.fresh().state == "gone"
    assert len(receiver.requests) == 1
    assert {one.state for one in endpoint.dispatches()} == {"given_up"}
    someone_writes("k2")
    assert len(endpoint.dispatches()) == 3  # nothing is kept for it any more


def test_while_a_secret_is_replaced_both_sign(organisation, alice, endpoint, receiver, someone_writes):
    from liant.deliveries.hooks.actions import rotate_secret

    with tenant(organisation.id):
        new = rotate_secret(actor=alice, endpoint=endpoint.fresh())
    someone_writes("k1")
    one = receiver.requests[0]
    assert len(one["headers"]["webhook-signature"].split()) == 2
    for secret in (endpoint.secret, new):
        Webhook(secret).verify(one["body"], one["headers"])
    receiver.requests.clear()
    with later(25 * 3600):
        someone_writes("k2")
    assert len(receiver.requests[0]["headers"]["webhook-signature"].split()) == 1


def test_a_private_address_is_never_called(endpoint, receiver, someone_writes, monkeypatch):
    monkeypatch.setenv("LIANT_ALLOW_PRIVATE_ADDRESSES", "0")
    someone_writes("k1")
    assert receiver.requests == []
    assert endpoint.dispatches(state="queued")[0].last_status is None
    assert endpoint.fresh().last_problem


def test_one_that_fails_does_not_hold_up_the_others(organisation, alice, endpoint, receiver, someone_writes):
    from liant.deliveries.hooks.actions import make_endpoint

    with tenant(organisation.id):
        make_endpoint(actor=alice, name="Éteint", url="http://127.0.0.1:9/", kinds=["mention.heard"])
    someone_writes("k1", "k2")
    assert len(receiver.requests) == 6


def test_the_secret_is_sealed_and_never_logged(organisation, endpoint):
    from liant.audit.models import Entry

    assert endpoint.secret not in endpoint.fresh().secret
    with tenant(organisation.id):
        assert endpoint.secret not in str(list(Entry.objects.values()))


def test_who_may_not_govern_makes_and_changes_no_webhook(organisation, bob, endpoint):
    from liant.accounts.permissions import NotAllowed
    from liant.deliveries.hooks import actions

    with tenant(organisation.id):
        one = endpoint.fresh()
        for act in (
            lambda: actions.make_endpoint(actor=bob, name="x", url="https://x.example", kinds=["mention.heard"]),
            lambda: actions.change_endpoint(actor=bob, endpoint=one, name="x", url="https://x.example", kinds=["x"]),
            lambda: actions.rotate_secret(actor=bob, endpoint=one),
            lambda: actions.pause_endpoint(actor=bob, endpoint=one),
            lambda: actions.resume_endpoint(actor=bob, endpoint=one),
            lambda: actions.remove_endpoint(actor=bob, endpoint=one),
            lambda: actions.send_test(actor=bob, endpoint=one),
            lambda: actions.send_all_again(actor=bob, endpoint=one),
        ):
            with pytest.raises(NotAllowed):
                act()


def test_old_announcements_are_forgotten(organisation, endpoint, someone_writes):
    from liant.deliveries.hooks.jobs import tidy

    someone_writes("k1")
    with later(29 * 86_400):
        tidy(0)
    assert len(endpoint.dispatches()) == 3
    with later(31 * 86_400):
        tidy(0)
    assert endpoint.dispatches() == []


assert os.environ.get("LIANT_ALLOW_PRIVATE_ADDRESSES") == "1"  # the receiver stands on this machine
