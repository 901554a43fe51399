"""Addresses that links lead to are looked at every day; whoever looks after a link is told once when one is dead."""

from urllib.parse import urlsplit

from django.utils.translation import gettext_lazy as _
from procrastinate import RetryStrategy

from liant.accounts.models import Member
from liant.accounts.outbox import can_mail
from liant.jobs.queue import app, defer, task
from liant.kit import clock, http
from liant.links import queries
from liant.links.actions import note_look
from liant.links.mails import dead_mail
from liant.links.models import Target
from liant.tenancy.before_tenant import link_targets_due
from liant.tenancy.context import tenant

LOOK, MAIL = "links.look", "links.mail"
LIMITS = http.Limits(connect_seconds=5, total_seconds=15, max_bytes=300_000)
TRIES = RetryStrategy(max_attempts=8, exponential_wait=5)  # over about a day


@app.periodic(cron="*/10 * * * *")
@task("links.round", _("See which addresses of short links are to be looked at"), queueing_lock="links.round")
def go_round(timestamp: int) -> None:  # noqa: ARG001  the queue tells the hour
    """One job for each; those on one host one after the other."""
    for organisation_id, target_id in link_targets_due(clock.now()):
        with tenant(organisation_id):
            host = urlsplit(Target.objects.values_list("url", flat=True).get(id=target_id)).hostname
            ids = {"organisation_id": organisation_id, "target_id": target_id}
            defer(LOOK, lock=f"links:{host}", once=f"links:{target_id}", **ids)


@task(LOOK, _("Look whether a short link still leads somewhere"))
def look(organisation_id: int, target_id: int) -> None:
    """No transaction is open while the other server is spoken to."""
    with tenant(organisation_id):
        target = Target.objects.filter(id=target_id).first()
    if target is None:
        return
    problem, is_gone = seen(target.url)
    with tenant(organisation_id):
        if note_look(target_id=target_id, looked_at=clock.now(), problem=problem, is_gone=is_gone) and can_mail():
            for member in queries.keepers_of(target):
                defer(MAIL, organisation_id=organisation_id, member_id=member.pk, target_id=target_id)


def seen(url: str) -> tuple[str, bool]:
    """What is wrong with an address ("" for nothing; a status, "nowhere" or "silent"), and whether it is gone rather than in
    trouble. A page that wants to know who asks, or finds that we ask too much, is there."""
    try:
        answer = http.get(url, limits=LIMITS, headers={"accept": "text/html,*/*;q=0.5"})
    except http.Forbidden:  # on a network of one's own: nobody looks there from here
        return "", False
    except http.BadAnswer:  # too large for us to read, which does not matter here
        return "", False
    except http.NotSent:
        return "nowhere", True
    except http.HttpError:
        return "silent", False
    if answer.status in (404, 410):
        return str(answer.status), True
    return (str(answer.status) if answer.status >= 500 else ""), False


@task(MAIL, _("Tell who looks after a short link that it leads nowhere"), retry=TRIES)
def mail(organisation_id: int, member_id: int, target_id: int) -> None:
    """No transaction is open while the mail server is spoken to."""
    with tenant(organisation_id):
        member = Member.objects.select_related("user", "organisation").filter(id=member_id, is_active=True).first()
        target = Target.objects.filter(id=target_id, dead_since__isnull=False).first()
        if member is None or target is None:  # it answers again
            return
        letter = dead_mail(member, target)
    letter.send()
