"""Where a person, a handle or a hat came from: written down in English, said in the reader's language."""

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from liant.kit.phrases import Phrases

SOURCES = Phrases(
    (
        _("heard on %(channel)s"),
        _("noted by %(name)s"),
        _("told by the person"),
        _("member of the organisation"),
    )
)


def source_in_words(source: str) -> str:
    return SOURCES.in_words(source, gettext)
