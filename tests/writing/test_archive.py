"""If a network closes an account, nothing is lost: all that was written leaves as one file that opens without Liant."""

import hashlib
import json
import zipfile
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from liant.accounts.permissions import NotAllowed
from liant.channels.models import Channel
from liant.kit import clock
from liant.tenancy.context import tenant
from liant.writing import actions as pieces
from liant.writing import moves
from liant.writing.archive import actions, packing
from liant.writing.archive.jobs import make, tidy
from liant.writing.archive.models import Archive, Stake
from liant.writing.archive.site import topic_page
from tests.browser import a_chromium
from tests.browser_suite.conftest import AXE
from tests.furniture import a_channel, heard, said
from tests.writing.pieces import a_piece, agreed

ARCHIVE = "/o/fournils/writing/archive/"
# https://www.w3.org/TR/activitystreams-vocabulary/, as far as a house publishes
TYPES = {"OrderedCollection", "Create", "Article", "Note", "Organization", "Link", "Image", "Audio", "Video", "Document",
         "Object", "Application"}  # fmt: skip
TERMS = {"@context", "@language", "actor", "attachment", "attributedTo", "contentMap", "generator", "href", "hreflang", "id",
         "mediaType", "name", "nameMap", "object", "orderedItems", "published", "rel", "tag", "to", "totalItems", "type",
         "updated", "url"}  # fmt: skip


@pytest.fixture
def lea(make_member):
    return make_member("Léa", "communicator")


def a_picture(colour="#c80"):
    told = BytesIO()
    Image.new("RGB", (60, 40), colour).save(told, "PNG")
    return told.getvalue()


def publish(piece, url="", at=None):
    for version in piece.versions.filter(state="approved"):
        moves.mark_published(actor=None, version=version, at=at or clock.now(), url=url)


@pytest.fixture
def written(house, alice, lea):
    """Three pieces that are out, one of them in two languages with pictures, and a draft."""
    topic = pieces.save_topic(actor=lea, topic=None, name="Le grain")
    night = a_piece(lea, title="Pourquoi la nuit", topic=topic,
                    body="Il est *deux heures*.\n\n![Le four](four.png)\n\n![Ailleurs](https://elsewhere.example/a.png)")  # fmt: skip
    english = pieces.add_version(actor=lea, piece=night, key="journal", language="en")
    pieces.write(actor=lea, version=english, seen_edition=english.edition, title="Why at night", body="It is two.")
    shared = pieces.add_version(actor=lea, piece=night, key="share:linkedin", language="fr")
    pieces.write(actor=lea, version=shared, seen_edition=shared.edition, body="La nuit, chez nous.")
    for name, colour in (("four.png", "#c80"), ("sac.png", "#ddd"), ("sac-2.png", "#ddd")):
        pieces.add_medium(
            actor=lea, piece=night, name=name, media_type="image/png", content=a_picture(colour),
            description=f"On voit {name}",
        )  # fmt: skip
    agree_to(night, lea, alice)
    publish(night, at=clock.now() - timedelta(days=500))
    for title in ("Le meunier", "Fête <du> pain & « brioche »"):
        publish(agreed(lea, title=title))
    draft = a_piece(lea, title="Encore un brouillon")
    pieces.comment(actor=alice, piece=draft, body="Qui est Samir ?")
    return night


def agree_to(piece, lea, alice):
    for step in moves.ask(actor=lea, piece=piece):
        moves.agree(actor=alice, step=step)


@pytest.fixture
def packed(written, house, tmp_path):
    place = tmp_path / "all.zip"
    packing.pack(house.id, place)
    return place


def opened(place, name):
    with zipfile.ZipFile(place) as found:
        return found.read(name).decode()


@pytest.mark.django_db
def test_the_archive_holds_every_piece_and_each_file_is_what_its_sum_says(packed, written):
    told = packing.check(packed)
    assert told["counts"] == {"pieces": 3, "drafts": 1, "media": 2, "elsewhere": 0}, "two pictures alike are one file"
    names = {one["path"] for one in told["files"]}
    for page in ("pieces/pourquoi-la-nuit.fr", "pieces/pourquoi-la-nuit.en", "pieces/le-meunier.fr", "index"):
        assert f"site/{page}.html" in names
    assert not any("brouillon" in name for name in names), "a draft has no page"
    with zipfile.ZipFile(packed) as found:
        for one in told["files"]:
            assert hashlib.sha256(found.read(one["path"])).hexdigest() == one["sha256"]
            if one["path"].startswith("site/media/"):
                assert Path(one["path"]).stem == one["sha256"], "media are named by their sum"
    lines = [json.loads(line) for line in opened(packed, "pieces.jsonl").splitlines()]
    assert [one["title"] for one in lines][-1] == "Encore un brouillon"
    assert lines[0]["versions"][0]["revisions"][0]["body"].startswith("Il est *deux heures*")
    assert lines[-1]["comments"][0]["text"] == "Qui est Samir ?"


@pytest.mark.django_db
def test_colleagues_are_not_named_and_their_hours_not_told(packed):
    with zipfile.ZipFile(packed) as found:
        for name in found.namelist():
            if not name.endswith((".woff2", ".png")):
                assert "Léa" not in found.read(name).decode(), name
                assert "Alice" not in found.read(name).decode(), name
    line = json.loads(opened(packed, "pieces.jsonl").splitlines()[-1])
    assert len(line["begun_on"]) == len(line["comments"][0]["on"]) == len("2026-11-30")


@pytest.mark.django_db
def test_the_policy_is_in_it_edition_by_edition(written, house, alice, tmp_path):
    from liant.writing.editorial.actions import write

    write(actor=alice, channel=None, subject="Le pain")
    write(actor=alice, channel=None, subject="Le pain et la nuit")
    packing.pack(house.id, tmp_path / "all.zip")
    editions = [json.loads(line) for line in opened(tmp_path / "all.zip", "policy-editions.jsonl").splitlines()]
    assert [(one["edition"], one["subject"]) for one in editions] == [(1, "Le pain"), (2, "Le pain et la nuit")]


@pytest.mark.django_db
def test_what_was_published_is_told_in_activitystreams(packed):
    stream = json.loads(opened(packed, "activitystreams.json"))
    assert stream["@context"][0] == "https://www.w3.org/ns/activitystreams"
    assert stream["totalItems"] == len(stream["orderedItems"]) == 4
    for node in every_object(stream):
        assert set(node) <= TERMS or set(node) <= {"fr", "en"}, node
        assert node.get("type", "Link") in TYPES
    article, note = (one["object"] for one in stream["orderedItems"][:2])
    assert article["type"] == "Article"
    assert set(article["contentMap"]) == {"fr", "en"}
    assert article["nameMap"]["en"] == "Why at night"
    assert note["type"] == "Note"
    pictures = article["attachment"]
    assert [one["type"] for one in pictures] == ["Image"] * 3
    assert pictures[0]["name"] == "On voit four.png", "a picture is told to those who don't see it"
    with zipfile.ZipFile(packed) as found:
        beside = set(found.namelist())
    pages = [
        link["href"] for one in stream["orderedItems"] for link in one["object"]["url"] if "://" not in link["href"]
    ]
    assert {one["url"] for one in pictures} | set(pages) <= beside
    ids = [one["id"] for one in every_object(stream) if one.get("type") in ("Create", "Article", "Note")]
    assert len(ids) == len(set(ids))


def every_object(node):
    if isinstance(node, dict):
        yield node
        node = list(node.values())
    if isinstance(node, list):
        for one in node:
            yield from every_object(one)


@pytest.mark.django_db
def test_packed_twice_the_same_things_keep_their_names(written, house, tmp_path):
    for name in ("a.zip", "b.zip"):
        packing.pack(house.id, tmp_path / name)
    first, second = (json.loads(opened(tmp_path / name, "activitystreams.json")) for name in ("a.zip", "b.zip"))
    assert first == second


@pytest.mark.django_db
def test_what_was_changed_on_the_way_is_found_out(packed, tmp_path):
    broken = tmp_path / "broken.zip"
    with zipfile.ZipFile(packed) as source, zipfile.ZipFile(broken, "w") as target:
        for name in source.namelist():
            target.writestr(name, source.read(name) + (b" " if name == "pieces.jsonl" else b""))
    with pytest.raises(packing.Broken, match=r"pieces\.jsonl"):
        packing.check(broken)


@pytest.mark.django_db
def test_asked_for_made_taken_out_and_let_go(client_of, alice, lea, bob, organisation, settings, tmp_path, work_off):
    settings.DATA = tmp_path
    with tenant(organisation.id):
        publish(agreed(lea, title="Le meunier"))
    owner = client_of(alice)
    assert client_of(bob).get(ARCHIVE).status_code == 403
    assert owner.post(f"{ARCHIVE}make/").status_code == 302
    assert owner.post(f"{ARCHIVE}make/").status_code == 302, "asked for twice it is made once"
    work_off()
    with tenant(organisation.id):
        archive = Archive.objects.get()
    assert archive.state == "ready"
    page = owner.get(ARCHIVE).content.decode()
    assert archive.sha256 in page
    answer = owner.get(f"{ARCHIVE}{archive.pk}/file/")
    assert hashlib.sha256(b"".join(answer.streaming_content)).hexdigest() == archive.sha256
    assert "fournils-" in answer["Content-Disposition"]
    auditor = client_of(make_auditor(organisation))
    assert auditor.get(ARCHIVE).status_code == 200
    assert auditor.get(f"{ARCHIVE}{archive.pk}/file/").status_code == 403
    with clock.at(clock.now() + timedelta(days=8)):
        tidy(0)
    assert owner.get(f"{ARCHIVE}{archive.pk}/file/").status_code == 404
    assert not list((tmp_path / "archives").rglob("*.zip"))


@pytest.mark.django_db
def test_taken_out_from_the_command_line_as_a_file_or_a_folder(written, tmp_path, monkeypatch, capsys):
    from liant.cli.main import main

    monkeypatch.setenv("DATABASE_URL", "postgresql:///the-one-of-the-tests")
    asked = ["export", "--organisation", "fournils", "--archive"]
    assert main([*asked, str(tmp_path / "all.zip")]) == 0
    assert packing.check(tmp_path / "all.zip")["counts"]["pieces"] == 3
    assert main([*asked, str(tmp_path / "all")]) == 0
    assert (tmp_path / "all/site/index.html").exists()
    assert capsys.readouterr().out.splitlines() == [str(tmp_path / "all.zip"), str(tmp_path / "all")]
    assert main([*asked, str(tmp_path / "all")]) == 2, "what is there is never written over"
    assert main(["export", "--organisation", "nobody", "--archive", str(tmp_path / "b.zip")]) == 2
    assert sorted(one.name for one in tmp_path.iterdir()) == ["all", "all.zip"]


def make_auditor(organisation):
    from tests.people import member_of

    return member_of(organisation, "Yves", "auditor")


@pytest.mark.django_db
def test_a_full_disk_is_told_and_leaves_nothing_half_written(house, alice, settings, tmp_path):
    settings.DATA = tmp_path / "archives"
    settings.DATA.write_text("a file where a folder should be")
    archive = actions.ask(actor=alice)
    make(house.id, archive.pk)
    archive.refresh_from_db()
    assert archive.state == "failed"
    assert archive.problem


@pytest.mark.django_db
def test_who_does_not_communicate_does_not_take_it_out(house, make_member):
    with pytest.raises(NotAllowed):
        actions.ask(actor=make_member("Gina", "guardian"))


@given(st.lists(st.text(min_size=1, max_size=40), min_size=2, max_size=6, unique=True))
def test_two_topics_never_share_a_page(topics):
    pages = [topic_page(topic) for topic in topics]
    assert len(set(pages)) == len(pages)
    assert all(set(page) <= set("abcdefghijklmnopqrstuvwxyz0123456789-_/.") for page in pages)


@pytest.mark.django_db
def test_each_channel_says_what_it_would_take(house, alice, lea):
    channel, other = a_channel(alice, kind="console", name="Bluesky"), a_channel(alice, kind="console", name="Autre")
    for key in ("k1", "k2"):
        heard(channel, said(key, "Bonjour", author=author(key)))
    heard(channel, said("k3", "Encore", author=author("k1")))
    heard(other, said("k4", "Ici aussi", author=author("k2")))
    heard(channel, said("ours", "Notre mot", is_ours=True, url="https://net.example/1", parent_key=None))
    piece = agreed(lea, networks=(("journal", None), ("console", channel)))
    publish(piece)
    stake = actions.count_stake(channel=channel)
    assert (stake.people, stake.people_only_there) == (2, 1)
    assert (stake.posts, stake.posts_at_home, stake.posts_only_heard) == (2, 1, 1)
    assert stake.items == 4
    assert stake.posts_without_home == 1
    actions.count_stake(channel=channel)
    assert Stake.objects.count() == 1


@pytest.mark.parametrize(("kind", "has"), [("bluesky", True), ("mastodon", True), ("mail", False)])
def test_who_follows_is_said_to_be_unknown_where_someone_follows(kind, has):
    assert Stake(channel=Channel(kind=kind)).has_followers is has


def author(key):
    from liant.connectors.contract import Author

    return Author(key=f"p-{key}", kind="bluesky", name=f"Personne {key}")


@pytest.mark.django_db
def test_conversations_are_counted_too_and_the_page_says_when(client_of, alice, bob, organisation, work_off):
    with tenant(organisation.id):
        channel = a_channel(alice)
        heard(channel, said("k1", "La tradition était brûlée."))
    work_off()
    client = client_of(alice)
    assert "Pas encore comptés" in client.get(f"{ARCHIVE}stakes/").content.decode()
    client.post(f"{ARCHIVE}stakes/count/")
    work_off()
    page = client.get(f"{ARCHIVE}stakes/").content.decode()
    assert "1 conversation, avec ce que vous avez répondu" in page
    assert "Ceux qui vous suivent" not in page, "nobody follows a console"
    assert client_of(bob).get(f"{ARCHIVE}stakes/").status_code == 403


@pytest.mark.browser
@pytest.mark.xdist_group("browser")
@pytest.mark.django_db
def test_the_site_opens_from_a_folder_and_every_piece_is_there(packed, tmp_path):
    folder = tmp_path / "taken"
    packing.unpack(packed, folder)
    with a_chromium() as browser:
        page = browser.new_page()
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        titles = dict(walked(page, folder / "site/index.html"))
    assert {"Pourquoi la nuit", "Why at night", "Le meunier", "Fête <du> pain & « brioche »"} <= set(titles.values())
    assert all(url.startswith("file:") for url in asked), "nothing is fetched from elsewhere"
    assert len(titles) == len(list(folder.rglob("*.html"))), "every page is reached from the first"


MISSING = "[...document.images].filter(one => !one.complete || !one.naturalWidth).map(one => one.src)"


def walked(page, first):
    """(address, its heading) of every page that links lead to; each shows its pictures and is open to everyone."""
    todo, seen = [first.as_uri()], set()
    while todo:
        address = todo.pop()
        if address in seen:
            continue
        seen.add(address)
        page.goto(address)
        yield address, page.locator("h1").inner_text()
        page.evaluate("document.images.length && [...document.images].forEach(one => one.loading = 'eager')")
        page.wait_for_load_state("networkidle")
        assert page.evaluate(MISSING) == [], address
        page.evaluate("source => window.axe || (0, eval)(source)", AXE.read_text())
        faults = page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
        assert faults == [], (address, [one["id"] for one in faults])
        links = page.evaluate("[...document.links].map(one => one.href)")
        todo += [link.partition("#")[0] for link in links if link.startswith("file:") and ".html" in link]
