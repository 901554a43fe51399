"""What connectors and the ledger say, in the reader's language. They speak English sentences; those that are known are
translated here, with their places, addresses and reasons left as they are. An unknown one is shown as it was said."""

import re
from functools import cache

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

PHRASES = (
    _("%(place)s asks to wait before the next request."),
    _("%(place)s refuses this account: %(reason)s (%(status)s)."),
    _("%(place)s refuses this account (%(status)s)."),
    _("%(place)s refuses it: %(reason)s (%(status)s)."),
    _("%(place)s refuses it (%(status)s)."),
    _("%(place)s was too busy (%(status)s)."),
    _("%(place)s is failing: %(reason)s (%(status)s)."),
    _("%(place)s is failing (%(status)s)."),
    _("%(place)s failed while taking the message: %(reason)s (%(status)s)."),
    _("%(place)s failed while taking the message (%(status)s)."),
    _("%(place)s cannot be reached: %(reason)s."),
    _("%(place)s is not an address of the web."),
    _("The server no longer accepts this account: %(reason)s"),
    _("The server does not accept this name with this app password: %(reason)s"),
    _("The server is failing: %(reason)s"),
    _("The server failed while taking it: %(reason)s"),
    _("The server answered %(status)s, which is not expected here."),
    _("The stream broke off; it is taken up again where it stopped."),
    _("The app password is missing."),
    _("This account asks for a second factor; create an app password for Liant."),
    _("There is nothing written."),
    _("This is %(length)s characters long; Bluesky takes %(limit)s."),
    _("The post this is about is not known well enough to point at it."),
    _("Another message stands where this one was to be put; neither was changed."),
    _("Whether it is there could not be seen: %(reason)s"),
    _("This channel keeps nothing, so nothing can be found again."),
    _("No file is chosen."),
    _("No message could be read from %(name)s: %(reason)s"),
    _("%(name)s can be read; the first messages have %(found)s."),
    _("The file %(path)s is not there."),
    _("The file %(path)s may not be read."),
    _("The file %(path)s cannot be read: %(reason)s."),
    _("There is no time zone “%(name)s”."),
    _("Write “field = column”, not “%(line)s”."),
    _("There is no field “%(field)s”; the fields are %(fields)s."),
    _("The channel %(name)s is broken."),
    _("The channel %(name)s is paused."),
    _("%(file)s, line %(line)s: %(reason)s."),
    _("%(file)s, line %(line)s, column “%(column)s”: %(reason)s."),
    _("line %(line)s: %(reason)s."),
    _("line %(line)s, column “%(column)s”: %(reason)s."),
)
PLACE = re.compile(r"%\((\w+)\)s")


def in_words(sentence: str) -> str:
    """The sentence in the reader's language, when it is one that is known; else as it was said."""
    for pattern, phrase in _patterns():
        if match := pattern.fullmatch(sentence):
            return gettext(phrase) % match.groupdict()
    return sentence


@cache
def _patterns() -> list[tuple[re.Pattern[str], str]]:
    """Each phrase as a pattern; the longest fixed text first, so that the most precise one answers."""
    ordered = sorted(PHRASES, key=lambda phrase: -len(PLACE.sub("", phrase)))
    return [(re.compile(_pattern(phrase)), phrase) for phrase in ordered]


def _pattern(phrase: str) -> str:
    pieces = PLACE.split(phrase)  # text, name, text, name, … text
    return "".join(f"(?P<{piece}>.+?)" if index % 2 else re.escape(piece) for index, piece in enumerate(pieces))
