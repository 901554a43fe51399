"""An expert's own account: connected and disconnected by them, by an app password or by signing in there, and seen by nobody else."""

from datetime import timedelta

import pytest
from django.db import connection

from liant.advocacy import queries, taking_part
from liant.advocacy.models import Share
from liant.advocacy.own_accounts import actions, counting, sending
from liant.advocacy.own_accounts.models import OwnAccount, Posting
from liant.kit import clock
from liant.tenancy.context import tenant
from tests.advocacy.own import BASE, ROOM, WORDS, connect, drive, own, page
from tests.advocacy.recorded_pds import HANDLE, PASSWORD

pytestmark = pytest.mark.django_db


def test_an_account_is_connected_by_an_app_password_and_seen_by_its_expert_alone(expert, nadia, alice, client_of, pds):
    refused = connect(expert, pds, "wrong")
    assert refused.status_code == 422
    assert "Le serveur" in refused.content.decode()
    assert own(nadia, OwnAccount) == []
    assert connect(expert, pds).status_code == 302
    assert HANDLE in page(expert)
    assert HANDLE not in page(client_of(alice), "", ROOM)
    client_of(alice).post(f"{ROOM}join/", {"suggest": "on"})
    assert HANDLE not in page(client_of(alice))
    assert own(alice, OwnAccount) == []
    with tenant(nadia.organisation_id):
        assert OwnAccount.objects.count() == 0, "and outside of one's own, it is there for nobody"


def test_a_server_of_one_network_is_not_taken_for_that_of_another(connected, nadia, pds):
    with tenant(nadia.organisation_id), queries.own(nadia) as expert:
        assert expert.instance == "", "where she signs in on Bluesky is no server of Mastodon's"
        expert.instance = "piaille.fr"
        expert.save()
    assert "https://piaille.fr" in page(connected, "connect/mastodon/")
    assert "https://bsky.social" in page(connected, "connect/bluesky/")
    assert "piaille.fr" not in page(connected, "connect/bluesky/")


def test_nothing_of_the_key_can_be_read_in_its_row(connected, nadia):
    with tenant(nadia.organisation_id), queries.own(nadia), connection.cursor() as cursor:
        cursor.execute("select row_to_json(a)::text from own_accounts_ownaccount a")
        [(row,)] = cursor.fetchall()
    assert PASSWORD not in row
    assert "access" not in row.replace('"access', "").partition('"secret"')[2]
    [account] = own(nadia, OwnAccount)
    assert account.account().secret == {"password": PASSWORD}


def test_who_takes_no_part_connects_nothing(client_of, make_member, offers, pds):
    other = client_of(make_member("Samir", "employee"))
    assert other.get(f"{BASE}connect/bluesky/").status_code == 404
    assert connect(other, pds).status_code == 404
    assert other.get(BASE).status_code == 302, "shown what the programme is instead"
    assert other.get(f"{BASE}connect/telegram/").status_code == 404


def test_disconnecting_deletes_the_key_and_hands_back_what_waited(connected, nadia, share):
    actions_at = clock.now() + timedelta(hours=3)
    with tenant(nadia.organisation_id):
        actions.publish(actor=nadia, share_id=share.pk, leaves_at=actions_at)
    connected.post(f"{BASE}disconnect/bluesky/")
    assert own(nadia, OwnAccount) == []
    [posting] = own(nadia, Posting)
    assert (posting.state, posting.share.state) == ("cancelled", "refused")
    assert "déconnecté" in page(connected, "outcomes/", ROOM)
    assert drive(nadia, posting, actions_at).state == "cancelled"


def test_another_account_does_not_publish_what_was_asked_of_the_first(connected, nadia, share, pds):
    moment = clock.now() + timedelta(hours=3)
    with tenant(nadia.organisation_id):
        posting = actions.publish(actor=nadia, share_id=share.pk, leaves_at=moment)
    connect(connected, pds)
    assert own(nadia, Posting)[0].state == "queued", "connected again, it is the same"
    pds.did = "did:plc:another"
    connect(connected, pds)
    assert own(nadia, OwnAccount)[0].remote_key == "did:plc:another"
    assert drive(nadia, posting, moment).state == "cancelled"
    assert pds.texts() == []


def test_what_was_leaving_when_it_was_disconnected_is_for_its_expert_to_look_for(connected, nadia, share, pds):
    with tenant(nadia.organisation_id):
        posting = actions.publish(actor=nadia, share_id=share.pk)
    pds.network.refuse(None, of="putRecord", is_taken=True)
    assert drive(nadia, posting).state == "unknown"
    connected.post(f"{BASE}disconnect/bluesky/")
    found = drive(nadia, posting)
    assert (found.state, found.needs_a_person) == ("unknown", True)
    assert "déconnecté pendant le départ" in page(connected, f"posting/{posting.pk}/")


def test_leaving_the_programme_takes_the_account_with_it(connected, nadia, share):
    with tenant(nadia.organisation_id):
        actions.publish(actor=nadia, share_id=share.pk, leaves_at=clock.now() + timedelta(hours=1))
        taking_part.leave(actor=nadia)
    assert own(nadia, OwnAccount) == own(nadia, Posting) == own(nadia, Share) == []


def test_nobody_else_opens_publishes_or_takes_back_what_is_theirs(
    connected, nadia, share, make_member, client_of, offers
):
    with tenant(nadia.organisation_id):
        posting = actions.publish(actor=nadia, share_id=share.pk, leaves_at=clock.now() + timedelta(hours=1))
    other = make_member("Samir", "owner")
    browser = client_of(other)
    browser.post(f"{ROOM}join/", {"suggest": "on"})
    assert browser.get(f"{BASE}posting/{posting.pk}/").status_code == 404
    assert browser.post(f"{BASE}posting/{posting.pk}/back/").status_code == 404
    assert browser.post(f"{BASE}posting/{posting.pk}/found/", {"is_there": "yes"}).status_code == 404
    assert browser.post(f"{BASE}publish/{share.pk}/", {"when": "now"}).status_code == 404
    with tenant(nadia.organisation_id):
        assert actions.take_back(actor=other, posting_id=posting.pk) is False
        assert actions.tell(actor=other, posting_id=posting.pk, is_there=True) is False
        assert actions.disconnect(actor=other, network="bluesky") is None
        assert Posting.objects.count() == 0
    assert own(nadia, Posting)[0].state == "queued"


def test_no_log_tells_that_anything_was_connected_or_published(connected, nadia, share, work_off):
    from liant.audit.models import Entry

    with tenant(nadia.organisation_id):
        before = Entry.objects.count()
        actions.publish(actor=nadia, share_id=share.pk)
    work_off()
    connected.post(f"{BASE}disconnect/bluesky/")
    with tenant(nadia.organisation_id):
        assert Entry.objects.count() == before


def test_jobs_tell_nobodys_number(connected, nadia, share):
    with tenant(nadia.organisation_id):
        actions.publish(actor=nadia, share_id=share.pk)
    with connection.cursor() as cursor:
        cursor.execute(
            "select args, coalesce(lock, '') from procrastinate_jobs where task_name = 'own_accounts.publish'"
        )
        [(args, lock)] = cursor.fetchall()
    assert set(args if isinstance(args, dict) else {"envelope"}) == {"envelope"}
    assert len(lock) == 32


@pytest.fixture
def away(expert, mastodon_server):
    """Nadia on her way to her server: the state, and the address to which she comes back."""
    response = expert.post(f"{BASE}connect/mastodon/", {"server": mastodon_server.url})
    assert response.status_code == 302
    leaving = expert.get(response["Location"]).content.decode()
    assert "Vous vous y connectez et vous acceptez" in leaving
    return response["Location"].partition("state=")[2]


def agreed(client, server, state: str, name: str = "karima"):
    """She signs in on her server, which sends her back."""
    import httpx

    form = {"username": name, "redirect_uri": "https://liant.test/back", "state": state}
    back = httpx.post(f"{server.url}/oauth/authorize", data=form, timeout=20).headers["location"]
    return client.get(f"{BASE}back/?{back.partition('?')[2]}")


def test_on_mastodon_one_signs_in_on_ones_own_server(expert, nadia, away, mastodon_server, work_off):
    agreed(expert, mastodon_server, away)
    [account] = own(nadia, OwnAccount)
    assert account.handle == f"karima@{mastodon_server.host}"
    assert account.account().secret.keys() == {"client_secret"}
    again = agreed(expert, mastodon_server, away)
    assert "commencé dans un autre navigateur" in expert.get(again["Location"]).content.decode(), "it serves once"


def test_who_does_not_agree_has_connected_nothing(expert, nadia, away):
    response = expert.get(f"{BASE}back/?state={away}&error=access_denied")
    assert "Vous n’avez pas donné l’accord" in expert.get(response["Location"]).content.decode()
    assert own(nadia, OwnAccount) == []


def test_the_way_back_is_of_whoever_left(expert, away, mastodon_server, client_of, make_member):
    other = make_member("Samir", "employee")
    browser = client_of(other)
    browser.post(f"{ROOM}join/", {"suggest": "on"})
    agreed(browser, mastodon_server, away)
    assert own(other, OwnAccount) == []


def test_a_share_leaves_on_mastodon_once_and_its_key_is_given_back(
    expert, nadia, away, offers, mastodon_server, work_off
):
    agreed(expert, mastodon_server, away)
    expert.post(f"{ROOM}{offers.offered.pk}/?network=mastodon", {"text": WORDS, "host": "piaille.fr"})
    [share] = own(nadia, Share)
    expert.post(f"{BASE}publish/{share.pk}/", {"when": "now"})
    work_off()
    [status] = mastodon_server.person("karima").statuses()
    assert "Le levain a froid" in status.content
    [posting] = own(nadia, Posting)
    counting.count(sending.sealed(posting))
    assert own(nadia, Posting)[0].replies == 0
    [account] = own(nadia, OwnAccount)
    token = account.account().remembered["access"]
    expert.post(f"{BASE}disconnect/mastodon/")
    import httpx

    asked = httpx.get(f"{mastodon_server.url}/api/v1/accounts/verify_credentials",
                      headers={"authorization": f"Bearer {token}"}, timeout=20)  # fmt: skip
    assert asked.status_code == 401, "the server knows that the key serves no more"


def test_what_is_no_server_is_said_beside_its_field(expert, recorded_network):
    response = expert.post(f"{BASE}connect/mastodon/", {"server": recorded_network.url})
    assert response.status_code == 422
    assert "aucun serveur Mastodon" in response.content.decode()
