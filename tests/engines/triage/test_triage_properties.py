"""What holds for any text: no crash, shares that sum to 1, the same answer alone or among others, linear time."""

import json
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liant.engines.triage import CONDUCTS, INTENTS, Adjustments, learn, read, read_many, say_reasons

ANY = st.text(st.characters(codec=None), max_size=120)


def check(reading, text, title=None):
    assert list(reading.intents) == list(INTENTS)
    assert sum(reading.intents.values()) == pytest.approx(1, abs=1e-6)
    assert all(0 <= p <= 1 for p in (*reading.intents.values(), *reading.conduct.values()))
    assert list(reading.conduct) == list(CONDUCTS)
    assert reading.intents[reading.intent] == max(reading.intents.values())
    assert -1 <= reading.sentiment <= 1
    assert reading.language is None or len(reading.language) == 2
    for reason in reading.reasons:
        source = title if reason.where == "title" else text
        assert source[reason.start : reason.end] == reason.text
    json.dumps(reading.as_json())
    assert say_reasons(reading, "fr")
    assert say_reasons(reading, "en")


@settings(max_examples=80, deadline=None)
@given(ANY)
def test_any_text_is_read(text):
    check(read(text), text)


@settings(max_examples=20, deadline=None)
@given(ANY, ANY)
def test_any_title_is_read(title, text):
    check(read(text, title), text, title)


@settings(max_examples=20, deadline=None)
@given(st.lists(ANY, max_size=6))
def test_a_batch_changes_nothing(texts):
    assert read_many(texts) == [read(text) for text in texts]


def test_a_large_batch_changes_nothing():
    texts = [
        f"Commande {i} toujours pas reçue, très déçu" if i % 3 else f"thanks {'so ' * (i % 7)}much!" for i in range(560)
    ]
    assert read_many(texts) == [read(text) for text in texts]


@pytest.mark.parametrize(
    "text", ["", "  \n", "👍👍", "😡", "https://exemple.fr/a?b=1", "...", "12 34", "\x00", "\ud800", "\u202e\u200d"]
)
def test_a_text_without_words_is_other_and_of_no_language(text):
    reading = read(text)
    check(reading, text)
    assert (reading.intent, reading.language) == ("other", None)


def test_accents_written_apart_change_neither_reading_nor_spans():
    apart = "Encore une baguette bru\u0302le\u0301e, c'est inadmissible"
    check(read(apart), apart)
    assert any(reason.text == "bru\u0302le\u0301e" for reason in read(apart).reasons)
    assert read(apart).intent == "complaint"


def test_time_grows_as_the_text():
    """Ten times the text costs far less than a hundred times as much, whatever the text is made of."""

    def spent(part, size):
        return min(_timed(part * size) for _ in range(3))

    for part in ("Le pain était brûlé ! ", "a", "@", "://", "-a", "@a://"):
        small, large = 2_000 // len(part), 20_000 // len(part)  # beyond, nothing more is read
        assert spent(part, large) < 50 * max(spent(part, small), 0.002), part


def _timed(text):
    start = time.perf_counter()
    read(text)
    return time.perf_counter() - start


def test_lists_of_different_lengths_are_refused():
    with pytest.raises(ValueError, match="same length"):
        read_many(["a", "b"], titles=["a"])


def test_a_repeated_correction_moves_the_reading():
    text = "Le point sur la tournée du camion à pizza, c'est jeudi place du marché"
    before = read(text)
    right = next(name for name in ("press", "candidate") if name != before.intent)
    shares = [read(text, adjustments=learn([(text, right)] * n)).intents[right] for n in (0, 1, 2, 4, 8)]
    assert shares == sorted(shares)
    assert shares[0] < shares[1] < shares[-1]
    after = read(text, adjustments=learn([(text, right)] * 8))
    assert after.intent == right
    assert any(reason.kind == "correction" for reason in after.reasons)


def test_a_correction_leaves_other_messages_alone():
    learnt = learn([("Le camion à pizza passe jeudi", "press")] * 8)
    other = "Bonjour, je cherche un stage de troisième en mars"
    assert read(other, adjustments=learnt).intent == read(other).intent == "candidate"


def test_adjustments_travel_as_json():
    learnt = learn([("Le camion passe jeudi", "press"), ("😡", "complaint"), ("", "other")])
    assert Adjustments.from_json(json.loads(json.dumps(learnt.as_json()))) == learnt


def test_an_unknown_intent_is_refused():
    with pytest.raises(ValueError, match="unknown intent"):
        learn([("bonjour", "nonsense")])
