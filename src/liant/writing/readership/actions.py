"""Counts are added to what the day has already; links are noted once. Nobody did it: readers did."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.db import connection

from liant.channels.models import Item
from liant.tenancy.context import current_organisation_id
from liant.tenancy.models import Organisation
from liant.writing.models import Piece
from liant.writing.readership.models import DayReads, Link

MOST_HOSTS = 500  # of one house on one day: whoever invents sites does not fill the table


class Reading(NamedTuple):
    piece_id: int | None
    at: int  # the quarter of an hour
    kind: str
    host: str


ADD = """
insert into readership_dayreads (organisation_id, piece_id, day, kind, host, reads)
select %(organisation)s, told.piece, told.day, told.kind, told.host, told.reads
from unnest(%(pieces)s::bigint[], %(days)s::date[], %(kinds)s::text[], %(hosts)s::text[], %(reads)s::int[])
    as told(piece, day, kind, host, reads)
where told.piece is null
   or exists (select 1 from writing_piece where id = told.piece and organisation_id = %(organisation)s)
order by 2, 3, 4, 5
on conflict (organisation_id, day, piece_id, kind, host)
do update set reads = readership_dayreads.reads + excluded.reads
"""


def write_down(readings: Mapping[Reading, int]) -> None:
    """Within the organisation, in one statement. A piece that went meanwhile takes its readings with it."""
    zone = ZoneInfo(Organisation.objects.get().time_zone)
    told: dict[tuple, int] = {}
    for reading, count in readings.items():
        day = datetime.fromtimestamp(reading.at, UTC).astimezone(zone).date()
        key = (reading.piece_id, day, reading.kind, reading.host)
        told[key] = told.get(key, 0) + count
    told = _without_too_many_hosts(told)
    columns = list(zip(*told, strict=True))
    names = ("pieces", "days", "kinds", "hosts")
    values = {name: list(column) for name, column in zip(names, columns, strict=True)}
    with connection.cursor() as cursor:
        cursor.execute(ADD, {"organisation": current_organisation_id(), "reads": list(told.values()), **values})


def _without_too_many_hosts(told: dict[tuple, int]) -> dict[tuple, int]:
    """Sites that are new to a day which has many already are counted without their name."""
    days = {day for _piece, day, _kind, _host in told}
    known = {
        day: set(
            DayReads.objects.filter(day=day)
            .exclude(host="")
            .values_list("host", flat=True)
            .distinct()[: MOST_HOSTS + 1]
        )
        for day in days
    }
    kept: dict[tuple, int] = {}
    for (piece_id, day, kind, host), count in told.items():
        is_new = bool(host) and host not in known[day]
        if is_new and len(known[day]) < MOST_HOSTS:
            known[day].add(host)
            is_new = False
        key = (piece_id, day, kind, "" if is_new else host)
        kept[key] = kept.get(key, 0) + count
    return kept


def note_links(links: Iterable[tuple[Piece, Item]]) -> None:
    """What was heard and links to a piece, each once."""
    house = Organisation.objects.get()
    zone = ZoneInfo(house.time_zone)
    Link.objects.bulk_create(
        [
            Link(
                organisation_id=house.pk,
                piece=piece,
                item=item,
                day=item.published_at.astimezone(zone).date(),
            )
            for piece, item in links
        ],
        ignore_conflicts=True,
    )
