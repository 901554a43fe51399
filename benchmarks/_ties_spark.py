"""The sums of contacts by Spark, through Ibis, beside NumPy's: how far both and the strengths that follow lie apart; prints JSON.

python _ties_spark.py PEOPLE EVENTS        with pyspark, ibis and Liant's sources at hand; and Java
"""

import json
import sys
import tempfile
import time

import ibis
import numpy as np
import pyarrow as pa
from pyspark.sql import SparkSession

from _ties_beside import WEEKS, firm
from liant.engines.ties import Interactions, contacts, index, strengths
from liant.engines.ties.tables import contacts_in

CHANNELS = ("composed", "meeting", "message", "attendance", "click")
SUMS = ("decayed", "total", "towards", "active_weeks", "silent", "known", "rows")


def main(people: int, events: int) -> None:
    made = firm(people, events)
    rows = Interactions(*made, np.ones(len(made[0])), people, CHANNELS)
    builder = (
        SparkSession.builder.master("local[2]")
        .config("spark.ui.enabled", "false")
        .config("spark.ui.showConsoleProgress", "false")
    )
    session = builder.config("spark.sql.warehouse.dir", tempfile.mkdtemp(prefix="liant-spark-")).getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    spark = ibis.pyspark.connect(session)
    given = pa.table({name: getattr(rows, name) for name in ("source", "target", "channel", "day", "weight")})
    table = spark.create_table("interactions", given, overwrite=True)
    at, told = 7.0 * WEEKS, {}
    start = time.perf_counter()
    ours = contacts(rows, at=at)
    told["numpy_seconds"] = time.perf_counter() - start
    start = time.perf_counter()
    theirs = contacts_in(table, channels=CHANNELS, people=people, at=at)
    told["spark_seconds"] = time.perf_counter() - start
    told["pairs"] = len(theirs)
    told["same_pairs"] = len(ours) == len(theirs) and bool((ours.keys == theirs.keys).all())
    told["sums_differ_by"] = max(apart(getattr(ours, name), getattr(theirs, name)) for name in SUMS)
    both = [strengths(found, index(found)) for found in (ours, theirs)]
    told["strengths_differ_by"] = max(
        apart(getattr(both[0], name), getattr(both[1], name)) for name in ("strength", "low", "high")
    )
    print(json.dumps(told))


def apart(one: np.ndarray, other: np.ndarray) -> float:
    """The largest difference, in parts of the larger of the two and of 1."""
    return float((np.abs(one - other) / np.maximum(1, np.abs(one))).max())


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
