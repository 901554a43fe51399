"""Communities outside: what one says of oneself is one's own; how many are known where is said from five on; whether they share more."""

import csv
import io
from datetime import timedelta
from xml.etree import ElementTree as ET

import pyarrow.parquet as pq
import pytest

from liant.accounts.permissions import NotAllowed
from liant.bonds import actions, outside, shaping
from liant.bonds.models import Outside
from liant.bonds.queries import communities_for, own
from liant.kit import clock
from liant.ledger.models import Community
from liant.tenancy.context import tenant
from tests.bonds.test_shape import a_house, stretch

pytestmark = pytest.mark.django_db


@pytest.fixture
def forum(organisation, alice):
    with tenant(organisation.id):
        yield actions.add_community(actor=alice, name="Forum du levain")


def test_only_who_leads_names_a_community(forum, bob):
    with pytest.raises(NotAllowed):
        actions.add_community(actor=bob, name="Autre")


def test_what_one_ticks_is_ones_own(forum, bob, chloe, client_of):
    actions.know(actor=bob, communities=[forum.pk, 99999], shown=[])
    assert not Outside.objects.exists()
    with own(chloe):
        assert not Outside.objects.exists()
        assert communities_for(chloe) == ([(forum.pk, "Forum du levain", False)], False)
    with own(bob):
        assert communities_for(bob) == ([(forum.pk, "Forum du levain", True)], False)
    rows = list(csv.DictReader(io.StringIO(client_of(bob).get("/o/fournils/ties/own.csv").content.decode())))
    assert ("outside", "Forum du levain") in {(row["what"], row["towards"]) for row in rows}


def test_it_is_taken_back_and_goes_when_one_leaves(forum, bob):
    actions.know(actor=bob, communities=[forum.pk], shown=[forum.pk])
    actions.know(actor=bob, communities=[], shown=[forum.pk])
    with own(bob):
        assert not Outside.objects.exists()
    actions.know(actor=bob, communities=[forum.pk], shown=[forum.pk])
    actions.leave(actor=bob)
    with own(bob):
        assert not Outside.objects.exists()


def test_where_colleagues_are_known_is_said_from_five_on(organisation, forum):
    house, ties = a_house({"1": 14, "2": 16})
    small = Community.objects.create(organisation_id=organisation.id, name="Chorale")
    nearly = Community.objects.create(organisation_id=organisation.id, name="La ville")
    keys = sorted(house)
    known = {key: {forum.pk} if at < 9 else set() for at, key in enumerate(keys)}
    known[keys[0]].add(small.pk)
    for key in keys[2:]:
        known[key].add(nearly.pk)
    found = shaping.publish(stretch(1), ties, house, known).figures["communities"]
    assert {one["name"]: one["known"] for one in found} == {"Forum du levain": 9, "Chorale": None, "La ville": None}


def test_a_few_who_come_do_not_tell_where_they_are_known(organisation, forum):
    house, ties = a_house({"1": 14, "2": 16})
    known = {key: {forum.pk} if at < 9 else set() for at, key in enumerate(sorted(house))}
    shaping.publish(stretch(1), ties, house, known)
    grown = house | {f"new{at}": "1" for at in range(5)}
    now = known | {f"new{at}": {forum.pk} for at in range(5)}
    found = shaping.publish(stretch(2), ties, grown, now).figures["communities"]
    assert found[0]["known"] is None, "14 less 9: all five who came"


def test_whether_those_who_are_known_outside_share_more_is_told_with_its_interval(
    organisation, forum, alice, client_of
):
    known = {member: {forum.pk} if member < 30 else set() for member in range(70)}
    found = outside.sharing(known, {member: (member % 5 if member < 30 else member % 2) for member in range(70)})
    assert (found["people"], found["others"]) == (30, 40)
    assert 0 < found["low"] < found["more"] < found["high"]
    house, ties = a_house({"1": 14, "2": 16})
    shaping.publish(stretch(1), ties, house, {}, found)
    page = client_of(alice).get("/o/fournils/ties/shape/").content.decode()
    assert "ces chiffres ne peuvent le dire" in page


def test_the_files_tell_of_communities_what_the_page_does(organisation, forum, alice, client_of):
    Community.objects.create(organisation_id=organisation.id, name="Chorale")
    house, ties = a_house({"1": 14, "2": 16})
    known = {key: {forum.pk} if at < 9 else set() for at, key in enumerate(sorted(house))}
    told = {"people": 30, "others": 40, "with_tie": 2.04, "without": 0.5, "more": 1.54, "low": 0.96, "high": 2.1}
    shaping.publish(stretch(1), ties, house, known, told | {"low": -0.2})
    shaping.publish(stretch(2), ties, house, known, told)
    shaping.publish(stretch(3), ties, house, known, None)
    client = client_of(alice)
    rows = list(csv.DictReader(io.StringIO(client.get("/o/fournils/ties/shape/ties.csv").content.decode())))
    table = pq.read_table(io.BytesIO(client.get("/o/fournils/ties/shape/ties.parquet").content)).to_pylist()
    assert {(one["one"], one["people"]) for one in rows if one["what"] == "community"} == {
        ("Forum du levain", "9"), ("Chorale", ""),
    }  # fmt: skip
    sharing = {(one["period"], one["what"]): (one["people"], one["value"], one["low"], one["high"]) for one in table}
    assert sharing[2, "sharing_known"] == (30, 2.0, None, None)
    assert sharing[2, "sharing_more"] == (None, 1.5, 1.0, 2.1)
    assert sharing[1, "sharing_others"] == (40, None, None, None), "no difference: the page tells no mean either"
    assert sharing[1, "sharing_more"] == (None, None, -0.2, 2.1)
    assert set(sharing[3, "sharing_known"] + sharing[3, "sharing_more"]) == {None}
    graph = ET.fromstring(client.get("/o/fournils/ties/shape/ties.graphml").content).find("{*}graph")
    nodes = [{one.get("key"): one.text for one in node} for node in graph.findall("{*}node")]
    assert [one for one in nodes if one["node-kind"] == "community"] == [
        {"node-kind": "community", "node-name": "Forum du levain", "node-people": "9"}
    ]
    assert graph.findall("{*}data") == [], "too few are on a side in the last period"


def test_nothing_is_told_of_few_nor_where_one_shares_nearly_all(forum):
    known = {member: {forum.pk} if member < 30 else set() for member in range(70)}
    assert outside.sharing(known, {member: 400 if member == 0 else member % 2 for member in range(70)}) is None
    assert outside.sharing(known, {member: member % 2 for member in range(15, 70)}) is None


def test_shares_are_counted_of_those_who_agreed_to_be(organisation, alice, bob):
    from liant.advocacy import actions as programme
    from liant.advocacy import sharing, taking_part
    from liant.bonds.between import shares_of

    now = clock.now()
    with tenant(organisation.id):
        programme.arrange(actor=alice, name="Les voix du fournil", why="", disclosure={"fr": "Je travaille ici."})
        programme.move(actor=alice, to="open")
        offer = programme.offer(actor=alice, kind="news", title="Levain", url="https://fournils.test/hiver")
        for member, purposes in ((alice, ("suggest", "count")), (bob, ("suggest",))):
            taking_part.join(actor=member, agreed=dict.fromkeys(purposes, "Oui."))
            words = sharing.Words(
                text=f"Je travaille ici. Le levain de {member.name} a froid cet hiver.",
                network="bluesky",
                has_seen=True,
            )
            share = sharing.begin(actor=member, offer=offer, words=words)
            sharing.settle(actor=member, share_id=share.pk, to="done")
        assert shares_of([alice.pk, bob.pk], now - timedelta(days=1), now + timedelta(days=1)) == {alice.pk: 1}


def test_a_community_is_named_on_a_page(organisation, alice, client_of):
    client = client_of(alice)
    assert client.get("/o/fournils/ties/shape/communities/").status_code == 200
    assert client.post("/o/fournils/ties/shape/communities/", {"name": "  "}).status_code == 422
    client.post("/o/fournils/ties/shape/communities/", {"name": "Forum  du levain"})
    with tenant(organisation.id):
        assert Community.objects.get().name == "Forum du levain"
