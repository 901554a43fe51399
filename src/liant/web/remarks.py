"""What the lint says of a text, as every page shows it: in the reader's language, numbered, Liant's rules and those that the
organisation wrote itself. The room that keeps these rules tells them here; no other has to know it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import get_language

from liant.engines.lint import Context, Finding, Linter
from liant.engines.lint import lint as lint_by_liant
from liant.web.typography import french_spacing

Lints = Callable[..., list[Finding]]
OwnLinter = Callable[[], Linter | None]
_own: list[OwnLinter] = []


def register_own_linter(own: OwnLinter) -> None:
    """`own()` → the rules of the organisation that is open, or None where it wrote none."""
    if own not in _own:
        _own.append(own)


def linter() -> Lints:
    """`linter()(text, language=…, context=…)`: what Liant's rules and the organisation's own find, by place. Inside the
    organisation, whose rules are asked for once."""
    own = [linter for asked in _own if (linter := asked()) is not None]

    def lint(text: str, *, language: str | None = None, context: Context = Context()) -> list[Finding]:  # noqa: B008 -- frozen
        found = lint_by_liant(text, language=language, context=context)
        for linter in own:
            found = found + linter.lint(text, language=language, context=context)
        return sorted(found, key=lambda one: (one.start, one.end)) if own else found

    return lint


def lint(text: str, *, language: str | None = None, context: Context = Context()) -> list[Finding]:  # noqa: B008 -- frozen
    """The same for one text."""
    return linter()(text, language=language, context=context)


def said(words: Mapping[str, str]) -> str:
    """A sentence of a rule in the reader's language, spaced as this language is."""
    language = (get_language() or "fr")[:2]
    if language == "en" and words.get("en"):
        return words["en"]
    return french_spacing(words.get("fr", ""))


@dataclass(frozen=True)
class Remark:
    """`passage`: the words it is about; `number` is None once somebody kept them all the same."""

    finding: Finding
    passage: str
    number: int | None = None

    @property
    def is_error(self) -> bool:
        return self.finding.severity == "error"

    @property
    def message(self) -> str:
        return said(self.finding.message)

    @property
    def why(self) -> str:
        return said(self.finding.why)

    @property
    def suggestion(self) -> str:
        return said(self.finding.suggestion or {})

    @property
    def has_replacement(self) -> bool:
        return self.finding.replacement is not None


@dataclass(frozen=True)
class Stretch:
    """A stretch of the text between two places, under the remark that it belongs to, if any."""

    text: str
    remark: Remark | None = None


def read(text: str, *, language: str | None = None, context: Context = Context()) -> list[Remark]:  # noqa: B008 -- frozen
    """The remarks on a text, numbered from 1."""
    found = lint(text, language=language, context=context) if text.strip() else []
    return [Remark(one, text[one.start : one.end], number) for number, one in enumerate(found, 1)]


def underlined(text: str, remarks: Iterable[Remark]) -> list[Stretch]:
    """The text cut at the remarks on it, for the page that underlines them; where two overlap the first is shown."""
    found, place = [], 0
    for remark in sorted(remarks, key=lambda one: (one.finding.start, -one.finding.end)):
        start, end = remark.finding.start, remark.finding.end
        if remark.number is None or start < place or end <= start:
            continue
        found += [Stretch(text[place:start]), Stretch(text[start:end], remark)]
        place = end
    return [*found, Stretch(text[place:])]
