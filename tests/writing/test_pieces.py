"""A piece from its first words to its withdrawal: what is agreed to is what leaves."""

from datetime import timedelta

import pytest

from liant.accounts.permissions import NotAllowed
from liant.kit import clock
from liant.kit.lifecycle import LifecycleError
from liant.tenancy.context import tenant
from liant.writing import actions, moves
from liant.writing.models import Piece, Revision
from tests.writing.pieces import LIST, a_piece, agreed

pytestmark = pytest.mark.django_db


@pytest.fixture
def lea(make_member):
    return make_member("Léa", "communicator")


def test_words_agreed_to_and_then_changed_are_asked_for_again(house, lea):
    piece = agreed(lea)
    [version] = piece.versions.all()
    assert (piece.state, version.state) == ("approved", "approved")
    moves.schedule(actor=lea, version=version, at=clock.now() + timedelta(days=1))
    actions.write(actor=lea, version=version, seen_edition=1, body="Il est trois heures.")
    piece.refresh_from_db()
    version.refresh_from_db()
    assert (piece.state, version.state) == ("draft", "draft")
    with pytest.raises(LifecycleError):
        moves.schedule(actor=lea, version=version, at=clock.now())


def test_published_is_published_once_and_corrected_by_whoever_may_agree(house, lea):
    piece = agreed(lea)
    version = piece.versions.get()
    now = clock.now()
    moves.mark_published(actor=None, version=version, at=now, url="https://fournils.test/nuit")
    again = moves.mark_published(actor=None, version=version, at=now + timedelta(hours=1))
    assert again.published_at == now
    corrected = actions.write(actor=lea, version=version, seen_edition=1, body="Il est trois heures.")
    assert corrected.state == "published"
    piece.refresh_from_db()
    assert piece.state == "published"


def test_history_is_kept_and_brought_back(house, lea):
    piece = a_piece(lea)
    version = piece.versions.get()
    actions.write(actor=lea, version=version, seen_edition=1, body="Autre chose.")
    restored = actions.restore(actor=lea, version=version, number=1)
    assert restored.body == "Il est deux heures, quai Saint-Jean."
    assert list(Revision.objects.order_by("number").values_list("number", "restores")) == [(1, None), (2, None), (3, 1)]


def test_two_who_write_at_once_do_not_overwrite_each_other(house, lea):
    version = a_piece(lea).versions.get()
    actions.write(actor=lea, version=version, seen_edition=1, body="Une.")
    with pytest.raises(actions.ChangedMeanwhile):
        actions.write(actor=lea, version=version, seen_edition=1, body="Deux.")


def test_who_may_not_write_is_refused(house, lea, bob, chloe):
    piece = a_piece(lea)
    for stranger in (bob, chloe):
        with pytest.raises(NotAllowed):
            a_piece(stranger)
        with pytest.raises(NotAllowed):
            actions.write(actor=stranger, version=piece.versions.get(), seen_edition=1, body="Non.")
        with pytest.raises(NotAllowed):
            moves.ask(actor=stranger, piece=piece)
    [step] = moves.ask(actor=lea, piece=piece)
    with pytest.raises(NotAllowed):
        moves.agree(actor=chloe, step=step)


def test_begun_and_written_on_the_pages(client_of, lea, chloe, organisation):
    client = client_of(lea)
    page = client.post(
        f"{LIST}new/", {"title": "Le meunier", "language": "fr", "places": ["journal", "share:linkedin"]}, follow=True
    ).content.decode()
    assert "Le meunier" in page
    with tenant(organisation.id):
        piece = Piece.objects.get()
        first = piece.versions.order_by("id").first()
    client.post(f"{LIST}{piece.pk}/?version={first.pk}", {"title": "Le meunier", "body": "Il moud.", "edition": 1})
    assert "Il moud." in client.get(f"{LIST}{piece.pk}/").content.decode()
    assert "Le meunier" in client.get(LIST).content.decode()
    assert client_of(chloe).get(LIST).status_code == 403
