"""Tokens: made for oneself, shown once, narrow, paced, and taken back at once."""

from datetime import timedelta

import pytest

from liant.accounts.permissions import NotAllowed
from liant.kit import clock
from liant.tenancy.context import tenant

pytestmark = pytest.mark.django_db


def url(organisation, rest=""):
    return f"/o/{organisation.slug}/settings/tokens/{rest}"


def test_a_token_is_made_shown_once_and_works(organisation, bob, client_of):
    from tests.api.conftest import Programme

    client = client_of(bob)
    page = client.post(
        url(organisation), {"name": "CRM", "scopes": ["read:conversations"], "days": "90"}
    ).content.decode()
    text = page.partition('id="token" value="')[2].partition('"')[0]
    assert text.startswith("liant_")
    again = client.get(url(organisation)).content.decode()
    assert text not in again
    assert text[:14] in again
    told = Programme(text).get("/me").json()
    assert told["member"] == {"id": bob.id, "name": "Bob"}
    assert told["scopes"] == ["read:conversations"]


def test_nothing_in_the_database_gives_a_token_back(organisation, bob, programme_of, as_owner):
    from liant.accounts.tokens.models import ApiToken

    programme = programme_of(bob)
    with tenant(organisation.id):
        row = ApiToken.objects.values().get()
    assert programme.text not in str(row)
    assert len(row["token_hash"]) == 64


def test_a_scope_narrows(programme_of, bob, things):
    programme = programme_of(bob, "read:people")
    assert programme.get("/people").status_code == 200
    answer = programme.get("/conversations")
    assert answer.status_code == 403
    assert "read:conversations" in answer.json()["detail"]


@pytest.mark.parametrize("made", ["", "liant_00000000_nothing", "é", "x" * 5000, "a b"])
def test_without_a_good_token_nothing_opens(programme_of, bob, made):
    programme = programme_of(bob)
    programme.text = made
    answer = programme.get("/me")
    assert answer.status_code == 401
    assert answer["WWW-Authenticate"].startswith("Bearer")


def test_a_session_opens_nothing(organisation, bob, client_of):
    assert client_of(bob).get("/api/v1/me").status_code == 401


def test_a_token_taken_back_works_no_more(organisation, bob, client_of, programme_of):
    from liant.accounts.tokens.models import ApiToken

    programme = programme_of(bob)
    with tenant(organisation.id):
        token = ApiToken.objects.get()
    assert client_of(bob).post(url(organisation, f"{token.id}/revoke/")).status_code == 302
    assert programme.get("/me").status_code == 401


def test_a_token_ends_with_its_day_and_with_its_members_key(organisation, alice, bob, programme_of):
    from liant.accounts.actions import close_membership

    old, programme = programme_of(bob), programme_of(bob, days=365)
    with clock.at(clock.now() + timedelta(days=31)):
        assert old.get("/me").status_code == 401
        assert programme.get("/me").status_code == 200
    with tenant(organisation.id):
        close_membership(actor=alice, member=bob)
    assert programme.get("/me").status_code == 401


def test_the_owner_takes_anyones_back_and_others_their_own(organisation, alice, bob, rose, client_of, programme_of):
    from liant.accounts.tokens.actions import revoke_token
    from liant.accounts.tokens.models import ApiToken

    programme_of(bob)
    with tenant(organisation.id):
        token = ApiToken.objects.get()
        with pytest.raises(NotAllowed):
            revoke_token(actor=rose, token=token)
    assert client_of(rose).post(url(organisation, f"{token.id}/revoke/")).status_code == 404
    assert "CRM" not in client_of(rose).get(url(organisation)).content.decode()
    assert client_of(alice).post(url(organisation, f"{token.id}/revoke/")).status_code == 302


def test_on_what_day_a_colleagues_token_was_used_is_told_to_them_alone(
    organisation, alice, bob, client_of, programme_of
):
    programme_of(bob).get("/me")
    assert "dernière utilisation" in client_of(bob).get(url(organisation)).content.decode()
    page = client_of(alice).get(url(organisation)).content.decode()
    assert "Bob" in page
    assert "dernière utilisation" not in page


def test_who_neither_reads_nor_answers_makes_no_token(organisation, chloe, client_of):
    from liant.accounts.tokens.actions import make_token

    assert client_of(chloe).get(url(organisation)).status_code == 403
    with tenant(organisation.id), pytest.raises(NotAllowed):
        make_token(actor=chloe, name="x", scopes=["read:people"], days=30)


def test_pace_is_told_and_held(programme_of, bob, settings):
    settings.API_PER_MINUTE = 3
    programme = programme_of(bob)
    with clock.at(clock.now()):  # within one minute
        first = programme.get("/me")
        assert first["RateLimit-Policy"] == '"minute";q=3;w=60'
        assert first["RateLimit"].startswith('"minute";r=2;')
        assert [programme.get("/me").status_code for _ in range(3)] == [200, 200, 429]
        refused = programme.get("/me")
    assert 1 <= int(refused["Retry-After"]) <= 60
    with clock.at(clock.now() + timedelta(seconds=61)):
        assert programme.get("/me").status_code == 200
    assert programme_of(bob).get("/me").status_code == 200  # each token has its own
