"""How long hiding and attacking take, and how much stays visible: made-up organisations of growing size.

Teams of uneven size answer one question with several answers; teams make departments, departments the organisation.
Each line is checked with `is_safe`. Figures are printed and kept nowhere.
"""

import argparse
import random
import sys
import time

from liant.engines.suppression import TOTAL, Cell, Suppressed, Table, attack, is_safe, suppress

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
    return 0 if are_safe else 1


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
