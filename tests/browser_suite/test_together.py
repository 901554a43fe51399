"""Two colleagues before the same conversation: each sees the other, sees them write, and cannot answer over them; a page
whose line was cut says so, and catches up."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.counterparts.cutting_proxy import CuttingProxy

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
HOUSE = "/o/fournils/inbox"
COLLEAGUE = "Paul"
SOON = 20_000  # milliseconds; the machine may be busy


@pytest.fixture(scope="module")
def house_of_file(installation_of_file: Any) -> Any:
    found = installation_of_file
    found.organisation = found.call("make_house")["organisation"]
    found.channel = found.call("connect", organisation=found.organisation, kind="console", name="Console", settings={})
    found.sessions = {
        name: found.call("enter", organisation=found.organisation, name=name)
        for name in ("Léa", COLLEAGUE, "Alice Fabre")
    }
    found.web()
    return found


@pytest.fixture
def house(house_of_file: Any, request: pytest.FixtureRequest) -> Any:
    """A small house with someone who asks; `house.waiting` is the address of what they said."""
    found = house_of_file
    [conversation] = found.call(
        "someone_writes", organisation=found.organisation, channel=found.channel, key=request.node.name,
        text="Bonjour, livrez-vous à Sète ?" if "rule" in request.node.name else "Bonjour, ouvrez-vous lundi ?",
    )  # fmt: skip
    found.conversation, found.waiting = conversation, f"{HOUSE}/{conversation}/"
    return found


@pytest.fixture
def sit_down(chromium: Any, house: Any) -> Iterator[Callable[..., Any]]:
    """`sit_down("Léa")`: a browser in which she has signed in."""
    contexts: list[Any] = []

    def at_a_desk(name: str, address: str = "", **options: Any) -> Any:
        address = address or house.address
        context = chromium.new_context(
            locale="fr-FR",
            viewport={"width": 1280, "height": 900},
            base_url=address,
            reduced_motion="reduce",
            **options,
        )
        contexts.append(context)
        context.add_cookies([{"name": "sessionid", "value": house.sessions[name], "url": address}])
        page = context.new_page()
        page.set_default_timeout(30_000)
        return page

    yield at_a_desk
    for context in contexts:
        context.close()


def opened(page: Any, address: str) -> Any:
    page.goto(address)
    expect(page.locator("form.composer textarea")).to_be_visible()
    return page


def answer(page: Any, text: str) -> None:
    page.locator("form.composer textarea").fill(text)
    page.locator("form.composer [data-submits]").click()


def deliveries(house: Any) -> int:
    sql = "select count(*) from inbox_message where conversation_id = %s and direction = 'ours'"
    return house.one(sql, house.conversation)


def test_the_second_is_told_who_is_there_sees_them_write_and_go(house, sit_down):
    lea, paul = opened(sit_down("Léa"), house.waiting), opened(sit_down(COLLEAGUE), house.waiting)
    expect(paul.locator(".talk-head .presence")).to_contain_text("Léa lit aussi")
    expect(lea.locator(".talk-head .presence")).to_contain_text("Paul lit aussi", timeout=SOON)
    paul.locator("form.composer textarea").press_sequentially("Bonjour,")
    expect(lea.locator(".talk-head .presence")).to_contain_text(
        "Paul écrit. Deux réponses ne partiront pas.", timeout=SOON
    )
    paul.goto(f"{HOUSE}/")
    expect(lea.locator(".talk-head .presence")).to_have_count(0, timeout=SOON)


def test_the_second_cannot_answer_over_the_first_until_they_have_read(house, sit_down):
    lea, paul = opened(sit_down("Léa"), house.waiting), opened(sit_down(COLLEAGUE), house.waiting)
    lea.locator("form.composer textarea").fill("Je vous réponds aussi.")
    answer(paul, "Bonjour, oui, dès six heures.")
    told = "Paul a répondu depuis que vous avez ouvert cette page."
    expect(lea.locator(".msg.ours", has_text="dès six heures")).to_be_visible(timeout=SOON)  # without reading it again
    expect(lea.locator("#came")).to_contain_text(told, timeout=SOON)
    lea.locator("form.composer [data-submits]").click()
    expect(lea.locator("form.composer .err").first).to_be_visible()
    expect(lea.locator("form.composer textarea")).to_have_value("Je vous réponds aussi.")
    assert deliveries(house) == 1
    answer(paul, "Et le dimanche jusqu’à midi.")
    expect(lea.locator("#came")).to_contain_text(told, timeout=SOON)
    lea.locator("#came [data-read]").click()
    lea.locator("form.composer [data-submits]").click()
    expect(lea.locator(".msg.ours", has_text="Je vous réponds aussi.")).to_be_visible()
    assert deliveries(house) == 3


def test_chatwoot_14934_a_page_whose_line_was_cut_says_so_and_catches_up(house, sit_down):
    """There: the agent's page believed it was up to date. Here: it says when the line was cut, and once it is back it shows
    all that came, before it says so."""
    with CuttingProxy("127.0.0.1", house.port) as proxy:
        lea, paul = opened(sit_down("Léa"), house.waiting), opened(sit_down(COLLEAGUE, proxy.url), house.waiting)
        proxy.refuse()
        proxy.cut_all()
        expect(paul.locator("#connection")).to_contain_text("La ligne a été coupée à", timeout=SOON)
        answer(lea, "Pendant la coupure.")
        expect(lea.locator(".msg.ours", has_text="Pendant la coupure.")).to_be_visible()
        proxy.pass_through()
        expect(paul.locator(".msg.ours", has_text="Pendant la coupure.")).to_be_visible(timeout=2 * SOON)
        expect(paul.locator("#came")).to_contain_text(
            "Léa a répondu depuis que vous avez ouvert cette page.", timeout=SOON
        )
        expect(paul.locator("#connection")).to_be_hidden(timeout=SOON)
        paul.goto("about:blank")  # leaves before its line does


def test_without_script_one_reads_who_looked_within_the_last_minute(house, sit_down):
    opened(sit_down(COLLEAGUE), house.waiting)
    plain = opened(sit_down("Léa", java_script_enabled=False), house.waiting)
    expect(plain.locator(".talk-head .presence")).to_contain_text("Paul lit aussi")


def test_a_rule_is_written_tried_and_switched_on_on_a_telephone_without_script(house, sit_down):
    alice = sit_down("Alice Fabre", java_script_enabled=False)
    alice.set_viewport_size({"width": 390, "height": 844})
    alice.goto(f"{HOUSE}/rules/new/")
    alice.get_by_label("Comment vous l’appelez").fill("Horaires")
    alice.get_by_label("question").check()
    alice.get_by_label("Mots").fill("livrez")
    alice.get_by_label("Poser l’étiquette").fill("horaires")
    sticks_out = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    alice.get_by_role("button", name="Garder, puis essayer").click()
    alice.get_by_role("button", name="L’essayer sur le mois passé").click()
    expect(alice.get_by_role("heading", name="Ce qu’elle aurait fait")).to_be_visible()
    expect(alice.locator("main")).to_contain_text("Elle aurait agi une fois.")
    alice.get_by_role("button", name="La mettre en marche").click()
    expect(alice.locator("main .state").first).to_contain_text("en marche")
    phone = sit_down("Alice Fabre")
    phone.set_viewport_size({"width": 390, "height": 844})
    for page in ("rules/", "rules/new/", "rules/1/", "rules/1/change/"):
        phone.goto(f"{HOUSE}/{page}")
        assert not phone.evaluate(sticks_out), page
