"""What made people leave other tools: two colleagues who answer the same person, a page that went stale without a word.
A real web server, real processes, a real PostgreSQL; each agent is a browser without script."""

import contextlib
import re
import sys
import threading
from html import unescape
from typing import Any

import httpx
import pytest

from tests.counterparts.cutting_proxy import CuttingProxy
from tests.installation import Installation, answers, wait_until

pytestmark = [pytest.mark.counterpart, pytest.mark.xdist_group("together")]
ROUNDS = 12


class Agent:
    """Opens a conversation, writes, and presses send when told to."""

    def __init__(self, address: str, session: str):
        self.browser = httpx.Client(base_url=address, cookies={"sessionid": session}, timeout=60, follow_redirects=True,
                                    limits=httpx.Limits(max_connections=100))  # fmt: skip

    def open(self, conversation: int) -> "Agent":
        self.page = self.browser.get(f"/o/fournils/inbox/{conversation}/")
        assert self.page.status_code == 200
        self.form = form_of(self.page.text, f"/o/fournils/inbox/{conversation}/reply/")
        self.url = f"/o/fournils/inbox/{conversation}/reply/"
        return self

    def send(self, text: str) -> httpx.Response:
        return self.browser.post(self.url, data={**self.form, "text": text})


def form_of(page: str, action: str) -> dict[str, str]:
    """The hidden fields of the form with this action."""
    [form] = re.findall(rf'<form class="composer"[^>]*action="{re.escape(action)}".*?</form>', page, re.DOTALL)
    hidden = [tag for tag in re.findall(r"<input[^>]*>", form) if 'type="hidden"' in tag]
    values = [dict(re.findall(r'(\w+)="([^"]*)"', tag)) for tag in hidden]
    return {one["name"]: unescape(one.get("value", "")) for one in values}


class Shop:
    """`write(key, text)` and `agent("Bob")`, on a server that answers. Keys are a test's own once it has begun."""

    def __init__(self, installation: Installation):
        self.installation, self.address, self.begun = installation, installation.address, 0
        self.house = installation.call("make_house")["organisation"]
        self.channel = installation.call("connect", organisation=self.house, kind="console", name="Console",
                                         settings={})  # fmt: skip
        installation.web()

    def begin(self) -> "Shop":
        self.begun += 1
        self.before = 0
        self.before = self.deliveries()
        return self

    def write(self, key: str, text: str = "Bonjour, ouvrez-vous lundi ?", thread: str = "") -> int:
        return self.write_many(key, text, thread, 1)[0]

    def write_many(self, key: str, text: str, thread: str, times: int) -> list[int]:
        key, thread = f"{self.begun}-{key}", f"{self.begun}-{thread}" if thread else ""
        return self.installation.call("someone_writes", organisation=self.house, channel=self.channel, key=key,
                                      text=text, thread=thread, times=times)  # fmt: skip

    def agent(self, name: str, address: str = "") -> Agent:
        return Agent(address or self.address, self.installation.call("enter", organisation=self.house, name=name))

    def sent(self, conversation: int) -> list[str]:
        sql = "select body from inbox_message where conversation_id = %s and direction = 'ours' order by id"
        return [row[0] for row in self.installation.rows(sql, conversation)]

    def deliveries(self) -> int:
        """How many left in this test."""
        return self.installation.one("select count(*) from deliveries_delivery") - self.before


@pytest.fixture(scope="module")
def shop_of_file(installation_of_file: Installation) -> Shop:
    return Shop(installation_of_file)


@pytest.fixture
def shop(shop_of_file: Shop) -> Shop:
    return shop_of_file.begin()


def at_once(*acts: Any) -> list[Any]:
    """All of them, from the same moment on, each in a thread of its own."""
    gate, answers = threading.Barrier(len(acts)), [None] * len(acts)

    def run(number: int, act: Any) -> None:
        gate.wait()
        answers[number] = act()

    threads = [threading.Thread(target=run, args=one) for one in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def test_two_agents_press_send_at_the_same_moment_and_one_answer_leaves(shop):
    """There: both left. Here: exactly one; the other is told, and their text is still in front of them."""
    bob, gina = shop.agent("Bob"), shop.agent("Gina")
    for conversation in shop.write_many("k", "Bonjour, ouvrez-vous lundi ?", "", ROUNDS):
        bob.open(conversation)
        gina.open(conversation)
        answers = at_once(lambda: bob.send("Réponse de Bob."), lambda: gina.send("Réponse de Gina."))
        assert sorted(answer.status_code for answer in answers) == [200, 422]
        [said] = shop.sent(conversation)
        refused, kept = next(
            (answer, text)
            for answer, text in zip(answers, ("Réponse de Bob.", "Réponse de Gina."), strict=True)
            if answer.status_code == 422
        )
        assert kept != said
        assert f">{kept}</textarea>" in refused.text
        assert "On vous a écrit" in refused.text or "depuis que vous avez ouvert" in unescape(refused.text)
        assert said in unescape(refused.text), "the colleague’s answer is shown with it"
    assert shop.deliveries() == ROUNDS


def test_chatwoot_14934_nobody_answers_without_having_seen_a_colleagues_answer(shop):
    """There: after a cut, the page fetched the last 26 seconds and an agent answered over a colleague. Here: the server
    knows what the page had shown, whatever the time that went by."""
    conversation = shop.write("a")
    bob, gina = shop.agent("Bob").open(conversation), shop.agent("Gina").open(conversation)
    assert bob.send("Oui, dès six heures.").status_code == 200
    stale = gina.send("Je regarde.")
    assert stale.status_code == 422
    assert "Oui, dès six heures." in unescape(stale.text)
    again = form_of(stale.text, gina.url)
    gina.form = again
    assert gina.send("Et le dimanche aussi.").status_code == 200, "once it was seen, it leaves"
    assert shop.sent(conversation) == ["Oui, dès six heures.", "Et le dimanche aussi."]


def test_nothing_leaves_over_a_new_message_of_the_person(shop):
    conversation = shop.write("a", thread="t")
    bob = shop.agent("Bob").open(conversation)
    shop.write("b", "Finalement, mardi ?", thread="t")
    answer = bob.send("Lundi, oui.")
    assert answer.status_code == 422
    assert "Finalement, mardi ?" in unescape(answer.text)
    assert shop.sent(conversation) == []


def test_chatwoot_11062_who_is_viewing_is_seen(shop):
    """There: asked for since 2022. Here: on the page, also without script."""
    conversation = shop.write("a")
    shop.agent("Bob").open(conversation)
    page = shop.agent("Gina").open(conversation).page.text
    assert "<b>Bob</b>" in page


def test_a_form_whose_answer_was_lost_and_that_is_sent_again_is_one_answer(shop):
    conversation = shop.write("a")
    with CuttingProxy("127.0.0.1", int(shop.address.rpartition(":")[2])) as proxy:
        bob = shop.agent("Bob", proxy.url).open(conversation)
        proxy.cut_after_request(marker=b"Oui", times=1)
        with pytest.raises(httpx.HTTPError):
            bob.send("Oui.")
        wait_until(lambda: shop.sent(conversation), 20, "the server did hear it")
        answer = bob.send("Oui.")
    assert answer.status_code == 200
    assert shop.sent(conversation) == ["Oui."]
    assert shop.deliveries() == 1


def test_a_form_sent_five_times_at_once_is_one_answer(shop):
    conversation = shop.write("a")
    bob = shop.agent("Bob").open(conversation)
    answers = at_once(*[lambda: bob.send("Oui.")] * 5)
    assert {answer.status_code for answer in answers} == {200}
    assert shop.sent(conversation) == ["Oui."]
    assert shop.deliveries() == 1


def test_what_was_cut_on_its_way_there_is_sent_by_trying_again(shop):
    conversation = shop.write("a")
    with CuttingProxy("127.0.0.1", int(shop.address.rpartition(":")[2])) as proxy:
        bob = shop.agent("Bob", proxy.url).open(conversation)
        proxy.swallow_request(marker=b"/reply/", times=1)
        with pytest.raises(httpx.HTTPError):
            bob.send("Oui.")
        assert shop.sent(conversation) == []
        assert bob.send("Oui.").status_code == 200
    assert shop.sent(conversation) == ["Oui."]


class Ear(threading.Thread):
    """A page that listens: the stream as it comes."""

    def __init__(self, agent: Agent, **headers: str):
        super().__init__(daemon=True)
        self.agent, self.headers, self.lines = agent, headers, []

    def run(self) -> None:
        try:
            with self.agent.browser.stream("GET", "/o/fournils/work/live/?since=9e12", headers=self.headers) as stream:
                for line in stream.iter_lines():
                    self.lines.append(line)
        except httpx.HTTPError:
            self.lines.append("cut")

    def names(self) -> list[str]:
        return [line.removeprefix("id: ") for line in self.lines if line.startswith("id: ")]

    def wait_for(self, words: str) -> "Ear":
        wait_until(lambda: any(words in line for line in self.lines), 20, f"the stream says {words!r}")
        return self


def test_chatwoot_995_what_happened_during_a_cut_is_told_on_return(shop):
    """There: events during a cut of the line were discarded and lost. Here: the page says the last change that it heard,
    and is given every one that followed, however long it was away."""
    conversation = shop.write("a", thread="t")
    with CuttingProxy("127.0.0.1", int(shop.address.rpartition(":")[2])) as proxy:
        bob = shop.agent("Bob", proxy.url)
        ear = Ear(bob)
        ear.start()
        ear.wait_for("retry")
        wait_until(lambda: told_of(shop, ear, conversation), 20, "the stream hears")
        last = ear.names()[-1]
        proxy.cut_all()
        ear.wait_for("cut")
        shop.write_many("m", "Bonjour ?", "", 3)
        back = Ear(bob, **{"Last-Event-ID": last})
        back.start()
        back.wait_for("conversation")
        wait_until(lambda: len(back.names()) >= 3, 20, "all three are told")
        assert '"topic": ""' not in " ".join(back.lines), "exactly what was missed, not everything"
        proxy.cut_all()


def told_of(shop: Any, ear: Ear, conversation: int) -> bool:
    """The first LISTEN takes a moment: write until it is heard."""
    shop.agent("Gina").open(conversation)
    shop.write(f"first-{len(ear.lines)}-{threading.get_ident()}", thread="first")
    return bool([name for name in ear.names() if not name.endswith("-0")])


def test_pages_that_stay_open_do_not_use_up_the_database(installation):
    """An open page holds no connection: four of them are enough for thirty pages, and for whoever opens another one."""
    house = installation.call("make_house")["organisation"]
    session = installation.call("enter", organisation=house, name="Bob")
    server = [
        "-m",
        "uvicorn",
        "liant.config.asgi:application",
        "--port",
        str(installation.port),
        "--log-level",
        "warning",
    ]
    installation.start("web", "env", "LIANT_POOL=1", "LIANT_POOL_SIZE=4", sys.executable, *server)
    wait_until(lambda: answers(installation.port), 60, "the web server answers")
    bob = Agent(installation.address, session)
    with contextlib.ExitStack() as open_pages:
        for _ in range(30):
            page = open_pages.enter_context(bob.browser.stream("GET", "/o/fournils/work/live/?since=9e12"))
            assert page.status_code == 200
            assert next(page.iter_lines()) == "retry: 3000"
        assert bob.browser.get("/o/fournils/inbox/").status_code == 200
