"""What is kept of each pair that was ever in contact: a few numbers, from which everything else follows.

The recursion of a rate's posterior, a ← δ a + (1 − δ) a₀ + y with the prior a₀ held, leaves a − a₀ = Σ δ^(T − t) y_t: what is above the
prior is a decayed count that doesn't know the prior. So only decayed counts are kept, of pairs ever in contact; priors may be
estimated anew at any time, and every other pair stands at its prior.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from liant.engines.ties.channels import MUTUAL
from liant.engines.ties.interactions import Interactions
from liant.engines.ties.weeks import DAYS, HALF_LIFE, discount, weeks_before

AT_ONCE = 300_000
"""Interactions that are added up together."""


@dataclass(frozen=True)
class Contacts:
    """The pairs ever in contact, in order of (`first`, `second`), at one date; `weeks` were looked at, the last ends at that date.

    All over p pairs: `first`, `second` (p,) people, the smaller number first, or who towards whom where `is_directed`; `decayed`,
    `total` (c, p) contacts by channel, an older week counting for 2^(−age/half-life), and undecayed; `towards` (2, p) decayed
    contacts of all channels from first to second and back; `active_weeks` (p,) weeks with any contact; `silent`, `known` (p,)
    days since the last and since the first contact; `rows` (p,) how many interactions. `presence`: (people, weeks) the share of
    each week in which each person was there, oldest first; None for all of it.
    """

    people: int
    channels: tuple[str, ...]
    weeks: int
    half_life: float
    is_directed: bool
    first: np.ndarray
    second: np.ndarray
    decayed: np.ndarray
    total: np.ndarray
    towards: np.ndarray
    active_weeks: np.ndarray
    silent: np.ndarray
    known: np.ndarray
    rows: np.ndarray
    presence: np.ndarray | None = None

    def __len__(self) -> int:
        return len(self.first)

    @property
    def keys(self) -> np.ndarray:
        """(p,) one integer a pair, ascending."""
        return np.asarray(self.first * self.people + self.second)

    def rows_of(self, first: np.ndarray, second: np.ndarray) -> np.ndarray:
        """(q,) where pairs stand, −1 for those never in contact. Undirected pairs may be given either way round."""
        left, right = np.asarray(first, dtype=np.int64), np.asarray(second, dtype=np.int64)
        if not self.is_directed:
            left, right = np.minimum(left, right), np.maximum(left, right)
        return found_in(self.keys, left * self.people + right)

    def asked(self, pairs: tuple[np.ndarray, np.ndarray] | None) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """(q,) first, second, and the row of each: of all pairs, or of those given, who need not have been in contact."""
        if pairs is None:
            return self.first, self.second, np.arange(len(self))
        first, second = (np.asarray(one, dtype=np.int64) for one in pairs)
        if not self.is_directed:
            first, second = np.minimum(first, second), np.maximum(first, second)
        return first, second, self.rows_of(first, second)

    def exposed(self, first: np.ndarray, second: np.ndarray, *, is_decayed: bool = True) -> np.ndarray:
        """(q,) for how many weeks both of each pair were there, Σ_t w_t p_it p_jt: decayed, or plain."""
        weight = (discount(self.half_life) if is_decayed else 1.0) ** np.arange(self.weeks - 1, -1, -1.0)
        if self.presence is None:
            return np.broadcast_to(weight.sum(), len(first))
        found, step = np.empty(len(first)), max(1, 4_000_000 // max(self.weeks, 1))
        for start in range(0, len(first), step):
            here = slice(start, start + step)
            found[here] = (self.presence[first[here]] * self.presence[second[here]]) @ weight
        return found

    def exposed_alone(self, *, is_decayed: bool = True) -> tuple[float, np.ndarray]:
        """How many weeks there were, and (people,) in how many of them each person was there: decayed, or plain."""
        weight = (discount(self.half_life) if is_decayed else 1.0) ** np.arange(self.weeks - 1, -1, -1.0)
        if self.presence is None:
            return float(weight.sum()), np.full(self.people, weight.sum())
        return float(weight.sum()), np.maximum(self.presence @ weight, 1e-9)


def found_in(keys: np.ndarray, asked: np.ndarray) -> np.ndarray:
    """Where each of `asked` stands in ascending `keys`, −1 where it doesn't."""
    if not len(keys):
        return np.full(len(asked), -1)
    place = np.minimum(np.searchsorted(keys, asked), len(keys) - 1)
    return np.where(keys[place] == asked, place, -1)


def contacts(
    interactions: Interactions,
    *,
    at: float,
    half_life: float = HALF_LIFE,
    weeks: int | None = None,
    directed: bool = False,
    presence: np.ndarray | None = None,
) -> Contacts:
    """Adds up interactions until `at` (in days, as their `day`); later ones are left out.

    `half_life` in weeks; `weeks`: how many were observed, by default as far back as the oldest interaction; older ones are left
    out. `directed`: pairs are who towards whom. `presence` as in Contacts. Time O(e log e), memory some 100 bytes an interaction.
    """
    interactions, age, observed = _observed(interactions, at, weeks)
    if presence is not None and presence.shape != (interactions.people, observed):
        raise ValueError(f"presence is of {interactions.people} people in {observed} weeks")
    if directed:
        interactions, age = _both_ways(interactions, age)
    first = interactions.source if directed else np.minimum(interactions.source, interactions.target)
    fade = discount(half_life) ** np.arange(observed)
    sums = _laid_together(
        (_added_up(interactions, age, rows, fade, directed) for rows in _parts(first)), most=len(interactions)
    )
    sums["silent"], sums["known"] = at - sums["silent"], at - sums["known"]
    found = Contacts(
        people=interactions.people,
        channels=interactions.channels,
        weeks=observed,
        half_life=half_life,
        is_directed=directed,
        presence=presence,
        **sums,
    )
    return with_return(found) if directed else found


def there_since(interactions: Interactions, since: np.ndarray, *, at: float) -> np.ndarray:
    """(people, weeks) the `presence` of people who came at `since` (people,), in days, and stayed until `at`."""
    weeks = _observed(interactions, at, None)[2]
    ends = at - DAYS * np.arange(weeks - 1, -1, -1.0)
    return np.clip((ends - np.asarray(since, dtype=float)[:, None]) / DAYS, 0, 1)


def _laid_together(parts: Iterator[dict[str, np.ndarray]], *, most: int) -> dict[str, np.ndarray]:
    """One after the other along the last axis, of no more than `most` in all: memory that isn't written to costs nothing."""
    whole = next(parts)
    end = whole["first"].shape[0]
    for part in parts:
        if end == len(whole["first"]) < most:
            whole = {name: _roomier(values, most) for name, values in whole.items()}
        start, end = end, end + part["first"].shape[0]
        for name, values in part.items():
            whole[name][..., start:end] = values
    return {name: values[..., :end] for name, values in whole.items()}


def _roomier(values: np.ndarray, most: int) -> np.ndarray:
    room = np.empty((*values.shape[:-1], most), dtype=values.dtype)
    room[..., : values.shape[-1]] = values
    return room


def _parts(first: np.ndarray) -> Sequence[np.ndarray | slice]:
    """Rows by who comes first, some at a time: sorted and added up where they fit in the processor's own memory."""
    if len(first) <= AT_ONCE:
        return [slice(None)]
    several = -(-len(first) // AT_ONCE)
    cuts = np.quantile(first[:: len(first) // 10_000], np.arange(1, several) / several)
    part = np.searchsorted(cuts, first).astype(np.int16)
    order = np.argsort(part, kind="stable")  # by its digits, as numbers are small
    return np.split(order, np.cumsum(np.bincount(part, minlength=several))[:-1])


def _added_up(
    interactions: Interactions, age: np.ndarray, rows: np.ndarray | slice, fade: np.ndarray, directed: bool
) -> dict[str, np.ndarray]:
    """What is kept of each pair of some rows, in order; `silent` and `known` as the days of the last and the first contact."""
    people, channels = max(interactions.people, 1), interactions.channels
    first, second, kind = interactions.source[rows], interactions.target[rows], 2 * interactions.channel[rows]
    if not directed:
        kind = kind + (first > second)  # the odd ones go from second to first
        first, second = np.minimum(first, second), np.maximum(first, second)
    keys = ((first * people + second) * len(fade) + age[rows]) * (2 * max(len(channels), 1)) + kind
    order = np.argsort(keys)
    week, kind = np.divmod(keys[order], 2 * max(len(channels), 1))
    pair, since = np.divmod(week, len(fade))
    begins = np.flatnonzero(np.diff(pair, prepend=-1))
    rows_of_each = np.diff(np.append(begins, len(pair)))
    of = np.repeat(np.arange(len(begins)), rows_of_each)
    worth, day = interactions.weight[rows][order], interactions.day[rows][order]
    each_way = _summed(of, worth * fade[since], kind, len(begins), 2 * len(channels))
    return {
        "first": pair[begins] // people,
        "second": pair[begins] % people,
        "decayed": each_way[0::2] + each_way[1::2],
        "total": _summed(of, worth, kind // 2, len(begins), len(channels)),
        "towards": _towards(each_way, channels),
        "active_weeks": np.bincount(of[np.diff(week, prepend=-1) != 0], minlength=len(begins)),
        "silent": np.maximum.reduceat(day, begins) if len(begins) else np.zeros(0),
        "known": np.minimum.reduceat(day, begins) if len(begins) else np.zeros(0),
        "rows": rows_of_each,
    }


def with_return(found: Contacts) -> Contacts:
    """Directed pairs, with what came back: the contacts of the same two people the other way round."""
    back = found_in(found.keys, found.second * found.people + found.first)
    forth = found.towards[0]
    returned = np.where(back >= 0, forth[back], 0.0) if len(forth) else forth
    return Contacts(**{**vars(found), "towards": np.stack([forth, returned])})


def _observed(interactions: Interactions, at: float, weeks: int | None) -> tuple[Interactions, np.ndarray, int]:
    """The interactions looked at, how many weeks before `at` each was, and how many weeks that is together."""
    age = weeks_before(interactions.day, at)
    is_kept = (age >= 0) if weeks is None else (age >= 0) & (age < weeks)
    if not is_kept.all():
        interactions, age = interactions.only(is_kept), age[is_kept]
    return interactions, age, weeks if weeks is not None else int(age.max()) + 1 if len(age) else 1


def _mutual(channels: tuple[str, ...]) -> np.ndarray:
    """(c,) channels in which nobody turns to the other."""
    return np.array([name in MUTUAL for name in channels], dtype=bool)


def _both_ways(interactions: Interactions, age: np.ndarray) -> tuple[Interactions, np.ndarray]:
    """Rows in which nobody turned to the other, the other way round as well."""
    again = np.flatnonzero(_mutual(interactions.channels)[interactions.channel])
    rows = np.concatenate([np.arange(len(age)), again])
    both = interactions.only(rows)
    turned = slice(len(age), None)
    both.source[turned], both.target[turned] = interactions.target[again], interactions.source[again]
    return both, age[rows]


def _towards(each_way: np.ndarray, channels: tuple[str, ...]) -> np.ndarray:
    """(2, pairs): from first to second, and back; half of what is mutual on either side."""
    sums = np.zeros((2, each_way.shape[1]))
    for channel, is_mutual in enumerate(_mutual(channels)):
        forth, back = each_way[2 * channel : 2 * channel + 2]
        sums += 0.5 * (forth + back) if is_mutual else (forth, back)
    return sums


def _summed(of: np.ndarray, values: np.ndarray, kind: np.ndarray, pairs: int, kinds: int) -> np.ndarray:
    """(kinds, pairs): values added up, by kind."""
    sums = np.zeros((kinds, pairs))
    for one in range(kinds):
        rows = np.flatnonzero(kind == one)
        sums[one] = np.bincount(of[rows], values[rows], pairs)
    return sums
