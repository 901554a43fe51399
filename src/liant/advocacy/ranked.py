"""Pure: what experts want and what there is, as `engines.ranking` takes them; and why each piece was chosen, with its points.

What a piece is about stands in columns: its topic, its kind, and that it is not about the house. An expert who chose nothing is drawn
to the last alone.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np

from liant.engines.ranking import Closeness, Experts, Pairs, Pieces, Reason, Suggestions, rank, reasons

KIND, OTHERS = 0.8, 0.3  # of a piece, beside its topic
WANTS_OTHERS = 0.5  # of an expert, beside each choice
CLOSE = 0.5  # from here on somebody is called close: the middle of all who were ever in contact
ABOUT = ("topic", "wish", "others")


class Offered(NamedTuple):
    """One offer. `author`: a name for whoever made it that stays the same, "" for nobody; `networks`: where it may go; `judged`,
    `useful`, `shown`: as `engines.ranking.Pieces` has them."""

    id: int
    kind: str
    language: str
    age_days: float
    networks: frozenset[str]
    topic: int = 0
    author: str = ""
    is_about_us: bool = False
    judged: int = 0
    useful: int = 0
    shown: int = 0


@dataclass(frozen=True)
class Taker:
    """One expert, by a number that leads to nobody. No topic, language or network chosen is all of them. `most`: how many may be
    added; `known`: offers they had, shared or made; `liked`: author → the share of their pieces found useful; `left_alone`: (topic,
    kind, how often); `close`: author → how close they are, None where they don't let their ties order their list."""

    key: int
    most: int
    topics: Sequence[int] = ()
    languages: Sequence[str] = ()
    networks: Sequence[str] = ()
    kinds: Sequence[str] = ()
    known: Sequence[int] = ()
    liked: Mapping[str, float] = field(default_factory=dict)
    left_alone: Sequence[tuple[int, str, int]] = ()
    close: Mapping[str, float] | None = None


class Place(NamedTuple):
    """One piece on one list. `reasons`: what weighed, the heaviest first, each with its `why` and `points`, closeness without: no
    number about somebody else stands on a list; then as `engines.ranking.Suggestions` has it."""

    taker: int
    offer: int
    reasons: Sequence[Mapping[str, Any]]
    chance: float
    is_explored: bool
    is_best: bool
    eligible: int


class Shelf:
    """What is offered, laid out once for all who choose from it. `measured`: authors whose ties are."""

    def __init__(
        self, offers: Sequence[Offered], kinds: Sequence[str], networks: Sequence[str], measured: Collection[str] = ()
    ) -> None:
        self.offers, self.networks = offers, list(networks)
        self.topics = _places(one.topic for one in offers if one.topic)
        self.kinds = {kind: len(self.topics) + place for place, kind in enumerate(kinds)}
        self.width = len(self.topics) + len(self.kinds) + 1
        self.languages = _places(one.language for one in offers)
        self.authors = _places(_author(one) for one in offers)
        self.measured = np.array([one in measured for one in self.authors], dtype=bool)
        self.rows = {one.id: row for row, one in enumerate(offers)}
        self.pieces = self._pieces()

    def _pieces(self) -> Pieces:
        about, rows = np.zeros((len(self.offers), self.width)), np.arange(len(self.offers))
        topics = np.array([self.topics.get(one.topic, -1) for one in self.offers], dtype=int)
        about[rows[topics >= 0], topics[topics >= 0]] = 1
        about[rows, [self.kinds[one.kind] for one in self.offers]] = KIND
        about[:, -1] = [0 if one.is_about_us else OTHERS for one in self.offers]
        authors = np.array([self.authors[_author(one)] for one in self.offers], dtype=int)
        return Pieces(
            topics=about,
            authors=authors,
            languages=_held([(one.language,) for one in self.offers], list(self.languages)),
            networks=_held([one.networks for one in self.offers], self.networks),
            age_days=np.array([one.age_days for one in self.offers], dtype=float),
            judged=np.array([one.judged for one in self.offers], dtype=int),
            useful=np.array([one.useful for one in self.offers], dtype=int),
            shown=np.bincount(authors, weights=[one.shown for one in self.offers], minlength=len(self.authors)),
        )

    def experts(self, takers: Sequence[Taker]) -> Experts:
        topics, lately = np.zeros((len(takers), self.width)), np.zeros((len(takers), self.width))
        topics[:, -1] = WANTS_OTHERS
        for row, one in enumerate(takers):
            topics[row, [self.topics[each] for each in one.topics if each in self.topics]] = 1
            topics[row, [self.kinds[each] for each in one.kinds if each in self.kinds]] = 1
            for topic, kind, often in one.left_alone:
                columns = [place for place in (self.topics.get(topic), self.kinds.get(kind)) if place is not None]
                lately[row, columns] += often
        return Experts(
            keys=np.array([one.key for one in takers], dtype=np.int64),
            topics=topics,
            languages=_held([one.languages or self.languages for one in takers], list(self.languages)),
            networks=_held([one.networks or self.networks for one in takers], self.networks),
            author=np.full(len(takers), -1),  # what they made is among what they know
            seen=_pairs([dict.fromkeys(one.known, 1.0) for one in takers], self.rows),
            lately=lately,
            liked=_pairs([one.liked for one in takers], self.authors),
            closeness=Closeness(
                _pairs([one.close or {} for one in takers], self.authors),
                np.array([one.close is not None for one in takers], dtype=bool),
                self.measured,
            ),
        )


def choose(takers: Sequence[Taker], shelf: Shelf, *, seed: int) -> list[Place]:
    """What is added to the list of each, in order."""
    takers = [one for one in takers if one.most > 0]
    if not takers or not shelf.offers:
        return []
    experts = shelf.experts(takers)
    found = rank(experts, shelf.pieces, length=max(one.most for one in takers), seed=seed)
    return [
        _place(found, experts, shelf, row, place)
        for row, one in enumerate(takers)
        for place in range(min(one.most, found.piece.shape[1]))
        if found.piece[row, place] >= 0
    ]


def _place(found: Suggestions, experts: Experts, shelf: Shelf, row: int, place: int) -> Place:
    offer = shelf.offers[int(found.piece[row, place])]
    told: list[dict[str, Any]] = []
    near: list[float] = []
    for one in reasons(found, experts, shelf.pieces, row, place):
        if one.key == "topic":
            told += _about(experts.topics[row], shelf, offer, one.points)
        elif one.key == "closeness":
            near += [one.points] if one.facts["close"] >= CLOSE else []
        elif one.key != "chance":
            told.append({"why": one.key, "points": round(one.points, 1), **_facts(one, shelf)})
    told = sorted((each for each in told if each["points"]), key=lambda each: -abs(each["points"]))
    for points in near:
        heavier = sum(abs(each["points"]) >= points for each in told)
        told.insert(heavier, {"why": "closeness"})
    return Place(
        taker=int(experts.keys[row]),
        offer=offer.id,
        reasons=told,
        chance=float(found.propensity[row, place]),
        is_explored=bool(found.is_explored[row, place]),
        is_best=bool(found.is_best[row, place]),
        eligible=int(found.eligible[row, place]),
    )


def _about(wants: np.ndarray, shelf: Shelf, offer: Offered, points: float) -> list[dict[str, Any]]:
    """The points of what a piece is about, by which choice of the expert they come from."""
    row = shelf.pieces.topics[shelf.rows[offer.id]]
    columns = (shelf.topics.get(offer.topic), shelf.kinds[offer.kind], shelf.width - 1)
    parts = [0.0 if place is None else float(wants[place] * row[place]) for place in columns]
    return [
        {"why": why, "points": round(points * part / sum(parts), 1)}
        for why, part in zip(ABOUT, parts, strict=True)
        if part
    ]


def _facts(reason: Reason, shelf: Shelf) -> dict[str, Any]:
    """What words need to tell it."""
    facts = reason.facts
    if reason.key == "usefulness":
        return {"is_known": bool(facts["judged"]), "is_useful": 2 * facts["useful"] > facts["judged"]}
    if reason.key == "fairness":
        return {"is_seldom": bool(facts["shown"] < shelf.pieces.shown.mean() / 2)}
    return {"days": round(facts["age_days"])} if reason.key == "freshness" else {}


def _author(offer: Offered) -> str:
    return offer.author or f"o{offer.id}"  # nobody is alike in having no name


def _places(values: Any) -> dict[Any, int]:
    return {value: place for place, value in enumerate(dict.fromkeys(values))}


def _held(rows: Iterable[Iterable[str]], columns: Sequence[str]) -> np.ndarray:
    """(rows, columns): whether each holds it. Many rows are the same."""
    names = [frozenset(row) for row in rows]
    known = {one: [column in one for column in columns] for one in set(names)}
    return np.array([known[one] for one in names], dtype=bool).reshape(len(names), len(columns))


def _pairs(rows: Sequence[Mapping[Any, float]], others: Mapping[Any, int]) -> Pairs:
    """Of what there is now."""
    found = [
        (row, others[name], value) for row, one in enumerate(rows) for name, value in one.items() if name in others
    ]
    ends = np.array([one[:2] for one in found], dtype=int).reshape(len(found), 2)
    return Pairs(ends[:, 0], ends[:, 1], np.array([one[2] for one in found], dtype=float))
