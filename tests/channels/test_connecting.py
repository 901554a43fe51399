"""Connecting a channel: one form for every kind, tried out first, and nothing typed is lost or shown again."""

import logging
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from liant.tenancy.context import tenant
from tests.channels.letters import Letters

pytestmark = pytest.mark.django_db
TYPED = {"name": "The post", "default_hat": "customer", "set_box": "12", "set_days": "3", "set_words": "bread\n\nrye "}
HERE = "/o/fournils/channels/"


def channels_in(organisation):
    from liant.channels.models import Channel

    with tenant(organisation.id):
        return list(Channel.objects.all())


def draft_in(page) -> str:
    return page.content.decode().split('name="draft" value="')[1].split('"')[0]


def test_every_kind_that_serves_people_is_offered_in_both_languages(client_of, alice, settings):
    browser = client_of(alice)
    page = browser.get(f"{HERE}new/").content.decode()
    assert "Bluesky" in page
    assert "Fichier" in page
    assert "Console" not in page
    settings.DEBUG = True
    assert "Console" in browser.get(f"{HERE}new/").content.decode()


def test_a_kind_for_development_is_not_there_for_people(client_of, alice):
    assert client_of(alice).get(f"{HERE}new/null/").status_code == 404
    assert client_of(alice).get(f"{HERE}new/nothing-like-it/").status_code == 404


def test_the_form_shows_each_kind_of_setting_and_escapes_its_help(client_of, alice, letters):
    page = client_of(alice).get(f"{HERE}new/letters/").content.decode()
    for shown in (
        "Boîte",
        'type="url"',
        'type="email"',
        'type="number"',
        "<select",
        'type="checkbox"',
        'type="password"',
    ):
        assert shown in page
    assert "Son &lt;numéro&gt;." in page


def test_a_test_keeps_what_was_typed_and_stores_nothing(client_of, alice, organisation, letters):
    browser = client_of(alice)
    page = browser.post(f"{HERE}new/letters/", {**TYPED, "set_key": "s3cret-k3y", "act": "test"})
    assert page.status_code == 200
    assert "Ça marche" in page.content.decode()
    assert 'value="12"' in page.content.decode()
    assert channels_in(organisation) == []
    assert letters[0].secret == {"key": "s3cret-k3y"}
    assert letters[0].settings["words"] == ["bread", "rye"]


def test_the_secret_is_used_again_without_ever_being_shown(client_of, alice, organisation, letters, caplog):
    caplog.set_level(logging.DEBUG)
    browser = client_of(alice)
    tested = browser.post(f"{HERE}new/letters/", {**TYPED, "set_key": "s3cret-k3y", "act": "test"})
    kept = browser.post(f"{HERE}new/letters/", {**TYPED, "draft": draft_in(tested), "act": "keep"}, follow=True)
    (channel,) = channels_in(organisation)
    assert channel.account().secret == {"key": "s3cret-k3y"}
    assert channel.account().remembered == {"token": "a-token-of-the-office"}
    settings_page = browser.get(f"{HERE}{channel.id}/change/")
    for page in (tested, kept, settings_page, browser.get(f"{HERE}{channel.id}/"), browser.get(HERE)):
        assert b"s3cret" not in page.content
        assert b"a-token-of" not in page.content
    assert "s3cret" not in caplog.text
    assert "s3cret" not in str(dict(browser.session.items()))


def test_a_secret_in_one_draft_does_not_serve_another_kind(client_of, alice, letters):
    browser = client_of(alice)
    tested = browser.post(f"{HERE}new/letters/", {**TYPED, "set_key": "s3cret-k3y", "act": "test"})
    browser.post(f"{HERE}new/keyless/", {**TYPED, "draft": draft_in(tested), "act": "test"})
    assert letters[-1].secret == {}


def test_what_is_wrong_is_said_where_it_can_be_mended(client_of, alice, organisation, letters):
    browser = client_of(alice)
    page = browser.post(f"{HERE}new/letters/", {**TYPED, "set_box": "none", "set_key": "k", "act": "keep"})
    assert page.status_code == 422
    assert "Rien n’est écrit." in page.content.decode()
    assert 'aria-invalid="true"' in page.content.decode()
    page = browser.post(f"{HERE}new/letters/", {**TYPED, "set_key": "wrong", "act": "keep"})
    assert "The post office refuse ce compte" in page.content.decode()
    assert channels_in(organisation) == []


def test_a_passing_trouble_can_be_overruled(client_of, alice, organisation, letters):
    browser = client_of(alice)
    page = browser.post(f"{HERE}new/letters/", {**TYPED, "set_key": "asleep", "act": "keep"})
    assert 'value="anyway"' in page.content.decode()
    assert channels_in(organisation) == []
    browser.post(f"{HERE}new/letters/", {**TYPED, "draft": draft_in(page), "act": "anyway"})
    assert [channel.name for channel in channels_in(organisation)] == ["The post"]


def test_a_refusal_cannot_be_overruled(client_of, alice, organisation, letters):
    page = client_of(alice).post(f"{HERE}new/letters/", {**TYPED, "set_key": "wrong", "act": "anyway"})
    assert page.status_code == 422
    assert channels_in(organisation) == []


def test_what_is_missing_is_named_and_the_rest_is_kept(client_of, alice, letters):
    page = client_of(alice).post(f"{HERE}new/letters/", {**TYPED, "set_box": "", "set_key": "k", "act": "keep"})
    assert page.status_code == 422
    assert "The post" in page.content.decode()
    assert letters == []


def test_changing_keeps_the_secret_that_is_not_typed_again(client_of, alice, organisation, letters, make_channel):
    channel = make_channel()
    client_of(alice).post(f"{HERE}{channel.id}/change/", {**TYPED, "set_box": "13", "act": "keep"})
    (changed,) = channels_in(organisation)
    assert (changed.name, changed.settings["box"]) == ("The post", "13")
    assert changed.account().secret == {"key": "s3cret-k3y"}
    assert letters[0].secret == {"key": "s3cret-k3y"}


def test_a_broken_channel_is_heard_again_once_it_is_mended(client_of, alice, organisation, letters, make_channel):
    channel = make_channel(state="broken", last_problem="The post office refuses this account (401).")
    client_of(alice).post(f"{HERE}{channel.id}/change/", {**TYPED, "set_key": "new", "act": "keep"})
    (changed,) = channels_in(organisation)
    assert (changed.state, changed.account().secret) == ("well", {"key": "new"})


def test_a_file_is_looked_into_before_anything_is_kept(client_of, alice, organisation, uploads):
    browser = client_of(alice)
    file = SimpleUploadedFile(
        "../../avis de mai.csv", b"Message;Qui;Quand\nBon pain;Karima;2026-05-02\n;Jean;2026-05-03\n"
    )
    typed = {"name": "Avis", "default_hat": "customer", "set_timezone": "Europe/Paris"}
    page = browser.post(f"{HERE}new/files/", {**typed, "set_path": file, "act": "test"})
    shown = page.content.decode()
    assert "Bon pain" in shown
    assert 'name="map_text"' in shown
    assert '<option value="Message" selected>' in shown
    assert "il n’y a pas de texte" in shown
    columns = {"map_text": "Message", "map_author": "Qui", "map_at": "Quand", "draft": draft_in(page)}
    page = browser.post(f"{HERE}new/files/", {**typed, **columns, "act": "test"})
    assert "Karima" in page.content.decode()
    browser.post(f"{HERE}new/files/", {**typed, **columns, "draft": draft_in(page), "act": "keep"})
    (channel,) = channels_in(organisation)
    assert channel.settings["mapping"] == ["text = Message", "author = Qui", "at = Quand"]
    path = Path(channel.settings["path"])
    assert path.is_relative_to(uploads / str(organisation.id))
    assert path.read_text().startswith("Message;Qui")


def test_the_columns_chosen_are_kept_through_a_mistake_elsewhere(client_of, alice, uploads):
    browser = client_of(alice)
    file = SimpleUploadedFile("avis.csv", b"A;B\nBon pain;Karima\n")
    page = browser.post(
        f"{HERE}new/files/", {"name": "Avis", "default_hat": "customer", "set_path": file, "act": "test"}
    )
    chosen = {"map_text": "A", "map_author": "B", "draft": draft_in(page), "default_hat": "customer"}
    page = browser.post(f"{HERE}new/files/", {**chosen, "name": "", "act": "keep"})
    assert page.status_code == 422
    assert '<input type="hidden" name="map_text" value="A">' in page.content.decode()
    assert "avis.csv" in page.content.decode()


def brought_in(browser, name, content, **columns):
    """As someone does it: the file, the columns, then keep."""
    typed = {"name": name, "default_hat": "customer"}
    file = SimpleUploadedFile(f"{name}.csv", content)
    page = browser.post(f"{HERE}new/files/", {**typed, "set_path": file, "act": "test"})
    return browser.post(f"{HERE}new/files/", {**typed, **columns, "draft": draft_in(page), "act": "keep"})


def test_the_columns_of_a_file_are_proposed_for_the_next_of_the_same_shape(client_of, alice, organisation, uploads):
    browser = client_of(alice)
    brought_in(browser, "Mai", b"A;B;C\nBon pain;Karima;2026-05-02\n", map_text="A", map_author="B", map_at="C")
    typed = {"name": "Juin", "default_hat": "customer"}
    file = SimpleUploadedFile("juin.csv", "B;C;A\nJean;2026-06-03;Déçu\n".encode())
    page = browser.post(f"{HERE}new/files/", {**typed, "set_path": file, "act": "keep"})
    shown = page.content.decode()
    assert page.status_code == 200, "nothing is kept before a person confirms"
    assert len(channels_in(organisation)) == 1
    assert "mêmes colonnes" in shown
    assert "«\xa0Mai\xa0»" in shown
    assert '<option value="A" selected>' in shown
    assert "Déçu" in shown
    assert "Jean" in shown
    columns = {"map_text": "A", "map_author": "B", "map_at": ""}
    assert browser.post(f"{HERE}new/files/", {**typed, **columns, "draft": draft_in(page), "act": "keep"}).status_code == 302  # fmt: skip
    june = next(channel for channel in channels_in(organisation) if channel.name == "Juin")
    assert june.settings["mapping"] == ["text = A", "author = B"], "what was corrected is kept"


@pytest.mark.parametrize("content", [b"A;B\nBon pain;Karima\n", b"A;B;C;D\nBon pain;Karima;2026-05-02;x\n"])
def test_a_file_of_another_shape_is_guessed_anew(client_of, alice, organisation, uploads, content):
    browser = client_of(alice)
    brought_in(browser, "Mai", b"A;B;C\nBon pain;Karima;2026-05-02\n", map_text="A", map_author="B", map_at="C")
    typed = {"name": "Juin", "default_hat": "customer", "set_path": SimpleUploadedFile("juin.csv", content)}
    shown = browser.post(f"{HERE}new/files/", {**typed, "act": "test"}).content.decode()
    assert "mêmes colonnes" not in shown
    assert '<option value="A" selected>' not in shown


def test_what_another_house_chose_is_not_proposed(
    client_of, alice, organisation, other_organisation, uploads, make_channel
):
    settings = {"path": "/x.csv", "mapping": ["text = A"], "mapped_columns": ["A", "B"]}
    make_channel("Ailleurs", kind="files", settings=settings, where=other_organisation)
    file = SimpleUploadedFile("juin.csv", b"A;B\nBon pain;Karima\n")
    typed = {"name": "Juin", "default_hat": "customer", "set_path": file, "act": "test"}
    assert "mêmes colonnes" not in client_of(alice).post(f"{HERE}new/files/", typed).content.decode()


def test_settings_that_are_not_asked_again_stay(client_of, alice, organisation, uploads, make_channel):
    uploads.mkdir()
    path = uploads / "avis.csv"
    path.write_text("A;B\nBon pain;Karima\n")
    settings = {"path": str(path), "mapping": ["text = A", "author = B"], "from_elsewhere": 1}
    channel = make_channel(kind="files", settings=settings)
    page = client_of(alice).get(f"{HERE}{channel.id}/change/").content.decode()
    assert '<input type="hidden" name="map_author" value="B">' in page
    typed = {"name": "Avis", "default_hat": "customer", "map_text": "A", "map_author": "B", "act": "keep"}
    assert client_of(alice).post(f"{HERE}{channel.id}/change/", typed).status_code == 302
    (changed,) = channels_in(organisation)
    assert {**settings, "timezone": "", "mapped_columns": ["A", "B"]} == changed.settings


def test_no_path_is_taken_from_what_is_typed(client_of, alice, organisation, uploads):
    typed = {"name": "Avis", "default_hat": "customer", "set_path": "/etc/passwd", "act": "keep"}
    assert client_of(alice).post(f"{HERE}new/files/", typed).status_code == 422
    assert channels_in(organisation) == []


def test_a_file_that_is_too_large_is_refused_with_words(client_of, alice, uploads, monkeypatch):
    monkeypatch.setattr("liant.channels.drafts.MOST_MEGABYTES", 0)
    file = SimpleUploadedFile("avis.csv", b"text\nBon pain\n")
    page = client_of(alice).post(
        f"{HERE}new/files/", {"name": "Avis", "default_hat": "customer", "set_path": file, "act": "keep"}
    )
    assert page.status_code == 422
    assert not list(uploads.rglob("*.csv"))


def test_a_new_file_takes_the_place_of_the_old_one(client_of, alice, organisation, uploads):
    browser = client_of(alice)
    typed = {"name": "Avis", "default_hat": "customer", "act": "keep"}
    for name in ("mai.csv", "juin.csv"):
        where = f"{HERE}new/files/" if name == "mai.csv" else f"{HERE}{channels_in(organisation)[0].id}/change/"
        browser.post(where, {**typed, "set_path": SimpleUploadedFile(name, b"text\nBon pain\n")})
    (channel,) = channels_in(organisation)
    assert channel.settings["path"].endswith("juin.csv")
    assert [path.name for path in uploads.rglob("*.csv")] == ["juin.csv"]


def test_many_are_connected_from_one_list(client_of, alice, organisation, letters, monkeypatch):
    monkeypatch.setattr(Letters, "settings", Letters.settings[:1])
    browser = client_of(alice)
    page = browser.post(
        f"{HERE}new/letters/", {"list": SimpleUploadedFile("list.txt", b"one two three"), "act": "list"}
    )
    assert "three" in page.content.decode()
    chosen = {"draft": draft_in(page), "chosen": ["0", "2", "99"], "default_hat": "customer", "act": "take"}
    browser.post(f"{HERE}new/letters/", chosen)
    assert {channel.name for channel in channels_in(organisation)} == {"one", "three"}
    assert channels_in(organisation)[0].settings == {"box": "one"}


@pytest.mark.parametrize("address", ["new/", "new/letters/"])
def test_who_answers_may_not_connect(client_of, bob, letters, address):
    assert client_of(bob).get(f"{HERE}{address}").status_code == 403


def test_who_answers_may_not_connect_by_posting_either(client_of, bob, organisation, letters, make_channel):
    channel = make_channel()
    browser = client_of(bob)
    assert browser.post(f"{HERE}new/letters/", {**TYPED, "set_key": "k", "act": "keep"}).status_code == 403
    for act in ("change", "pause", "resume", "collect"):
        assert browser.post(f"{HERE}{channel.id}/{act}/", TYPED).status_code == 403
    assert [found.state for found in channels_in(organisation)] == ["well"]
    assert letters == []
