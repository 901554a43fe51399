"""Sentences of the first pages."""

from datetime import datetime
from typing import Any

from django import template
from django.utils import formats, timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from liant.accounts.roles import Role
from liant.flows.doors import Door, doors
from liant.kit.words import number_in_words

register = template.Library()


def in_words(number: int, *, is_feminine: bool = False) -> str:
    words = number_in_words(number, get_language() or "en", is_feminine=is_feminine)
    return words[:1].upper() + words[1:]


@register.simple_tag
def lead_of_today(waiting: int, thanks: int) -> str:
    """ "Three people wait for your answer, and two thanks are due." """
    if not waiting and not thanks:
        return _("Everyone has their answer, and no thanks are due.")
    people = people_wait(waiting).rstrip(".")
    if not thanks:
        return people + "."
    words = number_in_words(thanks, get_language() or "en")
    due = ngettext("one thank-you is due", "%(n)s thanks are due", thanks) % {"n": words}
    return f"{people}, {_('and')} {due}."


@register.simple_tag
def people_wait(count: int) -> str:
    if not count:
        return _("Nobody is waiting.")
    if count > 99:
        return _("More than ninety-nine people are waiting.")
    words = in_words(count, is_feminine=True)
    return ngettext("One person is waiting.", "%(n)s people are waiting.", count) % {"n": words}


@register.simple_tag
def thanks_to_say(count: int) -> str:
    if not count:
        return _("No thanks are due.")
    return ngettext("One thank-you to say.", "%(n)s thanks to say.", count) % {"n": in_words(count)}


@register.filter
def long_day(moment: datetime) -> str:
    """ "Dimanche 22 novembre"."""
    words = formats.date_format(timezone.localtime(moment), _("l j F"))
    return words[:1].upper() + words[1:]


@register.filter
def first_word(text: str) -> str:
    return text.split(maxsplit=1)[0] if text.split() else text


@register.filter
def quoted(text: str) -> str:
    """What people say, between the marks of the reader's language."""
    return _("“%(text)s”") % {"text": text}


@register.filter
def in_language(texts: dict[str, str]) -> str:
    language = (get_language() or "en").split("-")[0]
    return texts.get(language) or texts["en"]


@register.simple_tag
def lead_for_others(member: Any) -> str:
    """The first line for those who read nobody's words, and for whoever is given things one by one."""
    if member.has_role(Role.EMPLOYEE):
        return _("Nothing waits for you.")
    return _("What was heard and how people are answered, in figures: nobody’s words are shown to you.")


@register.simple_tag
def doors_for(member: Any) -> list[Door]:
    return doors(member)


@register.simple_tag
def followers(reach: int | None) -> str:
    if reach is None:
        return _("how many follow them is not known")
    counted = formats.number_format(reach, force_grouping=True)
    return ngettext("one person follows them", "%(n)s people follow them", reach) % {"n": counted}
