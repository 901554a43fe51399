"""How often each page at home was read, by day and by where the reading came from; nothing of who read it is ever kept, not
even for a moment. And what was heard that links to a piece."""

from django.db import models

from liant.channels.models import Item
from liant.tenancy.fields import TenantForeignKey
from liant.tenancy.models import TenantModel
from liant.writing.models import Piece
from liant.writing.readership.origins import Kind


class DayReads(TenantModel):
    """Readings of one piece on one day where the house is, from one place. Without a piece: the other pages of the journal.
    `host`: the site, the network or the kind of machine; "" where it is not known or too rare to be named."""

    piece = TenantForeignKey(Piece, models.CASCADE, null=True, related_name="+")
    day = models.DateField()
    kind = models.CharField(max_length=8, choices=Kind.choices)
    host = models.CharField(max_length=100, blank=True)
    reads = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "day", "piece", "kind", "host"],
                name="each_origin_once_a_day",
                nulls_distinct=False,
            )
        ]
        indexes = [models.Index(fields=["piece", "day"], name="dayreads_piece")]


class Link(TenantModel):
    """Something that was heard, and links to a piece at home."""

    piece = TenantForeignKey(Piece, models.CASCADE, related_name="+")
    item = TenantForeignKey(Item, models.CASCADE, related_name="+")
    day = models.DateField()  # on which it was said, where the house is

    class Meta:
        constraints = [models.UniqueConstraint(fields=["piece", "item"], name="each_heard_link_once")]
        indexes = [models.Index(fields=["piece", "day"], name="heard_link_piece")]
