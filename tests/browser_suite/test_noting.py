"""*Noter ici*, as it is used: a bookmark chosen on someone else's page, and what was said there is heard."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.installation import wait_until

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

SAID = "Les croissants des Trois Fournils étaient encore froids ce matin, quelqu’un sait pourquoi ?"
FORUM = f"<!doctype html><html lang=fr><title>Forum du quartier</title><p>Bonjour.</p><p id=said>{SAID}</p></html>"


@pytest.fixture(scope="module")
def forum() -> Iterator[str]:
    """Someone else's page."""

    class Page(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(FORUM.encode())

        def log_message(self, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Page)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/fil/12"
    server.shutdown()
    server.server_close()


def test_une_mention_notee_par_le_marque_page_depuis_une_autre_page(house: Any, sign_in: Any, forum: str) -> None:
    house.worker()
    page = sign_in()
    page.goto("/o/trois-fournils/note/")
    bookmark = page.get_by_role("link", name="Noter dans Liant").get_attribute("href")
    page.goto(forum)
    page.locator("#said").select_text()
    with page.expect_popup() as opened:
        page.evaluate(bookmark.removeprefix("javascript:"))
    note = opened.value
    expect(note.get_by_label("Ce qui a été dit")).to_have_value(SAID)
    expect(note.get_by_label("Adresse de la page")).to_have_value(forum)
    note.get_by_role("button", name="Noter", exact=True).click()
    expect(note.get_by_text("C’est noté.")).to_be_visible()
    wait_until(
        lambda: house.one("select count(*) from listening_mention m join channels_item i on i.id = m.item_id "
                          "where i.url = %s", forum), 60, "it is a mention")  # fmt: skip
    note.goto("/o/trois-fournils/listening/")
    expect(note.get_by_text("encore froids ce matin").first).to_be_visible()
    assert note.context.pages[0].complaints == []
