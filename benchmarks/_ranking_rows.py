"""A made-up programme to rank for: experts with a few topics each, pieces about one to six."""

import numpy as np

from liant.engines.ranking import Closeness, Experts, Pairs, Pieces

TOPICS, LANGUAGES, NETWORKS = 40, 3, 5


def made_up(experts: int, pieces: int, seed: int) -> tuple[Experts, Pieces]:
    """Sixty pieces seen by each, ten authors of whom something is known, as many to whom one is close, where both
    are measured."""
    chance = np.random.default_rng(seed)
    authors = max(1, pieces * 2 // 5)
    judged = chance.poisson(6, pieces)

    def pairs(each: int, others: int) -> Pairs:
        count = each * experts
        return Pairs(chance.integers(0, experts, count), chance.integers(0, others, count), chance.random(count))

    offered = Pieces(
        topics=chance.random((pieces, TOPICS)) * (chance.random((pieces, TOPICS)) < 0.08),
        authors=chance.integers(0, authors, pieces),
        languages=chance.random((pieces, LANGUAGES)) < 0.5,
        networks=chance.random((pieces, NETWORKS)) < 0.6,
        age_days=chance.exponential(10, pieces),
        judged=judged,
        useful=chance.binomial(judged, 0.6),
        shown=chance.poisson(30, authors),
    )
    people = Experts(
        keys=chance.permutation(10 * experts)[:experts],
        topics=chance.random((experts, TOPICS)) * (chance.random((experts, TOPICS)) < 0.12),
        languages=chance.random((experts, LANGUAGES)) < 0.6,
        networks=chance.random((experts, NETWORKS)) < 0.5,
        author=chance.integers(-1, authors, experts),
        seen=pairs(min(60, pieces // 4), pieces),
        lately=chance.poisson(0.3, (experts, TOPICS)).astype(float),
        liked=pairs(10, authors),
        closeness=Closeness(pairs(10, authors), chance.random(experts) < 0.8, chance.random(authors) < 0.7),
    )
    return people, offered


def one(experts: Experts, row: int) -> Experts:
    """An expert alone."""

    def alone(pairs: Pairs) -> Pairs:
        _, others, values = pairs.between(row, row + 1)
        return Pairs(np.zeros(len(others), dtype=int), others, values)

    here, near = slice(row, row + 1), experts.closeness
    return Experts(
        keys=experts.keys[here],
        topics=experts.topics[here],
        languages=experts.languages[here],
        networks=experts.networks[here],
        author=experts.author[here],
        seen=alone(experts.seen),
        lately=None if experts.lately is None else experts.lately[here],
        liked=experts.liked and alone(experts.liked),
        closeness=near and Closeness(alone(near.pairs), near.experts[here], near.authors),
    )
