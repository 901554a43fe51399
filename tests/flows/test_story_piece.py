"""The whole way of a piece in a real browser, in French: written, underlined, mended, agreed to, planned, dragged, published at
its moment, and corrected where it is."""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect

from tests.installation import wait_until

pytestmark = [pytest.mark.browser]
PARIS = ZoneInfo("Europe/Paris")
PROUD = "Fiers de vous annoncer notre nouveau four. Le pain sort à six heures."
MENDED = "Le pain sort à six heures : le four neuf chauffe plus vite."


def test_ecrit_souligne_corrige_approuve_prevu_glisse_publie_modifie(installation, browser_page):
    page = browser_page
    installation.web()
    house = installation.call("make_house")
    installation.call("open_journal", organisation=house["organisation"])
    page.goto(house["link"])
    page.get_by_role("button", name="Entrer").click()
    page.wait_for_url("**/o/fournils/**")
    room = f"{installation.address}/o/fournils/writing"

    piece = written(page, room)
    underlined_and_mended(page)
    agreed(page)
    dragged(page, room, piece)
    planned_soon(page, piece)
    installation.worker()
    wait_until(lambda: installation.one("select state from writing_version limit 1") == "published", 240, "it is out")
    address = installation.one("select published_url from writing_version limit 1")
    public = page.context.browser.new_page()
    public.goto(address)
    expect(public.locator("article")).to_contain_text("le four neuf chauffe plus vite")

    page.goto(piece)
    page.locator(".paper textarea").fill(MENDED + " Venez le voir.")
    with page.expect_navigation():
        page.locator("#words button[data-submits]").click()
    wait_until(lambda: "Venez le voir" in public.goto(address).text(), 60, "the correction is there")
    expect(public.locator("article")).to_contain_text("orrigé")


def written(page, room: str) -> str:
    page.goto(f"{room}/new/")
    page.get_by_label("De quoi s’agit-il").fill("Le four neuf")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/writing/\d+/"))
    page.locator(".paper textarea").press_sequentially(PROUD, delay=5)
    return page.url.partition("?")[0]


def underlined_and_mended(page) -> None:
    """The underline comes as one writes, and goes once the words are mended."""
    expect(page.locator(".underlines mark.lint").first).to_contain_text("Fiers de vous annoncer", timeout=15000)
    page.locator(".paper textarea").fill(MENDED)
    expect(page.locator(".underlines mark.lint", has_text="Fiers")).to_have_count(0, timeout=15000)


def agreed(page) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name="Demander l’accord").click()
    with page.expect_navigation():
        page.get_by_role("button", name="Je donne mon accord").click()


def dragged(page, room: str, piece: str) -> None:
    """Planned for the Wednesday of the week after next, dragged to its Friday."""
    today = datetime.now(PARIS).date()
    monday = today - timedelta(days=today.weekday()) + timedelta(days=14)
    page.goto(piece)
    plan(page, monday + timedelta(days=2), "10:30")
    page.goto(f"{room}/calendar/?view=week&on={monday.isoformat()}")
    friday = page.locator(f'[data-day="{monday + timedelta(days=4)}"]')
    with page.expect_navigation():
        page.locator(".cal-entry", has_text="Le four neuf").drag_to(friday)
    expect(friday.locator(".cal-entry")).to_contain_text("10\u00a0h\u00a030")


def planned_soon(page, piece: str) -> None:
    """Taken to the next minute but one: it leaves by itself."""
    page.goto(piece)
    soon = datetime.now(PARIS) + timedelta(minutes=2)
    plan(page, soon.date(), soon.strftime("%H:%M"))


def plan(page, day, hour: str) -> None:
    page.locator('input[name="day"]').first.fill(day.isoformat())
    page.locator('input[name="hour"]').first.fill(hour)
    with page.expect_navigation():
        page.get_by_role("button", name="Le prévoir").first.click()
