"""The months of our channels are counted at night: the present one, and the one before for what was heard late."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext_lazy as _

from liant.jobs.queue import app, defer, task
from liant.kit import clock
from liant.tenancy.before_tenant import organisation_ids
from liant.tenancy.context import tenant
from liant.tenancy.models import Organisation
from liant.writing.editorial.actions import count_month
from liant.writing.editorial.queries import MONTHS, own_channels


def months_back(many: int) -> list[date]:
    """The first days of the latest months where the house is, the oldest first."""
    today = clock.now().astimezone(ZoneInfo(Organisation.objects.get().time_zone)).date()
    found = [today.replace(day=1)]
    while len(found) < many:
        found.append((found[-1] - timedelta(days=1)).replace(day=1))
    return found[::-1]


@app.periodic(cron="41 2 * * *")
@task("editorial.tally", _("Count what the house’s channels spoke of"), queueing_lock="editorial.tally")
def tally(timestamp: int) -> None:  # noqa: ARG001  the queue tells the hour
    for organisation_id in organisation_ids():
        defer("editorial.count", once=f"editorial.count:{organisation_id}", organisation_id=organisation_id, months=2)


@task("editorial.count", _("Count the months of the house’s channels"))
def count(organisation_id: int, months: int) -> None:
    with tenant(organisation_id):
        channels, wanted = own_channels(), months_back(min(months, MONTHS))
    for channel in channels:
        for month in wanted:
            with tenant(organisation_id):
                count_month(channel=channel, month=month)
