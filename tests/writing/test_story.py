"""Léa writes for Tuesday: a remark, a fix, words kept with a reason, a picture described, Odile agrees."""

import re
from html import unescape

import pytest

from liant.tenancy.context import tenant
from liant.writing.models import KeptRemark, Piece
from tests.writing.pieces import LIST

pytestmark = pytest.mark.django_db
OPENING = "Nous sommes fiers de vous annoncer que nos trois fournils pétrissent encore la nuit."
PIXEL = b"\x89PNG\r\n\x1a\n"


@pytest.fixture
def lea(make_member):
    return make_member("Léa", "communicator")


@pytest.fixture
def odile(make_member):
    return make_member("Odile", "team_manager")


@pytest.fixture
def piece(lea, organisation):
    from tests.writing.pieces import a_piece

    with tenant(organisation.id):
        return a_piece(lea, body=OPENING, networks=[("journal", None), ("share:linkedin", None)])


def key_of(page, button):
    return unescape(re.search(rf'name="{button}" value="([^"]+)"', page).group(1))


def latest(organisation):
    with tenant(organisation.id):
        found = Piece.objects.get()
        return found, found.versions.order_by("id").first()


def test_written_read_mended_agreed(client_of, lea, odile, organisation, piece):
    client, page_of = client_of(lea), f"{LIST}{piece.pk}/"
    page = client.get(page_of).content.decode()
    assert '<mark class="lint' in page
    typed = {"title": "Pourquoi la nuit", "body": OPENING, "link": "", "edition": 1}
    page = client.post(page_of, typed | {"reread": "1"}).content.decode()
    button = "replace" if 'name="replace"' in page else "take_out"
    page = client.post(page_of, typed | {button: key_of(page, button)}, follow=True).content.decode()
    assert "fiers de vous annoncer" not in page
    _piece, version = latest(organisation)
    assert version.body[0].isupper()
    assert version.edition == 2

    from django.core.files.uploadedfile import SimpleUploadedFile

    client.post(f"{page_of}media/", {"file": SimpleUploadedFile("four.png", PIXEL, "image/png")})
    typed = {"title": "Pourquoi la nuit", "body": "Il est deux heures.", "link": "", "edition": 2}
    page = client.post(page_of, typed | {"ask": "1"}, follow=True).content.decode()
    assert "four.png" in page
    assert latest(organisation)[0].state == "draft", "a picture that nobody described does not go"
    with tenant(organisation.id):
        medium = piece.media.get()
        second = piece.versions.order_by("id").last()
    client.post(f"{page_of}media/{medium.pk}/", {"description": "La bouche du four ouverte dans la nuit."})
    client.post(f"{page_of}?version={second.pk}", {"body": "Il est deux heures.", "link": "", "edition": 1})
    client.post(page_of, typed | {"edition": 3, "ask": "1"}, follow=True)
    assert latest(organisation)[0].state == "in_review"

    boss = client_of(odile)
    assert "Pourquoi la nuit" in boss.get(LIST).content.decode()
    with tenant(organisation.id):
        step = piece.steps.get()
    boss.post(f"{page_of}agreement/{step.pk}/", {"reason": "Dis qui est Samir."})
    assert latest(organisation)[0].state == "draft"
    assert "Dis qui est Samir." in client.get(page_of).content.decode()
    client.post(page_of, typed | {"edition": 3, "ask": "1"})
    with tenant(organisation.id):
        step = piece.steps.order_by("-round").first()
    boss.post(f"{page_of}agreement/{step.pk}/", {"agree": "1"})
    found, version = latest(organisation)
    assert (found.state, version.state) == ("approved", "approved")


def test_words_are_kept_with_a_reason_that_whoever_agrees_reads(client_of, lea, organisation, piece):
    client, page_of = client_of(lea), f"{LIST}{piece.pk}/"
    typed = {"title": "Pourquoi la nuit", "body": OPENING, "link": "", "edition": 1}
    key = key_of(client.get(page_of).content.decode(), "keep_remark")
    client.post(page_of, typed | {"keep_remark": key})
    with tenant(organisation.id):
        assert not KeptRemark.objects.exists(), "not without a reason"
    page = client.post(page_of, typed | {"keep_remark": key, f"reason:{key}": "C’est une citation."}, follow=True)
    assert "C’est une citation." in page.content.decode()
    with tenant(organisation.id):
        assert KeptRemark.objects.get().passage in OPENING


def test_the_remarks_are_read_again_as_a_part(client_of, lea, piece):
    typed = {"title": "t", "body": "Il est deux heures.", "link": "", "edition": 1}
    headers = {"HX-Request": "true", "HX-Target": "section#remarks"}
    part = client_of(lea).post(f"{LIST}{piece.pk}/", typed, headers=headers).content.decode()
    assert part.lstrip().startswith('<section id="remarks"')
    assert "annoncer" not in part


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_page_in_both_languages(client_of, make_member, organisation, piece, language):
    ines = make_member("Inès", "communicator", language=language)
    client = client_of(ines, headers={"accept-language": language})
    client.cookies["django_language"] = language
    with tenant(organisation.id):
        version = piece.versions.first()
    for address in ("", "new/", "lessons/", "arrange/", f"{piece.pk}/", f"{piece.pk}/about/", f"{piece.pk}/history/?version={version.pk}"):  # fmt: skip
        assert client.get(LIST + address).status_code == 200, address
