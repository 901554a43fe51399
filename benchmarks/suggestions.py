"""How long the short lists of a whole programme take, and that of one expert, through the room's own functions and the database.

Everything is thrown away afterwards: a PostgreSQL of its own, used as the application's role under row-level security. Experts have
half a year behind them. Also: what it costs to see, every few minutes, who wants to hear something. The ranking alone, beside the
same in plain Python, is `liant bench ranking`.
"""

import argparse
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import _inbox_web as web
import _suggestions_rows as rows

MOST_FOR_ALL, MOST_FOR_ONE = 10.0, 0.050
DUE = (0, 50, 500)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """How many."""
    parser.add_argument("--experts", type=int, default=5_000, help="default 5,000")
    parser.add_argument("--offers", type=int, default=2_000, help="that can be suggested (default 2,000)")


def run(args: argparse.Namespace) -> int:
    """Print seconds and statements; 1 where a list is missing or it takes too long."""
    with web.thrown_away() as server:
        house = begun()
        rows.fill(server.urls.owner, house, args.experts, args.offers)
        return measure(house, server.urls.owner)


def begun() -> Any:
    """The programme is open."""
    from liant.accounts.models import Member  # late: the settings need the database's address
    from liant.advocacy import actions
    from liant.tenancy.before_tenant import organisation_id_of
    from liant.tenancy.context import tenant

    house = organisation_id_of(web.SLUG)
    with tenant(house):
        alice = Member.objects.filter(roles__contains=["owner"])[0]
        actions.arrange(actor=alice, name="Bench", disclosure={"fr": "Je travaille ici."})
        actions.move(actor=alice, to="open")
    return house


def measure(house: Any, owner_url: str) -> int:
    from django.db import connection  # late: as above

    one = alone(house, owner_url)
    whole = everyone(house, owner_url)
    looked = looking(house, owner_url)
    connection.close()
    print(f"{'':>34} {'wall':>10} {'processor':>10} {'statements':>11}")
    for name, (seconds, used, statements) in {**whole, **looked}.items():
        print(f"{name:>34} {seconds:>8.2f} s {used:>8.2f} s {statements:>11,}")
    for name, times in one.items():
        print(
            f"{name:>34} {1000 * statistics.median(times):>7.1f} ms, worst of {len(times)}: {1000 * max(times):.1f} ms"
        )
    is_slow = next(iter(whole.values()))[0] > MOST_FOR_ALL
    return 1 if is_slow or any(statistics.median(times) > MOST_FOR_ONE for times in one.values()) else 0


def alone(house: Any, owner_url: str) -> dict[str, list[float]]:
    """A hundred experts, each by themselves: their list made, as when they have just chosen, and read, as their page does."""
    from liant.accounts.models import Member  # late: as above
    from liant.advocacy import queries, suggesting
    from liant.tenancy.context import tenant

    made, read = [], []
    for member_id in rows.some_members(owner_url, house, 100):
        with tenant(house):
            member = Member.objects.get(pk=member_id)
            with queries.own(member) as expert:
                began = time.perf_counter()
                suggesting.renew(expert)
                made.append(time.perf_counter() - began)
                began = time.perf_counter()
                found = queries.suggestions(member)
                read.append(time.perf_counter() - began)
        if not found:
            raise SystemExit("An expert has no list.")
    return {"one list made": made, "one list read": read}


def everyone(house: Any, owner_url: str) -> dict[str, tuple[float, float, int]]:
    """As each night: all lists, by the job itself."""
    from liant.advocacy import jobs  # late: as above

    before = rows.count_lists(owner_url, house)
    with counted() as spent:
        jobs.suggest_in(house)
    lists, chosen = (now - then for now, then in zip(rows.count_lists(owner_url, house), before, strict=True))
    print(f"{lists:,} lists and {chosen:,} suggestions more, {rows.explored(owner_url, house):.2%} of them by chance")
    return {"all lists": spent()}


def looking(house: Any, owner_url: str) -> dict[str, tuple[float, float, int]]:
    """Who wants to hear now, when so many do and when nobody does; letters go nowhere, since no server of mail is set."""
    from liant.advocacy import jobs  # late: as above

    found = {}
    for due in DUE:
        rows.make_due(owner_url, house, due)
        with counted() as spent:
            jobs.look(0)
            jobs.tell_in(house)
        found[f"who wants to hear: {due:,} are due"] = spent()
    return found


@contextmanager
def counted() -> Iterator[Callable[[], tuple[float, float, int]]]:
    """Seconds, seconds of the processor in this process, statements."""
    from django.db import connection  # late: as above

    asked, wall, used = [0], time.perf_counter(), time.process_time()
    spent: list[tuple[float, float, int]] = []

    def count(execute: Callable[..., Any], *told: Any) -> Any:
        asked[0] += 1
        return execute(*told)

    with connection.execute_wrapper(count):
        yield lambda: spent[0]
    spent.append((time.perf_counter() - wall, time.process_time() - used, asked[0]))
