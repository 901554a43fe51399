"""What is to be done first, and what to beware of."""

from django.utils.translation import ngettext

from liant.advocacy.launching import queries
from liant.advocacy.launching.models import Duty
from liant.advocacy.models import Programme


def why_not_yet() -> str:
    """Why nobody may be invited: what the law asks comes first. Nothing when all of it is done."""
    missing = queries.missing_duties()
    if not missing:
        return ""
    words = dict(Duty.Kind.choices)
    return ngettext(
        "Before the first invitation, one thing has to be done and written down: %(what)s.",
        "Before the first invitation, this has to be done and written down: %(what)s.",
        len(missing),
    ) % {"what": ", ".join(str(words[kind]) for kind in missing)}


def looks_like_advertising(programme: Programme | None) -> bool:
    return programme is not None and programme.is_rewarded and programme.is_approved
