"""What other sites say of a page: announced, checked by its channel, shown by a person, gone with its source."""

import pytest
from django.conf import settings

from liant.accounts.permissions import NotAllowed
from liant.channels.actions import connect_channel
from liant.channels.collection import store_pushed
from liant.channels.door.queries import address_of, door_of
from liant.channels.models import Item
from liant.connectors.contract import Author, IncomingItem
from liant.connectors.receiving import Pushed
from liant.connectors.webmention.reading import thread_of
from liant.writing.journal import moderation
from liant.writing.journal.models import PageMention
from liant.writing.journal.queries import piece_at
from tests.writing.journal.journals import HOME, get, opened, out, page

pytestmark = pytest.mark.django_db
ROOT = settings.BASE_URL + HOME
SOURCE = "https://blog.example/nuit"


@pytest.fixture
def piece(house, alice):
    opened(alice)
    return out(alice)


@pytest.fixture
def channel(house, alice, piece):
    return connect_channel(actor=alice, kind="webmention", name="Mentions", settings={"sites": [ROOT]}, secret={},
                           default_hat="customer")  # fmt: skip


def mentioned(channel, target, kind="reply", text="Bien vu.", source=SOURCE):
    """As the channel brings it once it has looked at the source."""
    thread = thread_of(source, target)
    item = IncomingItem(
        key=f"{thread}:{kind}", kind=kind, text=text, thread_key=thread, url=source, is_addressed=True, published_at=None,
        author=Author(key="blog.example", kind="web", name="Marthe", handle="blog.example", url="https://blog.example/"),
        raw={"source": source, "target": target, "entry": {}},
    )  # fmt: skip
    store_pushed(channel, Pushed(items=[item], cursor={}, edited=[item], replaces=[thread]))


def gone(channel, target, source=SOURCE):
    store_pushed(channel, Pushed(items=[], cursor={}, replaces=[thread_of(source, target)], told="Gone."))


def test_a_page_announces_where_it_is_told(house, alice, piece, channel):
    address = address_of(door_of(channel))
    html = page(f"{piece.slug}/")
    assert f'<link rel="webmention" href="{address}">' in html
    assert get(f"{piece.slug}/")["Link"] == f'<{address}>; rel="webmention"'


def test_without_a_channel_that_takes_it_nothing_is_announced(house, alice, piece):
    assert 'rel="webmention"' not in page(f"{piece.slug}/")
    connect_channel(actor=alice, kind="webmention", name="Autre", settings={"sites": ["https://other.example"]}, secret={},
                    default_hat="customer")  # fmt: skip
    assert 'rel="webmention"' not in page(f"{piece.slug}/")


def test_it_stands_under_the_page_once_a_person_has_shown_it(house, alice, piece, channel, work_off):
    mentioned(channel, f"{ROOT}{piece.slug}/")
    work_off()
    assert "Bien vu" not in page(f"{piece.slug}/")
    moderation.decide_mention(actor=alice, mention=PageMention.objects.get(), is_shown=True)
    html = page(f"{piece.slug}/")
    assert "Bien vu" in html
    assert "Marthe" in html
    assert f'href="{SOURCE}" rel="nofollow ugc noopener"' in html


@pytest.mark.parametrize(("kind", "words"), [("like", "Aimé par"), ("repost", "Relayé par")])
def test_likes_and_reposts_are_names(house, alice, piece, channel, work_off, kind, words):
    mentioned(channel, f"{ROOT}{piece.slug}/", kind, text="")
    work_off()
    moderation.decide_mention(actor=alice, mention=PageMention.objects.get(), is_shown=True)
    assert words in page(f"{piece.slug}/")


def test_gone_at_its_source_it_is_gone_here(house, alice, piece, channel, work_off):
    mentioned(channel, f"{ROOT}{piece.slug}/")
    work_off()
    moderation.decide_mention(actor=alice, mention=PageMention.objects.get(), is_shown=True)
    gone(channel, f"{ROOT}{piece.slug}/")
    work_off()
    assert "Marthe" not in page(f"{piece.slug}/")


def test_changed_at_its_source_it_is_read_once_more(house, alice, piece, channel, work_off):
    mentioned(channel, f"{ROOT}{piece.slug}/")
    work_off()
    moderation.decide_mention(actor=alice, mention=PageMention.objects.get(), is_shown=True)
    mentioned(channel, f"{ROOT}{piece.slug}/", text="Achetez mes pains.")
    work_off()
    assert PageMention.objects.get().state == "waiting"
    assert "Achetez" not in page(f"{piece.slug}/")


def test_only_pages_of_the_journal_have_mentions_and_only_from_such_channels(
    house, alice, piece, channel, work_off, tmp_path
):
    mentioned(channel, f"{ROOT}pages/about/")
    mentioned(channel, f"{ROOT}nowhere/", source="https://blog.example/2")
    console = connect_channel(actor=alice, kind="console", name="Console", settings={"folder": str(tmp_path)}, secret={},
                              default_hat="customer")  # fmt: skip
    mentioned(console, f"{ROOT}{piece.slug}/", source="https://blog.example/3")
    work_off()
    assert Item.objects.count() == 3
    assert not PageMention.objects.exists()


def test_addresses_of_pieces(house, alice, piece):
    for tail in ("", "#comments", "?a=b", "en/"):
        assert piece_at(f"{ROOT}{piece.slug}/{tail}") == piece, tail
    for other in (ROOT, f"{ROOT}pages/about/", "https://elsewhere.example/", f"{ROOT}{piece.slug}/en/more/"):
        assert piece_at(other) is None, other
    opened(alice, own_address="https://journal.example")
    assert piece_at(f"https://journal.example/{piece.slug}/") == piece
    assert piece_at(f"{ROOT}{piece.slug}/") == piece


def test_a_person_decides_on_the_page_of_the_journal(house, alice, chloe, piece, channel, work_off, client_of):
    mentioned(channel, f"{ROOT}{piece.slug}/")
    work_off()
    mention = PageMention.objects.get()
    address = f"/o/fournils/writing/journal/mentions/{mention.pk}/"
    assert "Marthe" in client_of(alice).get("/o/fournils/writing/journal/").content.decode()
    assert client_of(chloe).post(address, {"show": ""}).status_code == 403
    with pytest.raises(NotAllowed):
        moderation.decide_mention(actor=chloe, mention=mention, is_shown=True)
    client_of(alice).post(address, {"show": ""})
    assert "Bien vu" in page(f"{piece.slug}/")
    client_of(alice).post(address, {"refuse": ""})
    assert "Bien vu" not in page(f"{piece.slug}/")
