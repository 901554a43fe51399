"""The poster: made, renewed and ended by whoever leads; scanned by anyone, counted by nobody."""

import re

import pytest
from django.core.cache import cache
from django.test import Client

from liant.advocacy import actions, queries
from liant.advocacy.poster import actions as posters
from liant.audit.models import Entry
from liant.kit import clock
from liant.tenancy.context import tenant
from tests.advocacy.programmes import allowed

pytestmark = pytest.mark.django_db
BASE = "/o/fournils/share/poster/"
WORDS = {"line_fr": "Ce que vous savez aide.", "line_en": "What you know helps.", "contact": "Gisèle, au fournil"}


@pytest.fixture
def lawful(organisation, alice, open_programme):
    with tenant(organisation.id):
        allowed(alice)


@pytest.fixture
def lead(client_of, make_member, lawful):
    client = client_of(make_member("Karima", "programme_lead"))
    client.post(BASE, WORDS)
    return client


def code_now(organisation) -> str:
    with tenant(organisation.id):
        return queries.programme().join_code


def join_address(organisation) -> str:
    return f"/houses/fournils/join/{code_now(organisation)}/"


def test_the_poster_is_one_sheet_in_french_and_in_english(lead, organisation):
    sheet = lead.get(f"{BASE}sheet/?lang=fr").content.decode()
    assert "Ce que vous savez aide." in sheet
    assert "Scannez ce code" in sheet
    assert "Demandez à Gisèle, au fournil" in sheet
    assert join_address(organisation) in sheet
    english = lead.get(f"{BASE}sheet/?lang=en").content.decode()
    assert "What you know helps." in english
    assert "Scan this code" in english
    drawn = lead.get(f"{BASE}code.svg")
    assert drawn["Content-Type"] == "image/svg+xml"
    assert b"<path" in drawn.content


def test_the_press_sets_it_on_a4(lead):
    made = lead.get(f"{BASE}sheet.pdf?lang=fr")
    assert made["Content-Type"] == "application/pdf"
    assert len(re.findall(rb"/Type ?/Page\b", made.content)) == 1, "one sheet"


def test_whoever_scans_it_sees_three_useful_things_first_and_joins_by_choice(
    lead, organisation, nadia, offers, client_of
):
    colleague = client_of(nadia)
    response = colleague.get(join_address(organisation), follow=True)
    text = response.content.decode()
    assert text.count('<article class="card') == 3
    assert text.index("Pourquoi le pain") < text.index("Ce que vous acceptez")
    with tenant(organisation.id), queries.own(nadia) as row:
        assert row is None, "nothing is joined by scanning"


def test_whoever_is_not_signed_in_is_told_how_to_come_in_without_a_cookie(lead, organisation):
    stranger = Client(headers={"accept-language": "fr"})
    response = stranger.get(join_address(organisation))
    text = response.content.decode()
    assert "/account/login/?next=/o/fournils/share/" in text
    assert "Demandez à Gisèle, au fournil" in text
    assert not response.cookies
    assert "<script" not in text
    assert response["Referrer-Policy"] == "no-referrer"
    assert "No account yet?" in stranger.get(join_address(organisation) + "?lang=en").content.decode()


def test_whoever_belongs_elsewhere_is_told_so(lead, organisation, other_organisation):
    from liant.accounts.models import User

    client = Client()
    client.force_login(User.objects.get(name="Dan"))
    assert "n’est pas de" in client.get(join_address(organisation)).content.decode()


def test_another_code_or_none_says_so_kindly(lead, organisation):
    before = join_address(organisation)
    lead.post(f"{BASE}renew/")
    assert join_address(organisation) != before
    for address in (before, "/houses/fournils/join/abc/", "/houses/fournils/join/ééé/"):
        response = Client().get(address, headers={"accept-language": "fr"})
        assert response.status_code == 404
        assert "Cette affiche ne mène plus nulle part." in response.content.decode()
    now = join_address(organisation)
    assert Client().get(now).status_code == 200
    lead.post(f"{BASE}end/")
    assert Client().get(now).status_code == 404
    assert lead.get(f"{BASE}code.svg").status_code == 404
    assert "Demandez" not in lead.get(BASE).content.decode()


def test_an_empty_code_opens_nothing(organisation, open_programme):
    """There is none while there is no poster."""
    assert code_now(organisation) == ""
    assert Client().get("/houses/fournils/join/%00/").status_code == 404
    assert Client().get("/houses/nobody/join/abcdefghjkmn/").status_code == 404


def test_it_leads_nowhere_once_the_programme_has_ended(lead, organisation, alice):
    with tenant(organisation.id):
        actions.move(actor=alice, to="resting")
    assert "pas ouvert" in Client().get(join_address(organisation), headers={"accept-language": "fr"}).content.decode()
    with tenant(organisation.id):
        actions.move(actor=alice, to="ended")
    assert Client().get(join_address(organisation)).status_code == 404


def test_nobody_is_followed_for_scanning(lead, organisation, nadia, client_of):
    with tenant(organisation.id):
        before = Entry.objects.count()
    client_of(nadia).get(join_address(organisation))
    Client().get(join_address(organisation))
    with tenant(organisation.id):
        assert Entry.objects.count() == before
    assert "/l/" not in lead.get(f"{BASE}sheet/").content.decode(), "no counted link stands on it"


def test_whoever_tries_codes_is_stopped(lead, organisation):
    cache.clear()
    guesser = Client()
    with clock.at(clock.now()):  # within one minute, however slow the machine
        statuses = {guesser.get(f"/houses/fournils/join/{number}/").status_code for number in range(302)}
    assert statuses == {404, 429}


def test_a_poster_is_an_invitation_and_waits_for_what_the_law_asks(client_of, alice, open_programme, organisation):
    owner = client_of(alice)
    owner.post(BASE, WORDS)
    assert code_now(organisation) == ""
    assert "Une affiche est une invitation" in owner.get(BASE).content.decode()


@pytest.mark.parametrize("role", ["employee", "communicator", "team_manager", "auditor"])
def test_whoever_does_not_lead_makes_none(role, lawful, organisation, client_of, make_member):
    member = make_member("Sami", role)
    client = client_of(member)
    for path in ("", "code.svg", "sheet/", "sheet.pdf"):
        assert client.get(BASE + path).status_code == 403
    for path in ("", "renew/", "end/"):
        assert client.post(BASE + path, WORDS).status_code == 403
    from liant.accounts.permissions import NotAllowed

    with tenant(organisation.id):
        for act in (posters.renew, posters.end):
            with pytest.raises(NotAllowed):
                act(actor=member)
        with pytest.raises(NotAllowed):
            posters.put_up(actor=member, lines={}, contact="")
    assert code_now(organisation) == ""
