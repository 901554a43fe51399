"""How a channel is doing, in words, and what a person can do about it."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from liant.channels.models import Channel
from liant.channels.phrases import in_words
from liant.kit import clock
from liant.web.pieces import StateWords, register_states

register_states(
    {
        "retrying": StateWords("look", "refresh", _("trying again")),
        "quiet": StateWords("look", "clock", _("not heard for a while")),
    }
)
LATE = timedelta(minutes=15)  # beyond a channel's own pause
Words = str | Promise


@dataclass(frozen=True)
class Health:
    """`state` names the words of state; `heard_at` is told beside `heard`; `problem` and `to_do` are sentences."""

    state: str
    heard: Words = ""
    heard_at: Any = None
    problem: str = ""
    to_do: Words = ""

    @property
    def is_well(self) -> bool:
        return self.state == "ok"


def health_of(channel: Channel) -> Health:
    problem = in_words(channel.last_problem)
    heard = _("heard") if channel.last_heard_at else _("nothing heard yet")
    at = channel.last_heard_at
    if channel.state == "paused":
        return Health("paused", heard, at, "", _("Resume it when you like: listening goes on where it stopped."))
    if channel.state == "broken":
        return Health("broken", heard, at, problem, _("Change the settings and test the connection: what was said in "
                      "the meantime is fetched as far back as this network allows."))  # fmt: skip
    if channel.failures:
        return Health("retrying", heard, at, problem, _("Nothing to do for now: Liant tries again by itself."))
    if channel.is_access_ending:
        return Health("expiring", heard, at, "", _("Give your leave again on the network: it takes a minute, and nothing "
                      "is lost."))  # fmt: skip
    if is_late(channel):
        return Health("quiet", heard, at, "", _("Look whether the background work is running."))
    return Health("ok", heard, at)


def is_late(channel: Channel) -> bool:
    """It should have been heard since, and nobody came: the worker is not there or has too much to do."""
    due = channel.next_due_at
    return due is not None and due + LATE < clock.now()
