"""The shell in a real browser: it can be read by everyone, used without script, by keyboard, on a phone."""

import re

import pytest
from playwright.sync_api import expect

from tests.web import site
from tests.web.conftest import LANGUAGES, ROOT, THEMES

pytestmark = pytest.mark.browser
AXE = ROOT / "node_modules/axe-core/axe.min.js"
# each page in two dresses; the gallery shows its components by day and by night in both
SEEN = [
    (path, *dress)
    for path in ("/gallery/", "/today/", "/desk/", "/plain/", "/nowhere/")
    for dress in zip(LANGUAGES, THEMES, strict=True)
]


def faults(page) -> list[str]:
    page.evaluate(AXE.read_text())
    # the gallery shows each way through a page twice, by day and by night
    rules = {"landmark-unique": {"enabled": "/gallery/" not in page.url}}
    found = page.evaluate("rules => axe.run(document, {resultTypes: ['violations'], rules})", rules)
    return [
        f"{fault['id']}: {node['target']} {node['failureSummary']}"
        for fault in found["violations"]
        for node in fault["nodes"]
    ]


@pytest.mark.parametrize(("path", "language", "theme"), SEEN)
def test_everyone_can_read_it(open_page, path, language, theme):
    page = open_page(path, language, theme)
    assert faults(page) == []
    page.complaints[:] = [words for words in page.complaints if "404" not in words]


@pytest.mark.parametrize("path", ["/today/", "/desk/", "/gallery/"])
def test_everyone_can_read_it_on_a_phone(open_page, path):
    page = open_page(path, width=390)
    assert faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") == 390


@pytest.mark.parametrize("path", ["/today/", "/desk/", "/plain/", "/gallery/"])
def test_nothing_sticks_out(open_page, path):
    page = open_page(path)
    for width in (320, 390, 768, 1000, 1280, 1920):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") == width


def test_menus_work_without_script(open_page):
    page = open_page("/today/", java_script_enabled=False)
    page.click(".side-foot summary")
    page.click(".side-foot button[value=en]")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.click(".side-foot summary")
    page.click(".side-foot button[value=dark]")
    expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")
    expect(page.locator("[data-opens=keys-help]")).to_be_hidden()


def test_the_night_comes_at_once(open_page):
    page = open_page("/today/")
    page.click(".side-foot summary")
    page.click(".side-foot button[value=dark]")
    expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")
    page.reload()
    expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")
    page.click(".side-foot summary")
    page.click(".side-foot button[value='']")
    expect(page.locator("html")).not_to_have_attribute("data-bs-theme", "dark")
    assert not any(cookie["name"] == "liant_theme" for cookie in page.context.cookies())


class TestKeyboard:
    def test_rows_are_walked(self, open_page):
        page = open_page("/today/")
        page.keyboard.press("j")
        expect(page.locator(":focus")).to_have_text("Karima Benali")
        page.keyboard.press("j")
        expect(page.locator(":focus")).to_have_text("Marcel Roche")
        page.keyboard.press("k")
        page.keyboard.press("Enter")
        page.wait_for_url("**/desk/")

    def test_the_walk_starts_from_the_open_conversation(self, open_page):
        page = open_page("/desk/")
        page.keyboard.press("j")
        expect(page.locator(":focus .who")).to_have_text("Marcel Roche")

    def test_keys_are_silent_while_one_types(self, open_page):
        page = open_page("/desk/")
        page.keyboard.press("r")
        area = page.locator("#compose-text")
        expect(area).to_be_focused()
        page.keyboard.type("jn? oui")
        expect(area).to_have_value("jn? oui")
        expect(page.locator("#keys-help")).to_be_hidden()
        page.keyboard.press("Escape")
        expect(area).not_to_be_focused()

    def test_the_list_of_keys_knows_the_page(self, open_page):
        page = open_page("/desk/")
        page.keyboard.press("?")
        help_dialog = page.locator("#keys-help")
        expect(help_dialog).to_be_visible()
        expect(help_dialog.locator("dd", has_text="Votre réponse à Karima")).to_be_visible()
        expect(help_dialog.locator("dd", has_text="Note interne")).to_be_visible()
        assert faults(page) == []
        page.keyboard.press("Escape")
        expect(help_dialog).to_be_hidden()

    def test_single_keys_can_be_switched_off(self, open_page):
        page = open_page("/today/")
        page.keyboard.press("?")
        page.click("[data-keys-switch]")
        page.keyboard.press("Escape")
        page.keyboard.press("j")
        assert page.evaluate("document.activeElement.matches('[data-row]')") is False
        page.reload()
        page.keyboard.press("j")
        assert page.evaluate("document.activeElement.matches('[data-row]')") is False

    def test_control_enter_sends(self, open_page):
        page = open_page("/desk/")
        page.fill("#compose-text", "Bonjour Karima")
        page.press("#compose-text", "Control+Enter")
        page.wait_for_load_state()
        assert site.texts[-1] == "Bonjour Karima"

    def test_the_content_is_one_key_away(self, open_page):
        page = open_page("/today/")
        page.keyboard.press("Tab")
        expect(page.locator(":focus")).to_have_text("Aller au contenu")
        page.keyboard.press("Enter")
        expect(page.locator("main")).to_be_focused()


class TestWriting:
    def test_the_count_follows(self, open_page):
        page = open_page("/desk/")
        page.fill("#compose-text", "👩‍👩‍👧é")
        expect(page.locator("[data-count]")).to_have_text("2 sur 300")
        page.fill("#compose-text", "a" * 301)
        expect(page.locator("[data-count]")).to_have_text("301 sur 300\u00a0: un signe de trop")
        expect(page.locator(".count")).to_contain_class("over")
        expect(page.locator("#said-aloud")).to_contain_text("un signe de trop")
        page.fill("#compose-text", "a" * 312)
        expect(page.locator("[data-count]")).to_have_text("312 sur 300\u00a0: 12 signes de trop")

    def test_what_was_begun_comes_back(self, open_page):
        page = open_page("/desk/")
        page.fill("#compose-text", "Bonjour Karima, vous")
        page.goto("/today/")
        page.goto("/desk/")
        expect(page.locator("#compose-text")).to_have_value("Bonjour Karima, vous")
        expect(page.locator("[data-count]")).to_have_text("20 sur 300")
        page.click("[data-draft-drop]")
        expect(page.locator("#compose-text")).to_have_value("")
        page.reload()
        expect(page.locator("#compose-text")).to_have_value("")

    def test_an_answer_is_sent_without_script(self, open_page):
        page = open_page("/desk/", java_script_enabled=False)
        page.fill("#compose-text", "Sans script")
        page.click("[data-submits]")
        assert site.texts[-1] == "Sans script"


class TestParts:
    @pytest.fixture(autouse=True)
    def _end_of_stream(self):
        site.reads.clear()
        site.stream.is_cut = False
        yield
        site.news.put("cut")

    def test_htmx_brings_a_part_and_the_focus(self, open_page):
        page = open_page("/live/")
        page.click("#act button")
        expect(page.locator("#act h2")).to_be_focused()
        expect(page.locator("#said-aloud")).to_have_text("C’est fait.")

    def test_an_error_is_laid_over_the_page(self, open_page):
        page = open_page("/live/")
        page.click("#breaks button")
        expect(page.locator("#notices [role=alert]")).to_contain_text("Ce n’est plus là.")
        expect(page.locator("#breaks button")).to_be_visible()
        page.complaints.clear()

    def test_a_part_is_read_when_its_topic_changes(self, open_page):
        page = open_page("/live/")
        expect(page.locator("[data-read]")).to_have_text("1")
        site.news.put('{"topic": "elsewhere"}')
        site.news.put('{"topic": "inbox", "say": "Karima a répondu."}')
        expect(page.locator("[data-read]")).to_have_text("2")
        expect(page.locator("#said-aloud")).to_have_text("Karima a répondu.")
        assert site.reads == ["page", "div#news"]

    def test_a_lost_connection_is_told_with_its_hour_and_the_page_still_read(self, open_page):
        page = open_page("/plain/")
        page.clock.install(time=site.NOW)
        page.goto("/live/")
        expect(page.locator("[data-read]")).to_have_text("1")
        site.stream.is_cut = True
        site.news.put("cut")
        for _ in range(12):
            page.clock.run_for(1000)
            page.wait_for_timeout(50)
        expect(page.locator("#connection")).to_contain_text(re.compile(r"La ligne a été coupée à \d\d h \d\d\."))
        page.clock.run_for(31_000)
        expect(page.locator("[data-read]")).to_have_text("2")
        site.stream.is_cut = False
        page.clock.run_for(31_000)
        expect(page.locator("#connection")).to_contain_text("Ce qui est arrivé depuis est en train de venir.")
        page.clock.run_for(1000)
        expect(page.locator("#connection")).to_be_hidden()
        page.clock.run_for(1000)
        expect(page.locator("#said-aloud")).to_contain_text("La page est à jour.")
        page.complaints.clear()
