"""Others are told: the pages a piece links to, found and told over HTTP, and the hub of the feeds; what came of it is kept."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.conf import settings

from liant.kit import clock
from liant.tenancy.context import tenant
from liant.writing import actions, moves, offers
from liant.writing.journal import telling
from liant.writing.journal.models import Journal, SentMention
from tests.writing.journal.elsewhere import Elsewhere, site_elsewhere
from tests.writing.journal.journals import HOME, opened, out

pytestmark = pytest.mark.django_db
ROOT = settings.BASE_URL + HOME


@pytest.fixture
def elsewhere() -> Iterator[Elsewhere]:
    with site_elsewhere() as site:
        yield site


@pytest.fixture
def takes(elsewhere) -> Elsewhere:
    """A page that wants to be told."""
    elsewhere.pages["/post"] = ({}, '<link rel="webmention" href="/mention?for=me">')
    return elsewhere


def the_sent() -> SentMention:
    return SentMention.objects.get()


def test_a_page_that_is_linked_to_is_told_once(house, alice, takes, work_off):
    opened(alice)
    piece = out(alice, body=f"Voir [ici]({takes.address}/post), et [là]({takes.address}/post).")
    work_off()
    assert takes.told == [("/mention?for=me", {"source": f"{ROOT}{piece.slug}/", "target": f"{takes.address}/post"})]
    assert (the_sent().state, the_sent().endpoint) == ("sent", f"{takes.address}/mention?for=me")


def test_a_correction_and_a_withdrawal_are_told_again(house, alice, takes, work_off):
    opened(alice)
    piece = out(alice, body=f"Voir [ici]({takes.address}/post).")
    work_off()
    version = piece.versions.get()
    version = actions.write(actor=alice, version=version, seen_edition=version.edition, body="Sans lien.")
    work_off()
    assert len(takes.told) == 2  # it looks, and sees that the link is gone
    moves.withdraw(actor=alice, piece=piece)
    work_off()
    assert len(takes.told) == 3
    assert {told["source"] for _path, told in takes.told} == {f"{ROOT}{piece.slug}/"}


def test_the_endpoint_is_found_in_a_header_and_after_a_redirect(house, alice, elsewhere, work_off):
    opened(alice)
    elsewhere.pages["/old"] = ({"Location": "/new/post"}, "")
    elsewhere.pages["/new/post"] = ({"Link": '<there>; rel="webmention"'}, "")
    out(alice, body=f"[x]({elsewhere.address}/old)")
    work_off()
    assert [path for path, _told in elsewhere.told] == ["/new/there"]


def test_a_page_that_wants_nothing_is_left_alone(house, alice, elsewhere, work_off):
    opened(alice)
    elsewhere.pages["/post"] = ({}, "<p>Rien.</p>")
    out(alice, body=f"[x]({elsewhere.address}/post)")
    work_off()
    assert (the_sent().state, elsewhere.told) == ("none", [])


def test_a_refusal_is_kept_and_not_asked_again(house, alice, takes, work_off):
    opened(alice)
    takes.answers = [400]
    out(alice, body=f"[x]({takes.address}/post)")
    work_off()
    assert (the_sent().state, len(takes.told)) == ("refused", 1)
    assert the_sent().answer.startswith("400")


def test_what_may_go_better_is_tried_again_and_given_up_in_the_end(house, alice, takes):
    opened(alice)
    takes.answers = [503] * telling.MOST_ATTEMPTS
    out(alice, body=f"[x]({takes.address}/post)")
    for attempt in range(1, telling.MOST_ATTEMPTS):
        with pytest.raises(telling.TryAgain):
            telling.tell_target(house.pk, the_sent().pk)
        assert (the_sent().state, the_sent().attempts) == ("waiting", attempt)
    telling.tell_target(house.pk, the_sent().pk)
    assert (the_sent().state, the_sent().attempts) == ("failed", telling.MOST_ATTEMPTS)


def test_nobody_is_told_of_a_closed_journal_or_by_ones_own_pages(house, alice, takes, work_off):
    out(alice, body=f"[x]({takes.address}/post)")
    opened(alice)
    out(alice, title="Renvoi", body=f"[chez nous]({ROOT}pourquoi-la-nuit/) et [mail](mailto:a@b.example)")
    work_off()
    assert not SentMention.objects.exists()


def test_addresses_that_are_not_spoken_to_are_refused(house, alice, work_off, monkeypatch):
    monkeypatch.setenv("LIANT_ALLOW_PRIVATE_ADDRESSES", "0")
    opened(alice)
    out(alice, body="[x](http://127.0.0.1:1/secret) [y](http://169.254.169.254/latest)")
    work_off()
    assert {one.state for one in SentMention.objects.all()} == {"refused"}


def test_where_the_words_of_others_come_from_is_told(house, alice, takes, work_off):
    opened(alice)
    out(alice, title="La Gazette", is_third_party=True, source_name="La Gazette", source_url=f"{takes.address}/post")
    work_off()
    assert len(takes.told) == 1


def test_the_hub_is_told_of_each_feed(house, alice, elsewhere, work_off):
    opened(alice, hub_url=f"{elsewhere.address}/hub")
    topic = actions.save_topic(actor=alice, topic=None, name="Le grain")
    piece = out(alice, topic=topic)
    work_off()
    feeds = [f"{ROOT}feed.{kind}" for kind in ("rss", "atom", "json")]
    feeds += [f"{ROOT}topics/{topic.pk}/feed.{kind}" for kind in ("rss", "atom", "json")]
    assert [told["hub.url"] for _path, told in elsewhere.told] == feeds
    assert {told["hub.mode"] for _path, told in elsewhere.told} == {"publish"}
    journal = Journal.objects.get()
    assert journal.hub_told_at
    assert journal.hub_answer == ""
    moves.withdraw(actor=alice, piece=piece)
    work_off()
    assert len(elsewhere.told) == 2 * len(feeds)


def test_a_hub_that_fails_is_asked_again(house, alice, elsewhere):
    opened(alice, hub_url=f"{elsewhere.address}/hub")
    version = out(alice).versions.get()
    elsewhere.answers = [503]
    with pytest.raises(telling.TryAgain):
        telling.ping_hub(house.pk, version.pk)
    assert Journal.objects.get().hub_answer.startswith("503")
    telling.ping_hub(house.pk, version.pk)
    assert Journal.objects.get().hub_answer == ""


def test_what_came_of_it_is_on_the_pages(house, alice, takes, work_off, client_of):
    opened(alice)
    takes.answers = [400]
    piece = out(alice, body=f"[x]({takes.address}/post)")
    work_off()
    for address in (f"/o/fournils/writing/{piece.pk}/", "/o/fournils/writing/journal/"):
        html = client_of(alice).get(address).content.decode()
        assert f"{takes.address}/post" in html
        assert "refusé" in html


def test_no_house_tells_in_the_name_of_another(house, alice, other_organisation, takes):
    opened(alice)
    out(alice, body=f"[x]({takes.address}/post)")
    sent = the_sent()
    telling.tell_target(other_organisation.pk, sent.pk)
    assert takes.told == []
    with tenant(house.pk):
        assert the_sent().state == "waiting"


def test_copies_wait_until_the_page_and_the_hub_were_told_but_not_for_ever(house, alice, takes, work_off):
    """The first try counts, whatever came of it; and whoever takes too long is not waited for."""
    journal = opened(alice)
    Journal.objects.filter(pk=journal.pk).update(hub_url=f"{takes.address}/hub")
    takes.answers += [500, 503]
    piece = out(alice, body=f"Voir [ici]({takes.address}/post).")
    assert offers.are_others_being_told(piece.pk)
    with pytest.raises(telling.TryAgain):
        telling.tell_target(house.pk, the_sent().pk)
    assert offers.are_others_being_told(piece.pk), "the hub was not told yet"
    with pytest.raises(telling.TryAgain):
        telling.ping_hub(house.pk, piece.versions.get().pk)
    assert not offers.are_others_being_told(piece.pk)
    SentMention.objects.update(attempts=0)
    assert offers.are_others_being_told(piece.pk)
    SentMention.objects.update(asked_at=clock.now() - timedelta(seconds=61))
    assert not offers.are_others_being_told(piece.pk)
