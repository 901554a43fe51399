"""The worker's part. A job names the organisation and nobody of it. Lists are filled by numbers that lead to nobody; whoever wants
to hear now is told within their own rows."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _
from procrastinate import RetryStrategy

from liant.advocacy import notices, queries, suggesting
from liant.advocacy.actions import note_mailed
from liant.advocacy.models import Invited
from liant.jobs.queue import app, defer, task
from liant.kit import clock
from liant.kit.mail_refusals import Fate, fate_of, is_of_this_letter
from liant.tenancy.before_tenant import organisation_ids, organisations_with_experts_to_tell
from liant.tenancy.context import tenant

AT_ONCE = 50
TRIES = RetryStrategy(max_attempts=6, exponential_wait=5)  # over about five hours


@app.periodic(cron="17 4 * * *")
@task("advocacy.suggest", _("Choose what to suggest to experts"), queueing_lock="advocacy.suggest")
def suggest(timestamp: int) -> None:  # noqa: ARG001  the queue tells the hour
    for organisation_id in organisation_ids():
        defer("advocacy.suggest_in", once=f"advocacy.suggest_in:{organisation_id}", organisation_id=organisation_id)


@task("advocacy.suggest_in", _("Fill the short lists of a house’s experts"))
def suggest_in(organisation_id: int) -> None:
    """Some at a time, so that nobody who changes something meanwhile waits for all of them."""
    with tenant(organisation_id):
        programme = queries.programme()
        if programme is None or programme.state != "open":
            return
        suggesting.weigh()
        waiting = suggesting.experts()
    for first in range(0, len(waiting), suggesting.AT_ONCE):
        with tenant(organisation_id):
            suggesting.fill(waiting[first : first + suggesting.AT_ONCE])


@app.periodic(cron="*/5 * * * *")
@task("advocacy.look", _("See which experts want to hear something now"), queueing_lock="advocacy.look")
def look(timestamp: int) -> None:  # noqa: ARG001  the queue tells the hour
    for organisation_id in organisations_with_experts_to_tell(clock.now()):
        defer("advocacy.tell_in", once=f"advocacy.tell_in:{organisation_id}", organisation_id=organisation_id)


@task("advocacy.tell_in", _("Tell the experts of a house what is useful, as they chose"))
def tell_in(organisation_id: int) -> None:
    """Those who are due, some at a time; whoever was looked at is due no more."""
    seen: set[int] = set()
    while True:
        with tenant(organisation_id):
            members = [one for one in queries.to_tell(AT_ONCE) if one.pk not in seen]
            told = [found for one in members if (found := notices.due(one))]
        if not members:
            return
        seen |= {one.pk for one in members}
        for notice in told:
            notices.tell(notice)
        with tenant(organisation_id):
            for notice in told:
                notices.settle(notice)


@task("advocacy.mail_invited", _("Tell colleagues of the programme by mail"), retry=TRIES)
def mail_invited(organisation_id: int) -> None:
    """Each once. An address that is refused keeps no mail from the others, and is left for the next time somebody invites; what may
    be taken later is tried again."""
    if not settings.EMAIL_HOST:
        return
    with tenant(organisation_id):
        found = Invited.objects.filter(mailed_at=None, member__is_active=True).order_by("id")
        waiting = list(found.select_related("member__user", "organisation"))
        programme = queries.programme()
    why, later = programme.why if programme else "", None
    for one in waiting:
        try:
            invitation_to(one, why).send()
        except OSError as error:  # smtplib's errors are among these
            if not is_of_this_letter(error):
                raise
            later = later if fate_of(error) is Fate.REFUSED else error
            continue
        with tenant(organisation_id):
            note_mailed(invited_id=one.pk)
    if later is not None:
        raise later


def invitation_to(invited: Invited, why: str) -> EmailMessage:
    member, house = invited.member, invited.organisation
    with override(member.user.language):
        address = settings.BASE_URL + reverse("advocacy:for-you", args=[house.slug])
        values = {"member": member, "house": house, "why": why, "address": address}
        subject = gettext("%(house)s: would you like to share what you know?") % {"house": house.name}
        body = render_to_string("advocacy/mail/invitation.txt", values).strip() + "\n"
    return EmailMessage(
        " ".join(subject.split()), body, to=[member.user.email],
        headers={"Auto-Submitted": "auto-generated", "Message-ID": notices.message_id("invitation", str(invited.pk))},
    )  # fmt: skip
