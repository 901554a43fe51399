"""Every page in a real browser: readable by everyone, in both languages, by day and by night, on a phone; no complaint."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.architecture.house import told
from tests.browser_suite.conftest import AXE, complaints_of, speak

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

HOUSE = "/o/trois-fournils"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"]
# what depends on words; all the rest is equal in both languages, and is looked at once
OF_WORDS = ["aria-command-name", "aria-dialog-name", "aria-input-field-name", "aria-meter-name", "aria-progressbar-name",
            "aria-toggle-field-name", "button-name", "document-title", "frame-title", "html-has-lang", "html-lang-valid",
            "image-alt", "input-button-name", "label", "link-name", "select-name", "summary-name", "svg-img-alt",
            "valid-lang"]  # fmt: skip
# their page is not the address's own: they send on, or answer without a page
NOT_A_PAGE = {301, 302, 303, 405, 410}
AT_THE_DOOR = ("/account/login/", "/account/password/reset/", "/account/password/reset/done/",
               "/account/password/reset/key/1-no-such-key/")  # fmt: skip
ERRORS = ("/nowhere/", f"{HOUSE}/nowhere/", f"{HOUSE}/inbox/999999/")
MAIN = (f"{HOUSE}/", f"{HOUSE}/inbox/", f"{HOUSE}/listening/", f"{HOUSE}/listening/queries/1/", f"{HOUSE}/channels/",
        f"{HOUSE}/waits/", f"{HOUSE}/thanks/", "/welcome/", "/account/login/")  # fmt: skip
FIRM = "/o/maison-lagarde"
OF_A_FIRM = (f"{FIRM}/ties/shape/", f"{FIRM}/ties/order/", f"{FIRM}/ties/", f"{FIRM}/meetings/experiments/")
WIDE, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}


@pytest.fixture(scope="module")
def page(sign_in: Any) -> Any:
    return sign_in()


@pytest.fixture(scope="module")
def pages(house: Any, page: Any) -> list[str]:
    """The addresses that have a page of their own; forms are sent to the others."""
    return [url for url in house.told["urls"] if is_page(page.context.request.get(url, max_redirects=0))]


@pytest.fixture(scope="module")
def firm(chromium: Any, house: Any) -> Iterator[Any]:
    """A page of whoever owns the house with ten teams."""
    context = chromium.new_context(base_url=house.address, locale="fr-FR", reduced_motion="reduce")
    found = context.new_page()
    found.complaints = complaints_of(found)
    found.goto(house.told["firm"])
    found.locator("main form button").first.click()
    found.wait_for_url("**/o/maison-lagarde/**")
    yield found
    context.close()


def is_page(answer: Any) -> bool:
    return answer.status not in NOT_A_PAGE and "html" in answer.headers.get("content-type", "")


def faults(page: Any, *, is_of_words: bool = False) -> Iterator[str]:
    page.evaluate("source => window.axe || (0, eval)(source)", AXE.read_text())
    asked = {"type": "rule", "values": OF_WORDS} if is_of_words else {"type": "tag", "values": TAGS}
    options = {"resultTypes": ["violations"], "runOnly": asked}
    found = page.evaluate("options => axe.run(document, options)", options)
    for fault in found["violations"]:
        for node in fault["nodes"][:3]:
            yield f"{fault['id']}: {node['target']} {node['failureSummary']}"


def complaints(page: Any) -> list[str]:
    """What the console says; that the page of an error has its status goes without saying."""
    return [one for one in page.complaints if "the server responded with a status" not in one]


def sticks_out(page: Any) -> Iterator[str]:
    for size in (WIDE, PHONE):
        page.set_viewport_size(size)
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > size["width"]:
            script = """room => [...document.querySelectorAll("main *, body *")].filter(one =>
                one.getBoundingClientRect().right > room + 1 && !one.children.length).slice(0, 3).map(one => one.outerHTML.slice(0, 90))"""
            yield f"{width} wide where there are {size['width']}: {page.evaluate(script, size['width'])}"


def look(page: Any, url: str, *, is_of_words: bool = False) -> Iterator[str]:
    page.set_viewport_size(WIDE)
    page.complaints.clear()
    page.goto(url)
    yield from faults(page, is_of_words=is_of_words)
    yield from sticks_out(page)
    yield from complaints(page)


@pytest.mark.parametrize("language", ["fr", pytest.param("en", marks=pytest.mark.full)])
def test_everyone_can_read_every_page(page, pages, language):
    assert len(pages) > 60
    page.goto("/me/")
    speak(page, language)
    seen = [f"{url}: {fault}" for url in (*pages, *ERRORS) for fault in look(page, url, is_of_words=language == "en")]
    assert not seen, told(seen, f"Pages that not everyone can read ({language}):")


@pytest.mark.parametrize(("theme", "size"), [("light", PHONE), ("dark", WIDE), ("dark", PHONE)])
def test_the_main_pages_by_night_and_on_a_phone(house, page, theme, size):
    page.goto("/me/")
    speak(page, "fr")
    page.context.add_cookies([{"name": "liant_theme", "value": theme, "url": f"{house.address}/"}])
    conversation = f"{HOUSE}/inbox/{house.told['conversations'][0]}/"
    page.set_viewport_size(size)
    seen = []
    for url in (*MAIN, conversation, f"{conversation}?tab=note"):
        page.goto(url)
        assert page.get_attribute("html", "data-bs-theme") == theme, url
        seen += [f"{url}: {fault}" for fault in faults(page)]
    page.context.clear_cookies(name="liant_theme")
    assert not seen, told(seen, f"{theme}, {size['width']} wide:")


def test_everyone_can_read_the_door(chromium, house):
    """Pages for who has not signed in: the way in, a link that serves once, an invitation."""
    context = chromium.new_context(base_url=house.address, locale="fr-FR")
    page = context.new_page()
    page.complaints = complaints_of(page)
    links = [url for url in house.told["urls"] if url.startswith(("/sign-in/", "/invitation/"))]
    seen = [f"{url}: {fault}" for url in (*AT_THE_DOOR, *links, "/gallery/", "/nowhere/") for fault in look(page, url)]
    context.close()
    assert not seen, told(seen, "At the door:")


@pytest.mark.parametrize("language", ["fr", "en"])
def test_pages_about_ten_teams_stay_within_the_screen(firm, language):
    speak(firm, language)
    seen = [f"{url}: {fault}" for url in OF_A_FIRM for fault in look(firm, url, is_of_words=language == "en")]
    assert not seen, told(seen, f"Pages of a house with ten teams ({language}):")


def test_faults_would_be_found(page):
    page.goto("/me/")
    page.evaluate("document.querySelector('main').append(document.createElement('img'), 'x'.repeat(300))")
    assert [fault.partition(":")[0] for fault in faults(page)] == ["image-alt"]
    assert list(sticks_out(page))
    page.evaluate("console.error('as the policy does')")
    assert complaints(page) == ["as the policy does"]
