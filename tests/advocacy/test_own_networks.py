"""LinkedIn and X, where the house registers an application: tried against the answers of their documentation, recorded, and not on anybody's account. Where nobody can look, an expert is asked."""

from datetime import timedelta

import pytest

from liant.accounts.permissions import NotAllowed
from liant.advocacy import queries
from liant.advocacy.models import Share
from liant.advocacy.own_accounts import actions, sending
from liant.advocacy.own_accounts import queries as own_queries
from liant.advocacy.own_accounts.models import OwnAccount
from liant.connectors.contract import Account
from liant.kit import clock
from liant.tenancy.context import tenant
from tests.advocacy.own import BASE, ROOM, WORDS, drive, own, page

pytestmark = pytest.mark.django_db


@pytest.fixture
def prepared(alice, client_of, recorded_network, monkeypatch):
    """The applications of the house on networks that want one, entered by whoever leads."""
    from liant.connectors.linkedin import member
    from liant.connectors.x import connector

    recorded_network.learn("linkedin_member")
    recorded_network.learn("x")
    for module in (member, connector):
        for name in ("API", "SIGN_IN"):
            monkeypatch.setattr(module, name, recorded_network.url)
    leader = client_of(alice)
    for network in ("linkedin", "x"):
        leader.post(f"{BASE}applications/{network}/", {f"{network}-client_id": f"app on {network}",
                    f"{network}-client_secret": "s3cret", f"{network}-version": "202607"})  # fmt: skip
    return recorded_network


def gone_there_and_back(client, network: str, code: str = "code"):
    leaving = client.post(f"{BASE}connect/{network}/")
    state = leaving["Location"].partition("state=")[2]
    assert client.get(leaving["Location"]).status_code == 200
    return client.get(f"{BASE}back/?state={state}&code={code}")


def ready_for(client, member, offer, network: str):
    client.post(f"{ROOM}{offer.pk}/?network={network}", {"text": WORDS})
    return own(member, Share)[-1]


def test_what_the_house_did_not_prepare_cannot_be_connected(expert, nadia):
    for network in ("linkedin", "x"):
        assert expert.get(f"{BASE}connect/{network}/").status_code == 404
    assert "n’a pas préparé cela" in page(expert)


def test_the_application_is_entered_by_whoever_leads_and_its_secret_never_shown(
    prepared, alice, client_of, make_member
):
    leader = client_of(alice)
    shown = page(leader, "applications/")
    assert "app on linkedin" in shown
    assert "s3cret" not in shown
    leader.post(f"{BASE}applications/x/", {"x-client_id": "another", "x-client_secret": ""})
    with tenant(alice.organisation_id):
        assert own_queries.applications()["x"].settings == {"client_id": "another"}
        account = own_queries.with_application("x", Account({}))
    assert account.secret == {"client_secret": "s3cret"}, "left empty, it is kept"
    assert leader.post(f"{BASE}applications/x/", {"x-client_id": ""}).status_code == 422
    assert leader.post(f"{BASE}applications/bluesky/", {}).status_code == 404
    for role in ("communicator", "team_manager", "employee"):
        other = client_of(make_member(f"Gerda {role}", role))
        assert other.get(f"{BASE}applications/").status_code == 403
        assert other.post(f"{BASE}applications/x/", {"x-client_id": "mine"}).status_code == 403
        assert other.post(f"{BASE}applications/x/remove/").status_code == 403
    leader.post(f"{BASE}applications/x/remove/")
    with tenant(alice.organisation_id):
        assert "x" not in own_queries.applications()


def test_a_share_leaves_on_linkedin_by_its_experts_own_account(expert, nadia, offers, prepared, work_off):
    urn = "urn:li:share:6844785523593134080"
    prepared.on("POST", "/rest/posts", lambda _asked: (201, {"x-restli-id": urn}, {}))
    gone_there_and_back(expert, "linkedin")
    [account] = own(nadia, OwnAccount)
    assert account.settings == {"author": "urn:li:person:782bbtaQ"}, "what belongs to the house is not in her row"
    assert account.account().secret == {}
    assert account.ends_at is not None
    share = ready_for(expert, nadia, offers.offered, "linkedin")
    expert.post(f"{BASE}publish/{share.pk}/", {"when": "now"})
    work_off()
    [asked] = prepared.asked_for("/rest/posts")
    assert asked.body["author"] == "urn:li:person:782bbtaQ"
    assert own(nadia, Share)[0].url == f"https://www.linkedin.com/feed/update/{urn}/"


def test_a_share_leaves_on_x_and_the_key_that_renews_is_kept(expert, nadia, offers, prepared):
    prepared.on("POST", "/2/tweets", lambda _asked: (201, {}, {"data": {"id": "1445", "text": "…"}}))
    gone_there_and_back(expert, "x")
    assert own(nadia, OwnAccount)[0].handle == "@nadia_fournil"
    share = ready_for(expert, nadia, offers.offered, "x")
    with tenant(nadia.organisation_id):
        posting = actions.publish(actor=nadia, share_id=share.pk, leaves_at=clock.now() + timedelta(hours=3))
    assert drive(nadia, posting, posting.leaves_at).state == "sent"
    assert prepared.asked_for("/2/tweets")[0].token == "x-access-2", "two hours on, its key was renewed"
    assert own(nadia, OwnAccount)[0].account().remembered["refresh"] == "x-refresh-2"


@pytest.mark.parametrize(("network", "door"), [("linkedin", "/rest/posts"), ("x", "/2/tweets")])
def test_where_nobody_can_look_its_expert_is_asked_and_nothing_is_sent_again(
    expert, nadia, offers, prepared, network, door
):
    gone_there_and_back(expert, network)
    share = ready_for(expert, nadia, offers.offered, network)
    with tenant(nadia.organisation_id):
        posting = actions.publish(actor=nadia, share_id=share.pk)
    prepared.refuse(None, of=door)
    assert drive(nadia, posting).state == "unknown"
    for _again in range(3):
        assert drive(nadia, posting).needs_a_person
    assert len(prepared.asked_for(door)) == 1
    assert "Le réseau n’a pas confirmé" in page(expert, "", ROOM)
    assert "Regardez sur votre compte" in page(expert, f"posting/{posting.pk}/")
    expert.post(f"{BASE}posting/{posting.pk}/found/", {"is_there": "no"})
    assert own(nadia, Share)[-1].state == "refused"
    assert len(prepared.asked_for(door)) == 1, "that it is not there sends nothing by itself"
    with tenant(nadia.organisation_id):
        again = actions.publish(actor=nadia, share_id=share.pk)
    prepared.refuse(None, of=door, is_taken=True)
    drive(nadia, again)
    drive(nadia, again)
    expert.post(f"{BASE}posting/{again.pk}/found/", {"is_there": "yes", "url": "https://network.example/1"})
    assert own(nadia, Share)[-1].state == "done"
    assert own(nadia, Share)[-1].url == "https://network.example/1"


def test_killed_while_it_leaves_where_nobody_can_look_it_is_not_sent_again(expert, nadia, offers, prepared):
    from liant.deliveries import driving

    gone_there_and_back(expert, "linkedin")
    share = ready_for(expert, nadia, offers.offered, "linkedin")
    with tenant(nadia.organisation_id):
        posting = actions.publish(actor=nadia, share_id=share.pk)
        with queries.own(nadia):
            way = sending.way_of(sending.sealed(posting))
            driving.start(way, way.locked())  # and there the worker died
    found = drive(nadia, posting)
    assert (found.state, found.needs_a_person) == ("unknown", True)
    assert prepared.asked_for("/rest/posts") == []


def test_leave_that_ends_is_told_seven_days_before(expert, nadia, prepared):
    gone_there_and_back(expert, "linkedin")
    assert "prend fin" not in page(expert, "", ROOM)
    with clock.at(clock.now() + timedelta(days=54)):
        assert "Votre accord sur LinkedIn prend fin le" in page(expert, "", ROOM)
        assert "Relier à nouveau" in page(expert)
    with clock.at(clock.now() + timedelta(days=61)):
        assert "LinkedIn n’accepte plus le compte" in page(expert, "", ROOM)


def test_only_whoever_leads_enters_the_application_of_the_house(nadia, expert, alice):
    with tenant(nadia.organisation_id), pytest.raises(NotAllowed):
        actions.save_application(actor=nadia, network="linkedin", settings={"client_id": "x"})
    with tenant(nadia.organisation_id), pytest.raises(NotAllowed):
        actions.remove_application(actor=nadia, network="linkedin")
