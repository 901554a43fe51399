"""The pages of short links, in both languages, as a person uses them."""

import re

import pytest
from django.test import Client

from liant.links import actions, queries
from liant.links.models import Arrangement, Link
from liant.tenancy.context import tenant
from tests.links.furniture import followed

BASE = "/o/fournils/links/"


@pytest.fixture
def client(client_of, alice):
    return client_of(alice)


def text(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def test_an_empty_page_teaches(client):
    assert "Pas encore de lien court" in text(client.get(BASE))


def test_making_one_leads_to_its_page_with_the_address_to_copy(client, organisation):
    sent = {"url": "https://fournils.test/galettes", "name": "Vitrine", "network": "poster"}
    answer = client.post(f"{BASE}new/", sent, follow=True)
    with tenant(organisation.id):
        link = Link.objects.get()
        address = queries.short_address(link)
    assert answer.status_code == 200
    assert f'value="{address}"' in answer.content.decode()
    assert "Vitrine" in text(client.get(BASE))
    picture = client.get(f"{BASE}{link.pk}/code/")
    assert picture["Content-Type"] == "image/svg+xml"
    assert b"<svg" in picture.content


@pytest.mark.parametrize(
    ("url", "said"), [("pas une adresse", "adresse entière"), ("https://a.test/?m=a@b.fr", "quelqu’un")]
)
def test_what_may_not_be_is_said_beside_the_field(client, url, said):
    answer = client.post(f"{BASE}new/", {"url": url, "name": "", "network": ""})
    assert answer.status_code == 422
    assert said in text(answer)
    assert url in answer.content.decode()


def test_a_link_tells_days_hours_and_machines_apart(client, organisation, alice):
    with tenant(organisation.id):
        link = actions.make(actor=alice, url="https://fournils.test/", name="Lettre")
        followed(link, 7)
        followed(link, 3, "preview")
        actions.note_conversion(code=link.code, what="order", message_id="1")
    page = text(client.get(f"{BASE}{link.pk}/"))
    assert "7 fois par des personnes" in page
    assert "aperçus" in page
    assert "order" in page
    assert "suivi 7 fois en 28 jours" in text(client.get(BASE))


def test_a_link_that_is_over_says_so_in_both_languages(client, organisation, alice):
    with tenant(organisation.id):
        link = actions.make(actor=alice, url="https://fournils.test/")
    client.post(f"{BASE}{link.pk}/end/")
    for language, said in (("fr", "Ce lien ne sert plus"), ("en", "This link is no longer in use")):
        answer = Client().get(f"/l/{link.code}", headers={"Accept-Language": language})
        assert answer.status_code == 410
        assert said in text(answer)
    assert link.code in text(client.get(f"{BASE}?over"))
    client.post(f"{BASE}{link.pk}/resume/")
    assert Client().get(f"/l/{link.code}").status_code == 302


def test_the_secret_is_shown_once(client, organisation):
    answer = client.post(f"{BASE}settings/secret/")
    secret = re.search(r'value="(whsec_[^"]+)"', answer.content.decode())[1]
    assert answer["Cache-Control"].startswith("max-age=0")
    with tenant(organisation.id):
        assert secret not in Arrangement.objects.get().secret
    assert secret not in client.get(f"{BASE}settings/").content.decode()


def test_settings_take_an_address_and_nothing_else(client):
    for own, status in (("https://go.fournils.test/", 302), ("https://go.test/?a", 422), ("ftp://go.test", 422)):
        assert client.post(f"{BASE}settings/", {"own_address": own}).status_code == status
    assert "https://go.fournils.test" in client.get(f"{BASE}settings/").content.decode()


def test_lists_go_on(client, organisation, alice):
    with tenant(organisation.id):
        for n in range(queries.PAGE + 3):
            actions.make(actor=alice, url="https://fournils.test/", name=f"Lien {n}")
    first = client.get(BASE)
    further = re.search(r'rel="next" href="(\?after=[^"]+)"', first.content.decode())[1]
    assert "Lien 2" in text(client.get(BASE + further.replace("+", "%2B")))
