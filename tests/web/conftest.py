"""The shell is tried with pages of its own (site.py), without a database."""

import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest

ROOT = Path(__file__).resolve().parents[2]
LANGUAGES = ("fr", "en")
THEMES = ("light", "dark")
CHROMIUM = "/usr/bin/chromium"
CHROMIUM_ARGUMENTS = [
    "--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run",
]  # fmt: skip


@pytest.fixture(scope="session", autouse=True)
def compiled_texts() -> None:
    """The French of the shell, as the programme reads it."""
    import subprocess

    from django.utils.translation import trans_real

    subprocess.run([sys.executable, ROOT / "scripts/messages.py", "compile", "web"], check=True)
    trans_real._translations.clear()


@pytest.fixture
def _site(settings) -> None:
    settings.ROOT_URLCONF = "tests.web.site"
    settings.ALLOWED_HOSTS = ["*"]


@pytest.fixture
def get(_site, client) -> Callable[..., object]:
    """Get a page of the little house, in a language."""

    def get(path: str, language: str = "en", **headers: str):
        return client.get(path, headers={"accept-language": language, **headers})

    return get


class _Threads(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class _Quiet(WSGIRequestHandler):
    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture
def address(_site) -> Iterator[str]:
    """The little house, served on a real port with its static files."""
    from django.contrib.staticfiles.handlers import StaticFilesHandler
    from django.core.handlers.wsgi import WSGIHandler

    if not (ROOT / "src/liant/web/static/vendor/htmx.min.js").exists():
        pytest.fail("The vendored assets are missing: run make setup.")
    server = make_server("127.0.0.1", 0, StaticFilesHandler(WSGIHandler()), _Threads, _Quiet)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")  # its event loop must not outlive the module: other tests start loops of their own
def chromium() -> Iterator[object]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def open_page(chromium, address) -> Iterator[Callable[..., object]]:
    """Open a page; what the console complains of fails the test."""
    contexts, complaints = [], []

    def open_page(path: str, language: str = "fr", theme: str = "light", width: int = 1280, **options: object):
        context = chromium.new_context(
            viewport={"width": width, "height": 900}, locale=language, color_scheme=theme, base_url=address, **options
        )
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: message.type == "error" and complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.complaints = complaints
        page.goto(path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not complaints
