"""The shape of ties: once for each four weeks, after they have closed, computed from what the nightly measuring may see, held beside all
that was shown before, and kept as what may be shown. Nothing else of it is ever stored.

A team's newcomers are counted once five of its people came or went: one by one, each would be told by a difference.
"""

import secrets
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction

from liant.accounts.models import Team
from liant.accounts.queries import first_teams
from liant.audit.actions import record
from liant.bonds import between, outside
from liant.bonds.measuring import LEAST_PEOPLE, Contact, may_count, measured
from liant.bonds.models import Mark, Shape, Told
from liant.bonds.queries import KEPT, contacts_between
from liant.engines.suppression import (
    Block,
    Crossed,
    Name,
    PairRelease,
    PairWave,
    Person,
    Release,
    Wave,
    check_group,
    release,
    release_pairs,
    told_by_periods,
)
from liant.kit import clock
from liant.tenancy.context import own_rows_in_turn
from liant.tenancy.models import Organisation

FIRST, STRETCH = date(2024, 1, 1), timedelta(days=28)
RECENT = 84.0  # days: a tie is contact within twelve weeks
FEW, MORE, MOST_FEW = "few", "more", 1  # in contact with one colleague or with none: at risk of being alone
CHANGED = 5
NO_TEAM, EVERYONE = "0", ""
Json = dict[str, Any]
People = frozenset[str]


@dataclass(frozen=True)
class Stretch:
    """The `number`th four weeks."""

    number: int
    zone: ZoneInfo

    @property
    def from_on(self) -> date:
        return FIRST + self.number * STRETCH

    @property
    def past_on(self) -> date:
        return self.from_on + STRETCH

    def at(self, day: date) -> datetime:
        return datetime.combine(day, time(), self.zone)


def publish_due() -> Shape | None:
    """The shape at the end of the four weeks that closed last, once; None where there is one, or too few were there to be counted."""
    zone = ZoneInfo(Organisation.objects.get().time_zone)
    stretch = Stretch((clock.now().astimezone(zone).date() - FIRST) // STRETCH - 1, zone)
    if Shape.objects.filter(number=stretch.number).exists():
        return None
    agreed = {member: at for member, at in between.agreed().items() if at < stretch.at(stretch.from_on)}
    if not check_group(len(agreed)):
        return None
    end = stretch.at(stretch.past_on)
    passed = contacts_between(end - KEPT, end)
    contacts = [one for one in passed if may_count(one, agreed)]
    marks = marks_of(agreed)
    known = outside.known(agreed, end)
    known_by = {marks[member]: communities for member, communities in known.items()}
    shares = outside.sharing(known, between.shares_of(known, stretch.at(stretch.from_on), end))
    return publish(stretch, ties_of(contacts, end, marks, agreed), teams_of(marks), known_by, shares)


def publish(stretch: Stretch, ties: Mapping[tuple[str, str], float], teams: Mapping[str, str],
            known_by: Mapping[str, set[int]] | None = None, shares: Json | None = None) -> Shape:  # fmt: skip
    """`ties`: the strength of each pair in contact, by their tokens; `teams`: token → group; `known_by`: token → communities outside;
    `shares`: what may be shown of who shares more."""
    shapes = list(Shape.objects.order_by("number").prefetch_related("told"))
    told = [{one.group: frozenset(one.tokens) for one in shape.told.all()} for shape in shapes]
    counted = counted_now(teams, latest(told))
    earlier = [one.figures for one in shapes]
    people, pairs = released(counted, ties, earlier, told)
    figures = figures_of(people, pairs, set(teams.values()))
    if EVERYONE in pairs.told:
        figures["communities"] = outside.figures_of(known_by or {}, pairs.told[EVERYONE], earlier, told)
    figures["shares"] = shares
    with transaction.atomic():
        made = Shape.objects.create(
            number=stretch.number, from_on=stretch.from_on, to_on=stretch.past_on - timedelta(days=1),
            figures=figures,
        )  # fmt: skip
        Told.objects.bulk_create([
            Told(organisation_id=made.organisation_id, shape=made, group=group, tokens=sorted(keys))
            for group, keys in pairs.told.items()
        ])  # fmt: skip
        record(None, "bonds.publish_shape", made)
    return made


def marks_of(members: Collection[int]) -> dict[int, str]:
    """Each member's token, made where there is none; read and written in their own rows."""
    found = {}
    with own_rows_in_turn() as turn:
        for member in sorted(members):
            turn(member)
            mark = Mark.objects.filter(member_id=member).first()
            if mark is None:
                mark = Mark.objects.create(member_id=member, token=secrets.token_hex(8))
            found[member] = mark.token
    return found


def ties_of(
    contacts: Sequence[Contact], end: datetime, marks: Mapping[int, str], agreed: Mapping[int, datetime]
) -> dict[tuple[str, str], float]:
    """Always with the same half-life, so that periods can be held side by side."""
    people = sorted({member for one in contacts for member in one[:2]})
    if len(people) < LEAST_PEOPLE:
        return {}
    tokens = [marks[member] for member in people]
    now = measured(contacts, {member: agreed[member] for member in people}, end).ties.strengths
    found = {}
    for first, second, strength, silent in zip(now.first, now.second, now.strength, now.silent, strict=True):
        if silent <= RECENT:
            one, other = sorted((tokens[int(first)], tokens[int(second)]))
            found[one, other] = float(strength)
    return found


def teams_of(marks: Mapping[int, str]) -> dict[str, str]:
    """Token → the number of their first team, as ties are measured."""
    first = first_teams(marks)
    return {token: str(first.get(member, NO_TEAM)) for member, token in marks.items()}


def latest(told: Sequence[Mapping[str, People]]) -> dict[str, People]:
    """Of each group, who stood in it when it was last shown."""
    found: dict[str, People] = {}
    for one in told:
        found |= one
    return found


def counted_now(teams: Mapping[str, str], before: Mapping[str, People]) -> dict[str, str]:
    """Who is counted, and where: newcomers of a group wait until five came or went."""
    groups: dict[str, set[str]] = {}
    for key, group in teams.items():
        groups.setdefault(group, set()).add(key)
    counted: dict[str, str] = {}
    for group, now in groups.items():
        was = before.get(group, frozenset())
        is_waiting = was <= now and len(now - was) < CHANGED and bool(was)
        counted |= dict.fromkeys(was if is_waiting else now, group)
    return counted


def released(counted: Mapping[str, str], ties: Mapping[tuple[str, str], float], figures: Sequence[Json],
             told: Sequence[Mapping[str, People]]) -> tuple[Release, PairRelease]:  # fmt: skip
    """What may be shown of people, and of pairs of the groups that are shown, beside all that was."""
    known = dict.fromkeys(counted, 0)
    for one, other in ties:
        if one in known and other in known:
            known[one] += 1
            known[other] += 1
    people = [
        Person(key, {"team": [group]}, {FEW: FEW if known[key] <= MOST_FEW else MORE})
        for key, group in sorted(counted.items())
    ]
    waves = [people_wave(figure, groups) for figure, groups in zip(figures, told, strict=True)]
    told_before = [Wave(one.told, {}, {}) for one in waves]
    found = held(release(people, [Crossed(("team",), FEW)], earlier=told_before, answers={FEW: (FEW, MORE)}), waves)
    groups = {name[0][1] if name else EVERYONE: keys for name, keys in found.told.items()}
    before = [pair_wave(figure, one) for figure, one in zip(figures, told, strict=True)]
    return found, release_pairs(groups, ties, before)


def held(found: Release, earlier: Sequence[Wave]) -> Release:
    """Without how many have few ties, where that tells too much of those who came or went since."""

    def counted(wave: Wave) -> dict[Name, tuple[People, int]]:
        return {
            name: (wave.told[name], count) for (name, _question, answer), count in wave.counts.items() if answer == FEW
        }

    if not told_by_periods(counted(found), [counted(one) for one in earlier]):
        return found
    return replace(found, counts={cell: count for cell, count in found.counts.items() if not cell[1]})


def figures_of(people: Release, pairs: PairRelease, groups: Collection[str]) -> Json:
    names = {str(pk): name for pk, name in Team.objects.values_list("pk", "name")}
    shown = {group: len(keys) for group, keys in pairs.told.items()}
    return {
        "people": shown.get(EVERYONE),
        "teams": [{"code": code, "name": names.get(code, ""), "people": shown[code]} for code in sorted(shown) if code],
        "hidden": sorted(names.get(code, "") for code in set(groups) - set(shown)),
        "cells": [[name[0][1] if name else EVERYONE, answer, count] for (name, question, answer), count in people.counts.items() if question],
        "blocks": [
            {"block": list(block), "pairs": number, "ties": pairs.counts.get(block), "strength": mean(pairs, block)}
            for block, number in pairs.pairs.items()
        ],
    }  # fmt: skip


def mean(pairs: PairRelease, block: Block) -> int | None:
    """Of those in contact, as a whole number."""
    found = pairs.sums.get(block)
    return None if found is None else round(found.above / pairs.counts[block])


def people_wave(figures: Json, told: Mapping[str, People]) -> Wave:
    def name(group: str) -> tuple[tuple[str, str], ...]:
        return (("team", group),) if group else ()

    counts = {(name(group), FEW, answer): count for group, answer, count in figures["cells"]}
    return Wave({name(group): keys for group, keys in told.items()}, counts, {})


def pair_wave(figures: Json, told: Mapping[str, People]) -> PairWave:
    blocks = [(tuple(one["block"]), one) for one in figures["blocks"] if one["ties"] is not None]
    return PairWave.of(told, {block: one["ties"] for block, one in blocks}, {
        block: (one["pairs"], one["strength"]) for block, one in blocks if one["strength"] is not None
    })  # fmt: skip
