"""What is there follows what becomes of its version, where its network lets it: corrected, taken away, taken back in time.
Where it can't, it is listed for a person. Told in the transaction of the act (`happenings`), written without an actor."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from liant.channels.phrases import in_words
from liant.connectors.contract import Capabilities, ConnectorError, Draft
from liant.deliveries.actions import cancel, locked, queue
from liant.deliveries.models import Delivery
from liant.deliveries.states import UNSETTLED
from liant.kit import clock
from liant.writing import happenings, offers
from liant.writing.happenings import Happening
from liant.writing.models import Version
from liant.writing.networks import JOURNAL
from liant.writing.publishing import queries
from liant.writing.publishing.drafts import drafts_of
from liant.writing.publishing.lateness import in_house_words
from liant.writing.publishing.leaving import begin, go_on, move, put, refuse, stop, tell
from liant.writing.publishing.models import Departure, Part

TAKEN_BACK = ("rejected", "queued", "held")  # states in which a delivery can be cancelled


def follow(happening: Happening) -> None:
    if happening.what in FOLLOWED:
        FOLLOWED[happening.what](happening.version)


def note_published(version: Version) -> None:
    """Whoever carries it, or a person, says that it is there."""
    for departure in version.departures.filter(state__in=("leaving", "to_post")):
        move(departure, "there", settled_at=clock.now(), edition=version.edition)


def call_back(version: Version) -> None:
    """It has another moment, or none, or other words: what was made for this one is taken back, where it has not left."""
    for departure in version.departures.filter(state__in=("halted", "to_post", "leaving", "late", "refused")):
        if departure.state == "halted":
            move(departure, "answered", settled_at=clock.now())
        elif departure.state == "to_post":
            move(departure, "stopped", settled_at=clock.now())
        else:
            take_back(departure)
            stop(departure)


def take_back(departure: Departure) -> None:
    """The deliveries first, then the departure: as whoever sends them locks them."""
    for part in departure.parts.all():
        delivery = locked(part.delivery_id)
        if delivery.state in TAKEN_BACK:
            cancel(actor=None, delivery=delivery)
    departure.refresh_from_db()


def withdraw(version: Version) -> None:
    """Asked back from wherever it is."""
    call_back_for_good(version)
    for departure in version.departures.filter(state="there").select_related("version"):
        departure.is_behind = departure.is_again = False
        departure.save(update_fields=["is_behind", "is_again"])
        if version.network == JOURNAL and offers.carrier_of(JOURNAL):
            move(departure, "gone", settled_at=clock.now())
        elif can_of(version).can_delete:
            move(departure, "going")
            take_all_away(departure)
        else:
            leave_there(departure, _("Nothing can be taken away there from here."))


def call_back_for_good(version: Version) -> None:
    """What is on its way is taken away again when it arrives."""
    on_its_way = version.departures.filter(state__in=("leaving", "late", "refused")).select_related("version")
    for departure in on_its_way:
        take_back(departure)
        if not queries.is_any_there(departure):
            move(departure, "stopped", settled_at=clock.now())
        elif can_of(version).can_delete:
            move(departure, "going")
            take_all_away(departure)
        else:
            stop(departure)
    version.departures.filter(state="going").update(is_again=False)
    call_back(version)


def can_of(version: Version) -> Capabilities:
    """What its account lets us do; nothing without one."""
    return version.channel.capabilities if version.channel else Capabilities()


def take_all_away(departure: Departure) -> None:
    """The last part first, so that nobody reads an answer to nothing."""
    for part in sorted(departure.parts.filter(gone_at=None), key=lambda one: -one.place):
        if part.delivery.state == "sent":
            take_away(departure, part)
        elif part.delivery.state not in UNSETTLED:
            note_gone(departure, part)


def take_away(departure: Departure, part: Part) -> None:
    ask(departure, part, Draft("delete", "", target=part.delivery.reply_to), "delete")


def ask(departure: Departure, part: Part, draft: Draft, what: str) -> None:
    """A further act about a part that is there."""
    key = f"departure:{departure.pk}:{part.place}:{what}"
    try:
        part.change = queue(actor=None, channel=part.delivery.channel, draft=draft, key=key, origin=departure)
        part.save(update_fields=["change"])
    except ConnectorError as error:
        with in_house_words():
            could_not(departure, in_words(str(error)))


def could_not(departure: Departure, reason: str) -> None:
    if departure.state == "going":
        leave_there(departure, reason)
    else:
        refuse(departure, reason)


def leave_there(departure: Departure, reason: str) -> None:
    move(departure, "left", reason=reason[:400])
    tell(departure)


def correct(version: Version) -> None:
    """New words of what is published: each part that changed is changed there, where it can be."""
    for departure in version.departures.filter(state="there").select_related("version__piece", "version__channel"):
        if offers.carrier_of(version.network):
            departure.edition = version.edition
            departure.save(update_fields=["edition"])  # whoever carries it follows by itself
        elif can_of(version).can_edit:
            change_parts(departure, version)
        else:
            departure.is_behind = True
            departure.save(update_fields=["is_behind"])


def change_parts(departure: Departure, version: Version) -> None:
    standing, drafts = queries.standing(departure), drafts_of(version)
    for part, draft in zip(standing, drafts, strict=False):
        if part.text != draft.text:
            edit = Draft("edit", draft.text, target=part.delivery.reply_to, language=version.language)
            ask(departure, part, edit, f"edit:{version.edition}")
    for part in standing[len(drafts) :]:
        take_away(departure, part)
    if len(standing) < len(drafts):
        go_on(departure, version)
    departure.edition = version.edition
    departure.save(update_fields=["edition"])


def note_followed(departure: Departure, part: Part, delivery: Delivery, state: str) -> None:
    """A correction or a deletion has arrived, or was refused."""
    if state == "sent" and is_deletion(delivery):
        note_gone(departure, part)
    elif state == "sent":
        part.text = delivery.text
        part.save(update_fields=["text"])
    elif state == "rejected":
        with in_house_words():
            could_not(departure, in_words(delivery.problem))


def is_deletion(delivery: Delivery) -> bool:
    return delivery.kind == "delete"


def note_gone(departure: Departure, part: Part) -> None:
    part.gone_at = clock.now()
    part.save(update_fields=["gone_at"])
    if departure.state not in ("going", "left") or departure.parts.filter(gone_at=None).exists():
        return
    move(departure, "gone", settled_at=clock.now())
    if departure.is_again and departure.version.state == "published":
        again = begin(departure.version, clock.now())
        move(again, "leaving")
        go_on(again, departure.version)


def say_under(departure: Departure, text: str) -> None:
    """A correction said under what can't be changed any more."""
    departure.since_at = clock.now()
    departure.save(update_fields=["since_at"])
    last = queries.standing(departure)[-1]
    draft = Draft("reply", text, target=last.delivery.reply_to, language=departure.version.language)
    put(departure, departure.version, draft, is_note=True)


FOLLOWED: dict[str, Callable[[Version], None]] = {
    happenings.PUBLISHED: note_published,
    happenings.SCHEDULED: call_back,
    happenings.UNSCHEDULED: call_back,
    happenings.REOPENED: call_back,
    happenings.CORRECTED: correct,
    happenings.WITHDRAWN: withdraw,
}
