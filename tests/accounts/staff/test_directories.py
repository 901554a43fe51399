"""Directories over SCIM: what Microsoft Entra ID and Okta send, as their documentation prints it (with our own names), and
what they may not do. The requests were written from learn.microsoft.com/entra/identity/app-provisioning/
use-scim-to-provision-users-and-groups and developer.okta.com/docs/api/openapi/okta-scim/guides/scim-20."""

import json

import pytest
from django.core.cache import cache
from django.test import Client

from liant.accounts.models import Member, Team, User
from liant.accounts.permissions import NotAllowed
from liant.accounts.staff.actions import make_key, revoke_key
from liant.accounts.staff.models import DirectoryKey
from liant.audit.models import Entry
from liant.kit import clock
from liant.tenancy.context import tenant

PATCH = ["urn:ietf:params:scim:api:messages:2.0:PatchOp"]
ENTRA_USER = {
    "schemas": [
        "urn:ietf:params:scim:schemas:core:2.0:User",
        "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User",
    ],
    "externalId": "0a21f0f2-8d2a-4f8e-bf98-7363c4aed4ef",
    "userName": "nina.roy@fournils.test",
    "active": True,
    "emails": [{"primary": True, "type": "work", "value": "Nina.Roy@fournils.test"}],
    "meta": {"resourceType": "User"},
    "name": {"formatted": "Nina Roy", "familyName": "Roy", "givenName": "Nina"},
    "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {"department": "Four"},
    "roles": [],
}
OKTA_USER = {
    "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"],
    "userName": "omar.haddad@fournils.test",
    "name": {"givenName": "Omar", "familyName": "Haddad"},
    "emails": [{"primary": True, "value": "omar.haddad@fournils.test", "type": "work"}],
    "displayName": "Omar Haddad",
    "locale": "en-US",
    "externalId": "00ujl29u0le5T6Aj10h7",
    "groups": [],
    "password": "1mz050nq",
    "active": True,
}
ENTRA_GROUP = {
    "schemas": [
        "urn:ietf:params:scim:schemas:core:2.0:Group",
        "http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group",
    ],
    "externalId": "8aa1a0c0-c4c3-4bc0-b4a5-2ef676900159",
    "displayName": "Équipe du four",
    "meta": {"resourceType": "Group"},
}


class Directory:
    def __init__(self, organisation, text):
        self.text, self.base, self.client = text, f"/scim/v2/{organisation.slug}/", Client()

    def ask(self, method, path, body=None, **query):
        return self.client.generic(
            method,
            self.base + path,
            json.dumps(body) if body is not None else "",
            content_type="application/scim+json; charset=utf-8",
            headers={"Authorization": f"Bearer {self.text}"},
            QUERY_STRING="&".join(f"{name}={value}" for name, value in query.items())
            .replace(" ", "%20")
            .replace('"', "%22"),
        )

    def told(self, method, path, body=None, status=200, **query):
        answer = self.ask(method, path, body, **query)
        assert answer.status_code == status, answer.content.decode()
        assert answer.headers["Content-Type"] == "application/scim+json"
        return json.loads(answer.content) if answer.content else None


@pytest.fixture(autouse=True)
def _nobody_knocked():
    cache.clear()


@pytest.fixture
def directory(organisation, alice):
    with tenant(organisation.id):
        _key, text = make_key(actor=alice, name="Entra ID")
    return Directory(organisation, text)


def member_at(organisation, address):
    with tenant(organisation.id):
        return Member.objects.select_related("user").get(user__email=address)


def test_entra_looks_makes_changes_and_takes_out(directory, organisation):
    nobody = directory.told("GET", "Users", filter='userName eq "nina.roy@fournils.test"')
    assert (nobody["totalResults"], nobody.get("Resources", [])) == (0, [])
    made = directory.told("POST", "Users", ENTRA_USER, 201)
    nina = member_at(organisation, "nina.roy@fournils.test")
    assert (nina.name, nina.roles, nina.user.has_usable_password()) == ("Nina Roy", ["employee"], False)
    assert made["id"] == str(nina.pk)
    assert made["externalId"] == ENTRA_USER["externalId"]
    assert directory.told("GET", "Users", filter=f'externalId eq "{made["externalId"]}"')["totalResults"] == 1
    assert (
        directory.told("GET", "Users", filter='userName eq "NINA.ROY@fournils.test"')["Resources"][0]["id"]
        == made["id"]
    )
    changes = [
        {"op": "Replace", "path": 'emails[type eq "work"].value', "value": "nina.blanc@fournils.test"},
        {"op": "Replace", "path": "name.familyName", "value": "Blanc"},
    ]
    changed = directory.told("PATCH", f"Users/{made['id']}", {"schemas": PATCH, "Operations": changes})
    assert changed["emails"][0]["value"] == "nina.blanc@fournils.test"
    assert member_at(organisation, "nina.blanc@fournils.test").name == "Nina Blanc"
    out = {"schemas": PATCH, "Operations": [{"op": "Replace", "path": "active", "value": False}]}
    assert directory.told("PATCH", f"Users/{made['id']}", out)["active"] is False
    assert (
        directory.told("GET", "Users", filter='userName eq "nina.roy@fournils.test"')["Resources"][0]["active"] is False
    )
    assert not member_at(organisation, "nina.blanc@fournils.test").is_active
    assert directory.ask("DELETE", f"Users/{made['id']}").status_code == 204
    assert directory.told("GET", f"Users/{made['id']}", status=404)["status"] == "404"
    assert member_at(organisation, "nina.blanc@fournils.test"), "never deleted"
    with tenant(organisation.id):
        verbs = [one.verb for one in Entry.objects.filter(verb__startswith="staff.").order_by("id")]
    assert verbs == [
        "staff.make_key",
        "staff.list_person",
        "staff.change_person",
        "staff.end_person",
        "staff.end_person",
    ]


def test_entra_of_long_ago_says_false_as_a_word(directory, organisation):
    made = directory.told("POST", "Users", ENTRA_USER, 201)
    out = {"schemas": PATCH, "Operations": [{"op": "Replace", "path": "active", "value": "False"}]}
    assert directory.told("PATCH", f"Users/{made['id']}", out)["active"] is False


def test_okta_makes_replaces_and_takes_out(directory, organisation):
    found = directory.told("GET", "Users", filter='userName eq "omar.haddad@fournils.test"', startIndex=1, count=100)
    assert found["totalResults"] == 0
    made = directory.told("POST", "Users", OKTA_USER, 201)
    assert "password" not in made
    assert not User.objects.get(email="omar.haddad@fournils.test").has_usable_password(), (
        "a password of theirs opens nothing"
    )
    body = {**OKTA_USER, "id": made["id"], "displayName": "Omar H.", "meta": made["meta"]}
    assert directory.told("PUT", f"Users/{made['id']}", body)["displayName"] == "Omar H."
    out = {"schemas": PATCH, "Operations": [{"op": "replace", "value": {"active": False}}]}
    assert directory.told("PATCH", f"Users/{made['id']}", out)["active"] is False
    back = {"schemas": PATCH, "Operations": [{"op": "replace", "value": {"active": True}}]}
    assert directory.told("PATCH", f"Users/{made['id']}", back)["active"] is True
    assert member_at(organisation, "omar.haddad@fournils.test").name == "Omar H."


def test_groups_become_teams(directory, organisation):
    ids = [directory.told("POST", "Users", user, 201)["id"] for user in (ENTRA_USER, OKTA_USER)]
    made = directory.told("POST", "Groups", ENTRA_GROUP, 201)
    place = f"Groups/{made['id']}"
    add = [{"op": "Add", "path": "members", "value": [{"$ref": None, "value": one} for one in ids]}]
    assert directory.ask("PATCH", place, {"schemas": PATCH, "Operations": add}).status_code == 204
    assert {one["value"] for one in directory.told("GET", place)["members"]} == set(ids)
    assert "members" not in directory.told("GET", place, excludedAttributes="members")
    assert (
        directory.told("GET", "Groups", filter='displayName eq "Équipe du four"', excludedAttributes="members")[
            "totalResults"
        ]
        == 1
    )
    assert directory.told("GET", f"Users/{ids[0]}")["groups"][0]["display"] == "Équipe du four"
    remove = [{"op": "Remove", "path": "members", "value": [{"$ref": None, "value": ids[0]}]}]
    assert directory.ask("PATCH", place, {"schemas": PATCH, "Operations": remove}).status_code == 204
    okta = [
        {"op": "remove", "path": f'members[value eq "{ids[1]}"]'},
        {"op": "add", "path": "members", "value": [{"value": ids[0], "display": "Nina"}]},
        {"op": "replace", "value": {"id": made["id"], "displayName": "Le four"}},
    ]
    assert directory.ask("PATCH", place, {"schemas": PATCH, "Operations": okta}).status_code == 204
    with tenant(organisation.id):
        team = Team.objects.get()
        assert team.name == "Le four"
        assert [str(one.member_id) for one in team.memberships.all()] == [ids[0]]
    assert directory.ask("DELETE", place).status_code == 204
    directory.told("GET", place, status=404)
    with tenant(organisation.id):
        assert not Team.objects.get().memberships.exists(), "emptied, and left for a person to look at"


def test_whoever_was_here_before_is_found_and_keeps_their_roles(directory, organisation, bob):
    found = directory.told("GET", "Users", filter='userName eq "bob@fournils.test"')["Resources"][0]
    assert found["id"] == str(bob.pk)
    link = {"schemas": PATCH, "Operations": [{"op": "Add", "path": "externalId", "value": "e-1"}]}
    assert directory.told("PATCH", f"Users/{bob.pk}", link)["externalId"] == "e-1"
    assert member_at(organisation, "bob@fournils.test").roles == ["care_agent"]


def test_whoever_was_removed_comes_back_as_an_employee(directory, organisation, bob):
    assert directory.ask("DELETE", f"Users/{bob.pk}").status_code == 204
    body = {**OKTA_USER, "userName": "bob@fournils.test", "emails": [{"value": "bob@fournils.test"}]}
    assert directory.told("POST", "Users", body, 201)["id"] == str(bob.pk)
    assert member_at(organisation, "bob@fournils.test").roles == ["employee"]


def test_lists_go_page_by_page(directory, make_member):
    for number in range(5):
        make_member(f"Person{number}", "employee")
    first = directory.told("GET", "Users", startIndex=1, count=4)
    second = directory.told("GET", "Users", startIndex=5, count=4)
    assert (first["totalResults"], first["itemsPerPage"], second["itemsPerPage"]) == (6, 4, 2)
    ids = [one["id"] for one in first["Resources"] + second["Resources"]]
    assert len(set(ids)) == 6
    assert directory.told("GET", "Users", filter='displayName co "person3" or active eq false')["totalResults"] == 1


@pytest.mark.parametrize(
    ("method", "path", "body", "status", "kind"),
    [
        ("POST", "Users", {**ENTRA_USER, "userName": "no address", "emails": []}, 400, "invalidValue"),
        ("POST", "Users", {**ENTRA_USER, "emails": [{"value": "nobody"}]}, 400, "invalidValue"),
        ("POST", "Users", "not a person", 400, "invalidSyntax"),
        ("GET", "Users?filter=userName%20is%20bob", None, 400, "invalidFilter"),
        ("GET", "Users/nobody", None, 404, None),
        ("GET", "Users/99999999999999999999", None, 404, None),
        ("PATCH", "Groups", {}, 405, None),
        ("POST", "Groups", {"schemas": ENTRA_GROUP["schemas"][:1], "displayName": "X", "members": [{"value": "999999"}]}, 400, "invalidValue"),
    ],
)  # fmt: skip
def test_refusals_are_said_as_the_standard_wants(directory, method, path, body, status, kind):
    answer = directory.ask(
        method, path.partition("?")[0], body, **({"filter": "userName is bob"} if "?" in path else {})
    )
    told = json.loads(answer.content)
    assert (answer.status_code, told["status"], told.get("scimType")) == (status, str(status), kind)
    assert told["schemas"] == ["urn:ietf:params:scim:api:messages:2.0:Error"]


def test_the_same_person_is_listed_once(directory):
    directory.told("POST", "Users", ENTRA_USER, 201)
    assert directory.told("POST", "Users", ENTRA_USER, 409)["scimType"] == "uniqueness"


def test_a_directory_never_turns_the_address_of_someone_who_opens_their_account_themselves(
    directory, organisation, bob, dan
):
    user = User.objects.get(id=bob.user_id)
    user.set_password("un mot de passe à soi")
    user.save()
    turn = {
        "schemas": PATCH,
        "Operations": [{"op": "replace", "path": "emails", "value": [{"value": "mine@evil.test"}]}],
    }
    assert directory.told("PATCH", f"Users/{bob.pk}", turn, 400)["scimType"] == "mutability"
    body = {**OKTA_USER, "userName": "dan@mairie.test", "emails": [{"value": "dan@mairie.test"}]}
    listed = directory.told("POST", "Users", body, 201)
    assert directory.told("PATCH", f"Users/{listed['id']}", turn, 400)["scimType"] == "mutability", (
        "they live elsewhere too"
    )
    assert User.objects.get(id=dan.user_id).email == "dan@mairie.test"


def test_the_last_owner_stays(directory, organisation, alice):
    out = {"schemas": PATCH, "Operations": [{"op": "replace", "value": {"active": False}}]}
    assert directory.told("PATCH", f"Users/{alice.pk}", out, 400)["scimType"] == "mutability"
    assert member_at(organisation, "alice@fournils.test").is_active


def test_a_key_opens_one_house_and_no_other(directory, organisation, other_organisation, dan, alice):
    assert Directory(other_organisation, directory.text).ask("GET", "Users").status_code == 401
    assert directory.told("GET", f"Users/{dan.pk}", status=404)
    assert directory.told("GET", "Users", filter='userName eq "dan@mairie.test"')["totalResults"] == 0
    for text in ("", "x", directory.text + "x", "é" * 20):
        assert Directory(organisation, text).ask("GET", "Users").status_code == 401
    with tenant(organisation.id):
        revoke_key(actor=alice, key=DirectoryKey.objects.get())
    answer = directory.ask("GET", "Users")
    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")


def test_whoever_guesses_is_slowed_down(organisation):
    stranger = Directory(organisation, "guess")
    with clock.at(clock.now()):  # within one minute, however slow the machine
        assert [stranger.ask("GET", "Users").status_code for _ in range(121)][-1] == 429


def test_a_key_is_shown_once_and_can_be_taken_back(alice, bob, client_of, settings_page, house):
    client = client_of(alice)
    shown = client.post(settings_page("staff/directories/"), {"name": "Okta"}).content.decode()
    key = DirectoryKey.objects.get()
    assert f"{key.prefix}_" in shown
    assert "Voici la clé" in shown
    again = client.get(settings_page("staff/directories/")).content.decode()
    assert f"{key.prefix}_" not in again
    assert "Okta" in again
    client.post(settings_page(f"staff/directories/{key.id}/revoke/"))
    key.refresh_from_db()
    assert key.revoked_at
    User.objects.filter(id=alice.user_id).update(language="en")
    assert "Directories" in client.get(settings_page("staff/directories/")).content.decode()
    with pytest.raises(NotAllowed):
        make_key(actor=bob, name="x")
