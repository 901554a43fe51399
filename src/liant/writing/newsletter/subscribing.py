"""What people do themselves: they ask for a newsletter, confirm, choose, leave. Nobody of the house is the actor; each leaves
its proof."""

import hashlib
from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from liant.kit import clock
from liant.people.actions import handles_named, wear
from liant.people.queries import is_employee
from liant.writing.models import Piece
from liant.writing.newsletter.driving import drive_soon
from liant.writing.newsletter.models import Envelope, Newsletter, Proof, Subscriber, Subscription
from liant.writing.newsletter.rules import is_too_soon, mark_of
from liant.writing.newsletter.states import SUBSCRIPTION
from liant.writing.newsletter.tokens import CONFIRM_WITHIN

ONE_CLICK, OWN_PAGE, COMPLAINT, COLLEAGUE, NO_ANSWER = "one_click", "own_page", "complaint", "colleague", "no_answer"
OWN_WILL = {ONE_CLICK, OWN_PAGE, COMPLAINT}  # nobody brings them back but themselves


def ask(*, newsletter: Newsletter, address: str, how: str, piece: Piece | None = None, **said: Any) -> None:
    """Ask for the mail that confirms. The same from outside whether the address was known or not. `piece`: what they had
    just read. `said`: first_name, last_name, language, topics, hats."""
    with transaction.atomic():
        subscriber = subscriber_at(newsletter.organisation_id, address)
        if not subscriber.subscriptions.filter(state="on").exists():  # what others type changes nothing of who is there
            describe(subscriber, **said)
        subscription, _new = Subscription.objects.select_for_update().get_or_create(
            newsletter=newsletter, subscriber=subscriber
        )
        if subscription.state == "on":
            return
        if subscription.state == "asked" and is_too_soon(subscription.asked_at, clock.now()):
            return
        subscription.piece = piece
        ask_to_confirm(subscription, newsletter, Proof.What.ASKED, how)


def ask_to_confirm(subscription: Subscription, newsletter: Newsletter, what: str, how: str, member: Any = None) -> None:
    """Inside a transaction. The link of before opens nothing any more."""
    if subscription.state != "asked":
        move(subscription, "asked")
    subscription.round += 1
    subscription.asked_at = clock.now()
    subscription.save(update_fields=["state", "round", "asked_at", "piece"])
    prove(subscription, what, how, newsletter.consent, member)
    Envelope.objects.create(
        kind=Envelope.Kind.CONFIRMATION, channel_id=newsletter.channel_id, subscriber_id=subscription.subscriber_id,  # type: ignore[misc]  # refused before where there is none
        subscription=subscription, mark=mark_for("confirm", subscription.pk, subscription.round),
    )  # fmt: skip
    drive_soon(newsletter.organisation_id, newsletter.channel_id)


def mark_for(*parts: object) -> str:
    """What names an envelope in its Message-ID: the same act, the same mark."""
    return hashlib.sha256(":".join(map(str, parts)).encode()).hexdigest()[:40]


def confirm(*, subscription_id: int, round_: int) -> Subscription | None:
    """The button behind the link was pressed; None when the link is of before, or everything was ended since."""
    with transaction.atomic():
        found = locked(subscription_id)
        if found is None or not may_confirm(found, round_):
            return None
        if found.state == "asked":
            begin(found, Proof.What.CONFIRMED, "", found.newsletter.consent)
        return found if found.state == "on" else None


def may_confirm(subscription: Subscription, round_: int) -> bool:
    """The newest link, in time; pressed again afterwards it says the same."""
    if subscription.round != round_ or subscription.state == "ended":
        return False
    asked_at = subscription.asked_at
    return subscription.state == "on" or (asked_at is not None and clock.now() - asked_at < CONFIRM_WITHIN)


def begin(subscription: Subscription, what: str, how: str, text: str, member: Any = None) -> None:
    """From now on they are a subscriber. What an address did before is forgiven: it answered."""
    move(subscription, "on")
    subscription.on_at, subscription.ended_at, subscription.ended_how = clock.now(), None, ""
    subscription.save(update_fields=["state", "on_at", "ended_at", "ended_how"])
    prove(subscription, what, how, text, member)
    Newsletter.objects.filter(pk=subscription.newsletter_id).update(readers=F("readers") + 1)
    subscriber = subscription.subscriber
    subscriber.suspended_at, subscriber.suspended_why = None, ""
    subscriber.refuses_at, subscriber.refuses_why = None, ""
    recognise(subscriber)
    subscriber.save()


def leave(*, subscription_id: int, how: str, member: Any = None) -> Subscription | None:
    """No more of this newsletter, from this moment on; done twice, it is done once."""
    with transaction.atomic():
        found = locked(subscription_id)
        if found is not None and found.state != "ended":
            end(found, how, member)
        return found


def end(subscription: Subscription, how: str, member: Any = None) -> None:
    """Inside a transaction, the row locked."""
    was_on = subscription.state == "on"
    move(subscription, "ended")
    subscription.ended_at, subscription.ended_how = clock.now(), how
    subscription.save(update_fields=["state", "ended_at", "ended_how"])
    prove(subscription, Proof.What.ENDED, how, "", member)
    if was_on:
        Newsletter.objects.filter(pk=subscription.newsletter_id).update(readers=F("readers") - 1)
    forget_unless_needed(subscription.subscriber)


def forget_unless_needed(subscriber: Subscriber) -> None:
    """Nothing is subscribed to any more: all goes but the keyed hash and the proofs."""
    if subscriber.subscriptions.exclude(state="ended").exists():
        return
    subscriber.address = subscriber.first_name = subscriber.last_name = subscriber.language = ""
    subscriber.topics, subscriber.hats, subscriber.person, subscriber.paused_until = [], [], None, None
    subscriber.save()


def choose(*, subscriber: Subscriber, newsletter_ids: Collection[int], language: str, topics: Iterable[int],
           hats: Iterable[str], paused_until: datetime | None, how: str) -> None:  # fmt: skip
    """All of one's own page at once: which newsletters, about what, in which language, in what quality, a pause."""
    with transaction.atomic():
        subscriber = Subscriber.objects.select_for_update().get(pk=subscriber.pk)
        if not subscriber.address:
            return
        subscriber.paused_until = paused_until
        describe(subscriber, language=language, topics=topics, hats=hats)
        for newsletter in Newsletter.objects.filter(pk__in=newsletter_ids, is_open=True):
            wanted, _new = Subscription.objects.get_or_create(newsletter=newsletter, subscriber=subscriber)
            if wanted.state != "on":
                begin(locked(wanted.pk) or wanted, Proof.What.CONFIRMED, how, newsletter.consent)
        for given_up in subscriber.subscriptions.filter(state="on").exclude(newsletter_id__in=newsletter_ids):
            found = locked(given_up.pk)
            if found is not None:
                end(found, OWN_PAGE)


def subscriber_at(organisation_id: int, address: str) -> Subscriber:
    """Inside a transaction, locked; one that was forgotten gets its address back, since it is given anew."""
    mark = mark_of(organisation_id, address)
    Subscriber.objects.get_or_create(mark=mark, defaults={"address": address})
    found = Subscriber.objects.select_for_update().get(mark=mark)
    if not found.address:
        found.address = address
        found.save(update_fields=["address"])
    return found


def describe(subscriber: Subscriber, **said: Any) -> None:
    for name, value in said.items():
        setattr(subscriber, name, list(value) if name in ("topics", "hats") else value)
    subscriber.save()
    if subscriber.person is not None:
        for hat in subscriber.hats:
            wear(person=subscriber.person, hat=hat, source="said on the page of the newsletter")


def recognise(subscriber: Subscriber) -> None:
    """Somebody whom the house knows by this address already; nobody is made a person of by a newsletter alone."""
    known = handles_named([("email", subscriber.address)]).get(("email", subscriber.address))
    if known is not None and not is_employee(known.person):
        subscriber.person = known.person


def prove(subscription: Subscription, what: str, how: str, text: str, member: Any = None) -> None:
    Proof.objects.create(subscription=subscription, what=what, how=how[:500], text=text, member=member)


def locked(subscription_id: int) -> Subscription | None:
    found = Subscription.objects.select_for_update(of=("self",)).select_related("newsletter", "subscriber")
    return found.filter(pk=subscription_id).first()


def move(subscription: Subscription, state: str) -> None:
    SUBSCRIPTION.check(subscription.state, state)
    subscription.state = state


def forget_old(*, now: datetime, settled_before: datetime) -> None:
    """Whoever never confirmed is forgotten; so is which letter went to whom, once that is long ago."""
    waiting = Subscription.objects.filter(state="asked", asked_at__lt=now - CONFIRM_WITHIN).values_list("pk", flat=True)
    for pk in list(waiting[:5000]):
        leave(subscription_id=pk, how=NO_ANSWER)
    Envelope.objects.filter(settled_at__lt=settled_before).exclude(state="unknown").delete()
