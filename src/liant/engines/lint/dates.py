"""Dates that contradict themselves: a weekday that isn't that day's, a day that doesn't exist, an end before its beginning."""

from collections.abc import Iterator
from typing import NamedTuple

from liant.engines.lint.findings import Context
from liant.engines.lint.matches import Match
from liant.engines.lint.passage import Passage
from liant.engines.lint.patterns import Pattern
from liant.engines.lint.rules import Rule

_MONTHS_FR = "janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre"
_MONTHS_EN = "january|february|march|april|may|june|july|august|september|october|november|december"
_DAYS_FR = "lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche"
_DAYS_EN = "monday|tuesday|wednesday|thursday|friday|saturday|sunday"
_DATE = Pattern(
    rf"\b(?:(?:{_DAYS_FR}|{_DAYS_EN}),? (?:the |le )?)?\d{{1,2}}(?:er|st|nd|rd|th)? (?:of )?(?:{_MONTHS_FR}|{_MONTHS_EN})(?:,? \d{{4}})?\b"
    rf"|\b(?:(?:{_DAYS_EN}),? )?(?:{_MONTHS_EN}) \d{{1,2}}(?:st|nd|rd|th)?(?:,? \d{{4}})?\b"
)
_RANGE = Pattern(rf"\b(?:du|from|between) \d{{1,2}} (?:au|to|until|and) \d{{1,2}} (?:{_MONTHS_FR}|{_MONTHS_EN})\b")
_TOKEN = Pattern(r"[a-z]+|\d+")
_LENGTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_MONTHS = {
    name: place for names in (_MONTHS_FR, _MONTHS_EN) for place, name in enumerate(names.split("|"), 1)
}  # fmt: skip
_DAYS = {name: place for names in (_DAYS_FR, _DAYS_EN) for place, name in enumerate(names.split("|"))}
_SAID_FR, _SAID_EN = _DAYS_FR.split("|"), [day.capitalize() for day in _DAYS_EN.split("|")]
_SHIFTS = (0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4)


class _Date(NamedTuple):
    weekday: int | None
    day: int
    month: int
    year: int | None


def weekday_of(year: int, month: int, day: int) -> int:
    """0 for Monday to 6 for Sunday, in the Gregorian calendar (Sakamoto 1993)."""
    shifted = year - (month < 3)
    return (shifted + shifted // 4 - shifted // 100 + shifted // 400 + _SHIFTS[month - 1] + day + 6) % 7


def measure_dates(passage: Passage, _rule: Rule) -> Iterator[Match]:
    """Dates written out, each by itself, and ranges within a month."""
    for low, high in passage.blocks:
        for start, end in _DATE.find_all(passage.words, low, high):
            problem = _problem(_read(passage.words[start:end]), passage.context)
            if problem:
                yield Match(start, end, {"problem_fr": problem[0], "problem_en": problem[1]})
        for start, end in _RANGE.find_all(passage.words, low, high):
            days = [int(token) for token in _tokens(passage.words[start:end]) if token.isdigit()]
            if days[0] > days[1]:
                values = {
                    "problem_fr": "la fin vient avant le début",
                    "problem_en": "the end comes before the beginning",
                }
                yield Match(start, end, values)


def _tokens(raw: bytes) -> list[str]:
    return [raw[low:high].decode("ascii", "replace") for low, high in _TOKEN.find_all(raw, 0, len(raw))]


def _read(raw: bytes) -> _Date:
    weekday = day = month = year = None
    for token in _tokens(raw):
        if token.isdigit() and len(token) == 4:
            year = int(token)
        elif token.isdigit():
            day = int(token)
        elif token in _DAYS:
            weekday = _DAYS[token]
        elif token in _MONTHS:
            month = _MONTHS[token]
    return _Date(weekday, day or 0, month or 1, year)


def _problem(date: _Date, context: Context) -> tuple[str, str] | None:
    year = date.year or context.year
    longest = _LENGTHS[date.month - 1]
    is_leap = year is None or (year % 4 == 0 and (year % 100 != 0 or year % 400 == 0))
    if date.month == 2 and not is_leap:
        longest = 28
    if not 1 <= date.day <= longest:
        return "ce jour n’existe pas", "there is no such day"
    if date.weekday is None or year is None or not 1900 <= year <= 2200:
        return None
    years = (year,) if date.year else _years_meant(date.month, year, context.month)
    actual = [weekday_of(one, date.month, date.day) for one in years]
    if date.weekday in actual:
        return None
    return f"ce jour est un {_SAID_FR[actual[0]]}", f"that day is a {_SAID_EN[actual[0]]}"


def _years_meant(month: int, year: int, leaving: int | None) -> tuple[int, ...]:
    """Which years a date without a year may mean, in a text that leaves in `leaving`: the nearest."""
    if leaving is None:
        return (year, year + 1) if month <= 3 else (year,)
    return (min((year - 1, year, year + 1), key=lambda one: abs((one - year) * 12 + month - leaving)),)
