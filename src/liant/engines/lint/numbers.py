"""Numbers that contradict each other: two totals, a list that isn't as long as it was said, a discount that doesn't fit its prices."""

from collections.abc import Iterator

from liant.engines.lint.matches import Match
from liant.engines.lint.passage import Passage
from liant.engines.lint.patterns import Pattern
from liant.engines.lint.rules import Rule

_TOTAL = Pattern(
    r"\b(?:(?:un|a|le|the|au|in) )?total(?:e|ling)?(?: (?:de|of|is|est de|was|:))?,? ?\d[\d ]{0,12}(?:[.,]\d{1,2})? ?(?:€|\$|£|euros?|[a-z]{3,20})"
)
_LIST = Pattern(r"\b(?:deux|trois|quatre|cinq|six|sept|huit|neuf|dix|two|three|four|five|six|seven|eight|nine|ten|\d{1,2}) (?:[\w']+ ){0,5}[\w']+ ?:[ \t]*\r?\n(?:[ \t]*\r?\n)?")  # fmt: skip
_BULLET = Pattern(r"(?m)^[ \t]*(?:[-*]|\d{1,2}[.)])[ \t]+\S")
_PRICE_CUT = Pattern(
    r"(?:- ?)?\d{1,2} ?% ?[^.!?\n%]{0,60}\b\d[\d ]{0,6}(?:[.,]\d{1,2})? ?(?:€|euros?) (?:au lieu de|instead of) \d[\d ]{0,6}(?:[.,]\d{1,2})? ?(?:€|euros?)"
    r"|\b\d[\d ]{0,6}(?:[.,]\d{1,2})? ?(?:€|euros?) (?:au lieu de|instead of) \d[\d ]{0,6}(?:[.,]\d{1,2})? ?(?:€|euros?)[^.!?\n%\d]{0,40}- ?\d{1,2} ?%"
)
_NUMBER = Pattern(r"\d[\d ]*(?:[.,]\d{1,2})?")
_LISTED = 3_000  # how far a list is read
_COUNTS = {
    word: number
    for words in ("deux trois quatre cinq six sept huit neuf dix", "two three four five six seven eight nine ten")
    for number, word in enumerate(words.split(), 2)
}
_ROUNDING = 1.5  # points of percentage


def measure_numbers(passage: Passage, _rule: Rule) -> Iterator[Match]:
    """Totals paragraph by paragraph; lists and prices one by one."""
    for low, high in passage.blocks:
        yield from _totals(passage.words, low, high)
        for start, end in _PRICE_CUT.find_all(passage.words, low, high):
            yield from _price(passage.words, start, end)
    for start, end in _LIST.find_every(passage.words, 100):
        yield from _list(passage.words, start, end)


def _totals(words: bytes, low: int, high: int) -> Iterator[Match]:
    first: dict[str, float] = {}
    for start, end in _TOTAL.find_all(words, low, high):
        numbers = _numbers(words[start:end])
        unit = words[start:end].split()[-1].decode("ascii", "replace").lstrip("0123456789.,")
        if numbers and first.setdefault(unit, numbers[0]) != numbers[0]:
            one, other = _plain(first[unit]), _plain(numbers[0])
            values = {"problem_fr": f"le total était de {one}, il est de {other}", "problem_en": f"the total was {one}, it is {other}"}  # fmt: skip
            yield Match(start, end, values)


def _list(words: bytes, start: int, end: int) -> Iterator[Match]:
    word = words[start:end].split()[0].decode("ascii", "replace")
    said = int(word) if word.isdigit() else _COUNTS[word]
    rest = words[end : end + _LISTED]
    listed, has_begun = 0, False
    for line in rest.split(b"\n"):
        if _BULLET.is_in(line):
            listed, has_begun = listed + 1, True
        elif (line.strip() and not line.startswith((b" ", b"\t"))) or (
            not line.strip() and has_begun and listed >= said
        ):
            break
    if has_begun and listed != said and end + _LISTED >= len(words):
        values = {"problem_fr": f"la liste a {listed} entrées", "problem_en": f"the list has {listed} entries"}
        yield Match(start, len(words[:end].rstrip()), values)


def _price(words: bytes, start: int, end: int) -> Iterator[Match]:
    numbers = _numbers(words[start:end])
    if len(numbers) != 3:
        return
    has_percent_last = words[start:end].rstrip().endswith(b"%")
    cut, now, before = (numbers[2], numbers[0], numbers[1]) if has_percent_last else numbers
    if before <= 0 or now >= before:
        return
    actual = 100 * (1 - now / before)
    if abs(actual - cut) > _ROUNDING:
        values = {"problem_fr": f"la remise est de {actual:.0f} %", "problem_en": f"the discount is {actual:.0f}%"}
        yield Match(start, end, values)


def _numbers(raw: bytes) -> list[float]:
    found = []
    for low, high in _NUMBER.find_all(raw, 0, len(raw)):
        found.append(float(raw[low:high].replace(b" ", b"").replace(b",", b".")))
    return found


def _plain(number: float) -> str:
    return f"{number:.2f}".rstrip("0").rstrip(".")
