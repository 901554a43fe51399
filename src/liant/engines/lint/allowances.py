"""What a person lets stand, and why: written in the text, or kept beside the piece."""

from liant.engines.lint.findings import Allowance, Finding
from liant.engines.lint.folding import fold
from liant.engines.lint.passage import Passage
from liant.engines.lint.patterns import Pattern

_COMMENT = Pattern(r"<!--\s*liant:\s*allow\s[^>]*-->")
_BECAUSE = (" because ", " parce que ", " car ")
_COMMENTS = 200  # more of them in one text are not read

Placed = list[tuple[Allowance, int, int]]


def allowances_in(passage: Passage) -> Placed:
    """The allowances of comments `<!-- liant: allow RULE because REASON -->`, each with the lines it is for.

    A comment is for its own line; alone on its line, for the paragraph that follows. Without a reason it allows nothing.
    """
    if b"<!--" not in passage.raw:
        return []
    found: Placed = []
    for start, end in _COMMENT.find_every(passage.raw, _COMMENTS):
        said = " ".join(
            passage.text[passage.folded.place(start, 0) : passage.folded.place(end - 1, 0) + 1][4:-3].split()
        )
        rules, reason = _parts(said.partition("allow")[2])
        low, high = _lines(passage, start, end)
        if reason:
            found += [(Allowance(rule, reason), low, high) for rule in rules]
    return found


def _parts(said: str) -> tuple[list[str], str]:
    for word in _BECAUSE:
        rules, found, reason = said.partition(word)
        if found:
            return rules.replace(",", " ").split(), reason.strip()
    return [], ""


def _lines(passage: Passage, start: int, end: int) -> tuple[int, int]:
    raw = passage.raw
    low = raw.rfind(b"\n", 0, start) + 1
    high = raw.find(b"\n", end)
    if raw[low:start].strip() or (high >= 0 and raw[end:high].strip()) or high < 0:
        return low, high if high >= 0 else len(raw)
    following = next(((first, last) for first, last in passage.blocks if last > high), (len(raw), len(raw)))
    return low, following[1]


def is_allowed(finding: Finding, passage: Passage, placed: Placed) -> Allowance | None:
    """The allowance that covers a finding."""
    for allowance in passage.context.allowed:
        if (
            allowance.rule == finding.rule
            and allowance.reason.strip()
            and _same_words(allowance, finding, passage.text)
        ):
            return allowance
    for allowance, low, high in placed:
        if allowance.rule == finding.rule:
            first, last = passage.folded.place(low, 0), passage.folded.place(high, len(passage.text))
            if first <= finding.start <= last:
                return allowance
    return None


def _same_words(allowance: Allowance, finding: Finding, text: str) -> bool:
    if allowance.words is None:
        return True
    return fold(allowance.words).raw.split() == fold(text[finding.start : finding.end]).raw.split()
