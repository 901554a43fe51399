"""Rules and what they did, as sentences."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from liant.accounts.models import Member, Team
from liant.channels.models import Channel
from liant.inbox.automation.models import Rule
from liant.inbox.automation.rules import Conditions, read_actions, read_conditions
from liant.inbox.models import Intent, Label
from liant.people.hats import HatKind

PROBLEMS = {
    "member_gone": gettext_lazy("The colleague that it names no longer works here."),
    "team_gone": gettext_lazy("The team that it names is no longer there."),
    "team_empty": gettext_lazy("Nobody is in the team that it names."),
    "label_gone": gettext_lazy("The label that it names is no longer there."),
    "moved": gettext_lazy("A colleague was quicker."),
    "unexpected": gettext_lazy("Something went wrong that Liant did not expect. Whoever runs it finds it in its log."),
}
LEFT = {
    "there": gettext_lazy("it was so already"),
    "taken": gettext_lazy("a colleague takes care of it"),
    "closed": gettext_lazy("it was closed already"),
    "not_automatic": gettext_lazy("a person wrote it, not a machine"),
    "not_open": gettext_lazy("it was not open"),
}
LANGUAGES = {"fr": gettext_lazy("French"), "en": gettext_lazy("English")}


@dataclass(frozen=True)
class Names:
    """What ids stand for, read once for a page."""

    labels: dict[int, str]
    members: dict[int, str]
    teams: dict[int, str]
    channels: dict[int, str]

    @classmethod
    def read(cls) -> "Names":
        return cls(*(dict(model.objects.values_list("id", "name")) for model in (Label, Member, Team, Channel)))


def when(rule: Rule) -> str:
    if rule.trigger == "waited":
        hours = rule.wait_hours or 0
        words = ngettext(
            "someone has been waiting for one working hour",
            "someone has been waiting for %(hours)s working hours",
            hours,
        )
        return words % {"hours": hours}
    if rule.trigger == "labelled" and rule.label:
        return _("the label %(name)s is put") % {"name": rule.label.name}
    return str(rule.get_trigger_display())


def conditions(rule: Rule, names: Names) -> list[str]:
    asked = read_conditions(rule.conditions)
    found = [
        (_("the hat is %(names)s"), labels_of(HatKind, asked.hats)),
        (_("it is read as %(names)s"), labels_of(Intent, asked.intents)),
        (_("it is in %(names)s"), [str(LANGUAGES.get(code, code)) for code in asked.languages]),
        (_("it comes through %(names)s"), [names.channels.get(one, "?") for one in asked.channels]),
        (_("it has the label %(names)s"), [names.labels.get(one, "?") for one in asked.labels]),
    ]
    said = [words % {"names": either(chosen)} for words, chosen in found if chosen]
    if asked.words:
        said.append(_("it holds %(words)s") % {"words": asked.words})
    if asked.author:
        said.append(_("it is by %(name)s") % {"name": asked.author})
    if time := time_of_day(asked):
        said.append(time)
    if asked.least_followers is not None:
        said.append(_("at least %(count)s people follow the author") % {"count": asked.least_followers})
    if asked.is_unassigned:
        said.append(_("nobody takes care of it"))
    if asked.is_automatic:
        said.append(_("it is automatic mail"))
    return said


def time_of_day(asked: Conditions) -> str:
    if asked.from_minute is None and asked.to_minute is None:
        return ""
    begins, ends = asked.from_minute or 0, 24 * 60 if asked.to_minute is None else asked.to_minute
    return _("it came between %(begins)s and %(ends)s") % {"begins": clock_time(begins), "ends": clock_time(ends)}


def clock_time(minutes: int) -> str:
    return f"{minutes // 60}:{minutes % 60:02}"


def either(names: Sequence[str]) -> str:
    return _(" or ").join(names)


def labels_of(choices: Any, values: Iterable[str]) -> list[str]:
    return [str(choices(value).label) for value in values if value in choices.values]


def actions(rule: Rule, names: Names) -> list[str]:
    acts = read_actions(rule.actions)
    values = [
        ("label", acts.label),
        ("member", acts.member),
        ("team", acts.team),
        ("urgent", acts.is_urgent),
        ("note", acts.note),
        ("tell", acts.tell),
        ("hat", acts.hat),
        ("answer", acts.answer),
        ("snooze", acts.snooze_hours),
        ("close", acts.close_because),
    ]
    return [act_words(kind, value, names) for kind, value in values if value]


def act_words(kind: str, value: Any, names: Names) -> str:
    """One deed, as it is written and as it was done."""
    known = {
        "label": lambda: _("put the label %(name)s") % {"name": names.labels.get(value, "?")},
        "member": lambda: _("give it to %(name)s") % {"name": names.members.get(value, "?")},
        "team": lambda: _("give it to someone of the team %(name)s") % {"name": names.teams.get(value, "?")},
        "urgent": lambda: _("put it first"),
        "note": lambda: _("leave the note “%(text)s”") % {"text": shortened(value)},
        "tell": lambda: _("tell %(name)s") % {"name": names.members.get(value, "?")},
        "hat": lambda: _("propose the hat %(name)s") % {"name": either(labels_of(HatKind, [value]))},
        "answer": lambda: _("propose the answer “%(text)s”") % {"text": shortened(value)},
        "snooze": lambda: aside_words(value),
        "close": lambda: _("close it: %(reason)s") % {"reason": value},
    }
    return known[kind]()


def aside_words(hours: int) -> str:
    words = ngettext("put it aside for one hour", "put it aside for %(hours)s hours", hours)
    return words % {"hours": hours}


def shortened(text: str) -> str:
    words = " ".join(str(text).split())
    return words if len(words) <= 80 else words[:79].rstrip() + "…"


def left_words(left: Sequence[Sequence[str]]) -> list[str]:
    """What was left alone, and why."""
    kinds = {
        "label": _("the label"),
        "member": _("giving it"),
        "team": _("giving it"),
        "urgent": _("putting it first"),
        "hat": _("the hat"),
        "snooze": _("putting it aside"),
        "close": _("closing it"),
    }
    return [
        _("left alone, %(what)s: %(why)s") % {"what": kinds.get(kind, kind), "why": LEFT.get(why, why)}
        for kind, why in left
    ]
