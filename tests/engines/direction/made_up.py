"""Programmes whose truth is known. Three ways to make them up, none of which knows how they will be looked at."""

import numpy as np

from liant.engines.direction import Panel, every_pair


def even(seed, people, windows, *, to_tie=0.0, to_sharing=0.0, kept=0.3, shock=None):
    """Two series that move around what is usual for the pair: (tie, share, pairs). `shock`: how much of something that happens to
    the pair, and moves both, is still there a window later."""
    chance = np.random.default_rng(seed)
    pairs = every_pair(people)
    many = len(pairs)
    likeness = chance.normal(size=many) * 0.5
    other = 0.5 * likeness + chance.normal(size=many) * 0.5
    tie, share, event = np.zeros(many), np.zeros(many), np.zeros(many)
    seen = []
    for _ in range(windows + 20):
        persons = chance.normal(size=(2, people)) * 0.5
        if shock is not None:
            event = shock * event + chance.normal(size=many)
        about = persons[:, pairs.first] + persons[:, pairs.second]
        tie, share = (
            likeness + about[0] + kept * tie + to_tie * share + chance.normal(size=many) + event,
            other + about[1] + kept * share + to_sharing * tie + chance.normal(size=many) + event,
        )
        seen.append((tie, share))
    kept_windows = np.array(seen[20:])
    return kept_windows[:, 0].T, kept_windows[:, 1].T, pairs


def counts(seed, people, windows, *, base=0.15, to_tie=0.0, to_sharing=0.0, shock=None, likeness=0.8):
    """Events counted: each earlier one of the other kind multiplies what is expected by e to the power given."""
    chance = np.random.default_rng(seed)
    pairs = every_pair(people)
    many = len(pairs)
    latent = chance.normal(size=(2, many)) * likeness
    latent[1] = 0.6 * latent[0] + 0.8 * latent[1]
    tie, share, event = np.zeros(many), np.zeros(many), np.zeros(many)
    start = np.log(base) - likeness**2 / 2 - 0.04
    seen = []
    for _ in range(windows + 10):
        persons = chance.normal(size=(2, people)) * 0.2
        if shock is not None:
            event = shock * event + chance.normal(size=many) * np.sqrt(1 - shock**2)
        about = start + latent + persons[:, pairs.first] + persons[:, pairs.second] + event
        tie, share = (
            chance.poisson(np.exp(np.minimum(about[0] + to_tie * share, 3))),
            chance.poisson(np.exp(np.minimum(about[1] + to_sharing * tie, 3))),
        )
        seen.append((tie, share))
    kept = np.array(seen[10:], dtype=float)
    return Panel(pairs, kept[:, 0].T, kept[:, 1].T)


def event_by_event(seed, people, windows, *, to_tie=0.0, to_sharing=0.0, base=0.15):
    """Written apart from the others: people act one after another in continuous time (a relational event process). Each act goes
    to a colleague chosen by habit, by likeness, by being of one team, and by what passed between the two in the last two
    weeks, one kind of act being drawn by the other as much as is planted. Windows are only cut out afterwards.

    Source of the form: C. T. Butts, Sociological Methodology 38 (2008) 155.
    """
    chance = np.random.default_rng(seed)
    team = chance.integers(0, max(2, people // 8), people)
    place = chance.normal(size=(people, 2))
    apart = ((place[:, None] - place[None]) ** 2).sum(axis=2)
    draw = 0.6 * (team[:, None] == team[None]) - 0.15 * apart
    lively = chance.lognormal(0, 0.3, (2, people))
    pulls = (to_tie, to_sharing)  # kind 0 is a tie act, pulled by shares; kind 1 a share, pulled by tie acts
    pairs = every_pair(people)
    number = np.zeros((people, people), dtype=np.int64)
    number[pairs.first, pairs.second] = number[pairs.second, pairs.first] = np.arange(len(pairs))
    recent = [np.zeros((people, people)), np.zeros((people, people))]
    log, gone = [], []
    day, span = 0.0, 14.0
    rate = base * len(pairs) / span  # acts of each kind a day
    end = (windows + 3) * span
    while (day := day + chance.exponential(1 / (2 * rate))) < end:
        kind = int(chance.random() < 0.5)
        while gone and gone[0][0] < day - span:
            _, old, i, j = gone.pop(0)
            recent[old][i, j] -= 1
            recent[old][j, i] -= 1
        actor = int(chance.choice(people, p=lively[kind] / lively[kind].sum()))
        liking = draw[actor] + 0.2 * recent[kind][actor] + pulls[kind] * recent[1 - kind][actor]
        odds = np.exp(liking - liking.max())
        odds[actor] = 0
        other = int(chance.choice(people, p=odds / odds.sum()))
        recent[kind][actor, other] += 1
        recent[kind][other, actor] += 1
        gone.append((day, kind, actor, other))
        log.append((kind, number[actor, other], int(day // span)))
    counted = np.zeros((2, len(pairs), windows))
    for kind, pair, window in log:
        if 3 <= window < windows + 3:
            counted[kind, pair, window - 3] += 1
    return Panel(pairs, counted[0], counted[1])
