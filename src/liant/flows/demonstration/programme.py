"""Two programmes with eighteen months behind them: that of the bakery breathes, that of the town hall runs out of breath. Experts
are invented, and their rows are written as they would have left them."""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from liant.accounts.actions import set_team
from liant.accounts.models import Member, Team, User
from liant.advocacy import actions as advocacy
from liant.advocacy.animation import actions as animation
from liant.advocacy.animation.models import Habit
from liant.advocacy.breath.actions import put_up
from liant.advocacy.breath.publishing import publish_due
from liant.advocacy.launching import actions as launching
from liant.advocacy.models import Consent, Expert, Invited, Offer, Programme, Share, Suggestion
from liant.advocacy.travel.models import Step
from liant.advocacy.travel.rules import LENGTH
from liant.flows.demonstration.experts import FIRST_NAMES, HABITS, LAST_NAMES, OFFERS, REVIEW, SHOWN
from liant.kit import clock
from liant.links import actions as links
from liant.links.rules import LETTERS, PERSON
from liant.tenancy.before_tenant import count_follow
from liant.tenancy.context import own_rows

STRETCHES, STRETCH = 19, timedelta(days=28)
SLACK = timedelta(days=3)
ELIGIBLE = 12  # offers from which each suggestion is chosen
AGREED = {"suggest": "Choisir ce qui m’est proposé.", "count": "Compter, sans mon nom, comment va le programme.",
          "clicks": "Me montrer ce que mes liens ont donné."}  # fmt: skip


Handed = dict[int, list[tuple[datetime, str]]]  # offer → when it was shared, and under which token it was handed on


@dataclass(frozen=True)
class Way:
    """How a programme goes. From the stretch `turns` on (None: never) nobody meets, what is offered speaks of the house, and some
    time later people go."""

    name: str
    people: int
    share_joining: float
    quits: tuple[float, float]  # the beta law of the chance to go quiet in a stretch
    turns: int | None = None
    goes: int | None = None

    def has_turned(self, at: int) -> bool:
        return self.turns is not None and at >= self.turns

    def quit_chance(self, own: float, at: int) -> float:
        return min(0.6, own + 0.3) if self.goes is not None and at >= self.goes else own


WAYS = {
    "trois-fournils": Way("Les voix du fournil", 60, 0.75, (0.8, 9.0)),
    "mairie-val-clair": Way("Les voix de Val-Clair", 108, 0.65, (0.7, 12.0), turns=11, goes=14),
}


def play(story: dict[str, Any], members: Mapping[str, Member], owner: Member) -> None:
    """Once."""
    way = WAYS.get(story["slug"])
    if way is None or Programme.objects.exists():
        return
    chance, began = random.Random(story["slug"]), clock.now() - STRETCHES * STRETCH - SLACK  # noqa: S311  invented, the same each time
    colleagues = engage(story, way, owner)
    with clock.at(began - timedelta(days=20)):
        launch(way, owner)
    with clock.at(began):
        tell(owner, colleagues)
        launching.move(actor=owner, to="open")
    offers = offered(way, owner, began)
    met(way, owner, list(members.values()), began)
    known: Handed = {}
    for member in colleagues:
        if chance.random() < way.share_joining:
            hand_on(member, live(member, way, began, offers, chance), known)
    publish_due()


def engage(story: dict[str, Any], way: Way, owner: Member) -> list[Member]:
    """More colleagues than those whom the story names, in its teams."""
    chance = random.Random(way.name)  # noqa: S311  as above
    names = [f"{first} {last}" for first in FIRST_NAMES for last in LAST_NAMES]
    chance.shuffle(names)
    users = User.objects.bulk_create(
        User(email=f"agent{n}@{story['slug']}.example", name=name) for n, name in enumerate(names[: way.people], 1)
    )
    made = Member.objects.bulk_create(
        Member(
            organisation_id=owner.organisation_id, user=user, name=user.name, roles=["employee"], joined_at=clock.now()
        )
        for user in users
    )
    teams = list(Team.objects.order_by("id"))
    for place, team in enumerate(teams):
        known = [one.member for one in team.memberships.select_related("member")]
        set_team(actor=owner, team=team, members=[*known, *made[place :: len(teams)]])
    return made


def tell(owner: Member, colleagues: Sequence[Member]) -> None:
    """As `advocacy.actions.invite` does, but that nobody is written to."""
    Invited.objects.bulk_create(
        Invited(organisation_id=owner.organisation_id, member=one, by=owner, mailed_at=clock.now())
        for one in colleagues
    )


def launch(way: Way, owner: Member) -> None:
    """What the law asks, the three questions, what comes again."""
    advocacy.arrange(actor=owner, name=way.name, why="Que celles et ceux qui savent le disent, s’ils le veulent.",
                     disclosure={"fr": "Je travaille ici.", "en": "I work here."})  # fmt: skip
    day = clock.now().date()
    for kind, document in (
        ("informed", "Note à tout le personnel"),
        ("council", "Procès-verbal du comité"),
        ("impact", "Analyse d’impact"),
    ):
        launching.note_duty(actor=owner, kind=kind, done_on=day, document=document)
    launching.answer(actor=owner, on=day, **REVIEW)
    for habit in HABITS:
        animation.save_habit(actor=owner, **habit)


def offered(way: Way, owner: Member, began: datetime) -> list[list[Offer]]:
    """By stretch."""
    found: list[list[Offer]] = []
    for at in range(STRETCHES):
        about_us = [one for one in OFFERS if one["is_about_us"]]
        useful = [one for one in OFFERS if not one["is_about_us"]]
        mixed = about_us * 2 if way.has_turned(at) else [*useful[at % 3 : at % 3 + 5], about_us[at % len(about_us)]]
        made = []
        for place, one in enumerate(mixed[:6]):
            with clock.at(began + at * STRETCH + timedelta(days=1 + 3 * place, hours=place)):
                made.append(advocacy.offer(actor=owner, offered_at=clock.now(), language="fr", **one))
        found.append(made)
    return found


def met(way: Way, owner: Member, top: Sequence[Member], began: datetime) -> None:
    """A meeting every fortnight or so, and an example now and then; none any more once it has turned."""
    habits = {one.title: one for one in Habit.objects.all()}
    animation.give(actor=owner, kind="sponsor", member=owner)
    animation.give(actor=owner, kind="community", member=next(one for one in top if one != owner))
    for at in range(STRETCHES):
        for place, habit in enumerate(HABITS):
            starts_at = (began + at * STRETCH + timedelta(days=4 + 9 * place)).replace(
                hour=12, minute=0, second=0, microsecond=0
            )
            if at % 2 == place % 2 and not way.has_turned(at) and starts_at < clock.now():
                with clock.at(starts_at - timedelta(days=10)):
                    meeting = animation.plan(
                        actor=owner,
                        habit=habits[habit["title"]],
                        title=habit["title"],
                        kind=habit["kind"],
                        starts_at=starts_at,
                        place="Salle commune",
                    )
                with clock.at(starts_at + timedelta(hours=2)):
                    animation.hold(actor=owner, meeting=meeting, there=9 + (at * 5 + place) % 7, remote=at % 4)
        if not way.has_turned(at):
            with clock.at(began + at * STRETCH + timedelta(days=9)):
                put_up(
                    actor=top[at % min(3, len(top))], kind=SHOWN[at % len(SHOWN)][0], words=SHOWN[at % len(SHOWN)][1]
                )


def live(
    member: Member, way: Way, began: datetime, offers: Sequence[Sequence[Offer]], chance: random.Random
) -> list[Share]:
    """One expert's eighteen months, or less. → what they shared."""
    joined = 0 if chance.random() < 0.55 else chance.randrange(1, STRETCHES - 2)
    own, pace = chance.betavariate(*way.quits), chance.uniform(0.25, 0.8)
    joined_at = began + joined * STRETCH + timedelta(days=chance.randrange(1, 20), hours=chance.randrange(9))
    suggested: list[Suggestion] = []
    shares: list[Share] = []
    is_quiet = False
    for at in range(joined, STRETCHES):
        suggested += list(suggestions(member, way, at, offers[at], chance))
        if is_quiet:
            is_quiet = way.goes is not None or chance.random() > 0.2  # some come back where it breathes
        elif at > joined:
            is_quiet = chance.random() < way.quit_chance(own, at)
        if not is_quiet:
            shares += list(shared(member, (began + at * STRETCH, joined_at), offers[at], pace, chance))
    with own_rows(member.pk):
        Expert.objects.create(
            member=member, joined_at=joined_at, topics=[], languages=["fr"], networks=["linkedin"], channels=["mail"]
        )
        Consent.objects.bulk_create(
            Consent(
                organisation_id=member.organisation_id, member=member, purpose=purpose, words=words, given_at=joined_at
            )
            for purpose, words in AGREED.items()
        )
        Suggestion.objects.bulk_create(suggested)
        for one in shares:
            if one.done_at and one.done_at > clock.now() - STRETCH - SLACK:
                one.link = links.share(actor=member, url="https://exemple.example/a-lire", network="linkedin")
                count_follow(one.link.pk, one.done_at, PERSON, chance.randrange(1, 9))
        Share.objects.bulk_create(shares)
    return shares


def hand_on(member: Member, shares: Sequence[Share], known: Handed) -> None:
    """All that they share is handed on; of what colleagues shared before them, they took a quarter from one of these. `known` grows."""
    chance = random.Random(member.name)  # noqa: S311  as above
    steps: list[Step] = []
    for one in sorted(shares, key=lambda one: one.done_at or clock.now()):
        offer_id, at = one.offer_id or 0, one.done_at or clock.now()
        if any(step.offer_id == offer_id for step in steps):
            continue
        before = [token for when, token in known.get(offer_id, ()) if when < at]
        came = chance.choice(before) if before and chance.random() < 0.25 else ""
        token = "".join(chance.choices(LETTERS, k=LENGTH))
        known.setdefault(offer_id, []).append((at, token))
        steps.append(
            Step(organisation_id=member.organisation_id, member=member, offer_id=offer_id, token=token, came_from=came,
                 came_at=at - timedelta(hours=1) if came else None)
        )  # fmt: skip
    with own_rows(member.pk):
        Step.objects.bulk_create(steps)


def suggestions(
    member: Member, way: Way, at: int, offers: Sequence[Offer], chance: random.Random
) -> Iterator[Suggestion]:
    """Two on which they may say something, and two more, of which chance draws one in ten: one in twenty of all."""
    opening, useful = (0.45, 0.3) if way.has_turned(at) else (0.75, 0.78)
    first, luck = chance.sample(list(offers), 2), random.Random(f"{member.name} {at}")  # noqa: S311  as above
    for offer in first:
        is_opened = chance.random() < opening
        is_useful = chance.random() < useful if is_opened and chance.random() < 0.5 else None
        yield suggestion(member, offer, is_opened=is_opened, is_useful=is_useful)
    for offer in luck.sample([one for one in offers if one not in first], 2):
        is_explored = luck.random() < 0.1
        yield suggestion(
            member, offer, is_opened=luck.random() < opening * (0.6 if is_explored else 1), is_explored=is_explored
        )


def suggestion(member: Member, offer: Offer, *, is_opened: bool, is_explored: bool = False, is_useful: bool | None = None) -> Suggestion:  # fmt: skip
    return Suggestion(
        organisation_id=member.organisation_id, member=member, offer=offer, made_at=offer.offered_at, is_useful=is_useful,
        opened_at=offer.offered_at + timedelta(hours=20) if is_opened else None, is_explored=is_explored,
        is_best=not is_explored, eligible=ELIGIBLE, chance=0.05 / ELIGIBLE + 0.95 * (not is_explored),
    )  # fmt: skip


def shared(
    member: Member, span: tuple[datetime, datetime], offers: Sequence[Offer], pace: float, chance: random.Random
) -> Iterator[Share]:
    """About once a week for the quick; at least once in a stretch for whoever is there. `span`: from when, and since when at all."""
    weeks = [week for week in range(4) if chance.random() < pace] or [chance.randrange(4)]
    for week in weeks:
        at = max(span[0] + timedelta(days=7 * week + chance.randrange(6), hours=chance.randrange(7, 20)), span[1])
        offer = chance.choice(list(offers))
        if at < clock.now():
            yield Share(
                organisation_id=member.organisation_id, member=member, offer=offer, title=offer.title, network="linkedin",
                language="fr", state="done", begun_at=at, done_at=at, text="",
            )  # fmt: skip
