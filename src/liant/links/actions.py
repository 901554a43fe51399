"""Every change to short links, and what is counted of them but the follows themselves, which `counting` writes."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from liant.accounts.models import Member
from liant.accounts.permissions import check
from liant.audit.actions import record
from liant.jobs import live
from liant.kit import clock, secrets
from liant.links import queries, rules
from liant.links.models import Arrangement, Conversion, Link, Sharer, Target
from liant.tenancy.context import own_rows

TOPIC = "link"  # by which open pages learn of it


class CannotLead(Exception):
    """A short link may not lead there; `why`: "broken", "circle" or "person"."""

    def __init__(self, why: str):
        super().__init__(f"A short link cannot lead there: {why}.")
        self.why = why


@dataclass(frozen=True)
class About:
    """What a link is made for, as the room above names it."""

    kind: str
    id: int

    @property
    def tag(self) -> str:
        return f"{self.kind.rpartition('.')[2]}-{self.id}"


def make(*, actor: Member, url: str, name: str = "", network: str = "", about: About | None = None) -> Link:
    """A link of the house; whoever makes it is told when it leads nowhere."""
    check(actor, "links.make")
    with transaction.atomic():
        link = _make(url, Link.Purpose.HOUSE, network, about, name=name.strip(), keeper=actor)
        record(actor, "links.make", link, name=str(link))
        live.notify(TOPIC, link.pk)
    return link


def share(*, actor: Member, url: str, network: str = "", about: About | None = None) -> Link:
    """A link for one share of this member's. That it is theirs is written where only they can read it, and in no log."""
    check(actor, "links.share")
    with transaction.atomic():
        link = _make(url, Link.Purpose.SHARE, network, about)
        with own_rows(actor.pk):
            Sharer.objects.create(link=link, member=actor)
    return link


def forget_own(*, actor: Member) -> int:
    """Nobody knows any more, not even this member, which links were theirs; the links go on leading where they lead."""
    check(actor, "links.share")
    with transaction.atomic(), own_rows(actor.pk):
        return Sharer.objects.filter(member=actor).update(member=None, mark=uuid.uuid4())


def forget_departed(*, member: Member) -> int:
    """The same for someone who has no key any more, and can't ask for it: nobody did it, and nobody is shown anything."""
    if member.is_active:
        return 0
    with transaction.atomic(), own_rows(member.pk):
        return Sharer.objects.filter(member=member).update(member=None, mark=uuid.uuid4())


def change(*, actor: Member, link: Link, url: str, name: str, network: str) -> Link:
    """Where it leads from now on; the short address stays, as on a poster that is printed."""
    check(actor, "links.make")
    with transaction.atomic():
        found = _locked(link)
        found.name, found.network = name.strip(), network
        if url != found.target.url:
            found.target = _target(url)
        found.url = _sent_to(url, network, _about(found))
        found.save(update_fields=["name", "network", "target", "url"])
        record(actor, "links.change", found, name=str(found))
    live.notify(TOPIC, found.pk)
    return found


def end(*, actor: Member, link: Link) -> None:
    """From now on it says that it is no longer in use; what was counted stays."""
    check(actor, "links.make")
    with transaction.atomic():
        found = _locked(link)
        if found.ended_at is None:
            found.ended_at = clock.now()
            found.save(update_fields=["ended_at"])
            record(actor, "links.end", found, name=str(found))
    live.notify(TOPIC, found.pk)


def resume(*, actor: Member, link: Link) -> None:
    check(actor, "links.make")
    with transaction.atomic():
        found = _locked(link)
        if found.ended_at is not None:
            found.ended_at = None
            found.save(update_fields=["ended_at"])
            record(actor, "links.resume", found, name=str(found))
    live.notify(TOPIC, found.pk)


def arrange(*, actor: Member, own_address: str, is_tagged: bool, is_told: bool) -> Arrangement:
    """How the links of the house work; tags are for links made from now on."""
    check(actor, "links.arrange")
    with transaction.atomic():
        found, _is_new = Arrangement.objects.get_or_create()
        found.own_address, found.is_tagged, found.is_told = own_address.rstrip("/"), is_tagged, is_told
        found.changed_at = clock.now()
        found.save(update_fields=["own_address", "is_tagged", "is_told", "changed_at"])
        record(actor, "links.arrange", found)
    return found


def renew_secret(*, actor: Member) -> str:
    """The secret by which another programme signs what it tells of our links: shown once. The former one is worth nothing."""
    check(actor, "links.arrange")
    secret = rules.new_secret()
    with transaction.atomic():
        found, _is_new = Arrangement.objects.get_or_create()
        found.secret, found.changed_at = secrets.seal(secret), clock.now()
        found.save(update_fields=["secret", "changed_at"])
        record(actor, "links.renew_secret", found)
    return secret


def note_conversion(*, code: str, what: str, message_id: str) -> bool:
    """What another programme says that a link led to. False where it said so already; raises Link.DoesNotExist."""
    link = Link.objects.get(code=code)
    at = clock.now().replace(minute=0, second=0, microsecond=0)
    hashed = secrets.hash_token(message_id)
    try:
        with transaction.atomic():
            Conversion.objects.create(link=link, what=what, at=at, message_hash=hashed)
    except IntegrityError:
        return False
    return True


def note_look(*, target_id: int, looked_at: datetime, problem: str, is_gone: bool) -> bool:
    """What came of looking at an address; `problem`: empty when it answered. True where it is dead since this look."""
    with transaction.atomic():
        target = Target.objects.select_for_update().get(id=target_id)
        target.looked_at, target.problem = looked_at, problem[:300]
        was_dead = target.dead_since is not None
        if not problem:
            target.failing_since = target.dead_since = None
        else:
            target.failing_since = target.failing_since or looked_at
            if rules.is_dead(is_gone=is_gone, failing_since=target.failing_since, now=looked_at):
                target.dead_since = target.dead_since or target.failing_since
        is_watched_closely = bool(problem) and target.dead_since is None
        target.next_look_at = looked_at + (rules.AFTER_FAILURE if is_watched_closely else rules.LOOKED_AT_EACH)
        target.save(update_fields=["looked_at", "problem", "failing_since", "dead_since", "next_look_at"])
        live.notify(TOPIC)
    return target.dead_since is not None and not was_dead


def _make(url: str, purpose: str, network: str, about: About | None, **more: Any) -> Link:
    target = _target(url)
    sent_to = _sent_to(url, network, about)
    kept: Mapping[str, Any] = {"about_kind": about.kind, "about_id": about.id} if about else {}
    return Link.objects.create(
        code=rules.new_code(), purpose=purpose, network=network, target=target, url=sent_to, **kept, **more
    )


def _target(url: str) -> Target:
    """Raises CannotLead."""
    if not rules.is_whole(url) or len(rules.as_sent(url)) > rules.LONGEST:
        raise CannotLead("broken")
    if any(url.startswith(begins) for begins in queries.roots()):
        raise CannotLead("circle")
    if rules.names_someone(url, Member.objects.filter(is_active=True).values_list("name", flat=True)):
        raise CannotLead("person")
    return Target.objects.get_or_create(url=url)[0]


def _sent_to(url: str, network: str, about: About | None) -> str:
    sent = rules.as_sent(url)
    if not queries.arrangement().is_tagged:
        return sent
    return rules.tagged(sent, network=network, about=about.tag if about else "")


def _about(link: Link) -> About | None:
    return About(link.about_kind, link.about_id) if link.about_id is not None else None


def _locked(link: Link) -> Link:
    """Raises Link.DoesNotExist for what a member shares: nobody else ends or turns it."""
    return Link.objects.select_for_update().get(id=link.pk, purpose=Link.Purpose.HOUSE)
