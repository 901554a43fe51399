"""Telling the new words of a mail from the history quoted below or around them, and from its signature."""

import re
from dataclasses import dataclass

_WROTE = re.compile(
    r"^\W{0,3}(?:(?:on|le|am|el|il|em|op|den|w dniu)\b.{3,200}"
    r"(?:wrote|écrit|ecrit|schrieb|escribió|escribio|ha scritto|escreveu|schreef|skrev|napisał(?:\(a\))?)\s*:?"
    r"|(?:am|on|le)\b.{3,120}\bschrieb\b.{1,80}:"
    r"|.{3,120}\s(?:wrote|a écrit|a ecrit|schrieb)\s*:)\s*$",
    re.IGNORECASE | re.DOTALL,
)
_DIVIDER = re.compile(
    r"^\s*(?:-{2,}\s*(?:original message|message d[’']origine|ursprüngliche nachricht|"
    r"mensaje original|messaggio originale|reply message|message initial|message original)\s*-{2,})\s*$",
    re.IGNORECASE,
)
_RULE = re.compile(r"^\s*_{20,}\s*$")
_FROM_LINE = re.compile(r"^\W{0,3}(?:from|de|von|da|van)\s?:\W{0,3}\S", re.IGNORECASE)
_SENT_LINE = re.compile(
    r"^\W{0,3}(?:sent|envoyé|envoye|date|gesendet|enviado|inviato|verzonden|à|to|an|objet|subject|betreff)\s?:\W{0,3}\S",
    re.IGNORECASE,
)
_SIGNATURE = re.compile(r"^-- ?$")
LONGEST_ATTRIBUTION_LINES = 4


@dataclass(frozen=True)
class Parts:
    """What was written now, what is repeated from before, and the signature; together they hold every line."""

    text: str
    quoted: str = ""
    signature: str = ""


def split(text: str, *, is_forward: bool = False) -> Parts:
    """Part a mail's text. Answers written between quoted lines are kept together, without the quoted lines.

    What somebody forwards is what they want read: under `is_forward` a block of headers does not begin a history.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    head, tail, has_marks = _cut(lines, is_forward=is_forward)
    below = [line for line in tail if not _is_quoted(line)]
    answers = below[_attribution_at(tail, 0) if tail else 0 :] if has_marks else []
    if has_marks and any(line.strip() for line in answers):
        new, quoted = [*head, *answers], [line for line in tail if line not in answers]
    else:
        new, quoted = head, tail
    if not any(line.strip() for line in new):
        return Parts(text.strip())  # all of it looks quoted: nothing is hidden
    new, signature = _without_signature(new)
    return Parts(_tidy(new), _tidy(quoted), _tidy(signature))


def _cut(lines: list[str], *, is_forward: bool) -> tuple[list[str], list[str], bool]:
    """The lines before the history, those of the history, and whether the history carries “>” marks."""
    for place, line in enumerate(lines):
        if _is_quoted(line) or _attribution_at(lines, place):
            rest = lines[place:]
            return lines[:place], rest, any(_is_quoted(other) for other in rest)
        if not is_forward and (_DIVIDER.match(line) or _is_header_block(lines, place)):
            return lines[:place], lines[place:], False
    return lines, [], False


def _is_header_block(lines: list[str], place: int) -> bool:
    """Whether the headers of an older message begin here, with or without a rule above them."""
    if _RULE.match(lines[place]):
        place = next((later for later in range(place + 1, min(place + 3, len(lines))) if lines[later].strip()), place)
    following = lines[place + 1 : place + 4]
    return bool(_FROM_LINE.match(lines[place])) and sum(bool(_SENT_LINE.match(line)) for line in following) >= 2


def _attribution_at(lines: list[str], place: int) -> int:
    """How many lines an “On …, somebody wrote:” takes that begins here; 0 when none does."""
    if not lines[place].strip():
        return 0
    for count in range(1, LONGEST_ATTRIBUTION_LINES):
        chunk = lines[place : place + count]
        if not all(line.strip() for line in chunk):
            return 0
        if not _WROTE.match(" ".join(chunk)):
            continue
        following = next((line for line in lines[place + count :] if line.strip()), None)
        is_certain = bool(re.search(r"\d", " ".join(chunk)))
        return count if (following is not None and _is_quoted(following)) or (is_certain and following) else 0
    return 0


def _is_quoted(line: str) -> bool:
    return line.lstrip().startswith(">")


def _without_signature(lines: list[str]) -> tuple[list[str], list[str]]:
    for place, line in enumerate(lines):
        if place and _SIGNATURE.match(line) and len(lines) - place <= 25:
            return lines[:place], lines[place + 1 :]
    return lines, []


def _tidy(lines: list[str]) -> str:
    return re.sub(r"\n{3,}", "\n\n", "\n".join(line.rstrip() for line in lines)).strip()
