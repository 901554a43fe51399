"""An invitation → its mail, sent by a job. The token is kept nowhere, so the job makes a fresh one as it sends; should
the job run twice, the later mail holds the link that works."""

import smtplib

from procrastinate import RetryStrategy

from liant.accounts.actions import InvitationOver, note_invitation_mail, renew_invitation_token
from liant.accounts.mails import SENDING, invitation_mail
from liant.accounts.models import Invitation
from liant.jobs.queue import SOON, defer, task
from liant.tenancy.context import tenant
from liant.tenancy.models import Organisation

TRIES = RetryStrategy(max_attempts=8, exponential_wait=5)  # over about a day


def defer_mail(organisation_id: int, invitation_id: int) -> None:
    """The sender that accounts call: the job is queued in the transaction of the act."""
    defer(
        "flows.mail_invitation",
        lock=f"flows.mail_invitation:{invitation_id}",
        priority=SOON,
        organisation_id=organisation_id,
        invitation_id=invitation_id,
    )


@task("flows.mail_invitation", SENDING, retry=TRIES)
def mail_invitation(organisation_id: int, invitation_id: int) -> None:
    """No transaction is open while the mail server is spoken to."""
    with tenant(organisation_id):
        invitation = Invitation.objects.select_related("invited_by").filter(id=invitation_id).first()
        if invitation is None:
            return
        try:
            token = renew_invitation_token(invitation)
        except InvitationOver:
            return
        mail = invitation_mail(invitation, Organisation.objects.get(id=organisation_id), token)
    try:
        mail.send()
    except OSError as error:  # smtplib's errors are among these
        with tenant(organisation_id):
            note_invitation_mail(invitation, token=token, problem=in_one_line(error))
        if not is_final(error):
            raise
    else:
        with tenant(organisation_id):
            note_invitation_mail(invitation, token=token)


def is_final(error: OSError) -> bool:
    """Whether the server has refused for good: trying again would change nothing."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(code >= 500 for code, _words in error.recipients.values())
    return isinstance(error, smtplib.SMTPResponseException) and error.smtp_code >= 500


def in_one_line(error: OSError) -> str:
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        words = "; ".join(f"{code} {answer.decode(errors='replace')}" for code, answer in error.recipients.values())
    else:
        words = str(error)
    return " ".join(words.split())[:300]
