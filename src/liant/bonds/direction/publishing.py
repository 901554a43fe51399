"""Looks, once every four weeks, for what comes before what in a house; keeps what may be told of everyone together."""

from datetime import timedelta
from typing import Any

from liant.bonds.direction.counting import WINDOW, agreed_until, panel_in, seen_in
from liant.bonds.direction.models import Finding
from liant.engines.direction import Length, as_json, direction
from liant.engines.suppression import check_group
from liant.kit import clock

EACH = timedelta(days=28)
LENGTH = Length(WINDOW.days // 7, "week")


def find() -> Finding | None:
    """None where it is not time yet, or where too few agreed for anything to be told."""
    now = clock.now()
    last = Finding.objects.first()
    if last is not None and now - last.at < EACH:
        return None
    stretch = agreed_until(now.replace(hour=0, minute=0, second=0, microsecond=0))
    if not check_group(len(stretch.members)):
        return None
    panel = panel_in(stretch, seen_in(stretch))
    if panel is None or not check_group(panel.pairs.people):
        return None
    told = shown(as_json(direction(panel, window=LENGTH)))
    return Finding.objects.create(
        from_on=stretch.since.date(), to_on=(stretch.until - timedelta(days=1)).date(), verdict=told["verdict"], told=told,
        at=now,
    )  # fmt: skip


def shown(told: dict[str, Any]) -> dict[str, Any]:
    """Without what tells of one person left out, which is a figure about that person."""
    diagnostics = {name: value for name, value in told.get("diagnostics", {}).items() if name != "one_person_left_out"}
    return {**told, "diagnostics": diagnostics} if diagnostics else told
