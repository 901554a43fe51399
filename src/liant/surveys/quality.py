"""What each question of a dimension is worth: who left it, and whether it goes with the others. Pure."""

from collections.abc import Collection
from typing import Any

from liant.engines.questionnaire.reliability import ItemQuality, Reliability
from liant.engines.suppression import check_group, complement_is_safe

NOTHING: dict[str, int | None] = {"asked": None, "left": None}


def quality_figures(
    found: Reliability, everyone: int, minimum: int, held: Collection[str] = ()
) -> list[dict[str, Any]]:
    """For each question, as far as it may be told: how many were asked, how many of these left it (unless `held` because of
    earlier waves), and how far it goes with the sum of the others (among complete answers)."""
    return [
        {"id": one.id, **(NOTHING if one.id in held else asked(one, everyone, minimum)),
         "discrimination": rounded(one.discrimination) if check_group(found.n, minimum) else None}
        for one in found.items
    ]  # fmt: skip


def asked(one: ItemQuality, everyone: int, minimum: int) -> dict[str, int | None]:
    """None where it would be about too few, or tell of the few whom the question doesn't concern."""
    if not check_group(one.asked, minimum) or not complement_is_safe(one.asked, everyone, minimum, zero_is_public=True):
        return NOTHING
    is_told = one.unanswered == 0 or (
        check_group(one.unanswered, minimum)
        and complement_is_safe(one.unanswered, one.asked, minimum, zero_is_public=True)
    )
    return {"asked": one.asked, "left": one.unanswered if is_told else None}


def rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 2)
