"""Pure: whether a text says where one speaks from, when two texts are the same, and when somebody wants to hear."""

import re
import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from hashlib import sha256

BEGINS_WITHIN = 160  # characters: who speaks is said before the rest


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


@dataclass(frozen=True)
class Hours:
    """When somebody wants to hear, where they are: on these days (none: each; Monday is 0), from this hour on, never while they
    rest; nobody rests where both ends are the same."""

    zone: tzinfo
    days: Collection[int]
    hour: time
    quiet_from: time
    quiet_until: time

    def is_quiet(self, at: time) -> bool:
        """Also across midnight."""
        if self.quiet_from <= self.quiet_until:
            return self.quiet_from <= at < self.quiet_until
        return at >= self.quiet_from or at < self.quiet_until

    def next(self, after: datetime) -> datetime:
        """The next moment that is theirs, strictly later; where it falls into their rest, the end of that rest."""
        first = after.astimezone(self.zone).date() - timedelta(days=1)
        for ahead in range(10):
            day = first + timedelta(days=ahead)
            moment = self._on(day).astimezone(UTC)
            if moment > after and (not self.days or day.weekday() in self.days):
                return moment
        raise ValueError("no such day of the week")

    def _on(self, day: date) -> datetime:
        if not self.is_quiet(self.hour):
            return datetime.combine(day, self.hour, self.zone)
        ends_on = day if self.quiet_until > self.hour else day + timedelta(days=1)
        return datetime.combine(ends_on, self.quiet_until, self.zone)

    def has_come(self, now: datetime, within: timedelta = timedelta(hours=3)) -> bool:
        """Whether a moment of theirs came lately and they don't rest now: what a worker missed is told late rather than at night."""
        return self.next(now - within) <= now and not self.is_quiet(now.astimezone(self.zone).time())
