"""What the bakery of the demonstration writes: its policy, what is out already, and the week to come."""

import json
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from liant.accounts.models import Member
from liant.kit import clock
from liant.writing import moves
from liant.writing.actions import begin, save_campaign, save_topic
from liant.writing.calendar.actions import note_event
from liant.writing.calendar.moments import DAY, moment_of
from liant.writing.editorial.actions import write as write_policy
from liant.writing.models import Campaign, Topic

FOLDER = Path(__file__).parent
A_FORTNIGHT = timedelta(days=14)


def play(story: dict[str, Any], owner: Member) -> None:
    """Nothing for an organisation that has not written anything."""
    path = FOLDER / story["slug"] / "contenus.json"
    if not path.exists():
        return
    told, zone = json.loads(path.read_text(encoding="utf-8")), ZoneInfo(story["timezone"])
    today = clock.now().astimezone(zone).date()
    with clock.at(clock.now() - A_FORTNIGHT):
        write_policy(actor=owner, channel=None, steps=[], **told["policy"])
        for name in told["topics"]:
            save_topic(actor=owner, topic=None, name=name)
        for one in told["campaigns"]:
            save_campaign(actor=owner, campaign=None, name=one["name"], aim=one["aim"],
                          from_on=today + one["from_day"] * DAY, to_on=today + one["to_day"] * DAY)  # fmt: skip
        for one in told["events"]:
            note_event(actor=owner, name=one["name"], from_on=today + one["from_day"] * DAY,
                       to_on=today + one["to_day"] * DAY)  # fmt: skip
    for one in told["pieces"]:
        write(one, owner, today, zone)


def write(told: dict[str, Any], owner: Member, today: date, zone: ZoneInfo) -> None:
    """As far as it has come: begun, agreed to, planned, or out."""
    published_at = moment(told, today + told["published_day"] * DAY, zone) if "published_day" in told else None
    began_at = (published_at or clock.now()) - DAY
    with clock.at(began_at):
        piece = begin(
            actor=owner, title=told["title"], body=told["body"], language="fr", about=told.get("about", "subject"),
            networks=[(network, None) for network in told["networks"]],
            topic=Topic.objects.filter(name=told.get("topic", "")).first(),
            campaign=Campaign.objects.filter(name=told.get("campaign", "")).first(),
        )  # fmt: skip
        if published_at or told.get("agreed"):
            moves.ask(actor=owner, piece=piece)
    for version in piece.versions.all():
        if published_at:
            moves.mark_published(actor=None, version=version, at=published_at)
        elif "weekday" in told:
            act = moves.schedule if told.get("agreed") else moves.plan
            with clock.at(began_at):
                act(actor=owner, version=version, at=moment(told, coming(today, told["weekday"]), zone))


def coming(today: date, weekday: int) -> date:
    """The next such day, tomorrow at the earliest."""
    return today + ((weekday - today.weekday() - 1) % 7 + 1) * DAY


def moment(told: dict[str, Any], day: date, zone: ZoneInfo) -> datetime:
    return moment_of(day, datetime.strptime(told["time"], "%H:%M").time(), zone).at  # noqa: DTZ007  a wall's hour
