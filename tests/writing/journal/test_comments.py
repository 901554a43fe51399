"""A reader's comment: written without an account, read by a person, shown or refused by a stated rule, answered, taken back."""

import re
from datetime import timedelta

import feedparser
import pytest
from django.conf import settings
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from liant.accounts.permissions import NotAllowed
from liant.kit import clock
from liant.kit.lifecycle import LifecycleError
from liant.tenancy.context import tenant
from liant.writing.journal import moderation, queries
from liant.writing.journal.models import Journal, Moderated, ReaderComment
from liant.writing.journal.visitors import stamp_now
from tests.writing.journal.journals import HOME, get, opened, out, page

pytestmark = pytest.mark.django_db
INSIDE = "/o/fournils/writing/journal/"


@pytest.fixture(autouse=True)
def nobody_knocked():
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def piece(house, alice):
    opened(alice)
    return out(alice)


def stamp(before=timedelta(minutes=1)):
    with clock.at(clock.now() - before):
        return stamp_now()


def send(piece, client=None, **values):
    told = {"name": "Karima", "text": "Merci pour la nuit.", "opened": stamp(), "language": "fr", **values}
    return (client or Client()).post(f"{HOME}{piece.slug}/comments/", told)


def said(piece, **values):
    response = send(piece, **values)
    assert response.status_code == 302, response.content.decode()
    return ReaderComment.objects.order_by("-id").first(), response["Location"].removeprefix(settings.BASE_URL)


def test_nothing_is_read_before_a_person_has_shown_it(house, alice, piece):
    comment, private = said(piece)
    assert comment.state == "waiting"
    assert "Merci pour la nuit" not in page(f"{piece.slug}/")
    assert "Merci pour la nuit" not in get("comments.atom").content.decode()
    mine = Client().get(private)
    assert "Merci pour la nuit" in mine.content.decode()
    assert (mine["Cache-Control"], mine["X-Robots-Tag"]) == ("no-store", "noindex")
    moderation.show(actor=alice, comment=comment)
    assert "Merci pour la nuit" in page(f"{piece.slug}/")


def test_the_form_works_from_the_page_without_a_cookie(piece):
    client = Client(enforce_csrf_checks=True)
    html = client.get(f"{HOME}{piece.slug}/").content.decode()
    [opened_at] = re.findall(r'name="opened" value="([^"]+)"', html)
    with clock.at(clock.now() + timedelta(seconds=20)):
        response = send(piece, client, opened=opened_at)
    assert response.status_code == 302
    assert not client.cookies
    assert ReaderComment.objects.get().piece == piece


def test_the_moment_a_page_was_opened_does_not_change_what_is_kept_of_it(piece):
    first = get(f"{piece.slug}/")
    with clock.at(clock.now() + timedelta(hours=1)):
        again = get(f"{piece.slug}/")
        assert again["ETag"] == first["ETag"]
        assert again.content != first.content
        assert get(f"{piece.slug}/", **{"If-None-Match": first["ETag"]}).status_code == 304


@pytest.mark.parametrize("opened_at", ["", "forged", "now", "long ago"])
def test_programmes_and_forgotten_pages_are_asked_to_send_again(piece, opened_at):
    known = {"now": stamp(timedelta(0)), "long ago": stamp(timedelta(days=3))}
    response = send(piece, opened=known.get(opened_at, opened_at))
    html = response.content.decode()
    assert response.status_code == 422
    assert "Merci pour la nuit." in html
    assert not ReaderComment.objects.exists()
    [fresh] = re.findall(r'name="opened" value="([^"]+)"', html)
    with clock.at(clock.now() + timedelta(seconds=10)):
        assert send(piece, opened=fresh).status_code == 302


def test_what_fills_in_the_hidden_field_is_thanked_and_forgotten(piece):
    assert send(piece, website="https://casino.example").status_code == 302
    assert not ReaderComment.objects.exists()


def test_one_address_may_not_write_all_the_time(piece):
    with clock.at(clock.now()):  # within one minute, however slow the machine
        assert [send(piece).status_code for _number in range(6)] == [302] * 5 + [429]


def test_a_flood_is_stopped_before_it_fills_the_house(piece, monkeypatch):
    monkeypatch.setattr(moderation, "MOST_WAITING", 2)
    assert [send(piece).status_code for _number in range(3)] == [302, 302, 422]


def test_a_refusal_names_a_rule_that_everyone_can_read(house, alice, piece, client_of):
    comment, private = said(piece, text="Achetez mes pains !")
    [rule] = [one for one in queries.rules_of(Journal.objects.get(), "fr") if "publicité" in one]
    assert rule in page("pages/rules/").replace("&#x27;", "'")
    client, address = client_of(alice), f"{INSIDE}comments/{comment.pk}/"
    assert client.post(address, {"refuse": ""}).status_code == 422
    number = queries.rules_of(Journal.objects.get(), "fr").index(rule)
    client.post(address, {"refuse": "", "rule": str(number)})
    comment.refresh_from_db()
    assert (comment.state, comment.rule) == ("refused", rule)
    assert "Pas de publicité" in Client().get(private).content.decode()
    assert "Achetez" not in page(f"{piece.slug}/")
    client.post(address, {"show": ""})  # it may be decided otherwise
    assert "Achetez" in page(f"{piece.slug}/")


def test_the_house_writes_rules_of_its_own(house, alice, piece):
    opened(alice, texts={"fr": {"rules": "Parlez de pain.\n\nRestez bref."}})
    assert queries.rules_of(Journal.objects.get(), "fr") == ["Parlez de pain.", "Restez bref."]
    assert "Parlez de pain." in page("pages/rules/")


def test_whoever_wrote_it_takes_it_back(house, alice, piece):
    comment, private = said(piece, mail="karima@example.org")
    moderation.show(actor=alice, comment=comment)
    Client().post(private)
    comment.refresh_from_db()
    assert (comment.state, comment.text, comment.name, comment.mail) == ("withdrawn", "", "", "")
    assert "Merci" not in page(f"{piece.slug}/")
    assert "plus là" in Client().get(private).content.decode()
    with pytest.raises(LifecycleError):
        moderation.show(actor=alice, comment=comment)
    assert Client().post(private).status_code == 302
    assert get("pages/comments/guessed/").status_code == 404


def test_threads_have_one_level(house, alice, piece):
    first, _private = said(piece)
    moderation.show(actor=alice, comment=first)
    assert "Répondre à Karima" in page(f"{piece.slug}/?reply={first.pk}")
    second, _private = said(piece, name="Samir", text="Moi aussi.", parent=first.pk)
    moderation.show(actor=alice, comment=second)
    third, _private = said(piece, name="Odile", text="Et moi.", parent=second.pk)
    assert (second.parent, third.parent) == (first, first)
    hidden, _private = said(piece, parent=99_999_999)
    assert hidden.parent is None
    moderation.refuse(actor=alice, comment=first, rule="x")
    assert "Moi aussi" not in page(f"{piece.slug}/")


def test_the_house_answers_and_whoever_gave_an_address_is_told(house, alice, piece, work_off, settings):
    settings.EMAIL_HOST = "mail.example"
    comment, _private = said(piece, mail="karima@example.org")
    moderation.answer(actor=alice, comment=comment, text="Merci à vous.")
    html = page(f"{piece.slug}/")
    assert html.index("Merci pour la nuit") < html.index("Merci à vous")
    assert "Les Trois Fournils" in html
    assert "karima@example.org" not in html
    work_off()
    assert {one.to[0] for one in mail.outbox} == {"karima@example.org"}
    assert any("Merci à vous." in one.body for one in mail.outbox)


def test_addresses_are_forgotten(house, alice, piece):
    from liant.writing.journal.jobs import tidy

    comment, _private = said(piece, mail="karima@example.org")
    with clock.at(clock.now() + timedelta(days=91)):
        tidy(0)
    comment.refresh_from_db()
    assert comment.mail == ""


@pytest.mark.parametrize("evil", [
    "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "javascript:alert(1)",
    'https://casino.example/"onmouseover="alert(1)', "[x](javascript:alert(1))", "</p></article><h1>y",
])  # fmt: skip
def test_nothing_that_readers_write_runs(house, alice, piece, evil):
    from tests.writing.journal.test_pages import Reader

    comment, private = said(piece, name=evil[:80], text=evil)
    moderation.show(actor=alice, comment=comment)
    for html in (page(f"{piece.slug}/"), Client().get(private).content.decode()):
        seen = Reader(html)
        assert not [one for one in seen.scripts if one != "application/ld+json"]
        assert not seen.handlers
        assert not [one for one in seen.links if one.startswith("javascript:")]
    assert not feedparser.parse(get("comments.atom").content).bozo


def test_links_of_readers_tell_search_engines_nothing(house, alice, piece):
    comment, _private = said(piece, text="Voir https://meunier.example/ ici.")
    moderation.show(actor=alice, comment=comment)
    assert '<a href="https://meunier.example/" rel="nofollow ugc noopener">' in page(f"{piece.slug}/")


def test_each_piece_says_how_many_comments_it_brought(house, alice, piece, client_of):
    shown, _private = said(piece)
    moderation.show(actor=alice, comment=shown)
    said(piece, text="Attend encore.")
    address = reverse("readership:piece", kwargs={"organisation_slug": "fournils", "piece_id": piece.pk})
    found = re.sub(r"(<[^>]+>|\s)+", " ", client_of(alice).get(address).content.decode())
    assert " 1 commentaires de lecteurs" in found, "the other one waits to be read"


def test_comments_have_a_feed(house, alice, piece):
    comment, _private = said(piece)
    moderation.answer(actor=alice, comment=comment, text="Avec plaisir.")
    for path in ("comments.atom", f"{piece.slug}/comments.atom"):
        found = feedparser.parse(get(path).content)
        assert not found.bozo
        assert [one.author for one in found.entries] == ["Les Trois Fournils", "Karima"]
    assert f"{HOME}{piece.slug}/comments.atom" in page(f"{piece.slug}/")


def test_a_house_may_take_no_comments(house, alice, piece):
    opened(alice, has_comments=False)
    assert "comment-form" not in page(f"{piece.slug}/")
    assert send(piece).status_code == 404
    assert "pages/rules/" not in page()


def test_the_team_is_told_on_the_first_page(house, alice, chloe, piece, client_of):
    from liant.accounts.actions import change_organisation

    change_organisation(actor=alice, organisation=house, rooms=["today", "inbox", "writing"])
    assert "attend d’être lue" not in client_of(alice).get("/o/fournils/").content.decode()
    said(piece)
    assert "attend d’être lue" in client_of(alice).get("/o/fournils/").content.decode()
    assert "attend d’être lue" not in client_of(chloe).get("/o/fournils/").content.decode()
    assert "Karima" in client_of(alice).get(INSIDE).content.decode()


def test_who_may_not_decide_decides_nothing(house, alice, chloe, piece, client_of):
    comment, _private = said(piece)
    with pytest.raises(NotAllowed):
        moderation.show(actor=chloe, comment=comment)
    with pytest.raises(NotAllowed):
        moderation.refuse(actor=chloe, comment=comment, rule="x")
    with pytest.raises(NotAllowed):
        moderation.answer(actor=chloe, comment=comment, text="x")
    assert client_of(chloe).post(f"{INSIDE}comments/{comment.pk}/", {"show": ""}).status_code == 403


def test_houses_keep_their_readers_apart(house, alice, piece, other_organisation, dan, client_of):
    comment, private = said(piece)
    with tenant(other_organisation.pk):
        opened(dan)
        assert queries.one_comment(comment.pk) is None
    elsewhere = private.replace("/houses/fournils/", "/houses/mairie/")
    assert Client().get(elsewhere).status_code == 404
    assert client_of(dan).get(f"/o/mairie/writing/journal/comments/{comment.pk}/").status_code == 404
    assert comment.state == Moderated.WAITING


def test_under_what_is_gone_nobody_writes(house, alice, piece):
    from liant.writing import moves

    moves.withdraw(actor=alice, piece=piece)
    assert send(piece).status_code == 404
