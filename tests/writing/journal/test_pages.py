"""The public pages of a journal: who reads what, where, and what caches and programmes are told."""

import json
import re

import mf2py
import pytest
from django.conf import settings
from django.test import Client

from liant.accounts.permissions import NotAllowed
from liant.kit import clock
from liant.tenancy.context import tenant
from liant.writing import actions, moves, offers
from liant.writing.journal.actions import arrange
from liant.writing.journal.carrier import carry
from tests.writing.journal.journals import HOME, a_photo, get, opened, out, page, photo

pytestmark = pytest.mark.django_db


def data_of(html):
    [block] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    return {one["@type"]: one for one in json.loads(block)["@graph"]}


def test_a_journal_is_there_once_it_is_open_and_only_for_its_house(house, alice, other_organisation):
    out(alice)
    assert get().status_code == 404
    opened(alice)
    assert "Pourquoi la nuit" in page()
    assert Client().get("/houses/mairie/journal/").status_code == 404
    assert Client().get("/houses/nowhere/journal/").status_code == 404
    arrange(actor=alice, is_open=False)
    assert get().status_code == 404


def test_whoever_does_not_answer_for_it_may_not_open_it(house, hugo):
    with pytest.raises(NotAllowed):
        opened(hugo)


def test_only_what_is_published_is_read(house, alice):
    opened(alice)
    piece = actions.begin(actor=alice, title="Brouillon", body="Pas encore.")
    assert "Brouillon" not in page()
    page(f"{piece.slug}/", status=404)


def test_the_carrier_publishes_at_once_and_tells_the_address(house, alice):
    piece = actions.begin(actor=alice, title="Le levain", body="Il dort.")
    version = piece.versions.get()
    assert carry(version) == offers.Carried(is_there=True, url="")  # closed: nobody can read it
    opened(alice)
    address = f"{settings.BASE_URL}{HOME}le-levain/"
    assert offers.carrier_of("journal")(version) == offers.Carried(is_there=True, url=address)
    assert offers.home_address(piece, "fr") == offers.home_address(piece, "en") == address
    actions.add_version(actor=alice, piece=piece, key="journal", language="en")
    assert offers.home_address(piece, "en") == f"{address}en/"


def test_a_copy_without_a_version_for_the_journal_has_no_home(house, alice):
    opened(alice)
    piece = actions.begin(actor=alice, title="Ailleurs", networks=[("share:x", None)])
    assert offers.home_address(piece, "fr") == ""


def test_pages_follow_each_other_the_newest_first(house, alice):
    opened(alice)
    for number in range(15):
        out(alice, title=f"Numéro {number:02}")
    first = page()
    titles = re.findall(r'<a class="u-url p-name"[^>]*>([^<]+)</a>', first)
    assert titles == [f"Numéro {number:02}" for number in range(14, 2, -1)]
    [further] = re.findall(r'rel="next" href="([^"]+)"', first)
    rest = Client().get(further.removeprefix(settings.BASE_URL)).content.decode()
    assert [f"Numéro {number:02}" in rest for number in range(15)] == [True] * 3 + [False] * 12


def test_versions_of_several_languages_lead_to_each_other(house, alice):
    opened(alice)
    piece = out(alice, languages=("fr", "en"))
    french, english = page(f"{piece.slug}/"), page(f"{piece.slug}/en/")
    root = f"{settings.BASE_URL}{HOME}{piece.slug}/"
    for html in (french, english):
        assert f'<link rel="alternate" hreflang="fr" href="{root}">' in html
        assert f'<link rel="alternate" hreflang="en" href="{root}en/">' in html
    assert '<html lang="fr">' in french
    assert '<html lang="en">' in english
    assert f'<link rel="canonical" href="{root}en/">' in english
    assert get(f"{piece.slug}/fr/")["Location"] == root
    assert "About" in page("pages/in/en/")
    page("pages/in/de/", status=404)


def test_a_piece_that_is_in_another_language_alone_is_led_to(house, alice):
    opened(alice)
    piece = out(alice, title="Night work", languages=("en",))
    assert get(f"{piece.slug}/")["Location"].endswith(f"/{piece.slug}/en/")
    assert "Night work" in page("pages/in/en/")
    assert "Night work" not in page()


def test_topics_gather_their_pieces(house, alice):
    opened(alice)
    grain, water = (actions.save_topic(actor=alice, topic=None, name=name) for name in ("Le grain", "L’eau"))
    out(alice, title="Moudre", topic=grain)
    html = page(f"topics/{grain.pk}/")
    assert "Moudre" in html
    assert "L’eau" not in html
    page(f"topics/{water.pk}/", status=404)


def test_a_search_finds_what_holds_all_the_words(house, alice):
    opened(alice)
    out(alice, title="Le levain", body="Il dort dans le noir.")
    out(alice, title="La meule", body="Elle tourne.")
    found = page("pages/search/?q=levain+noir")
    assert "Le levain" in found
    assert "La meule" not in found
    assert "Rien ici ne contient" in page("pages/search/?q=levain+tourne")


def test_what_is_withdrawn_is_gone_and_says_so(house, alice):
    opened(alice)
    piece = out(alice, media=[photo()])
    picture = piece.media.get()
    assert get(f"media/{picture.pk}/").status_code == 200
    moves.withdraw(actor=alice, piece=piece)
    assert "a été retirée" in page(f"{piece.slug}/", status=410)
    assert get(f"media/{picture.pk}/").status_code == 410
    assert piece.title not in page()
    moves.take_up_again(actor=alice, piece=piece)
    page(f"{piece.slug}/", status=410)


def test_one_language_may_be_withdrawn_alone(house, alice):
    opened(alice)
    piece = out(alice, languages=("fr", "en"))
    moves.withdraw_version(actor=alice, version=piece.versions.get(language="fr"))
    assert f"/{piece.slug}/en/" in page(f"{piece.slug}/", status=410)
    page(f"{piece.slug}/en/")


def test_a_correction_says_when(house, alice):
    opened(alice)
    piece = out(alice)
    assert "corrigé le" not in page(f"{piece.slug}/")
    version = piece.versions.get()
    actions.write(actor=alice, version=version, seen_edition=version.edition, body="Il est trois heures.")
    html = page(f"{piece.slug}/")
    assert "corrigé le" in html
    assert "trois heures" in html
    assert data_of(html)["BlogPosting"]["dateModified"] > data_of(html)["BlogPosting"]["datePublished"]


def test_programmes_read_what_it_is(house, alice):
    opened(alice, is_signed=True, profiles=["https://social.example/@fournils"],
           texts={"fr": {"name": "Le Journal du four", "description": "Le pain, la nuit."}})  # fmt: skip
    topic = actions.save_topic(actor=alice, topic=None, name="Le grain")
    piece = out(alice, topic=topic, media=[photo()])
    html = page(f"{piece.slug}/")
    address = f"{settings.BASE_URL}{HOME}{piece.slug}/"
    told = data_of(html)
    assert told["BlogPosting"]["headline"] == "Pourquoi la nuit"
    assert told["BlogPosting"]["author"] == {"@type": "Person", "name": "Alice"}
    assert told["Organization"]["sameAs"] == ["https://social.example/@fournils"]
    assert [one["name"] for one in told["BreadcrumbList"]["itemListElement"]] == [
        "Le Journal du four", "Le grain", "Pourquoi la nuit"]  # fmt: skip
    assert f'<meta property="og:url" content="{address}">' in html
    assert '<meta name="twitter:card" content="summary_large_image">' in html
    assert '<link rel="me" href="https://social.example/@fournils">' in html
    [entry] = [one for one in mf2py.parse(doc=html, url=address)["items"] if "h-entry" in one["type"]]
    properties = entry["properties"]
    assert properties["name"] == ["Pourquoi la nuit"]
    assert properties["url"] == [address]
    assert properties["author"][0]["properties"]["name"] == ["Alice"]
    assert "deux heures" in properties["content"][0]["value"]
    assert properties["photo"][0]["alt"] == "Le four, ouvert sur la braise"
    feed = mf2py.parse(doc=page(), url=settings.BASE_URL + HOME)["items"]
    assert any("h-feed" in one["type"] and one["children"][0]["type"] == ["h-entry"] for one in feed)


def test_words_of_others_say_whose_they_are(house, alice):
    opened(alice)
    piece = out(alice, title="La nuit des meuniers", is_third_party=True, source_name="La Gazette",
                source_url="https://gazette.example/meuniers", body="Voir [ici](https://gazette.example/).")  # fmt: skip
    html = page(f"{piece.slug}/")
    assert "La Gazette" in html
    assert 'href="https://gazette.example/meuniers"' in html
    assert data_of(html)["BlogPosting"]["isBasedOn"] == "https://gazette.example/meuniers"
    assert 'rel="noopener nofollow ugc"' in html


@pytest.mark.parametrize("evil", [
    "<script>alert(1)</script>", "[x](javascript:alert(1))", '<img src=x onerror="alert(1)">',
    '![a" onerror="alert(1)](https://x.example/a.png)', "![x](javascript:alert(1))", "<svg/onload=alert(1)>",
    '<a href="https://x.example" style="position:fixed">x</a>', "</div></article></main><h1>y</h1>",
])  # fmt: skip
def test_nothing_that_is_written_runs(house, alice, evil):
    opened(alice, texts={"fr": {"about": evil, "description": evil, "name": evil[:100]}})
    piece = out(alice, title=evil, body=evil)
    for html in (page(), page(f"{piece.slug}/"), page("pages/about/"), page("pages/search/?q=x")):
        seen = Reader(html)
        assert seen.scripts == ["application/ld+json"] * len(seen.scripts)
        assert not seen.handlers
        assert "javascript:" not in " ".join(seen.links)
    data_of(page(f"{piece.slug}/"))


class Reader:
    """What a browser would run of a page."""

    def __init__(self, html):
        from lxml import html as lxml_html

        tree = lxml_html.fromstring(html)
        self.scripts = [one.get("type") for one in tree.iter("script")]
        self.handlers = [name for one in tree.iter() for name in one.attrib if name.startswith("on") or name == "style"]
        self.links = [value for one in tree.iter() for name, value in one.attrib.items() if name in ("href", "src")]


def test_pages_set_no_cookie_run_no_script_and_may_be_kept(house, alice):
    opened(alice)
    piece = out(alice)
    for path in ("", f"{piece.slug}/", "pages/about/", "pages/search/?q=nuit"):
        response = get(path)
        assert not response.cookies, path
        assert response["Cache-Control"].startswith("public"), path
        assert "noindex" not in response.content.decode() or "search" in path
        assert get(path, **{"If-None-Match": response["ETag"]}).status_code == 304, path
        assert get(path, **{"If-Modified-Since": response["Last-Modified"]}).status_code == 304, path


def test_a_change_is_told_to_whoever_kept_the_page(house, alice):
    opened(alice)
    piece = out(alice)
    kept = get(f"{piece.slug}/")["ETag"]
    version = piece.versions.get()
    actions.write(actor=alice, version=version, seen_edition=version.edition, body="Autre chose.")
    assert get(f"{piece.slug}/", **{"If-None-Match": kept}).status_code == 200
    before = get()["ETag"]
    moves.withdraw(actor=alice, piece=piece)
    assert get(**{"If-None-Match": before}).status_code == 200


def test_a_domain_of_its_own_is_in_every_address(house, alice):
    opened(alice, own_address="https://journal.fournils.example")
    piece = out(alice, media=[photo()])
    html = page(f"{piece.slug}/")
    assert '<link rel="canonical" href="https://journal.fournils.example/pourquoi-la-nuit/">' in html
    assert "https://journal.fournils.example/media/" in html
    assert piece.versions.get().published_url == "https://journal.fournils.example/pourquoi-la-nuit/"


def test_whoever_counts_readings_is_told_of_each(house, alice, monkeypatch):
    told = []
    monkeypatch.setattr(
        offers, "_readers", [lambda request, piece, language: told.append((request.path, piece, language))]
    )
    opened(alice)
    piece = out(alice, languages=("fr", "en"))
    get(f"{piece.slug}/en/")
    kept = get()["ETag"]
    get(**{"If-None-Match": kept})
    get("nowhere/")
    Client().head(HOME)
    assert told == [(f"{HOME}{piece.slug}/en/", piece, "en"), (HOME, None, "fr"), (HOME, None, "fr")]


def test_the_house_says_what_its_journal_is(house, alice, client_of):
    client = client_of(alice)
    asked = {"is_open": "on", "languages": ["fr", "en"], "main_language": "fr", "name_fr": "Le Journal du four",
             "about_fr": "Nous *pétrissons*.", "profiles": "https://social.example/@f\n"}  # fmt: skip
    address = "/o/fournils/writing/journal/"
    with open_file(a_photo()) as picture:
        sent = client.post(f"{address}settings/", {**asked, "picture": picture})
    assert sent["Location"] == address
    html = page("pages/about/")
    assert "Le Journal du four" in html
    assert "<em>pétrissons</em>" in html
    assert b"SecretCamera" not in get("pages/picture/").content
    refused = client.post(f"{address}settings/", {**asked, "main_language": "en", "languages": ["fr"],
                                                  "own_address": "https://a.example/?b"})  # fmt: skip
    assert refused.status_code == 422
    client.post(f"{address}settings/", {**asked, "is_without_picture": "on"})
    assert get("pages/picture/").status_code == 404
    assert "journal/" in client.get(address).content.decode()


def open_file(content):
    import io

    file = io.BytesIO(content)
    file.name = "enseigne.jpg"
    return file


def test_the_page_of_a_piece_says_where_it_is_read(house, alice, client_of):
    piece = out(alice)
    client, address = client_of(alice), f"/o/fournils/writing/{piece.pk}/"
    assert "Le journal est fermé" in client.get(address).content.decode()
    opened(alice)
    assert f"{settings.BASE_URL}{HOME}{piece.slug}/" in client.get(address).content.decode()


def test_houses_keep_their_journals_apart(house, alice, other_organisation, dan):
    opened(alice)
    piece = out(alice, media=[photo()])
    medium = piece.media.get()
    with tenant(other_organisation.id):
        opened(dan)
    elsewhere = "/houses/mairie/journal/"
    assert Client().get(elsewhere).status_code == 200
    assert Client().get(f"{elsewhere}{piece.slug}/").status_code == 404
    assert Client().get(f"{elsewhere}media/{medium.pk}/").status_code == 404


def test_a_policy_that_is_shown_is_linked(house, alice):
    from liant.writing.editorial.actions import show, write

    opened(alice)
    assert "/houses/fournils/policy/" not in page()
    write(actor=alice, channel=None, subject="Le pain", steps=[])
    show(actor=alice, is_public=True)
    assert "/houses/fournils/policy/" in page()


def test_moments_are_dates_that_stay_true(house, alice):
    from datetime import UTC, datetime

    opened(alice)
    with clock.at(datetime(2026, 5, 1, 8, tzinfo=UTC)):
        piece = out(alice)
    assert "1er mai 2026" in page(f"{piece.slug}/")


def test_where_nothing_is_the_journal_says_so_without_a_cookie(house, alice):
    opened(alice)
    response = get("nowhere/")
    assert response.status_code == 404
    assert "Il n’y a rien à cette adresse" in response.content.decode()
    assert not response.cookies
