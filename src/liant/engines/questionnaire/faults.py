"""What is wrong with a definition, said in both languages, with its place."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from liant.engines.questionnaire.messages import MESSAGES
from liant.engines.questionnaire.places import Place


@dataclass(frozen=True)
class Fault:
    """`where` is a JSON Pointer; `place` the line and the column, where the definition was given as a text."""

    code: str
    where: str
    params: dict[str, str | int | float] = field(default_factory=dict)
    place: Place | None = None

    def message(self, lang: str = "en") -> str:
        """What was wrong and what to do, in "en" or "fr"."""
        said = " ".join(MESSAGES[self.code][lang]).format(**self.params)
        if "at" not in self.params:
            return said
        return f"{'Caractère' if lang == 'fr' else 'Character'} {self.params['at']}: {said}"

    def __str__(self) -> str:
        at = (
            f"line {self.place.line}, column {self.place.column} ({self.where or 'the whole'})"
            if self.place
            else self.where
        )
        return f"{at or 'the whole'}: {self.message()}"


class DefinitionError(ValueError):
    """A questionnaire that can't be used; `faults` holds all that was found, in the order of the definition."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__(str(self.faults[0]))
