"""Who meets whom, week after week: at random, to learn what meeting does; or so that different people meet as long as possible.

    experiment(ids, weeks=8, seed=7)                        # every pair as likely, none twice, drawn again bit for bit
    operations(people, weeks=4, seed=7, met=before)         # across teams, clocks and languages; not yet met first

Names and rows in, names out; what is drawn depends on seed, names and rules alone. `docs/ties.md` says it in plain words.
"""

from liant.engines.pairing.circle import experiment, rounds
from liant.engines.pairing.luck import METHOD, digest_of, shuffled
from liant.engines.pairing.matching import match
from liant.engines.pairing.operations import operations
from liant.engines.pairing.people import LEAST_OVERLAP, WORKING_HOURS, Met, People
from liant.engines.pairing.rotation import Meeting, Mode, Rotation

__all__ = [
    "LEAST_OVERLAP",
    "METHOD",
    "WORKING_HOURS",
    "Meeting",
    "Met",
    "Mode",
    "People",
    "Rotation",
    "digest_of",
    "experiment",
    "match",
    "operations",
    "rounds",
    "shuffled",
]
