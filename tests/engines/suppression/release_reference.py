"""Releases attacked the plain way: by HiGHS, exactly, with every table that was published; and made-up people to attack."""

from dataclasses import dataclass
from itertools import combinations

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, linprog, milp
from scipy.sparse import csr_array

from liant.engines.suppression import TOTAL, Crossed, Person

FAR = 1000.0  # beyond any factor that groups of a test are combined with


def random_people(chance, most=120):
    """A house: teams in departments, perhaps roles, ages and communities that overlap, answers that lean, a number from 1 to 5."""
    teams = [f"t{at}" for at in range(chance.randint(2, 6))]
    roles = [f"r{at}" for at in range(chance.randint(1, 3))]
    clubs = [f"c{at}" for at in range(chance.randint(1, 3))]
    codes = [f"a{at}" for at in range(chance.randint(2, 4))]
    leaning = {team: [chance.random() ** 2 + 0.01 for _ in codes] for team in teams}
    skewed = [chance.random() ** 2 + 0.02 for _ in teams]
    people = []
    for at in range(chance.randint(8, most)):
        team = chance.choices(teams, skewed)[0]
        said = chance.choices(codes, leaning[team])[0]
        groups = {
            "team": [team],
            "role": [chance.choice(roles)],
            "club": chance.sample(clubs, chance.randint(0, len(clubs))),
        }
        answers = {"q": said} if chance.random() < 0.95 else {}
        people.append(Person(f"p{at}", groups, answers, float(min(5, max(1, 1 + 2 * codes.index(said))))))
    parents = {"team": {team: chance.choice(["d0", "d1"]) for team in teams} if chance.random() < 0.6 else {}}
    return people, parents, codes


def random_tables(chance):
    others = [other for other in ("role", "club") if chance.random() < 0.6]
    tables = [Crossed(("team",), "q"), *(Crossed((other,), chance.choice(["q", ""])) for other in others)]
    if chance.random() < 0.3:
        tables.append(Crossed(("team", "role"), chance.choice(["q", ""])))
    return tables


def next_wave(chance, people, codes, *, is_still=False):
    """A few leave, come, change teams; answers stay or change; those who stay keep theirs where it `is_still`."""
    teams = sorted({code for one in people for code in one.groups["team"]})
    stay = [one for one in people if chance.random() > chance.choice([0.0, 0.03, 0.2])]
    moved = [
        Person(one.key, one.groups | {"team": [chance.choice(teams)]} if chance.random() < 0.04 else one.groups,
               one.answers if is_still or chance.random() < 0.8 else {"q": chance.choice(codes)}, one.value)
        for one in stay
    ]  # fmt: skip
    fresh = [Person(f"n{chance.random()}", {"team": [chance.choice(teams)], "role": ["r0"], "club": []},
                    {"q": chance.choice(codes)}, 3.0) for _ in range(chance.choice([0, 0, 1, 2, 7]))]  # fmt: skip
    return moved + fresh


def classes_of(sets, keys):
    """People who are in the same sets, as {which sets: their keys}."""
    found = {}
    for key in keys:
        found.setdefault(tuple(key in one for one in sets), set()).add(key)
    return found


def least_people_told(sets):
    """The fewest people whom a combination of sums over these sets is about: one whole-number programme for each class."""
    kinds = classes_of(sets, set().union(*sets)) if sets else {}
    rows = np.array(list(kinds), dtype=float).T
    sizes = np.array([len(keys) for keys in kinds.values()], dtype=float)
    least, count, width = np.inf, len(sets), len(sizes)
    # unknown: the factor of each set, then for each class whether it is touched
    spread = np.hstack([rows.T, np.zeros((width, width))])
    touched = np.hstack([np.zeros((width, count)), FAR * np.eye(width)])
    for at in np.flatnonzero(sizes < 12):
        lower, upper = np.full(width, -np.inf), np.full(width, np.inf)
        bounds = Bounds(np.r_[np.full(count, -FAR), np.zeros(width)], np.r_[np.full(count, FAR), np.ones(width)])
        found = milp(
            np.r_[np.zeros(count), sizes], integrality=np.r_[np.zeros(count), np.ones(width)], bounds=bounds,
            constraints=[
                LinearConstraint(spread - touched, lower, np.zeros(width)),
                LinearConstraint(spread + touched, np.zeros(width), upper),
                LinearConstraint(spread[at], 1, 1),
            ],
        )  # fmt: skip
        if found.success:
            least = min(least, round(found.fun))
    return least


@dataclass
class Colleague:
    """Knows who is in which group, and all the tables that were shown; would like to know how many of a class answered what. Of
    several waves: supposes that whoever is in several gave the same answer in each."""

    released: list  # the tables of each wave
    people: list  # everyone of any wave
    sets: list  # of whatever groups of any wave a class is told apart by
    question: str = "q"
    could: tuple[str, ...] = ()  # answers there were to choose from beside those that somebody gave

    def __post_init__(self):
        given = {code for one in self.people if (code := one.answers.get(self.question))}
        self.codes = [*sorted(given | set(self.could)), ""]
        kinds = classes_of(self.sets, [one.key for one in self.people])
        self.classes = list(kinds.values())
        said = {one.key: one.answers.get(self.question, "") for one in self.people}
        self.truth = np.array([sum(said[key] == code for key in keys) for keys in self.classes for code in self.codes])
        rows, sums = [], []
        for at, keys in enumerate(self.classes):
            rows.append(self.row([at], self.codes))
            sums.append(len(keys))
        for wave, (name, question, code), count in self.shown():
            if question == self.question:
                inside = [at for at, keys in enumerate(self.classes) if keys <= wave.told[name]]
                rows.append(self.row(inside, [one for one in self.codes if one] if code == TOTAL else [code]))
                sums.append(count)
        self.low, self.high = self.truth.copy(), self.truth.copy()
        self.known = LinearConstraint(csr_array(np.array(rows)), sums, sums)

    def shown(self):
        return [(wave, cell, count) for wave in self.released for cell, count in wave.counts.items()]

    def row(self, classes, codes):
        row = np.zeros(len(self.classes) * len(self.codes))
        row[[at * len(self.codes) + self.codes.index(code) for at in classes for code in codes]] = 1
        return row

    def reach(self, atom, sign):
        """The most (1) or the fewest (-1) that an atom can count; what was found on the way is remembered for the others."""
        goal = np.zeros(self.truth.size)
        goal[atom] = -sign
        found = milp(goal, integrality=np.ones(self.truth.size), constraints=self.known)
        assert found.success, found.message
        self.low, self.high = np.minimum(self.low, np.rint(found.x)), np.maximum(self.high, np.rint(found.x))

    def groups_isolated(self, minimum):
        """The same of each shown group of the last wave: an answer that fewer than the minimum of it gave, and that is known too
        well. → (people of the group, how many gave it, at least, at most, its name and the answer)"""
        truth = self.truth.reshape(len(self.classes), len(self.codes))
        for name, people in self.released[-1].told.items():
            inside = [at for at, keys in enumerate(self.classes) if keys <= people]
            for place, code in enumerate(self.codes[:-1]):
                count = int(truth[inside, place].sum())
                if count >= minimum or not any(
                    (name, self.question, one) in self.released[-1].counts for one in (code, TOTAL)
                ):
                    continue
                low, high = (round(sign * self.furthest(self.row(inside, [code]), sign)) for sign in (-1, 1))
                if high < minimum or high - low < minimum - 1:
                    yield len(people), count, low, high, (name, code)

    def furthest(self, row, sign):
        found = milp(-sign * row, integrality=np.ones(self.truth.size), constraints=self.known)
        assert found.success, found.message
        return -found.fun

    def small(self, minimum):
        """Each answer that fewer than the minimum of a class gave: (atom, people of the class, how many gave it)."""
        for atom, count in enumerate(self.truth):
            at, place = divmod(atom, len(self.codes))
            if count < minimum and self.codes[place]:
                yield atom, len(self.classes[at]), int(count)

    def isolated(self, minimum):
        """What is found out of too few: (people of the class, how many gave the answer, what it may be at least, at most, and
        which class and answer it is)."""
        for atom, size, count in self.small(minimum):
            needed, spread = (size, size) if size < minimum else (minimum, minimum - 1)
            for sign in (1, -1):
                if self.high[atom] < needed or self.high[atom] - self.low[atom] < spread:
                    self.reach(atom, sign)
            if self.high[atom] < needed or self.high[atom] - self.low[atom] < spread:
                yield size, count, int(self.low[atom]), int(self.high[atom]), atom


def told_between(waves, minimum, question="q"):
    """What the last of the waves tells beside the others, of those who stayed having answered as before: each combination of two
    or three shown groups of several waves that counts each person once more, once less or not at all, and of which too few, or
    all but too few, came with an answer or went without. → [(answer, people, number), …]"""
    found = []
    keys = sorted(frozenset().union(*(people for wave in waves for people in wave.told.values())))
    for code in sorted({code for wave in waves for _name, asked, code in wave.counts if asked == question} - {TOTAL}):
        shown = [{(wave.told[name], count) for (name, asked, one), count in wave.counts.items()
                  if asked == question and one == code} for wave in waves]  # fmt: skip
        before = sorted(set().union(*shown[:-1]), key=lambda one: (sorted(one[0]), one[1]))
        fresh = [
            one
            for one in shown[-1] - set(before)
            if not any(follows(wave, *one, code, question) for wave in waves[:-1])
        ]
        now = sorted(fresh, key=lambda one: (sorted(one[0]), one[1]))
        if not now or not before:
            continue
        rows = np.array([[*(key in people for key in keys), count] for people, count in (*now, *before)], dtype=int)
        ours, theirs = rows[: len(now)], rows[len(now) :]
        signs = (1, -1)
        made = [one + sign * theirs for one in ours for sign in signs]
        made += [
            one + sign * two + last * theirs for one, two in combinations(ours, 2) for sign in signs for last in signs
        ]
        made += [one + sign * theirs[at] + last * theirs[at + 1 :]
                 for one in ours for at in range(len(theirs)) for sign in signs for last in signs]  # fmt: skip
        every = np.concatenate(made)
        once = every[(np.abs(every[:, :-1]) <= 1).all(axis=1)]
        people = (once[:, :-1] != 0).sum(axis=1)
        number = once[:, -1] + (once[:, :-1] == -1).sum(axis=1)
        told = (people > 0) & (number >= 0) & (number <= people) & ((number < minimum) | (people - number < minimum))
        found += [(code, int(people[at]), int(number[at])) for at in np.flatnonzero(told)]
    return found


def follows(wave, people, count, code, question):
    """Whether that many of these people gave the answer follows by adding and subtracting from what one wave showed: it is no news
    later."""
    cells = [(wave.told[name], one, number) for (name, asked, one), number in wave.counts.items() if asked == question]
    keys = sorted(people.union(*(one for one, _, _ in cells)))
    codes = sorted({one for _, one, _ in cells} - {TOTAL} | {code})

    def row(people, asked):
        return np.array([key in people and asked in (one, TOTAL) for key in keys for one in codes], dtype=float)

    if not cells:
        return False
    rows, wanted = np.array([row(one, asked) for one, asked, _ in cells]), row(people, code)
    factors = np.linalg.lstsq(rows.T, wanted, rcond=None)[0]
    is_made = np.abs(factors @ rows - wanted).max() < 1e-6
    return bool(is_made) and round(float(factors @ [number for _, _, number in cells])) == count


def told_by_three(sets):
    """The fewest people whom sums over one, two or three of these sets, added or subtracted, are about."""
    kinds = classes_of(sets, set().union(*sets)) if sets else {}
    rows = np.unique(np.array(list(kinds), dtype=int).T.reshape(len(sets), -1), axis=0)
    sizes = np.array([len(keys) for keys in kinds.values()])
    twos = np.concatenate([rows, -rows, *(rows + sign * one for one in rows for sign in (1, -1))])
    combined = np.concatenate([twos, *(twos + one for one in rows)]) if len(rows) < 60 else twos
    people = (combined != 0) @ sizes if sets else np.array([])
    return min((int(one) for one in people if one), default=np.inf)


def values_known(released, people, scale):
    """Whose value can't be anything of the scale, given the shown sums of all waves, had those who stayed kept theirs: a linear
    programme for each class and end."""
    kinds = classes_of(
        [wave.told[name] for wave in released for name in wave.sums],
        [one.key for one in people if one.value is not None],
    )
    kinds = {kind: keys for kind, keys in kinds.items() if any(kind)}
    if not kinds:
        return []
    rows = np.array(list(kinds), dtype=float).T
    sums = [shown.value for wave in released for shown in wave.sums.values()]
    sizes = np.array([len(keys) for keys in kinds.values()], dtype=float)
    faults = []
    for at in range(len(sizes)):
        for end in scale:
            low, high = sizes * scale.low, sizes * scale.high
            low[at], high[at] = end + (sizes[at] - 1) * scale.low, end + (sizes[at] - 1) * scale.high
            found = linprog(np.zeros(len(sizes)), A_eq=rows, b_eq=sums, bounds=list(zip(low, high, strict=True)))
            if found.status == 2:
                faults.append((at, end))
    return faults
