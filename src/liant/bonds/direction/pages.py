"""What the page “Which comes first” is given."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from liant.bonds import between
from liant.bonds.direction import queries
from liant.bonds.direction.models import Finding
from liant.engines.direction import ARROWS
from liant.web.pieces import Words

NAMES: dict[str, Words] = {
    "sharing_to_tie": gettext_lazy("Contact after sharing"),
    "tie_to_sharing": gettext_lazy("Sharing after contact"),
}
VERDICTS: dict[str, Words] = {
    "too_little": gettext_lazy("Too little to say"),
    "shared_shock": gettext_lazy("Both rise together"),
    "sharing_to_tie": gettext_lazy("Contact comes after sharing"),
    "tie_to_sharing": gettext_lazy("Sharing comes after contact"),
    "loop": gettext_lazy("Each follows the other: a loop"),
    "less_after_more": gettext_lazy("More of the one, then less of the other"),
    "none_found": gettext_lazy("No order was found"),
}
FLAGS: dict[str, Words] = {
    "less_sharing_to_tie": gettext_lazy("After more sharing there was less contact than usual."),
    "less_tie_to_sharing": gettext_lazy("After more contact there was less sharing than usual."),
    "halves_differ_sharing_to_tie": gettext_lazy("Contact after sharing was not the same in both halves of the time."),
    "halves_differ_tie_to_sharing": gettext_lazy("Sharing after contact was not the same in both halves of the time."),
    "one_person_matters_sharing_to_tie": gettext_lazy("Contact after sharing hangs on very few people."),
    "one_person_matters_tie_to_sharing": gettext_lazy("Sharing after contact hangs on very few people."),
    "placebo_moves": gettext_lazy("Sharing with somebody else goes with contact too: something wider is at work."),
    "not_comparable": gettext_lazy("One of the two was too unsteady for saying which is larger."),
}


@dataclass(frozen=True)
class Drawn:
    """A direction on a line from 0 to 1, no change standing at `zero`; and in words."""

    name: Words
    places: tuple[float, float, float]
    zero: float
    words: str


def home_page(request: HttpRequest) -> dict[str, Any]:
    found = queries.findings()
    language = "fr" if request.LANGUAGE_CODE.startswith("fr") else "en"
    last = found[0] if found else None
    return {
        "tabs": between.tabs(request, "direction:home"),
        "last": last,
        "verdict": VERDICTS[last.verdict] if last else "",
        "said": last.told["paragraphs"][language] if last else [],
        "drawn": drawn(last) if last else [],
        "flags": [FLAGS[one] for one in last.told["flags"] if one in FLAGS] if last else [],
        "checks": checks(last) if last else [],
        "checks_head": [_("What was looked at besides"), *(str(NAMES[name]) for name in ARROWS)],
        "earlier": [(one, VERDICTS[one.verdict]) for one in found[1:]],
    }


def drawn(found: Finding) -> list[Drawn]:
    """Both on one scale, so that they can be held beside each other."""
    more = found.told.get("more")
    if not more:
        return []
    widest = max(abs(value) for name in ARROWS for value in more[name].values()) * 1.1 or 1.0
    return [
        Drawn(NAMES[name], *_placed(more[name], widest), words=_("%(one)s%%, from %(low)s to %(high)s%%") % in_hundreds(more[name]))
        for name in ARROWS
    ]  # fmt: skip


def _placed(values: dict[str, float], widest: float) -> tuple[tuple[float, float, float], float]:
    low, one, high = ((values[name] / widest + 1) / 2 for name in ("low", "estimate", "high"))
    return (low, one, high), 0.5


def in_hundreds(values: dict[str, float]) -> dict[str, str]:
    names = {"one": "estimate", "low": "low", "high": "high"}
    return {short: signed(100 * values[name]) for short, name in names.items()}


def signed(value: float) -> str:
    """With a true minus sign, and none before nought."""
    text = f"{abs(value):.0f}"
    return text if text == "0" else f"{'−' if value < 0 else '+'}{text}"


def checks(found: Finding) -> list[list[str]]:
    """A table: what was looked at besides, for each direction."""
    seen = found.told.get("diagnostics")
    if not seen:
        return []
    rows = [
        [_("How much of what is left something unseen would have to explain, to cancel it"),
         *(share(seen["robustness"][name]) for name in ARROWS)],
        [_("Chance of both halves of the time differing this much, if they did not"), *(chance(seen["halves_differ_p"][name]) for name in ARROWS)],
        *([_("Estimate with windows of %(weeks)s weeks") % {"weeks": 2 * int(times)}, *(f"{values[name]:+.3f}" for name in ARROWS)]
          for times, values in seen["wider_windows"].items()),
        [_("Estimate with windows of two weeks"), *(f"{found.told[name]['estimate']:+.3f}" for name in ARROWS)],
    ]  # fmt: skip
    return [[one.replace("-", "−") if at else one for at, one in enumerate(row)] for row in rows]


def share(value: float) -> str:
    return _("%(value)s%%") % {"value": round(100 * value)}


def chance(value: float) -> str:
    return pgettext("a chance", "under 1%") if value < 0.01 else share(value)
