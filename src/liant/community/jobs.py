"""The worker's part: mails what members chose to have by mail, outside their quiet hours, and their digests at their hour."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from procrastinate import RetryStrategy

from liant.accounts.models import Member
from liant.community import choosing, notices
from liant.community.mails import digest_of, mail_of
from liant.jobs.queue import app, defer, task
from liant.kit import clock
from liant.kit.quiet import quiet_ends
from liant.tenancy.before_tenant import community_digests_due
from liant.tenancy.context import tenant

SEND = "community.digest"
TRIES = RetryStrategy(max_attempts=6, exponential_wait=5)


@task(notices.MAIL, _("Tell a member by mail what colleagues turned to them for"), retry=TRIES)
def mail(organisation_id: int, member_id: int) -> None:
    """Everything that waits, in one mail; what was seen on the page meanwhile is not mailed. In quiet hours it waits."""
    if not settings.EMAIL_HOST:
        return
    with tenant(organisation_id):
        member = Member.objects.select_related("user", "organisation").filter(pk=member_id, is_active=True).first()
        if member is None:
            return
        choice = notices.choice_of(member)
        ends = quiet_ends(clock.now(), member.user.zone, choice.quiet_from, choice.quiet_until)
        if ends is not None:
            seconds = (ends - clock.now()).total_seconds()
            defer(notices.MAIL, after_seconds=seconds, organisation_id=organisation_id, member_id=member_id)
            return
        told = notices.claim_to_mail(member=member)
        letter = mail_of(member, told) if told else None
    if letter is None:
        return
    try:
        letter.send()
    except OSError:  # smtplib's errors are among these
        with tenant(organisation_id):
            notices.give_back(told=told)
        raise


@app.periodic(cron="*/5 * * * *")
@task("community.look", _("See which digests of what colleagues write are due"), queueing_lock="community.look")
def look(timestamp: int) -> None:  # noqa: ARG001  the queue tells the hour
    if not settings.EMAIL_HOST:
        return
    for organisation_id, choice_id in community_digests_due(clock.now()):
        defer(SEND, once=f"{SEND}:{choice_id}", organisation_id=organisation_id, choice_id=choice_id)


@task(SEND, _("Write to a member what colleagues wrote"), retry=TRIES)
def digest(organisation_id: int, choice_id: int) -> None:
    """Nothing leaves when nothing was written."""
    with tenant(organisation_id):
        claimed = choosing.claim(choice_id=choice_id)
        letter = digest_of(*claimed) if claimed else None
        if claimed is not None:
            notices.forget_old(member=claimed[0].member)
    if claimed is None or letter is None:
        return
    try:
        letter.message.send()
    except OSError:  # as above
        with tenant(organisation_id):
            choosing.give_back(choice=claimed[0], from_at=claimed[1])
        raise
    if letter.first is not None:
        with tenant(organisation_id):
            letter.first.note("mail")
