"""The worker's part: looks ahead each hour, renews what is due, tells owners before access ends, sends the mails."""

from django.utils.translation import gettext_lazy as _
from procrastinate import RetryStrategy

from liant.channels.access import renewing
from liant.channels.access.actions import MAIL, note_mailed, tell_if_ending
from liant.channels.access.mails import mail_of
from liant.channels.access.models import Access, Notice
from liant.channels.actions import break_channel
from liant.connectors.contract import AuthLost, ConnectorError, Misconfigured
from liant.jobs.queue import app, defer, task
from liant.kit import clock, secrets
from liant.tenancy.before_tenant import access_to_look_at
from liant.tenancy.context import tenant

TEND = "access.tend"
TRIES = RetryStrategy(max_attempts=8, exponential_wait=5)  # over about a day


@app.periodic(cron="23 * * * *")
@task("access.look_ahead", _("Look which accesses end soon"), queueing_lock="access.look_ahead")
def look_ahead(timestamp: int) -> None:  # noqa: ARG001  the queue tells the hour
    for organisation_id, channel_id in access_to_look_at(clock.now()):
        defer(
            TEND,
            lock=f"access:{channel_id}",
            once=f"access:{channel_id}",
            organisation_id=organisation_id,
            channel_id=channel_id,
        )


@task(TEND, _("Renew the key of a channel, or say that it ends"))
def tend(organisation_id: int, channel_id: int) -> None:
    """A network that does not answer disconnects nothing: it is asked again in an hour, and the key that is there holds."""
    with tenant(organisation_id):
        access = Access.objects.select_related("channel").filter(channel_id=channel_id).first()
        if access is None or access.channel.state == "broken":
            return
        is_due = access.renew_at is not None and access.renew_at <= clock.now()
        used = str(secrets.unseal_json(access.channel.remembered).get("access") or "")
    if is_due:
        try:
            renewing.renew(organisation_id, channel_id, used)
        except (AuthLost, Misconfigured) as error:
            with tenant(organisation_id):
                break_channel(channel=Access.objects.get(channel_id=channel_id).channel, problem=str(error))
            return
        except ConnectorError:
            pass  # noted with the access; what is there still holds
    with tenant(organisation_id):
        tell_if_ending(channel_id=channel_id)


@task(MAIL, _("Tell somebody that a channel’s access ends or is lost"), retry=TRIES)
def mail_notice(organisation_id: int, notice_id: int) -> None:
    """No transaction is open while the mail server is spoken to."""
    with tenant(organisation_id):
        notice = Notice.objects.select_related("channel", "member__user", "organisation").get(id=notice_id)
        if notice.mailed_at:
            return
        mail = mail_of(notice)
    mail.send()
    with tenant(organisation_id):
        note_mailed(notice=notice)
