"""The rules of comments; and how long a recording lasts, as people write it."""

import re

from django.utils.translation import gettext_lazy as _

RULES = (  # by which comments are shown, until the house writes its own
    _("Speak to people as you would to their face: no insult, no threat, no contempt for what somebody is."),
    _("Speak of what the page is about."),
    _("Say nothing of somebody else’s private life, and give no address or number of theirs."),
    _("No advertising, and no link that has nothing to do with the page."),
    _("Say what you know as known, and what you think as thought: what is false and harms somebody is not shown."),
)

_DURATION = re.compile(r"^(?:(\d{1,3}):)?(\d{1,3}):([0-5]\d)$")
_CHAPTER = re.compile(r"^((?:\d{1,3}:)?\d{1,3}:[0-5]\d)\s+(\S.*)$")


def written_duration(seconds: int) -> str:
    """ "4:05", "1:02:03"."""
    hours, rest = divmod(seconds, 3600)
    return f"{hours}:{rest // 60:02}:{rest % 60:02}" if hours else f"{rest // 60}:{rest % 60:02}"


def read_duration(text: str) -> int | None:
    """Seconds of "4:05" or "1:02:03"; None where it is neither."""
    match = _DURATION.match(text.strip())
    if match is None or (match[1] is not None and int(match[2]) > 59):
        return None
    return int(match[1] or 0) * 3600 + int(match[2]) * 60 + int(match[3])


def read_chapter(line: str) -> tuple[int, str] | None:
    """ "4:05 The oven" → (245, "The oven")."""
    match = _CHAPTER.match(line.strip())
    start = read_duration(match[1]) if match else None
    return (start, match[2].strip()[:200]) if match and start is not None else None
