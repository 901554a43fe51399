"""A finding as plain values, for JSON: what the command prints and what a house keeps."""

import math
from typing import Any

from liant.engines.direction.cross_lag import Arrow
from liant.engines.direction.verdict import ARROWS, Direction
from liant.engines.direction.wording import paragraphs, say


def as_json(found: Direction) -> dict[str, Any]:
    """n_people, n_windows, window (how long each is), verdict, both arrows (estimate, low, high, p: None without an estimate), flags, wording by language, whole and in paragraphs,
    amount and, where something was estimated, `more` and diagnostics."""
    arrows, seen = found.arrows, found.diagnostics
    told: dict[str, Any] = {
        "n_people": found.amount.people,
        "n_windows": found.amount.windows,
        "window": {"many": found.window.many, "unit": found.window.unit},
        "verdict": found.verdict,
        "sharing_to_tie": _arrow(arrows.sharing_to_tie if arrows else None),
        "tie_to_sharing": _arrow(arrows.tie_to_sharing if arrows else None),
        "flags": list(found.flags),
        "wording": dict(say(found)),
        "paragraphs": dict(paragraphs(found)),
        "amount": {"tie_events": found.amount.tie_events, "share_events": found.amount.share_events,
                   "pairs_whose_sharing_varies": found.amount.varying},
    }  # fmt: skip
    if found.more is not None:
        told["more"] = {
            name: dict(zip(("estimate", "low", "high"), values, strict=True))
            for name, values in zip(ARROWS, found.more, strict=True)
        }
    if seen is not None:
        told["diagnostics"] = {
            "same_window": seen.same_window,
            "robustness": _both(seen.robustness),
            "placebo": _arrow(seen.placebo),
            "one_person_left_out": {"least": _both(seen.least), "most": _both(seen.most)},
            "halves_differ_p": _both(seen.halves_differ),
            "wider_windows": {str(times): _both(values) for times, values in seen.wider.items()},
            "reliability": {"tie": seen.reliability[0], "share": seen.reliability[1]},
            "larger": seen.larger,
        }
    return told


def _both(values: tuple[float, float]) -> dict[str, float]:
    return {"sharing_to_tie": values[0], "tie_to_sharing": values[1]}


def _arrow(arrow: Arrow | None) -> dict[str, float | None]:
    """Without an estimate, the keys are there all the same."""
    values = (arrow.estimate, arrow.low, arrow.high, arrow.p) if arrow else (None,) * 4
    told = zip(("estimate", "low", "high", "p"), values, strict=True)
    return {key: value if value is not None and math.isfinite(value) else None for key, value in told}
