"""Public data on which a strength is set beside plain counting. What may not be copied is read from beside the checkout, if it is there."""

import csv
import gzip
import io
import zipfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import numpy as np

from liant.engines.ties import Interactions, contacts, index, shared_out, strengths

HERE = Path(__file__).parent / "data"
BESIDE = Path(__file__).resolve().parents[4] / "shared" / "data"
MAIL = BESIDE / "manufacturing_email"
LARGE_OFFICE = BESIDE / "sociopatterns_workplace"


@dataclass(frozen=True)
class Told:
    """Interactions until `at`, `counted` (n, n) raw rows between two people, and `truth` (n, n) what is to be told of them."""

    rows: Interactions
    at: float
    counted: np.ndarray
    truth: np.ndarray
    is_directed: bool = False

    def pairs(self, *, in_contact=False):
        """Rows and columns of the pairs that are told apart: each way where the truth has a direction."""
        n = self.rows.people
        kept = ~np.eye(n, dtype=bool) if self.is_directed else np.triu(np.ones((n, n), dtype=bool), 1)
        return np.nonzero(kept & (self.counted > 0) if in_contact else kept)

    def by_count(self, **kept):
        at = self.pairs(**kept)
        return auc(self.truth[at], self.counted[at])

    def by_strength(self, **kept):
        at = self.pairs(**kept)
        found = contacts(self.rows, at=self.at)
        return auc(self.truth[at], strengths(found, index(found), at).score)


def auc(truth, score):
    """The chance that a true one stands above another (ties count half): Mann and Whitney's U by ranks."""
    truth = np.asarray(truth, dtype=bool)
    order = np.argsort(score, kind="stable")
    _, place, times = np.unique(np.asarray(score)[order], return_inverse=True, return_counts=True)
    ranks = np.empty(len(truth))
    ranks[order] = (np.cumsum(times) - (times - 1) / 2)[place]
    many = truth.sum()
    return float((ranks[truth].sum() - many * (many + 1) / 2) / (many * (len(truth) - many)))


def table(path, *names, delimiter=","):
    """Columns of numbers; what is missing is 0."""
    with path.open(newline="") as file:
        rows = list(csv.DictReader(file, delimiter=delimiter))
    return [np.nan_to_num(np.array([float(row[name]) for row in rows])) for name in names]


def matrix(n, source, target, value=1.0):
    made = np.zeros((n, n))
    np.add.at(made, (source.astype(int), target.astype(int)), value)
    return made


def mail():
    """Manufacturing mail, 167 people: who reports to whom? A mail to several is shared out among them."""
    with (MAIL / "communication.csv").open(newline="") as file:
        rows = [
            (int(one) - 1, int(other) - 1, at)
            for one, other, at in list(csv.reader(file, delimiter=";"))[1:]
            if one != other
        ]
    source, target = np.array([row[0] for row in rows]), np.array([row[1] for row in rows])
    day = np.array([datetime.fromisoformat(row[2]).timestamp() / 86_400 for row in rows])
    event = np.unique(day, return_inverse=True)[1]
    weight = shared_out(source, target, event, together=np.zeros(len(rows), dtype=bool))
    interactions = Interactions(source, target, np.zeros(len(rows)), day, weight, 167, ("message",))
    people, managers = table(MAIL / "reportsto.csv", "ID", "ReportsToID")
    link = matrix(167, people - 1, managers - 1)
    sent = matrix(167, source, target)
    return Told(interactions, float(day.max()), sent + sent.T, np.maximum(link, link.T) > 0)


def eies():
    """EIES, 32 people: who calls whom a friend (3 or 4) at the second date?"""
    source, target, messages = table(HERE / "eies_messages.csv", "from", "to", "weight")
    others = source != target
    source, target, messages = source[others] - 1, target[others] - 1, messages[others]
    rater, rated, rating = table(HERE / "eies_relations.csv", "from", "to", "rank_2")
    nothing = np.zeros(len(source))
    sent = matrix(32, source, target, messages)
    rows = Interactions(source, target, nothing, nothing, messages, 32, ("message",))
    return Told(rows, 0.0, sent, matrix(32, rater - 1, rated - 1, rating) >= 3, is_directed=True)


def lawyers():
    """Lazega, 71 people: who is whose friend, from who advises whom and who works with whom?"""
    listed = [table(HERE / f"law_{name}.csv", "from", "to") for name in ("advice", "cowork", "friends")]
    source, target = (np.concatenate([listed[at][end] - 1 for at in (0, 1)]) for end in (0, 1))
    channel = np.repeat([0, 1], [len(listed[0][0]), len(listed[1][0])])
    nothing = np.zeros(len(source))
    rows = Interactions(source, target, channel, nothing, nothing + 1, 71, ("advice", "cowork"))
    named = matrix(71, source, target)
    friends = matrix(71, listed[2][0] - 1, listed[2][1] - 1)
    return Told(rows, 0.0, named + named.T, (friends + friends.T) > 0)


def office(*, is_large=False):
    """An office's face-to-face contacts until seven tenths of its days: (who is in contact later, who is of one department)."""
    seconds, one, other, departments = badges(is_large=is_large)
    day = seconds // 86_400
    days = np.unique(day)
    early = day < days[len(days) * 7 // 10]
    n = len(departments)
    rows = Interactions(
        one[early],
        other[early],
        np.zeros(early.sum()),
        seconds[early] / 86_400,
        np.ones(early.sum()),
        n,
        ("attendance",),
    )
    met, later = matrix(n, one[early], other[early]), matrix(n, one[~early], other[~early])
    at = float(rows.day.max())
    counted = met + met.T
    return (
        Told(rows, at, counted, later + later.T > 0),
        Told(rows, at, counted, departments[:, None] == departments[None, :]),
    )


def badges(*, is_large=False):
    """(second, person, person) of each contact, which begins where there was none twenty seconds before; (n,) departments."""
    if is_large:
        raw = gzip.decompress((LARGE_OFFICE / "workplace_InVS15_tij.dat.gz").read_bytes())
        listed = (LARGE_OFFICE / "workplace_InVS15_metadata.txt").read_text()
    else:
        raw = zipfile.ZipFile(HERE / "workplace_InVS_tij.dat.zip").read("tij_InVS.dat")
        listed = (HERE / "workplace_InVS_metadata.txt").read_text()
    second, one, other = np.loadtxt(io.BytesIO(raw), dtype=np.int64, usecols=(0, 1, 2)).T
    names = {int(line.split()[0]): line.split()[1] for line in listed.splitlines() if line.strip()}
    there = np.unique(np.concatenate([one, other]))
    first, last = np.searchsorted(there, np.minimum(one, other)), np.searchsorted(there, np.maximum(one, other))
    order = np.lexsort((second, last, first))
    second, first, last = second[order], first[order], last[order]
    begins = np.ones(len(second), dtype=bool)
    begins[1:] = (np.diff(first) != 0) | (np.diff(last) != 0) | (np.diff(second) > 20)
    return second[begins], first[begins], last[begins], np.array([names[person] for person in there.tolist()])
