"""Share links: each network opens with what it takes; nothing of whoever shares is in the address."""

from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liant.connectors.intents import INTENTS, host_of, opening, whole

TEXT, LINK = "Je travaille à la mairie. L’eau & la rive : 100 % d’élan", "https://go.example/k7mqp2xra"
PLACES = {
    "linkedin": ("www.linkedin.com", "/sharing/share-offsite/", {"url": LINK}),
    "bluesky": ("bsky.app", "/intent/compose", {"text": f"{TEXT}\n\n{LINK}"}),
    "mastodon": ("piaille.fr", "/share", {"text": f"{TEXT}\n\n{LINK}"}),
    "threads": ("www.threads.net", "/intent/post", {"text": f"{TEXT}\n\n{LINK}"}),
    "x": ("x.com", "/intent/tweet", {"text": f"{TEXT}\n\n{LINK}"}),
    "facebook": ("www.facebook.com", "/sharer/sharer.php", {"u": LINK}),
    "reddit": ("www.reddit.com", "/submit", {"url": LINK, "title": "La rivière"}),
    "whatsapp": ("wa.me", "/", {"text": f"{TEXT}\n\n{LINK}"}),
    "telegram": ("t.me", "/share/url", {"url": LINK, "text": TEXT}),
    "mail": ("", "", {"subject": "La rivière", "body": f"{TEXT}\n\n{LINK}"}),
    "instagram": ("www.instagram.com", "/", {}),
}


@pytest.mark.parametrize("key", INTENTS)
def test_each_network_opens_with_what_it_takes(key):
    host, path, given_there = PLACES[key]
    opened = opening(INTENTS[key], text=TEXT, link=LINK, title="La rivière", host="piaille.fr")
    parts = urlsplit(opened.address)
    assert (parts.netloc, parts.path) == (host, path)
    assert {name: values[0] for name, values in parse_qs(parts.query).items()} == given_there
    assert "+" not in parts.query, "a mail programme would show it"
    assert opened.is_text_ready == any(TEXT in value for value in given_there.values())


@pytest.mark.parametrize("key", ["linkedin", "facebook", "reddit", "telegram"])
def test_without_a_link_it_opens_all_the_same(key):
    opened = opening(INTENTS[key], text=TEXT)
    assert urlsplit(opened.address).query == ""
    assert not opened.is_text_ready


@pytest.mark.parametrize("written", ["piaille.fr", "https://piaille.fr/home", "@marion@piaille.fr", " PIAILLE.FR "])
def test_a_server_is_read_however_it_is_written(written):
    assert host_of(written) == "piaille.fr"


@given(st.text(max_size=60))
def test_what_is_no_server_opens_nowhere(written):
    host = host_of(written)
    assert host == "" or set(host) <= set("abcdefghijklmnopqrstuvwxyz0123456789-.")
    if not host:
        with pytest.raises(ValueError, match="which one"):
            opening(INTENTS["mastodon"], text="a", host=written.strip() or "")


def test_the_link_stands_under_the_text():
    assert whole(" Bonjour. ", "") == "Bonjour."
    assert whole("Bonjour.", LINK) == f"Bonjour.\n\n{LINK}"
