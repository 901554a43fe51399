"""What became of a message that checks an address, in the reader's language: our own sentences, and those of channels."""

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from liant.channels import phrases as channel_phrases
from liant.kit.phrases import Phrases

NOBODY = _("Nobody is there in whose name it could leave.")
CANCELLED = _("It was cancelled before it left.")
REFUSED = _("The form answered with error %(status)s.")
_OWN = Phrases((NOBODY, CANCELLED, REFUSED))


def in_words(outcome: str) -> str:
    said = _OWN.in_words(outcome, gettext)
    return said if said != outcome else channel_phrases.in_words(outcome)
