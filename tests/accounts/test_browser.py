"""In a real browser: a passkey from its making to its use, and pages that fit a telephone, under the strict policy."""

import re
from collections.abc import Callable
from typing import Any

import pytest

pytestmark = pytest.mark.browser
PASSWORD = "un four bien chaud"
KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture(scope="module")
def served(installation_of_file) -> Any:
    installation_of_file.web()
    return installation_of_file


@pytest.fixture
def house(served, request) -> dict[str, str]:
    """A house of this test alone, and what `make_house` tells of it."""
    slug = re.sub(r"\W|_", "-", request.node.name.removeprefix("test_"))
    found = served.call("make_house", slug=slug)
    # browsers tie a key to a name, never to an address
    return {"slug": slug} | {name: str(value).replace("127.0.0.1", "localhost") for name, value in found.items()}


@pytest.fixture
def at(served) -> Callable[[str], str]:
    return lambda path: f"{served.address}{path}".replace("127.0.0.1", "localhost")


@pytest.fixture
def page(browser_page, house, at) -> Any:
    """Alice, signed in, with a key in her telephone."""
    talk = browser_page.context.new_cdp_session(browser_page)
    talk.send("WebAuthn.enable")
    talk.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})
    browser_page.goto(house["link"])
    browser_page.get_by_role("button", name="Entrer").click()
    browser_page.wait_for_url(f"**/o/{house['slug']}/**")
    return browser_page


def add_key(page, *, is_alone: bool) -> None:
    page.get_by_label("Le nom de la clé").fill("Téléphone d’Alice")
    if is_alone:
        page.get_by_label("Entrer avec cette seule clé").check()
    page.get_by_role("button", name="Ajouter la clé").click()
    page.wait_for_url("**/recovery-codes/")


def test_a_passkey_opens_alone(page, at):
    page.goto(at("/account/2fa/webauthn/add/"))
    add_key(page, is_alone=True)
    page.goto(at("/account/2fa/webauthn/"))
    assert page.get_by_text("Téléphone d’Alice", exact=True).first.is_visible()

    page.context.clear_cookies()
    page.goto(at("/account/login/?next=/me/"))
    page.get_by_role("button", name="Entrer avec une clé d’accès").click()
    page.wait_for_url("**/me/")
    assert page.get_by_label("Votre nom").input_value() == "Alice Fabre"


def test_a_key_as_second_step(page, at, house):
    page.goto(at("/account/password/set/"))
    page.get_by_label("Le nouveau mot de passe").fill(PASSWORD)
    page.get_by_label("Le même, encore une fois").fill(PASSWORD)
    page.get_by_role("button", name="Garder ce mot de passe").click()
    page.goto(at("/account/2fa/webauthn/add/"))
    page.get_by_label("Mot de passe").fill(PASSWORD)
    page.get_by_role("button", name="C’est bien moi").click()
    add_key(page, is_alone=False)

    page.context.clear_cookies()
    page.goto(at("/account/login/?next=/me/"))
    page.get_by_label("Votre adresse de courriel").fill(f"alice@{house['slug']}.test")
    page.get_by_label("Mot de passe").fill(PASSWORD)
    page.get_by_role("button", name="Entrer", exact=True).click()
    page.get_by_role("button", name="Prendre plutôt une clé").click()
    page.wait_for_url("**/me/")


def test_every_page_fits(page, at, house):
    pages = PAGES + [f"/o/{house['slug']}/settings/{name}/".format(**house) for name in SETTINGS]
    for language in ("fr", "en"):
        page.goto(at("/me/"))
        page.locator("select[name=language]").select_option(language)
        page.locator("main .main-act").click()
        for width in (1280, 390):
            page.set_viewport_size({"width": width, "height": 844})
            for path in pages:
                page.goto(at(path))
                assert page.evaluate("document.documentElement.scrollWidth") <= width, (path, language)
                assert page.locator("h1").count() == 1, path
                assert page.locator("html").get_attribute("lang") == language


PAGES = [
    "/me/",
    "/organisations/",
    "/account/2fa/",
    "/account/2fa/totp/activate/",
    "/account/2fa/webauthn/add/",
    "/account/email/",
    "/account/password/set/",
    "/account/logout/",
]
SETTINGS = ["organisation", "members", "members/{member}", "teams", "invitations"]
