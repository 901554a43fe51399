"""How long a draw of very many people takes the worker, database included: what it rests on read and sealed, the draw, everyone's
partners and notices written, and, from the second on, the end of the round before.

Everything is thrown away afterwards: a PostgreSQL of its own, used as the application's role under row-level security, through the
worker's own job. The draw alone is `liant pair`.
"""

import argparse
import datetime
import os
import time
from typing import Any

import _inbox_web as web
import _meetings_rows as rows

MOST_SECONDS = 60.0


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """How many."""
    parser.add_argument("--people", type=int, default=10_000, help="who take part (default 10,000)")
    parser.add_argument("--rounds", type=int, default=4, help="one after the other (default 4)")


def run(args: argparse.Namespace) -> int:
    """Print seconds; 1 where somebody has no partner or no notice, or a draw takes more than a minute."""
    with web.thrown_away() as server:
        house, rotation = begun()
        rows.fill(server.urls.owner, house, rotation, args.people)
        return measure(house, rotation, server.urls.owner, args)


def begun() -> tuple[Any, int]:
    """A rotation is open."""
    from liant.accounts.models import Member  # late: the settings need the database's address
    from liant.meetings.actions import save_rotation
    from liant.tenancy.before_tenant import organisation_id_of
    from liant.tenancy.context import tenant

    house = organisation_id_of(web.SLUG)
    with tenant(house):
        alice = Member.objects.filter(roles__contains=["owner"])[0]
        values = {"title": "Bench", "team": None, "every_weeks": 1, "weekday": 0, "is_across_teams": True}
        return house, save_rotation(actor=alice, rotation=None, **values).pk


def measure(house: Any, rotation: int, owner_url: str, args: argparse.Namespace) -> int:
    from django.db import connection  # late: as above

    is_well = True
    print(f"{'round':>6} {'stored':>9} {'drawn':>9} {'together':>9} {'processor':>10} {'people':>8} {'notices':>8}")
    for number in range(1, args.rounds + 1):
        stored, drawn, used = one_round(house, rotation)
        people = rows.counted(owner_url, "select people from meetings_round order by number desc limit 1")
        notices = rows.counted(owner_url, "select count(*) from meetings_notice where occasion = 'invitation'")
        seconds = stored + drawn
        print(
            f"{number:>6} {stored:>7.1f} s {drawn:>7.1f} s {seconds:>7.1f} s {used:>8.1f} s {people:>8,} {notices:>8,}"
        )
        is_well = is_well and people >= args.people - 1 and notices == number * people and seconds <= MOST_SECONDS
        rows.answer(owner_url)
    connection.close()
    print(f"load after: {os.getloadavg()[0]:.1f}")
    return 0 if is_well else 1


def one_round(house: Any, rotation: int) -> tuple[float, float, float]:
    """Seconds to store what it rests on, to draw and write; and of this process's own work. As the worker's job does it."""
    from liant.kit import clock  # late: as above
    from liant.meetings import drawing
    from liant.meetings.models import Rotation
    from liant.tenancy.context import tenant

    with tenant(house):
        Rotation.objects.filter(pk=rotation).update(next_at=clock.now() - datetime.timedelta(minutes=1))
    began, work = time.perf_counter(), time.process_time()
    with tenant(house):
        waiting = drawing.prepare(rotation_id=rotation)
    between = time.perf_counter()
    if waiting is None:
        raise web.Failed("Nobody was drawn.")
    with tenant(house):
        drawing.draw(round_id=waiting.pk)
    ended = time.perf_counter()
    return between - began, ended - between, time.process_time() - work
