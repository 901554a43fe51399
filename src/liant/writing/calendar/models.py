"""What the calendar holds besides versions: events near by, and the private addresses at which it is read elsewhere."""

from django.db import models

from liant.accounts.models import Member
from liant.kit import clock
from liant.tenancy.fields import TenantForeignKey
from liant.tenancy.models import TenantModel


class LocalEvent(TenantModel):
    """Something that happens near by, from one day to another. `source`: the address or the file that it was read from;
    empty when someone typed it."""

    name = models.CharField(max_length=200)
    from_on = models.DateField()
    to_on = models.DateField()
    place = models.CharField(max_length=200, blank=True)
    source = models.CharField(max_length=2000, blank=True)
    noted_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        ordering = ["from_on", "name", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(to_on__gte=models.F("from_on")), name="an_event_ends_after_it_begins"
            )
        ]
        indexes = [models.Index(fields=["organisation", "to_on", "from_on"], name="localevent_days")]

    def __str__(self) -> str:
        return self.name


class Feed(TenantModel):
    """A member's private address of the calendar, one at a time. Only the hash of its token is kept."""

    member = TenantForeignKey(Member, models.CASCADE, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member"], name="one_feed_each")]
