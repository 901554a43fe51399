"""The way of an issue: frozen and begun, held, gone on with, ended. What happens to one envelope after the other is in
`sending`."""

from collections.abc import Iterator
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from liant.accounts.models import Member
from liant.accounts.permissions import check
from liant.audit.actions import record
from liant.deliveries import gates
from liant.deliveries.pictures import CannotFit, CannotRead, written_anew
from liant.kit import clock
from liant.writing import moves, offers
from liant.writing.models import PieceMedium, Version
from liant.writing.newsletter import checking, mails, queries, rendering, tokens
from liant.writing.newsletter.driving import drive_soon
from liant.writing.newsletter.models import CountedLink, Envelope, Issue, LetterPicture
from liant.writing.newsletter.states import ENVELOPE, ISSUE
from liant.writing.newsletter.subscribing import mark_for
from liant.writing.states import VERSION

AT_ONCE = 2000
PICTURE_TYPES, LARGEST_PICTURE = ("image/jpeg", "image/png", "image/gif"), 600_000
COUNTED = {"queued", "sent", "refused", "unknown", "bounced", "left_out"}


class NotReady(Exception):
    """It can't be sent as it stands; `problems` says why, in words."""

    def __init__(self, problems: list[str]):
        super().__init__(" ".join(problems))
        self.problems = problems


def begin(*, actor: Member, issue: Issue) -> Issue:
    """Send it now. Raises NotReady."""
    check(actor, "newsletter.send")
    with transaction.atomic():
        issue = locked(issue.pk)
        ISSUE.check(issue.state, "sending")
        found = checking.problems(issue)
        if not found and (stop := gates.reason_against(leaving(issue))):
            found = [stop.reason]
        if found:
            raise NotReady(found)
        _begin(issue, actor)
        record(actor, "newsletter.begin", issue.version.piece)
    return issue


def carry(version: Version) -> offers.Carried:
    """Its moment has come, and whoever publishes asked the gates. Raises CannotLeave with all that stands against it."""
    chosen = queries.issue_of(version)
    if chosen is None:
        raise offers.CannotLeave(_("Nobody said yet to which newsletter it goes."))
    issue = locked(chosen.pk)
    if issue.state == "draft":
        if found := checking.problems(issue):
            raise offers.CannotLeave(" ".join(found))
        _begin(issue, None)
    return offers.Carried(is_there=False)


def _begin(issue: Issue, actor: Member | None) -> None:
    """Freeze what leaves, and make an envelope for each recipient: from now on no change touches it."""
    issue.channel = issue.newsletter.channel
    issue.frozen, issue.state, issue.problem = frozen(issue), "sending", ""
    issue.begun_by, issue.begun_at = actor, clock.now()
    issue.queued = sum(len(some) for some in batches(issue))
    issue.save()
    drive_soon(issue.organisation_id, issue.channel_id)


def batches(issue: Issue) -> Iterator[list[Envelope]]:
    rows: list[Envelope] = []
    now = clock.now()
    found = queries.recipients(issue).order_by("id").values_list("id", "subscriber_id")
    for subscription_id, subscriber_id in found.iterator(AT_ONCE):
        rows.append(
            Envelope(organisation_id=issue.organisation_id, kind=Envelope.Kind.LETTER, channel_id=issue.channel_id,  # type: ignore[misc]  # what may leave has a channel
                     issue=issue, subscriber_id=subscriber_id, subscription_id=subscription_id, next_attempt_at=now,
                     mark=mark_for("letter", issue.pk, subscriber_id))
        )  # fmt: skip
        if len(rows) == AT_ONCE:
            yield Envelope.objects.bulk_create(rows)
            rows = []
    if rows:
        yield Envelope.objects.bulk_create(rows)


def frozen(issue: Issue) -> dict[str, Any]:
    """What leaves, with the fields of the readers open."""
    keep_pictures(issue)
    organisation_id = issue.organisation_id

    def count(number: int) -> str:
        return tokens.address(tokens.LINK, organisation_id, issue.pk, number)

    composed = rendering.compose(issue, public_picture(issue), count if issue.newsletter.has_counted_links else None)
    CountedLink.objects.bulk_create(
        [CountedLink(organisation_id=organisation_id, issue=issue, number=number, url=url[:2000])
         for number, url in enumerate(composed.links, 1)]
    )  # fmt: skip
    return as_frozen(composed, issue.version.edition)


def as_frozen(composed: rendering.Composed, edition: int) -> dict[str, Any]:
    fields = mails.fields_of(composed.subject, composed.html, composed.text)
    return {"subject": composed.subject, "html": composed.html, "text": composed.text, "language": composed.language,
            "fields": fields, "edition": edition}  # fmt: skip


def keep_pictures(issue: Issue) -> None:
    """Written anew: smaller, without what a camera writes into them. One that can't be read is left out."""
    pieces = [issue.version.piece, *queries.picks_of(issue)]
    wanted = [found[0] for piece in pieces if (found := rendering.pictures_of(piece))]
    there = set(issue.pictures.values_list("medium_id", flat=True))
    for medium in PieceMedium.objects.filter(pk__in=[one.pk for one in wanted if one.pk not in there]):
        try:
            made = written_anew(bytes(medium.content or b""), PICTURE_TYPES, LARGEST_PICTURE)
        except (CannotRead, CannotFit):
            continue
        LetterPicture.objects.create(issue=issue, medium_id=medium.pk, media_type=made.media_type, content=made.content)


def public_picture(issue: Issue) -> rendering.PictureUrl:
    there = dict(issue.pictures.values_list("medium_id", "pk"))

    def url(medium: PieceMedium) -> str:
        found = there.get(medium.pk)
        return tokens.address(tokens.PICTURE, issue.organisation_id, found) if found else ""

    return url


def leaving(issue: Issue) -> gates.Leaving:
    """As the gates are asked about it."""
    return gates.leaving(issue.version, "letter", issue.newsletter.channel_id)


def hold(*, actor: Member | None, issue: Issue, reason: str) -> None:
    """The rest stays until a person goes on. Without an actor: a gate was shut in the middle."""
    if actor is not None:
        check(actor, "newsletter.send")
    with transaction.atomic():
        issue = locked(issue.pk)
        ISSUE.check(issue.state, "held")
        issue.state, issue.problem = "held", reason[:500]
        issue.save(update_fields=["state", "problem"])
        record(actor, "newsletter.hold", issue.version.piece, reason=reason[:300])


def go_on(*, actor: Member, issue: Issue) -> None:
    """The gates are asked again before each letter. Raises NotReady where one is still shut."""
    check(actor, "newsletter.send")
    with transaction.atomic():
        issue = locked(issue.pk)
        ISSUE.check(issue.state, "sending")
        if stop := gates.reason_against(leaving(issue)):
            raise NotReady([stop.reason])
        issue.state, issue.problem = "sending", ""
        issue.save(update_fields=["state", "problem"])
        record(actor, "newsletter.go_on", issue.version.piece)
        drive_soon(issue.organisation_id, issue.channel_id)


def stop(*, actor: Member, issue: Issue) -> None:
    """What has not left yet never will."""
    check(actor, "newsletter.send")
    with transaction.atomic():
        issue = locked(issue.pk)
        ISSUE.check(issue.state, "stopped")
        rest = issue.envelopes.filter(kind=Envelope.Kind.LETTER, state="queued").update(
            state="left_out", settled_at=clock.now(), problem="The sending was ended."
        )
        Issue.objects.filter(pk=issue.pk).update(
            state="stopped", ended_at=clock.now(), queued=F("queued") - rest, left_out=F("left_out") + rest
        )
        record(actor, "newsletter.stop", issue.version.piece)


def decide(*, actor: Member, envelope: Envelope, has_arrived: bool) -> None:
    """A person looked where no machine can: it is there, or it goes once more under the same Message-ID."""
    check(actor, "newsletter.send")
    with transaction.atomic():
        found = locked_envelope(envelope.pk)
        if has_arrived:
            move(found, "sent", settled_at=clock.now(), problem="")
        else:
            move(found, "queued", next_attempt_at=clock.now(), settled_at=None, problem="", attempts=0)
            _open_again(found)
        record(actor, "newsletter.decide", found)


def _open_again(envelope: Envelope) -> None:
    if envelope.issue_id is not None:
        issue = locked(envelope.issue_id)
        if ISSUE.allows(issue.state, "sending") and issue.state == "sent":
            Issue.objects.filter(pk=issue.pk).update(state="sending", ended_at=None)
    drive_soon(envelope.organisation_id, envelope.channel_id)


def finish(issue: Issue) -> None:
    """No envelope waits any more. Inside the transaction that saw it."""
    now = clock.now()
    Issue.objects.filter(pk=issue.pk, state="sending").update(state="sent", ended_at=now)
    version = Version.objects.get(pk=issue.version_id)
    if version.state == "published" or VERSION.allows(version.state, "published"):
        url = tokens.address(tokens.READ, issue.organisation_id, issue.pk)
        moves.mark_published(actor=None, version=version, at=now, url=url)


def move(envelope: Envelope, state: str, **values: Any) -> None:
    """The only place where an envelope changes its state; the counts of its issue follow."""
    before = envelope.state
    ENVELOPE.check(before, state)
    envelope.state = state
    for name, value in values.items():
        setattr(envelope, name, value)
    if (
        envelope.kind == Envelope.Kind.LETTER
    ):  # the issue first, always: two who wait for each other would wait for ever
        count(envelope.issue_id, {before: -1, state: 1})
    envelope.save(update_fields=["state", *values])


def count(issue_id: int | None, changes: dict[str, int]) -> None:
    """What is on its way counts as queued."""
    told: dict[str, int] = {}
    for state, change in changes.items():
        name = "queued" if state == "sending" else state
        told[name] = told.get(name, 0) + change
    values = {name: F(name) + change for name, change in told.items() if change and name in COUNTED}
    if values and issue_id is not None:
        Issue.objects.filter(pk=issue_id).update(**values)


def locked_envelope(envelope_id: int) -> Envelope:
    """Its issue first, always: two who wait for each other would wait for ever."""
    issue_id = Envelope.objects.values_list("issue_id", flat=True).get(pk=envelope_id)
    if issue_id is not None:
        Issue.objects.select_for_update().get(pk=issue_id)
    return Envelope.objects.select_for_update().get(pk=envelope_id)


def locked(issue_id: int) -> Issue:
    found = Issue.objects.select_for_update(of=("self",))
    return found.select_related("newsletter__channel", "version__piece", "segment").get(pk=issue_id)
