"""Answering by keyboard alone, on a telephone's page, in a real Chromium, with and without script, in French and English."""

from typing import Any

import pytest
from playwright.sync_api import expect

from liant.surveys.ready import ready_definition, ready_keys
from tests.browser import a_chromium
from tests.installation import ROOT

pytestmark = pytest.mark.browser
AXE = ROOT / "node_modules/axe-core/axe.min.js"
MOST_STOPS = 400  # of the key Tab on one page
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
YES_NO = [
    {"value": "yes", "text": {"default": "Yes", "fr": "Oui"}},
    {"value": "no", "text": {"default": "No", "fr": "Non"}},
]
EVERY_KIND: dict[str, Any] = {
    "title": {"default": "The bread", "fr": "Le pain"},
    "pages": [
        {"name": "one", "elements": [
            {"type": "radiogroup", "name": "often", "isRequired": True, "choices": YES_NO,
             "title": {"default": "Do you come often?", "fr": "Venez-vous souvent ?"}},
            {"type": "comment", "name": "when", "visibleIf": "{often} = 'yes'",
             "title": {"default": "When?", "fr": "Quand ?"}},
            {"type": "matrix", "name": "m", "isAllRowRequired": True, "columns": [1, 2, 3],
             "rows": [{"value": "salt", "text": {"default": "The salt", "fr": "Le sel"}}, {"value": "bake", "text": {"default": "The crust", "fr": "La croûte"}}],
             "title": {"default": "How is it?", "fr": "Comment est-il ?"}},
        ]},
        {"name": "two", "elements": [
            {"type": "checkbox", "name": "which", "choices": YES_NO, "showOtherItem": True, "title": {"default": "Which?", "fr": "Lesquels ?"}},
            {"type": "ranking", "name": "order", "choices": ["crust", "crumb"], "title": {"default": "In which order?", "fr": "Dans quel ordre ?"}},
            {"type": "rating", "name": "mood", "title": {"default": "Your mood", "fr": "Votre humeur"},
             "minRateDescription": {"default": "Bad", "fr": "Mauvaise"}, "maxRateDescription": {"default": "Good", "fr": "Bonne"}},
            {"type": "dropdown", "name": "shop", "choices": YES_NO, "title": {"default": "This shop?", "fr": "Cette boutique ?"}},
            {"type": "boolean", "name": "again", "title": {"default": "Again?", "fr": "De nouveau ?"}},
            {"type": "text", "name": "loaves", "inputType": "number", "min": 0, "max": 20, "title": {"default": "How many?", "fr": "Combien ?"}},
            {"type": "text", "name": "mail", "inputType": "email", "title": {"default": "An address", "fr": "Une adresse"}},
            {"type": "file", "name": "photo", "acceptedTypes": ".txt", "title": {"default": "A file", "fr": "Un fichier"}},
        ]},
    ],
}  # fmt: skip
TOLD = """() => { const one = document.activeElement; return {
    tag: one.tagName, type: one.type || "", name: one.name || "", value: one.value || "", is_within: !!one.closest("#asked"),
    is_seen: one === document.body || one.getClientRects().length > 0,
    has_checked: one.type === "radio" && !!document.querySelector(`input[name="${CSS.escape(one.name)}"]:checked`) } }"""


@pytest.fixture(scope="module")
def browser():
    with a_chromium() as found:
        yield found


@pytest.fixture(scope="module")
def asked(installation_of_file):
    """Links to every ready one and to one with every kind of question."""
    house = installation_of_file.call("make_house")
    definitions = {key: ready_definition(key) for key in ready_keys()} | {"every": EVERY_KIND}
    links = installation_of_file.call(
        "open_questionnaires", organisation=house["organisation"], definitions=definitions, each=8
    )
    installation_of_file.web()
    return {key: [installation_of_file.address + one for one in several] for key, several in links.items()}


@pytest.fixture
def phone(browser):
    """Pages 390 wide; `phone(has_script, language)`. What the console complains of makes the test fail."""
    contexts, complaints = [], []

    def opened(has_script: bool, language: str):
        context = browser.new_context(
            viewport={"width": 390, "height": 844}, java_script_enabled=has_script, locale=f"{language}-{language.upper()}",
            color_scheme="dark" if has_script else "light",
        )  # fmt: skip
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(20_000)
        page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        return page

    yield opened
    for context in contexts:
        context.close()
    assert [words for words in complaints if "422" not in words] == []


def faults(page) -> list[str]:
    page.evaluate(AXE.read_text())
    found = page.evaluate(
        "tags => axe.run(document, {resultTypes: ['violations'], runOnly: {type: 'tag', values: tags}})", TAGS
    )
    return [
        f"{fault['id']}: {node['target']} {node['failureSummary']}"
        for fault in found["violations"]
        for node in fault["nodes"]
    ]


def checked(page, language: str, has_script: bool) -> None:
    """Everyone can read it, nothing sticks out, and its language is told. Axe can't run on a page without script: it looks at
    the same pages with."""
    assert not has_script or faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    expect(page.locator("html")).to_have_attribute("lang", language)


class Keyboard:
    """Goes from stop to stop with Tab, answers what is asked there, and sends the page with Enter."""

    def __init__(self, page, has_script: bool, words: str = "Rien", *, skips: frozenset[str] = frozenset()):
        self.page, self.has_script, self.words, self.skips, self.ranks = page, has_script, words, skips, 0
        self.met: set[str] = set()

    def answer_page(self, move: str = "") -> None:
        """Until the button that sends it; `move`: the one wanted, else the first."""
        for _ in range(MOST_STOPS):
            self.page.keyboard.press("Tab")
            at = self.page.evaluate(TOLD)
            assert at["is_seen"], f"the focus is on what nobody sees: {at}"
            if at["tag"] == "BUTTON" and at["name"] == "move" and at["value"] in ([move] if move else ["next", "give"]):
                self.send()
                return
            if at["is_within"] and at["name"] and at["name"] not in self.skips:
                self.act(at)
        raise AssertionError("no button that sends the page is reached")

    def act(self, at: dict[str, Any]) -> None:
        keys, name, kind = self.page.keyboard, at["name"], at["type"]
        if (kind == "radio" and not at["has_checked"]) or (kind == "checkbox" and name not in self.met):
            self.changed(lambda: keys.press("Space"))
        elif kind == "select-one" and not at["value"]:
            self.ranks = self.ranks + 1 if "." in name.removeprefix("q.") else 0
            self.changed(lambda: keys.press(str(self.ranks) if self.ranks else "ArrowDown"))
        elif kind == "file" and name not in self.met:
            self.page.locator(":focus").set_input_files(
                {"name": "pain.txt", "mimeType": "text/plain", "buffer": b"du pain"}
            )
        elif kind in ("text", "textarea", "number", "email") and not at["value"] and "-Comment" not in name:
            keys.type({"number": "12", "email": "a@example.org"}.get(kind, self.words))
        self.met.add(name)

    def changed(self, act) -> None:
        """With script, what the answer brings up comes at once."""
        if not self.has_script:
            act()
            return
        with self.page.expect_response(lambda answer: answer.request.method == "POST"):
            act()
        expect(self.page.locator(".htmx-request, .htmx-swapping, .htmx-settling")).to_have_count(0)

    def send(self) -> None:
        self.page.evaluate("() => { document.documentElement.dataset.before = 'sent' }")
        self.page.keyboard.press("Enter")
        expect(self.page.locator("html:not([data-before])")).to_have_count(1, timeout=20_000)
        self.page.wait_for_load_state()


RUNS = [
    pytest.param(key, language, has_script, id=f"{key}-{language}-{'script' if has_script else 'plain'}", marks=marks)
    for at, key in enumerate(ready_keys())
    for run, (language, has_script) in enumerate((("fr", True), ("en", False), ("fr", False), ("en", True)))
    for marks in [() if key in ("experience-creator", "ties") and run == at % 2 else pytest.mark.full]
]


@pytest.mark.parametrize(("key", "language", "has_script"), RUNS)
def test_each_ready_one_is_answered_by_keyboard_on_a_phone(asked, phone, key, language, has_script):
    page = phone(has_script, language)
    link = asked[key][2 * (language == "en") + has_script]
    page.goto(f"{link}?lang={language}")
    keyboard = Keyboard(page, has_script, "Karima Benali" if key == "ties" else "Rien")
    for _ in range(24):
        if page.locator("#asked").count() == 0:
            break
        checked(page, language, has_script)
        keyboard.answer_page()
    checked(page, language, has_script)
    expect(page.locator("h1")).to_have_text({"fr": "Merci.", "en": "Thank you."}[language])


@pytest.mark.parametrize(("has_script", "language"), [(True, "fr"), (False, "en")])
def test_every_kind_its_errors_its_conditions_and_going_on_later(
    asked, phone, installation_of_file, has_script, language
):
    link = asked["every"][2 + has_script]
    page = phone(has_script, language)
    page.goto(f"{link}?lang={language}")
    empty = Keyboard(page, has_script, skips=frozenset({"q.often", "q.m.bake"}))
    empty.answer_page()
    said = page.get_by_role("alert")
    expect(said).to_contain_text({"fr": "Il manque quelque chose", "en": "Something is missing"}[language])
    expect(said.get_by_role("link")).to_have_count(2)
    expect(page.locator(".err")).to_have_count(2)
    checked(page, language, has_script)
    said.get_by_role("link").first.press("Enter")
    page.wait_for_url("**#f-qoften")

    keyboard = Keyboard(page, has_script)
    keyboard.answer_page()
    if "q.when" not in keyboard.met:
        expect(page.get_by_role("status").first).to_contain_text(
            {"fr": "il y a encore", "en": "there is more"}[language]
        )
        keyboard.answer_page()
    assert ("q.when" in keyboard.met) or has_script
    expect(page.get_by_text({"fr": "Page 2 sur 2", "en": "Page 2 of 2"}[language])).to_be_visible()

    later = phone(has_script, language)
    later.goto(f"{link}?lang={language}")
    expect(later.get_by_text({"fr": "Page 2 sur 2", "en": "Page 2 of 2"}[language])).to_be_visible()
    checked(later, language, has_script)
    back = Keyboard(later, has_script, skips=frozenset({"q.which", "q.order.crust", "q.order.crumb", "q.mood", "q.shop", "q.again",
                                                         "q.loaves", "q.mail", "q.photo"}))  # fmt: skip
    back.answer_page("back")
    expect(later.locator("input[name='q.often'][value=yes]")).to_be_checked()
    again = Keyboard(later, has_script)
    again.answer_page()
    again.answer_page()
    assert "thanks" in later.url
    checked(later, language, has_script)
    [answers] = [one for (one,) in installation_of_file.rows("select answers from surveys_slip") if one.get("loaves")][
        -1:
    ]
    [file] = answers.pop("photo")
    assert file["type"] == "text/plain"
    assert answers == {
        "often": "yes", "when": "Rien", "m": {"salt": 1, "bake": 1}, "which": ["yes"], "order": ["crust", "crumb"], "mood": 1,
        "shop": "yes", "again": True, "loaves": 12, "mail": "a@example.org",
    }  # fmt: skip
