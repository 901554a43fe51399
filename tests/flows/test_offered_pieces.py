"""A published piece is offered to the experts from its own page; what they said of it comes back there without a name."""

import pytest

from liant.accounts.actions import change_organisation
from liant.advocacy.actions import arrange
from liant.advocacy.models import Feedback, Offer
from liant.advocacy.queries import this_week
from liant.flows.links_of_pieces import PIECE
from liant.kit import clock
from liant.tenancy.context import tenant
from liant.writing.moves import mark_published
from tests.writing.pieces import a_piece, agreed

pytestmark = pytest.mark.django_db
WRITTEN = {"kind": "expert", "title": "Le four est réparé", "topic": "Le four", "question": "qu’avez-vous senti ?",
           "starts": "À l’aube\nCe que j’entends"}  # fmt: skip


@pytest.fixture
def piece(organisation, alice):
    with tenant(organisation.id):
        change_organisation(actor=alice, organisation=organisation, rooms=[])  # every room there is
        arrange(actor=alice, name="Les voix du fournil")
        made = agreed(alice, title="Le four est réparé", networks=[("journal", None)])
        mark_published(actor=None, version=made.versions.get(), at=clock.now(), url="https://fournils.test/four")
        return made


def address(piece) -> str:
    return f"/o/fournils/pieces/{piece.pk}/offer/"


def test_a_published_piece_is_offered_from_its_own_page(organisation, alice, piece, client_of):
    client = client_of(alice)
    page = f"/o/fournils/writing/{piece.pk}/"
    assert address(piece) in client.get(page).content.decode()
    assert "Le four est réparé" in client.get(address(piece)).content.decode()
    assert client.post(address(piece), WRITTEN).status_code == 302
    client.post(address(piece), {**WRITTEN, "title": "Le four, réparé"})
    with tenant(organisation.id):
        offer = Offer.objects.select_related("topic", "author").get()
        assert (offer.title, offer.source_kind, offer.source_id) == ("Le four, réparé", PIECE, piece.pk)
        assert (offer.topic.name, offer.author, offer.starts) == ("Le four", alice, ["À l’aube", "Ce que j’entends"])
        assert offer.url.startswith("http")
        Feedback.objects.create(offer=offer, reason="too_much_us", words="Encore nous.", week=this_week())
    told = client.get(page).content.decode()
    assert "Encore nous." in told
    assert "cela parle trop de nous" in told


def test_what_is_not_there_yet_is_not_offered(organisation, alice, client_of):
    with tenant(organisation.id):
        piece = a_piece(alice)
    client = client_of(alice)
    assert address(piece) not in client.get(f"/o/fournils/writing/{piece.pk}/").content.decode()
    assert client.get(address(piece)).status_code == 404


def test_whoever_does_not_offer_finds_no_button(organisation, piece, client_of, make_member):
    gina = client_of(make_member("Gina", "employee"))
    assert gina.get(address(piece)).status_code == 403
