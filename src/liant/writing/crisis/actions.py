"""Every change to a crisis: switched on and off, told, noted, learnt from. What is let go is in `releases`."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction

from liant.accounts.models import Member
from liant.accounts.permissions import check
from liant.audit.actions import record
from liant.deliveries import gates
from liant.deliveries.gates import Leaving
from liant.deliveries.models import Delivery
from liant.kit import clock
from liant.tenancy.models import Organisation
from liant.writing import happenings
from liant.writing.actions import begin
from liant.writing.crisis import queries
from liant.writing.crisis.extent import why_held
from liant.writing.crisis.models import Bulletin, Check, Crisis, Learned, Line, Statement, Territory
from liant.writing.crisis.rules import places_to_update, text_of
from liant.writing.happenings import Happening
from liant.writing.networks import network

EXTENT = ("is_whole_house", "topics", "channels", "territories")
FOLLOWED = {
    happenings.SCHEDULED: Line.Kind.PLANNED,
    happenings.UNSCHEDULED: Line.Kind.UNPLANNED,
    happenings.PUBLISHED: Line.Kind.PUBLISHED,
    happenings.CORRECTED: Line.Kind.CORRECTED,
    happenings.WITHDRAWN: Line.Kind.WITHDRAWN,
}


_decision: ContextVar[tuple[Crisis, str] | None] = ContextVar("crisis_decision", default=None)


class NothingHeld(Exception):
    """A crisis holds something back: the house, a topic, a channel or a territory."""


class Over(Exception):
    """It was switched off meanwhile."""


def switch_on(*, actor: Member, reason: str, review_at: datetime, owner: Member | None = None,
              is_exercise: bool = False, **extent: Any) -> Crisis:  # fmt: skip
    """From the end of this transaction nothing scheduled leaves within the extent. `extent`: fields of EXTENT."""
    check(actor, "crisis.switch_on")
    with transaction.atomic():
        gates.shut()
        crisis = Crisis(reason=reason.strip(), review_at=review_at, owner=owner or actor, opened_by=actor,
                        is_exercise=is_exercise, began_at=clock.now(), **extent)  # fmt: skip
        refuse_nothing(crisis)
        crisis.save()
        rows = [Check(organisation_id=actor.organisation_id, crisis=crisis, words=words[:300], place=place)
                for place, words in enumerate(places_to_update(queries.shop_windows()))]  # fmt: skip
        Check.objects.bulk_create(rows)
        record(actor, "crisis.rehearse" if is_exercise else "crisis.switch_on", crisis, reason=crisis.reason)
        note(crisis, Line.Kind.OPENED, "opened", actor, words=crisis.reason)
    return crisis


def refuse_nothing(crisis: Crisis) -> None:
    if not any(getattr(crisis, name) for name in EXTENT):
        raise NothingHeld


def change(*, actor: Member, crisis: Crisis, **values: Any) -> None:
    """`values`: reason, owner, review_at, and fields of EXTENT. A new time to look again is told again when it comes."""
    check(actor, "crisis.change", crisis)
    with transaction.atomic():
        gates.shut()
        crisis = locked(crisis)
        before = crisis.review_at
        for name, value in values.items():
            setattr(crisis, name, value)
        refuse_nothing(crisis)
        if crisis.review_at != before:
            crisis.review_told_at = None
        crisis.save()
        record(actor, "crisis.change", crisis)
        note(crisis, Line.Kind.CHANGED, f"changed:{clock.now().isoformat()}", actor, words=crisis.reason)


def switch_off(*, actor: Member, crisis: Crisis, word: str) -> None:
    """Nothing leaves by it: what passed its moment asks, what was stopped stays until a person lets it go."""
    check(actor, "crisis.switch_off", crisis)
    with transaction.atomic():
        gates.shut()
        crisis = locked(crisis)
        crisis.ended_at, crisis.ended_by, crisis.ending = clock.now(), actor, word.strip()
        crisis.next_update_at = None
        crisis.save()
        record(actor, "crisis.switch_off", crisis, reason=crisis.ending)
        note(crisis, Line.Kind.ENDED, "ended", actor, words=crisis.ending)


def locked(crisis: Crisis) -> Crisis:
    """Raises Over when somebody has switched it off meanwhile."""
    found = Crisis.objects.select_for_update().get(pk=crisis.pk)
    if found.ended_at is not None:
        raise Over
    return found


def draft(*, actor: Member, crisis: Crisis, title: str, language: str, networks: Any, steps: Mapping[str, str]) -> Statement:  # fmt: skip
    """A real piece, begun with the four steps; of an exercise it never leaves."""
    check(actor, "writing.write")
    with transaction.atomic():
        piece = begin(actor=actor, title=title, language=language, networks=networks, body=text_of(steps))
        statement = Statement.objects.create(crisis=crisis, piece=piece, **steps)
        record(actor, "crisis.draft", piece)
        note(crisis, Line.Kind.DRAFTED, f"drafted:{piece.pk}", actor, words=piece.title, about=piece)
    return statement


def tell(*, actor: Member, crisis: Crisis, audience: str, known: str, unknown: str = "", to_say: str = "",
         not_to_say: str = "", next_at: datetime | None = None) -> Bulletin:  # fmt: skip
    """Where things stand, anew. What is told to everyone is on its page at once, except in an exercise."""
    check(actor, "crisis.tell", crisis)
    with transaction.atomic():
        crisis = locked(crisis)
        newest = crisis.bulletins.filter(audience=audience).values_list("number", flat=True).first() or 0
        bulletin = Bulletin.objects.create(
            crisis=crisis, audience=audience, number=newest + 1, known=known.strip(), unknown=unknown.strip(),
            to_say=to_say.strip(), not_to_say=not_to_say.strip(), next_at=next_at, author=actor, at=clock.now(),
        )  # fmt: skip
        crisis.next_update_at, crisis.update_told_at = next_promised(crisis), None
        is_public = audience == Bulletin.Audience.PUBLIC
        crisis.is_shown = crisis.is_shown or (is_public and not crisis.is_exercise)
        crisis.save(update_fields=["next_update_at", "update_told_at", "is_shown"])
        record(actor, "crisis.tell", crisis, number=bulletin.number, audience=audience)
        kind = Line.Kind.BULLETIN if is_public else Line.Kind.STAFF
        note(crisis, kind, f"bulletin:{audience}:{bulletin.number}", actor, words=bulletin.known[:1000])
    return bulletin


def next_promised(crisis: Crisis) -> datetime | None:
    """The soonest moment that the newest words to everyone, or to colleagues, promise."""
    newest = [queries.newest_bulletin(crisis, one) for one in Bulletin.Audience.values]
    return min((one.next_at for one in newest if one and one.next_at), default=None)


def hide(*, actor: Member, crisis: Crisis) -> None:
    """Its page for everyone is taken back, once it is over; as long as it is on, who was told something finds it."""
    check(actor, "crisis.change", crisis)
    with transaction.atomic():
        is_hidden = Crisis.objects.filter(pk=crisis.pk, is_shown=True).exclude(ended_at=None).update(is_shown=False)
        if is_hidden:
            record(actor, "crisis.hide", crisis)
            note(crisis, Line.Kind.HIDDEN, f"hidden:{clock.now().isoformat()}", actor)


def add_check(*, actor: Member, crisis: Crisis, words: str) -> Check:
    check(actor, "crisis.note", crisis)
    with transaction.atomic():
        last = crisis.checks.order_by("-place").values_list("place", flat=True).first() or 0
        added = Check.objects.create(crisis=crisis, words=words.strip(), place=last + 1)
        record(actor, "crisis.add_check", crisis)
    return added


def tick(*, actor: Member, one: Check, is_done: bool) -> None:
    """Brought up to date, by whom and when; or not yet after all."""
    check(actor, "crisis.note", one.crisis)
    with transaction.atomic():
        now = clock.now()
        one.done_at, one.done_by = (now, actor) if is_done else (None, None)
        one.save(update_fields=["done_at", "done_by"])
        record(actor, "crisis.check", one.crisis)
        if is_done:
            note(one.crisis, Line.Kind.CHECKED, f"check:{one.pk}:{now.isoformat()}", actor, words=one.words)


def say(*, actor: Member, crisis: Crisis, words: str) -> None:
    """A line of the log by hand: what was said on the telephone, who came to the door."""
    check(actor, "crisis.note", crisis)
    with transaction.atomic():
        note(crisis, Line.Kind.SAID, f"said:{clock.now().isoformat()}:{actor.id}", actor, words=words.strip()[:1000])
        record(actor, "crisis.note", crisis)


def learn(*, actor: Member, crisis: Crisis, kind: str, text: str, owner: Member | None = None,
          due_on: date | None = None) -> Learned:  # fmt: skip
    check(actor, "crisis.learn", crisis)
    with transaction.atomic():
        lesson = Learned.objects.create(
            crisis=crisis, kind=kind, text=text.strip(), owner=owner, due_on=due_on, author=actor
        )
        record(actor, "crisis.learn", crisis)
        note(crisis, Line.Kind.LEARNT, f"learnt:{lesson.pk}", actor, words=lesson.text)
    return lesson


def mend(*, actor: Member, lesson: Learned) -> None:
    """What was to change has been changed."""
    check(actor, "crisis.learn", lesson.crisis)
    with transaction.atomic():
        lesson.done_at = clock.now()
        lesson.save(update_fields=["done_at"])
        record(actor, "crisis.mend", lesson.crisis)


def save_territory(*, actor: Member, territory: Territory | None, name: str, words: Iterable[str],
                   channels: Iterable[int]) -> Territory:  # fmt: skip
    """A crisis that holds it back holds what it has become: the gate is shut while it changes."""
    check(actor, "crisis.arrange")
    with transaction.atomic():
        gates.shut()
        territory = territory or Territory()
        territory.name, territory.words, territory.channels = name.strip(), list(words), list(channels)
        territory.save()
        record(actor, "crisis.save_territory", territory, name=territory.name)
    return territory


def note(crisis: Crisis, kind: str, occasion: str, member: Member | None = None, *, words: str = "", why: str = "",
         about: Any = None) -> None:  # fmt: skip
    """One line of the log, once for each occasion."""
    Line.objects.get_or_create(
        crisis=crisis,
        occasion=occasion[:200],
        defaults={
            "kind": kind, "member": member, "at": clock.now(), "words": words[:1000], "why": why[:1000],
            "origin_kind": about._meta.label_lower if about is not None else "",
            "origin_id": about.pk if about is not None else None,
        },
    )  # fmt: skip


def note_stopped(*, crisis: Crisis, leaving: Leaving, reason: str) -> None:
    """The gate kept something back, in the transaction that would have let it leave; once, however often it is asked."""
    version = None if leaving.is_conversation else queries.version_of(leaving)
    occasion = f"stopped:{leaving.origin_kind}:{leaving.origin_id}:{leaving.delivery_id or ''}"
    delivery = Delivery.objects.filter(pk=leaving.delivery_id or 0).first() if version is None else None
    words = titled(version) if version else (delivery.channel.name if delivery else leaving.kind)
    note(crisis, Line.Kind.STOPPED, occasion, words=words, why=reason, about=version or delivery)


def titled(version: Any) -> str:
    on = network(version.network)
    return f"{version.piece.title} · {version.channel.name if version.channel else on.label}"


def follow(happening: Happening) -> None:
    """Moves of what a crisis concerns stand in its log. Told in the transaction of the move."""
    kind = FOLLOWED.get(happening.what)
    if kind is None:
        return
    decided_in, why = _decision.get() or (None, "")
    version, on = happening.version, queries.crises_on()
    for crisis in [*on, decided_in] if decided_in and decided_in not in on else on:
        is_of_it = crisis == decided_in or Statement.objects.filter(crisis=crisis, piece_id=version.piece_id).exists()
        if is_of_it or why_held(queries.extent_of(crisis), queries.concern_of(version)):
            note(crisis, kind, happening.occasion, happening.by, words=titled(version), why=why, about=version)


@contextmanager
def decided(crisis: Crisis, why: str) -> Iterator[None]:
    """What happens to a version in here is a decision about what this crisis held, even once it is over: its log has the reason."""
    token = _decision.set((crisis, why))
    try:
        yield
    finally:
        _decision.reset(token)


def note_sent(*, delivery: Delivery) -> None:
    """What left while a crisis was on, answers too: who said something, never the words of a conversation."""
    for crisis in queries.crises_on():
        if why_held(queries.extent_of(crisis), queries.concern_alone(delivery)):
            note(crisis, Line.Kind.SENT, f"sent:{delivery.pk}", delivery.author, words=delivery.channel.name, about=delivery)  # fmt: skip


def find_due(*, now: datetime) -> list[tuple[str, int, int]]:
    """(what, member, crisis or lesson) of each who is to be told now; told once. Inside the organisation."""
    found: list[tuple[str, int, int]] = []
    with transaction.atomic():
        for crisis in queries.crises_to_remind_of(now):
            if crisis.review_at <= now and crisis.review_told_at is None:
                crisis.review_told_at = now
                note(crisis, Line.Kind.REVIEW, f"review:{crisis.review_at.isoformat()}")
                found += [("review", crisis.owner_id, crisis.pk)] if crisis.owner_id else []
            if crisis.next_update_at and crisis.next_update_at <= now and crisis.update_told_at is None:
                crisis.update_told_at = now
                note(crisis, Line.Kind.MISSED, f"missed:{crisis.next_update_at.isoformat()}")
                found += [("update", crisis.owner_id, crisis.pk)] if crisis.owner_id else []
            crisis.save(update_fields=["review_told_at", "update_told_at"])
        today = now.astimezone(ZoneInfo(Organisation.objects.get().time_zone)).date()
        for lesson in queries.lessons_due(today):
            lesson.told_at = now
            lesson.save(update_fields=["told_at"])
            member_id = lesson.owner_id or lesson.crisis.owner_id
            found += [("lesson", member_id, lesson.pk)] if member_id else []
    return found
