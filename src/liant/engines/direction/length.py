"""How long the windows are, in words: what comes after comes within the next one."""

from dataclasses import dataclass

_NUMBERS = {
    "en": ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"],
    "fr": ["un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze"],
}
_NAMES = {"en": {"day": "day", "week": "week", "month": "month", "window": "window"},
          "fr": {"day": "jour", "week": "semaine", "month": "mois", "window": "période"}}  # fmt: skip
_FEMININE = ("week", "window")


@dataclass(frozen=True, slots=True)
class Length:
    """`many` of a `unit`: day, week, month; or window, where their order is all that is known."""

    many: int
    unit: str

    def after(self, language: str) -> str:
        """ "in the next two weeks", « dans les deux semaines suivantes »."""
        if language == "en":
            return f"in the next {self._counted(language)}"
        if self.many == 1:
            return "le lendemain" if self.unit == "day" else f"dans {self._of_one('la', 'le')} suivant{self._e}"
        return f"dans les {self._counted(language)} suivant{self._e}s"

    def each(self, language: str) -> str:
        """ " of two weeks", « de deux semaines »; nothing where they are only numbered."""
        if self.unit == "window":
            return ""
        if self.many > 1:
            return f" {'of' if language == 'en' else 'de'} {self._counted(language)}"
        return f" of one {self.unit}" if language == "en" else f" d’{self._of_one('une', 'un')}"

    def _counted(self, language: str) -> str:
        """In letters up to twelve; one of them goes without."""
        name = _NAMES[language][self.unit]
        if self.many == 1:
            return name
        number = _NUMBERS[language][self.many - 1] if self.many <= 12 else str(self.many)
        return f"{number} {name if name.endswith('s') else f'{name}s'}"

    def _of_one(self, feminine: str, masculine: str) -> str:
        return f"{feminine if self._e else masculine} {_NAMES['fr'][self.unit]}"

    @property
    def _e(self) -> str:
        return "e" if self.unit in _FEMININE else ""


NUMBERED = Length(1, "window")
