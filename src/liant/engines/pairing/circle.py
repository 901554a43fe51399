"""The circle method, by which each meets everyone once; and the experiment that rests on it."""

from collections.abc import Sequence

import numpy as np

from liant.engines.pairing.luck import digest_of, shuffled
from liant.engines.pairing.rotation import Meeting, Rotation


def rounds(people: int) -> np.ndarray:
    """(N − 1, N / 2, 2) who meets whom, round by round, N being `people` made even: the first sits still, the others move on by one
    seat (Kirkman 1847). Number `people` itself, where it is odd, is nobody: whoever is paired with it rests, once each in N rounds.
    """
    even = people + people % 2
    if even < 2:
        return np.zeros((0, 0, 2), dtype=np.int64)
    seats = np.arange(1, even)
    found = np.empty((even - 1, even // 2, 2), dtype=np.int64)
    for number in range(even - 1):
        table = np.concatenate([[0], np.roll(seats, number)])
        found[number] = np.stack([table[: even // 2], table[: even // 2 - 1 : -1]], axis=1)
    return found


def experiment(
    ids: Sequence[str], *, weeks: int, seed: int, strata: Sequence[str] | None = None, arm: str = "meeting"
) -> Rotation:
    """Random pairings of which every pair is as likely as any other in each week, and none comes twice.

    Rounds of the circle method over names in a random order: P(a pair meets within W weeks) = W / (N − 1). `strata`: (n,) draws are
    made within each. `arm`: what the pairing is for; two arms of one seed are drawn independently. `ids` are those whose presence is
    known before the draw; whoever is missing afterwards keeps their pair (intention to treat). ValueError for names that come twice,
    or more weeks than there are rounds without a repeat.
    """
    if len(set(ids)) != len(ids):
        raise ValueError("a name comes twice")
    groups: dict[str, list[str]] = {}
    for at, name in enumerate(ids):
        groups.setdefault(strata[at] if strata is not None else "", []).append(name)
    meetings, resting = [], []
    for stratum in sorted(groups):
        names = groups[stratum]
        most = len(names) + len(names) % 2 - 1
        if weeks > most:
            raise ValueError(f"{len(names)} people meet without a repeat for {most} weeks at most")
        order = shuffled(names, seed, "experiment", arm, stratum)
        for week, pairs in enumerate(rounds(len(names))[:weeks], 1):
            for pair in pairs.tolist():
                there = tuple(sorted(names[order[one]] for one in pair if one < len(names)))
                if len(there) == 2:
                    meetings.append(Meeting(week, there))
                else:
                    resting.append((week, there[0]))
    return Rotation(
        "experiment", weeks, seed, digest_of(ids), tuple(sorted(meetings, key=_place)), tuple(sorted(resting))
    )


def _place(meeting: Meeting) -> tuple[int, tuple[str, ...]]:
    return meeting.week, meeting.people
