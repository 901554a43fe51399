"""An expert's whole way on a phone, in French: invited, agrees, is told, writes, opens the network's window, sees what came of it,
and leaves; after which the database, asked as its owner, holds nothing of them."""

import json
import re
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from tests.installation import wait_until
from tests.kit.push_service import Browser, push_service

pytestmark = pytest.mark.browser
PHONE = {"width": 390, "height": 844}
OWN = ("expert", "consent", "suggestion", "share", "outcome", "device")
OWN_WORDS = " Ce matin on a rouvert le lit de l’Orge derrière le gymnase. En une heure, l’eau a repris ses méandres."


@pytest.fixture
def phone(chromium) -> Any:
    context = chromium.new_context(
        locale="fr-FR", viewport=PHONE, has_touch=True, is_mobile=True, reduced_motion="reduce"
    )
    context.grant_permissions(["clipboard-read", "clipboard-write", "notifications"])
    # the networks' own pages, as far as this story needs them: what their window was given
    for place in ("https://bsky.app/**", "https://www.linkedin.com/**"):
        context.route(place, lambda route: route.fulfill(content_type="text/html", body="<title>fenêtre</title>"))
    page = context.new_page()
    yield page
    context.close()


class Taps:
    """Counts what a thumb does."""

    def __init__(self) -> None:
        self.count = 0

    def tap(self, target: Any) -> None:
        self.count += 1
        target.tap()


def test_invitee_accepte_partage_voit_les_suites_et_part(installation, phone):
    page = phone
    installation.web()
    house = installation.call("tests.advocacy.inside:open_programme")
    room = f"{installation.address}/o/val-clair/share/"
    page.goto(house["invitation"])
    page.get_by_role("button", name="Entrer").tap()
    page.wait_for_url("**/o/val-clair/**")

    joined_and_chosen(page, room)
    address = told_on_the_phone(installation, page, house)
    link = shared_in_three_taps(page, address)
    what_came_of_it(installation, page, room, house, link)
    copied_where_no_text_is_taken(page, room, house)
    left(installation, page, room)


def joined_and_chosen(page: Any, room: str) -> None:
    page.goto(room)
    expect(page.locator("article.card")).to_have_count(3)
    page.get_by_label(re.compile("Choisir pour moi")).check()
    page.get_by_label(re.compile("Compter combien de fois mes liens")).check()
    page.get_by_role("button", name="Je participe").tap()
    page.wait_for_url("**/share/choices/")
    page.get_by_label("Rivières").check()
    for network in ("Bluesky", "LinkedIn"):
        page.get_by_label(network).check()
    page.get_by_label("Combien de suggestions").fill("3")
    page.get_by_role("button", name="Enregistrer").tap()
    page.wait_for_url(room)
    expect(page.get_by_role("heading", level=1)).to_contain_text("utiles")


def told_on_the_phone(installation: Any, page: Any, house: dict[str, Any]) -> str:
    """The notice arrives sealed; what it says is shown by the service worker; the address that it opens."""
    browser = Browser()
    with push_service() as (service, endpoint):
        page.goto(f"{installation.address}/o/val-clair/share/choices/")
        page.evaluate("() => navigator.serviceWorker.ready.then(() => true)")
        status = page.evaluate(
            """async ([endpoint, keys]) => {
                const data = new FormData();
                const token = document.querySelector("input[name=csrfmiddlewaretoken]").value;
                for (const [name, value] of Object.entries({ csrfmiddlewaretoken: token, endpoint, ...keys })) data.append(name, value);
                return (await fetch(document.querySelector("[data-push]").dataset.pushTo, { method: "POST", body: data })).status;
            }""",
            [endpoint, browser.keys],
        )
        assert status == 204
        installation.call("tests.advocacy.inside:tell_now", organisation=house["organisation"], keep_one=True)
        [(_headers, body)] = service.taken
    told = json.loads(browser.opened(body))
    shown = shown_by_the_worker(page, told)
    assert shown == {"title": "Une chose utile à partager", "body": told["body"], "url": told["url"]}
    return str(shown["url"])


def shown_by_the_worker(page: Any, told: dict[str, str]) -> dict[str, str]:
    """Handed to Chromium as a push service would hand it; what stands on the lock screen."""
    session = page.context.new_cdp_session(page)
    versions: list[dict[str, Any]] = []
    session.on("ServiceWorker.workerRegistrationUpdated", lambda event: versions.extend(event["registrations"]))
    session.send("ServiceWorker.enable")
    wait_until(lambda: page.wait_for_timeout(50) or versions, 10, "the worker is registered")
    values = {
        "origin": page.url.split("/o/")[0],
        "registrationId": versions[0]["registrationId"],
        "data": json.dumps(told),
    }
    session.send("ServiceWorker.deliverPushMessage", values)
    shown = """async () => {
        const registration = await navigator.serviceWorker.ready;
        const found = await registration.getNotifications();
        return found.map((one) => ({ title: one.title, body: one.body, url: one.data.url }))[0] ?? null;
    }"""
    wait_until(lambda: page.evaluate(shown), 10, "the notice is shown")
    return dict(page.evaluate(shown))


def shared_in_three_taps(page: Any, address: str) -> str:
    """From the notice to the network's window, own words aside; the short link that stands there."""
    taps = Taps()
    taps.count += 1  # on the notice, which Chromium opens
    page.goto(address)
    text = page.locator("textarea#compose-text")
    expect(text).to_have_value("Je travaille à la mairie de Val-Clair. ")
    expect(page.get_by_text("On sait d’où vous parlez, dès le début.")).to_be_visible()
    text.fill("L’eau est belle.")
    expect(page.get_by_text("Personne ne sait encore d’où vous parlez.")).to_be_visible()
    text.fill("Je travaille à la mairie de Val-Clair." + OWN_WORDS)
    expect(page.get_by_text("On sait d’où vous parlez, dès le début.")).to_be_visible()
    taps.tap(page.locator("button[data-submits]"))
    page.wait_for_url("**/share/ready/**")
    with page.context.expect_page() as opened:
        taps.tap(page.get_by_role("link", name="Ouvrir Bluesky avec ce texte"))
    window = opened.value
    window.wait_for_url("https://bsky.app/**")
    assert taps.count == 3
    [given] = parse_qs(urlsplit(window.url).query)["text"]
    assert given.startswith("Je travaille à la mairie de Val-Clair. Ce matin on a rouvert")
    window.close()
    page.get_by_label("Oui").check()
    page.get_by_role("button", name="C’est fait").tap()
    page.wait_for_url("**/share/outcomes/")
    return str(re.findall(r"https?://\S+", given)[-1])


def what_came_of_it(installation: Any, page: Any, room: str, house: dict[str, Any], link: str) -> None:
    """Somebody follows the link; the author thanks those who shared; both are seen here and by nobody else."""
    reader = page.context.browser.new_context()
    reader.request.get(
        link, max_redirects=0, headers={"User-Agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Firefox/140.0"}
    )
    reader.close()
    installation.call("tests.advocacy.inside:thank", organisation=house["organisation"])
    page.goto(f"{room}outcomes/")
    expect(page.get_by_text("Une personne l’a ouvert par votre lien")).to_be_visible()
    expect(page.get_by_text("Gisèle vous remercie")).to_be_visible()


def copied_where_no_text_is_taken(page: Any, room: str, house: dict[str, Any]) -> None:
    page.goto(f"{room}{house['offer']}/?network=linkedin")
    page.locator("textarea#compose-text").fill("Je travaille à la mairie de Val-Clair. L’Orge est revenue chez elle.")
    page.locator("button[data-submits]").tap()
    page.wait_for_url("**/share/ready/**")
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Copier, et ouvrir LinkedIn").tap()
    opened.value.wait_for_url("https://www.linkedin.com/sharing/share-offsite/**")
    opened.value.close()
    page.bring_to_front()
    assert "L’Orge est revenue chez elle." in page.evaluate("() => navigator.clipboard.readText()")


def left(installation: Any, page: Any, room: str) -> None:
    assert all(installation.one(f"select count(*) from advocacy_{name}") for name in OWN if name != "outcome")
    page.goto(f"{room}outcomes/")
    page.get_by_role("link", name="Quitter le programme").tap()
    page.get_by_role("button", name="Partir, et tout effacer").tap()
    page.wait_for_url(room)
    for name in OWN:
        assert installation.one(f"select count(*) from advocacy_{name}") == 0, name
    assert installation.one("select count(*) from links_sharer where member_id is not null") == 0, (
        "her links are nobody's"
    )
    rows = installation.rows("select verb, actor_name from audit_entry where actor_name like 'Marion%'")
    assert rows == [], "no log tells that she was there"
    jobs = installation.rows("select args::text from procrastinate_jobs where task_name like 'advocacy.%'")
    assert not [args for (args,) in jobs if "member" in args]


def test_without_a_network_a_page_of_the_house_says_so(installation, phone):
    page = phone
    installation.web()
    house = installation.call("tests.advocacy.inside:open_programme")
    page.goto(house["invitation"])
    page.get_by_role("button", name="Entrer").tap()
    page.wait_for_url("**/o/val-clair/**")
    page.goto(f"{installation.address}/o/val-clair/share/")
    page.get_by_label(re.compile("Choisir pour moi")).check()
    page.get_by_role("button", name="Je participe").tap()
    page.wait_for_url("**/share/choices/")
    page.evaluate("() => navigator.serviceWorker.ready.then(() => true)")
    page.reload()
    page.context.set_offline(True)
    page.goto(f"{installation.address}/o/val-clair/share/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Pas de réseau ici.")
    page.context.set_offline(False)
