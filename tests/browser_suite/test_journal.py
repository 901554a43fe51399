"""The public pages of a journal in a real browser: readable by everyone, in both languages, by day and by night, on a phone,
without a script; a reader writes, by keyboard."""

import json
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest

from tests.browser_suite.conftest import complaints_of
from tests.browser_suite.test_every_page import PHONE, faults, sticks_out
from tests.installation import ROOT

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


@pytest.fixture(scope="module")
def journal(house: Any) -> dict[str, Any]:
    """The addresses of its pages, by what they show."""
    command = [sys.executable, "-m", "tests.browser_suite.inside", "journal", "{}"]
    done = subprocess.run(command, env=house.environment, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(done.stdout.strip().splitlines()[-1])


@pytest.fixture
def reader(chromium: Any, house: Any, request: Any) -> Iterator[Any]:
    """Somebody without an account, on a phone; scripts are for the checks alone, the pages have none."""
    scheme = getattr(request, "param", "light")
    context = chromium.new_context(base_url=house.address, viewport=PHONE, color_scheme=scheme, reduced_motion="reduce")
    page = context.new_page()
    page.complaints = complaints_of(page)
    yield page
    assert context.cookies() == []
    context.close()


@pytest.mark.parametrize("reader", ["light", "dark"], indirect=True)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_everyone_can_read_the_journal_on_a_phone(reader, journal, language):
    seen = []
    for address in journal[language]:
        reader.goto(address)
        assert reader.get_attribute("html", "lang") == language, address
        assert reader.locator("script:not([type='application/ld+json'])").count() == 0
        seen += [f"{address}: {fault}" for fault in (*faults(reader), *sticks_out(reader))]
    assert not seen, seen
    assert [one for one in reader.complaints if "the server responded with a status" not in one] == []


def test_a_reader_writes_by_keyboard_and_takes_it_back(chromium, house, journal):
    context = chromium.new_context(base_url=house.address, viewport=PHONE, locale="fr-FR", java_script_enabled=False)
    page = context.new_page()
    page.goto(journal["piece"])
    page.get_by_label("Votre nom").focus()
    page.keyboard.type("Karima")
    page.keyboard.press("Tab")
    page.keyboard.type("Merci pour la nuit.")
    page.wait_for_timeout(3500)  # nobody writes faster
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/pages/comments/**")
    assert "Une personne de la maison va le lire" in page.inner_text("main")
    page.get_by_role("button", name="Le reprendre").press("Enter")
    page.wait_for_load_state()
    assert "Ses mots ne sont plus là" in page.inner_text("main")
    assert context.cookies() == []
    context.close()
