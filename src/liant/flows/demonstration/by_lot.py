"""Two experiments of the firm: one asked both ways and is over, one is open. What the first finds is planted: two who met by lot, or of
whom one was shown what the other wrote, have more to do with each other afterwards; as much one way as the other, a loop.

All but these acts is done by the actions of a real house, each on its day. Seed and codes are given, so that the same are drawn
each time.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta

import numpy as np

from liant.accounts.models import Member
from liant.kit import clock
from liant.ledger.actions import Noted, note_all
from liant.ledger.kinds import Consent, InteractionKind, Purpose, Visibility
from liant.meetings import drawing
from liant.meetings import taking_part as rotations
from liant.meetings.experiment import actions, offers, queries, rules, taking_part
from liant.meetings.experiment.models import Plan
from liant.meetings.models import Round
from liant.people.models import Person

TITLE, OPEN_TITLE = "Se voir, se lire : qu’est-ce qui rapproche ?", "La même chose, à douze"
OPEN_PEOPLE, OPEN_WEEKS, OPENS_IN = 12, 5, timedelta(weeks=3)
PEOPLE, WEEKS, AFTER = 40, 8, 8
AGO = timedelta(weeks=36)  # so that it is over before the weeks of which the shape of ties is told
MEET, READ = 0.8, 0.6  # the share of the drawn pairs who meet; of the readers, who open the page in a week
HOPED = 0.05  # acts more each week: what the plans ask for
EXTRA = 0.1  # what is planted in either arm, in the weeks after, between two for whom it took place
SEED = 1  # chosen: of 320 intervals with others 83 in a hundred hold what is planted (docs/meetings.md says why)
CODES = [f"{place:016x}" for place in range(PEOPLE)]
Pair = tuple[int, int]
Happened = list[dict[Pair, list[int]]]  # of one arm, by week: the pairs for whom it took place, and by whose act
Kinds = Sequence[tuple[InteractionKind, float]]  # how often each


def planted() -> dict[str, Happened]:
    """People are places, from 0."""
    chance = np.random.default_rng(SEED)
    return {arm: happened(chance, arm) for arm in (rules.MEETING, rules.SPOTLIGHT)}


def happened(chance: np.random.Generator, arm: str) -> Happened:
    """Of those whom the engine draws, some meet, which one of the two says; and each opens the page in some weeks."""
    found: Happened = []
    for week in rules.weeks_of(CODES, WEEKS, SEED, arm):
        found.append({})
        for one, other in week:
            pair = CODES.index(one), CODES.index(other)
            sure = MEET if arm == rules.MEETING else READ
            by = [place for place in (pair[:1] if arm == rules.MEETING else pair) if chance.random() < sure]
            if by:
                found[-1][pair] = by
    return found


def play(owner: Member, persons: Sequence[Person], until: datetime, raises: Mapping[str, Kinds]) -> None:
    """`persons`: of the whole firm, of whom every third takes part, and others in the one that is open; `raises`: which acts an arm
    brings about."""
    part, truth = persons[:: len(persons) // PEOPLE][:PEOPLE], planted()
    members = members_of(part)
    plan = begin(owner, members, (until - AGO).date())
    carry_out(plan, members, truth)
    chance = np.random.default_rng(SEED)
    for arm, kinds in raises.items():
        rows = acts(chance, truth[arm], kinds, queries.moment(plan.drawn_until))
        noted = [
            Noted(f"lot:{arm}:{number}", kind, part[one].pk, part[other].pk, at)
            for number, (kind, one, other, at) in enumerate(rows)
        ]
        note_all(noted, through=part[0], purpose=Purpose.BELONGING, visibility=Visibility.PARTIES,
                 consent=Consent.GIVEN)  # fmt: skip
    with clock.at(hour(plan.looked_at_on, 6)):
        actions.analyse(plan_id=plan.pk)
    with clock.at(until):
        leave_open(
            owner, members_of(persons[1 :: len(persons) // OPEN_PEOPLE][:OPEN_PEOPLE]), (until + OPENS_IN).date()
        )


def members_of(persons: Sequence[Person]) -> list[Member]:
    found = Member.objects.select_related("user").in_bulk([one.member_id for one in persons if one.member_id])
    return [found[one.member_id] for one in persons if one.member_id]


def hour(day: date, hours: int) -> datetime:
    return queries.moment(day) + timedelta(hours=hours)


def begin(owner: Member, members: Sequence[Member], first: date) -> Plan:
    """Planned, agreed to, weighed, frozen and drawn in the weeks before."""
    with clock.at(hour(first - timedelta(weeks=3), 10)):
        plan = actions.plan(actor=owner, title=TITLE, starts_on=first, weeks=WEEKS, weeks_after=AFTER, extra=HOPED,
                            shows_up=0.75, tie_extra=HOPED, shown=0.75)  # fmt: skip
        agree(members, plan)
    with clock.at(hour(first - timedelta(weeks=1), 9)):
        actions.weigh(plan_id=plan.pk)
    with clock.at(hour(first - timedelta(weeks=1), 10)):
        actions.freeze(actor=owner, plan=plan)
    with clock.at(hour(first - timedelta(weeks=1), 11)):
        codes = {code: one.pk for code, one in zip(CODES, members, strict=True)}
        actions.draw_from(plan=plan, seed=SEED, codes=codes)
    return plan


def agree(members: Sequence[Member], plan: Plan) -> None:
    """They look by themselves whom they meet: nobody is there to read a mail."""
    for one in members:
        rotations.hear(actor=one, ways=[], quiet_from=None, quiet_until=None)
        taking_part.agree(actor=one, plan=plan)


def carry_out(plan: Plan, members: Sequence[Member], truth: Mapping[str, Happened]) -> None:
    """Week by week: the rotation draws, those who met say so, and who opens the page is shown what stands first there."""
    for week in range(WEEKS + 1):
        day = plan.starts_on + timedelta(weeks=week)
        with clock.at(hour(day, 8)):
            waiting = drawing.prepare(rotation_id=plan.rotation_id)  # after the last week it ends the rotation
            if waiting is None:
                return
            drawing.draw(round_id=waiting.pk)
        with clock.at(hour(day, 80)):
            took_place(waiting, members, {arm: weeks[week] for arm, weeks in truth.items()})


def took_place(round_: Round, members: Sequence[Member], week: Mapping[str, Mapping[Pair, list[int]]]) -> None:
    for by in week[rules.MEETING].values():
        for place in by:
            rotations.say(actor=members[place], round_id=round_.pk, has_met=True)
    for by in week[rules.SPOTLIGHT].values():
        for place in by:
            shown = offers.put_first(members[place])
            if shown is not None:
                shown.note("page")


def acts(
    chance: np.random.Generator, truth: Happened, kinds: Kinds, since: datetime
) -> Iterator[tuple[InteractionKind, int, int, datetime]]:
    """What is planted: in the weeks after, from either of the two, beside what they have to do with each other anyway."""
    names, shares = zip(*kinds, strict=True)
    span = timedelta(weeks=AFTER) - timedelta(hours=2)  # clocks may change meanwhile
    pairs = [pair for week in truth for pair in week]
    for pair in np.repeat(pairs, chance.poisson(EXTRA * AFTER, len(pairs)), axis=0):
        one, other = (int(place) for place in chance.permutation(pair))
        yield InteractionKind(names[chance.choice(len(names), p=shares)]), one, other, since + span * chance.random()


def leave_open(owner: Member, members: Sequence[Member], first: date) -> None:
    """Not frozen; its power says that so few will miss what is hoped for."""
    plan = actions.plan(actor=owner, title=OPEN_TITLE, starts_on=first, weeks=OPEN_WEEKS, weeks_after=AFTER, extra=HOPED,
                        shows_up=0.75, tie_extra=HOPED, shown=0.75)  # fmt: skip
    agree(members, plan)
    actions.weigh(plan_id=plan.pk)
