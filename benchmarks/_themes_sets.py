"""Labelled comments to find themes in: our own in French, and public ones in English from a folder of data."""

import csv
import json
import random
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

OWN = Path(__file__).parent / "themes_comments" / "fr.jsonl"
NAMES = re.compile(r"@\w+|https?://\S+")


@dataclass(frozen=True)
class Comment:
    """What was written, and what somebody read in it: none for what is about nothing in particular."""

    text: str
    labels: frozenset[str]


def own() -> list[Comment]:
    """130 comments of a bakery's staff, written for this by hand before any was tried; eight are about two things."""
    rows = map(json.loads, OWN.read_text("utf-8").splitlines())
    return [Comment(row["text"], frozenset(row["themes"])) for row in rows]


def questions_to_a_bank(data: Path) -> Iterator[Comment]:
    """banking77 (I. Casanueva et al., 2020, CC BY 4.0): questions by intent."""
    with (data / "banking77" / "train.csv").open(encoding="utf-8") as file:
        yield from (Comment(row["text"], frozenset([row["category"]])) for row in csv.DictReader(file))


def requests(data: Path) -> Iterator[Comment]:
    """clinc_oos (S. Larson et al., 2019, CC BY 3.0): requests by intent."""
    rows = json.loads((data / "clinc_oos" / "data_small.json").read_text("utf-8"))
    yield from (Comment(text, frozenset([intent])) for text, intent in rows["train"] + rows["val"])


def complaints(data: Path) -> Iterator[Comment]:
    """Complaints to airlines by reason (Crowdflower, 2015), where two in three readers agreed."""
    aside = ("", "Can't Tell", "longlines", "Damaged Luggage")
    seen = set()
    with (data / "airline" / "Tweets.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            text = NAMES.sub("", row["text"]).strip()
            is_sure = float(row["negativereason_confidence"] or 0) >= 0.65
            if row["negativereason"] not in aside and is_sure and text not in seen:
                seen.add(text)
                yield Comment(text, frozenset([row["negativereason"]]))


SETS = {  # name → (where from, its folder, labels drawn, comments of each)
    "questions to a bank": (questions_to_a_bank, "banking77", 6, 30),
    "requests": (requests, "clinc_oos", 8, 30),
    "complaints to airlines": (complaints, "airline", 6, 60),
}


def drawn(every: Sequence[Comment], labels: int, each: int, seed: int) -> list[Comment]:
    """So many comments of so many labels, mixed."""
    chance = random.Random(seed)
    by_label = defaultdict(list)
    for one in every:
        by_label[min(one.labels)].append(one)
    names = chance.sample(sorted(name for name, found in by_label.items() if len(found) >= each), labels)
    found = [one for name in names for one in chance.sample(by_label[name], each)]
    chance.shuffle(found)
    return found


def in_pairs(comments: Sequence[Comment], share: float, seed: int) -> list[Comment]:
    """Of so many, two are told by one person in a breath: comments about two things."""
    chance = random.Random(seed)
    found: list[Comment] = []
    waiting = iter(comments)
    for one in waiting:
        other = next(waiting, None) if chance.random() < share else None
        if other is None:
            found.append(one)
        else:
            found.append(
                replace(one, text=f"{one.text.rstrip('.!? ')}. {other.text}", labels=one.labels | other.labels)
            )
    return found
