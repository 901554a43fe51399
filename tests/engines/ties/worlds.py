"""Made-up offices whose truth is known: written apart from the engine, for its tests and its benchmark."""

import numpy as np

from liant.engines.ties import Interactions

CHANNELS = ("composed", "meeting", "message", "attendance", "click")


def office(seed, people, *, r=0.3, weeks=8, mean=0.1, has_margins=True):
    """Every pair has its own rate θ ~ Gamma(r, r / m) in one channel; (interactions, first, second, θ)."""
    chance = np.random.default_rng(seed)
    first, second = np.triu_indices(people, 1)
    activity = chance.gamma(2, 0.5, people) if has_margins else np.ones(people)
    expected = mean * activity[first] * activity[second]
    rate = chance.gamma(r, expected / r)
    counts = chance.poisson(rate[:, None], (len(rate), weeks))
    pair, week = np.nonzero(counts)
    times = counts[pair, week]
    pair, week = np.repeat(pair, times), np.repeat(week, times)
    day = 7 * week + chance.uniform(0.01, 7, len(week))
    return in_one_channel(first[pair], second[pair], day, people), first, second, rate


def in_one_channel(source, target, day, people):
    nothing = np.zeros(len(source))
    return Interactions(source, target, nothing, day, nothing + 1, people, ("message",))


def bustle(seed, people=30, rows=800, weeks=30):
    """Anyone towards anyone through any channel; some more than others."""
    chance = np.random.default_rng(seed)
    likely = chance.gamma(1, 1, people) + 0.05
    source = chance.choice(people, rows, p=likely / likely.sum())
    target = (source + chance.integers(1, people, rows)) % people
    return Interactions(
        source, target, chance.integers(0, 5, rows), chance.uniform(0.01, 7 * weeks, rows),
        chance.choice([1.0, 1.0, 0.25], rows), people, CHANNELS,
    )  # fmt: skip


def surveyed(seed, people=60, ratings=12):
    """An office in which closeness makes contact, and some are asked about some: (interactions, rater, rated, closeness)."""
    chance = np.random.default_rng(seed)
    first, second = np.triu_indices(people, 1)
    close = chance.normal(-1.5, 1.2, len(first))
    rate = np.exp(0.9 * close - 1.2 + chance.normal(0, 0.5, len(first)))
    counts = chance.poisson(np.minimum(rate, 20)[:, None], (len(rate), 20))
    pair, week = np.nonzero(counts)
    pair, week = np.repeat(pair, counts[pair, week]), np.repeat(week, counts[pair, week])
    is_turned = chance.random(len(pair)) < 0.5
    source, target = np.where(is_turned, second[pair], first[pair]), np.where(is_turned, first[pair], second[pair])
    day = 7 * week + chance.uniform(0.01, 7, len(week))
    channel = chance.choice([0, 2], len(pair))
    weight = np.ones(len(pair))
    rows = Interactions(source, target, channel, day, weight, people, CHANNELS)
    table = np.zeros((people, people))
    table[first, second] = table[second, first] = close
    lenient = chance.normal(0, 0.6, people)
    rater = np.repeat(np.arange(people), ratings)
    rated = np.concatenate(
        [chance.choice(np.delete(np.arange(people), one), ratings, replace=False) for one in range(people)]
    )
    latent = table[rater, rated] + lenient[rater] + chance.logistic(0, 0.5, len(rater))
    return rows, rater, rated, 1 + np.searchsorted([-2.5, -1.2, -0.2, 1.0], latent), table
