"""What one look finds, arm by arm, and what may be released of it: the engines' methods on what was counted. Pure."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any

import numpy as np

from liant.engines.direction import (
    REPLAYS,
    Arm,
    Displaced,
    Measured,
    Pairs,
    Replays,
    Trial,
    apart,
    displacement,
    every_pair,
    say_drawn,
    trial,
)
from liant.engines.suppression import answers_shown
from liant.meetings.experiment.rules import LEAST_PEOPLE, MEETING, SPOTLIGHT, places, seed_of

LEAST_PAIRS = 10  # on either side, and in any cell that is shown
DIGITS = 4  # of what is released: a mean to its last bit would give back the counts that it was made of
MOST_SHOWN = 3  # acts; three or more stand together


@dataclass(frozen=True)
class Counted:
    """Of one arm, (d,) over `every_pair` of the codes in their order: acts before and after, and whether it took place."""

    before: np.ndarray
    after: np.ndarray
    took_place: np.ndarray


@dataclass(frozen=True)
class Seen:
    """What is known when it is looked at. `stayed` and `teams` go over the codes in their order: whoever left took what was theirs
    along; a number for each team."""

    codes: Sequence[str]
    weeks: int
    seed: int
    arms: Mapping[str, Counted]
    stayed: np.ndarray
    teams: np.ndarray

    @cached_property
    def whole(self) -> Pairs:
        return every_pair(len(self.codes))

    @cached_property
    def here(self) -> np.ndarray:
        """(d,) whether both stayed."""
        return np.asarray(self.stayed[self.whole.first] & self.stayed[self.whole.second])

    @cached_property
    def pairs(self) -> Pairs:
        return self.whole.kept(self.here)

    @cached_property
    def kept(self) -> np.ndarray:
        """(d,) place among `pairs`; -1 of those that are left out."""
        found = np.full(len(self.whole), -1, dtype=np.int64)
        found[self.here] = np.arange(int(self.here.sum()))
        return found

    @cached_property
    def same_team(self) -> np.ndarray:
        alike = self.teams[self.whole.first] == self.teams[self.whole.second]
        return np.asarray(alike[self.here].astype(float)[:, None])

    @property
    def left(self) -> int:
        return len(self.codes) - int(self.stayed.sum())

    def drawn(self, arm: str, seed: int | None = None) -> np.ndarray:
        """Places among `pairs` of those drawn, with this seed or with the one that was."""
        found = self.kept[places(self.codes, self.weeks, self.seed if seed is None else seed, arm)]
        return np.asarray(found[found >= 0])


@dataclass(frozen=True)
class OfArm:
    """`trial`: None where there was too little to say anything, and then `why`."""

    trial: Trial | None
    displaced: Displaced | None
    cells: Mapping[str, Mapping[str, int]]
    why: Mapping[str, str] | None = None


@dataclass(frozen=True)
class Found:
    """`between`: how much more the first arm did than the second, in standard deviations."""

    arms: Mapping[str, OfArm]
    words: Mapping[str, str]
    between: Measured | None
    left: int


TOO_FEW = {
    "en": "Too few people or pairs are left to say anything: nothing is told.",
    "fr": "Il reste trop peu de personnes ou de paires pour dire quoi que ce soit : rien n’est dit.",
}  # in the engine's manner: fixed sentences, both languages kept with the finding
TOO_LITTLE = {
    MEETING: {
        "en": "Not enough data to say: under ten pairs turned to what the other shared.",
        "fr": "Données insuffisantes pour conclure : moins de dix paires se sont tournées vers ce que l’autre partageait.",
    },
    SPOTLIGHT: {
        "en": "Not enough data to say: under ten pairs were in contact other than about what was shared.",
        "fr": "Données insuffisantes pour conclure : moins de dix paires ont été en contact en dehors de ce qui était partagé.",
    },
}
EXPLORATORY = {
    "en": " Looked at before the day that was set: exploratory.",
    "fr": " Regardé avant le jour fixé : exploratoire.",
}


def analyse(seen: Seen, *, chances: Mapping[str, float | None], is_planned: bool, replays: int = REPLAYS) -> Found:
    """By intention to treat, with the draw made again `replays` times as it was made, among all who were drawn."""
    arms = {name: look(seen, name, replays) for name in seen.arms}
    told = [
        Arm(name, one.trial, chances.get(name) or 0.0, is_planned, one.displaced)
        for name, one in arms.items()
        if one.trial is not None
    ]
    said = say_drawn(told, planned=len(arms)) if told else {}
    whys = list({id(one.why): one.why for one in arms.values() if one.why}.values())
    words = {
        language: "\n\n".join(
            [*([said[language]] if said else []),
             *(why[language] + ("" if is_planned else EXPLORATORY[language]) for why in whys)]
        )
        for language in ("en", "fr")
    }  # fmt: skip
    return Found(arms, words, apart(told), seen.left)


def look(seen: Seen, arm: str, replays: int) -> OfArm:
    counted, chosen = seen.arms[arm], np.zeros(len(seen.pairs), dtype=bool)
    chosen[seen.drawn(arm)] = True
    if len(seen.codes) - seen.left < LEAST_PEOPLE or min(int(chosen.sum()), int((~chosen).sum())) < LEAST_PAIRS:
        return OfArm(None, None, {}, TOO_FEW)
    acts = counted.after[seen.here]
    if int((acts > 0).sum()) < LEAST_PAIRS:
        return OfArm(None, None, {}, TOO_LITTLE[arm])
    again = Replays.of(lambda number: seen.drawn(arm, seed_of(seen.seed, number)), len(seen.pairs), replays)
    before, after = np.log1p(counted.before[seen.here]), np.log1p(acts)
    found = trial(
        after, before, counted.took_place[seen.here], chosen, seen.pairs, replays=again, beside=seen.same_team
    )
    teams, beside = _teams(seen), None
    if teams is not None:
        beside = displacement(after, before, np.flatnonzero(chosen), seen.pairs, teams=teams, replays=again,
                              beside=seen.same_team)  # fmt: skip
    return OfArm(found, beside, {"drawn": shown(acts[chosen]), "others": shown(acts[~chosen])})


def _teams(seen: Seen) -> list[int] | None:
    """Of those who stayed; None where nobody is of another team, or where somebody is left without a pair."""
    teams = np.unique(seen.teams[seen.stayed], return_inverse=True)[1]
    is_told = len(teams) == seen.pairs.people and len(np.unique(teams)) > 1
    return teams.tolist() if is_told else None


def shown(acts: np.ndarray) -> dict[str, int]:
    """How many pairs had no act, one, two, three or more, where that may be shown."""
    counts = np.bincount(np.minimum(acts.astype(np.int64), MOST_SHOWN), minlength=MOST_SHOWN + 1)
    return answers_shown({str(number): int(count) for number, count in enumerate(counts)}, LEAST_PAIRS)


def as_json(found: Found, *, with_cells: bool = True) -> dict[str, Any]:
    """What may be released of it: nothing of any pair. None stands where a number has no end. `with_cells`: how many pairs had how
    many acts, which one look alone may tell."""
    values: dict[str, Any] = {"arms": {name: _arm_as_json(one, with_cells) for name, one in found.arms.items()}}
    if found.between is not None:
        values["between"] = finite(asdict(found.between))
    return values


def _arm_as_json(one: OfArm, with_cells: bool) -> dict[str, Any]:
    values: dict[str, Any] = {"pairs_by_acts": one.cells if with_cells else {}}
    if one.trial is not None:
        values |= {name: finite(value) for name, value in asdict(one.trial).items()}
    if one.displaced is not None:
        values["displaced"] = finite(asdict(one.displaced))
    return values


def arms_of(result: Mapping[str, Any]) -> Mapping[str, Mapping[str, Any]]:
    """By arm; what was found while meeting was the only one stands as it was written."""
    found: Mapping[str, Mapping[str, Any]] = result.get("arms", {MEETING: result})
    return found


def finite(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name: finite(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [finite(one) for one in value]
    if isinstance(value, Measured):
        return finite(asdict(value))
    if isinstance(value, float):
        return float(f"{value:.{DIGITS}g}") if math.isfinite(value) else None
    return value
