"""What tests of a programme need done first."""

from typing import Any

AGREED = {"suggest": "Choisir.", "count": "Compter sans nom.", "clicks": "Vos liens."}


def allowed(actor: Any) -> None:
    """What the law asks before the first invitation is done and written down."""
    from liant.advocacy.launching import actions
    from liant.advocacy.launching.models import Duty
    from liant.kit import clock

    for kind in Duty.Kind.values:
        actions.note_duty(actor=actor, kind=kind, done_on=clock.now().date(), document="Procès-verbal")


def figures(number: int) -> dict[str, Any]:
    """Four weeks as they are published, with something in every place: eighty told, fifty take part, fewer from month to month."""
    from liant.advocacy.breath import causes
    from liant.advocacy.breath.counting import shown_share

    active = (38, 37, 36, 24)[number - 1]
    points = [{"month": 0, "share": 1.0, "low": None, "high": None}]
    points += [{"month": month, "share": 1 - month / 12, "low": 0.9 - month / 12, "high": 1.0} for month in range(1, 6)]
    earlier = [figures(one) for one in range(1, number)]
    found: dict[str, Any] = {
        "who": {"invited": 80, "opted": 50, "active": active, "of_invited": shown_share(active, 80), "of_opted": shown_share(active, 50),
                "teams": [{"name": "Quai", "people": 40, "active": 17}, {"name": "Gare", "people": 9, "active": None}]},
        "clicks": {"clicks": 240, "shares": 60, "each": 4.0, "low": 3.1, "high": 5.2},
        "presence": {}, "asked": {"people": 7, "followed": {}},
        "lasting": {"curve": {"people": 50, "points": points}, "generations": [{"half": 1, "people": 30, "points": points}],
                    "quiet": {"quiet": 9, "lived": 90, "share": 0.1, "low": 0.05, "high": 0.18}, "tires": "shown",
                    "forecast": {"middle": [30, 28, 26], "low": [26, 23, 20], "high": [33, 32, 31], "risk": 0.6},
                    "losing": number == 4, "unequal": {"gini": 0.4, "low": 0.3, "high": 0.5, "people": 50, "half": None}},
        "content": {"offers": 6, "kinds": {"news": 4, "expert": 2}, "about_us": 0.7, "new": 1, "opened": None, "said": {"too_much_us": 6},
                    "useful": {"n": 52, "yes": 20, "share": 20 / 52}, "state": "missing"},
        "example": {"pieces": 158, "about_us": 0.64, "formal": 0.4, "shown": 3, "lately": number % 2 == 0, "state": "look"},
        "animation": {"held": 0 if number == 3 else 2, "cancelled": 1, "weeks": 7, "state": "missing"},
    }  # fmt: skip
    return found | {"preceding": causes.preceding([*earlier, found]), "warning": causes.warning(found, earlier)}
