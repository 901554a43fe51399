"""Figures about pairs of people: how many of two teams are in contact, and how strongly, beside what was shown before.

Let V be spanned by the shown groups of people, of now and earlier, as rows of zeros and ones. What is shown of pairs are sums over
blocks 1_A ⊗ 1_B of such groups, so that whatever is made of them by adding and subtracting is a matrix M of V ⊗ V, symmetric, without
its diagonal. Each column of M lies in V; where no vector of V is about fewer than k people (`too_telling`), a column that is not
nought is about k people, and so are the rows. Hence M tells of k people at least, and of k (k − 1) / 2 pairs at least: of five
people and ten pairs. So groups of people are released first, and blocks are made of shown groups alone.

How many pairs of a block are in contact is then an answer of pairs, held as answers of people are (`opening`): whoever sees the
tables can't tell that under ten pairs of a block are in contact, nor that all but under ten are; nor, beside earlier tables, of the
pairs that came or went, had the others stayed as they were (`periods`).
Source: the rule of differences is that of `combining`; that a matrix whose rows and columns lie in a space without short vectors
has no small support is the distance of a product code, P. Elias, Error-free coding, IRE Trans. Inf. Theory 4 (1954).
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations_with_replacement

from liant.engines.suppression.beside import sums_to_hide_beside
from liant.engines.suppression.combining import Name, People
from liant.engines.suppression.following import Following, Key
from liant.engines.suppression.means import CLOSENESS, DOMINANT, SHARE, Scale, sums_to_hide
from liant.engines.suppression.opening import Opening, cells_of
from liant.engines.suppression.people import Answered
from liant.engines.suppression.periods import told_by_periods
from liant.engines.suppression.table import TOTAL
from liant.engines.suppression.waves import Valued
from liant.engines.suppression.words import DOMINATED, EARLIER

Block = tuple[str, ...]  # two teams in order, twice the same within one; WITHIN, BETWEEN, EVERYONE
Pair = tuple[str, str]
EVERYONE: Block = ()
WITHIN: Block = ("within",)
BETWEEN: Block = ("between",)
LEAST_PAIRS = 10
TIED, APART = "tied", "apart"
STRENGTH = Scale(0.0, 100.0)
HALF = 0.5  # strengths are shown as whole numbers


@dataclass(frozen=True)
class PairWave:
    """What was shown once. `told`: the people of each shown group, "" being everyone; kept where nobody reads it. `counts`: pairs in
    contact; `sums`: of their strengths, each block's as (all its pairs, the sum, by how much it may be off)."""

    told: Mapping[str, People]
    counts: Mapping[Block, int]
    sums: Mapping[Block, Valued]

    @classmethod
    def of(
        cls, told: Mapping[str, People], counts: Mapping[Block, int], means: Mapping[Block, tuple[int, int]]
    ) -> "PairWave":
        """From figures as they were shown. `means`: of a block, how many pairs it has and the mean strength of those in contact."""
        sums = {
            block: Valued(pairs, mean * counts[block], HALF * counts[block]) for block, (pairs, mean) in means.items()
        }
        return cls(told, counts, sums)


@dataclass(frozen=True)
class PairRelease(PairWave):
    """`pairs`: how many there are in each block; `hidden`: each block of which nothing is shown and why, not for readers."""

    pairs: Mapping[Block, int]
    hidden: Mapping[Block, str]


def release_pairs(
    told: Mapping[str, People],
    strengths: Mapping[Pair, float],
    earlier: Sequence[PairWave] = (),
    minimum: int = LEAST_PAIRS,
) -> PairRelease:
    """Which counts of pairs in contact, and which means of strength, may be shown.

    `told`: groups that `release` shows beside the groups of `earlier`, of which each person is in one beside ""; `strengths`, 0 to
    100: of each pair in contact, others are in none. A block whose contacts are nearly all one or two people's is hidden as well,
    and so are means from which a single strength follows.

    Its limits: whoever takes part knows their own contacts, and may find out more of a block that holds little else; combinations of
    four blocks and more of several waves are held to people, not to how many pairs of them are in contact.
    """
    if not told:
        return PairRelease({}, {}, {}, {}, {})
    across = _Across([*(one.told for one in earlier), told])
    now = _Blocks(told, strengths)
    known = now.open(minimum)
    shown = {block: now.counts[block] for block in now.shown}
    before = [
        {_name(block): (across.pairs(wave.told, block), count) for block, count in wave.counts.items()}
        for wave in earlier
    ]
    counted = {_name(block): (across.pairs(told, block), count) for block, count in shown.items()}
    telling = told_by_periods(counted, before, minimum, across.weights)
    now.hide(known, [block for block in shown if _name(block) in telling], EARLIER)
    counts = {block: now.counts[block] for block in now.shown}
    sums = now.sums()
    telling_sums = set(_telling_sums(across, told, sums, earlier))
    if telling_sums:  # of a total and its other parts, it would follow
        sums = {block: one for block, one in sums.items() if block not in {WITHIN, BETWEEN, *telling_sums}}
    return PairRelease(told, counts, sums, now.pairs, now.reasons)


def _telling_sums(across: "_Across", told: Mapping[str, People], sums: Mapping[Block, Valued],
                  earlier: Sequence[PairWave]) -> Iterator[Block]:  # fmt: skip
    latest = {across.pairs(wave.told, block): one for wave in earlier for block, one in wave.sums.items()}
    length = STRENGTH.high - STRENGTH.low
    for block in [*sums]:
        people = across.pairs(told, block)
        before = [] if people in latest else list(latest.items())
        if sums_to_hide_beside({(): people}, {(): sums[block]}, [before], length, weights=across.weights):
            yield block


def blocks_of(groups: Collection[str]) -> list[Block]:
    """All blocks of the teams among these groups, then their sums; of everyone, "", alone where there is no team: beside the others it
    would tell of those whose teams are hidden, and say little."""
    teams = sorted(set(groups) - {""})
    if not teams:
        return [EVERYONE] if groups else []
    found: list[Block] = list(combinations_with_replacement(teams, 2))
    return [*found, WITHIN, *([BETWEEN] if len(teams) > 1 else [])]


def pairs_in(block: Block, sizes: Mapping[str, int]) -> int:
    """How many pairs a block has; `sizes`: people of each shown group."""
    teams = [code for code in sizes if code]
    if block == EVERYONE:
        return sizes[""] * (sizes[""] - 1) // 2
    if block in (WITHIN, BETWEEN):
        return sum(
            pairs_in(one, sizes)
            for one in blocks_of(teams)
            if len(one) == 2 and (one[0] == one[1]) is (block == WITHIN)
        )
    one, other = (sizes[code] for code in block)
    return one * (one - 1) // 2 if block[0] == block[1] else one * other


class _Across:
    """People who were in the same groups of all waves are a class, and pairs of the same two classes are: these classes of pairs
    stand for the pairs, `weights` saying for how many."""

    def __init__(self, waves: Sequence[Mapping[str, People]]) -> None:
        inside: dict[str, list[tuple[int, str]]] = {}
        for at, told in enumerate(waves):
            for code, people in sorted(told.items()):
                for key in people:
                    inside.setdefault(key, []).append((at, code))
        kinds: dict[tuple[tuple[int, str], ...], set[str]] = {}
        for key, where in inside.items():
            kinds.setdefault(tuple(where), set()).add(key)
        self.classes = [frozenset(kinds[kind]) for kind in sorted(kinds)]
        sizes = [len(one) for one in self.classes]
        self.weights = {
            f"{one}~{other}": sizes[one] * (sizes[one] - 1) // 2 if one == other else sizes[one] * sizes[other]
            for one, other in combinations_with_replacement(range(len(sizes)), 2)
        }

    def pairs(self, told: Mapping[str, People], block: Block) -> People:
        """The classes of pairs of a block; those that hold no pair are left out."""
        teams = [code for code in told if code]
        if block in (WITHIN, BETWEEN):
            parts = [one for one in blocks_of(teams) if len(one) == 2 and (one[0] == one[1]) is (block == WITHIN)]
            return frozenset().union(*(self.pairs(told, one) for one in parts))
        first, second = (
            [at for at, people in enumerate(self.classes) if people <= told[code]] for code in block or ("", "")
        )
        names = (f"{min(one, other)}~{max(one, other)}" for one in first for other in second)
        return frozenset(name for name in names if self.weights[name])


class _Blocks:
    """The blocks of one wave: `counts` of pairs in contact, `shown` those that may be, `reasons` why not of the others."""

    def __init__(self, told: Mapping[str, People], strengths: Mapping[Pair, float]) -> None:
        self.teams = teams = {key: code for code, people in told.items() if code for key in people}
        sizes = {code: len(people) for code, people in told.items()}
        self.names = blocks_of(told)
        self.leaves = [one for one in self.names if len(one) != 1]
        self.pairs = {block: pairs_in(block, sizes) for block in self.names}
        self.inside: dict[Block, set[Pair]] = {block: set() for block in self.names}
        self.values: dict[Pair, float] = {}
        everyone = told.get("", frozenset(teams))
        for (one, other), value in strengths.items():
            if {one, other} <= everyone:
                self.values[one, other] = value
                for block in self._blocks(teams.get(one), teams.get(other)):
                    self.inside[block].add((one, other))
        self.counts = {block: len(pairs) for block, pairs in self.inside.items()}
        self.shown: list[Block] = []
        self.reasons: dict[Block, str] = {}

    def _blocks(self, one: str | None, other: str | None) -> Iterator[Block]:
        if EVERYONE in self.pairs:
            yield EVERYONE
        if one is not None and other is not None:
            yield (min(one, other), max(one, other))
            yield WITHIN if one == other else BETWEEN

    def open(self, minimum: int) -> tuple[Following, dict[Key, int]]:
        """Show what may be of this wave alone. → what follows from what, and the cells that are shown."""
        given = self._answered()
        every = cells_of(given)
        fixed = [key for key in every if key[1] == TOTAL]  # how many pairs there are follows from how many people
        held = {block for block in self.leaves if self.is_held_by_few(block)}
        # one of the two follows from the other
        open_ones = [block for block in self.names if block not in held
                     and min(every[_name(block), code] for code in (APART, TIED)) >= minimum]  # fmt: skip
        candidates = [(_name(block), code) for block in open_ones for code in (APART, TIED)]
        opened = Opening(given, candidates, minimum, fixed)
        opened.prove_all()
        known = Following({name: frozenset(map(str, at)) for name, at in given.inside.items()}, [APART, TIED])
        shown = {key: every[key] for key in opened.shown}
        self.reasons = {block: DOMINATED if block in held else opened.reason((_name(block), TIED)) for block in self.names
                        if (_name(block), TIED) not in shown}  # fmt: skip
        self.shown = [block for block in self.names if block not in self.reasons]
        self.hide((known, shown), held, DOMINATED)
        return known, shown

    def hide(self, known: tuple[Following, dict[Key, int]], blocks: Collection[Block], reason: str) -> None:
        """Hide these, and the smallest others until none of them follows from what is left."""
        following, shown = known
        hidden = [(_name(block), code) for block in sorted(blocks) for code in (TIED, APART)]
        for key in hidden:
            shown.pop(key, None)
        for key in hidden:
            while behind := [one for one in following.behind(key, shown) if one[1] != TOTAL]:
                del shown[min(behind, key=lambda one: (shown[one], one))]
        self.reasons |= {one: reason for one in self.shown if (_name(one), TIED) not in shown}
        self.shown = [one for one in self.shown if one not in self.reasons]

    def is_held_by_few(self, block: Block) -> bool:
        """Whether nearly all of its contacts are those of one person, or of two of a team (as `is_dominated` has it of amounts)."""
        sides: dict[str, dict[str, int]] = {}
        for pair in self.inside[block]:
            for key in pair:
                side = sides.setdefault(self.teams.get(key, ""), {})
                side[key] = side.get(key, 0) + 1
        total = len(self.inside[block])
        for side in sides.values():
            most = sorted(side.values())[: -DOMINANT - 1 : -1]
            if total - most[0] < CLOSENESS * most[0] or sum(most) >= SHARE * total:
                return True
        return total == 0

    def _answered(self) -> Answered:
        places = {block: [at] for at, block in enumerate(self.leaves)}
        sizes = [self.pairs[one] for one in self.leaves]
        ties = [self.counts[one] for one in self.leaves]
        for block in self.names:
            if len(block) == 1:
                places[block] = [at for at, one in enumerate(self.leaves) if (one[0] == one[1]) is (block == WITHIN)]
        counts = [[size - tied, tied, 0] for size, tied in zip(sizes, ties, strict=True)]
        return Answered((APART, TIED), sizes, counts, {_name(block): at for block, at in places.items()})

    def sums(self) -> dict[Block, Valued]:
        """Of shown blocks, the sums from which no single strength follows."""
        keys = {pair: "~".join(pair) for pair in self.values}
        groups = {_name(block): frozenset(keys[pair] for pair in self.inside[block]) for block in self.shown}
        values = {keys[pair]: value for pair, value in self.values.items()}
        hidden = sums_to_hide(groups, values, STRENGTH) if groups else {}
        return {
            block: Valued(self.pairs[block], sum(self.values[pair] for pair in sorted(self.inside[block])), HALF * self.counts[block])
            for block in self.shown if _name(block) not in hidden
        }  # fmt: skip


def _name(block: Block) -> Name:
    return tuple((str(at), code) for at, code in enumerate(block))
