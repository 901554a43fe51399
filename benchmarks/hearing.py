"""How many items a second are stored, read, matched and put in the inbox, and how much that asks of the database.

Everything is thrown away afterwards: a PostgreSQL of its own, used as the application's role under row-level security.
Pages are stored as a collector stores them, and the jobs that they leave are done here, one after the other, as by one
worker. Nothing else does the same work: the figure is there to be compared with its own past. Kept nowhere.
"""

import argparse
import datetime
import json
import random
import re
import statistics
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import _inbox_rows as rows
import _inbox_web as web

PAGE = 50
STRANGER, ABOUT_US, AGAIN, SAME_THREAD = range(4)
SHARES = (55, 20, 10, 15)  # of each of them, in a hundred
WARM_UP = 200
SENTENCES = (
    "Bonjour, avez-vous du pain sans gluten le samedi matin ?",
    "Merci à toute l'équipe des Trois Fournils, le levain était parfait.",
    "Ma commande n'est toujours pas arrivée, c'est la deuxième fois.",
    "Hello, do you ship your bread abroad?",
    "Je cherche un apprentissage en boulangerie, prenez-vous quelqu'un en septembre ?",
)
TABLE = re.compile(r'"(\w+_\w+)"')


@dataclass
class Spent:
    """What was asked of the database, in statements, and how long each page took, in seconds."""

    statements: Counter[str] = field(default_factory=Counter)
    storing: list[float] = field(default_factory=list)
    reading: list[float] = field(default_factory=list)

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        table = TABLE.search(sql)
        self.statements[f"{sql.split(maxsplit=1)[0].lower()} {table[1] if table else sql[:50]}"] += 1
        return execute(sql, params, many, context)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """How much."""
    parser.add_argument("--items", type=int, default=1000, help="items heard (default 1,000)")
    parser.add_argument("--statements", action="store_true", help="also list the statements, the most frequent first")


def run(args: argparse.Namespace) -> int:
    """Print items a second, milliseconds and statements an item; 1 when something heard is not in the inbox."""
    with web.thrown_away():
        return hear(args.items, args.statements)


def hear(count: int, has_list: bool) -> int:
    from django.db import connection  # late: the settings need the database's address

    from liant.inbox.models import Message
    from liant.tenancy.before_tenant import organisation_id_of
    from liant.tenancy.context import tenant

    house = organisation_id_of(web.SLUG)
    with tenant(house):
        channel = connect()
    spent, items = Spent(), made_up(WARM_UP + count)
    for start in range(0, len(items), PAGE):
        if start == WARM_UP:
            spent = Spent()
        with connection.execute_wrapper(spent):
            take_in(house, channel, items[start : start + PAGE], spent)
    connection.close()
    with tenant(house):
        missing = len(items) - Message.objects.count()
    connection.close()
    tell(spent, count, has_list)
    if missing:
        print(f"{missing} items are not in the inbox.")
    return 1 if missing else 0


def connect() -> Any:
    """A channel, and a few saved queries of which one is our name."""
    from liant.accounts.models import Member
    from liant.channels.actions import connect_channel
    from liant.listening.actions import save_query

    alice = Member.objects.filter(roles__contains=["owner"])[0]
    for name, expression in {"Nous": '"Trois Fournils"', "Pain": "pain AND levain", "Site": '"fournils.test"'}.items():
        save_query(actor=alice, query=None, name=name, expr=expression)
    return connect_channel(actor=alice, kind="console", name="Bench", settings={}, secret={"password": "x"},
                           default_hat="customer")  # fmt: skip


def made_up(count: int, seed: int = 7) -> list[Any]:
    """As connectors bring them: the same at each run."""
    from liant.connectors.contract import Author, IncomingItem

    chance, first = random.Random(seed), rows.FIRST.split()
    began = datetime.datetime.now(datetime.UTC) - datetime.timedelta(days=2)
    items: list[Any] = []
    for number in range(count):
        key = f"post-{number}"
        kind = chance.choices(range(4), SHARES)[0] if items else STRANGER
        before = chance.choice(items) if items else None
        name = f"{chance.choice(first)} {number}"
        author = Author(key=f"author-{number}", kind="bluesky", name=name, handle=f"@author{number}.example")
        thread, parent = key, None
        if before and kind in (AGAIN, SAME_THREAD):
            author = before.author
        if before and kind == SAME_THREAD:
            thread, parent = before.thread_key, before.key
        text = SENTENCES[1] if kind == ABOUT_US else chance.choice(SENTENCES)
        item = IncomingItem(
            key=key, kind="mention", text=text, author=author, raw={"text": text, "number": number},
            published_at=began + datetime.timedelta(seconds=number * 60), thread_key=thread, parent_key=parent,
            is_addressed=kind != ABOUT_US, language="en" if text.startswith("Hello") else "fr",
            url=f"https://example.org/{key}", reply_to={"uri": key},
        )  # fmt: skip
        items.append(item)
    return items


def take_in(house: Any, channel: Any, items: list[Any], spent: Spent) -> None:
    """One page, and the jobs that it leaves."""
    from liant.channels.collection import store_page
    from liant.connectors.contract import Page
    from liant.tenancy.context import tenant

    start = time.perf_counter()
    with tenant(house):
        store_page(channel, Page(items=items, cursor={"until": items[-1].key}))
    stored = time.perf_counter()
    do_jobs()
    spent.storing.append(stored - start)
    spent.reading.append(time.perf_counter() - stored)


def do_jobs() -> None:
    """What waits in the queue, in its order."""
    from django.db import connection
    from procrastinate.contrib.django import app

    while True:
        with connection.cursor() as cursor:
            cursor.execute(
                "update procrastinate_jobs set status = 'succeeded' where id = (select id from procrastinate_jobs "
                "where status = 'todo' and scheduled_at is null order by priority desc, id limit 1) "
                "returning task_name, args"
            )
            found = cursor.fetchone()
        if found is None:
            return
        app.tasks[found[0]].func(**(found[1] if isinstance(found[1], dict) else json.loads(found[1])))


def tell(spent: Spent, count: int, has_list: bool) -> None:
    pages = [storing + reading for storing, reading in zip(spent.storing, spent.reading, strict=True)]
    seconds = sum(pages)
    print(f"{count:,} items in {seconds:.1f} s, pages of {PAGE}: {count / seconds:.0f} items a second")
    for what, times in (("storing", spent.storing), ("reading and the inbox", spent.reading), ("together", pages)):
        median, worst = (1000 * value / PAGE for value in (statistics.median(times), max(times)))
        print(f"{what:24}{median:7.2f} ms an item in the median page, {worst:7.2f} in the worst")
    print(f"{spent.statements.total() / count:.2f} statements an item")
    if has_list:
        for statement, often in spent.statements.most_common(30):
            print(f"{often / count:9.3f}  {statement}")
