"""What a member does with their own ties. Told to nobody, and in no log: a line there would say who looks at whom."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from liant.accounts.models import Member
from liant.accounts.permissions import check
from liant.audit.actions import record
from liant.bonds import between, measuring, rules
from liant.bonds.models import Asked, Choice, Hidden, Hint, Outside
from liant.bonds.queries import hint_to_ask, noted_outside, own
from liant.kit import clock
from liant.ledger import actions as ledger
from liant.ledger.kinds import InteractionKind, community_key
from liant.ledger.models import Community
from liant.people.actions import person_of_member
from liant.tenancy.context import own_rows


class TooMany(Exception):
    """They asked enough of colleagues for one day."""


class NotWanted(Exception):
    """Whom it is about lets themselves be introduced no more."""


class NameTaken(Exception):
    """Another community has this name already."""


def hide(*, actor: Member, other: Member) -> None:
    """They stand on the actor's page no more, nor are they suggested. They learn nothing of it."""
    check(actor, "bonds.see_own")
    if other.pk == actor.pk:
        raise ValueError("Nobody hides themselves.")
    with transaction.atomic(), own(actor):
        Hidden.objects.get_or_create(member=actor, other=other)


def show_again(*, actor: Member, other: Member) -> None:
    check(actor, "bonds.see_own")
    with transaction.atomic(), own(actor):
        Hidden.objects.filter(member=actor, other=other).delete()


def put_aside(*, actor: Member, hint_id: int) -> bool:
    """A hint is not shown again. False where no such hint is theirs."""
    check(actor, "bonds.see_own")
    with transaction.atomic(), own(actor):
        return bool(Hint.objects.filter(member=actor, pk=hint_id, gone_at=None).update(gone_at=clock.now()))


def choose(*, actor: Member, introduces: bool, orders: bool = False, draws: bool = False) -> None:
    """What the actor's ties may do: let colleagues be told that they could introduce them, from the next measuring on; order their own
    list; guide whom they are drawn with. What was said for a use that they take back is said no more."""
    check(actor, "bonds.see_own")
    uses = {"can_introduce": introduces, "can_order": orders, "can_draw": draws}
    with transaction.atomic():
        with own(actor):
            Choice.objects.update_or_create(member=actor, defaults=uses)
        if not orders:
            between.end_order(actor)


def ask(*, actor: Member, hint_id: int, words: str, to_be_introduced: bool = False) -> bool:
    """Ask the colleague of a hint for half an hour, or whoever could introduce them to do so; told to them once. Where they hid the
    actor nothing is told, and nobody learns of it. False where no such hint is theirs. Raises TooMany."""
    check(actor, "bonds.see_own")
    with transaction.atomic():
        with own(actor):
            mine = list(Hint.objects.select_for_update().filter(member=actor))
            since = clock.now() - timedelta(days=1)
            if sum(one.asked_at is not None and one.asked_at > since for one in mine) >= rules.MOST_ASKED:
                raise TooMany
            hint = hint_to_ask(actor, hint_id)
            if hint is None or (to_be_introduced and not may_introduce(hint)):
                return False
            Hint.objects.filter(pk=hint.pk).update(asked_at=clock.now(), gone_at=clock.now())
        if to_be_introduced and hint.via_id is not None:
            turn_to(hint.via_id, by=actor, kind=Asked.Kind.INTRODUCE, about=hint.other, words=words)
        else:
            turn_to(hint.other_id, by=actor, kind=Asked.Kind.HALF_HOUR, words=words)
    return True


def may_introduce(hint: Hint) -> bool:
    """Whether both ends still say so."""
    return (
        hint.via is not None
        and hint.via.is_active
        and all(measuring.introducing_among([hint.via.pk, hint.other_id]).values())
    )


def turn_to(member_id: int, *, by: Member, kind: str, about: Member | None = None, words: str = "") -> None:
    if has_hidden(member_id, by, about):
        return
    with own_rows(member_id):
        made = Asked.objects.create(member_id=member_id, by=by, about=about, kind=kind, words=words)
    between.tell(member_id, kind, made.pk)


def introduce(*, actor: Member, asked_id: int) -> bool:
    """Present to each other the colleague who asked and the one they asked for, once. False where nobody asked that of the actor.
    Raises NotWanted where whom it is about lets themselves be introduced no more. Where one hid the other neither is told anything."""
    check(actor, "bonds.see_own")
    with transaction.atomic():
        with own(actor):
            found = Asked.objects.select_for_update(of=("self",)).filter(
                member=actor, pk=asked_id, kind=Asked.Kind.INTRODUCE
            )
            asked = found.select_related("by", "about").first()
            if asked is None or asked.about is None:
                return False
        one, other = asked.by, asked.about
        if not (one.is_active and other.is_active and measuring.introducing_among([other.pk])[other.pk]):
            raise NotWanted
        with own(actor):
            found.delete()
        if not (has_hidden(one.pk, actor, other) or has_hidden(other.pk, actor, one)):
            turn_to(one.pk, by=actor, kind=Asked.Kind.INTRODUCED, about=other)
            turn_to(other.pk, by=actor, kind=Asked.Kind.INTRODUCED, about=one)
    return True


def has_hidden(member_id: int, *others: Member | None) -> bool:
    with own_rows(member_id):
        return Hidden.objects.filter(member_id=member_id, other__in=[one for one in others if one]).exists()


def let_be(*, actor: Member, asked_id: int) -> bool:
    """What a colleague asked is put aside; they learn nothing of it. False where it is not the actor's."""
    check(actor, "bonds.see_own")
    with transaction.atomic(), own(actor):
        return bool(Asked.objects.filter(member=actor, pk=asked_id).delete()[0])


def add_community(*, actor: Member, name: str, url: str = "") -> Community:
    """A community outside, of which everyone may then say that they are known there."""
    check(actor, "bonds.arrange")
    with transaction.atomic():
        found = ledger.add_community(name=name, url=url)
        record(actor, "bonds.add_community", found)
    return found


def rename_community(*, actor: Member, community: Community, name: str, url: str = "") -> None:
    """Raises NameTaken where another has this name."""
    check(actor, "bonds.arrange")
    with transaction.atomic():
        if Community.objects.filter(key=community_key(name)).exclude(pk=community.pk).exists():
            raise NameTaken
        community.name, community.url = name, url
        community.save(update_fields=["name", "key", "url"])
        record(actor, "bonds.rename_community", community)


def merge_communities(*, actor: Member, kept: Community, gone: Community) -> None:
    """Two names of one community: whoever is known in either is known in what stays, and nobody learns who that is."""
    check(actor, "bonds.arrange")
    if kept.pk == gone.pk:
        raise ValueError("A community is not merged with itself.")
    with transaction.atomic():
        ledger.merge_communities(kept=kept, gone=gone)
        record(actor, "bonds.merge_communities", kept)


def know(*, actor: Member, communities: Collection[int], shown: Collection[int]) -> None:
    """Where the actor is known outside, of those that they were shown: what they ticked no more is forgotten, what they weren't shown
    stays as it is."""
    check(actor, "bonds.see_own")
    wanted = set(Community.objects.filter(pk__in=communities).values_list("pk", flat=True))
    with transaction.atomic(), own(actor):
        asked = Outside.objects.filter(member=actor, community_id__in=shown)
        gone = asked.exclude(community_id__in=wanted).select_related("community")
        for one in gone:
            ledger.forget_outside(person=person_of_member(actor), community=one.community)
        gone.delete()
        here = set(Outside.objects.filter(member=actor).values_list("community_id", flat=True))
        Outside.objects.bulk_create([
            Outside(organisation_id=actor.organisation_id, member=actor, community_id=one) for one in sorted(wanted - here)
        ])  # fmt: skip


def belong(*, actor: Member, name: str) -> Community:
    """The actor is known in a community of this name, which joins the list that everyone ticks from. Who named it is written nowhere
    but in their own row."""
    check(actor, "bonds.see_own")
    with transaction.atomic(), own(actor):
        found = ledger.add_community(name=name)
        Outside.objects.get_or_create(member=actor, community=found)
    return found


def note_outside(*, actor: Member, community_id: int, what: str) -> bool:
    """Today something happened between the actor and a community that they named: `what` of `rules.HAPPENED`, once a day. False
    where they named no such community, or don't let whom they turn to be seen."""
    check(actor, "bonds.see_own")
    now = clock.now()
    with transaction.atomic(), own(actor):
        found = Outside.objects.filter(member=actor, community_id=community_id).first()
        key = f"outside:{found.pk}:{what}:{now.astimezone(actor.user.zone).date()}" if found else ""
        return note_followed(actor=actor, community_id=community_id, key=key, kind=rules.HAPPENED[what], at=now)


def keep_outward(*, member_id: int, rows: Collection[ledger.Towards], through: Any) -> None:
    """Of what was brought in of a member and communities, in their own rows, what lies after they named the community: nobody did it.
    `rows`: whoever it is of, it is noted of this member."""
    with transaction.atomic(), own_rows(member_id):
        named = dict(Outside.objects.filter(member_id=member_id).values_list("community_id", "at"))
        kept = [one for one in rows if one.community_id in named and named[one.community_id] <= one.at]
        if kept:
            person = person_of_member(Member.objects.get(pk=member_id))
            ledger.note_outside([replace(one, source_id=person.pk) for one in kept], through=through)


def note_followed(*, actor: Member, community_id: int, key: str, kind: InteractionKind, at: datetime) -> bool:
    """What came of something the actor shared, in a community that they named: by their own act. As `note_outside`."""
    check(actor, "bonds.see_own")
    with transaction.atomic(), own(actor):
        found = Outside.objects.filter(member=actor, community_id=community_id).first()
        if found is None or between.agreed_since(actor) is None:
            return False
        person = person_of_member(actor)
        ledger.note_outside([ledger.Towards(key, kind, person.pk, community_id, at)], through=found)
    return True


def forget_followed(*, actor: Member, key: str) -> None:
    check(actor, "bonds.see_own")
    with transaction.atomic(), own(actor):
        ledger.forget_outside(person=person_of_member(actor), key=key)


def take_back(*, actor: Member, interaction_id: int) -> bool:
    """What was noted of the actor and a community is gone. False where no such row is theirs."""
    check(actor, "bonds.see_own")
    with transaction.atomic(), own(actor):
        found = noted_outside(actor).filter(pk=interaction_id).select_related("source").first()
        if found is None:
            return False
        ledger.forget_outside(person=found.source, key=found.key)
    return True


def hide_outside(*, actor: Member, community_id: int, is_hidden: bool) -> bool:
    """Whether it counts in figures that name nobody. False where the actor named no such community."""
    check(actor, "bonds.see_own")
    with transaction.atomic(), own(actor):
        found = Outside.objects.filter(member=actor, community_id=community_id)
        return bool(found.update(is_hidden=is_hidden))


def leave(*, actor: Member) -> None:
    """One act: nothing is measured of them any more, and all that was is gone, on both sides."""
    check(actor, "bonds.see_own")
    with transaction.atomic():
        measuring.forget(member_id=actor.pk)
        between.end_agreement(actor)
