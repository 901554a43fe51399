"""What tests of a programme need done first."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

AGREED = {"suggest": "Choisir.", "count": "Compter sans nom.", "clicks": "Vos liens."}
TODAY = datetime.now(ZoneInfo("Europe/Paris")).replace(hour=9, minute=20)
MONDAY = TODAY + timedelta(days=7 - TODAY.weekday())  # the next: what is offered today is there


def allowed(actor: Any) -> None:
    """What the law asks before the first invitation is done and written down."""
    from liant.advocacy.launching import actions
    from liant.advocacy.launching.models import Duty
    from liant.kit import clock

    for kind in Duty.Kind.values:
        actions.note_duty(actor=actor, kind=kind, done_on=clock.now().date(), document="Procès-verbal")


TRAVEL: dict[str, Any] = {
    "since": 28, "outside": {"posts": 14, "shares": 9},
    "inside": {"cascades": 46, "shares": 61, "brings": {"value": 0.25, "low": 0.16, "high": 0.36}, "virality": 1.4,
               "classes": [{"from": 1, "to": 1, "cascades": 36}, {"from": 2, "to": 2, "cascades": 6}, {"from": 3, "to": None, "cascades": 4}]},
}  # fmt: skip


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
        "travel": TRAVEL,
        "lasting": {"curve": {"people": 50, "points": points}, "generations": [{"half": 1, "people": 30, "points": points}],
                    "quiet": {"quiet": 9, "lived": 90, "share": 0.1, "low": 0.05, "high": 0.18}, "tires": "shown",
                    "forecast": {"middle": [30, 28, 26], "low": [26, 23, 20], "high": [33, 32, 31], "risk": 0.6},
                    "losing": number == 4, "unequal": {"gini": 0.4, "low": 0.3, "high": 0.5, "people": 50, "half": None}},
        "content": {"offers": 6, "kinds": {"news": 4, "expert": 2}, "about_us": 0.7, "new": 1, "opened": None, "said": {"too_much_us": 6},
                    "useful": {"n": 52, "yes": 20, "share": 20 / 52}, "state": "missing"},
        "worth": {"opened": {"ranked": {"n": 540, "yes": 240, "share": 240 / 540}, "explored": {"n": 31, "yes": 9, "share": 9 / 31}}, "shared": None,
                  "judged": {"opened": {"ranking": {"share": 0.45, "low": 0.41, "high": 0.5}, "chance": {"share": 0.29, "low": 0.14, "high": 0.45}}, "shared": None}},
        "example": {"pieces": 158, "about_us": 0.64, "formal": 0.4, "shown": 3, "lately": number % 2 == 0, "state": "look"},
        "animation": {"held": 0 if number == 3 else 2, "cancelled": 1, "weeks": 7, "state": "missing"},
    }  # fmt: skip
    return found | {"preceding": causes.preceding([*earlier, found]), "warning": causes.warning(found, earlier)}
