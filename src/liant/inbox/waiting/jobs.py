"""What the worker does about waits: it looks at those whose moment has come, counts days, and tells colleagues by mail."""

from datetime import date

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from procrastinate import RetryStrategy

from liant.accounts.models import Member
from liant.inbox.waiting.actions import note_mailed
from liant.inbox.waiting.arrivals import COUNT, MAIL, look_at
from liant.inbox.waiting.figures import count_day
from liant.inbox.waiting.mails import notices_mail
from liant.inbox.waiting.queries import notices_to_mail
from liant.jobs.queue import app, task
from liant.kit import clock
from liant.tenancy.before_tenant import waits_due
from liant.tenancy.context import tenant

TRIES = RetryStrategy(max_attempts=8, exponential_wait=5)  # over about a day


@app.periodic(cron="* * * * *")
@task("waiting.look", _("See who has waited too long"), queueing_lock="waiting.look")
def look(timestamp: int) -> None:  # noqa: ARG001  the queue tells the hour
    for organisation_id, wait_id in waits_due(clock.now()):
        with tenant(organisation_id):
            look_at(wait_id=wait_id)


@task(COUNT, _("Count the waits of a day"), retry=TRIES)
def count(organisation_id: int, day: str) -> None:
    with tenant(organisation_id):
        count_day(date.fromisoformat(day))


@task(MAIL, _("Tell a colleague by mail who waits"), retry=TRIES)
def mail(organisation_id: int, member_id: int) -> None:
    """No transaction is open while the mail server is spoken to."""
    if not settings.EMAIL_HOST:
        return
    with tenant(organisation_id):
        member = Member.objects.select_related("user", "organisation").filter(id=member_id, is_active=True).first()
        notices = notices_to_mail(member) if member else []
        if member is None or not notices:
            return
        ids = [notice.id for notice in notices]
        letter = notices_mail(member, notices)
        note_mailed(member_id=member_id, ids=ids)
    try:
        letter.send()
    except OSError:  # smtplib's errors are among these
        with tenant(organisation_id):
            note_mailed(member_id=member_id, ids=ids, is_sent=False)
        raise
