"""Colleagues are seen by Liant when both agree, from then on, and forgotten when one no longer does."""

from datetime import timedelta

import pytest
from django.db import Error, transaction

from liant.community import actions, choosing
from liant.kit import clock
from liant.ledger.actions import note
from liant.ledger.kinds import Consent, InteractionKind, Purpose, Visibility
from liant.ledger.models import Interaction
from liant.people.actions import meet, person_of_member
from liant.tenancy.context import tenant
from tests.people import member_of

pytestmark = pytest.mark.django_db


def everything_between(one, other):
    """Each way in which a colleague may turn to another."""
    post = actions.write_post(actor=one, kind="question", title="La clé ?", text=f"Tu sais, @{other.name} ?")
    comment = actions.write_comment(actor=other, post=post, text="Chez Samir.")
    actions.write_comment(actor=one, post=post, parent=comment, text="Ah oui.")
    actions.react(actor=other, post=post, kind="bravo")
    actions.react(actor=one, post=post, comment=comment, kind="thanks")
    actions.mark_answer(actor=one, post=post, comment=comment)
    return post


def noted():
    return sorted(Interaction.objects.values_list("kind", "source__name", "target__name"))


def test_both_agreed_and_the_ledger_notes_who_turned_to_whom(organisation, alice, bob, work_off):
    with tenant(organisation.id):
        choosing.agree(actor=alice)
        choosing.agree(actor=bob)
        everything_between(alice, bob)
    work_off()
    with tenant(organisation.id):
        assert noted() == [
            ("comment", "Bob", "Alice"),
            ("mention", "Alice", "Bob"),
            ("reaction", "Bob", "Alice"),
            ("reply", "Alice", "Bob"),
            ("thanks", "Alice", "Bob"),
            ("thanks", "Alice", "Bob"),
        ]
        values = {(one.purpose, one.visibility, one.consent, one.through_kind) for one in Interaction.objects.all()}
        assert values == {("belonging", "parties", "given", "community.post")}


@pytest.mark.parametrize("who", [[], ["alice"], ["bob"]])
def test_nothing_is_noted_unless_both_agreed(organisation, alice, bob, work_off, who):
    with tenant(organisation.id):
        for name in who:
            choosing.agree(actor={"alice": alice, "bob": bob}[name])
        everything_between(alice, bob)
    work_off()
    with tenant(organisation.id):
        assert noted() == []


def test_what_came_before_both_agreed_stays_unseen(organisation, alice, bob, work_off):
    with clock.at(clock.now() - timedelta(minutes=5)), tenant(organisation.id):
        choosing.agree(actor=alice)
        everything_between(alice, bob)
    with tenant(organisation.id):
        choosing.agree(actor=bob)
    work_off()
    with tenant(organisation.id):
        assert noted() == []


def test_whoever_no_longer_agrees_is_forgotten_on_either_side_and_others_stay(
    organisation, other_organisation, alice, bob, chloe, dan, work_off
):
    eve = member_of(other_organisation, "Eve", "employee")
    with tenant(organisation.id):
        for member in (alice, bob, chloe):
            choosing.agree(actor=member)
        everything_between(alice, bob)
        everything_between(bob, chloe)
        everything_between(alice, chloe)
    with tenant(other_organisation.id):
        choosing.agree(actor=dan)
        choosing.agree(actor=eve)
        everything_between(dan, eve)
    work_off()
    with tenant(organisation.id):
        assert len(noted()) == 18
        choosing.end_consent(actor=bob)
    work_off()
    with tenant(organisation.id):
        assert len(noted()) == 6
        assert not [one for one in noted() if "Bob" in one]
        everything_between(alice, bob)
    work_off()
    with tenant(organisation.id):
        assert len(noted()) == 6
    with tenant(other_organisation.id):
        assert len(noted()) == 6


def test_answers_to_the_public_are_not_forgotten_with_it(organisation, alice, bob, work_off):
    with tenant(organisation.id):
        post = actions.write_post(actor=bob, kind="news", title="Un", text="Deux")
        karima = meet(kind="bluesky", key="karima", name="Karima", source="heard")
        note(key="reply:1", kind=InteractionKind.REPLY, source=person_of_member(bob), target=karima, at=clock.now(),
             through=post, purpose=Purpose.ANSWERING, visibility=Visibility.PUBLIC, consent=Consent.NOT_NEEDED)  # fmt: skip
        choosing.agree(actor=bob)
        choosing.end_consent(actor=bob)
    work_off()
    with tenant(organisation.id):
        assert noted() == [("reply", "Bob", "Karima")]


def test_the_application_itself_removes_nothing(organisation, alice, bob, work_off):
    with tenant(organisation.id):
        choosing.agree(actor=alice)
        choosing.agree(actor=bob)
        everything_between(alice, bob)
    work_off()
    with tenant(organisation.id):
        with pytest.raises(Error), transaction.atomic():
            Interaction.objects.all().delete()
        assert len(noted()) == 6


def test_ones_own_page_says_it_in_plain_words_and_it_is_off_at_first(house, chloe, client_of):
    url = "/o/fournils/between-us/mine/"
    client = client_of(chloe)
    page = client.get(url).content.decode()
    assert "Éteint tant que vous n’avez pas dit oui" in page
    assert 'name="agree"' in page
    client.post(f"{url}consent/", {"agree": "1"})
    assert 'name="end"' in client.get(url).content.decode()
    client.post(f"{url}consent/", {"end": "1"})
    assert 'name="agree"' in client.get(url).content.decode()
