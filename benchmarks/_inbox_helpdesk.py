"""django-helpdesk in an environment of its own, on the same PostgreSQL, with as many tickets and follow-ups.

Its list is a page and the JSON that the page then loads: both are counted. Its search reads titles and descriptions, so
each ticket's description holds its first message, with the rare word where Liant's first half holds it.
"""

import contextlib
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from html import unescape
from pathlib import Path

import psycopg

import _inbox_rows as rows
import _inbox_web as web
from liant.config.embedded import EmbeddedPostgres
from liant.config.startup import listen

HERE = Path(__file__).resolve().parent
VENV = HERE.parent / ".bench" / "helpdesk"
REQUIREMENTS = HERE / "requirements-helpdesk.txt"
BASE = "/helpdesk/tickets/"


def installed() -> Path:
    """Its Python; made at the first run, and again when the requirements change."""
    python, stamp = VENV / "bin" / "python", VENV / "installed.txt"
    if not stamp.exists() or stamp.read_text() != REQUIREMENTS.read_text():
        uv = Path(sys.executable).with_name("uv")
        environment = {**os.environ, "UV_SYSTEM_CERTS": os.environ.get("UV_SYSTEM_CERTS", "1")}
        subprocess.run([uv, "venv", "-q", "--clear", "--python", sys.executable, VENV], check=True, env=environment)
        asked = ["--python", python, "--require-hashes", "-r", REQUIREMENTS]
        subprocess.run([uv, "pip", "install", "-q", *asked], check=True, env=environment)
        stamp.write_text(REQUIREMENTS.read_text())
    return python


@contextlib.contextmanager
def running(server: EmbeddedPostgres, tickets: int) -> Iterator[web.Site]:
    """Its web server, over so many tickets."""
    start = time.perf_counter()
    python = installed()
    urls = web.copied(server.urls, "helpdesk", template=None)
    environment = {
        "PATH": os.environ["PATH"],
        "HELPDESK_DATABASE_URL": urls.owner,
        "DJANGO_SETTINGS_MODULE": "_inbox_helpdesk_site",
        "PYTHONPATH": str(HERE),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    made = subprocess.run(
        [python, HERE / "_inbox_helpdesk_site.py"], env=environment, check=True, capture_output=True, text=True
    )
    with psycopg.connect(urls.owner, autocommit=True) as owner:
        _fill(owner, tickets)
    print(f"django-helpdesk, {tickets:,} tickets: {time.perf_counter() - start:.0f} s to install and fill", flush=True)
    with listen("127.0.0.1", 0) as door:
        log = server.folder.path / "helpdesk.log"
        port = door.getsockname()[1]
        command = [
            str(python),
            "-m",
            "gunicorn",
            "--worker-class",
            "gthread",
            "--threads",
            "4",
            "--keep-alive",
            "60",
            "--no-control-socket",
        ]
        command += ["--bind", f"fd://{door.fileno()}", "--timeout", "300", "_inbox_helpdesk_site:application"]
        site = web.Site("django-helpdesk", port, {"alice": f"sessionid={made.stdout.strip()}"}, log)
        with web.started(command, environment, log, (door.fileno(),)):
            web.wait_for(site, BASE, "alice")
            yield site


def asking(site: web.Site, queries: Sequence[str]) -> Callable[[int], str]:
    """The n-th of these lists as a browser gets it: the page, then what its table loads. Returns the JSON."""

    def ask(turn: int) -> str:
        page = site.get(BASE + queries[turn % len(queries)], "alice")
        found = re.search(r'"url": "([^"]*datatables_ticket_list[^"]*)"', page)
        if not found:
            raise web.Failed("the list of django-helpdesk names no address for its table")
        return site.get(unescape(found[1]) + "?draw=1&start=0&length=25", "alice")

    return ask


def _fill(owner: psycopg.Connection[tuple[object, ...]], tickets: int) -> None:
    """The same share waits (open), was answered (resolved), is done (closed)."""
    values = {
        "tickets": tickets,
        "messages": rows.MESSAGES_EACH,
        "every": max(1, tickets // rows.HOLDERS),
        "holders": rows.HOLDERS,
        "rare": rows.RARE_WORD,
        "phrases": rows.PHRASES,
    }
    with owner.transaction():
        rows.add_phrases(owner)
        for statement in (TICKETS, FOLLOW_UPS):
            rows.run(owner, statement, values)
    rows.run(owner, "vacuum (analyze) helpdesk_ticket, helpdesk_followup")


TICKETS = """
    insert into helpdesk_ticket (title, created, modified, submitter_email, status, on_hold, description, resolution,
        priority, queue_id, assigned_to_id, secret_key)
    select left(one.words, 60), at, at, 'p' || made.n * 5 / 8 || '@made-up.test',
        case when made.n > %(tickets)s * 0.8 and made.n %% 4 = 0 then 1 when made.n %% 10 = 1 then 3 else 4 end, false,
        one.words || ' ' || two.words
            || case when made.n %% %(every)s = 0 and made.n <= %(every)s * %(holders)s then ' ' || %(rare)s else '' end,
        '', 3, (select min(id) from helpdesk_queue) + made.n %% 4,
        case when made.n %% 20 < 9 then (select min(id) from auth_user) + 1 + made.n %% 10 end, md5(made.n::text)
    from (select n, now() - interval '2 years' * (1 - n::float / %(tickets)s) as at
          from generate_series(1, %(tickets)s) n) made
        join phrase one on one.n = 1 + made.n %% %(phrases)s
        join phrase two on two.n = 1 + (made.n * 15485863::bigint) %% %(phrases)s
    order by made.n;
"""
FOLLOW_UPS = """
    insert into helpdesk_followup (ticket_id, date, title, comment, public, user_id, message_id)
    select ticket.id, created + interval '3 hours' * i, 'Comment', one.words || ' ' || two.words, i %% 10 <> 4,
        case when i %% 2 = 0 then (select min(id) from auth_user) end, ''
    from helpdesk_ticket ticket cross join generate_series(1, %(messages)s) i
        join phrase one on one.n = 1 + (ticket.id * 7919::bigint + i * 104729) %% %(phrases)s
        join phrase two on two.n = 1 + (ticket.id * 15485863::bigint + i * 611953) %% %(phrases)s;
"""
