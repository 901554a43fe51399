"""The worker's part. A job names the organisation and nobody of it: it opens each member's own rows in turn, and finds there
whether they take part."""

from collections.abc import Iterator

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from liant.accounts.models import Member
from liant.advocacy import notices, queries, suggesting
from liant.advocacy.actions import note_mailed
from liant.advocacy.models import Consent, Invited
from liant.jobs.queue import app, defer, task
from liant.tenancy.before_tenant import organisation_ids
from liant.tenancy.context import tenant


@app.periodic(cron="17 4 * * *")
@task("advocacy.suggest", _("Choose what to suggest to experts"), queueing_lock="advocacy.suggest")
def suggest(timestamp: int) -> None:  # noqa: ARG001  the queue tells the hour
    for organisation_id in organisation_ids():
        defer("advocacy.suggest_in", once=f"advocacy.suggest_in:{organisation_id}", organisation_id=organisation_id)


@task("advocacy.suggest_in", _("Fill the short lists of a house’s experts"))
def suggest_in(organisation_id: int) -> None:
    for member_id in members_of(organisation_id):
        with tenant(organisation_id):
            member = Member.objects.filter(pk=member_id).first()
            if member is None:
                continue
            with queries.own(member) as expert:
                if expert is not None and Consent.Purpose.SUGGEST in queries.consents(member):
                    suggesting.renew(expert)


@app.periodic(cron="*/15 * * * *")
@task("advocacy.look", _("See which experts want to hear something now"), queueing_lock="advocacy.look")
def look(timestamp: int) -> None:  # noqa: ARG001  the queue tells the hour
    for organisation_id in organisation_ids():
        defer("advocacy.tell_in", once=f"advocacy.tell_in:{organisation_id}", organisation_id=organisation_id)


@task("advocacy.tell_in", _("Tell the experts of a house what is useful, as they chose"))
def tell_in(organisation_id: int) -> None:
    for member_id in members_of(organisation_id):
        with tenant(organisation_id):
            member = Member.objects.select_related("user", "organisation").filter(pk=member_id).first()
            notice = notices.due(member) if member else None
        if member is None or notice is None:
            continue
        notices.tell(notice)
        if notice.gone:
            with tenant(organisation_id):
                notices.forget_devices(member, notice.gone)


@task("advocacy.mail_invited", _("Tell colleagues of the programme by mail"))
def mail_invited(organisation_id: int) -> None:
    """Each once; what does not leave is left for the next time somebody invites."""
    if not settings.EMAIL_HOST:
        return
    with tenant(organisation_id):
        waiting = list(
            Invited.objects.filter(mailed_at=None).select_related("member__user", "organisation").order_by("id")
        )
        programme = queries.programme()
    for one in waiting:
        if programme is not None:
            invitation_to(one, programme.why).send()
        with tenant(organisation_id):
            note_mailed(invited_id=one.pk)


def invitation_to(invited: Invited, why: str) -> EmailMessage:
    member, house = invited.member, invited.organisation
    with override(member.user.language):
        address = settings.BASE_URL + reverse("advocacy:for-you", args=[house.slug])
        values = {"member": member, "house": house, "why": why, "address": address}
        subject = gettext("%(house)s: would you like to share what you know?") % {"house": house.name}
        body = render_to_string("advocacy/mail/invitation.txt", values).strip() + "\n"
    return EmailMessage(
        " ".join(subject.split()), body, to=[member.user.email], headers={"Auto-Submitted": "auto-generated"}
    )


def members_of(organisation_id: int) -> Iterator[int]:
    """Everyone of a house whose programme is open; none where it is not."""
    with tenant(organisation_id):
        programme = queries.programme()
        is_open = programme is not None and programme.state == "open"
        found = (
            list(Member.objects.filter(is_active=True).order_by("id").values_list("id", flat=True)) if is_open else []
        )
    yield from found
