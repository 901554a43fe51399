"""What hurt users of other tools, each named after the place where they told it, and how it goes here."""

from datetime import timedelta

import pytest

from liant.channels.access.jobs import tend
from liant.channels.collection import collect
from liant.kit import clock
from liant.tenancy.context import tenant
from tests.channels.access.conftest import NOW

pytestmark = pytest.mark.django_db
EXPIRED = {"error": {"message": "Session has expired", "type": "OAuthException", "code": 190, "error_subcode": 463}}


def told(code):
    return {"error": {"message": "as documented", "type": "OAuthException", "code": code}}


@pytest.mark.parametrize("refusal", [
    (500, b"<html>oops</html>"), (503, b""), (None, None), (400, told(1)), (400, told(2)), (400, told(4)),
    (400, told(17)), (400, told(32)), (400, told(100)), (400, told(368)), (404, {}),
])  # fmt: skip
def test_chatwoot_3133_any_error_marked_facebook_as_disconnected(
    organisation, agreed, again, facebook, mails, work_off, refusal
):
    channel = agreed("facebook", key="105")
    facebook.refuse(*refusal, of="feed")
    collect(organisation.id, channel.id)
    work_off()
    channel, _ = again(channel)
    assert (channel.state, channel.failures) == ("well", 1)
    assert not mails
    with clock.at(channel.next_due_at):
        assert collect(organisation.id, channel.id) == 8, "the next pass has it all"


def test_chatwoot_3133_a_name_that_is_not_found_disconnects_nobody(organisation, agreed, again, facebook, monkeypatch):
    monkeypatch.setattr("liant.connectors.facebook.connector.API", "http://no-such-host.invalid/v25.0")
    channel = agreed("facebook", key="105")
    collect(organisation.id, channel.id)
    assert (again(channel)[0].state, again(channel)[0].failures) == ("well", 1)


@pytest.fixture
def reply(organisation, alice):
    """`reply(channel)`: an answer in the queue."""
    from liant.connectors.contract import Draft
    from liant.deliveries.actions import queue

    def make(channel):
        with tenant(organisation.id):
            draft = Draft(kind="reply", text="Désolés.", target={"id": "20_1"})
            return queue(actor=alice, channel=channel, draft=draft, key="r1", origin=channel)

    return make


def test_chatwoot_2037_2038_a_message_looked_sent_while_the_token_was_dead(
    organisation, agreed, again, facebook, reply, work_off, mails
):
    from liant.deliveries.models import Delivery

    channel = agreed("facebook", key="105")
    delivery = reply(channel)
    facebook.refuse(400, EXPIRED, of="POST")
    work_off()
    with tenant(organisation.id):
        assert Delivery.objects.get(id=delivery.id).state == "held"
    assert again(channel)[0].state == "broken"
    assert len(mails) == 1
    facebook.answers["POST /v25.0/20_1/comments"] = {"id": "20_77"}
    agreed("facebook", key="105", channel=again(channel)[0], values={"access": "fresh"})
    work_off()
    with tenant(organisation.id):
        left = Delivery.objects.get(id=delivery.id)
    assert (left.state, left.remote_key) == ("sent", "20_77")
    assert facebook.asked[-1].token == "fresh"


@pytest.mark.parametrize("named", [True, False])
def test_chatwoot_1046_4415_adding_an_account_again_lost_its_history(organisation, agreed, again, facebook, named):
    from liant.channels.models import Channel, Item

    channel = agreed("facebook", key="105")
    collect(organisation.id, channel.id)
    place = again(channel)[0].cursor
    with tenant(organisation.id):
        from liant.channels.actions import break_channel

        break_channel(channel=again(channel)[0], problem="Facebook refuses this account (190).")
    same = agreed("facebook", key="105", channel=again(channel)[0] if named else None, values={"access": "fresh"})
    assert same.id == channel.id
    with tenant(organisation.id):
        assert Channel.objects.count() == 1
        assert Item.objects.filter(channel=same).count() == 8
    channel, _ = again(channel)
    assert (channel.state, channel.cursor) == ("well", place)
    assert channel.account().remembered["access"] == "fresh"


def test_chatwoot_12989_instagram_sessions_ended_and_asked_for_a_person(
    organisation, agreed, again, instagram, mails, work_off
):
    channel = agreed()
    with clock.at(NOW + timedelta(days=59)):
        tend(organisation.id, channel.id)
        collect(organisation.id, channel.id)
    work_off()
    channel, _ = again(channel)
    assert channel.state == "well"
    assert channel.account().remembered["access"] == "long-lived-2"
    assert not mails


@pytest.mark.parametrize("refusal", [(503, b""), (500, {}), (429, {}), (None, None), (400, told(2)), (400, told(4))])
def test_postiz_1822_a_blip_while_renewing_became_disconnected_and_a_mail(
    organisation, agreed, again, instagram, mails, work_off, refusal
):
    channel = agreed()
    instagram.refuse(*refusal, of="refresh_access_token")
    with clock.at(NOW + timedelta(days=31)):
        tend(organisation.id, channel.id)
    work_off()
    channel, access = again(channel)
    assert channel.state == "well"
    assert channel.account().remembered["access"] == "long-lived-1"
    assert access.failing_since
    assert not mails
    with clock.at(NOW + timedelta(days=31, hours=1)):
        tend(organisation.id, channel.id)
    assert again(channel)[0].account().remembered["access"] == "long-lived-2"
    assert again(channel)[1].failing_since is None


def test_postiz_1884_an_empty_refresh_token_took_the_place_of_a_good_one(agreed, again, facebook):
    channel = agreed("facebook", key="105", values={"refresh": "the-good-one"})
    agreed("facebook", key="105", values={"access": "new", "refresh": ""})
    remembered = again(channel)[0].account().remembered
    assert (remembered["access"], remembered["refresh"]) == ("new", "the-good-one")


@pytest.mark.parametrize("seconds", [999_999_999, 0, -5, "soon", None, True])
def test_postiz_1884_an_end_in_thirty_one_years_is_no_end(seconds):
    from liant.connectors.oauth import until

    assert until(NOW, seconds) is None


def test_postiz_1678_two_mails_for_one_loss(organisation, agreed, again, facebook, mails, work_off):
    from liant.channels.actions import break_channel
    from liant.channels.events import ChannelBroken
    from liant.flows.broken_channel import tell_who_looks_after_it

    channel = agreed("facebook", key="105")
    facebook.refuse(400, EXPIRED, times=9)
    collect(organisation.id, channel.id)
    collect(organisation.id, channel.id)
    broken_at = again(channel)[0].last_problem_at.isoformat()
    with tenant(organisation.id):
        break_channel(channel=again(channel)[0], problem="Once more.")  # a reply that failed at the same time
        tell_who_looks_after_it(ChannelBroken(channel_id=channel.id, broken_at=broken_at))  # the news comes twice
    work_off()
    assert [mail.to for mail in mails] == [["alice@fournils.test"]]
    assert "Le compte est coupé" in mails[0].subject
    assert f"/channels/{channel.id}/" in mails[0].body


def test_postiz_1678_a_second_loss_is_told_again(organisation, agreed, again, facebook, mails, work_off):
    channel = agreed("facebook", key="105")
    for day in (1, 2):
        with clock.at(NOW + timedelta(days=day)):
            facebook.refuse(400, EXPIRED)
            collect(organisation.id, channel.id)
            agreed("facebook", key="105") if day == 1 and not work_off() < 0 else work_off()
    assert len(mails) == 2


def test_postiz_1881_a_channel_without_its_token_looked_healthy(
    organisation, agreed, again, facebook, client_of, alice
):
    channel = agreed("facebook", key="105")
    with tenant(organisation.id):
        type(channel).objects.filter(id=channel.id).update(remembered="")
    collect(organisation.id, channel.id)
    assert again(channel)[0].state == "broken"
    page = client_of(alice).get(f"/o/fournils/channels/{channel.id}/").content.decode()
    assert "Personne n’a encore donné son accord sur le réseau." in page


def test_postiz_2048_one_error_that_nobody_knew_came_by_the_thousand(organisation, agreed, again, facebook):
    """It is asked again after longer and longer waits, at most once an hour, and told in one place."""
    channel = agreed("facebook", key="105")
    facebook.refuse(400, {"error": {"message": "Something new", "code": 987654}}, of="feed", times=10_000)
    asked, at = 0, NOW
    while at < NOW + timedelta(days=1):
        with clock.at(at):
            collect(organisation.id, channel.id)
        asked, at = asked + 1, again(channel)[0].next_due_at
    assert asked < 40, "in a day"
    assert again(channel)[0].state == "well"
    assert "Something new" in again(channel)[0].last_problem


def test_bridgy_2106_each_pass_opened_a_session_until_bluesky_refused(organisation, make_channel, monkeypatch):
    """Thirty in five minutes are allowed: one is opened, kept and used again."""
    import json

    import httpx

    from liant.kit import http

    opened = {"did": "did:plc:us", "handle": "us.example", "accessJwt": "a", "refreshJwt": "r", "didDoc": None}
    asked = []

    def request(verb, url, **_):
        asked.append(url.rpartition("/")[2])
        body = opened if "createSession" in url else {"notifications": [], "posts": [], "feed": []}
        return http.Answer(200, httpx.Headers(), json.dumps(body).encode(), url)

    monkeypatch.setattr(http, "request", request)
    channel = make_channel(kind="bluesky", settings={"handle": "us.example"}, secret={"password": "app-pass-word"})
    for minute in range(40):
        with clock.at(NOW + timedelta(minutes=minute)):
            collect(organisation.id, channel.id)
    assert asked.count("com.atproto.server.createSession") == 1
    assert len(asked) > 40
