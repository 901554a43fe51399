"""This house beside the others on the installation: what it gives, if it agreed, and what it gets. How one house's figure stays
its own is the database's work (migration 0004, ADR 33); nothing here reads another's row."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from liant.accounts.models import Member
from liant.accounts.permissions import check
from liant.audit.actions import record
from liant.engines.questionnaire import Questionnaire as Definition
from liant.engines.questionnaire import read
from liant.engines.questionnaire.nodes import Dimension
from liant.surveys import queries
from liant.surveys.models import PeerConsent, PeerShare, Wave
from liant.surveys.ready import ready_definition, ready_keys
from liant.surveys.respondent import definition_of
from liant.tenancy.before_tenant import peers, release_peers

OTHERS, FOR_QUARTERS, STEP = 5, 8, 5  # other houses at least; for quartiles; figures are told to so many points


@dataclass(frozen=True)
class Beside:
    """A dimension of this house beside the others: half of them are at or under `median`, half between `low` and `high` (None
    with few of them). `others`: at least so many."""

    id: str
    title: str
    own: float
    median: int
    low: int | None
    high: int | None
    others: int


def agreed() -> bool:
    return PeerConsent.objects.exists()


def agree(*, actor: Member) -> None:
    """From now on, and with what was published so far of each questionnaire last."""
    check(actor, "surveys.compare")
    with transaction.atomic():
        consent, is_new = PeerConsent.objects.get_or_create(
            organisation_id=actor.organisation_id, defaults={"author": actor}
        )
        if is_new:
            record(actor, "surveys.compare", consent)
            for wave in queries.last_of_ready_ones():
                share(wave=wave)


def withdraw(*, actor: Member) -> None:
    """Its figures are gone at once; until enough houses changed, nobody sees what is left without them."""
    check(actor, "surveys.compare")
    with transaction.atomic():
        consent = PeerConsent.objects.first()
        if consent is None:
            return
        record(actor, "surveys.stop_comparing", consent)
        consent.delete()
        PeerShare.objects.filter(released__isnull=True, is_torn=False).delete()
        PeerShare.objects.update(waiting=None, released=None, is_torn=True)


def share(*, wave: Wave) -> None:
    """The means of a closed wave, as they may be shown, in place of those that this house gave before."""
    publication = wave.publications.first()
    if publication is None or not agreed():
        return
    means = shared_means(wave, publication.figures)
    known = {one.what: one for one in PeerShare.objects.filter(what__in=means)}
    for what, mean in means.items():
        one = known.get(what) or PeerShare(organisation_id=wave.organisation_id, what=what)
        one.waiting = None if one.released == mean and not one.is_torn else mean
        one.save()
    release_peers(sorted(means))


def shared_means(wave: Wave, figures: Mapping[str, Any]) -> dict[str, float]:
    names = names_of(wave.edition.questionnaire.ready_key, definition_of(wave.edition))
    scores = figures.get("scores", {}).get("dimensions", ())
    return {names[one["id"]]: one["mean"] for one in scores if one["id"] in names and one["mean"] is not None}


def names_of(ready_key: str, whole: Definition) -> dict[str, str]:
    """By which name each dimension is shared: those alone that are measured as the ready questionnaire measures them."""
    if ready_key not in ready_keys() or whole.liant.scoring is None:
        return {}
    ready = read(ready_definition(ready_key))
    sums = {one.id: measured_by(ready, one) for one in (ready.liant.scoring.dimensions if ready.liant.scoring else ())}
    own = {one.id: measured_by(whole, one) for one in whole.liant.scoring.dimensions}
    return {name: f"{ready_key}/{name}/{found}" for name, found in own.items() if sums.get(name) == found}


def measured_by(whole: Definition, dimension: Dimension) -> str:
    """A sum of its questions, what their answers count, and their weights: other wording is no other measure."""
    asked = sorted(
        [one.bank or one.id, one.weight, sorted(one.scores.items()), sorted(one.not_applicable)]
        for one in whole.items if one.dimension == dimension.id
    )  # fmt: skip
    return hashlib.sha256(json.dumps(asked).encode()).hexdigest()[:16]


def beside(wave: Wave, dimensions: Sequence[Any]) -> list[Beside]:
    """The dimensions of a wave for which enough others can be shown; to whoever gives theirs alone."""
    if not dimensions or not agreed():
        return []
    names = names_of(wave.edition.questionnaire.ready_key, definition_of(wave.edition))
    found = {one[0]: one[1:] for one in peers(sorted(names.values()))}
    told = []
    for one in dimensions:
        if one.dot.mean is not None and (rest := found.get(names.get(one.id, ""))):
            others, median, low, high = rest
            told.append(Beside(one.id, one.title, one.dot.mean, median, low, high, others))
    return told
