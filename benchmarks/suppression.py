"""How long hiding and attacking take, and how much stays visible: made-up organisations of growing size.

Teams of uneven size answer one question with several answers; teams make departments, departments the organisation.
Each line is checked with `is_safe`; the smaller ones are attacked by HiGHS too, in the same run, which has to find the same.
Then several tables of the same people are released together. Figures are printed and kept nowhere.
"""

import argparse
import math
import random
import sys
import time

from _suppression_highs import attacked
from liant.engines.suppression import (
    TOTAL,
    Cell,
    Crossed,
    Interval,
    Person,
    Scale,
    Suppressed,
    Table,
    attack,
    is_safe,
    release,
    suppress,
)

SIZES = ((10, 3), (50, 5), (200, 5), (500, 10))  # teams, answers


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The minimum, and the luck."""
    parser.add_argument("--minimum", type=int, default=5, help="smallest group that may be seen (default 5)")
    parser.add_argument("--seed", type=int, default=20261122)


def run(args: argparse.Namespace) -> int:
    """Print one line for each size; 1 when a table isn't safe."""
    chance = random.Random(args.seed)
    print(
        f"{'teams':>6} {'answers':>7} {'zeros':>7} {'cells':>6} {'hidden':>7} {'people shown':>13} {'hiding':>10} {'attack':>10}"
    )
    are_safe = True
    for teams, answers in SIZES:
        table = _organisation(chance, teams, answers)
        for zero_is_public in (False, True):
            start = time.perf_counter()
            found = suppress(table, args.minimum, zero_is_public=zero_is_public)
            middle = time.perf_counter()
            attack(found.published)
            end = time.perf_counter()
            cells, hidden = len(table.layout.keys), len(found.published.hidden)
            print(
                f"{teams:>6} {answers:>7} {'public' if zero_is_public else 'hidden':>7} {cells:>6} {hidden / cells:>7.0%} "
                f"{_people_shown(table, found):>13.0%} {1000 * (middle - start):>7.1f} ms {1000 * (end - middle):>7.1f} ms"
            )
            are_safe &= is_safe(found.published)
    print("all safe" if are_safe else "NOT SAFE")
    are_equal = beside_highs(chance, args.minimum)
    release_together(chance, args.minimum)
    return 0 if are_safe and are_equal else 1


def beside_highs(chance: random.Random, minimum: int) -> bool:
    """Whether both attacks find the same bounds, with the processor time of each."""
    are_equal = True
    for teams, answers in SIZES[:2]:
        published = suppress(_organisation(chance, teams, answers), minimum).published
        began = time.process_time()
        mine = attack(published)
        seconds = time.process_time() - began
        theirs, their_seconds = attacked(published)
        apart = [key for key in published.hidden if not _same(mine[key], theirs[key])]
        are_equal &= not apart
        print(f"{teams} teams, {answers} answers, {len(published.hidden)} hidden: Liant {1000 * seconds:.1f} ms, HiGHS "
              f"{1000 * their_seconds:.0f} ms, {their_seconds / seconds:.0f} times as long; {len(apart)} bounds differ")  # fmt: skip
    return are_equal


def _same(mine: Interval, theirs: tuple[float, float]) -> bool:
    return all(one == other or math.isclose(one, other, abs_tol=1e-6) for one, other in zip(mine, theirs, strict=True))


def release_together(chance: random.Random, minimum: int) -> None:
    """Teams, roles and answers of a thousand people."""
    people = [
        Person(f"p{at}", {"team": [f"team {chance.randrange(20)}"], "role": [f"role {chance.randrange(5)}"]},
               {"mood": chance.choice("abcde")}, float(chance.randint(1, 5)))
        for at in range(1000)
    ]  # fmt: skip
    began = time.process_time()
    found = release(people, [Crossed(("team",), "mood"), Crossed(("role",), "mood"), Crossed(("team", "role"))], minimum,
                    scale=Scale(1, 5))  # fmt: skip
    seconds = time.process_time() - began
    shown, hidden = len(found.counts), len(found.hidden)
    print(
        f"1,000 people, 20 teams and 5 roles, three tables together: {seconds:.1f} s, {shown} cells shown, {hidden} hidden"
    )


def _organisation(chance: random.Random, teams: int, answers: int) -> Table:
    parents = {f"team {at}": f"department {at // 8}" for at in range(teams)}
    parents |= dict.fromkeys(parents.values(), "organisation")
    cells = []
    for team in range(teams):
        size, likely = chance.randint(4, 60), [chance.random() ** 2 for _ in range(answers)]
        said = chance.choices(range(answers), likely, k=size)
        cells += [Cell((f"team {team}", f"answer {at}"), None, said.count(at)) for at in range(answers)]
    return Table(tuple(cells), parents)


def _people_shown(table: Table, found: Suppressed) -> float:
    """The share of persons whose finest cell is shown."""
    shown = sum(
        cell.count for key, cell in found.published.shown.items() if key[0] in table.layout.leaves and key[1] != TOTAL
    )
    return shown / max(1, sum(cell.count for cell in table.cells))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    add_arguments(parser)
    sys.exit(run(parser.parse_args()))
