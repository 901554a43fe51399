"""The log: for the owner and the auditor, page by page, and never a clock over colleagues."""

import pytest

from liant.tenancy.context import tenant

pytestmark = pytest.mark.django_db
HERE = "/o/fournils/insights/log/"


@pytest.fixture
def note(organisation):
    from liant.audit.actions import record

    def make(actor, verb, where=organisation, **detail):
        with tenant(where.id):
            record(actor, verb, where, **detail)

    return make


def text_of(client, address: str = "") -> str:
    page = client.get(f"{HERE}{address}")
    assert page.status_code == 200
    return page.content.decode()


def test_the_log_tells_who_did_what_in_both_languages(client_of, alice, bob, make_member, note):
    note(bob, "channels.pause", name="Post")
    assert "Bob a mis en pause le canal Post" in text_of(client_of(alice))
    assert "Bob paused the channel Post" in text_of(client_of(make_member("Nora", "auditor", language="en")))


def test_managers_read_days_and_the_auditor_hours(client_of, alice, bob, make_member, note):
    note(bob, "channels.pause", name="Post")
    assert "<time" not in text_of(client_of(alice))
    assert "<time" in text_of(client_of(make_member("Nora", "auditor")))
    assert "<time" not in text_of(client_of(make_member("Olga", "auditor", "team_manager")))


def test_own_affairs_are_told_to_oneself_alone(client_of, alice, chloe, note):
    note(chloe, "people.note_own_handle")
    note(alice, "people.note_own_handle")
    page = text_of(client_of(alice))
    assert "Chloe a indiqué un compte" not in page
    assert "Alice a indiqué un compte" in page


def test_the_log_is_read_page_by_page(client_of, alice, bob, note):
    for number in range(55):
        note(bob, "channels.pause", name=f"Post {number}.")
    first = text_of(client_of(alice))
    assert "Post 54." in first
    assert "Post 3." not in first
    further = first.split('rel="next" href="')[1].split('"')[0]
    assert "Post 3." in text_of(client_of(alice), further)


def test_who_may_not_read_it_does_not(client_of, bob, chloe, dan, organisation):
    assert client_of(bob).get(HERE).status_code == 403
    assert client_of(chloe).get(HERE).status_code == 403
    assert client_of(dan).get(HERE).status_code == 404


def test_other_houses_are_not_in_it(client_of, alice, dan, other_organisation, note):
    note(dan, "channels.pause", where=other_organisation, name="Mairie")
    assert "Mairie" not in text_of(client_of(alice))
