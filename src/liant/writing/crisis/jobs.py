"""Whoever answers for a crisis is told when it is time to look again, when promised news did not come, and when what was to
be changed is due. Nothing ends, and nothing leaves, by itself."""

from django.utils.translation import gettext_lazy as _
from procrastinate import RetryStrategy

from liant.accounts.models import Member
from liant.accounts.outbox import can_mail
from liant.jobs.queue import app, defer, task
from liant.kit import clock
from liant.tenancy.before_tenant import organisations_with_a_crisis_due
from liant.tenancy.context import tenant
from liant.writing.crisis.actions import find_due
from liant.writing.crisis.mails import mail_about
from liant.writing.crisis.models import Crisis, Learned

MAIL = "crisis.mail"


@app.periodic(cron="* * * * *")
@task("crisis.remind", _("Look whether a crisis needs its owner"), queueing_lock="crisis.remind")
def remind(timestamp: int) -> None:  # noqa: ARG001  the queue tells the hour
    now = clock.now()
    for organisation_id in organisations_with_a_crisis_due(now):
        with tenant(organisation_id):
            for what, member_id, thing_id in find_due(now=now):
                if can_mail():  # the banner says it all the same
                    defer(MAIL, organisation_id=organisation_id, what=what, member_id=member_id, thing_id=thing_id)


@task(MAIL, _("Tell the owner of a crisis"), retry=RetryStrategy(max_attempts=8, exponential_wait=5))
def mail_owner(organisation_id: int, what: str, member_id: int, thing_id: int) -> None:
    """No transaction is open while the mail server is spoken to."""
    with tenant(organisation_id):
        member = Member.objects.select_related("user", "organisation").filter(id=member_id, is_active=True).first()
        if what == "lesson":
            lesson = Learned.objects.filter(id=thing_id, done_at=None).select_related("crisis").first()
            crisis, text = (lesson.crisis, lesson.text) if lesson else (None, "")
        else:
            crisis, text = Crisis.objects.filter(id=thing_id, ended_at=None).first(), ""
        if member is None or crisis is None:
            return
        mail = mail_about(what, member, crisis, text)
    mail.send()
