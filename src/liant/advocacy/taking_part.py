"""An expert joins by their own choice, agrees to each purpose by itself, and leaves with one act. Nothing of it is written
anywhere but in their own rows: no log says who joined, shared or left."""

from collections.abc import Collection, Mapping
from typing import Any

from django.db import transaction

from liant.accounts.chat import actions as places
from liant.accounts.models import Member
from liant.accounts.permissions import check
from liant.advocacy import between, notices, queries, suggesting
from liant.advocacy.models import Consent, Device, Expert, Outcome, Proposal, Share, Suggestion
from liant.kit import clock
from liant.ledger import actions as ledger
from liant.links import actions as links
from liant.people.models import Person

CHOICES = ("topics", "languages", "networks", "channels", "days", "hour", "quiet_from", "quiet_until", "most_each_week", "wishes")  # fmt: skip


class NotOpen(Exception):
    """There is no programme to join now."""


def join(*, actor: Member, agreed: Mapping[str, str], **choices: Any) -> Expert:
    """`agreed`: purpose → the words that were agreed to; "suggest" has to be among them. `choices`: fields of Expert. Raises
    NotOpen, ValueError where nothing may be suggested."""
    check(actor, "advocacy.take_part")
    programme = queries.programme()
    if programme is None or programme.state != "open":
        raise NotOpen
    if Consent.Purpose.SUGGEST not in agreed:
        raise ValueError("Nothing can be suggested to somebody who does not want it.")
    with transaction.atomic(), queries.own(actor) as known:
        expert = known or Expert(member=actor, most_each_week=programme.most_each_week)
        _choose(expert, choices)
        _agree(actor, agreed)
        suggesting.renew(expert)
    return expert


def choose(*, actor: Member, **choices: Any) -> Expert | None:
    """None for somebody who takes no part."""
    check(actor, "advocacy.take_part")
    with transaction.atomic(), queries.own(actor) as expert:
        if expert is not None:
            _choose(expert, choices)
            if Consent.Purpose.SUGGEST in queries.consents(actor):
                suggesting.renew(expert)
        return expert


def _choose(expert: Expert, choices: Mapping[str, Any]) -> None:
    for name in choices.keys() & set(CHOICES):
        setattr(expert, name, choices[name])
    expert.save()
    if address := choices.get("chat_address"):
        places.keep(actor=expert.member, address=address)
    notices.plan(expert)


def agree(*, actor: Member, agreed: Mapping[str, str]) -> None:
    """What is agreed to from now on: what is not among it any more is taken back. What stands on a purpose that was taken
    back is done no more, and what was kept for it goes."""
    check(actor, "advocacy.take_part")
    with transaction.atomic(), queries.own(actor):
        _agree(actor, agreed)


def _agree(actor: Member, agreed: Mapping[str, str]) -> None:
    known = queries.consents(actor)
    gone = known.keys() - agreed.keys()
    Consent.objects.filter(member=actor, purpose__in=gone, taken_back_at=None).update(taken_back_at=clock.now())
    for purpose, words in agreed.items():
        if purpose not in known:
            Consent.objects.create(member=actor, purpose=purpose, words=words)
    forget_for(actor, gone)


def forget_for(actor: Member, purposes: Collection[str]) -> None:
    """What was kept for a purpose goes with it."""
    for model in between.kept_for(purposes):
        model._base_manager.filter(member=actor).delete()
    if Consent.Purpose.SUGGEST in purposes:
        Suggestion.objects.filter(member=actor).delete()
    if Consent.Purpose.CLICKS in purposes:
        links.forget_own(actor=actor)
        Share.objects.filter(member=actor).update(link=None)
    if Consent.Purpose.TIES in purposes:
        _forget_ties(actor)


def _forget_ties(member: Member) -> None:
    for person in Person.objects.filter(member=member):
        ledger.forget_sharing(person=person)


def add_device(*, actor: Member, endpoint: str, p256dh: str, auth: str) -> bool:
    """This phone or browser takes notices from now on. False for somebody who takes no part."""
    check(actor, "advocacy.take_part")
    with transaction.atomic(), queries.own(actor) as expert:
        if expert is None:
            return False
        keys = {"p256dh": p256dh, "auth": auth}
        Device.objects.update_or_create(member=actor, endpoint=endpoint, defaults={"keys": keys})
        if Expert.Channel.PUSH not in expert.channels:
            expert.channels = [*expert.channels, Expert.Channel.PUSH.value]
            expert.save(update_fields=["channels"])
            notices.plan(expert)
    return True


def remove_devices(*, actor: Member) -> None:
    """None of theirs takes notices any more."""
    check(actor, "advocacy.take_part")
    with transaction.atomic(), queries.own(actor):
        Device.objects.filter(member=actor).delete()


def leave(*, actor: Member) -> bool:
    """One act: their choices, what was suggested, what they shared and what came of it are gone. Whether they took part."""
    check(actor, "advocacy.take_part")
    with transaction.atomic():
        was_there = _erase(actor)
        links.forget_own(actor=actor)
    return was_there


def forget_departed(*, member: Member) -> bool:
    """The same for someone whose membership ended, and who can't ask for it: nobody did it, and nobody is shown anything."""
    if member.is_active:
        return False
    with transaction.atomic():
        return _erase(member)


def _erase(member: Member) -> bool:
    with queries.own(member) as expert:
        models: tuple[Any, ...] = (*between.own_models(), Outcome, Share, Suggestion, Consent, Device, Expert)
        for model in models:
            model._base_manager.filter(member=member).delete()
        between.forget_elsewhere(member)
    Proposal.objects.filter(author=member).delete()
    places.forget_unused(member=member)
    _forget_ties(member)
    return expert is not None
