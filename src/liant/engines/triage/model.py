"""The trained weights: one small file, eight bits a weight, applied to a batch in a few numpy calls."""

import functools
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

import numpy as np

from liant.engines.triage.features import BUCKETS, Array, Features
from liant.engines.triage.reading import CONDUCTS, INTENTS
from liant.engines.triage.signals import N_SIGNALS

TONES = ("negative", "neutral", "positive")
OUTPUTS = (*INTENTS, *TONES, *CONDUCTS)
INTENT, TONE, CONDUCT = slice(0, 9), slice(9, 12), slice(12, 15)
FILE = "data/weights.npz"


@dataclass(frozen=True, slots=True)
class Model:
    """`hashed` int8 (BUCKETS, 15) times `scales` float32 (15,); `dense` float32 (N_SIGNALS, 15); `bias` float32 (15,).

    `stack` float32 (3, 9) carries the shares of the three tones into the intents.
    """

    hashed: Array
    scales: Array
    dense: Array
    bias: Array
    stack: Array

    def scores(self, features: Features, signals: Array) -> Array:
        """Log-odds of every output, float32 of shape (texts, 15)."""
        summed = np.zeros((features.n_texts, len(OUTPUTS)), np.float32)
        if len(features.buckets):
            order = np.argsort(features.rows, kind="stable")
            rows = features.rows[order]
            weighed = self.hashed[features.buckets[order]] * features.values[order, None]
            firsts = np.flatnonzero(np.concatenate(([True], rows[1:] != rows[:-1])))
            summed[rows[firsts]] = np.add.reduceat(weighed, firsts, axis=0)
        scores = summed * self.scales + _row_products(signals, self.dense) + self.bias
        scores[:, INTENT] += _row_products(to_shares(scores[:, TONE]), self.stack)
        return np.asarray(scores)

    def word_shares(self, features: Features, output_of_text: Array) -> Array:
        """What each word brings to its text's output, above its mean over all intents; float64 of shape (words,)."""
        outputs = output_of_text[features.rows]
        own = self.hashed[features.buckets, outputs] * self.scales[outputs]
        mean = (self.hashed[features.buckets, INTENT] * self.scales[INTENT]).mean(axis=1)
        return np.bincount(features.words, weights=(own - mean) * features.values, minlength=len(features.starts))


def to_shares(scores: Array) -> Array:
    """Log-odds to shares that sum to 1 on each row."""
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True))


def _row_products(signals: Array, dense: Array) -> Array:
    """`signals @ dense`, summed in the same order whatever the number of rows, so that a batch changes nothing."""
    return np.einsum("ij,jk->ik", signals, dense, optimize=False)


def save_model(path: Path, hashed: Array, dense: Array, bias: Array, stack: Array) -> None:
    """Writes float weights (BUCKETS, 15) in eight bits a column, with the dense part as it is."""
    scales = np.maximum(np.abs(hashed).max(axis=0), 1e-9) / 127
    rounded = np.round(hashed / scales).astype(np.int8)
    np.savez_compressed(path, hashed=rounded, scales=scales.astype(np.float32), dense=dense.astype(np.float32),
                        bias=bias.astype(np.float32), stack=stack.astype(np.float32))  # fmt: skip


@functools.cache
def load_model() -> Model:
    """The model that comes with the engine. Raises ValueError when the file doesn't fit this version."""
    with resources.as_file(resources.files(__package__).joinpath(FILE)) as path, np.load(path) as stored:
        model = Model(*(stored[name] for name in ("hashed", "scales", "dense", "bias", "stack")))
    if model.hashed.shape != (BUCKETS, len(OUTPUTS)) or model.dense.shape != (N_SIGNALS, len(OUTPUTS)):
        raise ValueError(f"{FILE} was trained for another version; run scripts/train_triage.py")
    return model
