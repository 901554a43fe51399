"""What is counted or compared rather than matched: a function for each `measure` that a rule may name."""

from collections.abc import Callable, Iterator

from liant.engines.lint.matches import Match
from liant.engines.lint.passage import Passage
from liant.engines.lint.rules import Rule

Measure = Callable[[Passage, Rule], Iterator[Match]]


def _count_hashtags(passage: Passage, rule: Rule) -> Iterator[Match]:
    raw = passage.raw
    places = [i for i in range(len(raw)) if raw[i] == 0x23] if b"#" in raw else []
    allowed = passage.context.max_hashtags or int(rule.measure_options.get("most", 4))
    if len(places) > allowed:
        yield Match(places[allowed], places[allowed] + 1, {"count": str(len(places)), "allowed": str(allowed)})


MEASURES: dict[str, Measure] = {"hashtags": _count_hashtags}
