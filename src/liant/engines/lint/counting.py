"""What is counted: how much a text speaks of its author, hashtags, capitals, length."""

from collections.abc import Iterator
from typing import NamedTuple

from liant.engines.lint.folding import MASKED
from liant.engines.lint.lengths import length_on, limit_of
from liant.engines.lint.matches import Match
from liant.engines.lint.passage import Passage
from liant.engines.lint.patterns import Pattern
from liant.engines.lint.rules import Rule

_SELF = frozenset(b"nous notre nos notres we our us ours ourselves we're we've we'll ".split())
_OTHERS = frozenset(
    b"vous votre vos tu ton ta tes toi you your yours you're you'll you've their they people clients clientes usagers "
    b"habitants habitantes lecteurs eleves familles voisins voisines gens enfants parents patients benevoles "
    b"adherents customers readers neighbours neighbors families pupils visitors residents volunteers".split()
)
_WORDS = Pattern(r"[a-z]+(?:'[a-z]+)?")
_SHOUT = Pattern(r"A{2,}(?:[^A0\n]{1,3}A+){2,}")
_HASHTAG = Pattern(r"\B#\w")
_SHOUTED_LETTERS, _SHOUTED_WORD = 14, 5
_CASES = bytes(
    0x41 if chr(p).isupper() and chr(p).isalpha() else 0x30 if chr(p).islower() or chr(p).isdigit() else p if p < 0x80 else 0x05
    for p in range(256)
)  # fmt: skip


class SelfTalk(NamedTuple):
    """How many words of a text point at its author, and how many at others."""

    own: int
    others: int

    @property
    def share(self) -> float | None:
        """Between 0 and 1; None when neither is named."""
        total = self.own + self.others
        return self.own / total if total else None


def self_talk(text: str) -> SelfTalk:
    """Words for oneself and for others in a text, quotations left out; sum them over a channel's month."""
    from liant.engines.lint.findings import Context  # here, so that the signature stays plain

    return _count(Passage(text, None, Context()).words)


def _count(words: bytes) -> SelfTalk:
    own = others = 0
    for word in words.translate(_SPLITS).split():
        if word in _SELF:
            own += 1
        elif word in _OTHERS:
            others += 1
    return SelfTalk(own, others)


_SPLITS = bytes(p if chr(p).isalnum() or p == 0x27 else 0x20 for p in range(128)) + b" " * 128


def measure_self_talk(passage: Passage, rule: Rule) -> Iterator[Match]:
    """A text that says “we” far more often than “you”."""
    found = _count(passage.words)
    share = found.share or 0.0
    if found.own >= int(rule.measure_options.get("least", 4)) and share > float(
        rule.measure_options.get("share", 0.75)
    ):
        start, end = _first_own(passage)
        yield Match(start, end, {"count": str(found.own), "others": str(found.others)})


def _first_own(passage: Passage) -> tuple[int, int]:
    for start, end in _WORDS.find_every(passage.words):
        if passage.words[start:end] in _SELF:
            return start, end
    return first_words(passage)


def first_words(passage: Passage) -> tuple[int, int]:
    """The first sentence, or what there is of it."""
    start = len(passage.raw) - len(passage.raw.lstrip())
    return start, passage.sentence(start, min(start + 1, len(passage.raw)))[1]


def measure_self_talk_month(passage: Passage, _rule: Rule) -> Iterator[Match]:
    """One more text about oneself in a month that has had its share."""
    now, ceiling = passage.context.self_talk, passage.context.self_talk_ceiling
    if now is None or ceiling is None or now <= ceiling:
        return
    found = _count(passage.words)
    if found.own >= 2 and (found.share or 0) > 0.5:
        yield Match(*_first_own(passage), {"share": f"{now * 100:.0f}", "ceiling": f"{ceiling * 100:.0f}"})


def measure_self_words_month(passage: Passage, rule: Rule) -> Iterator[Match]:
    """One more text that says “we” in a month that hardly says “you”."""
    found = _count(passage.words)
    if found.own < 2 or (found.share or 0) <= 0.5:
        return
    month = SelfTalk((passage.context.month_own or 0) + found.own, (passage.context.month_others or 0) + found.others)
    options = rule.measure_options
    if month.own + month.others >= int(options.get("least", 20)) and (month.share or 0) > float(
        options.get("share", 0.75)
    ):
        yield Match(*_first_own(passage), {"count": str(month.own), "others": str(month.others)})


def measure_hashtags(passage: Passage, rule: Rule) -> Iterator[Match]:
    """More hashtags than anyone reads."""
    if b"#" not in passage.raw:
        return
    places = [start for start, _ in _HASHTAG.find_every(passage.raw)]
    allowed = passage.context.max_hashtags
    allowed = int(rule.measure_options.get("most", 4)) if allowed is None else allowed
    if len(places) > allowed:
        last = next(_WORDS.find_all(passage.raw, places[-1], len(passage.raw)), (0, places[-1] + 1))
        yield Match(places[allowed], max(last[1], places[-1] + 1), {"count": str(len(places)), "allowed": str(allowed)})


def measure_capitals(passage: Passage, _rule: Rule) -> Iterator[Match]:
    """Several words running all in capitals; acronyms by themselves don't count."""
    if passage.text.islower():
        return
    cases = passage.text.encode("latin-1", "replace").translate(_CASES)
    if b"AAAA" not in cases:
        return
    for start, end in _SHOUT.find_every(cases, 200):
        shouted = [word for word in cases[start:end].replace(b"\x05", b" ").split() if word.strip(b"A") == b""]
        if sum(map(len, shouted)) < _SHOUTED_LETTERS or (
            max(map(len, shouted)) < _SHOUTED_WORD and len(shouted) < _SHOUTED_WORD
        ):
            continue
        if passage.folded.origin is None and passage.words[start] == MASKED:
            continue
        low, high = passage.folded.offset(start), passage.folded.offset(end - 1) + 1
        yield Match(low, high, {"lower": " ".join(passage.text[start : min(end, start + 80)].lower().split())})


def measure_length(passage: Passage, _rule: Rule) -> Iterator[Match]:
    """A text longer than its network takes, counted as this network counts."""
    context = passage.context
    limit = context.max_length or limit_of(context.network)
    if limit is None or len(passage.text.encode("utf-8", "replace")) <= limit:
        return
    count, place = length_on(context.network, passage.text, limit)
    if count > limit:
        units = {"bluesky": ("caractères", "characters")}.get(context.network or "", ("caractères", "characters"))
        name = (context.network or "").removeprefix("share:") or "le canal"
        values = {"count": str(count), "limit": str(limit), "over": str(count - limit), "network": name}
        start = passage.folded.offset(place)
        yield Match(start, len(passage.raw), values | {"unit_fr": units[0], "unit_en": units[1]})


def measure_images(passage: Passage, _rule: Rule) -> Iterator[Match]:
    """Images beside the text that have no description."""
    for number, description in enumerate(passage.context.images, 1):
        if not description.strip():
            yield Match(0, 0, {"number": str(number)})


def measure_whole(passage: Passage, _rule: Rule) -> Iterator[Match]:
    """The text as a whole: what makes it a fault is in the context."""
    if passage.raw.strip():
        yield Match(*first_words(passage))


def measure_undisclosed(passage: Passage, rule: Rule) -> Iterator[Match]:
    """The text as a whole, when something is known to be paid or of interest to its author."""
    if passage.context.is_paid or passage.context.has_interest:
        yield from measure_whole(passage, rule)
