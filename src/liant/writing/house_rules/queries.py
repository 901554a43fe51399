"""The house's own rules, and the linter that reads by those that are on."""

import functools
import itertools
from collections.abc import Iterable
from datetime import datetime

from django.db.models import F, Prefetch

from liant.accounts.models import Member
from liant.accounts.permissions import may
from liant.engines.lint import Context, Linter, read_rules
from liant.writing.house_rules.models import OwnRule, RuleEdition, RuleTrial
from liant.writing.house_rules.offers import Written
from liant.writing.models import Piece, Version

MOST_RULES = 200
KNOWN_HOUSES = 64  # whose rules a process keeps compiled


def all_rules() -> list[OwnRule]:
    return list(OwnRule.objects.all()[:MOST_RULES])


def one_rule(rule_id: int) -> OwnRule | None:
    return OwnRule.objects.filter(pk=rule_id).first()


def editions_of(rule: OwnRule, limit: int = 50) -> list[RuleEdition]:
    return list(rule.editions.select_related("author")[:limit])


def last_trial(rule: OwnRule) -> RuleTrial | None:
    """Of the newest edition."""
    return rule.trials.filter(edition=rule.edition).select_related("by").first()


def active_sources() -> tuple[str, ...]:
    """The editions that read, in the order of their rules."""
    found = RuleEdition.objects.filter(rule__active=F("number")).order_by("rule_id")
    return tuple(found.values_list("source", flat=True)[:MOST_RULES])


def linter() -> Linter | None:
    """Compiled once for the same rules; None where the house switched on none."""
    sources = active_sources()
    return _compiled(sources) if sources else None


@functools.lru_cache(KNOWN_HOUSES)
def _compiled(sources: tuple[str, ...]) -> Linter:
    return Linter([rule for source in sources for rule in read_rules(source)])


def pieces_written(member: Member, since_at: datetime, limit: int) -> Iterable[Written]:
    """Versions of the pieces of a year, published or not."""
    if not may(member, "writing.read"):
        return
    pieces = Piece.objects.filter(changed_at__gte=since_at).order_by("-changed_at", "-id")[:limit]
    standing = Version.objects.exclude(state="withdrawn")
    found = (
        version for piece in pieces.prefetch_related(Prefetch("versions", standing)) for version in piece.versions.all()
    )
    for version in itertools.islice(found, limit):
        context = Context(
            kind="mailing" if version.network == "letter" else "piece",
            has_source=bool(version.piece.source_url),
            has_link=bool(version.link),
        )
        at = version.published_at or version.changed_at
        kwargs = {"piece_id": version.piece_id}
        text = "\n\n".join(part for part in (version.title, version.text) if part)
        yield Written(text, version.language, at, version.piece.title, "writing:edit", kwargs, context)
