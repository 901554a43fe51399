"""What the pages of the house's own rules show, gathered."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from liant.web.pieces import Column
from liant.writing.house_rules import forms, queries, rules
from liant.writing.house_rules.models import OwnRule, RuleTrial
from liant.writing.house_rules.offers import corpora
from liant.writing.house_rules.trying import Met, Outcome, months_of


@dataclass(frozen=True)
class Shape:
    key: str
    label: Any
    hint: Any
    icon: str


SHAPES = (
    Shape(rules.AVOID, _("Words to avoid"), _("A former name, jargon, a word that hurts."), "ban"),
    Shape(rules.PREFER, _("Words that you prefer"), _("“People” rather than “users”: the page offers to replace them."), "repeat"),
    Shape(rules.EVIDENCE, _("Words that need a proof"), _("“The best”, “the first”: only with where it comes from."), "checks"),
    Shape(rules.PATTERN, _("A pattern"), _("For whoever knows regular expressions."), "asterisk"),
)  # fmt: skip


def shape_words(key: str) -> Shape:
    return next(shape for shape in SHAPES if shape.key == key)


def values_of(rule: OwnRule, asked: str) -> dict[str, Any]:
    """What the form begins with: the newest edition, or the one that the address names."""
    number = int(asked) if asked.isdecimal() and len(asked) < 9 else rule.edition
    edition = rule.editions.filter(number=number).first()
    if edition is None:
        raise Http404
    return dict(edition.values)


def rule_page(rule: OwnRule) -> dict[str, Any]:
    editions = queries.editions_of(rule)
    trial = queries.last_trial(rule)
    values = editions[0].values
    return {
        "rule": rule,
        "values": values,
        "shape": shape_words(forms.shape_of(values)),
        "editions": editions,
        "trial": trial,
        "read_in_words": read_in_words(trial.read) if trial else [],
        "months": bars_of_trial(trial) if trial else [],
        "kinds": [forms.KIND_WORDS[kind] for kind in values["kinds"]],
        "source": editions[0].source,
    }


def trial_page(outcome: Outcome, slug: str) -> dict[str, Any]:
    return {
        "outcome": outcome,
        "shown": [(met, address_of(met, slug)) for met in outcome.shown],
        "read_in_words": read_in_words(outcome.read),
        "months": bars(outcome.months),
    }


def address_of(met: Met, slug: str) -> str:
    return reverse(met.written.url_name, kwargs={"organisation_slug": slug, **met.written.kwargs})


def read_in_words(read: dict[str, int]) -> list[tuple[Any, int]]:
    return [(corpus.label, read.get(corpus.key, 0)) for corpus in corpora()]


def bars_of_trial(trial: RuleTrial) -> list[Column]:
    kept = trial.found
    return bars([(month, kept.get(f"{month:%Y-%m}", 0)) for month in sorted(months_of(trial.at.date()))])


def bars(months: list[tuple[date, int]]) -> list[Column]:
    return [Column(f"{month:%m}", count, 0, name=f"{month:%m/%Y}") for month, count in months]
