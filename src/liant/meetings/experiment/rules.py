"""The draw of an experiment and its power: the engines' methods, with the choices of this experiment. Pure: values in, values out."""

import json
from collections.abc import Mapping, Sequence
from datetime import timedelta
from hashlib import sha256
from typing import Any

import numpy as np

from liant.engines.direction import Power, every_pair, power
from liant.engines.pairing import experiment

LEAST_PEOPLE, MOST_PEOPLE = 10, 1000  # a thousand are half a million pairs, each held in memory
LEVEL = 0.05
SHOWN_FROM, SHOWN_MOST = timedelta(days=28), 3  # how far back, and how many, of whoever is put first
MEETING, SPOTLIGHT = "meeting", "spotlight"


def canonical(values: Mapping[str, Any]) -> str:
    """One text for the same values, whatever their order."""
    return json.dumps(values, sort_keys=True, ensure_ascii=False, indent=1)


def digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def weeks_of(codes: Sequence[str], weeks: int, seed: int, arm: str = MEETING) -> list[list[tuple[str, str]]]:
    """Who is drawn with whom, week after week; the same seed draws the same, and each arm for itself."""
    found: list[list[tuple[str, str]]] = [[] for _ in range(weeks)]
    for meeting in experiment(sorted(codes), weeks=weeks, seed=seed, arm=arm).meetings:
        one, other = meeting.people
        found[meeting.week - 1].append((one, other))
    return found


def places(codes: Sequence[str], weeks: int, seed: int, arm: str = MEETING) -> np.ndarray:
    """The places, among `every_pair` of the codes in their order, of all pairs drawn in these weeks."""
    n = len(codes)
    place = {code: number for number, code in enumerate(sorted(codes))}
    drawn = [sorted((place[one], place[other])) for week in weeks_of(codes, weeks, seed, arm) for one, other in week]
    return np.array(sorted(i * n - i * (i + 1) // 2 + j - i - 1 for i, j in drawn), dtype=np.int64)


def chance_to_see(
    acts: np.ndarray,
    codes: Sequence[str],
    *,
    weeks: int,
    weeks_before: int,
    extra: float,
    weeks_after: int,
    shows_up: float,
    arm: str = MEETING,
    arms: int = 1,
) -> Power:
    """On the house's own figures. `acts`: (d,) of the weeks before, drawn a little towards their mean, as few prove little. Of two
    arms, each is held to the level that Holm's rule leaves it whatever the other finds."""
    mean = float(acts.mean()) / weeks_before if len(acts) else 0.0
    rates = (acts + mean) / (weeks_before + 1)
    return power(
        rates, every_pair(len(codes)), lambda number: places(codes, weeks, number, arm), extra=extra, weeks_after=weeks_after,
        shows_up=shows_up, level=LEVEL / arms,
    )  # fmt: skip


def seed_of(seed: int, number: int) -> int:
    """Of a replay: other draws than the one that was made, the same each time."""
    return int(sha256(f"replay:{seed}:{number}".encode()).hexdigest()[:15], 16)
