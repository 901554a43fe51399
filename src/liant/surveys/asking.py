"""The letters that ask: each marked before it leaves and after, with no transaction around the sending. The letter has the link
in it, and is kept nowhere."""

from smtplib import SMTPDataError, SMTPRecipientsRefused, SMTPServerDisconnected

from liant.kit import clock
from liant.kit.mail_refusals import is_final
from liant.surveys.mails import letter_to
from liant.surveys.models import Invitation, Wave
from liant.surveys.refusals import refused_among
from liant.tenancy.context import tenant


def note_stranded(wave_id: int) -> None:
    """What a dead worker had in its hands may have left: shown to a person, and not sent again by itself. Whoever calls this
    is alone with the wave."""
    stranded = Invitation.objects.filter(wave_id=wave_id, state=Invitation.State.SENDING)
    stranded.update(state=Invitation.State.UNKNOWN)


def write_next(organisation_id: int, wave_id: int) -> bool:
    """Whether there was somebody to write to, and one may go on."""
    with tenant(organisation_id):
        wave = Wave.objects.select_related("edition__questionnaire", "author").get(pk=wave_id)
        one = wave.invitations.filter(state=Invitation.State.WAITING).select_for_update(skip_locked=True).first()
        if one is None or wave.state != "open":
            return False
        if one.member_id is None and refused_among(organisation_id, [one.address]):
            one.state = Invitation.State.DECLINED
            one.save(update_fields=["state"])
            return True
        letter = letter_to(wave, one)
        one.state = Invitation.State.SENDING
        one.save(update_fields=["state"])
    try:
        letter.send()
    except OSError as error:  # smtplib's errors are among these
        after, may_go_on = refused(error)
        with tenant(organisation_id):
            Invitation.objects.filter(pk=one.pk).update(state=after, problem=str(error)[:300])
        return may_go_on
    with tenant(organisation_id):
        Invitation.objects.filter(pk=one.pk).update(
            state=Invitation.State.SENT, sent_at=clock.now(), letters=one.letters + 1, problem=""
        )
    return True


def refused(error: OSError) -> tuple[str, bool]:
    """What became of it, and whether the server still takes others: refused for good, or tried again in a minute."""
    if isinstance(error, SMTPRecipientsRefused | SMTPDataError):
        return (Invitation.State.REFUSED if is_final(error) else Invitation.State.WAITING), True
    if isinstance(error, SMTPServerDisconnected):  # it may have been taken before the line broke
        return Invitation.State.UNKNOWN, False
    return Invitation.State.WAITING, False
