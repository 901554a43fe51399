"""Why am I seeing this? The points of one suggestion, largest first, with what words need to tell them."""

from dataclasses import dataclass

import numpy as np

from liant.engines.ranking.choosing import Suggestions
from liant.engines.ranking.inputs import Experts, Pieces
from liant.engines.ranking.scoring import KEYS


@dataclass(frozen=True, slots=True)
class Reason:
    """`key`: one of KEYS, or "chance"; `points`: what it gave, or took; `facts`: the numbers behind it.

    topic: `topic`, the column on which expert and piece agree most; usefulness: `useful` of `judged`; author: `author`, the
    row; closeness: `author`, and how `close` the two are, from 0 to 1; freshness: `age_days`; fairness: `author`, `shown`; fatigue: `topic`, the one left alone most among
    the piece's; chance: `eligible`, from how many it was drawn.
    """

    key: str
    points: float
    facts: dict[str, float]


def reasons(found: Suggestions, experts: Experts, pieces: Pieces, expert: int, place: int) -> list[Reason]:
    """Those of one place of one expert's list: by points, without those that gave nothing; chance first where it drew the piece.
    The points sum to the score. IndexError where the place is empty."""
    piece = int(found.piece[expert, place])
    if piece < 0:
        raise IndexError("nothing stands there")
    facts = _facts(experts, pieces, expert, piece)
    told = [
        Reason(key, float(points), facts.get(key, {}))
        for key, points in zip(KEYS, found.points[expert, place], strict=True)
        if points
    ]
    told.sort(key=lambda reason: -abs(reason.points))
    if found.is_explored[expert, place]:
        told.insert(0, Reason("chance", 0.0, {"eligible": int(found.eligible[expert, place])}))
    return told


def _facts(experts: Experts, pieces: Pieces, expert: int, piece: int) -> dict[str, dict[str, float]]:
    author = int(pieces.authors[piece])
    facts: dict[str, dict[str, float]] = {
        "topic": {"topic": int(np.argmax(experts.topics[expert] * pieces.topics[piece]))},
        "usefulness": {"useful": int(pieces.useful[piece]), "judged": int(pieces.judged[piece])},
        "author": {"author": author},
        "freshness": {"age_days": float(pieces.age_days[piece])},
        "fairness": {"author": author, "shown": float(pieces.shown[author])},
    }
    if experts.closeness is not None:
        facts["closeness"] = {"author": author, "close": experts.closeness.of(expert, author)}
    if experts.lately is not None:
        facts["fatigue"] = {"topic": int(np.argmax(experts.lately[expert] * pieces.topics[piece]))}
    return facts
