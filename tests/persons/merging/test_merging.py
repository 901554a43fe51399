"""Two cards of one person become one, by a person's own act, and two again; each history is kept."""

import pytest

from liant.accounts.permissions import NotAllowed
from liant.connectors.contract import Author
from liant.inbox.models import Conversation
from liant.inbox.queries import other_conversations
from liant.people.actions import person_of_member, wear
from liant.people.merging.actions import CannotMerge, merge_people, unmerge_people
from liant.people.merging.models import SamePerson
from liant.people.models import Handle, Person
from liant.people.queries import hats_shown_to, search_people
from liant.tenancy.context import tenant
from tests.furniture import a_channel, said
from tests.inbox.test_conversations import take_in

pytestmark = pytest.mark.django_db
BY_MAIL = Author(key="karima@example.org", kind="email", name="K. Benali", handle="karima@example.org")


@pytest.fixture
def two(house, alice):
    """Karima, met on Bluesky and by mail."""
    channel = a_channel(alice)
    take_in(channel, said("a", "La tradition était brûlée.", thread_key="t1"))
    take_in(channel, said("m", "Et le seigle ?", thread_key="t2", author=BY_MAIL))
    return Person.objects.get(name="Karima Benali"), Person.objects.get(name="K. Benali")


def test_the_one_that_stays_has_both_addresses_hats_and_histories(bob, two):
    karima, by_mail = two
    wear(person=by_mail, hat="supplier", source="noted")
    merge_people(actor=bob, survivor=karima, merged=by_mail)
    assert set(Handle.objects.filter(person=karima).values_list("kind", flat=True)) == {"bluesky", "email"}
    assert {hat.kind for hat in hats_shown_to(bob, karima)} == {"customer", "supplier"}
    assert len(other_conversations(bob, karima, None)) == 2
    assert search_people(bob, "Benali") == [karima]


def test_what_comes_later_by_either_address_is_theirs_and_in_its_thread(bob, alice, two):
    karima, by_mail = two
    merge_people(actor=bob, survivor=karima, merged=by_mail)
    channel = Conversation.objects.select_related("channel").first().channel
    take_in(channel, said("m2", "Toujours pas ?", thread_key="t2", author=BY_MAIL))
    take_in(channel, said("m3", "Autre chose.", thread_key="t3", author=BY_MAIL))
    assert Conversation.objects.count() == 3, "the thread that was begun goes on"
    assert Conversation.objects.get(thread_key="t2").messages.count() == 2
    assert Conversation.objects.get(thread_key="t3").person == karima


def test_two_again_each_has_their_own(bob, two):
    karima, by_mail = two
    wear(person=by_mail, hat="supplier", source="noted")
    done = merge_people(actor=bob, survivor=karima, merged=by_mail)
    unmerge_people(actor=bob, done=done)
    assert list(Handle.objects.filter(person=by_mail).values_list("kind", flat=True)) == ["email"]
    assert {hat.kind for hat in hats_shown_to(bob, by_mail)} == {"customer", "supplier"}
    assert {hat.kind for hat in hats_shown_to(bob, karima)} == {"customer"}
    assert len(other_conversations(bob, karima, None)) == 1


def test_a_hat_that_one_may_not_read_and_a_colleague_are_not_merged(house, alice, bob, two):
    karima, by_mail = two
    wear(person=by_mail, hat="candidate", source="noted")
    for other, why in ((by_mail, "hats"), (person_of_member(alice), "colleague"), (karima, "same")):
        with pytest.raises(CannotMerge) as refused:
            merge_people(actor=bob, survivor=karima, merged=other)
        assert refused.value.why == why
    merge_people(actor=alice, survivor=karima, merged=by_mail)
    with pytest.raises(CannotMerge):
        merge_people(actor=alice, survivor=karima, merged=by_mail)


def test_who_may_not_change_people_merges_nobody(house, chloe, two):
    with pytest.raises(NotAllowed):
        merge_people(actor=chloe, survivor=two[0], merged=two[1])
    assert not SamePerson.objects.exists()


def test_the_pages_without_script(client_of, alice, bob, rose, organisation):
    with tenant(organisation.id):
        channel = a_channel(alice)
        take_in(channel, said("a", "La tradition était brûlée.", thread_key="t1"))
        take_in(channel, said("m", "Et le seigle ?", thread_key="t2", author=BY_MAIL))
        karima, by_mail = Person.objects.get(name="Karima Benali"), Person.objects.get(name="K. Benali")
    client, page = client_of(bob), f"/o/fournils/people/{karima.id}/same/"
    assert "K. Benali" in client.get(page + "?q=benali").content.decode()
    assert client.get(page + f"?other={by_mail.id}").status_code == 200
    assert client_of(rose).get(page).status_code == 404
    assert client.post(page, {"other": by_mail.id}).status_code == 422
    assert client.post(page, {"other": by_mail.id, "keep": "this"}).status_code == 302
    card = client.get(f"/o/fournils/people/{by_mail.id}/").content.decode()
    assert "Karima Benali" in card, "the old address shows the card that stays"
    assert "Et le seigle" in card
    with tenant(organisation.id):
        done = SamePerson.objects.get()
    assert client_of(rose).post(f"/o/fournils/people/apart/{done.id}/").status_code == 404
    assert client.post(f"/o/fournils/people/apart/{done.id}/").status_code == 302
