"""Pictures, recordings and files of a journal: written anew, given in parts, harmless."""

import pytest
from django.conf import settings
from django.test import Client

from liant.writing.journal.answering import asked_range
from tests.writing.journal.journals import HOME, a_photo, get, opened, out, page, photo

pytestmark = pytest.mark.django_db


def test_pictures_are_written_anew_described_and_in_their_place(house, alice):
    opened(alice)
    body = "Avant.\n\n![La braise](four.jpg)\n\nAprès. ![Ailleurs](https://tracker.example/p.gif)"
    piece = out(alice, body=body, media=[photo(), photo(name="pain.jpg", description="Le pain")])
    html = page(f"{piece.slug}/")
    first, second = piece.media.order_by("place")
    there = f"{settings.BASE_URL}{HOME}media/{first.pk}/"
    assert f'<p><img class="u-photo" src="{there}" alt="La braise" width="640" height="480"' in html
    assert f"media/{second.pk}/" in html
    assert '<img src="https://tracker.example' not in html
    assert '<a href="https://tracker.example/p.gif" rel="noopener">Ailleurs</a>' in html
    sent = get(f"media/{first.pk}/")
    assert sent["Content-Type"] == "image/jpeg"
    assert b"SecretCamera" in a_photo()
    assert b"SecretCamera" not in sent.content


def test_what_is_no_picture_is_not_shown_as_one(house, alice):
    opened(alice)
    piece = out(alice, media=[photo(content=b"\x89PNG not really")])
    assert "<img" not in page(f"{piece.slug}/")


@pytest.mark.parametrize(("asked", "part"), [
    ("", None), ("bytes=0-9", (0, 9)), ("bytes=90-", (90, 99)), ("bytes=-10", (90, 99)), ("bytes=95-200", (95, 99)),
    ("bytes=100-", (1, 0)), ("bytes=-0", (1, 0)), ("bytes=9-3", None), ("bytes=0-1,5-6", None), ("lines=1-2", None),
    ("bytes=-", None), ("bytes=-1000", (0, 99)),
])  # fmt: skip
def test_ranges(rf, asked, part):
    assert asked_range(rf.get("/", headers={"Range": asked}), 100) == part


def test_recordings_are_given_in_parts(house, alice):
    opened(alice)
    sound = bytes(range(256)) * 8
    piece = out(alice, media=[{"name": "four.mp3", "media_type": "audio/mpeg", "content": sound}])
    address = f"media/{piece.media.get().pk}/"
    whole, part = get(address), get(address, Range="bytes=256-511")
    assert (whole.status_code, whole["Accept-Ranges"], whole["Content-Length"]) == (200, "bytes", "2048")
    assert (part.status_code, part["Content-Range"], part.content) == (206, "bytes 256-511/2048", sound[256:512])
    assert get(address, Range="bytes=5000-").status_code == 416
    assert get(address, **{"If-None-Match": whole["ETag"]}).status_code == 304
    assert get(address, Range="bytes=0-9", **{"If-Range": '"other"'}).status_code == 200
    assert Client().head(HOME + address)["Content-Length"] == "2048"


def test_a_file_is_handed_over_and_runs_nowhere(house, alice):
    opened(alice)
    piece = out(
        alice, media=[{"name": "plan.html", "media_type": "text/html", "content": b"<script>alert(1)</script>"}]
    )
    sent = get(f"media/{piece.media.get().pk}/")
    assert sent["Content-Type"] == "application/octet-stream"
    assert sent["Content-Disposition"].startswith("attachment")
