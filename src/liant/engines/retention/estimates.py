"""What every figure of this engine is told with: an interval, and how many people stand behind it."""

from dataclasses import dataclass

import numpy as np

Z = 1.959963984540054  # 95 %


class TooLittle(ValueError):
    """There is not enough to say anything; the message names what is missing."""


NO_TOP = "one covariate tells every event apart: no finite coefficient is the best"


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure with its 95 % interval, and how many people or rows it rests on."""

    value: float
    low: float
    high: float
    people: int


@dataclass(frozen=True)
class Fit:
    """Coefficients of a hazard, in the order of `names`: each is the change of the log hazard for one unit more.

    `errors`: their standard errors; `covariance`: (p, p). `concordance`: how often the one who lasts less was given the
    higher hazard, for Cox's model only.
    """

    names: tuple[str, ...]
    coefficients: np.ndarray
    errors: np.ndarray
    covariance: np.ndarray
    log_likelihood: float
    rows: int
    events: int
    concordance: float | None = None

    def ratio(self, name: str) -> Estimate:
        """By how much one unit more multiplies the hazard, with its 95 % interval. KeyError for an unknown name."""
        if name not in self.names:
            raise KeyError(name)
        at = self.names.index(name)
        middle, half = self.coefficients[at], Z * self.errors[at]
        return Estimate(float(np.exp(middle)), float(np.exp(middle - half)), float(np.exp(middle + half)), self.rows)


def columns(values: np.ndarray, rows: int, names: tuple[str, ...]) -> np.ndarray:
    """Covariates as a matrix of floats, or ValueError where their shape, their names or their values don't fit."""
    matrix = np.asarray(values, dtype=float)
    if matrix.shape != (rows, len(names)):
        raise ValueError(f"covariates have the shape {matrix.shape}, not {(rows, len(names))}")
    if not np.isfinite(matrix).all():
        raise ValueError("a covariate is missing or infinite")
    return matrix


def inverse(information: np.ndarray) -> np.ndarray:
    """The covariance that an information matrix leaves; TooLittle where covariates can't be told apart."""
    scale = np.sqrt(np.maximum(np.diag(information), 1e-300))
    scaled = information / np.outer(scale, scale)
    if not np.isfinite(scaled).all() or np.linalg.cond(scaled) > 1e12:
        raise TooLittle("the covariates cannot be told apart")
    return np.asarray(np.linalg.inv(scaled) / np.outer(scale, scale))


def hold_bounds(errors: np.ndarray) -> None:
    """TooLittle where a standard error, for one standard deviation of its covariate, has grown out of all bounds: the
    likelihood then rises for ever."""
    if (errors > 50).any():
        raise TooLittle(NO_TOP)
