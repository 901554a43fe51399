"""What others push to us: kept before it is told, read once, named when it cannot be, never behind other work."""

import json
from datetime import timedelta

import pytest
from django.test import Client

from liant.kit import clock
from liant.tenancy.context import tenant

pytestmark = pytest.mark.django_db
HERE = "/o/fournils/channels/"
SAID = {"id": "7", "text": "Le pain était brûlé", "author": "Karima", "email": "karima@example.org"}


def rows(organisation, model, **filters):
    from django.apps import apps

    with tenant(organisation.id):
        found = apps.get_model(model).objects.filter(**filters).order_by("id")
        return list(found.select_related("person") if model.endswith(("Item", "Conversation")) else found)


def arrivals(organisation):
    return rows(organisation, "door.Arrival")


def items(organisation):
    return rows(organisation, "channels.Item")


def test_what_is_pushed_becomes_a_conversation(organisation, pushed_to, sender_to, work_off):
    answer = sender_to(pushed_to()).push(SAID)
    assert (answer.status_code, answer.content) == (202, b"Kept.")
    work_off()
    [item] = items(organisation)
    assert (item.text, item.is_addressed, item.person.name) == ("Le pain était brûlé", True, "Karima")
    assert [a.state for a in arrivals(organisation)] == ["read"]
    assert [c.person.name for c in rows(organisation, "inbox.Conversation")] == ["Karima"]


def test_accepted_means_stored_even_if_the_queue_is_lost(organisation, pushed_to, sender_to, work_off):
    """A webhook accepted, and nothing ingested (chatwoot #15131): the request itself waits, and is found by the loop."""
    from django.db import connection

    from liant.channels.door import reader
    from liant.tenancy.before_tenant import waiting_arrivals

    sender_to(pushed_to()).push(SAID)
    with connection.cursor() as cursor:
        cursor.execute("delete from procrastinate_jobs")
    [(organisation_id, arrival_id)] = waiting_arrivals(clock.now())
    reader.read(organisation_id, arrival_id)
    assert [item.text for item in items(organisation)] == ["Le pain était brûlé"]
    assert waiting_arrivals(clock.now() + timedelta(days=1)) == []


def test_a_reader_that_dies_leaves_the_request_to_the_next(organisation, pushed_to, sender_to, work_off):
    from liant.channels.door.actions import CLAIM, claim
    from liant.tenancy.before_tenant import waiting_arrivals

    sender_to(pushed_to()).push(SAID)
    [arrival] = arrivals(organisation)
    with tenant(organisation.id):
        assert claim(arrival_id=arrival.id).attempts == 1
        assert claim(arrival_id=arrival.id) is None
    assert waiting_arrivals(clock.now()) == []
    with clock.at(clock.now() + CLAIM + timedelta(seconds=1)):
        assert waiting_arrivals(clock.now()) == [(organisation.id, arrival.id)]
        work_off()
    assert len(items(organisation)) == 1


def test_a_duplicate_webhook_is_taken_once(organisation, pushed_to, sender_to, work_off):
    site = sender_to(pushed_to())
    assert [site.push(SAID, "msg_1").status_code for _ in range(3)] == [202, 202, 202]
    work_off()
    site.push(SAID, "msg_1")
    site.push(SAID, "msg_2")  # the same message under another envelope
    work_off()
    assert [a.key for a in arrivals(organisation)] == [f"{site.row.id}:msg_1", f"{site.row.id}:msg_2"]
    assert len(items(organisation)) == 1


def test_a_thousand_other_jobs_are_not_done_before(organisation, pushed_to, sender_to, work_off):
    """Late or starved webhooks (chatwoot #15857): what is pushed comes first, and what it brings soon after."""
    from django.db import connection
    from procrastinate.contrib.django import app

    from liant.jobs.queue import NORMAL, defer

    for n in range(1000):
        defer("flows.mail_invitation", priority=NORMAL - n % 3, organisation_id=organisation.id, invitation_id=0)
    sender_to(pushed_to()).push(SAID)
    names = []
    for _ in range(2):
        with connection.cursor() as cursor:
            cursor.execute(
                "update procrastinate_jobs set status = 'succeeded' where id = (select id from procrastinate_jobs "
                "where status = 'todo' order by priority desc, id limit 1) returning task_name, args"
            )
            name, args = cursor.fetchone()
        app.tasks[name].func(**(args if isinstance(args, dict) else json.loads(args)))
        names.append(name)
    assert names == ["door.read", "events.deliver"]
    assert len(rows(organisation, "inbox.Conversation")) == 1


@pytest.mark.parametrize(
    ("wrong", "status", "said"),
    [
        ({"webhook-signature": "v1,AAAA"}, 401, "no sender known here"),
        ({"webhook-signature": "v1a,AAAA"}, 400, "version v1"),
        ({"webhook-id": ""}, 400, "webhook-id is missing"),
        ({"webhook-timestamp": "1"}, 400, "too far from now"),
        ({"webhook-timestamp": "soon"}, 400, "not a number"),
    ],
)
def test_what_is_not_signed_is_refused_with_words(
    client_of, alice, organisation, pushed_to, sender_to, wrong, status, said
):
    channel = pushed_to()
    answer = sender_to(channel).push(SAID, **wrong)
    assert answer.status_code == status
    assert said in answer.content.decode()
    assert arrivals(organisation) == []
    page = client_of(alice).get(f"{HERE}{channel.id}/").content.decode()
    assert "La dernière requête refusée" in page
    assert answer.content.decode() not in page  # it is said in French


def test_an_old_request_cannot_be_sent_again(organisation, pushed_to, sender_to):
    site = sender_to(pushed_to())
    assert site.push(SAID, at=clock.now() - timedelta(minutes=4)).status_code == 202
    assert site.push(SAID, at=clock.now() - timedelta(minutes=6)).status_code == 400
    assert site.push(SAID, at=clock.now() + timedelta(minutes=6)).status_code == 400


def test_a_secret_taken_back_opens_nothing_and_the_others_go_on(organisation, alice, pushed_to, sender_to):
    from liant.channels.door.actions import revoke_sender

    channel = pushed_to()
    first, second = sender_to(channel, "Le site"), sender_to(channel, "L’enquête")
    with tenant(organisation.id):
        revoke_sender(actor=alice, sender=first.row)
    assert (first.push(SAID).status_code, second.push(SAID).status_code) == (401, 202)
    assert [a.sender_id for a in arrivals(organisation)] == [second.row.id]


def test_a_token_that_opens_nothing(db, organisation, alice, pushed_to, sender_to):
    from liant.channels.door.actions import renew_door

    channel = pushed_to()
    site = sender_to(channel)
    assert Client().post("/in/no-such-token/", "{}", content_type="application/json").status_code == 404
    with tenant(organisation.id):
        renew_door(actor=alice, channel=channel)
    assert site.push(SAID).status_code == 410


def test_the_slash_at_the_end_may_be_forgotten(organisation, pushed_to, sender_to):
    site = sender_to(pushed_to())
    site.path = site.path.rstrip("/")
    assert site.push(SAID).status_code == 202


def test_the_token_is_not_in_the_database_as_it_is(organisation, pushed_to):
    token = pushed_to().door_path.split("/")[2]
    [door] = rows(organisation, "door.Door")
    assert token not in (door.token, door.token_hash)


def test_too_much_and_too_often_are_refused(organisation, pushed_to, sender_to, monkeypatch):
    from django.core.cache import cache

    from liant.channels.door import public_views
    from liant.web import limits

    cache.clear()
    site = sender_to(pushed_to())
    monkeypatch.setattr(public_views, "MOST_BYTES", 50)
    assert site.push({"text": "x" * 100}).status_code == 413
    monkeypatch.setattr(limits, "EACH_CALLER", 2)
    with clock.at(clock.now()):  # within one minute
        assert site.push({"text": "a"}).status_code == 202
        answer = site.push({"text": "b"})
    assert (answer.status_code, int(answer["Retry-After"]) <= 60) == (429, True)
    assert len(arrivals(organisation)) == 1


def test_what_cannot_be_read_is_named_kept_and_read_again(
    client_of, alice, organisation, pushed_to, sender_to, work_off
):
    channel = pushed_to(settings={"mapping": ["text = comment"]})
    sender_to(channel).push({"data": {"body": "Bonjour"}})
    work_off()
    [arrival] = arrivals(organisation)
    assert arrival.state == "unread"
    browser = client_of(alice)
    page = browser.get(f"{HERE}{channel.id}/").content.decode()
    assert "Lire à nouveau" in page
    assert "il n’y a pas de texte" in page
    with tenant(organisation.id):
        channel.settings = {"mapping": ["text = data.body"]}
        channel.save()
    browser.post(f"{HERE}{channel.id}/arrivals/{arrival.id}/again/")
    work_off()
    assert [(a.state, a.item_count) for a in arrivals(organisation)] == [("read", 1)]
    assert [item.text for item in items(organisation)] == ["Bonjour"]


def test_what_could_not_be_read_is_read_when_it_is_sent_once_more(organisation, pushed_to, sender_to, work_off):
    channel = pushed_to(settings={"mapping": ["text = comment"]})
    site = sender_to(channel)
    site.push({"body": "Bonjour"}, "msg_1")
    work_off()
    with tenant(organisation.id):
        channel.settings = {}
        channel.save()
    site.push({"body": "Bonjour"}, "msg_1")
    work_off()
    assert [a.state for a in arrivals(organisation)] == ["read"]
    assert len(items(organisation)) == 1


def test_a_paused_channel_keeps_what_is_pushed_for_later(organisation, alice, pushed_to, sender_to, work_off):
    from liant.channels.actions import pause_channel, resume_channel
    from liant.channels.door import reader
    from liant.tenancy.before_tenant import waiting_arrivals

    channel = pushed_to()
    with tenant(organisation.id):
        pause_channel(actor=alice, channel=channel)
    assert sender_to(channel).push(SAID).status_code == 202
    work_off()
    assert (items(organisation), waiting_arrivals(clock.now())) == ([], [])
    with tenant(organisation.id):
        resume_channel(actor=alice, channel=channel)
    for organisation_id, arrival_id in waiting_arrivals(clock.now()):
        reader.read(organisation_id, arrival_id)
    assert len(items(organisation)) == 1


def test_an_unforeseen_fault_is_named_and_waits_for_a_person(organisation, pushed_to, sender_to, work_off, caplog):
    site = sender_to(pushed_to())
    site.push({"text": "x", "lang": "a language whose name does not fit"})
    work_off()
    assert [(a.state, a.told) for a in arrivals(organisation)] == [("unread", "What came is too long to be stored.")]


def test_requests_are_forgotten_after_a_month_and_what_they_brought_stays(organisation, pushed_to, sender_to, work_off):
    from liant.channels.door.jobs import tidy

    sender_to(pushed_to()).push(SAID)
    work_off()
    with clock.at(clock.now() + timedelta(days=29)):
        tidy(0)
    assert len(arrivals(organisation)) == 1
    with clock.at(clock.now() + timedelta(days=31)):
        tidy(0)
    assert (len(arrivals(organisation)), len(items(organisation))) == (0, 1)


def test_no_header_that_lets_in_elsewhere_is_kept(organisation, pushed_to, sender_to):
    sender_to(pushed_to()).push(SAID, authorization="Bearer s3cret", cookie="a=s3cret")
    [arrival] = arrivals(organisation)
    assert "s3cret" not in json.dumps(arrival.headers)


def test_the_page_shows_the_address_and_who_may_push(
    client_of, alice, bob, organisation, pushed_to, sender_to, work_off
):
    channel = pushed_to()
    browser = client_of(alice)
    answer = browser.post(f"{HERE}{channel.id}/senders/", {"name": "Le site"}, follow=True)
    assert "whsec_" in answer.content.decode()
    sender_to(channel, "L’enquête").push(SAID)
    work_off()
    page = browser.get(f"{HERE}{channel.id}/").content.decode()
    for shown in (channel.door_path, "Le site", "L’enquête", "un message", "lu"):
        assert shown in page
    assert "whsec_" not in page
    assert "Écouter maintenant" not in page
    theirs = client_of(bob).get(f"{HERE}{channel.id}/").content.decode()
    assert channel.door_path not in theirs


def test_a_secret_is_shown_for_ten_minutes(client_of, alice, pushed_to, sender_to):
    channel = pushed_to()
    site = sender_to(channel)
    browser, where = client_of(alice), f"{HERE}{channel.id}/senders/{site.row.id}/"
    assert site.secret in browser.get(where).content.decode()
    with clock.at(clock.now() + timedelta(minutes=11)):
        assert "whsec_" not in browser.get(where).content.decode()


def test_whoever_may_push_is_taken_back_on_the_page(client_of, alice, pushed_to, sender_to):
    channel = pushed_to()
    site = sender_to(channel)
    client_of(alice).post(f"{HERE}{channel.id}/senders/{site.row.id}/revoke/")
    assert site.push(SAID).status_code == 401


@pytest.mark.parametrize("act", ["door/renew/", "senders/", "senders/{sender}/revoke/", "arrivals/{arrival}/again/"])
def test_who_answers_may_not_touch_the_door(client_of, bob, organisation, pushed_to, sender_to, act):
    channel = pushed_to()
    site = sender_to(channel)
    site.push(SAID)
    act = act.format(sender=site.row.id, arrival=arrivals(organisation)[0].id)
    assert client_of(bob).post(f"{HERE}{channel.id}/{act}", {"name": "Moi"}).status_code == 403
    assert site.push(SAID).status_code == 202


def test_actions_on_the_door_are_refused_without_the_permission(organisation, bob, pushed_to, sender_to):
    from liant.accounts.permissions import NotAllowed
    from liant.channels.door import actions

    channel = pushed_to()
    site = sender_to(channel)
    site.push(SAID)
    [arrival] = arrivals(organisation)
    with tenant(organisation.id):
        for refused in (
            lambda: actions.renew_door(actor=bob, channel=channel),
            lambda: actions.add_sender(actor=bob, channel=channel, name="Moi"),
            lambda: actions.revoke_sender(actor=bob, sender=site.row),
            lambda: actions.read_again(actor=bob, arrival=arrival),
        ):
            with pytest.raises(NotAllowed):
                refused()


def test_a_channel_that_is_only_pushed_to_is_not_asked(organisation, pushed_to):
    from liant.channels.collection import collect
    from liant.tenancy.before_tenant import due_channels

    channel = pushed_to()
    assert collect(organisation.id, channel.id) == 0
    assert due_channels(clock.now() + timedelta(days=1)) == []
