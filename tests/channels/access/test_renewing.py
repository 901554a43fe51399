"""A key is renewed one at a time, proven before it is kept, and nothing that is there is lost on the way."""

from datetime import timedelta

import pytest

from liant.channels.access import actions, renewing
from liant.channels.access.jobs import look_ahead, tend
from liant.connectors.contract import AuthLost, Temporary
from liant.kit import clock
from liant.tenancy.context import tenant
from tests.channels.access.conftest import NOW

pytestmark = pytest.mark.django_db


def test_a_new_key_is_proven_by_a_call_before_it_is_kept(organisation, agreed, again, instagram):
    channel = agreed()
    remembered = renewing.renew(organisation.id, channel.id, "long-lived-1")
    assert [f"{one.verb} {one.path}" for one in instagram.asked] == ["GET /refresh_access_token", "GET /v25.0/me"]
    assert instagram.asked[1].token == "long-lived-2", "the new one was tried"
    channel, access = again(channel)
    assert remembered["access"] == channel.account().remembered["access"] == "long-lived-2"
    assert access.renewed_at == NOW
    assert (access.candidate, access.claimed_until, access.failing_since) == ("", None, None)


def test_a_new_key_that_opens_nothing_does_not_take_the_place_of_a_good_one(organisation, agreed, again, instagram):
    channel = agreed()
    instagram.refuse(400, {"error": {"message": "no", "code": 190}}, of="/me")
    with pytest.raises(Temporary, match="refuses the key that it has just given"):
        renewing.renew(organisation.id, channel.id, "long-lived-1")
    channel, access = again(channel)
    assert channel.account().remembered["access"] == "long-lived-1"
    assert (channel.state, access.candidate) == ("well", "")
    assert access.problem


def test_with_the_old_key_at_its_end_too_access_is_lost(organisation, agreed, again, instagram):
    channel = agreed(expires_at=NOW - timedelta(hours=1))
    instagram.refuse(400, {"error": {"message": "no", "code": 190}}, of="/me")
    with pytest.raises(AuthLost):
        renewing.renew(organisation.id, channel.id, "long-lived-1")


def test_only_one_renews_and_the_others_get_what_it_found(organisation, agreed, again, instagram):
    channel = agreed()
    with tenant(organisation.id):
        actions.claim_renewal(channel_id=channel.id, used="long-lived-1")
    with pytest.raises(Temporary, match="being renewed"):
        renewing.renew(organisation.id, channel.id, "long-lived-1")
    assert not instagram.asked
    with clock.at(NOW + timedelta(minutes=3)):  # whoever claimed it has died
        renewing.renew(organisation.id, channel.id, "long-lived-1")
    asked = len(instagram.asked)
    assert renewing.renew(organisation.id, channel.id, "long-lived-1")["access"] == "long-lived-2"
    assert len(instagram.asked) == asked, "who comes late asks nobody"


def test_killed_before_the_proof_the_new_key_is_not_lost(organisation, agreed, again, instagram):
    """Some networks end the old key as they give the new one."""
    channel = agreed()
    instagram.refuse(None, of="/me")
    with pytest.raises(Temporary):
        renewing.renew(organisation.id, channel.id, "long-lived-1")
    channel, access = again(channel)
    assert access.candidate
    assert "long-lived-2" not in access.candidate, "sealed"
    instagram.refuse(400, {"error": {"message": "the old key has ended", "code": 190}}, of="refresh_access_token")
    assert renewing.renew(organisation.id, channel.id, "long-lived-1")["access"] == "long-lived-2"


def test_an_older_key_never_takes_the_place_of_a_newer_one(organisation, agreed, again, instagram):
    """Somebody agrees anew while the network is still asked to renew the former key."""
    channel = agreed()
    with tenant(organisation.id):
        actions.claim_renewal(channel_id=channel.id, used="long-lived-1")
        tokens = instagram_tokens("renewed-from-the-former")
    agreed(values={"access": "freshly-agreed"})
    with tenant(organisation.id):
        assert (
            actions.keep_renewed(channel_id=channel.id, used="long-lived-1", tokens=tokens)["access"]
            == "freshly-agreed"
        )
    assert again(channel)[0].account().remembered["access"] == "freshly-agreed"


def instagram_tokens(access):
    from liant.connectors.contract import Tokens

    return Tokens({"access": access}, expires_at=NOW + timedelta(days=60), renew_at=NOW + timedelta(days=30))


def test_reading_and_answering_share_the_same_lock(organisation, agreed, instagram):
    from liant.channels.collection import account_of

    channel = agreed()
    account = account_of(organisation.id, channel)
    assert account.on_renew()["access"] == "long-lived-2"


def test_the_worker_renews_long_before_the_end_without_anybody(organisation, agreed, again, instagram, work_off):
    channel = agreed()
    look_ahead(0)
    assert work_off() >= 0
    assert not instagram.asked, "thirty days are left before it is due"
    with clock.at(NOW + timedelta(days=31)):
        look_ahead(0)
        work_off()
    channel, access = again(channel)
    assert channel.account().remembered["access"] == "long-lived-2"
    assert access.renew_at == NOW + timedelta(days=61)


def test_renewing_that_fails_for_days_warns_before_the_end(organisation, agreed, again, instagram, mails, work_off):
    channel = agreed()
    instagram.refuse(503, b"", of="refresh", times=99)
    for day in (31, 32, 35):
        with clock.at(NOW + timedelta(days=day)):
            tend(organisation.id, channel.id)
            assert again(channel)[0].state == "well"
    assert again(channel)[0].access_ends_at == NOW + timedelta(days=60)
    work_off()
    assert not mails
    with clock.at(NOW + timedelta(days=47)):
        tend(organisation.id, channel.id)
        work_off()
    assert len(mails) == 1
