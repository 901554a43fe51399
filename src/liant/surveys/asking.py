"""The letters that ask: each marked before it leaves and after, with no transaction around the sending. The letter has the link
in it, and is kept nowhere."""

from liant.kit import clock
from liant.kit.mail_refusals import fate_of, is_of_this_letter
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
        with tenant(organisation_id):
            Invitation.objects.filter(pk=one.pk).update(state=fate_of(error).value, problem=str(error)[:300])
        return is_of_this_letter(error)
    with tenant(organisation_id):
        Invitation.objects.filter(pk=one.pk).update(
            state=Invitation.State.SENT, sent_at=clock.now(), letters=one.letters + 1, problem=""
        )
    return True
