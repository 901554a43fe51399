"""Whoever has the whole installation, its database, logs, jobs and backups, can't join an anonymous answer to a person: not
by key, order, time, network address or browser. People are written to by a real mail server and answer over HTTP."""

import itertools
import random
import re
import subprocess
import uuid
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from scipy.stats import kendalltau

from liant.config.embedded.binaries import TREE, installed_package
from tests.installation import ROOT, wait_until

pytestmark = [pytest.mark.counterpart, pytest.mark.xdist_group("mail")]
ASKED, ANSWERING, WAITING = 24, 17, 3
KEPT_WITH_ANSWERS = {
    "organisation_id",
    "wave_id",
    "group",
    "language",
    "week",
}  # shared by many, none of them of a person


@dataclass(frozen=True)
class Respondent:
    """Everything by which this person could be recognised, and what they said."""

    number: int
    token: str
    caller: str
    browser: str
    said: str

    @property
    def marks(self) -> set[str]:
        return {f"person{self.number}@example.test", f"Person {self.number}", self.token, self.caller, self.browser}


def test_nothing_joins_an_answer_to_a_person(installation, mail_server, tmp_path):
    house, wave = asked(installation, mail_server)
    people = [respondent(mail_server, number) for number in range(ASKED)]
    installation.web()
    answering = random.sample(people, ANSWERING)
    for one in answering[:-WAITING]:
        give(installation, one)
    empty_the_urn(installation, house, wave)
    for one in answering[-WAITING:]:
        give(installation, one)
    give(installation, people[0] if people[0] not in answering else answering[0], only_begin=True)
    while_open = backup(installation, tmp_path / "open.sql")
    for one in answering[-WAITING:]:
        assert one.said not in while_open, "what nobody mixed yet is in no copy"
    before = invitations(installation)
    assert installation.call("close_questionnaire", organisation=house) == ANSWERING
    assert invitations(installation) == before, "no invitation tells who answered"

    rows = all_rows(installation)
    kept = {table: text for table, text in rows.items() if any(one.said in text for one in answering)}
    assert set(kept) <= {"surveys_answer", "surveys_publication"}, "what was said, and what may be shown of it"
    for text in kept.values():
        nothing_of_anybody(text, people)
    nothing_shared(installation, rows)
    in_no_order(installation, answering)
    in_no_file(installation, people, [while_open, backup(installation, tmp_path / "closed.sql")])
    jobs_name_nobody(installation)


def test_the_scan_finds_what_is_planted(installation, tmp_path):
    """It would say so, if there were something to find."""
    one = Respondent(7, "token-7", "127.0.7.7", "Browser/7", "seven words")
    with pytest.raises(AssertionError):
        nothing_of_anybody("3 | shop | seven words | 127.0.7.7", [one])
    with pytest.raises(AssertionError):
        in_no_order_of([0, 1, 2, 3, 4, 5, 6, 7, 9, 8, 10, 11])
    (installation.folder / "web.log").write_text("GET /answer/token-7/")
    with pytest.raises(AssertionError):
        in_no_file(installation, [one], [])


def asked(installation, mail_server) -> tuple[int, int]:
    """A wave whose letters have arrived: the house, the wave."""
    installation.more = {"LIANT_SMTP_HOST": "127.0.0.1", "LIANT_SMTP_PORT": str(mail_server.smtp_port), "LIANT_SMTP_STARTTLS": "0",
                         "LIANT_FROM": "Les Trois Fournils <questions@liant.test>"}  # fmt: skip
    house = installation.call("make_house")["organisation"]
    wave = installation.call("ask_people", organisation=house, people=ASKED)
    installation.worker()
    sent = "select count(*) from surveys_invitation where state = 'sent'"
    wait_until(lambda: installation.one(sent) == ASKED, 70, "all letters have left")
    return house, wave


def respondent(mail_server, number: int) -> Respondent:
    address = f"person{number}@example.test"
    [letter, *_] = wait_until(lambda: list(reversed(mail_server.messages(address))), 30, f"a letter for {address}")
    [token] = re.findall(r"/answer/(?!no-more/)([\w-]+)/", letter.text)
    return Respondent(
        number, token, f"127.0.77.{number + 1}", f"Browser-{uuid.uuid4().hex}", f"said-{uuid.uuid4().hex}"
    )


def give(installation, one: Respondent, *, only_begin: bool = False) -> None:
    """From an address and with a browser of their own."""
    address = f"{installation.address}/answer/{one.token}/"
    transport = httpx.HTTPTransport(local_address=one.caller)
    with httpx.Client(transport=transport, headers={"User-Agent": one.browser}, timeout=30) as browser:
        assert browser.get(address).status_code == 200
        mood = str(3 + one.number % 3)
        first = browser.post(address, data={"page": "one", "seen": ["mood"], "q.mood": mood, "move": "next"})
        assert first.status_code == 200
        if only_begin:
            return
        second = browser.post(address, data={"page": "two", "seen": ["words"], "q.words": one.said, "move": "give"})
        assert second.status_code == 302, second.text


def empty_the_urn(installation, house: int, wave: int) -> None:
    installation.call("empty_urn", organisation=house, wave=wave)
    assert installation.one("select count(*) from surveys_slip") == 0


def backup(installation, file: Path) -> str:
    """What the nightly backup keeps, in readable form: with the options of its own command line."""
    [line] = [
        one for one in (ROOT / "deploy/systemd/liant-backup.service").read_text().splitlines() if "pg_dump" in one
    ]
    options = [one for one in line.split() if one.startswith("--exclude")]
    program = installed_package() / TREE / "bin" / "pg_dump"
    subprocess.run([program, "--inserts", *options, "-f", file, "-d", installation.owner_url], check=True)
    return file.read_text()


def invitations(installation) -> list[tuple]:
    return installation.rows("select *, xmin::text, ctid::text from surveys_invitation order by id")


def all_rows(installation) -> dict[str, str]:
    """Each table, its rows as PostgreSQL writes them."""
    tables = installation.rows("select format('%I.%I', schemaname, tablename) from pg_tables where schemaname not in ('pg_catalog', 'information_schema')")  # fmt: skip
    found = {}
    for [table] in tables:
        rows = installation.rows(f"select t::text from {table} t")
        found[table.removeprefix("public.")] = "\n".join(row[0] for row in rows)
    return found


def nothing_of_anybody(text: str, people: list[Respondent]) -> None:
    for one in people:
        for mark in one.marks:
            assert not re.search(rf"{re.escape(mark)}(?![0-9])", text), f"{mark} of {one.number}"


def nothing_shared(installation, rows: dict[str, str]) -> None:
    """No value of an answer's row, but for those that many share, stands in any other table."""
    names = [row[0] for row in installation.rows("select column_name from information_schema.columns where table_name = 'surveys_answer'")]  # fmt: skip
    wanted = ", ".join(f'"{name}"::text' for name in names)
    for row in installation.rows(f"select {wanted} from surveys_answer"):
        for name, value in zip(names, row, strict=True):
            if name in KEPT_WITH_ANSWERS:
                continue
            elsewhere = [table for table, text in rows.items() if table != "surveys_answer" and value in text]
            assert elsewhere == [], (name, value)
    weeks = installation.one("select count(distinct week) from surveys_answer")
    assert weeks == 1, "no finer time than the week"


def in_no_order(installation, answering: list[Respondent]) -> None:
    """Neither where a row lies nor its key tells who came first; all bear the number of one transaction."""
    said = {one.said: place for place, one in enumerate(answering)}
    asked_in = {one.said: one.number for one in answering}
    for order in ("ctid", "id::text"):
        found = [row[0]["words"] for row in installation.rows(f"select answers from surveys_answer order by {order}")]
        in_no_order_of([said[one] for one in found])
        in_no_order_of([asked_in[one] for one in found])
    assert installation.one("select count(distinct xmin::text) from surveys_answer") == 1


def in_no_order_of(places: list[int]) -> None:
    """Kendall's tau is no further from 0 than a random order is, save once in ten thousand runs."""
    tau = kendalltau(range(len(places)), places)
    assert tau.pvalue > 1e-4, tau


def in_no_file(installation, people: list[Respondent], copies: list[str]) -> None:
    """No log tells of a link, an address or a browser; no copy of the database has a link, an address or a browser."""
    logs = {path: path.read_text(errors="replace") for path in installation.folder.rglob("*") if path.is_file()}
    assert logs, "there are logs to read"
    for one in people:
        for path, text in logs.items():
            for mark in (one.token, one.said, one.caller, one.browser):
                assert not re.search(rf"{re.escape(mark)}(?![0-9])", text), (path, mark)
        for copy in copies:
            for mark in (one.token, one.caller, one.browser):
                assert not re.search(rf"{re.escape(mark)}(?![0-9])", copy), mark


def jobs_name_nobody(installation) -> None:
    """Jobs carry the house and the wave, nothing finer; none was made by an answer."""
    found = installation.rows(
        "select distinct task_name, args from procrastinate_jobs where task_name like 'surveys.%'"
    )
    assert found
    for (task, args), name in itertools.product(found, ("organisation_id", "wave_id", "timestamp")):
        args.pop(name, None)
        if name == "timestamp":
            assert args == {}, (task, args)
