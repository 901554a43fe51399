"""A firm of 120 people over two years, made up so that the truth is known: a loop is planted, in which each thing shared with a
colleague multiplies the contacts of the next two weeks, and each contact what is taken up of what the other shares.

People act by chance around what is usual for the two of them, for each, and for the fortnight; nothing here knows how the rows
will be looked at.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import combinations

import numpy as np

from liant.accounts.actions import create_team, found_organisation, set_team
from liant.accounts.models import Member, User
from liant.bonds.direction.publishing import find
from liant.bonds.measuring import measure_all
from liant.bonds.shaping import STRETCH as PERIOD
from liant.bonds.shaping import publish_due
from liant.community import choosing
from liant.flows.demonstration import by_lot
from liant.kit import clock
from liant.ledger.actions import Noted, note_all
from liant.ledger.kinds import Consent, InteractionKind, Purpose, Visibility
from liant.meetings.experiment.rules import MEETING, SPOTLIGHT
from liant.people.actions import person_of_member
from liant.people.models import Person
from liant.tenancy.before_tenant import organisation_id_of
from liant.tenancy.context import tenant

SLUG, NAME, OWNER = "maison-lagarde", "Maison Lagarde", "helene@lagarde.example"
TEAMS = (
    "Atelier",
    "Boutique",
    "Commandes",
    "Création",
    "Finances",
    "Informatique",
    "Logistique",
    "Personnel",
    "Qualité",
    "Réseau",
)
GIVEN = ("Adèle", "Bruno", "Camille", "Driss", "Élise", "Farid", "Gaëlle", "Hugo", "Inès", "Jules", "Karim", "Lise")
FAMILY = ("Aubert", "Benali", "Caron", "Diallo", "Estève", "Faure", "Girard", "Haddad", "Imbert", "Joly")
PEOPLE = len(TEAMS) * 12
ACROSS = 840  # pairs of different teams who have to do with each other
WINDOWS, WINDOW = 52, timedelta(weeks=2)
TO_TIE = TO_SHARING = (
    0.15  # each event of the other kind multiplies what is expected two weeks later by e to this power
)
# what that is where one looks on log1p of the counts, as `engines.direction` does: it follows from what is planted (tests work it out)
TRUTH = {"sharing_to_tie": 0.0344, "tie_to_sharing": 0.0344}
# the share of pairs within a team, and of two teams, that twelve weeks find in contact: the mean of 60 such firms
DENSITY = {"within": 0.719, "between": 0.0935}
BASE = 0.15  # events of each kind for a pair and a window
SEED = 2026
PERIODS = 2  # of the shape of ties, four weeks each
Kinds = tuple[tuple[InteractionKind, float], ...]
TIE_KINDS: Kinds = ((InteractionKind.MESSAGE, 0.6), (InteractionKind.MET, 0.2), (InteractionKind.ATTENDED, 0.2))
SHARE_KINDS: Kinds = ((InteractionKind.COMMENT, 0.4), (InteractionKind.REACTION, 0.3), (InteractionKind.RESHARE, 0.2), (InteractionKind.THANKS, 0.1))  # fmt: skip
RAISES = {MEETING: SHARE_KINDS, SPOTLIGHT: TIE_KINDS}  # arm of an experiment → what it brings


@dataclass(frozen=True)
class Planted:
    """`pairs`: (d, 2) of people from 0; `tie`, `share`: (d, windows) counts."""

    pairs: np.ndarray
    tie: np.ndarray
    share: np.ndarray


def planted(
    seed: int = SEED, *, people: int = PEOPLE, team: int = 12, across: int = ACROSS, windows: int = WINDOWS
) -> Planted:
    """The same seed gives the same firm. People 0 to `team` - 1 are the first team, and so on."""
    chance = np.random.default_rng(seed)
    pairs = pairs_of(chance, people, team, across)
    latent = chance.normal(size=(2, len(pairs))) * 0.8
    latent[1] = 0.6 * latent[0] + 0.8 * latent[1]
    start = np.log(BASE) - 0.8**2 / 2 - 0.04
    tie, share = np.zeros(len(pairs)), np.zeros(len(pairs))
    seen = []
    for _ in range(windows + 10):
        persons = chance.normal(size=(2, people)) * 0.2
        about = start + latent + persons[:, pairs[:, 0]] + persons[:, pairs[:, 1]]
        tie, share = (
            chance.poisson(np.exp(np.minimum(about[0] + TO_TIE * share, 3))),
            chance.poisson(np.exp(np.minimum(about[1] + TO_SHARING * tie, 3))),
        )
        seen.append((tie, share))
    kept = np.array(seen[10:])
    return Planted(pairs, kept[:, 0].T, kept[:, 1].T)


def pairs_of(chance: np.random.Generator, people: int, team: int, across: int) -> np.ndarray:
    """All of a team, and so many of different teams."""
    inside = [pair for first in range(0, people, team) for pair in combinations(range(first, first + team), 2)]
    others = [(one, other) for one, other in combinations(range(people), 2) if one // team != other // team]
    chosen = chance.choice(len(others), size=across, replace=False)
    return np.array([*inside, *(others[at] for at in sorted(chosen))], dtype=np.int64)


def load() -> bool:
    """False where it is there. Its owner is nobody of the other houses: whoever signs in there goes straight in."""
    if organisation_id_of(SLUG):
        return False
    owner = User.objects.create_user(email=OWNER, name="Hélène Lagarde", language="fr")
    until = clock.now().replace(hour=0, minute=0, second=0, microsecond=0)
    began = until - WINDOWS * WINDOW - timedelta(days=1)
    with clock.at(began):
        house = found_organisation(
            actor=owner, slug=SLUG, name=NAME, kind="firm", language="fr", time_zone="Europe/Paris", rooms=["today", "bonds", "meetings", "community"],
        )  # fmt: skip
    with tenant(house.id):
        with clock.at(began):
            persons = people_of_firm()
        note_firm(planted(), persons, until)
        by_lot.play(Member.objects.get(user=owner), persons, until, RAISES)
        for ago in range(PERIODS - 1, -1, -1):
            with clock.at(until - ago * PERIOD):
                publish_due()
        measure_all()
        find()
    return True


def people_of_firm() -> list[Person]:
    """In their teams, all of whom agreed on the first day. Nobody signs in: they have no password."""
    owner = Member.objects.get()
    persons = []
    for at, name in enumerate(TEAMS):
        members = [member(f"{given} {FAMILY[(at + place) % len(FAMILY)]}", at) for place, given in enumerate(GIVEN)]
        set_team(actor=owner, team=create_team(actor=owner, name=name), members=members)
        persons += [person_of_member(one) for one in members]
    return persons


def member(name: str, team: int) -> Member:
    address = "".join(letter for letter in name.lower().replace(" ", ".").translate(PLAIN) if letter.isascii())
    user = User.objects.create_user(email=f"{address}.{team}@lagarde.example", name=name, language="fr")
    found = Member.objects.create(user=user, name=name, roles=["employee"])
    choosing.agree(actor=found, with_letters=True)
    return found


PLAIN = str.maketrans("àâçéèêëîïôùûü", "aaceeeeiiouuu")


def note_firm(firm: Planted, persons: list[Person], until: datetime) -> None:
    moments = Moments(firm, persons, until, np.random.default_rng(SEED))
    for name, series, kinds in (("tie", firm.tie, TIE_KINDS), ("share", firm.share, SHARE_KINDS)):
        note_all(
            moments.of(name, series, kinds), through=persons[0], purpose=Purpose.BELONGING, visibility=Visibility.PARTIES,
            consent=Consent.GIVEN,
        )  # fmt: skip


@dataclass(frozen=True)
class Moments:
    """Each event at some moment of its window, from either of the two."""

    firm: Planted
    persons: list[Person]
    until: datetime
    chance: np.random.Generator

    def of(self, name: str, series: np.ndarray, kinds: Kinds) -> Iterator[Noted]:
        start, span = self.until - series.shape[1] * WINDOW, WINDOW.total_seconds()
        names, shares = zip(*kinds, strict=True)
        number = 0
        for pair, window in np.argwhere(series > 0):
            for _ in range(int(series[pair, window])):
                number += 1
                one, other = (self.persons[at].pk for at in self.chance.permutation(self.firm.pairs[pair]))
                kind = InteractionKind(names[self.chance.choice(len(names), p=shares)])
                at = start + int(window) * WINDOW + timedelta(seconds=float(self.chance.uniform(1, span - 1)))
                yield Noted(f"firm:{name}:{number}", kind, one, other, at)
