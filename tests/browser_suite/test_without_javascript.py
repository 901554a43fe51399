"""A whole morning without JavaScript: every task is a link or a form."""

import re
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.installation import wait_until

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

HOUSE = "/o/trois-fournils"
RSS = """<rss version="2.0"><channel><title>Le journal du quai</title><link>http://127.0.0.1/</link><description>x</description>
<item><title>Samedi</title><guid>1</guid><link>http://127.0.0.1/1</link><description>Le fournil ouvre samedi.</description>
<pubDate>Sat, 01 Nov 2025 08:00:00 GMT</pubDate></item></channel></rss>"""


@pytest.fixture(scope="module")
def page(chromium: Any, house: Any) -> Any:
    """Signed in by the link that serves once."""
    house.worker()
    context = chromium.new_context(
        locale="fr-FR", base_url=house.address, java_script_enabled=False, viewport={"width": 1280, "height": 900}
    )
    page = context.new_page()
    page.goto(house.told["link"])
    page.click("main button[type=submit]")
    page.wait_for_url("**/o/trois-fournils/**")
    yield page
    context.close()


@pytest.fixture(scope="module")
def feed() -> Iterator[str]:
    """The address of a small journal on this machine."""

    class Journal(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "application/rss+xml")
            self.end_headers()
            self.wfile.write(RSS.encode())

        def log_message(self, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Journal)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/rss"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def conversation(page: Any, house: Any) -> str:
    """The address of an exchange on a channel by which one may answer."""
    page.goto(f"{HOUSE}/inbox/?view=waiting")
    wanted = page.locator(".list .row", has=page.locator(".where", has_text="Bluesky")).first
    wanted.click()
    return re.sub(r"\?.*", "", page.url)


def unfold(page: Any, words: str) -> Any:
    """Open the sheet under this button."""
    page.locator("summary", has_text=words).first.click()
    return page.locator("details[open]", has=page.locator("summary", has_text=words)).first


def test_it_is_signed_in_and_the_first_page_is_there(page):
    page.goto(f"{HOUSE}/")
    expect(page.locator("h1")).to_have_text("Bonjour Léa.")


def test_answer(page, conversation, house):
    page.goto(conversation)
    page.fill("form.composer textarea", "Bonjour, le thermostat est changé.")
    page.click("form.composer [data-submits]")
    expect(page.locator(".msg.ours", has_text="le thermostat est changé")).to_be_visible()
    sql = "select state from deliveries_delivery where text = 'Bonjour, le thermostat est changé.'"
    wait_until(lambda: house.one(sql) == "sent", 30, "the answer left")


def test_note(page, conversation):
    page.goto(conversation)
    page.get_by_role("link", name="Note interne").click()
    page.fill("form.composer textarea", "Vu avec Samir.")
    page.click("form.composer [data-submits]")
    expect(page.locator(".note", has_text="Vu avec Samir.").first).to_be_visible()


def test_assign(page, conversation):
    page.goto(conversation)
    sheet = unfold(page, "Confier à")
    sheet.locator("select[name=to]").select_option(label="Paul Mercier")
    sheet.locator("button[type=submit]").click()
    page.goto(conversation)
    expect(page.locator(".talk-head")).to_contain_text("Paul Mercier s’en occupe")


def test_label_and_take_it_off(page, conversation):
    page.goto(conversation)
    sheet = unfold(page, "Étiquette")
    sheet.locator("input[name=name]").fill("sans script")
    sheet.locator("button[type=submit]").last.click()
    page.goto(conversation)
    expect(page.locator(".talk-head .tag", has_text="sans script")).to_be_visible()
    unfold(page, "Étiquette").get_by_role("button", name="sans script").click()
    page.goto(conversation)
    expect(page.locator(".talk-head .tag", has_text="sans script")).to_have_count(0)


def test_correct(page, conversation):
    page.goto(conversation)
    unfold(page, "Corriger la lecture").locator("button[value=praise]").click()
    page.goto(conversation)
    assert page.locator("button[name=intent][aria-pressed=true]").get_attribute("value") == "praise"


def test_snooze_close_and_reopen(page, conversation, house):
    def state() -> str:
        number = int(conversation.rstrip("/").rpartition("/")[2])
        return house.rows("select state from inbox_conversation where id = %s", number)[0][0]

    page.goto(conversation)
    unfold(page, "Mettre de côté").locator("button[type=submit]").click()
    assert state() == "snoozed"
    page.goto(conversation)
    sheet = unfold(page, "Clore")
    sheet.locator("[name=reason]").fill("Vu au comptoir.")
    sheet.locator("button[type=submit]").click()
    assert state() == "closed"
    page.goto(conversation)
    page.get_by_role("button", name="Rouvrir").click()
    assert state() == "open"


def test_search(page):
    page.goto(f"{HOUSE}/")
    page.get_by_role("link", name="Chercher").first.click()
    page.fill("main input[name=q]", "Karima")
    page.click("main form[role=search] button")
    expect(page.locator("main .commands a", has_text="Karima").first).to_be_visible()


def test_narrow_the_list(page):
    page.goto(f"{HOUSE}/inbox/")
    form = unfold(page, "Affiner")
    form.locator("select[name=intent]").select_option(label="plainte")
    form.locator("button[type=submit]").click()
    expect(page.locator(".list-head .tag", has_text="plainte")).to_be_visible()
    page.get_by_role("link", name="Tout montrer à nouveau").click()
    expect(page.locator(".list-head .tag")).to_have_count(0)


def test_language_and_theme(page):
    for name, value, attribute in (("language", "en", "lang"), ("theme", "dark", "data-bs-theme"),
                                   ("language", "fr", "lang"), ("theme", "light", "data-bs-theme")):  # fmt: skip
        page.goto(f"{HOUSE}/")
        page.click(".side-foot details.menu > summary")
        page.click(f".side-foot button[name={name}][value={value}]")
        expect(page.locator("html")).to_have_attribute(attribute, value)


def test_save_a_query(page, house):
    page.goto(f"{HOUSE}/listening/queries/new/")
    page.fill("[name=name]", "La fête du pain")
    page.fill("[name=expr]", '"fête du pain"')
    page.locator("main form", has=page.locator("[name=expr]")).locator("button.main-act").click()
    wait_until(
        lambda: house.one("select count(*) from listening_savedquery where name = 'La fête du pain'"), 5, "it is kept"
    )


def test_connect_a_feed(page, house, feed):
    page.goto(f"{HOUSE}/channels/")
    page.get_by_role("link", name="Relier un canal").click()
    page.locator("main a[href$='/channels/new/feeds/']").click()
    page.fill("main [name=name]", "Le journal du quai")
    page.fill("main [name$=url]", feed)
    page.check("main [name=default_hat]") if page.locator("main [name=default_hat][type=radio]").count() else None
    page.click("main button[value=test]")
    expect(page.locator("main .notice.ok")).to_be_visible()
    page.click("main button[value=keep]")
    sql = "select count(*) from channels_item where text like '%%fournil ouvre%%'"
    wait_until(lambda: house.one(sql) == 1, 30, "its article is heard")


def test_thank(page, house):
    page.goto(f"{HOUSE}/thanks/")
    form = page.locator("main form", has=page.locator("textarea")).first
    form.locator("textarea").fill("Merci à vous.")
    form.locator("button[type=submit]").click()
    assert house.one("select count(*) from deliveries_delivery where text = 'Merci à vous.'") == 1
