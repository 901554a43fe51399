"""What other programmes are told: that a version is published, corrected, withdrawn. Ids and plain facts, never the words."""

from django.utils.translation import gettext_lazy as _

from liant.deliveries.hooks.actions import announce
from liant.deliveries.hooks.kinds import Kind, register_kind
from liant.writing import happenings
from liant.writing.happenings import Happening

EXAMPLE = {
    "piece_id": 7,
    "version_id": 18,
    "network": "journal",
    "channel_id": None,
    "language": "fr",
    "edition": 3,
    "url": "https://fournils.example/journal/pourquoi-la-nuit",
}
KINDS = {
    happenings.PUBLISHED: Kind("piece.published", _("a piece is there for its readers"), EXAMPLE),
    happenings.CORRECTED: Kind("piece.corrected", _("a published piece was corrected"), EXAMPLE),
    happenings.WITHDRAWN: Kind("piece.withdrawn", _("a published piece was withdrawn"), EXAMPLE),
}
for one in KINDS.values():
    register_kind(one)


def tell(happening: Happening) -> None:
    """In the transaction of the act; a draft that is given up concerns nobody outside."""
    version, kind = happening.version, KINDS.get(happening.what)
    if kind is None or (happening.what == happenings.WITHDRAWN and version.published_at is None):
        return
    data = {
        "piece_id": version.piece_id,
        "version_id": version.pk,
        "network": version.network,
        "channel_id": version.channel_id,
        "language": version.language,
        "edition": version.edition,
        "url": version.published_url,
    }
    announce(kind=kind.key, key=happening.occasion, data=data)
