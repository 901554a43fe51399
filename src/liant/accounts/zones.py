"""The time zones one may choose, by continent and city."""

import functools
import zoneinfo

from django.utils.translation import gettext as _

CONTINENTS = ("Africa", "America", "Antarctica", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific")

Choices = list[tuple[str, str | list[tuple[str, str]]]]


@functools.cache
def zone_names() -> dict[str, list[str]]:
    """Continent → the zones whose names people recognise."""
    found: dict[str, list[str]] = {continent: [] for continent in CONTINENTS}
    for name in sorted(zoneinfo.available_timezones()):
        continent, slash, _city = name.partition("/")
        if slash and continent in found:
            found[continent].append(name)
    return found


def zone_choices() -> Choices:
    """Grouped for a list; Europe first, since it is where most of us live."""
    words = {
        "Africa": _("Africa"),
        "America": _("America"),
        "Antarctica": _("Antarctica"),
        "Asia": _("Asia"),
        "Atlantic": _("Atlantic"),
        "Australia": _("Australia"),
        "Europe": _("Europe"),
        "Indian": _("Indian Ocean"),
        "Pacific": _("Pacific"),
    }
    order = ["Europe", *(continent for continent in CONTINENTS if continent != "Europe")]
    choices: Choices = [
        (words[continent], [(name, name.partition("/")[2].replace("_", " ")) for name in zone_names()[continent]])
        for continent in order
    ]
    return [*choices, ("UTC", "UTC")]
