"""Pure: what is suggested to whom and why, whether a text says where one speaks from, and when two texts are the same."""

import math
import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from hashlib import sha256
from random import Random

EXPLORED = 0.05  # of what is suggested, by chance: so that what is useful can be told honestly
FRESH_DAYS = 10.0  # after which an offer is worth a third less
BEGINS_WITHIN = 160  # characters: who speaks is said before the rest
WEIGHTS = {"topic": 0.35, "wish": 0.25, "fresh": 0.2, "others": 0.08, "author": 0.05, "tie": 0.2}


@dataclass(frozen=True)
class Wants:
    """What an expert chose; an empty choice is every choice. `ties`: member → how close, from 0 to 1."""

    topics: Collection[int] = ()
    languages: Collection[str] = ()
    kinds: Collection[str] = ()
    ties: Mapping[int, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Thing:
    """An offer, as far as it is weighed. `others`: it is not about the house."""

    id: int
    kind: str
    language: str
    at: datetime
    topic: int | None = None
    author: int | None = None
    is_about_us: bool = False


@dataclass(frozen=True)
class Pick:
    """`reasons`: names of what weighed, the heaviest first; `chance`: with which probability it was taken."""

    thing: Thing
    reasons: Sequence[str]
    chance: float = 1.0
    is_explored: bool = False


def weigh(thing: Thing, wants: Wants, now: datetime) -> dict[str, float]:
    """Name of a reason → what it weighs; 0 is left out."""
    age = max(0.0, (now - thing.at).total_seconds() / 86_400)
    parts = {
        "topic": float(thing.topic in wants.topics),
        "wish": float(thing.kind in wants.kinds),
        "fresh": math.exp(-age / (2.5 * FRESH_DAYS)),
        "others": float(not thing.is_about_us),
        "author": float(thing.author is not None),
        "tie": wants.ties.get(thing.author, 0.0) if thing.author is not None else 0.0,
    }
    return {name: WEIGHTS[name] * value for name, value in parts.items() if value > 0}


def pick(things: Iterable[Thing], wants: Wants, *, most: int, now: datetime, chance: Random) -> list[Pick]:
    """At most `most`, the best first, two of one topic never before another topic had its turn; each place is given by
    chance with the probability EXPLORED, among what would not have been taken."""
    weighed = {
        one.id: weigh(one, wants, now) for one in things if not wants.languages or one.language in wants.languages
    }
    left = sorted(
        (one for one in things if one.id in weighed), key=lambda one: (-sum(weighed[one.id].values()), -one.id)
    )
    found: list[Pick] = []
    while left and len(found) < most:
        best = _best(left, [one.thing.topic for one in found])
        others = [one for one in left if one is not best]
        is_explored = bool(others) and chance.random() < EXPLORED
        taken = chance.choice(others) if is_explored else best
        reasons = sorted(weighed[taken.id], key=lambda name: -weighed[taken.id][name])
        odds = EXPLORED / len(others) if is_explored else 1 - EXPLORED * bool(others)
        found.append(Pick(taken, reasons, odds, is_explored))
        left.remove(taken)
    return found


def _best(left: Sequence[Thing], had: Collection[int | None]) -> Thing:
    return next((one for one in left if one.topic is None or one.topic not in had), left[0])


def starts_for(starts: Sequence[str], member_id: int, offer_id: int, most: int = 2) -> list[str]:
    """Some of the ways to begin, other ones for each person, the same each time they look."""
    return sorted(starts, key=lambda one: sha256(f"{member_id}:{offer_id}:{one}".encode()).digest())[:most]


def normalised(text: str) -> str:
    """Letters and digits alone, without accents or capitals: what makes two texts the same for a reader."""
    # folded on both sides: taking a sign apart may bring a capital to light
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text.casefold()).casefold())
    plain = "".join(one for one in apart if not unicodedata.combining(one))
    without_links = re.sub(r"https?://\S+", " ", plain)
    return " ".join(re.findall(r"\w+", without_links))


def own_part(text: str, disclosure: str) -> str:
    """What is left, normalised, once the words with which everyone begins are taken off."""
    found, begins = normalised(text), normalised(disclosure)
    return found[len(begins) :].strip() if begins and found.startswith(begins) else found


AT_WORK = re.compile(
    r"\b(je|j) (travaille|bosse|exerce|collabore|suis (salarie|employe|benevole|agent|technicien|membre)\w*)\b"
    r"|\b(mon|notre) (employeur|entreprise|mairie|association|equipe|ecole|magasin|boulangerie|travail|metier)\b"
    r"|\b(chez nous|mes collegues|ma collegue|mon collegue)\b"
    r"|\bi work (at|for|with|in)\b|\bi (am|m) (employed|a volunteer|on the team)\b"
    r"|\b(my|our) (employer|company|colleagues?|team|workplace|town hall|school|shop|bakery)\b|\bwhere i work\b"
)


def discloses(text: str, words: str) -> bool:
    """Whether a reader learns at the beginning that whoever writes belongs to the house: by its own words, or in others."""
    begins = normalised(text[:BEGINS_WITHIN])
    return bool(words and normalised(words) in begins) or bool(AT_WORK.search(begins))


def is_quiet(now: time, since: time, until: time) -> bool:
    """Whether this hour is one of rest, also across midnight; none where both ends are the same."""
    return since <= now < until if since <= until else now >= since or now < until


def is_time(now: datetime, days: Collection[int], hour: time, within: timedelta = timedelta(hours=3)) -> bool:
    """Whether one wants to hear at this moment (where they are): on these days (none: each), from this hour on, for as long
    as `within`, so that what a worker missed is told late rather than at night."""
    begins = now.replace(hour=hour.hour, minute=hour.minute, second=0, microsecond=0)
    return (not days or now.weekday() in days) and begins <= now < begins + within
