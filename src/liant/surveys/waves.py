"""Every change to a wave: prepared, put to people, closed. What people answer comes in through `urn`."""

import random
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from liant.accounts.models import Member
from liant.accounts.outbox import can_mail
from liant.accounts.permissions import check
from liant.audit.actions import record
from liant.jobs.events import publish
from liant.jobs.queue import defer
from liant.kit import clock
from liant.surveys import queries, quotas, urn
from liant.surveys.events import WaveClosed
from liant.surveys.models import (
    Ballot,
    Draft,
    Edition,
    Invitation,
    NamedAnswer,
    Reminder,
    Slip,
    UsedSlip,
    Wave,
    WaveReader,
)
from liant.surveys.refusals import refused_among
from liant.surveys.rules import groups_of, next_opening, sized
from liant.surveys.states import WAVE
from liant.surveys.tokens import ballot_hash, new_key, new_link_key, token_of

SETTINGS = ("name", "protection", "opens_at", "closes_at", "minimum", "comment_minimum", "quotas", "at_most",
            "is_kiosk", "can_embed", "own_result", "recurrence", "asking")  # fmt: skip
PUBLISH, WRITE = "surveys.publish", "surveys.write"
_chance = random.SystemRandom()


class NotReady(Exception):
    """It can't be opened as it stands; `problem` names why: "nobody", "named", "names", "readers", "closes"."""

    def __init__(self, problem: str):
        super().__init__(problem)
        self.problem = problem


@dataclass(frozen=True)
class Asked:
    """Somebody to be asked: a colleague, a person, or an address alone."""

    address: str
    name: str = ""
    language: str = "fr"
    group: str = ""
    member_id: int | None = None
    person_id: int | None = None


def prepare(*, actor: Member, edition: Edition, name: str, has_open_link: bool = False, follows: Wave | None = None,
            reminders: Iterable[datetime] = (), read_by: Sequence[Member] = (), **settings: Any) -> Wave:  # fmt: skip
    """`settings`: fields of SETTINGS, and `groups`. `read_by`: who reads the answers, where names are kept."""
    check(actor, "surveys.ask")
    with transaction.atomic():
        wave = Wave.objects.create(
            edition=edition, name=name.strip(), author=actor, follows=follows,
            link_key=new_link_key() if has_open_link else "", **settings,
        )  # fmt: skip
        set_reminders(wave, reminders)
        set_readers(wave, read_by)
        record(actor, "surveys.prepare", wave)
    return wave


def arrange(*, actor: Member, wave: Wave, has_open_link: bool | None = None, reminders: Iterable[datetime] | None = None,
            read_by: Sequence[Member] | None = None, **settings: Any) -> Wave:  # fmt: skip
    """Before it opens, everything may be changed; afterwards only until when it stays open, and the reminders: what people
    were told holds."""
    check(actor, "surveys.ask", wave)
    with transaction.atomic():
        wave = locked(wave.pk)
        allowed = {*SETTINGS, "groups", "edition"} if wave.state == "draft" else {"closes_at"}
        if refused := set(settings) - allowed:
            raise NotChangeable(sorted(refused))
        if read_by is not None and wave.state != "draft":
            raise NotChangeable(["readers"])
        for field, value in settings.items():
            setattr(wave, field, value)
        if has_open_link is not None and wave.state == "draft":
            wave.link_key = (wave.link_key or new_link_key()) if has_open_link else ""
        wave.quotas = quotas.kept(wave.quotas, wave.minimum)
        wave.save()
        if reminders is not None:
            set_reminders(wave, reminders)
        if read_by is not None:
            set_readers(wave, read_by)
        record(actor, "surveys.arrange", wave)
    return wave


class NotChangeable(Exception):
    """What respondents were told when it opened can't be changed under them."""


def invite(*, actor: Member, wave: Wave, asked: Iterable[Asked]) -> int:
    """List people to ask, each address once, but not who wants to be asked no more; before the wave opens. → how many are
    new."""
    check(actor, "surveys.ask", wave)
    with transaction.atomic():
        wave = locked(wave.pk)
        if wave.state != "draft":
            raise NotChangeable
        fresh = {one.address.strip().lower(): one for one in asked if one.address.strip()}
        outside = [address for address, one in fresh.items() if one.member_id is None]
        known = {*wave.invitations.values_list("address", flat=True), *refused_among(wave.organisation_id, outside)}
        rows = [
            Invitation(
                organisation_id=actor.organisation_id, wave=wave, address=address, name=one.name, language=one.language,
                group=one.group, member_id=one.member_id, person_id=one.person_id,
            )
            for address, one in fresh.items() if address not in known
        ]  # fmt: skip
        Invitation.objects.bulk_create(rows, batch_size=1000)
        record(actor, "surveys.invite", wave, count=len(rows))
    return len(rows)


def uninvite(*, actor: Member, wave: Wave, ids: Sequence[int]) -> None:
    check(actor, "surveys.ask", wave)
    with transaction.atomic():
        wave = locked(wave.pk)
        if wave.state != "draft":
            raise NotChangeable
        wave.invitations.filter(pk__in=ids).delete()
        record(actor, "surveys.uninvite", wave)


def open_wave(*, actor: Member | None, wave: Wave) -> Wave:
    """From now on answers come in. Ballots are made all at once, in an order that is nobody's; the letters leave by the
    worker. `actor` None: its moment has come. Raises NotReady."""
    if actor is not None:
        check(actor, "surveys.ask", wave)
    with transaction.atomic():
        wave = locked(wave.pk)
        WAVE.check(wave.state, "open")
        asked = list(wave.invitations.values_list("pk", "group"))
        refuse_unready(wave, len(asked))
        wave.key_sealed = new_key() if asked else ""
        wave.groups = sized(groups_of(wave.groups), Counter(group for _, group in asked if group))
        make_links(wave, asked)
        wave.follows = wave.follows or queries.wave_before(wave.edition.questionnaire)
        wave.state, wave.opened_at, wave.invited = "open", clock.now(), len(asked)
        wave.save()
        record(actor, "surveys.open", wave)
        if asked and can_mail():
            defer(WRITE, once=f"{WRITE}:{wave.pk}", lock=f"wave:{wave.pk}", organisation_id=wave.organisation_id,
                  wave_id=wave.pk)  # fmt: skip
    return wave


def make_links(wave: Wave, asked: Sequence[tuple[int, str]]) -> None:
    """Where names are kept, a link belongs to its invitation; else to a ballot, and nothing says whose that is."""
    hashes = [(pk, group, ballot_hash(token_of(wave.key_sealed, pk))) for pk, group in asked]
    if wave.is_anonymous:
        ballots = [
            Ballot(organisation_id=wave.organisation_id, wave=wave, group=group, token_hash=hashed)
            for _, group, hashed in hashes
        ]
        _chance.shuffle(ballots)
        Ballot.objects.bulk_create(ballots, batch_size=1000)
    else:
        rows = [Invitation(pk=pk, token_hash=hashed) for pk, _, hashed in hashes]
        Invitation.objects.bulk_update(rows, ["token_hash"], batch_size=1000)


def wait_for_a_person(*, wave: Wave) -> None:
    """Its moment came and something was missing: it would be tried each minute."""
    Wave.objects.filter(pk=wave.pk).update(opens_at=None)


def refuse_unready(wave: Wave, asked: int) -> None:
    if not asked and not wave.link_key:
        raise NotReady("nobody")
    if (
        wave.is_anonymous
        and wave.edition.definition.get("x-liant", {}).get("x-protection") == wave.Protection.CONFIDENTIAL
    ):
        raise NotReady("named")  # it asks for names: to call that anonymous would not be true
    if not wave.is_anonymous and wave.link_key:
        raise NotReady("names")  # where names are kept, whoever answers must have been asked by name
    if not wave.is_anonymous and not wave.reader_rows.filter(member__is_active=True).exists():
        raise NotReady("readers")
    if wave.closes_at is not None and wave.closes_at <= clock.now():
        raise NotReady("closes")


def close(*, actor: Member | None, wave: Wave) -> Wave:
    """No more answers. The urn is emptied for the last time, every answer is written anew, the key is destroyed, and what
    was begun and not given is forgotten. `actor` None: its moment has come."""
    if actor is not None:
        check(actor, "surveys.ask", wave)
    with transaction.atomic():
        wave = locked(wave.pk)
        WAVE.check(wave.state, "closed")
        wave.state, wave.closed_at, wave.key_sealed = "closed", clock.now(), ""
        wave.save()
        urn.empty(wave_id=wave.pk, is_closing=True)
        urn.write_answers_anew(wave)
        for forgotten in (Draft, Slip, UsedSlip, Ballot):
            forgotten.objects.filter(wave=wave).delete()
        record(actor, "surveys.close", wave)
        defer(PUBLISH, once=f"{PUBLISH}:{wave.pk}", organisation_id=wave.organisation_id, wave_id=wave.pk)
        publish(WaveClosed(wave_id=wave.pk))
    wave.refresh_from_db()
    return wave


def follow(*, wave: Wave) -> Wave | None:
    """The next wave of a recurring one, prepared with the same people who are still here; it opens at its moment unless a
    person changes or drops it. Once."""
    opened_at = wave.opened_at
    opens_at = next_opening(opened_at, wave.recurrence) if opened_at else None
    if opened_at is None or opens_at is None or Wave.objects.filter(follows=wave).exists():
        return None
    kept: Mapping[str, Any] = {
        name: getattr(wave, name) for name in SETTINGS if name not in ("opens_at", "closes_at", "name")
    }
    newest = (
        wave.edition.questionnaire.editions.first()
    )  # what was changed since is asked once a wave was prepared with it
    length = wave.closed_at - wave.opened_at if wave.closed_at and wave.opened_at else None
    with transaction.atomic():
        made = Wave.objects.create(
            edition=newest or wave.edition, name=wave.name, follows=wave, author=wave.author, opens_at=opens_at,
            closes_at=opens_at + length if length else None, groups=wave.groups,
            link_key=new_link_key() if wave.link_key else "", **kept,
        )  # fmt: skip
        gone = (Invitation.State.REFUSED, Invitation.State.DECLINED)
        rows = wave.invitations.exclude(state__in=gone).exclude(member__is_active=False)
        Invitation.objects.bulk_create(
            Invitation(organisation_id=wave.organisation_id, wave=made, address=one.address, name=one.name,
                       language=one.language, group=one.group, member_id=one.member_id, person_id=one.person_id)
            for one in rows
        )  # fmt: skip
        set_readers(made, [one.member for one in wave.reader_rows.select_related("member") if one.member.is_active])
        set_reminders(made, [opens_at + (one.at - opened_at) for one in wave.reminders.all()])
        record(None, "surveys.prepare", made)
    return made


def drop(*, actor: Member, wave: Wave) -> None:
    """Given up before anyone was asked."""
    check(actor, "surveys.ask", wave)
    with transaction.atomic():
        wave = locked(wave.pk)
        WAVE.check(wave.state, "dropped")
        wave.invitations.all().delete()
        wave.state = "dropped"
        wave.save(update_fields=["state"])
        record(actor, "surveys.drop", wave)


def remind(*, actor: Member | None, wave: Wave) -> int:
    """Everyone who was asked is written to again, since nobody knows who has answered, and the letter says so; where names
    are kept, those alone who have not. `actor` None: its moment has come. → how many."""
    if actor is not None:
        check(actor, "surveys.ask", wave)
    with transaction.atomic():
        wave = locked(wave.pk)
        if wave.state != "open":
            raise urn.NotOpen
        written = wave.invitations.filter(state=Invitation.State.SENT)
        if not wave.is_anonymous:
            written = written.exclude(pk__in=NamedAnswer.objects.filter(wave=wave).values("invitation_id"))
        count = written.update(state=Invitation.State.WAITING)
        wave.reminded_at = clock.now()
        wave.save(update_fields=["reminded_at"])
        record(actor, "surveys.remind", wave)
    return count


def remind_due(*, wave: Wave) -> None:
    """Several moments that went by, as while nothing ran, are one reminder."""
    now = clock.now()
    with transaction.atomic():
        wave = locked(wave.pk)
        due = wave.reminders.filter(done_at=None, at__lte=now)
        if wave.state == "open" and due.update(done_at=now):
            remind(actor=None, wave=wave)


def set_reminders(wave: Wave, moments: Iterable[datetime]) -> None:
    """In place of those that have not left yet."""
    wave.reminders.filter(done_at=None).delete()
    gone = set(wave.reminders.values_list("at", flat=True))
    Reminder.objects.bulk_create(
        Reminder(organisation_id=wave.organisation_id, wave=wave, at=at) for at in sorted(set(moments) - gone)
    )


def set_readers(wave: Wave, members: Sequence[Member]) -> None:
    """In place of those before. What respondents are told is their names; the words of a wave for which nobody was chosen
    stay as they were."""
    wave.reader_rows.all().delete()
    WaveReader.objects.bulk_create(
        WaveReader(organisation_id=wave.organisation_id, wave=wave, member=one) for one in members
    )
    if members:
        wave.readers = ", ".join(one.display_name for one in members)
        wave.save(update_fields=["readers"])


def locked(wave_id: int) -> Wave:
    return Wave.objects.select_for_update(of=("self",)).get(pk=wave_id)
