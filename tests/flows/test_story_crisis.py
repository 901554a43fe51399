"""A crisis, in French and with the keyboard alone: switched on, the queue is held, one piece is let go, and only that one leaves."""

import pytest
from playwright.sync_api import expect

from tests.installation import wait_until

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
MOST_TABS = 200
SLOW = 30_000  # milliseconds, on a machine that does much else
FOCUSED = "() => (document.activeElement.innerText || document.activeElement.name || '').replace(/\\s+/g, ' ').trim()"


def tab_to(page, words: str) -> None:
    """On to the next thing whose words, or name, begin so."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        if page.evaluate(FOCUSED).startswith(words):
            return
    raise AssertionError(f"the keyboard does not reach “{words}”")


def states(installation, deliveries: list[int]) -> list[str]:
    rows = installation.rows("select id, state from deliveries_delivery where id = any(%s)", deliveries)
    return [dict(rows)[one] for one in deliveries]


def test_mode_crise_la_file_est_retenue_un_contenu_est_libere_au_clavier(installation, browser_page, tmp_path):
    house = installation.call("make_house")
    organisation = house["organisation"]
    channel = installation.call("connect", organisation=organisation, kind="console", name="Console",
                                settings={"folder": str(tmp_path)})  # fmt: skip
    queued = installation.call("queue_pieces", organisation=organisation, channel=channel,
                               titles=["Brioche de Noël", "Pourquoi la nuit"])  # fmt: skip
    installation.web()
    page = browser_page
    expect.set_options(timeout=SLOW)
    page.goto(house["link"])
    tab_to(page, "Entrer")
    page.keyboard.press("Enter")
    page.wait_for_url("**/o/fournils/")
    switch_on(page)
    installation.worker()
    wait_until(lambda: states(installation, queued) == ["held", "held"], 60, "the queue is held")
    page.reload()
    expect(page.locator("#held")).to_contain_text("2 contenus attendent")
    release_the_first(page)
    wait_until(lambda: states(installation, queued) == ["sent", "held"], 60, "one has left, the other has not")
    page.reload()
    expect(page.locator("#held")).to_contain_text("un contenu attend")
    expect(page.locator("main")).to_contain_text("Alice Fabre a libéré")


def switch_on(page) -> None:
    page.keyboard.press("Control+k")
    page.keyboard.type("mode crise")
    link = page.locator("#palette a[data-command]", has_text="Passer en mode crise")
    expect(page.locator("#palette a[data-command]", has_text="Aujourd’hui")).to_have_count(0)
    expect(link).to_be_visible()
    for _ in range(60):
        page.keyboard.press("ArrowDown")
        if page.evaluate("document.activeElement.innerText").strip() == link.inner_text().strip():
            break
    page.keyboard.press("Enter")
    page.wait_for_url("**/writing/crisis/on/")
    tab_to(page, "reason")
    page.keyboard.type("Malaises signalés après un gâteau de la Gare")
    tab_to(page, "Tout retenir maintenant")
    page.keyboard.press("Enter")
    expect(page.locator(".banner")).to_contain_text("Mode crise, ouvert")
    expect(page.locator(".banner")).to_contain_text("Rien de programmé ne part. Les réponses restent ouvertes.")


def release_the_first(page) -> None:
    tab_to(page, "Décider · Brioche de Noël")
    page.keyboard.press("Enter")
    tab_to(page, "reason")
    page.keyboard.type("Rien à voir avec la Gare")
    tab_to(page, "Libérer")
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text("C’est fait, et noté au journal de la crise.")
