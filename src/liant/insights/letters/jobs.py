"""The worker's part: looks which letters are due, writes each, and sends it with no transaction open."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from procrastinate import RetryStrategy

from liant.insights.letters.actions import claim, give_back
from liant.insights.letters.mails import letter_of
from liant.jobs.queue import app, defer, task
from liant.kit import clock
from liant.tenancy.before_tenant import letters_due
from liant.tenancy.context import tenant

SEND = "letters.send"
TRIES = RetryStrategy(max_attempts=6, exponential_wait=5)  # over about five hours: a digest of yesterday is of no use


@app.periodic(cron="*/5 * * * *")
@task("letters.look", _("See which letters to members are due"), queueing_lock="letters.look")
def look(timestamp: int) -> None:  # noqa: ARG001  the queue tells the hour
    if not settings.EMAIL_HOST:
        return
    for organisation_id, subscription_id in letters_due(clock.now()):
        defer(SEND, once=f"letter:{subscription_id}", organisation_id=organisation_id, subscription_id=subscription_id)


@task(SEND, _("Write to a member what waits and what was heard"), retry=TRIES)
def send(organisation_id: int, subscription_id: int) -> None:
    """Nothing leaves when nothing happened."""
    with tenant(organisation_id):
        claimed = claim(subscription_id=subscription_id)
        letter = letter_of(*claimed) if claimed else None
    if claimed is None or letter is None:
        return
    try:
        letter.send()
    except OSError:  # smtplib's errors are among these
        with tenant(organisation_id):
            give_back(subscription=claimed[0], from_at=claimed[1])
        raise
