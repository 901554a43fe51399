"""In a real browser, in French: a piece is written, agreed to, planned and moved with the keyboard alone, then dragged."""

import re
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
PARIS = ZoneInfo("Europe/Paris")
MOST_STEPS = 150


@pytest.fixture(scope="module")
def served(installation_of_file) -> Any:
    installation_of_file.web()
    return installation_of_file


@pytest.fixture
def slug(request) -> str:
    return request.node.name.removeprefix("test_").replace("_", "-")[:40]


@pytest.fixture
def page(browser_page, served, slug) -> Any:
    """Alice, signed in."""
    browser_page.goto(served.call("make_house", slug=slug)["link"])
    browser_page.get_by_role("button", name="Entrer").click()
    browser_page.wait_for_url(f"**/o/{slug}/**")
    return browser_page


def tab_to(page: Any, name: str) -> None:
    """Go on with Tab until what bears this name has the focus."""
    for _ in range(MOST_STEPS):
        page.keyboard.press("Tab")
        here = page.evaluate("() => (document.activeElement.labels?.[0] ?? document.activeElement).innerText ?? ''")
        if " ".join(here.split()).startswith(" ".join(name.split())):
            return
    pytest.fail(f"Tab never reaches “{name}”.")


def press(page: Any, name: str) -> None:
    tab_to(page, name)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def monday() -> Any:
    """Of the week after next: whatever today is, all of it is to come."""
    today = datetime.now(PARIS).date()
    return today - timedelta(days=today.weekday()) + timedelta(days=14)


def test_un_contenu_ecrit_prevu_au_clavier_puis_glisse(page: Any, served: Any, slug: str) -> None:
    room, week = f"{served.address}/o/{slug}/writing", monday()
    page.goto(f"{room}/policy/write/")
    page.get_by_label("Moments habituels").fill("1 08:00\n3 08:00")
    with page.expect_navigation():
        page.get_by_role("button", name="La mettre en vigueur").click()

    page.goto(f"{room}/new/")
    tab_to(page, "De quoi s’agit-il")
    page.keyboard.type("Pourquoi la nuit")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/writing/\d+/"))
    page.locator(".paper textarea").focus()
    page.keyboard.type("Il est deux heures, quai Saint-Jean. La farine attend depuis la veille.")
    page.get_by_role("button", name="Demander l’accord").focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    press(page, "Je donne mon accord")
    piece = page.url
    first = page.locator('[name="slot"]').first.inner_text()
    press(page, first.strip())
    expect(page.get_by_text(f"«\u00a0Pourquoi la nuit\u00a0» est prévu {first.strip()}.")).to_be_visible()

    # to Tuesday of the week after next, by keyboard, from the calendar
    page.goto(f"{room}/calendar/?view=list")
    press(page, "Déplacer")
    page.locator('input[name="day"]').fill((week + timedelta(days=2)).isoformat())
    page.locator('input[name="hour"]').fill("10:30")
    page.locator('input[name="hour"]').focus()
    press(page, "Le prévoir")

    page.goto(f"{room}/calendar/?view=week&on={week.isoformat()}")
    wednesday, friday = (page.locator(f'[data-day="{week + timedelta(days=days)}"]') for days in (2, 4))
    card = page.locator(".cal-entry", has_text="Pourquoi la nuit")
    expect(wednesday.locator(".cal-entry")).to_contain_text("10\u00a0h\u00a030")
    expect(page.locator(".cal-free")).to_have_count(2)
    with page.expect_navigation():
        card.drag_to(friday)
    expect(friday.locator(".cal-entry")).to_contain_text("10\u00a0h\u00a030")
    expect(wednesday.locator(".cal-entry")).to_have_count(0)

    tuesday = page.locator(f'[data-day="{week + timedelta(days=1)}"]')
    with page.expect_navigation():
        page.locator(".cal-entry", has_text="Pourquoi la nuit").drag_to(tuesday.locator(".cal-free"))
    expect(tuesday.locator(".cal-entry")).to_contain_text("8\u00a0h")
    expect(page.locator(".cal-free")).to_have_count(1)
    page.goto(piece)
    expect(page.get_by_text("Quand il part")).to_be_visible()


def test_sur_un_telephone_rien_ne_deborde(page: Any, served: Any, slug: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    for address in ("", "?view=week", "?view=list", "events/", "share/"):
        page.goto(f"{served.address}/o/{slug}/writing/calendar/{address}")
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), address
