"""What became of each version at its moment, part by part."""

from django.db import models

from liant.deliveries.models import Delivery
from liant.kit import clock
from liant.tenancy.fields import TenantForeignKey
from liant.tenancy.models import TenantModel
from liant.writing.models import Version
from liant.writing.publishing.states import DEPARTURE, FOR_A_PERSON, ON_ITS_WAY


class Departure(TenantModel):
    """One moment of a version. `planned_at` is the moment itself: there is one departure of it, whatever happens.

    `edition`: the words that are there. `since_at`: from when it counts as late. `is_behind`: it could not follow a
    correction. `is_again`: it is taken away to be posted again."""

    version = TenantForeignKey(Version, models.CASCADE, related_name="departures")
    planned_at = models.DateTimeField()
    edition = models.PositiveIntegerField()
    state = models.CharField(max_length=10, default=DEPARTURE.start)
    reason = models.CharField(max_length=400, blank=True)  # why it waits for a person, in words
    began_at = models.DateTimeField(default=clock.now)
    since_at = models.DateTimeField(default=clock.now)
    settled_at = models.DateTimeField(null=True)
    told_at = models.DateTimeField(null=True)  # whoever wrote it was told that it waits
    is_behind = models.BooleanField(default=False)
    is_again = models.BooleanField(default=False)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["version", "planned_at"], name="each_moment_once"),
            models.UniqueConstraint(
                fields=["version"], condition=models.Q(state__in=ON_ITS_WAY), name="one_departure_on_its_way"
            ),
            models.CheckConstraint(condition=models.Q(state__in=DEPARTURE.states), name="departure_state_is_known"),
        ]
        indexes = [
            models.Index(
                fields=["organisation", "state", "planned_at", "id"],
                name="departure_for_a_person",
                condition=models.Q(state__in=FOR_A_PERSON),
            ),
            models.Index(fields=["organisation", "-id"], name="departure_behind", condition=models.Q(is_behind=True)),
        ]


class Part(TenantModel):
    """One of the posts of a departure, in order. `delivery` put it there; `change`: the latest act about it since."""

    departure = TenantForeignKey(Departure, models.CASCADE, related_name="parts")
    place = models.PositiveSmallIntegerField()
    text = models.TextField(blank=True)  # as it stands there
    delivery = TenantForeignKey(Delivery, models.PROTECT, related_name="+")
    change = TenantForeignKey(Delivery, models.PROTECT, null=True, related_name="+")
    is_note = models.BooleanField(default=False)  # said under it afterwards: a correction that could not be made above
    gone_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["place"]
        constraints = [models.UniqueConstraint(fields=["departure", "place"], name="each_part_once")]
        indexes = [
            models.Index(fields=["delivery"], name="part_delivery"),
            models.Index(fields=["change"], name="part_change"),
        ]


class Addressee(TenantModel):
    """The one address to which a version is mailed: a press list, a partner."""

    version = TenantForeignKey(Version, models.CASCADE, related_name="addressees")
    address = models.EmailField(max_length=254)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version"], name="one_addressee_per_version")]
