"""Who wrote a piece together is noted once it is there, of those who had agreed to it before, once for each two and piece."""

from datetime import timedelta

import pytest

from liant.kit import clock
from liant.ledger.models import Interaction
from liant.tenancy.context import tenant
from liant.writing import actions, moves
from tests.bonds.furniture import agreed
from tests.writing.pieces import a_piece

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def house(organisation, alice, make_member):
    """Four who write; Odile has not agreed that Liant may see whom they turn to."""
    people = {"Alice": alice} | {name: make_member(name, "communicator") for name in ("Léa", "Inès", "Odile")}
    with tenant(organisation.id):
        agreed(people["Alice"], people["Léa"], people["Inès"])
        yield people


def write(member, version, body):
    version.refresh_from_db()
    return actions.write(actor=member, version=version, seen_edition=version.edition, body=body)


def publish(alice, piece, work_off):
    for step in moves.ask(actor=alice, piece=piece):
        moves.agree(actor=alice, step=step)
    moves.mark_published(actor=None, version=piece.versions.exclude(state="withdrawn").get(), at=clock.now())
    work_off()


def together():
    return sorted(
        tuple(sorted((one.source.name, one.target.name)))
        for one in Interaction.objects.filter(kind="co-wrote").select_related("source", "target")
    )


def test_two_who_wrote_words_of_a_piece_that_is_there_wrote_it_together(house, work_off):
    piece = a_piece(house["Alice"], body="Il est deux heures.")
    version = piece.versions.get()
    write(house["Léa"], version, "Il est deux heures, quai Saint-Jean.")
    write(house["Odile"], version, "Il est deux heures, quai Saint-Jean. La nuit.")
    work_off()
    assert together() == [], "nobody has read it yet"
    publish(house["Alice"], piece, work_off)
    assert together() == [("Alice", "Léa")]
    found = Interaction.objects.get(kind="co-wrote")
    assert (found.purpose, found.visibility, found.consent) == ("belonging", "parties", "given")
    assert (found.through_kind, found.through_id) == ("writing.piece", piece.pk)


def test_published_twice_it_is_noted_once(house, work_off):
    piece = a_piece(house["Alice"])
    write(house["Léa"], piece.versions.get(), "Il est trois heures.")
    publish(house["Alice"], piece, work_off)
    moves.withdraw(actor=house["Alice"], piece=piece)
    moves.take_up_again(actor=house["Alice"], piece=piece)
    piece.refresh_from_db()
    publish(house["Alice"], piece, work_off)
    assert together() == [("Alice", "Léa")]


def test_the_same_words_kept_again_brought_back_or_put_elsewhere_are_no_writing(house, work_off):
    piece = a_piece(house["Alice"], body="Il est deux heures.")
    version = write(house["Alice"], piece.versions.get(), "Il est trois heures.")
    write(house["Léa"], version, "Il est  trois heures. ")
    version.refresh_from_db()
    actions.restore(actor=house["Léa"], version=version, number=1)
    other = actions.add_version(actor=house["Inès"], piece=piece, key="share:x", language="fr")
    actions.drop_version(actor=house["Inès"], version=other)
    publish(house["Alice"], piece, work_off)
    assert together() == []


def test_what_was_written_before_both_agreed_is_not_noted(house, work_off):
    with clock.at(clock.now() - 5 * DAY):
        piece = a_piece(house["Alice"], body="Il est deux heures.")
        write(house["Odile"], piece.versions.get(), "Il est trois heures.")
    agreed(house["Odile"], days_ago=2)
    publish(house["Alice"], piece, work_off)
    assert together() == [], "what they wrote lies before they agreed"
    piece = a_piece(house["Alice"], title="Le four", body="Il est quatre heures.")
    write(house["Odile"], piece.versions.get(), "Il est cinq heures.")
    publish(house["Alice"], piece, work_off)
    assert together() == [("Alice", "Odile")]


@pytest.mark.parametrize(("hands", "pairs"), [(8, 28), (9, 0)])
def test_what_passed_through_many_hands_ties_nobody(hands, pairs, house, make_member, work_off):
    people = [house["Alice"], *(make_member(f"Main {number}", "communicator") for number in range(hands - 1))]
    agreed(*people)
    piece = a_piece(people[0], body="Il est une heure.")
    for number, one in enumerate(people[1:]):
        write(one, piece.versions.get(), f"Il est une heure et {number} minutes.")
    publish(people[0], piece, work_off)
    assert len(together()) == pairs
