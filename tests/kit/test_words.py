from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from liant.kit.words import day_in_words, hour_in_words, moment_in_words, number_in_words, waiting_since

PARIS = ZoneInfo("Europe/Paris")
NOW = datetime(2026, 11, 22, 14, 30, tzinfo=PARIS)  # a Sunday


def ago(**values: float) -> datetime:
    return NOW - timedelta(**values)


def at(day: int, hour: int, minute: int = 0, month: int = 11, year: int = 2026) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=PARIS).astimezone(UTC)


@pytest.mark.parametrize(
    ("moment", "french", "english"),
    [
        (ago(seconds=20), "depuis un instant", "for a moment"),
        (ago(seconds=-20), "depuis un instant", "for a moment"),
        (ago(minutes=1), "depuis une minute", "for one minute"),
        (ago(minutes=12), "depuis douze minutes", "for twelve minutes"),
        (ago(minutes=59), "depuis cinquante-cinq minutes", "for fifty-five minutes"),
        (ago(minutes=60), "depuis une heure", "for one hour"),
        (ago(hours=3, minutes=50), "depuis trois heures", "for three hours"),
        (at(22, 7), "depuis ce matin", "since this morning"),
        (at(22, 2), "depuis cette nuit", "since last night"),
        (at(21, 9), "depuis hier matin", "since yesterday morning"),
        (at(21, 15), "depuis hier après-midi", "since yesterday afternoon"),
        (at(21, 21), "depuis hier soir", "since yesterday evening"),
        (at(20, 23, 59), "depuis deux jours", "for two days"),
        (at(16, 0), "depuis six jours", "for six days"),
        (at(15, 23), "depuis le 15 novembre", "since 15 November"),
        (at(1, 12, month=5, year=2025), "depuis le 1er mai 2025", "since 1 May 2025"),
    ],
)
def test_since_when_someone_waits(moment, french, english):
    assert waiting_since(moment, NOW, "fr", PARIS) == french
    assert waiting_since(moment, NOW, "en-gb", PARIS) == english


def test_days_are_those_of_the_reader():
    """21 h in Paris on the 21st is already the 22nd in Auckland."""
    moment = at(21, 21)
    assert waiting_since(moment, NOW, "fr", PARIS) == "depuis hier soir"
    assert waiting_since(moment, NOW, "fr", ZoneInfo("Pacific/Auckland")) == "depuis hier matin"


def test_a_short_night_is_told_in_hours():
    now = at(22, 0, 30)
    assert waiting_since(at(21, 23), now, "fr", PARIS) == "depuis une heure"


@pytest.mark.parametrize(
    ("moment", "french", "english"),
    [
        (ago(seconds=5), "à l’instant", "just now"),
        (ago(minutes=1), "il y a une minute", "one minute ago"),
        (ago(minutes=24), "il y a vingt minutes", "twenty minutes ago"),
        (at(22, 9, 5), "aujourd’hui à 9\u00a0h\u00a005", "today at 09:05"),
        (at(21, 17), "hier à 17\u00a0h", "yesterday at 17:00"),
        (at(20, 11, 47), "vendredi à 11\u00a0h\u00a047", "Friday at 11:47"),
        (at(3, 8, 40), "le 3 novembre à 8\u00a0h\u00a040", "3 November at 08:40"),
        (at(31, 8, month=12, year=2025), "le 31 décembre 2025 à 8\u00a0h", "31 December 2025 at 08:00"),
        (ago(seconds=-30), "dans un instant", "in a moment"),
        (ago(minutes=-10), "dans dix minutes", "in ten minutes"),
        (at(23, 9), "demain à 9\u00a0h", "tomorrow at 09:00"),
        (at(26, 9), "jeudi à 9\u00a0h", "Thursday at 09:00"),
    ],
)
def test_when(moment, french, english):
    assert moment_in_words(moment, NOW, "fr", PARIS) == french
    assert moment_in_words(moment, NOW, "en", PARIS) == english


def test_the_day_alone():
    assert day_in_words(at(21, 3), NOW, "fr", PARIS) == "hier"
    assert day_in_words(at(1, 3), NOW, "fr", PARIS) == "le 1er novembre"


@pytest.mark.parametrize(
    ("number", "french", "english"),
    [
        (0, "zéro", "zero"), (1, "un", "one"), (17, "dix-sept", "seventeen"), (20, "vingt", "twenty"),
        (21, "vingt et un", "twenty-one"), (42, "quarante-deux", "forty-two"), (60, "60", "60"), (-1, "-1", "-1"),
    ],
)  # fmt: skip
def test_numbers(number, french, english):
    assert number_in_words(number, "fr") == french
    assert number_in_words(number, "en") == english


def test_french_numbers_have_a_gender():
    assert number_in_words(1, "fr", is_feminine=True) == "une"
    assert number_in_words(31, "fr", is_feminine=True) == "trente et une"
    assert number_in_words(1, "en", is_feminine=True) == "one"


def test_by_the_clock_however_near():
    assert hour_in_words(NOW - timedelta(minutes=5), NOW, "fr", PARIS).startswith("à ")
    assert hour_in_words(at(21, 3), NOW, "fr", PARIS).startswith("hier à ")
    assert hour_in_words(NOW, NOW, "en", PARIS).startswith("at ")
