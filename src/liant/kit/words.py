"""Times and small numbers as a person says them: "depuis deux jours", "since yesterday evening", "vendredi à 11 h 47".

Words below a week, dates above. Two languages, French and English; any other reads English.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

NBSP = "\u00a0"
SOON = timedelta(hours=6)  # below, a wait is told in hours; above, by the part of the day it began in
WEEK_DAYS = 7

_UNITS = {
    "fr": [
        "zéro",
        "un",
        "deux",
        "trois",
        "quatre",
        "cinq",
        "six",
        "sept",
        "huit",
        "neuf",
        "dix",
        "onze",
        "douze",
        "treize",
        "quatorze",
        "quinze",
        "seize",
        "dix-sept",
        "dix-huit",
        "dix-neuf",
    ],
    "en": [
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
    ],
}
_TENS = {
    "fr": {20: "vingt", 30: "trente", 40: "quarante", 50: "cinquante"},
    "en": {20: "twenty", 30: "thirty", 40: "forty", 50: "fifty"},
}
_MONTHS = {
    "fr": [
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ],
    "en": [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
}
_DAYS = {
    "fr": ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"],
    "en": ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
}


@dataclass(frozen=True)
class _Phrases:
    moment: str
    minutes: tuple[str, str]
    hours: tuple[str, str]
    days: str
    tonight: str
    this_morning: str
    this_afternoon: str
    yesterday: tuple[str, str, str]
    since_date: str
    just_now: str
    minutes_ago: tuple[str, str]
    in_a_moment: str
    in_minutes: tuple[str, str]
    named_days: dict[int, str]
    at: str
    at_hour: str
    on: str


_PHRASES = {
    "fr": _Phrases(
        moment="depuis un instant",
        minutes=("depuis une minute", "depuis {n} minutes"),
        hours=("depuis une heure", "depuis {n} heures"),
        days="depuis {n} jours",
        tonight="depuis cette nuit",
        this_morning="depuis ce matin",
        this_afternoon="depuis cet après-midi",
        yesterday=("depuis hier matin", "depuis hier après-midi", "depuis hier soir"),
        since_date="depuis le {date}",
        just_now="à l’instant",
        minutes_ago=("il y a une minute", "il y a {n} minutes"),
        in_a_moment="dans un instant",
        in_minutes=("dans une minute", "dans {n} minutes"),
        named_days={0: "aujourd’hui", -1: "hier", 1: "demain"},
        at="{day} à {time}",
        at_hour="à {time}",
        on="le {date}",
    ),
    "en": _Phrases(
        moment="for a moment",
        minutes=("for one minute", "for {n} minutes"),
        hours=("for one hour", "for {n} hours"),
        days="for {n} days",
        tonight="since last night",
        this_morning="since this morning",
        this_afternoon="since this afternoon",
        yesterday=("since yesterday morning", "since yesterday afternoon", "since yesterday evening"),
        since_date="since {date}",
        just_now="just now",
        minutes_ago=("one minute ago", "{n} minutes ago"),
        in_a_moment="in a moment",
        in_minutes=("in one minute", "in {n} minutes"),
        named_days={0: "today", -1: "yesterday", 1: "tomorrow"},
        at="{day} at {time}",
        at_hour="at {time}",
        on="{date}",
    ),
}


def spoken(language: str) -> str:
    """The language of the words: "fr" for every kind of French, else "en"."""
    return "fr" if language.lower().startswith("fr") else "en"


def number_in_words(number: int, language: str, *, is_feminine: bool = False) -> str:
    """0 to 59 in words, figures beyond. French needs the gender for one: "une", "vingt et une"."""
    language = spoken(language)
    if not 0 <= number < 60:
        return str(number)
    one = "une" if language == "fr" and is_feminine else _UNITS[language][1]
    if number < 20:
        return one if number == 1 else _UNITS[language][number]
    tens, unit = _TENS[language][number // 10 * 10], number % 10
    if not unit:
        return tens
    if language == "fr" and unit == 1:
        return f"{tens} et {one}"
    return f"{tens}-{_UNITS[language][unit]}"


def waiting_since(moment: datetime, now: datetime, language: str, zone: tzinfo) -> str:
    """Since when someone waits, to follow "waits" or "attend": "depuis hier soir", "for two days"."""
    language = spoken(language)
    phrases = _PHRASES[language]
    elapsed = max(now - moment, timedelta())
    if elapsed < timedelta(minutes=1):
        return phrases.moment
    if elapsed < timedelta(hours=1):
        return _counted(phrases.minutes, _round_minutes(elapsed), language)
    if elapsed < SOON:
        return _counted(phrases.hours, int(elapsed / timedelta(hours=1)), language)
    return _since_day(moment.astimezone(zone), now.astimezone(zone), language)


def _since_day(began: datetime, today: datetime, language: str) -> str:
    phrases = _PHRASES[language]
    days = (today.date() - began.date()).days
    part_of_day = 0 if began.hour < 12 else 1 if began.hour < 18 else 2
    if days == 0:
        return phrases.tonight if began.hour < 5 else (phrases.this_morning, phrases.this_afternoon)[part_of_day > 0]
    if days == 1:
        return phrases.yesterday[part_of_day]
    if days < WEEK_DAYS:
        return phrases.days.format(n=number_in_words(days, language))
    return phrases.since_date.format(date=date_in_words(began, today, language))


def moment_in_words(moment: datetime, now: datetime, language: str, zone: tzinfo) -> str:
    """When something happened or will: "il y a vingt minutes", "hier à 17 h 10", "le 3 novembre à 11 h 47"."""
    language = spoken(language)
    phrases = _PHRASES[language]
    away = moment - now
    if abs(away) < timedelta(minutes=1):
        return phrases.just_now if away <= timedelta() else phrases.in_a_moment
    if abs(away) < timedelta(hours=1):
        forms = phrases.minutes_ago if away < timedelta() else phrases.in_minutes
        return _counted(forms, _round_minutes(abs(away)), language)
    there, today = moment.astimezone(zone), now.astimezone(zone)
    return phrases.at.format(day=_day(there, today, language), time=time_in_words(there, language))


def hour_in_words(moment: datetime, now: datetime, language: str, zone: tzinfo) -> str:
    """By the clock, however near: "à 9 h 12", "hier à 9 h 12". For what is read again later, such as a log."""
    language = spoken(language)
    there, today = moment.astimezone(zone), now.astimezone(zone)
    if there.date() == today.date():
        return _PHRASES[language].at_hour.format(time=time_in_words(there, language))
    return _PHRASES[language].at.format(day=_day(there, today, language), time=time_in_words(there, language))


def day_in_words(moment: datetime, now: datetime, language: str, zone: tzinfo) -> str:
    """The day alone: "hier", "vendredi", "le 3 novembre"."""
    return _day(moment.astimezone(zone), now.astimezone(zone), spoken(language))


def date_in_words(there: datetime, today: datetime, language: str) -> str:
    """ "3 novembre", "1er mai 2025": the year only when it is another one."""
    language = spoken(language)
    day = "1er" if language == "fr" and there.day == 1 else str(there.day)
    year = f" {there.year}" if there.year != today.year else ""
    return f"{day} {_MONTHS[language][there.month - 1]}{year}"


def time_in_words(there: datetime, language: str) -> str:
    """ "11 h 47", "9 h" in French; "11:47" in English."""
    if spoken(language) == "en":
        return f"{there:%H:%M}"
    return f"{there.hour}{NBSP}h" + (f"{NBSP}{there:%M}" if there.minute else "")


def _day(there: datetime, today: datetime, language: str) -> str:
    phrases = _PHRASES[language]
    days = (there.date() - today.date()).days
    if days in phrases.named_days:
        return phrases.named_days[days]
    if abs(days) < WEEK_DAYS:
        return _DAYS[language][there.weekday()]
    return phrases.on.format(date=date_in_words(there, today, language))


def _counted(forms: tuple[str, str], number: int, language: str) -> str:
    """Minutes and hours: both feminine in French."""
    return forms[number > 1].format(n=number_in_words(number, language, is_feminine=True))


def _round_minutes(elapsed: timedelta) -> int:
    """As one says them: exact up to twenty, then by five."""
    minutes = int(elapsed / timedelta(minutes=1))
    return minutes if minutes <= 20 else minutes // 5 * 5
