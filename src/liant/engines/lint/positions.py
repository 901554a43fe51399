"""Places as a browser counts them: JavaScript's strings are UTF-16, where an emoji is two."""

from collections.abc import Sequence

from liant.engines.lint.findings import Finding


def utf16_spans(text: str, findings: Sequence[Finding]) -> list[tuple[int, int]]:
    """Start and end of each finding in UTF-16 units, in the order given; one pass over the text."""
    wanted = sorted({place for finding in findings for place in (finding.start, finding.end)})
    places: dict[int, int] = {}
    units = last = 0
    for place in wanted:
        part = text[last:place]
        units += len(part) if part.isascii() else len(part.encode("utf-16-le", "surrogatepass")) // 2
        places[place], last = units, place
    return [(places[finding.start], places[finding.end]) for finding in findings]
