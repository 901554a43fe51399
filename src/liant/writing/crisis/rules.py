"""What is computed of a crisis: the words of the four steps as one text, the list of what is to be brought up to date."""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _

STEPS = ("acknowledge", "empathise", "effect", "reassure")


def text_of(steps: Mapping[str, str]) -> str:
    """One paragraph for each step that has words, in their order."""
    return "\n\n".join(words for name in STEPS if (words := steps.get(name, "").strip()))


def missing(steps: Mapping[str, str]) -> list[str]:
    return [name for name in STEPS if not steps.get(name, "").strip()]


def places_to_update(channels: Iterable[tuple[str, str]]) -> list[str]:
    """What says something about the house elsewhere; `channels`: (kind, name) of those connected."""
    found = []
    for kind, name in channels:
        told = {"name": name}
        if kind == "google_business":
            found.append(_("Listing %(name)s: opening hours, message, telephone") % told)
        else:
            found.append(_("%(name)s: profile, pinned post, what was planned elsewhere") % told)
    return [
        *found,
        _("Front page of the site: a word, with a link to the page for everyone"),
        _("Listings and maps: opening hours, closed today or not"),
        _("Telephone: the message, the opening hours, who answers"),
        _("Notice at the door, and what colleagues at the counter know"),
        _("Advertisements that run: stopped at whoever shows them"),
        _("Automatic mails and out-of-office messages"),
    ]
