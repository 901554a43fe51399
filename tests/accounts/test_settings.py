"""The organisation's own affairs: the house, its members, its teams; and who is refused."""

import pytest
from django.test import Client

from liant.accounts import actions
from liant.accounts.models import Member, Team
from liant.audit.models import Entry
from liant.tenancy.context import tenant
from liant.tenancy.models import Organisation

pytestmark = pytest.mark.django_db
HOUSE = {
    "name": "Les Trois Fournils",
    "tagline_fr": "Du pain, et des gens",
    "tagline_en": "Bread, and people",
    "kind": "shop",
    "address": "3 quai des Mouettes",
    "owner_name": "Alice Martin",
    "site": "fournils.example",
    "language": "fr",
    "time_zone": "Europe/Paris",
    "rooms": ["today", "inbox"],
}


def test_owners_change_the_house(alice, organisation, client_of, settings_page):
    answer = client_of(alice).post(settings_page("organisation/"), HOUSE, follow=True)
    assert "Du pain, et des gens" in answer.content.decode(), "the side shows the words under the name"
    with tenant(organisation.id):
        house = Organisation.objects.get(id=organisation.id)
        entry = Entry.objects.get(verb="accounts.change_organisation")
    assert house.own_text("tagline", "en") == "Bread, and people"
    assert house.site == "https://fournils.example"
    assert house.rooms == ["today", "inbox"]
    assert "rooms" in entry.detail["fields"]


def test_a_room_switched_off_can_be_switched_on_again(alice, organisation, client_of, settings_page):
    client = client_of(alice)
    client.post(settings_page("organisation/"), {**HOUSE, "rooms": ["today"]})
    page = client.get(settings_page("organisation/")).content.decode()
    assert '"/o/fournils/inbox/"' not in page
    assert 'value="inbox"' in page


def test_what_was_typed_is_kept(alice, client_of, settings_page):
    answer = client_of(alice).post(settings_page("organisation/"), {**HOUSE, "site": "pas une adresse", "rooms": []})
    assert answer.status_code == 422
    assert "3 quai des Mouettes" in answer.content.decode()


@pytest.mark.parametrize("path", ["organisation/", "members/{id}/", "members/{id}/close/", "teams/{team}/"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_who_may_not(bob, alice, organisation, client_of, settings_page, path, method):
    with tenant(organisation.id):
        team = actions.create_team(actor=alice, name="Fournil")
    path = settings_page(path.format(id=alice.id, team=team.id))
    assert getattr(client_of(bob), method)(path, HOUSE).status_code == 403
    assert getattr(Client(), method)(path).headers["Location"].startswith("/account/login/")


def test_everyone_sees_who_works_here(chloe, bob, client_of, settings_page):
    page = client_of(chloe).get(settings_page(), follow=True).content.decode()
    assert "Bob" in page
    assert "settings/organisation/" not in page
    assert "settings/invitations/" not in page


def test_creating_a_team_is_for_owners(bob, organisation, client_of, settings_page):
    assert client_of(bob).get(settings_page("teams/")).status_code == 200
    assert client_of(bob).post(settings_page("teams/"), {"name": "Fournil"}).status_code == 403
    with tenant(organisation.id):
        assert not Team.objects.exists()


def test_teams(alice, bob, chloe, organisation, client_of, settings_page):
    client = client_of(alice)
    created = client.post(settings_page("teams/"), {"name": "Fournil"})
    client.post(created.headers["Location"], {"members": [bob.id, chloe.id]})
    assert "Bob, Chloe" in client.get(settings_page("teams/")).content.decode()
    client.post(created.headers["Location"], {"members": [chloe.id]})
    with tenant(organisation.id):
        assert [one.member.name for one in Team.objects.get().memberships.all()] == ["Chloe"]
    assert client.post(settings_page("teams/"), {"name": "Fournil"}).status_code == 422


def test_roles_hold_from_the_next_page(alice, bob, client_of, settings_page):
    bobs = client_of(bob)
    assert bobs.get(settings_page("organisation/")).status_code == 403
    client_of(alice).post(settings_page(f"members/{bob.id}/"), {"roles": ["care_agent", "owner"]})
    assert bobs.get(settings_page("organisation/")).status_code == 200


def test_a_member_keeps_at_least_one_role(alice, bob, organisation, client_of, settings_page):
    assert client_of(alice).post(settings_page(f"members/{bob.id}/"), {"roles": []}).status_code == 422
    assert client_of(alice).post(settings_page(f"members/{bob.id}/"), {"roles": ["king"]}).status_code == 422
    with tenant(organisation.id):
        assert Member.objects.get(id=bob.id).roles == ["care_agent"]


@pytest.mark.parametrize(("path", "values"), [("", {"roles": ["employee"]}), ("close/", {})])
def test_the_last_owner_stays(alice, bob, organisation, client_of, settings_page, path, values):
    client = client_of(alice)
    refused = client.post(settings_page(f"members/{alice.id}/{path}"), values)
    assert refused.status_code == 422
    assert "Alice" in refused.content.decode()
    client.post(settings_page(f"members/{bob.id}/"), {"roles": ["owner"]})
    assert client.post(settings_page(f"members/{alice.id}/{path}"), values).status_code == 302


def test_who_left_finds_the_door_closed(alice, bob, client_of, settings_page):
    bobs = client_of(bob)
    asked = client_of(alice).get(settings_page(f"members/{bob.id}/close/"))
    assert "Bob" in asked.content.decode()
    client_of(alice).post(settings_page(f"members/{bob.id}/close/"))
    assert bobs.get(settings_page("members/")).status_code == 404
    assert bobs.get("/").headers["Location"] == "/welcome/"


def test_members_and_teams_of_another_house_do_not_exist(alice, dan, organisation, client_of):
    with tenant(organisation.id):
        team = actions.create_team(actor=alice, name="Fournil")
    client = client_of(dan)
    for path in (f"members/{alice.id}/", f"members/{alice.id}/close/", f"teams/{team.id}/"):
        assert client.get(f"/o/mairie/settings/{path}").status_code == 404
        assert client.post(f"/o/mairie/settings/{path}", {"roles": ["employee"]}).status_code == 404
    mixed = client.post("/o/mairie/settings/teams/", {"name": "Accueil"})
    refused = client.post(mixed.headers["Location"], {"members": [alice.id]})
    assert refused.status_code == 422
