"""The list of communities outside: what a form did not show stays as it is; one name once; renamed and merged by who leads."""

import pytest

from liant.accounts.permissions import NotAllowed
from liant.bonds import actions, shaping
from liant.bonds.models import Outside
from liant.bonds.queries import COMMUNITIES, known_outside, noted_outside, own
from liant.kit import clock
from liant.ledger.models import Community, Interaction
from liant.tenancy.context import tenant
from tests.bonds.furniture import agreed
from tests.bonds.test_shape import a_house, stretch

pytestmark = pytest.mark.django_db
ROOM = "/o/fournils/ties/"
LIST = f"{ROOM}shape/communities/"


@pytest.fixture
def inside(organisation):
    with tenant(organisation.id):
        yield organisation


@pytest.fixture
def many(inside, alice, bob):
    """More than a page of them; Bob is known in the last one by name, and was there."""
    agreed(bob)
    for at in range(COMMUNITIES + 5):
        actions.add_community(actor=alice, name=f"Club {at:03}")
    last = actions.belong(actor=bob, name="Zythologues")
    actions.note_outside(actor=bob, community_id=last.pk, what="went")
    return last


def known(member):
    with own(member):
        return [one.community.name for one in known_outside(member)]


def noted(member):
    with own(member):
        return [(one.community.name, one.kind) for one in noted_outside(member).select_related("community")]


def form_on(page):
    """What a browser would send of the list: the boxes that are ticked, and what it was shown."""
    import re

    shown = re.search(r'name="shown" value="([^"]*)"', page).group(1)
    ticked = re.findall(r'name="communities" value="(\d+)" checked', page)
    return {"shown": shown, "communities": ticked}


def test_what_the_form_did_not_show_is_not_lost(many, bob, client_of):
    client = client_of(bob)
    page = client.get(f"{ROOM}outside/").content.decode()
    assert "Club 000" in page
    assert 'type="search"' in page, "the others are searched for"
    first = Community.objects.get(name="Club 000").pk
    sent = form_on(page)
    client.post(f"{ROOM}outside/known/", sent | {"communities": [*sent["communities"], first]})
    assert known(bob) == ["Club 000", "Zythologues"]
    assert noted(bob) == [("Zythologues", "attended")]


def test_it_is_found_by_searching_and_unticked_there(many, bob, client_of):
    client = client_of(bob)
    page = client.get(f"{ROOM}outside/", {"q": "zYtho"}).content.decode()
    sent = form_on(page)
    assert (sent["shown"], sent["communities"]) == (str(many.pk), [str(many.pk)])
    client.post(f"{ROOM}outside/known/", sent | {"communities": []})
    assert known(bob) == []
    assert noted(bob) == []


def test_a_form_of_yesterday_takes_nothing_away(many, bob, client_of):
    client_of(bob).post(f"{ROOM}outside/known/", {"communities": ["x", "9" * 30]})
    assert known(bob) == ["Zythologues"]


def test_a_name_is_there_once_whatever_its_capitals(inside, alice, bob, client_of):
    forum = actions.add_community(actor=alice, name="Forum du Levain")
    assert actions.belong(actor=bob, name="forum  du LEVAIN") == forum
    assert actions.add_community(actor=alice, name="FORUM DU LEVAIN") == forum
    client_of(bob).post(f"{ROOM}outside/named/", {"name": " fORUM du levain"})
    assert Community.objects.count() == 1


def test_a_list_is_not_filled_by_one_alone(inside, bob, client_of):
    client = client_of(bob)
    with clock.at(clock.now()):
        for at in range(5):
            assert client.post(f"{ROOM}outside/named/", {"name": f"Club {at}"}).status_code == 302
        assert client.post(f"{ROOM}outside/named/", {"name": "Un de plus"}).status_code == 429
    assert not Community.objects.filter(name="Un de plus").exists()


def test_only_who_leads_renames_and_merges(inside, bob, chloe, client_of):
    one, other = actions.belong(actor=bob, name="Levain"), actions.belong(actor=bob, name="Le levain")
    with pytest.raises(NotAllowed):
        actions.rename_community(actor=chloe, community=one, name="Autre")
    with pytest.raises(NotAllowed):
        actions.merge_communities(actor=chloe, kept=one, gone=other)
    client = client_of(chloe)
    assert client.post(f"{LIST}{one.pk}/", {"name": "Autre"}).status_code == 403
    assert client.post(f"{LIST}{one.pk}/merge/", {"other": "Le levain"}).status_code == 403


def test_it_is_renamed_on_a_page_but_not_to_a_name_that_is_taken(inside, alice, client_of):
    one = actions.add_community(actor=alice, name="Levain")
    actions.add_community(actor=alice, name="Chorale")
    client = client_of(alice)
    assert "Levain" in client.get(LIST).content.decode()
    assert client.get(f"{LIST}{one.pk}/").status_code == 200
    assert client.post(f"{LIST}{one.pk}/", {"name": "CHORALE"}).status_code == 422
    client.post(f"{LIST}{one.pk}/", {"name": "LEVAIN "})
    one.refresh_from_db()
    assert one.name == "LEVAIN"
    assert client.get(f"{LIST}999999/").status_code == 404


def test_merged_nobody_loses_what_they_said_and_noted(inside, alice, bob, chloe, client_of):
    agreed(bob, chloe)
    kept, gone = actions.belong(actor=bob, name="Levain"), actions.belong(actor=bob, name="Le levain")
    actions.belong(actor=chloe, name="Le levain")
    actions.note_outside(actor=bob, community_id=kept.pk, what="went")
    actions.note_outside(actor=bob, community_id=gone.pk, what="went")
    actions.note_outside(actor=chloe, community_id=gone.pk, what="wrote")
    actions.hide_outside(actor=bob, community_id=gone.pk, is_hidden=True)
    client = client_of(alice)
    for wrong in ("", "Inconnue", "levain"):
        assert client.post(f"{LIST}{kept.pk}/merge/", {"other": wrong}).status_code == 422
    client.post(f"{LIST}{kept.pk}/merge/", {"other": "le LEVAIN"})
    assert [one.name for one in Community.objects.all()] == ["Levain"]
    assert known(bob) == known(chloe) == ["Levain"]
    assert noted(bob) == [("Levain", "attended")] * 2
    assert noted(chloe) == [("Levain", "comment")]
    with own(bob):
        assert Outside.objects.get().is_hidden, "what was hidden stays so"
    assert not Outside.objects.exists()
    assert not Interaction.objects.filter(community__isnull=False).exists()


def test_communities_of_another_house_are_not_merged(inside, alice, other_organisation):
    kept = actions.add_community(actor=alice, name="Levain")
    with tenant(other_organisation.id):
        theirs = Community.objects.create(name="Le leur")
    actions.merge_communities(actor=alice, kept=kept, gone=theirs)
    with tenant(other_organisation.id):
        assert Community.objects.get() == theirs


def test_what_a_merger_would_tell_of_a_few_is_not_shown(inside, alice):
    """Nine in one, three in the other who are in neither: twelve would tell that there are three."""
    forum = actions.add_community(actor=alice, name="Forum du levain")
    small = actions.add_community(actor=alice, name="Chorale")
    house, ties = a_house({"1": 14, "2": 16})
    keys = sorted(house)
    before = {key: {forum.pk} if at < 9 else {small.pk} if at < 12 else set() for at, key in enumerate(keys)}
    first = shaping.publish(stretch(1), ties, house, before).figures["communities"]
    assert {one["name"]: one["known"] for one in first} == {"Forum du levain": 9, "Chorale": None}
    actions.merge_communities(actor=alice, kept=forum, gone=small)
    now = {key: {forum.pk} if at < 12 else set() for at, key in enumerate(keys)}
    assert [one["known"] for one in shaping.publish(stretch(2), ties, house, now).figures["communities"]] == [None]
    more = {key: {forum.pk} if at < 15 else set() for at, key in enumerate(keys)}
    assert [one["known"] for one in shaping.publish(stretch(3), ties, house, more).figures["communities"]] == [15]
