"""Every change to a questionnaire: begun, changed by a new edition, put away. What puts it to people is in `waves`."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.text import slugify

from liant.accounts.models import Member
from liant.accounts.permissions import check
from liant.audit.actions import record
from liant.kit import clock
from liant.surveys.models import Edition, Questionnaire
from liant.surveys.ready import ready_definition


def begin(*, actor: Member, definition: Mapping[str, Any], key: str = "", ready_key: str = "") -> Questionnaire:
    """`definition` was read by `engines.questionnaire` before."""
    check(actor, "surveys.write")
    titles = titles_of(definition)
    with transaction.atomic():
        made = Questionnaire.objects.create(
            key=free_key(key or slugify(next(iter(titles.values()), "")) or "questionnaire"),
            titles=titles,
            definition=dict(definition),
            ready_key=ready_key,
        )
        record(actor, "surveys.begin", made)
    return made


def begin_from_ready(*, actor: Member, ready_key: str) -> Questionnaire:
    """One of the ready ones becomes the house's own, to be used whole or in part. Raises KeyError."""
    return begin(actor=actor, definition=ready_definition(ready_key), key=ready_key, ready_key=ready_key)


class ChangedMeanwhile(Exception):
    """Somebody changed it since it was opened."""


def change(*, actor: Member, questionnaire: Questionnaire, definition: Mapping[str, Any], seen: int) -> Questionnaire:
    """What is asked from the next wave on. `seen`: `changes` of the definition that was changed. Raises ChangedMeanwhile."""
    check(actor, "surveys.write", questionnaire)
    with transaction.atomic():
        questionnaire = Questionnaire.objects.select_for_update().get(pk=questionnaire.pk)
        if questionnaire.changes != seen:
            raise ChangedMeanwhile
        questionnaire.definition, questionnaire.titles = dict(definition), titles_of(definition)
        questionnaire.changes, questionnaire.changed_at = seen + 1, clock.now()
        questionnaire.save()
        record(actor, "surveys.change", questionnaire)
    return questionnaire


def freeze(*, actor: Member, questionnaire: Questionnaire) -> Edition:
    """The edition of what is asked now: the newest one, while nothing changed since."""
    check(actor, "surveys.ask", questionnaire)
    with transaction.atomic():
        questionnaire = Questionnaire.objects.select_for_update().get(pk=questionnaire.pk)
        newest = questionnaire.editions.first()
        if newest is not None and newest.definition == questionnaire.definition:
            return newest
        number = newest.number + 1 if newest else 1
        return Edition.objects.create(
            questionnaire=questionnaire, number=number, definition=questionnaire.definition, author=actor
        )


def put_away(*, actor: Member, questionnaire: Questionnaire) -> None:
    """No wave begins with it any more; those that were stay."""
    check(actor, "surveys.write", questionnaire)
    with transaction.atomic():
        Questionnaire.objects.filter(pk=questionnaire.pk).update(is_over=True, changed_at=clock.now())
        record(actor, "surveys.end", questionnaire)


def titles_of(definition: Mapping[str, Any]) -> dict[str, str]:
    title = definition.get("title", "")
    return dict(title) if isinstance(title, Mapping) else {"default": str(title)}


def free_key(wanted: str) -> str:
    """`wanted`, or with the first number that nobody has taken."""
    wanted = wanted[:70]
    taken = set(Questionnaire.objects.filter(key__startswith=wanted).values_list("key", flat=True))
    if wanted not in taken:
        return wanted
    return next(name for n in range(2, len(taken) + 3) if (name := f"{wanted}-{n}") not in taken)
