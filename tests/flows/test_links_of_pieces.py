"""A short link for a piece: made from its page, named by it, counted among what it brought in; what members share is a sum."""

import re
from datetime import timedelta

import pytest

from liant.kit import clock
from liant.links import actions, subjects
from liant.links.actions import About
from liant.links.models import Link
from liant.tenancy.context import tenant
from liant.writing.models import Piece
from tests.links.furniture import followed
from tests.people import member_of
from tests.writing.pieces import agreed

pytestmark = pytest.mark.django_db
ADDRESS = "https://fournils.test/four"


@pytest.fixture
def piece(organisation, alice):
    with tenant(organisation.id):
        made = agreed(alice, title="Le four est réparé")
        Piece.objects.filter(pk=made.pk).update(published_at=clock.now())
        return made


def text(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def test_a_link_is_made_from_the_page_of_a_piece_and_told_there(organisation, alice, piece, client_of):
    client = client_of(alice)
    page = f"/o/fournils/writing/{piece.pk}/"
    with tenant(organisation.id):
        from django.urls import reverse

        page = reverse("writing:edit", kwargs={"organisation_slug": "fournils", "piece_id": piece.pk})
    [address] = re.findall(r'href="(/o/fournils/links/new/\?about=[^"]+)"', client.get(page).content.decode())
    client.post(address.replace("&amp;", "&"), {"url": ADDRESS, "name": "", "network": "linkedin"})
    with tenant(organisation.id):
        link = Link.objects.get()
        assert (link.about_kind, link.about_id) == ("writing.piece", piece.pk)
        assert subjects.of([link])[link.pk].title == "Le four est réparé"
        followed(link, 6)
    assert "suivi 6 fois en 28" in text(client.get(page)).replace("\xa0", " ")
    assert "Le four est réparé" in text(client.get(f"/o/fournils/links/{link.pk}/"))


def test_whoever_may_not_see_links_sees_none_beside_a_piece(organisation, alice, piece, client_of):
    with tenant(organisation.id):
        actions.make(actor=alice, url=ADDRESS, about=About("writing.piece", piece.pk))
    gina = member_of(organisation, "Gina", "guardian")
    answer = client_of(gina).get("/o/fournils/links/")
    assert answer.status_code == 403


def test_a_piece_tells_how_often_its_links_were_followed(organisation, alice, piece):
    from liant.flows.links_of_pieces import followed as followed_in

    with tenant(organisation.id):
        link = actions.make(actor=alice, url=ADDRESS, about=About("writing.piece", piece.pk))
        followed(link, 5)
        followed(link, 9, "preview")
        followed(link, 2, ago=timedelta(days=40))
        today = clock.now().date()
        assert followed_in([piece.pk], today - timedelta(days=1), today + timedelta(days=1)) == {piece.pk: 5}


def test_what_five_members_shared_is_told_beside_the_piece_as_a_sum(organisation, alice, piece, client_of):
    from django.urls import reverse

    page = reverse("writing:edit", kwargs={"organisation_slug": "fournils", "piece_id": piece.pk})
    for count, is_told in ((4, False), (5, True)):
        with tenant(organisation.id):
            followed(actions.share(actor=member_of(organisation, f"Expert {count}", "employee"), url=ADDRESS,
                                   about=About("writing.piece", piece.pk)), 3)  # fmt: skip
            if count == 4:
                for n in range(3):
                    actions.share(actor=member_of(organisation, f"Expert {n}", "employee"), url=ADDRESS,
                                  about=About("writing.piece", piece.pk))  # fmt: skip
        assert ("par cinq personnes ou plus" in text(client_of(alice).get(page))) is is_told
