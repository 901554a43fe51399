"""What colleagues do: newsletters and segments, subscribers brought in or invited, what goes around a letter, trials. The
way of an issue is in `moves`; what people do themselves in `subscribing`."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import F

from liant.accounts.models import Member
from liant.accounts.permissions import check
from liant.audit.actions import record
from liant.channels.models import Channel
from liant.kit import clock
from liant.writing.models import Piece, Version
from liant.writing.newsletter import subscribing
from liant.writing.newsletter.driving import drive_soon
from liant.writing.newsletter.importing import Row
from liant.writing.newsletter.models import (
    CountedLink,
    Envelope,
    Issue,
    Newsletter,
    Pick,
    Postage,
    Proof,
    Segment,
    SignedException,
    Subscriber,
    Subscription,
)
from liant.writing.newsletter.rules import mark_of
from liant.writing.rules import slug_of

AT_ONCE = 1000


class Begun(Exception):
    """It leaves already: nothing about it changes any more."""


@dataclass
class Brought:
    """How many came in; and those left out, by line, with why."""

    count: int = 0
    left_out: list[tuple[int, str]] = field(default_factory=list)


def save_newsletter(*, actor: Member, newsletter: Newsletter | None, **values: Any) -> Newsletter:
    check(actor, "newsletter.arrange")
    with transaction.atomic():
        newsletter = newsletter or Newsletter()
        for name, value in values.items():
            setattr(newsletter, name, value)
        if not newsletter.slug:
            near = slug_of(newsletter.name)[:60]
            newsletter.slug = slug_of(
                near, Newsletter.objects.filter(slug__startswith=near).values_list("slug", flat=True)
            )
        newsletter.save()
        record(actor, "newsletter.save", newsletter, name=newsletter.name)
    return newsletter


def save_postage(*, actor: Member, channel: Channel, **values: int) -> Postage:
    """`values`: per_minute, per_hour, soft_returns, soft_days."""
    check(actor, "newsletter.arrange")
    with transaction.atomic():
        postage, _new = Postage.objects.update_or_create(channel=channel, defaults=values)
        record(actor, "newsletter.postage", postage, name=channel.name)
    return postage


def save_segment(*, actor: Member, segment: Segment | None, name: str, **values: Any) -> Segment:
    """`values`: hats, topics, languages."""
    check(actor, "newsletter.arrange")
    with transaction.atomic():
        segment = segment or Segment()
        segment.name = name.strip()
        for field_name, value in values.items():
            setattr(segment, field_name, list(value))
        segment.save()
        record(actor, "newsletter.segment", segment, name=segment.name)
    return segment


def bring_in(*, actor: Member, newsletter: Newsletter, rows: Sequence[Row], how: str, text: str) -> Brought:
    """Whole or not at all. `how` states the proof: who agreed, when, where; `text`: the words they agreed to. Whoever left by
    their own will, or whose address gives letters back, is left out."""
    check(actor, "newsletter.subscribers")
    with transaction.atomic():
        brought, wanted = _put_down(actor, newsletter, rows)
        on = []
        for subscription in wanted:
            subscription.state, subscription.on_at = "on", clock.now()
            subscription.ended_at, subscription.ended_how = None, ""
            on.append(Proof(organisation_id=actor.organisation_id, subscription=subscription, what=Proof.What.BROUGHT,
                            how=how[:500], text=text[:500], member=actor))  # fmt: skip
        Subscription.objects.bulk_update(wanted, ["state", "on_at", "ended_at", "ended_how"], AT_ONCE)
        Proof.objects.bulk_create(on, AT_ONCE)
        Newsletter.objects.filter(pk=newsletter.pk).update(readers=F("readers") + len(wanted))
        brought.count = len(wanted)
        record(actor, "newsletter.bring", newsletter, count=brought.count, how=how[:200])
    return brought


def invite(*, actor: Member, newsletter: Newsletter, rows: Sequence[Row], how: str) -> Brought:
    """A mail asks each of them to confirm; without their click nothing more is sent."""
    check(actor, "newsletter.subscribers")
    with transaction.atomic():
        brought, wanted = _put_down(actor, newsletter, rows)
        proofs, mails = [], []
        for one in wanted:
            one.state, one.round, one.asked_at = "asked", one.round + 1, clock.now()
            proofs.append(Proof(organisation_id=actor.organisation_id, subscription=one, what=Proof.What.INVITED,
                                how=how[:500], text=newsletter.consent, member=actor))  # fmt: skip
            mails.append(Envelope(organisation_id=actor.organisation_id, kind=Envelope.Kind.CONFIRMATION,  # type: ignore[misc]  # what asks has a channel
                                  channel_id=newsletter.channel_id, subscriber_id=one.subscriber_id, subscription=one,
                                  mark=subscribing.mark_for("confirm", one.pk, one.round)))  # fmt: skip
        Subscription.objects.bulk_update(wanted, ["state", "round", "asked_at"], AT_ONCE)
        Proof.objects.bulk_create(proofs, AT_ONCE)
        Envelope.objects.bulk_create(mails, AT_ONCE)
        brought.count = len(wanted)
        record(actor, "newsletter.invite", newsletter, count=brought.count)
        drive_soon(newsletter.organisation_id, newsletter.channel_id)
    return brought


def _put_down(actor: Member, newsletter: Newsletter, rows: Sequence[Row]) -> tuple[Brought, list[Subscription]]:
    """The rows as subscriptions that are not on yet, locked; those that may not be are told with their line."""
    brought = Brought()
    owner: Any = actor.organisation_id
    by_mark = {mark_of(owner, row.address): row for row in rows}
    known = {one.mark: one for one in Subscriber.objects.select_for_update().filter(mark__in=by_mark)}
    there = {one.subscriber_id: one for one in newsletter.subscriptions.select_for_update().filter(
        subscriber_id__in=[one.pk for one in known.values()])}  # fmt: skip
    fresh, again, wanted = [], [], []
    for mark, row in by_mark.items():
        subscriber = known.get(mark)
        before = there.get(subscriber.pk) if subscriber else None
        if why := why_left_out(subscriber, before):
            brought.left_out.append((row.line, why))
            continue
        if subscriber is None:
            subscriber = Subscriber(organisation_id=owner, mark=mark, address=row.address, first_name=row.first_name,
                                    last_name=row.last_name, language=row.language)  # fmt: skip
            fresh.append(subscriber)
        elif not subscriber.address:
            subscriber.address, subscriber.language = row.address, row.language
            subscriber.first_name, subscriber.last_name = row.first_name, row.last_name
            again.append(subscriber)
        wanted.append(before or Subscription(organisation_id=owner, newsletter=newsletter, subscriber=subscriber))
    Subscriber.objects.bulk_create(fresh, AT_ONCE)
    Subscriber.objects.bulk_update(again, ["address", "language", "first_name", "last_name"], AT_ONCE)
    new = [one for one in wanted if one.pk is None]
    for one in new:
        one.subscriber_id = one.subscriber.pk
    Subscription.objects.bulk_create(new, AT_ONCE)
    return brought, wanted


def why_left_out(subscriber: Subscriber | None, before: Subscription | None) -> str:
    """A word for `phrases.LEFT_OUT`; "" when nothing stands against it."""
    if before is not None and before.state == "on":
        return "on"
    if subscriber is not None and subscriber.refuses_at is not None:
        return "refuses"
    if before is not None and before.state == "ended" and before.ended_how in subscribing.OWN_WILL:
        return "left"
    if subscriber is not None and subscriber.suspended_at is not None:
        return "suspended"
    return ""


def end(*, actor: Member, subscription: Subscription) -> None:
    """Somebody asked for it by another way than the link."""
    check(actor, "newsletter.subscribers")
    with transaction.atomic():
        subscribing.leave(subscription_id=subscription.pk, how=subscribing.COLLEAGUE, member=actor)
        record(actor, "newsletter.end", subscription)


def restore(*, actor: Member, subscriber: Subscriber) -> None:
    """Letters go there again: the mailbox was emptied, the server mended."""
    check(actor, "newsletter.subscribers")
    with transaction.atomic():
        Subscriber.objects.filter(pk=subscriber.pk).update(suspended_at=None, suspended_why="")
        record(actor, "newsletter.restore", subscriber)


def choose(*, actor: Member, version: Version, newsletter: Newsletter) -> Issue:
    """To whom a letter goes. The newsletter of a letter that has not begun to leave can be another one."""
    check(actor, "newsletter.write")
    with transaction.atomic():
        issue, is_new = Issue.objects.select_for_update().get_or_create(
            version=version, defaults={"newsletter": newsletter}
        )
        if not is_new and issue.newsletter_id != newsletter.pk:
            refuse_once_begun(issue)
            issue.newsletter = newsletter
            issue.save(update_fields=["newsletter"])
        record(actor, "newsletter.choose", version.piece, name=newsletter.name)
    return issue


def compose(*, actor: Member, issue: Issue, pieces: Iterable[Piece], **values: Any) -> None:
    """What goes around the words. `values`: segment, preheader, intro, fallbacks."""
    check(actor, "newsletter.write")
    with transaction.atomic():
        issue = Issue.objects.select_for_update().get(pk=issue.pk)
        refuse_once_begun(issue)
        for name, value in values.items():
            setattr(issue, name, value)
        issue.save(update_fields=list(values))
        issue.picks.all().delete()
        Pick.objects.bulk_create(
            [
                Pick(organisation_id=issue.organisation_id, issue=issue, piece=piece, place=place)
                for place, piece in enumerate(pieces)
            ]
        )
        issue.exceptions.all().delete()  # signed for other words
        record(actor, "newsletter.compose", issue.version.piece)


def refuse_once_begun(issue: Issue) -> None:
    if issue.state != "draft":
        raise Begun


def sign(*, actor: Member, issue: Issue, rules: Sequence[str], reason: str) -> SignedException:
    """Send a greeting that reads as a bad one all the same: these words, no others."""
    check(actor, "newsletter.sign")
    with transaction.atomic():
        signed = SignedException.objects.create(
            issue=issue, edition=issue.version.edition, rules=list(rules), reason=reason.strip(), by=actor
        )
        record(actor, "newsletter.sign", issue.version.piece, reason=signed.reason, rules=list(rules))
    return signed


def send_trial(*, actor: Member, issue: Issue, to: Member) -> Envelope:
    """The letter as it stands, to a colleague's own address."""
    check(actor, "newsletter.write")
    channel = issue.newsletter.channel
    with transaction.atomic():
        number = issue.envelopes.filter(kind=Envelope.Kind.TRIAL).count() + 1
        trial = Envelope.objects.create(  # type: ignore[misc]  # as above
            kind=Envelope.Kind.TRIAL, channel=channel, issue=issue, member=to,
            mark=subscribing.mark_for("trial", issue.pk, number, clock.now().isoformat()),
        )  # fmt: skip
        record(actor, "newsletter.trial", issue.version.piece, name=to.name)
        drive_soon(issue.organisation_id, issue.newsletter.channel_id)
    return trial


def follow(*, issue_id: int, number: int, is_counted: bool) -> str | None:
    """Where a counted link leads; how many followed it is known, who is not."""
    found = CountedLink.objects.filter(issue_id=issue_id, number=number).first()
    if found is not None and is_counted:
        CountedLink.objects.filter(pk=found.pk).update(followed=F("followed") + 1)
    return found.url if found is not None else None
