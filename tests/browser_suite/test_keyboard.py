"""Everything with the keyboard alone: each page is walked with Tab, and the inbox's keys do what ? says."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.architecture.house import told

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

HOUSE = "/o/trois-fournils"
MOST_STEPS = 400
ROOMS = ["/", "/inbox/", "/listening/", "/listening/queries/", "/listening/queries/1/", "/channels/", "/channels/new/",
         "/channels/new/mail/", "/channels/1/", "/channels/1/change/", "/deliveries/", "/deliveries/1/", "/people/",
         "/people/mine/", "/go/", "/inbox/rules/", "/inbox/rules/new/", "/insights/log/", "/work/", "/settings/", "/settings/members/", "/settings/organisation/",
         "/settings/teams/", "/settings/invitations/", "/waits/", "/thanks/", "/guide/listen/",
         "/guide/channels/"]  # fmt: skip
PAGES = [*(HOUSE + room for room in ROOMS), "/welcome/", "/me/", "/organisations/", "/account/2fa/", "/account/email/"]
# what a person can act on and can see, numbered; of a group of radio buttons the keyboard reaches one
NUMBER = """() => {
  const acts = [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary")];
  const reached = acts.filter(one => !one.disabled && one.tabIndex >= 0 && one.checkVisibility({visibilityProperty: true})
    && !(one.type === "radio" && !one.checked && document.querySelector(`input[name="${one.name}"]:checked`)));
  const groups = new Set();
  let n = 0;
  for (const one of reached) {
    if (one.type === "radio") { if (groups.has(one.name)) continue; groups.add(one.name); }
    one.dataset.number = n++;
  }
  return n;
}"""
# a part that was read again meanwhile has lost its numbers
MISSED = """reached => [...document.querySelectorAll("[data-number]")]
  .filter(one => !reached.includes(Number(one.dataset.number))).map(one => one.outerHTML.slice(0, 120))"""
# where the focus is, and whether it can be seen: on the element, or on the box that stands for it
FOCUSED = """() => {
  const one = document.activeElement;
  if (!one || one === document.body) return null;
  const seen = element => {
    const style = getComputedStyle(element);
    return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  };
  const boxes = [one, one.closest(".choice, .composer, .row")].filter(Boolean);
  return {number: one.dataset.number ?? "", is_seen: boxes.some(seen), what: one.outerHTML.slice(0, 120)};
}"""


@pytest.fixture(scope="module")
def page(sign_in: Any) -> Any:
    return sign_in()


@pytest.fixture
def conversation(house: Any, page: Any) -> Any:
    """The first person who waits where we can answer, open on the page."""
    page.goto(f"{HOUSE}/inbox/?view=waiting")
    page.goto(page.locator(".list a[data-row]", has_text="Bluesky").first.get_attribute("href"))
    return page


def walk(page: Any) -> Iterator[dict[str, Any]]:
    """Tab, until the focus leaves the page or comes round."""
    first = None
    for _ in range(MOST_STEPS):
        page.keyboard.press("Tab")
        here = page.evaluate(FOCUSED)
        if here is None or (first is not None and here["what"] == first):
            return
        first = first or here["what"]
        yield here


def test_tab_reaches_everything_and_is_seen(page):
    faults = []
    for url in PAGES:
        page.goto(url)
        assert page.evaluate(NUMBER), url
        steps = list(walk(page))
        reached = {int(step["number"]) for step in steps if step["number"]}
        missed = page.evaluate(MISSED, sorted(reached))
        faults += [f"{url}: never reached: {what}" for what in missed]
        faults += [f"{url}: the focus is not seen: {step['what']}" for step in steps if not step["is_seen"]]
    assert not faults, told(faults, "By keyboard:")


@pytest.mark.parametrize("url", [f"{HOUSE}/", f"{HOUSE}/inbox/", "/me/"])
def test_the_content_is_one_key_away(page, url):
    page.goto(url)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_the_keys_are_listed(conversation):
    page = conversation
    page.keyboard.press("?")
    keys = page.locator("#keys-help")
    expect(keys).to_be_visible()
    listed = {words.strip() for words in keys.locator("dt").all_inner_texts()}
    assert {"?", "J K", "X", "R", "N", "C", "A", "L", "S", "E", "G I"} <= listed
    page.keyboard.press("Escape")
    expect(keys).to_be_hidden()


class TestInbox:
    def test_people_are_walked_and_opened(self, page):
        page.goto(f"{HOUSE}/inbox/")
        rows = page.locator(".list a[data-row]")
        page.keyboard.press("j")
        expect(rows.nth(0)).to_be_focused()
        page.keyboard.press("j")
        expect(rows.nth(1)).to_be_focused()
        page.keyboard.press("k")
        expect(rows.nth(0)).to_be_focused()
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile(r"/inbox/\d+/"))
        expect(page.locator(".list a.row[aria-current]")).to_have_count(1)

    def test_people_are_walked_on_the_first_page(self, page):
        page.goto(f"{HOUSE}/")
        page.keyboard.press("j")
        expect(page.locator("a[data-row]").first).to_be_focused()

    def test_the_answer(self, conversation, house):
        page = conversation
        page.keyboard.press("r")
        area = page.locator("form.composer textarea")
        expect(area).to_be_focused()
        page.keyboard.type("Rien ne brûle, je note : c’est N° 1 ?")
        expect(area).to_have_value("Rien ne brûle, je note : c’est N° 1 ?")
        before = house.one("select count(*) from deliveries_delivery")
        page.keyboard.press("Control+Enter")
        expect(page.locator(".msg.ours", has_text="Rien ne brûle, je note")).to_be_visible()
        assert house.one("select count(*) from deliveries_delivery") == before + 1

    def test_the_note(self, conversation):
        page = conversation
        page.keyboard.press("n")
        page.wait_for_url("**tab=note**")
        area = page.locator("form.composer textarea")
        expect(area).to_be_focused()
        page.keyboard.type("Vu avec Samir.")
        page.keyboard.press("Control+Enter")
        expect(page.locator(".note", has_text="Vu avec Samir.").first).to_be_visible()

    @pytest.mark.parametrize(
        ("key", "field"),
        [("e", "reason"), ("s", "when"), ("a", "to"), ("l", "name")],
        ids=["close", "aside", "give", "label"],
    )
    def test_a_sheet_opens_with_the_cursor_in_it_and_closes(self, conversation, key, field):
        page = conversation
        page.keyboard.press(key)
        expect(page.locator(f".act[open] [name={field}]")).to_be_focused()
        page.keyboard.press("Escape")
        page.keyboard.press("Escape")
        expect(page.locator(".act[open]")).to_have_count(0)
        expect(page.locator(f".act > summary[data-key={key}]")).to_be_focused()

    def test_one_sheet_at_a_time(self, conversation):
        page = conversation
        page.keyboard.press("c")
        page.keyboard.press("a")
        expect(page.locator(".act[open]")).to_have_count(1)

    def test_the_reading_is_corrected_in_two_keys(self, conversation):
        page = conversation
        page.keyboard.press("3")  # the sheet is closed: nothing happens
        page.keyboard.press("c")
        third = page.locator(".act[open] button[data-key='3']")
        expect(third).to_be_visible()
        value = third.get_attribute("value")
        with page.expect_navigation():
            page.keyboard.press("3")
        pressed = page.locator("button[name=intent][aria-pressed=true]")
        assert pressed.get_attribute("value") == value

    def test_search_is_one_key_away(self, page):
        page.goto(f"{HOUSE}/inbox/")
        page.keyboard.press("Control+k")
        expect(page.locator(":focus")).to_have_attribute("name", "q")


class TestPalette:
    def test_what_the_page_can_do_is_done_from_it(self, conversation):
        page = conversation
        page.keyboard.press("Control+k")
        page.keyboard.type("confier")
        expect(page.locator("#search [data-here] [data-command]").first).to_be_visible()
        page.keyboard.press("Enter")
        expect(page.locator(".act[open] [name=to]")).to_be_focused()

    def test_a_place_is_reached_with_the_arrows(self, page):
        page.goto(f"{HOUSE}/inbox/")
        page.keyboard.press("Control+k")
        page.keyboard.type("canaux")
        link = page.locator("#palette a[data-command]", has_text="Canaux").first
        expect(link).to_be_visible()
        while page.locator(":focus").inner_text().strip() != link.inner_text().strip():
            page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        page.wait_for_url("**/channels/")

    def test_a_person_is_found(self, page):
        page.goto(f"{HOUSE}/")
        page.keyboard.press("Control+k")
        page.keyboard.type("karima")
        expect(page.locator("#palette a[data-command]", has_text="Karima").first).to_be_visible()
        page.keyboard.press("Escape")
        expect(page.locator("#search")).to_be_hidden()

    def test_without_script_it_is_a_page(self, sign_in, conversation):
        plain = sign_in(java_script_enabled=False)
        plain.goto(conversation.url)
        plain.locator(".side a", has_text="Chercher").click()
        plain.fill("main input[name=q]", "confier")
        plain.locator("main form[role=search] button").click()
        plain.locator("#palette a", has_text="Confier à").click()
        expect(plain.locator(".act[open] [name=to]")).to_be_visible()


@pytest.mark.parametrize(
    ("letter", "address"), [("i", "/inbox/"), ("l", "/listening/"), ("c", "/channels/"), ("t", "/")]
)
def test_g_and_a_letter_lead_to_a_room(page, letter, address):
    page.goto(f"{HOUSE}/people/")
    page.keyboard.press("g")
    page.keyboard.press(letter)
    page.wait_for_url(f"**{HOUSE}{address}")


def test_single_keys_are_switched_off_in_ones_own_settings(page):
    page.goto("/me/")
    page.get_by_role("button", name="Couper les touches seules").click()
    page.goto(f"{HOUSE}/inbox/")
    page.keyboard.press("j")
    expect(page.locator(".list a[data-row]").first).not_to_be_focused()
    page.keyboard.press("Control+k")
    expect(page.locator(":focus")).to_have_attribute("name", "q")
    page.goto("/me/")
    page.get_by_role("button", name="Rétablir les touches seules").click()
