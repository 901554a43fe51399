"""Single sign-on, against a real OpenID provider."""

import os
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import httpx
import pytest
from allauth.socialaccount.models import SocialAccount
from django.core.cache import cache
from django.test import Client

from liant.accounts import actions
from liant.accounts.models import Member, User
from liant.tenancy.context import tenant
from tests.counterparts.atproto_network import install
from tests.counterparts.processes import answers, folder, free_port, require, running, wait_until

CALLBACK = "/account/sso/oidc/login/callback/"
START = "/account/sso/oidc/login/?process=login"


@pytest.fixture(scope="module")
def issuer() -> Iterator[str]:
    node, installed, port = require("node", "nodejs npm"), install(), free_port()
    environment = {
        **os.environ,
        "OIDC_PROVIDER": str(installed / "node_modules/oidc-provider/lib/index.js"),
        "ISSUER": f"http://127.0.0.1:{port}",
        "REDIRECT_URI": f"http://testserver{CALLBACK}",
    }
    script = Path(__file__).with_name("openid_provider.mjs")
    with folder("openid") as work, running([node, script], log=work / "log", env=environment):
        wait_until(lambda: answers(port), 20, "The OpenID provider")
        yield environment["ISSUER"]


def configure(settings, issuer: str) -> None:
    app = {
        "provider_id": "oidc",
        "name": "La Fédération",
        "client_id": "liant",
        "secret": "a secret between two machines",
        "settings": {"server_url": issuer},
    }
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}}
    cache.clear()


@pytest.fixture
def provider(issuer, settings, db) -> str:
    configure(settings, issuer)
    return issuer


def vouch(redirect: str, name: str) -> str:
    """Go to the provider, sign in there as `name`, consent; the path one is sent back to."""
    with httpx.Client(timeout=20) as browser:
        answer = browser.get(redirect)
        for _step in range(12):
            while answer.is_redirect:
                target = str(answer.next_request.url) if answer.next_request else ""
                if target.startswith("http://testserver"):
                    return target.removeprefix("http://testserver")
                answer = browser.get(target)
            action = re.search(r'<form[^>]* action="([^"]+)"', answer.text)
            prompt = re.search(r'name="prompt" value="(\w+)"', answer.text)
            assert action, answer.text
            assert prompt, answer.text
            answer = browser.post(action[1], data={"prompt": prompt[1], "login": name, "password": "whatever"})
    raise AssertionError("The provider asks without end.")


def sign_in(client: Client, name: str):
    """From our button to wherever we end; the last answer."""
    sent = client.post(START)
    assert sent.status_code == 302, sent.content.decode()
    return client.get(vouch(sent.headers["Location"], name), follow=True)


@pytest.mark.counterpart
def test_who_is_known_enters(provider, bob, organisation):
    client = Client()
    assert "La Fédération" in client.get("/account/login/").content.decode()
    sign_in(client, "bob")
    assert "bob@fournils.test" in client.get("/me/").content.decode()
    assert client.get("/o/fournils/settings/members/").status_code == 200
    again = Client()
    sign_in(again, "bob")
    assert again.get("/me/").status_code == 200
    assert User.objects.filter(email="bob@fournils.test").count() == 1


@pytest.mark.counterpart
def test_who_was_not_invited_stays_outside(provider, organisation):
    client = Client()
    answer = sign_in(client, "eve")
    assert "sur invitation" in answer.content.decode()
    assert not User.objects.filter(email="eve@fournils.test").exists()


@pytest.mark.counterpart
def test_who_was_invited_joins_without_a_password(provider, alice, organisation):
    with tenant(organisation.id):
        _invitation, token = actions.invite(
            actor=alice, email="nina@fournils.test", roles=["care_agent"], language="fr"
        )
    client = Client()
    path = f"/invitation/{token}/"
    assert "Continuer avec La Fédération" in client.get(path).content.decode()
    sent = client.post(path, {"provider": "oidc"})
    back = client.get(vouch(sent.headers["Location"], "nina"), follow=True)
    assert back.redirect_chain[-1][0] == path
    assert client.post(path).headers["Location"] == "/o/fournils/"
    user = User.objects.get(email="nina@fournils.test")
    assert user.name == "Nina"
    assert not user.has_usable_password()
    with tenant(organisation.id):
        assert Member.objects.get(user=user).roles == ["care_agent"]


@pytest.mark.counterpart
def test_an_address_that_the_provider_has_not_proven_opens_nothing(provider, bob):
    client = Client()
    sign_in(client, "mallory")
    assert client.get("/me/").status_code == 302


@pytest.fixture
def listed(organisation, alice):
    """Bob, whom a directory brought: he has never been here, and has no password."""
    from liant.accounts.staff.actions import change_person, list_person, make_key
    from liant.accounts.staff.rules import Told

    told = Told("bob@fournils.test", "bob@fournils.test", "Bob", "fr", True, "e-1", {"userName": "bob@fournils.test"})
    with tenant(organisation.id):
        key, _text = make_key(actor=alice, name="Entra ID")
        member = list_person(key=key, told=told)

    def leave():
        with tenant(organisation.id):
            change_person(key=key, member=member, told=replace(told, is_active=False))

    return SimpleNamespace(member=member, leave=leave)


@pytest.mark.counterpart
def test_who_came_by_a_directory_enters_by_a_proven_address_until_it_takes_them_out(provider, listed):
    client = Client()
    sign_in(client, "bob")
    assert client.get("/me/").status_code == 200
    assert client.get("/o/fournils/settings/members/").status_code == 200
    assert client.session["_auth_user_id"] == str(listed.member.user_id), (
        "the account that the directory made, and no other"
    )
    listed.leave()
    assert client.get("/o/fournils/").status_code == 404
    again = Client()
    sign_in(again, "bob")
    assert again.get("/o/fournils/").status_code == 404


@pytest.mark.counterpart
def test_an_address_not_proven_is_nobody_though_a_directory_brought_it(provider, listed):
    client = Client()
    sign_in(client, "mallory")
    assert client.get("/me/").status_code == 302
    assert client.get("/o/fournils/").status_code == 302
    assert not SocialAccount.objects.exists()


@pytest.mark.counterpart
def test_the_same_answer_does_not_serve_twice(provider, bob):
    client = Client()
    path = vouch(client.post(START).headers["Location"], "bob")
    client.get(path)
    assert Client().get(path).status_code == 401, "another browser gets nothing from it"


def test_a_provider_that_is_away_is_said(settings, alice, organisation):
    configure(settings, f"http://127.0.0.1:{free_port()}")
    with tenant(organisation.id):
        _invitation, token = actions.invite(actor=alice, email="x@fournils.test", roles=["employee"], language="fr")
    for path, values in ((START, {}), (f"/invitation/{token}/", {"provider": "oidc"})):
        answer = Client().post(path, values)
        assert answer.status_code == 401
        assert "service d’entrée" in answer.content.decode()


def test_without_a_provider_there_is_no_button(db):
    assert "/account/sso/" not in Client().get("/account/login/").content.decode()
    assert Client().post(START).status_code == 404
