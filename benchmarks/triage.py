"""How fast messages are read, beside scikit-learn's own pipeline predicting the same intents and tones in the same run.

The rival is what one would write first: hashed words and pieces of words (HashingVectorizer) and two logistic regressions,
trained here on our own sentences. It tells neither language nor conduct and gives no reasons; Liant does all of it.
"""

import argparse
import json
import time
import warnings
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from liant.engines.triage import read, read_many

TRAINING = Path(__file__).resolve().parents[1] / "training" / "triage"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--texts", type=int, default=10_000, help="how many texts are read (default 10,000)")
    parser.add_argument("--rounds", type=int, default=3, help="the best of so many rounds counts (default 3)")


def run(args: argparse.Namespace) -> int:
    """Prints texts per second of both and their ratio. Returns 0."""
    rows = [
        json.loads(line) for path in sorted(TRAINING.glob("*.jsonl")) for line in path.read_text("utf-8").splitlines()
    ]
    texts = [rows[i % len(rows)]["text"] for i in range(args.texts)]
    start = time.perf_counter()
    read("Bonjour, à quelle heure ouvrez-vous ?")
    first = time.perf_counter() - start
    rival = _rival([row for row in rows if row["split"] == "train"])
    ours = _speed(lambda: read_many(texts), args)
    theirs = _speed(lambda: rival(texts), args)
    print(f"{len(texts)} texts of {sum(map(len, texts)) / len(texts):.0f} characters on average")
    print(f"first reading, weights loaded      {first:8.2f} s")
    print(f"liant, everything with reasons     {ours:8.0f} texts/s")
    print(f"scikit-learn, intent and tone only {theirs:8.0f} texts/s")
    print(f"ratio                              {ours / theirs:8.2f}")
    return 0


def _rival(rows: Sequence[dict[str, Any]]) -> Callable[[Sequence[str]], Any]:
    """A scikit-learn pipeline that gives probabilities of intents and tones."""
    from sklearn.feature_extraction.text import HashingVectorizer  # late: only this benchmark needs it
    from sklearn.linear_model import SGDClassifier
    from sklearn.pipeline import FeatureUnion

    vectors = FeatureUnion([
        ("words", HashingVectorizer(n_features=1 << 17, ngram_range=(1, 2), strip_accents="unicode")),
        ("pieces", HashingVectorizer(n_features=1 << 17, analyzer="char_wb", ngram_range=(3, 5), strip_accents="unicode")),
    ])  # fmt: skip
    found = vectors.transform([row["text"] for row in rows])
    models = [
        SGDClassifier(loss="log_loss", random_state=0).fit(found, [row[key] for row in rows])
        for key in ("intent", "sentiment")
    ]

    def predict(texts: Sequence[str]) -> list[Any]:
        found = vectors.transform(texts)
        return [model.predict_proba(found) for model in models]

    return predict


def _speed(work: Callable[[], object], args: argparse.Namespace) -> float:
    """Texts per second of the best round."""
    best = float("inf")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for _ in range(args.rounds):
            start = time.perf_counter()
            work()
            best = min(best, time.perf_counter() - start)
    return args.texts / best
