"""Nothing fires late by itself: what could not leave within some minutes of its moment asks a person."""

from datetime import datetime, timedelta

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from liant.deliveries.actions import cancel
from liant.deliveries.gates import Leaving
from liant.deliveries.models import Delivery
from liant.kit import clock
from liant.tenancy.models import Organisation
from liant.writing.publishing.models import Departure

ROOM = "publishing"  # whose hold a late delivery carries
TAKEN_BACK = ("going", "left", "stopped", "gone", "kept")
FOLLOWS = ("edit", "delete")  # what is there already follows, however late


def is_late(moment: datetime) -> bool:
    return clock.now() - moment > timedelta(minutes=settings.LATE_MINUTES)


def late_words() -> str:
    return _("Its moment passed while the machine was off, or while its network did not answer.")


def in_house_words() -> override:
    """A block: what is written down is written in the language of the house."""
    return override(Organisation.objects.get().language)


class LateGate:
    """Asked in the transaction that marks a delivery as leaving; a person who let it go since counts from then on. What was
    taken back while it was on its way, and is proven not to be there, does not leave at all."""

    room = ROOM

    def reason_against(self, leaving: Leaving) -> str | None:
        if leaving.origin_kind != Departure._meta.label_lower or leaving.delivery_id is None:
            return None
        delivery = Delivery.objects.only("kind", "let_go_at").get(pk=leaving.delivery_id)
        state, since_at = Departure.objects.values_list("state", "since_at").get(pk=leaving.origin_id)
        if delivery.kind in FOLLOWS:
            return None
        with in_house_words():
            if state in TAKEN_BACK:
                return _("It was taken back before it left.")
            return late_words() if is_late(max(since_at, delivery.let_go_at or since_at)) else None

    def stopped(self, leaving: Leaving, reason: str) -> None:
        from liant.writing.publishing.leaving import note_late  # it asks here whether something is late

        departure = Departure.objects.select_for_update().get(pk=leaving.origin_id)
        if departure.state in TAKEN_BACK:
            cancel(actor=None, delivery=Delivery.objects.get(pk=leaving.delivery_id or 0))
        else:
            note_late(departure, reason)
