"""Words in several languages, as SurveyJS keeps them: one string, or one for each language beside a default."""

from collections.abc import Mapping
from dataclasses import dataclass

DEFAULT = "default"


@dataclass(frozen=True, slots=True, eq=False)
class Text:
    """`said` maps languages ("default", "fr", "en"…) to words; it is never empty and keeps its order, which doesn't count."""

    said: tuple[tuple[str, str], ...]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Text) and dict(self.said) == dict(other.said)

    def __hash__(self) -> int:
        return hash(frozenset(self.said))

    def in_language(self, lang: str) -> str:
        """The words in a language ("fr", "fr-CA"…), else the default ones, else English, else whatever is there."""
        words = dict(self.said)
        for code in (lang, lang.split("-", maxsplit=1)[0], DEFAULT, "en"):
            if code in words:
                return words[code]
        return self.said[0][1]

    def languages(self) -> frozenset[str]:
        """The languages it is written in; what SurveyJS calls "default" among them."""
        return frozenset(code for code, _ in self.said)

    def as_json(self) -> str | dict[str, str]:
        """One string where nothing is translated, else a mapping."""
        if len(self.said) == 1 and self.said[0][0] == DEFAULT:
            return self.said[0][1]
        return dict(self.said)


def text(value: str | Mapping[str, str]) -> Text:
    """A text from a string, or from a mapping of languages to words."""
    return Text(((DEFAULT, value),)) if isinstance(value, str) else Text(tuple(value.items()))
