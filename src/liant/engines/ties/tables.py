"""Contacts added up where the rows are: the sums of `contacts` as expressions over a table, through Ibis, so that a database or a
Spark cluster does the part that grows with events. What grows with pairs alone comes back as `Contacts`, and all that follows
(rates, index, strengths) is the same code.

Whoever uses it brings Ibis with the backend they have (`ibis-framework[duckdb]`, `ibis-framework[pyspark]`): Liant itself doesn't.
"""

from typing import TYPE_CHECKING, Any

import numpy as np

from liant.engines.ties.channels import MUTUAL
from liant.engines.ties.contacts import Contacts, with_return
from liant.engines.ties.weeks import HALF_LIFE, discount

if TYPE_CHECKING:
    import ibis.expr.types as ir

SECONDS_OF_A_DAY, SECONDS_OF_A_WEEK = 86_400, 604_800


def contacts_in(
    table: "ir.Table", *, channels: tuple[str, ...], people: int, at: float, half_life: float = HALF_LIFE, weeks: int | None = None,
    directed: bool = False,
) -> Contacts:  # fmt: skip
    """As `contacts`, of a table with `source`, `target`, `channel` (integers), `day` and `weight` (numbers), to 1e-9.

    `channels`: names of the numbers of `channel`. Rows after `at`, and those further back than `weeks`, are left out. Raises
    ValueError unless the half-life is positive; what else is wrong in the table is said by its backend.
    """
    found = sums_of(with_ages(table, at, weeks), channels, discount(half_life), directed=directed)
    rows = found.order_by(["first", "second"]).to_pyarrow()
    columns = {name: np.asarray(rows.column(name).to_numpy()) for name in rows.column_names}
    oldest = int(columns["oldest"].max()) + 1 if len(rows) else 1
    made = Contacts(
        people=people, channels=channels, weeks=weeks if weeks is not None else oldest, half_life=half_life, is_directed=directed,
        first=columns["first"].astype(np.int64), second=columns["second"].astype(np.int64),
        decayed=_stacked(columns, "decayed", len(channels)), total=_stacked(columns, "total", len(channels)),
        towards=np.stack([columns["forth"], columns["back"]]).astype(float),
        active_weeks=columns["active_weeks"].astype(np.int64), silent=at - columns["last"].astype(float),
        known=at - columns["first_day"].astype(float), rows=columns["rows"].astype(np.int64),
    )  # fmt: skip
    return with_return(made) if directed else made


def with_ages(table: "ir.Table", at: float, weeks: int | None) -> "ir.Table":
    """Rows until `at`, with `age`: how many whole weeks before it."""
    seconds = ((at - table.day) * SECONDS_OF_A_DAY).round().cast("int64")
    aged = table.filter(seconds >= 0).mutate(age=(seconds / SECONDS_OF_A_WEEK).floor().cast("int64"))
    return aged if weeks is None else aged.filter(aged.age < weeks)


def sums_of(rows: "ir.Table", channels: tuple[str, ...], fade: float, *, directed: bool) -> "ir.Table":
    """One row a pair: first, second, decayed0…, total0…, forth, back, active_weeks, last, first_day, rows, oldest."""
    import ibis  # late: whoever doesn't use it needn't have it

    mutual = [at for at, name in enumerate(channels) if name in MUTUAL]
    is_mutual: Any = rows.channel.isin(mutual) if mutual else ibis.literal(False)
    if directed:
        turned = rows.filter(is_mutual).mutate(source=rows.target, target=rows.source)
        rows = rows.union(turned)
        pairs = rows.mutate(first=rows.source, second=rows.target)
    else:
        pairs = rows.mutate(first=ibis.least(rows.source, rows.target), second=ibis.greatest(rows.source, rows.target))
    pairs = pairs.mutate(worth=pairs.weight * ibis.literal(fade).pow(pairs.age))
    is_mutual = pairs.channel.isin(mutual) if mutual else ibis.literal(False)
    half = ibis.cases((is_mutual, pairs.worth / 2), else_=0.0)
    sums: dict[str, Any] = {
        "forth": (half + ibis.cases((~is_mutual & (pairs.source == pairs.first), pairs.worth), else_=0.0)).sum(),
        "back": (half + ibis.cases((~is_mutual & (pairs.source != pairs.first), pairs.worth), else_=0.0)).sum(),
        "active_weeks": pairs.age.nunique(), "last": pairs.day.max(), "first_day": pairs.day.min(), "rows": pairs.count(),
        "oldest": pairs.age.max(),
    }  # fmt: skip
    for number in range(len(channels)):
        sums[f"decayed{number}"] = ibis.cases((pairs.channel == number, pairs.worth), else_=0.0).sum()
        sums[f"total{number}"] = ibis.cases((pairs.channel == number, pairs.weight), else_=0.0).sum()
    return pairs.group_by(["first", "second"]).aggregate(**sums)


def _stacked(columns: dict[str, np.ndarray], name: str, many: int) -> np.ndarray:
    return np.stack([columns[f"{name}{number}"].astype(float) for number in range(many)]) if many else np.zeros((0, 0))
