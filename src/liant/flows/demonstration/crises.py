"""What happened to the house of the demonstration, and what it rehearsed: each act at its own time, by whoever did it."""

from datetime import date, timedelta
from typing import Any

from liant.accounts.models import Member
from liant.flows.demonstration.colleagues import moment, owner_of
from liant.kit import clock
from liant.writing.crisis import actions, queries
from liant.writing.crisis.models import Crisis, Territory

Described = dict[str, Any]


def play(story: Described, members: dict[str, Member], last_day: date) -> None:
    """Once: a house whose territories are named was played before."""
    if Territory.objects.exists():
        return
    owner = owner_of(members)
    with clock.at(moment(last_day, 13, "10:00")):
        for place in story["places"]:
            words = [place["name"], place["address"]]
            actions.save_territory(actor=owner, territory=None, name=place["name"], words=words, channels=[])
    for described in story.get("crises", []):
        crisis = opened(described, members, last_day)
        for act in described["acts"]:
            with clock.at(moment(last_day, act["day"], act["time"])):
                ACTS[act["act"]](members[act["by"]], queries.one_crisis(crisis.pk), act)


def opened(described: Described, members: dict[str, Member], last_day: date) -> Crisis:
    territory = Territory.objects.get(name=described["territory"])
    with clock.at(moment(last_day, described["day"], described["time"])):
        return actions.switch_on(
            actor=members[described["by"]], owner=members[described["owner"]], reason=described["reason"],
            review_at=clock.now() + timedelta(hours=2), is_exercise=described.get("is_exercise", False),
            is_whole_house=False, territories=[territory.pk],
        )  # fmt: skip


def tell(actor: Member, crisis: Any, act: Described) -> None:
    next_at = clock.now() + timedelta(hours=act["next_in_hours"]) if "next_in_hours" in act else None
    words = {name: act.get(name, "") for name in ("known", "unknown", "to_say", "not_to_say")}
    actions.tell(actor=actor, crisis=crisis, audience=act["audience"], next_at=next_at, **words)


def say(actor: Member, crisis: Any, act: Described) -> None:
    actions.say(actor=actor, crisis=crisis, words=act["words"])


def tick(actor: Member, crisis: Any, act: Described) -> None:
    known = next((one for one in queries.checks_of(crisis) if one.words.startswith(act["words"])), None)
    one = known or actions.add_check(actor=actor, crisis=crisis, words=act["words"])
    actions.tick(actor=actor, one=one, is_done=True)


def learn(actor: Member, crisis: Any, act: Described) -> None:
    due_on = (clock.now() + timedelta(days=act["due_in_days"])).date() if "due_in_days" in act else None
    actions.learn(actor=actor, crisis=crisis, kind=act["kind"], text=act["text"], owner=actor, due_on=due_on)


def close(actor: Member, crisis: Any, act: Described) -> None:
    actions.switch_off(actor=actor, crisis=crisis, word=act["words"])


ACTS = {"tell": tell, "say": say, "tick": tick, "learn": learn, "close": close}
