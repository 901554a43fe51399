"""Tells, in one pass over a block, which of many patterns match it: RE2's filter by pieces that each pattern must hold."""

from collections.abc import Sequence

import re2

from liant.engines.lint.patterns import Pattern, options


class Candidates:
    """Patterns by their number."""

    def __init__(self, patterns: Sequence[Pattern]) -> None:
        self._filter = re2.Filter() if patterns else None
        if self._filter is not None:
            for pattern in patterns:
                self._filter.Add(pattern.source, options())
            self._filter.Compile()

    def among(self, raw: bytes, start: int, end: int) -> list[int]:
        """The numbers of the patterns that match between two places."""
        if self._filter is None:
            return []
        block = raw if start == 0 and end == len(raw) else raw[start:end]
        return self._filter.Match(block) or []
