"""Where a version goes and what became of it, in sentences."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liant.writing.models import Version
from liant.writing.networks import network
from liant.writing.publishing.models import Departure

STATES: dict[str, str | Promise] = {
    "due": gettext_lazy("Its moment has come."),
    "leaving": gettext_lazy("It is on its way."),
    "there": gettext_lazy("It is there."),
    "late": gettext_lazy("Its moment has passed. It does not leave by itself any more."),
    "halted": gettext_lazy("It did not leave. Nothing leaves late by itself."),
    "refused": gettext_lazy("It was refused. Mend the cause, then send it again."),
    "to_post": gettext_lazy("It is for you to post: the text is ready."),
    "left": gettext_lazy("It was taken back, and still stands there."),
    "going": gettext_lazy("It is being taken away."),
    "gone": gettext_lazy("It was taken away."),
    "kept": gettext_lazy("It was taken back, and left there on purpose."),
    "answered": gettext_lazy("It did not leave at that moment; somebody decided what became of it."),
    "stopped": gettext_lazy("It was taken back before anybody saw it."),
}
BEHIND = gettext_lazy("It stands there with the words from before the correction.")


def in_words(departure: Departure) -> str:
    """What became of it, and why."""
    said = BEHIND if departure.is_behind and departure.state == "there" else STATES[departure.state]
    return f"{said} {departure.reason}".strip()


def place_of(version: Version) -> str:
    """The account it goes to, else the network; the language where it matters is said by whoever shows it."""
    if version.channel is not None:
        return version.channel.name
    on = network(version.network)
    return _("%(network)s, by hand") % {"network": on.label} if on.is_posted_by_hand else str(on.label)
