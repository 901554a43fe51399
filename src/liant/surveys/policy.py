"""Who may ask, and who may read what came of it. Nobody may read one person's answers to an anonymous wave: there is no such
permission, since there is no such page; those of a confidential one are read by the readers it names."""

from django.utils.translation import gettext_lazy as _

from liant.accounts.models import Member
from liant.accounts.permissions import register
from liant.accounts.roles import EVERYONE, Role
from liant.audit import verbs
from liant.surveys.models import Wave, WaveReader

ASKING = frozenset({Role.OWNER, Role.COMMUNICATOR, Role.PROGRAMME_LEAD, Role.RECRUITER, Role.CARE_AGENT})
READING = ASKING | {Role.TEAM_MANAGER, Role.PRESS_OFFICER, Role.AUDITOR}


def is_reader(member: Member, wave: Wave) -> bool:
    """One of those whom the respondents of a confidential wave were told of; nobody else reads, whatever their role."""
    return not wave.is_anonymous and WaveReader.objects.filter(wave=wave, member=member).exists()


register("surveys.read_named", EVERYONE, also=is_reader)
register("surveys.read", READING)
register("surveys.write", ASKING)
register("surveys.ask", ASKING)  # open a wave, invite, remind, close
register("surveys.publish", ASKING)
register("surveys.answer", EVERYONE)
register("surveys.compare", frozenset({Role.OWNER}))  # let the house be compared with others on the installation

verbs.register(
    {
        "surveys.begin": _("began the questionnaire"),
        "surveys.change": _("changed what is asked"),
        "surveys.end": _("put the questionnaire away"),
        "surveys.bring_in": _("brought in a questionnaire from a file"),
        "surveys.prepare": _("prepared a wave"),
        "surveys.arrange": _("changed how the wave is put to people"),
        "surveys.invite": _("listed %(count)s people to ask"),
        "surveys.uninvite": _("took people off the list"),
        "surveys.open": _("opened the wave"),
        "surveys.remind": _("reminded everyone who was asked"),
        "surveys.close": _("closed the wave"),
        "surveys.drop": _("gave the wave up"),
        "surveys.publish": _("computed what may be shown of the wave"),
        "surveys.compare": _("agreed to compare with the others on this installation"),
        "surveys.stop_comparing": _("no longer compares with the others on this installation"),
        "surveys.export": _("exported what may be shown of the wave"),
        "surveys.read_named": _("read who answered the wave by name"),
        "surveys.read_one_named": _("read one person’s named answer"),
        "surveys.export_named": _("exported the named answers of the wave"),
        "surveys.withdraw": _("deleted a named answer that its person took back"),
    }
)
