"""Places that are told, and what each was told; bounded lists."""

from liant.insights.alerts.models import Alert, Place
from liant.kit import clock

LATEST, MOST_DUE = 15, 100


def places() -> list[Place]:
    return list(Place.objects.all()[:100])


def places_that_listen() -> list[Place]:
    return list(Place.objects.filter(is_on=True)[:100])


def latest(place: Place) -> list[Alert]:
    return list(place.alerts.order_by("-id")[:LATEST])


def due_ids() -> list[int]:
    """Alerts whose moment has come, the oldest first."""
    found = Alert.objects.filter(state="waiting", next_at__lte=clock.now()).order_by("next_at", "id")
    return list(found.values_list("id", flat=True)[:MOST_DUE])
