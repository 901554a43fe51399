"""What leaves beside the words: frozen with it, kept once, without the place where a picture was taken."""

import hashlib
import io
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from liant.connectors import registry
from liant.connectors.contract import Attachment, Capabilities, Draft, Rejected
from liant.deliveries import media, pictures
from liant.deliveries.actions import queue
from liant.deliveries.jobs import tidy
from liant.deliveries.models import Delivery, Medium
from liant.deliveries.states import DELIVERY
from liant.kit import clock
from liant.tenancy.context import tenant
from tests.furniture import a_channel

PICTURES = ("image/jpeg", "image/png", "image/webp", "image/gif")
NETWORK = Capabilities(max_media=4, max_media_bytes=1_000_000, media_types=PICTURES)
MAIL = Capabilities(max_media=10, max_media_bytes=10_000_000, media_types=("*/*",))


def photo(size=(60, 40), kind="JPEG", **more) -> bytes:
    """A picture as a phone takes it: lying on its side, and telling where it was."""
    picture = Image.new("RGB", size, "brown")
    picture.putpixel((0, 0), (0, 0, 255))
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned a quarter to the right
    exif[0x010F] = "PhoneMaker"
    exif.get_ifd(0x8825).update({1: "N", 2: (48.0, 51.0, 29.6)})
    stream = io.BytesIO()
    picture.save(stream, kind, exif=exif, **more)
    return stream.getvalue()


def noise(side: int) -> bytes:
    """A picture that no compression makes small."""
    stream = io.BytesIO()
    Image.effect_noise((side, side), 90).convert("RGB").save(stream, "PNG")
    return stream.getvalue()


def moving(kind="GIF") -> bytes:
    frames = [Image.new("RGB", (20, 10), colour) for colour in ("red", "green", "blue")]
    stream = io.BytesIO()
    frames[0].save(stream, kind, save_all=True, append_images=frames[1:], duration=[100, 200, 300], loop=0)
    return stream.getvalue()


def ready(content: bytes, media_type="image/jpeg", can=NETWORK, name="four.jpg") -> Attachment:
    [found] = media.ready([Attachment(name, media_type, content=content, description="Le four")], can)
    return found


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF", "AVIF"])
@pytest.mark.parametrize("can", [NETWORK, MAIL])
def test_a_photo_leaves_upright_and_tells_nothing_of_its_place(kind, can):
    made = ready(photo(kind=kind), can=can)
    shown = Image.open(io.BytesIO(made.content))
    assert (shown.size, made.width, made.height) == ((40, 60), 40, 60)
    assert not shown.getexif()
    assert b"PhoneMaker" not in made.content
    assert b"Exif" not in made.content
    assert made.media_type in PICTURES
    assert made.description == "Le four"


def test_a_comment_inside_a_picture_stays_here():
    stream = io.BytesIO()
    Image.new("RGB", (10, 10)).save(stream, "JPEG", comment=b"taken by Samir")
    assert b"Samir" not in ready(stream.getvalue()).content


def test_a_photo_is_known_by_its_bytes_whatever_its_name_says():
    made = ready(photo(), media_type="application/octet-stream", can=MAIL, name="four.bin")
    assert (made.media_type, b"PhoneMaker" in made.content) == ("image/jpeg", False)


def test_a_large_picture_is_made_to_fit():
    content = noise(900)
    assert len(content) > NETWORK.max_media_bytes
    made = ready(content, "image/png")
    assert len(made.content) <= NETWORK.max_media_bytes
    assert made.size_bytes == len(made.content)
    assert Image.open(io.BytesIO(made.content)).size == (made.width, made.height)


def test_what_moves_goes_on_moving():
    for kind in ("GIF", "WEBP", "PNG"):
        made = ready(moving(kind), f"image/{kind.lower()}")
        assert Image.open(io.BytesIO(made.content)).n_frames == 3
        assert (made.width, made.height) == (20, 10)


def test_a_see_through_picture_becomes_white_where_nothing_else_is_taken():
    stream = io.BytesIO()
    Image.new("RGBA", (4, 4), (0, 0, 0, 0)).save(stream, "PNG")
    can = Capabilities(max_media=1, max_media_bytes=10_000, media_types=("image/jpeg",))
    made = ready(stream.getvalue(), "image/png", can=can)
    assert made.media_type == "image/jpeg"
    assert Image.open(io.BytesIO(made.content)).getpixel((0, 0)) == (255, 255, 255)


def test_a_file_of_a_mail_leaves_as_it_is():
    made = ready(b"%PDF-1.4 menu", "application/pdf", can=MAIL, name="menu.pdf")
    assert made.content == b"%PDF-1.4 menu"


@pytest.mark.parametrize(
    ("attachments", "can", "reason"),
    [
        ([Attachment("a", "image/png", content=photo())], Capabilities(), "Nothing can be attached"),
        ([Attachment("a", "image/png", content=photo())] * 5, NETWORK, "5 files are attached; 4 at most"),
        ([Attachment("a.png", "image/png")], NETWORK, "a.png is not here"),
        ([Attachment("a.png", "image/png", content=b"GIF89a and nothing more")], NETWORK, "a.png is not a picture"),
        ([Attachment("a.pdf", "application/pdf", content=b"%PDF")], NETWORK, "a.pdf is of a kind"),
        ([Attachment("a.heic", "image/heic", content=b"ftypheic")], MAIL, "a.heic is not a picture"),
        ([Attachment("a.zip", "application/zip", content=b"1" * 10_000_001)], MAIL, "a.zip is larger than 10 MB"),
        ([Attachment("a.jpg", "image/jpeg", content=b"1" * 40_000_001)], NETWORK, "a.jpg is larger than 40 MB"),
    ],
)
def test_what_cannot_leave_this_way_is_told(attachments, can, reason):
    with pytest.raises(Rejected, match=reason):
        media.ready(attachments, can)


def test_a_picture_that_stays_too_large_is_told():
    tiny = Capabilities(max_media=1, max_media_bytes=150, media_types=PICTURES)
    for content in (noise(300), moving()):
        with pytest.raises(Rejected, match="too large"):
            ready(content, can=tiny)


@pytest.mark.filterwarnings("ignore")  # what the library says of broken pictures
@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300), st.integers(0, 200), st.sampled_from(["JPEG", "PNG", "GIF"]))
def test_broken_pictures_are_refused_in_words_or_made_whole(rubbish, place, kind):
    whole = photo(kind=kind) if kind != "GIF" else moving()
    content = whole[:place] + rubbish + whole[place + len(rubbish) :]
    try:
        made = ready(content)
    except Rejected:
        return
    with Image.open(io.BytesIO(made.content)) as shown:
        shown.load()


@pytest.fixture
def channel(organisation, alice, tmp_path):
    with tenant(organisation.id):
        from liant.channels.models import Channel

        found = a_channel(alice)
        Channel.objects.update(settings={"folder": str(tmp_path)})
        return Channel.objects.get(id=found.id)


def leave(actor, channel, *attachments, key="k1"):
    draft = Draft(kind="post", text="Le nouveau four", attachments=attachments)
    return queue(actor=actor, channel=channel, draft=draft, key=key, origin=channel)


@pytest.mark.django_db
def test_a_picture_is_frozen_kept_once_and_arrives(organisation, bob, channel, work_off, tmp_path):
    four = Attachment("four.jpg", "image/jpeg", content=photo(), description="Le four, allumé")
    with tenant(organisation.id):
        first, _second = leave(bob, channel, four), leave(bob, channel, four, key="k2")
        [named] = first.frozen["media"]
        assert (named["name"], named["media_type"], named["description"]) == (
            "four.jpg",
            "image/jpeg",
            "Le four, allumé",
        )
        [kept] = Medium.objects.all()
        assert hashlib.sha256(bytes(kept.content)).hexdigest() == kept.sha256 == named["sha256"]
        work_off()
        assert set(Delivery.objects.values_list("state", flat=True)) == {"sent"}
    assert b"PhoneMaker" not in (tmp_path / named["sha256"]).read_bytes()


@pytest.mark.django_db
def test_nothing_is_kept_of_what_cannot_leave(organisation, bob, channel):
    fine = Attachment("four.jpg", "image/jpeg", content=photo())
    with tenant(organisation.id):
        with pytest.raises(Rejected, match="5 files are attached"):
            leave(bob, channel, *[fine] * 5)
        with pytest.raises(Rejected, match="not a picture"):
            leave(bob, channel, fine, Attachment("b.jpg", "image/jpeg", content=b"no"))
        assert not Delivery.objects.exists()
        assert not Medium.objects.exists()


@pytest.mark.django_db
def test_media_belong_to_one_organisation(organisation, other_organisation, bob, channel):
    with tenant(organisation.id):
        frozen = leave(bob, channel, Attachment("four.jpg", "image/jpeg", content=photo())).frozen
        assert media.carried_by(frozen)
    with tenant(other_organisation.id):
        assert not media.carried_by(frozen)


@pytest.mark.django_db
@pytest.mark.parametrize("state", DELIVERY.states)
def test_bytes_stay_exactly_while_something_that_may_leave_needs_them(organisation, bob, channel, settings, state):
    """Sent and cancelled, nothing leaves any more; refused, a person may send it again."""
    settings.MEDIA_DAYS = 30
    with tenant(organisation.id):
        leave(bob, channel, Attachment("four.jpg", "image/jpeg", content=photo()))
        Delivery.objects.update(state=state)
        Medium.objects.update(kept_at=clock.now() - timedelta(days=29))
    tidy(0)
    with tenant(organisation.id):
        assert Medium.objects.exists()
        Medium.objects.update(kept_at=clock.now() - timedelta(days=31))
    tidy(0)
    with tenant(organisation.id):
        assert Medium.objects.exists() == (state not in ("sent", "cancelled"))
        assert Delivery.objects.get().frozen["media"][0]["name"] == "four.jpg"


@pytest.mark.django_db
def test_what_is_queued_again_is_kept_anew(organisation, bob, channel, settings, work_off):
    settings.MEDIA_DAYS = 30
    four = Attachment("four.jpg", "image/jpeg", content=photo())
    with tenant(organisation.id):
        leave(bob, channel, four)
        work_off()
        Medium.objects.update(kept_at=clock.now() - timedelta(days=31))
        leave(bob, channel, four, four, key="k2")
        work_off()
    tidy(0)
    with tenant(organisation.id):
        assert Medium.objects.count() == 1
        assert set(Delivery.objects.values_list("state", flat=True)) == {"sent"}


@pytest.mark.parametrize("kind", [k for k in registry.all_kinds() if registry.get(k).capabilities.max_media])
def test_whoever_takes_media_says_which_and_how_large(kind):
    can = registry.get(kind).capabilities
    assert can.max_media_bytes > 0
    assert can.media_types
    assert pictures.FORMATS["JPEG"] in can.media_types or "*/*" in can.media_types
