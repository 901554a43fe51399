"""Public data sets that others have analysed; where they come from stands in data/SOURCES.md."""

import csv
from pathlib import Path

import numpy as np

FOLDER = Path(__file__).parent / "data"
ROSSI = ("fin", "age", "race", "wexp", "mar", "paro", "prio")


def columns(name):
    """A file as arrays of floats by column; the words of a column of words are left as they are."""
    with (FOLDER / name).open(newline="") as file:
        rows = list(csv.DictReader(file))
    return {
        key: np.array([row[key] for row in rows] if key == "group" else [float(row[key]) for row in rows])
        for key in rows[0]
    }


def rossi():
    found = columns("rossi.csv")
    return found["week"], found["arrest"] == 1, np.column_stack([found[name] for name in ROSSI])


def waltons():
    found = columns("waltons.csv")
    return found["T"], found["E"] == 1, list(found["group"])
