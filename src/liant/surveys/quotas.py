"""As many as are wanted: of all, of a group, of those who gave an answer. Only where somebody set a limit is anything counted. No
limit of a group or of an answer is under the minimum: who finds it full learns of so many at least."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import connection

from liant.engines.questionnaire import Questionnaire as Definition
from liant.engines.questionnaire.answering import offered
from liant.engines.questionnaire.nodes import Key
from liant.surveys.models import Answer, NamedAnswer, Slip, Wave

CHOSEN = ("radiogroup", "dropdown", "boolean", "rating", "checkbox")
LOCKS = 5_081  # of advisory locks, with the wave


class Full(Exception):
    """As many have answered as were wanted."""


def has_limits(wave: Wave) -> bool:
    return wave.at_most is not None or bool(wave.quotas)


def hold_the_count(wave: Wave) -> None:
    """Until the end of the transaction nobody else counts: two who come at once don't both take the last place."""
    if has_limits(wave):
        with connection.cursor() as cursor:
            cursor.execute("select pg_advisory_xact_lock(%s, %s)", [LOCKS, wave.pk])


def refuse_what_is_full(wave: Wave, answers: Mapping[str, Any], group: str = "") -> None:
    """Raises Full. `group`: the one that is kept beside the answer."""
    if wave.at_most is not None and count(wave) >= wave.at_most:
        raise Full
    for one in wave.quotas:
        if concerns(one, answers, group) and count(wave, one) >= one["at_most"]:
            raise Full


def concerns(quota: Mapping[str, Any], answers: Mapping[str, Any], group: str) -> bool:
    if "group" in quota:
        return bool(group == quota["group"])
    given = answers.get(quota["question"])
    return quota["value"] in given if isinstance(given, list) else given == quota["value"]


def count(wave: Wave, quota: Mapping[str, Any] | None = None) -> int:
    """How many answers there are, in the urn or out of it, all of them or those that a quota is about."""
    if not wave.is_anonymous:
        return NamedAnswer.objects.filter(wave=wave, **narrowed(quota, "invitation__group")).count()
    wanted = narrowed(quota, "group")
    return Answer.objects.filter(wave=wave, **wanted).count() + Slip.objects.filter(wave=wave, **wanted).count()


def narrowed(quota: Mapping[str, Any] | None, group_field: str) -> dict[str, Any]:
    if quota is None:
        return {}
    if "group" in quota:
        return {group_field: quota["group"]}
    value = [quota["value"]] if quota.get("is_list") else quota["value"]
    return {"answers__contains": {quota["question"]: value}}


def askable(whole: Definition, lang: str) -> list[tuple[str, Key, str, str]]:
    """(question, value, what a person reads of the question, of the answer) of every answer that may have a limit."""
    return [
        (one.name, choice.value, one.said(lang), choice.said(lang))
        for one in whole.questions() if one.kind in CHOSEN for choice in offered(one)
    ]  # fmt: skip


def of_answer(whole: Definition, name: str, value: Key, at_most: int) -> dict[str, Any]:
    is_list = whole.question(name).kind == "checkbox"
    return {"question": name, "value": value, "at_most": at_most} | ({"is_list": True} if is_list else {})


def in_words(wave: Wave, whole: Definition, lang: str) -> list[tuple[str, int]]:
    """(what it is about, how many at most)."""
    groups = {one["code"]: one["name"] for one in wave.groups}
    said = {(name, value): f"{question} → {answer}" for name, value, question, answer in askable(whole, lang)}
    return [(about(one, groups, said), one["at_most"]) for one in wave.quotas]


def about(quota: Mapping[str, Any], groups: Mapping[str, str], said: Mapping[tuple[str, Key], str]) -> str:
    if "group" in quota:
        return groups.get(quota["group"], quota["group"])
    return said.get((quota["question"], quota["value"]), f"{quota['question']} → {quota['value']}")


def kept(quotas: Iterable[Mapping[str, Any]], minimum: int) -> list[dict[str, Any]]:
    """None is lower than the minimum, whatever the minimum became."""
    return [{**one, "at_most": max(one["at_most"], minimum)} for one in quotas]
