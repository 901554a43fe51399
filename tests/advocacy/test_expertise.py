"""A page of one's own: nobody sees it before it is put up, everyone can read it then, and it goes at once."""

import io
import json
import zipfile
from datetime import date

import feedparser
import mf2py
import pytest
from django.test import Client

from liant.advocacy import queries, sharing
from liant.advocacy.expertise import actions, pages
from liant.advocacy.expertise.models import Card, Chosen, Page, Talk
from liant.audit.models import Entry
from liant.tenancy.context import tenant
from tests.advocacy.conftest import DISCLOSURE

pytestmark = pytest.mark.django_db
MINE, PUBLIC = "/o/fournils/share/page/", "/houses/fournils/experts/nadia-du-levain/"
WORDS = {
    "name": "Nadia", "slug": "nadia-du-levain", "words_fr": "Le levain, depuis vingt ans.", "words_en": "Sourdough, for twenty years.",
    "topics": "Levain\r\nFarines\r\nLevain", "links": "https://piaille.fr/@nadia",
}  # fmt: skip


@pytest.fixture
def mine(expert, nadia, organisation, offers):
    """Nadia's browser, once she wrote what would stand on her page."""
    with tenant(organisation.id):
        words = sharing.Words(f"{DISCLOSURE} Le levain a froid.", "bluesky")
        share = sharing.begin(actor=nadia, offer=offers.offered, words=words)
        sharing.settle(actor=nadia, share_id=share.pk, to="done")
    assert expert.post(MINE, WORDS).status_code == 302
    expert.post(f"{MINE}pieces/", {"kind": "shared", "title": "Pourquoi le pain tient", "url": "https://fournils.test/hiver",
                                   "language": "fr", "on": "2026-11-02"})  # fmt: skip
    expert.post(f"{MINE}pieces/", {"kind": "wrote", "title": "A cold loaf", "url": "https://bread.test/cold", "language": "en",
                                   "on": "2026-10-01"})  # fmt: skip
    expert.post(f"{MINE}talks/", {"title": "Le levain pour les impatients", "place": "Rennes", "on": "2026-05-17",
                                  "url": "https://fete.test/"})  # fmt: skip
    return expert


def put_up(client) -> None:
    looked_at = client.get(f"{MINE}preview/").content.decode()
    seen = looked_at.partition('name="seen" value="')[2].partition('"')[0]
    client.post(f"{MINE}preview/", {"seen": seen})


@pytest.fixture
def public(mine):
    put_up(mine)
    return Client(headers={"accept-language": "fr"})


def own(nadia, model) -> list:
    with tenant(nadia.organisation_id), queries.own(nadia):
        return list(model.objects.filter(member=nadia))


def test_nothing_is_public_before_it_is_looked_at_and_put_up(mine, nadia, organisation):
    anyone = Client()
    assert anyone.get(PUBLIC).status_code == 404
    assert "Personne d’autre que vous" in mine.get(MINE).content.decode()
    looked_at = mine.get(f"{MINE}preview/").content.decode()
    assert "Voilà ce que tout le monde verrait." in looked_at
    assert anyone.get(PUBLIC).status_code == 404, "looking at it puts nothing up"
    mine.post(f"{MINE}preview/", {"seen": "something else"})
    assert anyone.get(PUBLIC).status_code == 404, "what was not looked at is not put up"
    put_up(mine)
    assert "Le levain, depuis vingt ans." in anyone.get(PUBLIC).content.decode()


def test_what_changes_later_waits_to_be_looked_at(mine, public):
    mine.post(MINE, WORDS | {"words_fr": "Le levain, depuis hier."})
    assert "depuis vingt ans" in public.get(PUBLIC).content.decode()
    assert "n’y est pas encore" in mine.get(MINE).content.decode()
    put_up(mine)
    assert "depuis hier" in public.get(PUBLIC).content.decode()


def test_only_what_was_chosen_stands_there(mine, nadia, public, offers):
    """What she shared is proposed to her, by its own address: her short link would tell whose it is."""
    text = public.get(PUBLIC).content.decode()
    assert "Pourquoi le pain tient" in text
    assert "A cold loaf" in text
    assert "Deux prix au concours" not in text
    assert "/l/" not in text
    [shown, _other] = own(nadia, Chosen)
    mine.post(f"{MINE}pieces/{shown.pk}/hide/")
    assert "Pourquoi le pain tient" in mine.get(MINE).content.decode(), "it is proposed anew"
    put_up(mine)
    assert "Pourquoi le pain tient" not in public.get(PUBLIC).content.decode()


def test_what_one_wrote_for_the_journal_is_proposed(organisation, nadia, alice, expert):
    from liant.flows.written_pieces import written_by
    from tests.writing.journal.journals import opened, out

    with tenant(organisation.id):
        opened(alice)
        piece = out(alice, title="La nuit du fournil", body="Deux heures.")
        piece.author = nadia
        piece.save()
        [told] = written_by(nadia)
        assert (told.title, told.language) == ("La nuit du fournil", "fr")
        assert written_by(alice) == []
    expert.post(MINE, WORDS)
    assert "La nuit du fournil" in expert.get(MINE).content.decode()


def test_it_is_read_without_a_cookie_or_a_script(public):
    response = public.get(PUBLIC)
    assert not response.cookies
    text = response.content.decode()
    assert text.count("<script") == text.count('<script type="application/ld+json"') == 1
    assert "default-src 'none'" in response["Content-Security-Policy"]
    assert "style=" not in text


def test_whoever_keeps_a_copy_asks_each_time(mine, public):
    first = public.get(PUBLIC)
    assert first["Cache-Control"] == "public, max-age=0"
    again = public.get(PUBLIC, headers={"if-none-match": first["ETag"]})
    assert again.status_code == 304
    mine.post(f"{MINE}take-down/")
    assert public.get(PUBLIC, headers={"if-none-match": first["ETag"]}).status_code == 404, "taken down at once"
    for kind in ("rss", "atom", "json"):
        assert public.get(f"{PUBLIC}feed.{kind}").status_code == 404
    put_up(mine)
    assert public.get(PUBLIC).status_code == 200, "and may be put up again"


def test_it_stands_in_each_language_in_which_there_are_words(public, mine):
    french, english = public.get(PUBLIC), public.get(f"{PUBLIC}en/")
    assert french["Content-Language"] == "fr"
    assert english["Content-Language"] == "en"
    for response in (french, english):
        assert f'hreflang="fr" href="{PUBLIC}"' in response.content.decode().replace(base(), "")
        assert f'hreflang="en" href="{PUBLIC}en/"' in response.content.decode().replace(base(), "")
    assert "Sourdough" in english.content.decode()
    assert public.get(f"{PUBLIC}fr/").status_code == 404, "one address for each"
    assert public.get(f"{PUBLIC}de/").status_code == 404


def base() -> str:
    from django.conf import settings

    return settings.BASE_URL


def test_programmes_read_a_person_what_she_wrote_and_said(public):
    text = public.get(PUBLIC).content.decode()
    parsed = mf2py.parse(doc=text)
    card = next(one for one in parsed["items"] if "h-card" in one["type"])
    assert card["properties"]["name"] == ["Nadia"]
    assert card["properties"]["uid"] == [base() + PUBLIC]
    assert set(card["properties"]["category"]) == {"Levain", "Farines"}
    feed = next(one for one in parsed["items"] if "h-feed" in one["type"])
    assert [one["properties"]["name"] for one in feed["children"]] == [["Pourquoi le pain tient"], ["A cold loaf"]]
    assert any("h-event" in one["type"] for one in parsed["items"])
    assert "https://piaille.fr/@nadia" in parsed["rels"]["me"]
    data = json.loads(text.partition('<script type="application/ld+json">')[2].partition("</script>")[0])
    told = {one["@type"]: one for one in data["@graph"]}
    assert told["Person"]["name"] == "Nadia"
    assert told["Person"]["worksFor"]["name"] == "Les Trois Fournils"
    assert told["Person"]["performerIn"][0]["location"]["name"] == "Rennes"
    assert told["Article"]["headline"] == "A cold loaf"
    assert "Pourquoi le pain" not in json.dumps(data), "what she only shared is not told as hers"


@pytest.mark.parametrize("kind", ["rss", "atom"])
def test_her_pieces_are_followed_by_feed(public, kind):
    response = public.get(f"{PUBLIC}feed.{kind}")
    found = feedparser.parse(response.content)
    assert not found.bozo
    assert [one.link for one in found.entries] == ["https://fournils.test/hiver", "https://bread.test/cold"]
    assert found.entries[1].published_parsed[:3] == (2026, 10, 1)


def test_her_pieces_are_followed_as_json(public):
    told = json.loads(public.get(f"{PUBLIC}feed.json").content)
    assert told["version"] == "https://jsonfeed.org/version/1.1"
    assert [one["id"] for one in told["items"]] == ["https://fournils.test/hiver", "https://bread.test/cold"]
    assert "authors" not in told["items"][0], "what she shared is somebody else's"


def test_search_engines_leave_it_alone_unless_she_wishes(mine, public):
    assert public.get(PUBLIC)["X-Robots-Tag"] == "noindex"
    mine.post(MINE, WORDS | {"is_found": "on"})
    put_up(mine)
    assert "X-Robots-Tag" not in public.get(PUBLIC)


def test_leaving_takes_it_down_and_erases_it(mine, nadia, public):
    mine.post("/o/fournils/share/leave/")
    assert public.get(PUBLIC).status_code == 404
    assert own(nadia, Card) == own(nadia, Chosen) == own(nadia, Talk) == []
    with tenant(nadia.organisation_id):
        assert not Page.objects.exists(), "what everyone could read goes with it"


def test_whoever_works_there_no_more_has_no_page_there(mine, nadia, public, work_off):
    from liant.accounts.actions import deactivate

    with tenant(nadia.organisation_id):
        deactivate(nadia)
    assert public.get(PUBLIC).status_code == 404, "in the same moment"
    work_off()
    with tenant(nadia.organisation_id):
        assert not Page.objects.exists()


def test_it_is_taken_along_as_a_file_that_opens_without_us(mine):
    response = mine.get(f"{MINE}page.zip")
    with zipfile.ZipFile(io.BytesIO(response.content)) as file:
        assert set(file.namelist()) == {"index.html", "en.html", "feed.json", "page.json", "style.css"}
        front = file.read("index.html").decode()
        told = json.loads(file.read("page.json"))
    assert "Le levain, depuis vingt ans." in front
    assert "127.0.0.1" not in front
    assert "/static/" not in front
    assert told["talks"][0]["place"] == "Rennes"


def test_an_address_belongs_to_one(mine, public, nadia, make_member, client_of, organisation):
    other = make_member("Samir", "employee")
    client = client_of(other)
    client.post("/o/fournils/share/join/", {"suggest": "on"})
    client.post(MINE, WORDS | {"name": "Samir"})
    put_up(client)
    assert "déjà à quelqu’un d’autre" in client.get(MINE).content.decode()
    assert "Nadia" in public.get(PUBLIC).content.decode()


@pytest.mark.parametrize("wrong", [{"slug": "a"}, {"slug": "É !"}, {"links": "javascript:alert(1)"}, {"name": ""}])
def test_what_cannot_stand_there_is_said(mine, wrong):
    assert mine.post(MINE, WORDS | wrong).status_code == 422


def test_an_address_that_is_no_address_is_refused(mine):
    sent = {"kind": "wrote", "title": "x", "url": "javascript:alert(1)", "language": "fr", "on": "2026-01-01"}
    assert mine.post(f"{MINE}pieces/", sent).status_code == 422


def test_words_are_never_read_as_markup(mine, public):
    mine.post(MINE, WORDS | {"words_fr": "</script><script>alert(1)</script>", "name": "<b>Nadia</b>"})
    put_up(mine)
    text = public.get(PUBLIC).content.decode()
    assert "<script>alert" not in text
    assert "<b>Nadia" not in text


def test_nobody_else_reads_or_changes_what_is_hers(mine, nadia, alice, client_of, organisation):
    owner = client_of(alice)
    owner.post("/o/fournils/share/join/", {"suggest": "on"})
    [shown, _other], [talk] = own(nadia, Chosen), own(nadia, Talk)
    owner.post(f"{MINE}pieces/{shown.pk}/hide/")
    owner.post(f"{MINE}talks/{talk.pk}/remove/")
    owner.post(f"{MINE}take-down/")
    assert len(own(nadia, Chosen)) == 2
    assert len(own(nadia, Talk)) == 1
    with tenant(organisation.id):
        assert not Card.objects.exists(), "outside her own rows there is none"
    assert owner.get(f"{MINE}page.zip").status_code == 404
    assert "Levain" not in owner.get(MINE).content.decode()


def test_who_takes_no_part_has_none(organisation, alice, client_of, open_programme):
    owner = client_of(alice)
    assert owner.post(MINE, WORDS)["Location"] == "/o/fournils/share/"
    with tenant(organisation.id), queries.own(alice):
        assert actions.write(actor=alice, name="Alice") is None
        actions.add_talk(actor=alice, title="x", place="y", on=date(2026, 1, 1))
        actions.show_piece(
            actor=alice, kind="wrote", title="x", url="https://x.test", language="fr", on=date(2026, 1, 1)
        )
        assert actions.publish(actor=alice, seen="") is None
        assert not Card.objects.exists()
        assert not Talk.objects.exists()
        assert not Chosen.objects.exists()


def test_nothing_is_put_up_without_words(mine, nadia, organisation):
    mine.post(MINE, WORDS | {"words_fr": "", "words_en": ""})
    with tenant(organisation.id), queries.own(nadia):
        draft = pages.draft_of(nadia)
        with pytest.raises(actions.CannotPublish, match="words"):
            actions.publish(actor=nadia, seen=draft.seen)


def test_no_log_tells_of_it_and_the_public_copy_names_no_member(mine, nadia, organisation):
    with tenant(organisation.id):
        before = Entry.objects.count()
    put_up(mine)
    mine.post(f"{MINE}take-down/")
    put_up(mine)
    with tenant(organisation.id):
        assert Entry.objects.count() == before
        assert "member" not in {field.name for field in Page._meta.fields}
        assert Page.objects.select_related("card").exclude(card__name="").count() == 0, "not even by what it belongs to"
