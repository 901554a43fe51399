"""How long the inbox's pages take at 1,000 and at 100,000 conversations, beside django-helpdesk's with as many tickets.

Everything is thrown away afterwards: a PostgreSQL of its own, a database for each size, a web server before each, as
`liant up` starts it, held by the application's role. Requests go over loopback with a signed-in session, one at a time
and to every server in turn, so that whatever else the machine does weighs on all alike. Figures are kept nowhere.
"""

import argparse
import contextlib
import datetime
import os
import platform
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from urllib.parse import quote

import psycopg

import _inbox_helpdesk as helpdesk
import _inbox_rows as rows
import _inbox_web as web
import streams
from liant.config.embedded import EmbeddedPostgres

LIST = f"/o/{web.SLUG}/inbox/"
WARM_UPS = 10
MOST_GROWTH = 2.0
PEER_SECONDS = 240.0  # of one kind of page; a slow peer is asked less often, and so are we beside it

Ask = Callable[[int], object]
Kinds = dict[str, dict[str, Ask]]  # kind of page → who is asked → the n-th question
Times = dict[str, dict[str, list[float]]]  # the same, in milliseconds


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """How much, and beside what."""
    parser.add_argument("--small", action="store_true", help="1,000 and 5,000 conversations, 40 requests: a quick look")
    parser.add_argument("--no-helpdesk", action="store_true", help="without django-helpdesk")
    parser.add_argument("--requests", type=int, help="requests for each kind of page and server (default 200)")
    parser.add_argument("--conversations", type=int, help="the larger size (default 100,000)")
    parser.add_argument("--streams", action="store_true", help="200 open pages, as `liant bench streams` measures them")
    parser.add_argument(
        "--search", action="store_true", help="searches alone, at 400,000 conversations: 4 million messages"
    )


def run(args: argparse.Namespace) -> int:
    """Print p50, p95 and growth of each page, then both products side by side; 1 when a page became twice as slow."""
    if args.streams:
        return streams.run(argparse.Namespace(pages=200, changes=100))
    sizes = (1_000, args.conversations or (5_000 if args.small else 400_000 if args.search else 100_000))
    requests = args.requests or (40 if args.small else 200)
    folder = Path(tempfile.mkdtemp(prefix="liant-bench-", dir="/var/tmp"))
    folder.chmod(0o755)  # PostgreSQL's own user has to come by
    print(f"{datetime.datetime.now(datetime.UTC):%Y-%m-%d %H:%M} UTC, {machine()}, {requests} requests a page")
    try:
        with contextlib.ExitStack() as stack:
            server = stack.enter_context(EmbeddedPostgres(folder / "data", fsync=False))
            cookies = web.make_house(server)
            sites = {size: stack.enter_context(filled(server, size, cookies)) for size in sizes}
            if args.search:
                return tell_search(searches(sites[sizes[-1]]), sites[sizes[-1]], requests)
            has_grown = tell_growth(in_turn(pages(sites), requests))
            if not args.no_helpdesk:
                peer = stack.enter_context(helpdesk.running(server, sizes[-1]))
                tell_beside(in_turn(pages_beside(sites[sizes[-1]], peer, sizes[-1]), requests, PEER_SECONDS))
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return 1 if has_grown else 0


@contextlib.contextmanager
def filled(server: EmbeddedPostgres, size: int, cookies: dict[str, str]) -> Iterator[web.Site]:
    """A database of so many conversations, and the web server before it."""
    start = time.perf_counter()
    urls = web.copied(server.urls, f"liant_{size}")
    with psycopg.connect(urls.owner) as owner:
        (organisation,) = owner.execute("select id from tenancy_organisation").fetchone() or (0,)
        rows.furnish(owner, organisation)
        rows.fill(owner, organisation, size)
        (held,) = owner.execute("select count(*) from inbox_message").fetchone() or (0,)
    print(f"{size:,} conversations, {held:,} messages: {time.perf_counter() - start:.0f} s to fill", flush=True)
    with web.liant(urls, server, f"{size:,}", cookies) as site:
        yield site


def pages(sites: Mapping[int, web.Site]) -> Kinds:
    """Each kind of page on each server: only what fills a page at every size, or the smaller would have less to show."""
    intents = [name for name, share in rows.INTENTS.items() if share > 4]
    hats = [name for name, share in rows.HATS.items() if share > 4]
    year_ago = (datetime.datetime.now(datetime.UTC) - datetime.timedelta(days=365)).isoformat()
    all_of_them = f"{LIST}?view=all"
    found: Kinds = {}
    for size, site in sites.items():
        channels, members, labels = ids_of(site)
        kinds: dict[str, list[str]] = {
            "who waits": [LIST],
            "all": [all_of_them],
            "all, second page": [site.next_page(all_of_them, "alice")],
            "all, a year back": [f"{all_of_them}&after={quote(f'{year_ago}~1')}"],
            "by intent": [f"{all_of_them}&intent={intent}" for intent in intents],
            "by hat": [f"{all_of_them}&hat={hat}" for hat in hats],
            "by assignee": [f"{all_of_them}&assignee={who}" for who in ("nobody", *members)],
            "by label": [f"{all_of_them}&label={label}" for label in labels[:2]],
            "by channel": [f"{all_of_them}&channel={channel}" for channel in channels],
            "by language": [f"{all_of_them}&language={language}" for language in ("fr", "en")],
            "one conversation": [f"{LIST}{number}/" for number in some_of(size)],
            "a rare word": [f"{LIST}search/?q={rows.RARE_WORD}"],
            "a common word": [f"{LIST}search/?q={rows.COMMON_WORD}"],
        }
        for name, paths in kinds.items():
            found.setdefault(name, {})[site.name] = asking(site, paths)
        found.setdefault("all, for a care agent", {})[site.name] = asking(site, [all_of_them], "bob")
    return found


def searches(site: web.Site) -> Kinds:
    """Words by how many messages hold them, one page each."""
    names, words = rows.FIRST.split(), rows.FRENCH.split()
    kinds = {
        "a word of 50 conversations": [rows.RARE_WORD],
        "words of one message in a hundred": words[-20:],
        "the commonest words": words[:10],
        "two words": [f"{one} {other}" for one, other in zip(words[-40:-20], words[-20:], strict=True)],
        "a common word and a rare one": [f"{rows.COMMON_WORD} {rows.RARE_WORD}"],
        "a phrase": [f'"{one} {other}"' for one, other in zip(words[20:30], words[30:40], strict=True)],
        "a first name": names,
        "a word that nobody wrote": ["hippopotamesque"],
    }
    return {
        name: {site.name: asking(site, [f"{LIST}search/?q={quote(text)}" for text in texts])}
        for name, texts in kinds.items()
    }


def tell_search(kinds: Kinds, site: web.Site, requests: int) -> int:
    """Through the whole stack, then one rare word by `ilike` in the same database: what a search without an index is."""
    times = in_turn(kinds, requests, PEER_SECONDS)
    print(f"\n{'p50, p95 and worst in ms':36}{'p50':>9}{'p95':>9}{'worst':>9}{'requests':>10}")
    for name, by_site in times.items():
        found = by_site[site.name]
        print(
            f"{name:36}{statistics.median(found):>9.1f}{p95(found):>9.1f}{max(found):>9.1f}{len(found):>10}", flush=True
        )
    with psycopg.connect(site.owner_url) as owner:
        start = time.perf_counter()
        owner.execute("select id from inbox_message where body ilike %s limit 200", [f"%{rows.RARE_WORD}%"]).fetchall()
    plain = 1000 * (time.perf_counter() - start)
    ours = statistics.median(times["a word of 50 conversations"][site.name])
    print(f"{'the first of them by ilike, SQL alone':36}{plain:>9.1f}; ratio {plain / ours:.1f} ×")
    return 0


def asking(site: web.Site, paths: Sequence[str], reader: str = "alice") -> Ask:
    """The n-th of these pages, round and round."""
    return lambda turn: site.get(paths[turn % len(paths)], reader)


def some_of(size: int) -> list[int]:
    """Conversations from the first to the last, in no order."""
    return [1 + at * 7919 % size for at in range(1_000)]


def ids_of(site: web.Site) -> list[list[int]]:
    """Channels, colleagues and labels: few, whatever the size."""
    tables = ("channels_channel", "accounts_member where name like '% %'", "inbox_label")
    with psycopg.connect(site.owner_url) as owner:
        return [[row[0] for row in owner.execute(f"select id from {table} order by id").fetchall()] for table in tables]


def pages_beside(ours: web.Site, peer: web.Site, size: int) -> Kinds:
    """What both products show; the peer's list is its page and the JSON this loads."""
    some = some_of(size)
    rare = f"?q={rows.RARE_WORD}"
    return {
        "the list": {"Liant": asking(ours, [LIST]), "django-helpdesk": helpdesk.asking(peer, [""])},
        "one of them": {
            "Liant": asking(ours, [f"{LIST}{number}/" for number in some]),
            "django-helpdesk": asking(peer, [f"{helpdesk.BASE}{number}/" for number in some]),
        },
        "a rare word": {
            "Liant": asking(ours, [f"{LIST}search/{rare}"]),
            "django-helpdesk": helpdesk.asking(peer, [rare]),
        },
    }


def in_turn(kinds: Kinds, requests: int, most_seconds: float = float("inf")) -> Times:
    """Milliseconds of each request. After warming up, one to each server, then the next."""
    times: Times = {name: {who: [] for who in asked} for name, asked in kinds.items()}
    for name, asked in kinds.items():
        started = time.perf_counter()
        for turn in range(-WARM_UPS, requests):
            for who, ask in asked.items():
                start = time.perf_counter()
                ask(turn)
                if turn >= 0:
                    times[name][who].append(1000 * (time.perf_counter() - start))
            if turn > WARM_UPS and time.perf_counter() - started > most_seconds:
                break
    return times


def tell_growth(times: Times) -> bool:
    """Print the table; true when a page's p95 grew too much."""
    sizes = list(next(iter(times.values())))
    print(f"\n{'p50 and p95 in ms, conversations:':34}" + "".join(f"{size:>18}" for size in sizes) + "   p95 grows")
    grown = []
    for name, by_size in times.items():
        growth = p95(by_size[sizes[-1]]) / p95(by_size[sizes[0]])
        figures = "".join(f"{statistics.median(by_size[size]):>9.1f}{p95(by_size[size]):>9.1f}" for size in sizes)
        print(f"{name:34}{figures}{growth:>10.2f} ×", flush=True)
        if growth >= MOST_GROWTH:
            grown.append(name)
    print(f"too slow at the larger size: {', '.join(grown)}" if grown else "no page's p95 doubles")
    return bool(grown)


def tell_beside(times: Times) -> None:
    print(
        f"\n{'p50 and p95 in ms':22}{'Liant':>18}{'django-helpdesk':>20}{'ratio of p50':>14}{'of p95':>9}{'requests':>10}"
    )
    for name, both in times.items():
        ours, theirs = both["Liant"], both["django-helpdesk"]
        ratios = (statistics.median(theirs) / statistics.median(ours), p95(theirs) / p95(ours))
        figures = "".join(
            f"{statistics.median(one):>9.1f}{p95(one):>{width}.1f}" for one, width in ((ours, 9), (theirs, 11))
        )
        print(f"{name:22}{figures}{ratios[0]:>12.1f} ×{ratios[1]:>7.1f} ×{len(ours):>10}", flush=True)


def machine() -> str:
    """Cores and processor, as figures without them say nothing."""
    about = Path("/proc/cpuinfo").read_text() if Path("/proc/cpuinfo").exists() else ""
    names = [line.partition(":")[2].strip() for line in about.splitlines() if line.startswith("model name")]
    return f"{os.cpu_count()} cores of {names[0] if names else platform.machine()}"


def p95(times: list[float]) -> float:
    return statistics.quantiles(times, n=20)[-1]
