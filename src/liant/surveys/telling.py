"""How the figures of a wave were made, in words: who was asked, how many answered, how sure it is, what is hidden and why."""

from collections.abc import Mapping
from typing import Any

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from liant.surveys.models import Wave

Json = Mapping[str, Any]


def method(wave: Wave, figures: Json) -> list[list[str]]:
    """[[heading, sentences], …]."""
    return [
        [_("Who was asked"), who(wave)],
        [_("When"), when(wave)],
        [_("What they were told"), what_was_told(wave)],
        [_("What the figures are"), what_they_are(wave)],
        [_("How sure they are"), how_sure()],
        [_("What the themes are"), what_themes_are(figures)],
        [_("What is hidden, and why"), what_is_hidden(figures)],
    ]


def who(wave: Wave) -> str:
    parts = []
    if wave.invited:
        parts.append(
            ngettext("%(n)s person was written to by name.", "%(n)s people were written to by name.", wave.invited)
            % {"n": wave.invited}
        )
    if wave.link_key:
        parts.append(
            _("Anyone could answer by a link: nobody knows how many saw it, so no rate of answers can be given, and the same person may have answered twice.")
        )  # fmt: skip
    elif wave.invited:
        left = wave.invited - wave.answered
        parts.append(
            ngettext(
                "%(n)s of them did not answer; nothing is known of what they would have said.",
                "%(n)s of them did not answer; nothing is known of what they would have said.", left,
            ) % {"n": left}
        )  # fmt: skip
    return " ".join(parts)


def when(wave: Wave) -> str:
    if wave.opened_at is None or wave.closed_at is None:
        return ""
    first, last = (date_format(localtime(one), "DATE_FORMAT") for one in (wave.opened_at, wave.closed_at))
    if first == last:
        return _("It was open on %(day)s.") % {"day": first}
    return _("It was open from %(first)s to %(last)s.") % {"first": first, "last": last}


def what_was_told(wave: Wave) -> str:
    if wave.is_anonymous:
        return _("Answers are anonymous: kept without name, address or hour, mixed before they could be seen. Nobody can know who said what, nor who answered.")  # fmt: skip
    return _("Answers are confidential: kept with the name, and read by: %(readers)s. Here are figures only.") % {
        "readers": wave.readers
    }


def what_they_are(wave: Wave) -> str:
    return _("Edition %(number)s of the questionnaire. Each dimension is the weighted mean of its questions, from 0 to 100; whoever answered too few of them, or for whom they don’t apply, is left out of it. Figures are rounded to a tenth; shares to the nearest five per cent where fewer than twenty answered.") % {
        "number": wave.edition.number
    }  # fmt: skip


def how_sure() -> str:
    return _("The interval is Student’s: were as many people like these asked again and again, it would hold the mean 95 times of 100. It says nothing of those who did not answer. A change or a gap is only told where it is beyond chance. McDonald’s omega and Cronbach’s alpha say how far questions go together: above 0.7, they measure much the same.")  # fmt: skip


def what_themes_are(figures: Json) -> str:
    """ "" where none are shown."""
    if not figures.get("themes", {}).get("found"):
        return ""
    return _(
        "Comments were grouped by their words, and by the company that these words keep, without a list made beforehand; a theme is named by the words that tell it from the others. It was found once, in the comments that are shown here and in nothing else: it tells neither who wrote them nor how many people there are behind it."
    )


def what_is_hidden(figures: Json) -> str:
    parts = [
        _("Nothing is shown about fewer than %(minimum)s people, nor what would let it be worked out by subtraction, from the other groups or from the wave before. Comments are shown from %(comments)s people on.")
        % {"minimum": figures["minimum"], "comments": figures["comment_minimum"]}
    ]  # fmt: skip
    groups = sum(1 for one in figures["groups"] if one["is_hidden"])
    if groups:
        parts.append(ngettext("Here, %(n)s group is hidden.", "Here, %(n)s groups are hidden.", groups) % {"n": groups})
    cells = sum(hidden_cells(one) for one in figures["questions"])
    if cells:
        words = ngettext("%(n)s count of an answer is hidden.", "%(n)s counts of answers are hidden.", cells)
        parts.append(words % {"n": cells})
    comments = sum(1 for one in figures["comments"] if one["n"] is None)
    if comments:
        words = ngettext(
            "The comments to %(n)s question are hidden.", "The comments to %(n)s questions are hidden.", comments
        )
        parts.append(words % {"n": comments})
    return " ".join(parts)


def hidden_cells(question: Json) -> int:
    if question["n"] is None:
        return 1
    cells = [*question.get("values", ()), *(cell for row in question.get("rows", ()) for cell in row.get("values", ()))]
    return sum(1 for one in cells if one["n"] is None)
