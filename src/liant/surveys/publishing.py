"""What may be shown of a closed wave is computed once, by the worker, and kept: pages, exports and later waves read that."""

from django.db import transaction

from liant.audit.actions import record
from liant.kit import clock
from liant.surveys.figures import Given, Limits, figures_of
from liant.surveys.models import Answer, NamedAnswer, Publication, Wave
from liant.surveys.respondent import definition_of
from liant.surveys.rules import groups_of, groups_too_alike, told_group


def compute(*, wave: Wave) -> Publication | None:
    """Once for a closed wave; nothing for one that is open."""
    if wave.state != "closed":
        return None
    found = wave.publications.first()
    if found is not None:
        return found
    figures = figures_of(definition_of(wave.edition), given_to(wave), groups_of(wave.groups), limits_of(wave))
    if not wave.is_anonymous and figures["is_enough"]:
        figures["comments"] = []  # named people were told that all but the readers see figures only; words tell names
    with transaction.atomic():
        made = Publication.objects.create(wave=wave, figures=figures, answered=wave.answered, at=clock.now())
        record(None, "surveys.publish", wave)
    return made


def given_to(wave: Wave) -> list[Given]:
    if wave.is_anonymous:
        anonymous = Answer.objects.filter(wave=wave).order_by("id").values_list("answers", "group")
        return [Given(answers, group) for answers, group in anonymous]
    named = NamedAnswer.objects.filter(wave=wave).order_by("id").values_list("answers", "invitation__group")
    return [Given(answers, group) for answers, group in named]


def limits_of(wave: Wave) -> Limits:
    alike: frozenset[str] = frozenset()
    if wave.follows is not None:
        alike = groups_too_alike(asked_in(wave.follows), asked_in(wave), wave.minimum)
    return Limits(wave.minimum, wave.comment_minimum, alike, places_of(wave))


def places_of(wave: Wave) -> frozenset[str] | None:
    """The groups beside which an answer can be kept; unknown where anyone may answer by a link."""
    if wave.link_key:
        return None
    groups, asked = groups_of(wave.groups), asked_in(wave)
    return frozenset(told_group(groups, code, wave.minimum) if wave.is_anonymous else code for code in asked)


def asked_in(wave: Wave) -> dict[str, set[str]]:
    """The addresses asked in each group."""
    found: dict[str, set[str]] = {}
    for group, address in wave.invitations.values_list("group", "address"):
        found.setdefault(group, set()).add(address)
    return found
