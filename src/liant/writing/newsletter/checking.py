"""Everything that stands against a letter, asked before it is sent: what the lint says, who has not agreed yet, and each
recipient whose letter would show a field."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from liant.engines.lint import Context
from liant.kit.variables import called
from liant.tenancy.models import Organisation
from liant.web.remarks import Remark as SaidOf
from liant.web.remarks import read as read_words
from liant.writing import remarks
from liant.writing.moves import refused
from liant.writing.newsletter import queries
from liant.writing.newsletter.models import Issue, Subscriber
from liant.writing.newsletter.rendering import OURS, summary_of
from liant.writing.newsletter.rules import FIELDS, fields_in, missing, values_of
from liant.writing.remarks import Remark
from liant.writing.rules import problems_of, undescribed

# automatic, an offer in new paper, a parade of oneself: to a list, each needs somebody who signs for it
BAD_GREETINGS = ("greeting-automatic", "greeting-offer", "greeting-showreel")
MAILING = Context(kind="mailing", network="letter", has_link=True)
NAMED = 50  # of those whose letter would show a field


@dataclass
class Whole:
    """The check over every recipient: how many, and those whose letter would show a field, the first of them by name."""

    count: int = 0
    unresolved_count: int = 0
    unresolved: list[tuple[Subscriber, list[str]]] = field(default_factory=list)


def texts_of(issue: Issue) -> list[str]:
    """All that the author wrote, or that stands around it."""
    told = [text for piece in queries.picks_of(issue) for text in summary_of(piece, issue.version.language)[:2]]
    version = issue.version
    return [version.title, issue.preheader, issue.intro, version.body, issue.newsletter.signature, *told]


def over_all(issue: Issue) -> Whole:
    """Each recipient's fields, one after the other."""
    wanted = [name for name in fields_in(texts_of(issue)) if called(name) not in OURS]
    house, found = Organisation.objects.get().name, Whole()
    rows = queries.recipients(issue).order_by("subscriber_id").values_list(
        "subscriber_id", "subscriber__first_name", "subscriber__last_name", "subscriber__address"
    )  # fmt: skip
    for pk, first, last, address in rows.iterator(2000):
        found.count += 1
        reader = Subscriber(pk=pk, first_name=first, last_name=last, address=address)
        left = missing(wanted, values_of(reader, house, issue.newsletter.name, issue.fallbacks)) if wanted else []
        if left:
            found.unresolved_count += 1
            if len(found.unresolved) < NAMED:
                found.unresolved.append((reader, left))
    return found


def unknown_fields(issue: Issue) -> list[str]:
    return [name for name in fields_in(texts_of(issue)) if called(name) not in (*FIELDS, *OURS)]


def open_fields(issue: Issue) -> list[str]:
    """Those used that may be empty for somebody, so that they can have a fall-back."""
    used = {called(name) for name in fields_in(texts_of(issue))}
    return [name for name in ("first_name", "last_name", "name") if name in used]


def remarks_on(issue: Issue) -> list[Remark]:
    """What the lint says of all that is read as one letter: the version, then what goes around it."""
    version, piece = issue.version, issue.version.piece
    media, kept = list(piece.media.defer("content")), list(piece.kept_remarks.all())
    found = remarks.read(piece, version, media, kept)
    for text in (issue.intro, issue.newsletter.signature):
        found += [
            Remark(one.finding, one.passage, one.number)
            for one in read_words(text, language=version.language, context=MAILING)
        ]
    return found


def bad_greetings(issue: Issue) -> list[SaidOf]:
    """Read as one, as it is read: wishes in the subject and an offer under them are one greeting. Kept with a reason or not: a
    greeting to a list needs a signature."""
    version = issue.version
    whole = "\n\n".join(text for text in (version.title, issue.intro, version.body) if text.strip())
    found = read_words(whole, language=version.language, context=MAILING)
    return [one for one in found if one.finding.rule in BAD_GREETINGS]


def problems(issue: Issue, whole: Whole | None = None) -> list[str]:
    """Why it can't be sent, in words; nothing when it can."""
    version = issue.version
    media = list(version.piece.media.defer("content"))
    found = [*problems_of(version, media), *undescribed(media), *_about_the_way(issue)]
    said = remarks_on(issue)
    found += [
        refused(version, one) for one in said if one.is_error and one.number and one.finding.rule not in BAD_GREETINGS
    ]
    if (greetings := bad_greetings(issue)) and queries.exception_for(issue) is None:
        found.append(
            _("A greeting that reads as “%(kind)s” does not go to a list, unless somebody with the right signs for it.")
            % {"kind": greetings[0].message}
        )
    if unknown := unknown_fields(issue):
        found.append(_("Nothing fills %(fields)s.") % {"fields": in_braces(unknown)})
    whole = whole or over_all(issue)
    if not whole.count:
        found.append(_("Nobody would receive it."))
    elif whole.unresolved_count and not unknown:
        names = ", ".join(name_of(one) for one, _fields in whole.unresolved[:5])
        found.append(
            ngettext(
                "%(count)s reader would see a field instead of a word, %(names)s: give a fall-back, or take it out.",
                "%(count)s readers would see a field instead of a word, such as %(names)s: give a fall-back, or take it out.",
                whole.unresolved_count,
            )
            % {"count": whole.unresolved_count, "names": names}
        )
    return found


def _about_the_way(issue: Issue) -> list[str]:
    found, channel = [], issue.newsletter.channel
    if channel is None:
        found.append(_("Choose on the page of the newsletter through which mailbox it leaves."))
    elif channel.state != "well":
        found.append(_("The mailbox “%(name)s” is cut off.") % {"name": channel.name})
    if issue.version.state not in ("approved", "scheduled", "published"):
        found.append(_("Its words are not agreed to yet."))
    if issue.version.language not in issue.newsletter.languages:
        found.append(_("The newsletter is not written in this language."))
    return found


def name_of(subscriber: Subscriber) -> str:
    return f"{subscriber.name} <{subscriber.address}>" if subscriber.name else subscriber.address


def in_braces(fields: list[str]) -> str:
    return ", ".join("{{" + name + "}}" if name != "{{" else "{{" for name in fields)
