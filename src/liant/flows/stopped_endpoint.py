"""A programme could not be told anything for days, or is gone → the owners are told, once, by mail where mail leaves."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from procrastinate import RetryStrategy

from liant.accounts.models import Member
from liant.accounts.outbox import can_mail
from liant.accounts.roles import Role
from liant.deliveries.hooks.events import EndpointStopped
from liant.deliveries.hooks.models import Endpoint
from liant.jobs.queue import defer, task
from liant.tenancy.context import current_organisation_id, tenant
from liant.tenancy.models import Organisation

TRIES = RetryStrategy(max_attempts=8, exponential_wait=5)
MAIL = "flows.mail_stopped_endpoint"


def tell_owners(event: EndpointStopped) -> None:
    """One mail for each owner, each a job of its own: one that fails does not send the others twice."""
    if not can_mail():  # the page of webhooks says it all the same
        return
    for member_id in Member.objects.filter(is_active=True, roles__contains=[Role.OWNER]).values_list("id", flat=True):
        defer(MAIL, organisation_id=current_organisation_id(), member_id=member_id, endpoint_id=event.endpoint_id)


@task(MAIL, gettext_lazy("Tell the owners that a programme cannot be reached"), retry=TRIES)
def mail_owner(organisation_id: int, member_id: int, endpoint_id: int) -> None:
    """No transaction is open while the mail server is spoken to."""
    with tenant(organisation_id):
        member = Member.objects.select_related("user").filter(id=member_id, is_active=True).first()
        endpoint = Endpoint.objects.filter(id=endpoint_id).first()
        if member is None or endpoint is None or endpoint.state not in ("stopped", "gone"):
            return
        mail = mail_about(endpoint, member, Organisation.objects.get())
    mail.send()


def mail_about(endpoint: Endpoint, member: Member, organisation: Organisation) -> EmailMessage:
    link = settings.BASE_URL + reverse("hooks:endpoint", args=[organisation.slug, endpoint.id])
    with translation.override(member.user.language):
        words = {
            "name": endpoint.name,
            "organisation": organisation.name,
            "link": link,
            "is_gone": endpoint.state == "gone",
        }
        subject = _("%(name)s can no longer be told what happens") % {"name": endpoint.name}
        body = render_to_string("flows/mail/stopped_endpoint.txt", words)
    return EmailMessage(subject=" ".join(subject.split()), body=body, to=[member.user.email])
