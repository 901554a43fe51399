"""A webmention from the door to the inbox: told, verified, changed, taken back; and its page of state."""

from urllib.parse import urlencode

import pytest
from django.test import Client

from liant.tenancy.context import tenant
from tests.connectors.webmention.test_webmention import REPLY, TARGET, site  # noqa: F401  a fixture

pytestmark = pytest.mark.django_db
HERE = "/o/fournils/channels/"


@pytest.fixture
def told(pushed_to, site, work_off):  # noqa: F811
    """`told(body, status)`: the page at /1 says this now, and somebody tells us so."""
    channel = pushed_to("webmention", {"sites": ["https://www.fournils.example"]}, "Nos pages")

    def tell(body="", status=200, target=TARGET):
        site.pages["/1"] = (status, body, {})
        form = urlencode({"source": site.base + "/1", "target": target})
        return Client().post(channel.door_path, form, content_type="application/x-www-form-urlencoded")

    tell.channel = channel
    return tell


def found(organisation, model):
    from django.apps import apps

    with tenant(organisation.id):
        return list(apps.get_model(model).objects.order_by("id"))


def test_a_mention_is_verified_and_comes_in(told, organisation, work_off):
    answer = told(REPLY)
    assert answer.status_code == 201
    state = answer["Location"].removeprefix("http://127.0.0.1:8000")
    assert "Elle sera lue dans un instant" in Client(headers={"accept-language": "fr"}).get(state).content.decode()
    work_off()
    assert "read and taken in" in Client(headers={"accept-language": "en"}).get(state).content.decode()
    [item] = found(organisation, "channels.Item")
    assert (item.kind, item.text) == ("reply", "Bon pain, merci.")
    assert len(found(organisation, "inbox.Conversation")) == 1


def test_told_again_the_words_change_and_nothing_comes_twice(told, organisation, work_off):
    for body in (REPLY, REPLY, REPLY.replace("Bon pain", "Pain brûlé")):
        told(body)
        work_off()
    assert [item.text for item in found(organisation, "channels.Item")] == ["Pain brûlé, merci."]
    assert [message.body for message in found(organisation, "inbox.Message")] == ["Pain brûlé, merci."]


@pytest.mark.parametrize(("body", "status"), [("", 410), ("<p>plus de lien</p>", 200)])
def test_gone_at_its_source_it_is_gone_here_and_may_come_back(told, organisation, work_off, body, status):
    told(REPLY)
    work_off()
    told(body, status)
    work_off()
    [item] = found(organisation, "channels.Item")
    assert (item.text, item.withdrawn_at is None) == ("", False)
    told(REPLY)
    work_off()
    told(REPLY)
    work_off()
    assert [item.text for item in found(organisation, "channels.Item")] == ["", "Bon pain, merci."]


def test_another_act_takes_the_place_of_the_first(told, organisation, work_off):
    told(REPLY)
    work_off()
    told(REPLY.replace("in-reply-to", "like-of"))
    work_off()
    items = found(organisation, "channels.Item")
    assert [(item.kind, item.withdrawn_at is None) for item in items] == [("reply", False), ("like", True)]


def test_what_came_of_a_false_mention_is_told(told, organisation, work_off):
    answer = told("<p>rien</p>")
    work_off()
    state = answer["Location"].removeprefix("http://127.0.0.1:8000")
    page = Client(headers={"accept-language": "fr"}).get(state).content.decode()
    assert f"La page ne renvoie pas à {TARGET}." in page
    assert found(organisation, "channels.Item") == []


def test_a_mention_of_another_site_is_refused_at_once(told, organisation):
    assert told(REPLY, target="https://elsewhere.example/").status_code == 400
    assert found(organisation, "door.Arrival") == []


def test_the_page_tells_how_to_be_found(client_of, alice, told):
    page = client_of(alice).get(f"{HERE}{told.channel.id}/").content.decode()
    assert "&lt;link rel=&quot;webmention&quot; href=&quot;" in page
    assert told.channel.door_path in page


def test_the_state_of_another_doors_request_is_not_told(told, pushed_to, work_off):
    other = pushed_to("webmention", {"sites": ["https://b.example"]}, "Autre")
    answer = told(REPLY)
    reference = answer["Location"].rstrip("/").rpartition("/")[2]
    assert Client().get(f"{other.door_path}state/{reference}/").status_code == 404
    assert Client().get(f"/in/nothing/state/{reference}/").status_code == 404
