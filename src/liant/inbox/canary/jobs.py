"""What the worker does about published addresses: rounds that are due, forms, answers that did not come, mails to owners."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from procrastinate import RetryStrategy

from liant.accounts.models import Member
from liant.accounts.roles import Role
from liant.inbox.canary.arrivals import (
    POST,
    begin_round,
    give_up,
    locked,
    note_outcome,
    note_sent,
    words_for,
)
from liant.inbox.canary.mails import unread_mail
from liant.inbox.canary.models import PublishedAddress
from liant.inbox.canary.phrases import REFUSED
from liant.inbox.canary.rules import ANSWERED_WITHIN, filled, read_fields
from liant.jobs.queue import app, defer, task
from liant.kit import clock, http
from liant.tenancy.before_tenant import canaries_unanswered, canary_addresses_due
from liant.tenancy.context import current_organisation_id, tenant

MAIL = "canary.mail"
TRIES = RetryStrategy(max_attempts=8, exponential_wait=5)  # over about a day
FORM = "application/x-www-form-urlencoded"


@app.periodic(cron="*/10 * * * *")
@task("canary.look", _("Check that published addresses are read"), queueing_lock="canary.look")
def look(timestamp: int) -> None:  # noqa: ARG001  the queue tells the hour
    """Each in a transaction of its own: a worker that dies leaves whole rounds, or none."""
    for organisation_id, address_id in canary_addresses_due(clock.now()):
        with tenant(organisation_id):
            begin_round(address_id=address_id)
    for organisation_id, canary_id in canaries_unanswered(clock.now() - ANSWERED_WITHIN):
        with tenant(organisation_id):
            give_up(canary_id=canary_id)


@task(POST, _("Fill in a published form, to see whether it is read"))
def post(organisation_id: int, canary_id: int) -> None:
    """Noted as sent before anything leaves: after a crash it is never posted twice, and no answer tells the rest."""
    with tenant(organisation_id):
        canary = locked(canary_id)
        if canary is None or canary.state != "planned":
            return
        note_sent(canary)
        address = canary.address
        _subject, text, _language = words_for(canary)
        own = str(address.channel.settings.get("address") or "")
        content = filled(read_fields(address.fields), {"message": text, "address": own})
    problem, is_refused = "", True
    try:
        answer = http.post(address.target, content=content, headers={"content-type": FORM})
        problem = REFUSED % {"status": answer.status} if answer.status >= 400 else ""
    except http.NotSent as error:
        problem, is_refused = str(error), False
    except http.HttpError as error:  # it left: whoever reads it will tell
        with tenant(organisation_id):
            note_outcome(canary_id, str(error))
        return
    if problem:
        with tenant(organisation_id):
            note_outcome(canary_id, problem, is_refused=is_refused, has_failed=True)


def tell_owners(address_id: int) -> None:
    """One mail for each owner, each a job of its own; where no mail leaves, the page says it all the same."""
    if not settings.EMAIL_HOST:
        return
    for member_id in Member.objects.filter(is_active=True, roles__contains=[Role.OWNER]).values_list("id", flat=True):
        defer(MAIL, organisation_id=current_organisation_id(), member_id=member_id, address_id=address_id)


@task(MAIL, _("Tell the owners that nobody reads an address"), retry=TRIES)
def mail(organisation_id: int, member_id: int, address_id: int) -> None:
    """No transaction is open while the mail server is spoken to."""
    with tenant(organisation_id):
        member = Member.objects.select_related("user", "organisation").filter(id=member_id, is_active=True).first()
        address = PublishedAddress.objects.filter(id=address_id, failing_since__isnull=False).first()
        if member is None or address is None:  # read again meanwhile, or taken out
            return
        letter = unread_mail(member, address)
    letter.send()
