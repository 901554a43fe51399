"""Puts the demonstration in: people and settings by the ordinary actions, messages through their connector and the real
pipeline, then what colleagues did about them."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings

from liant.accounts.actions import create_team, found_organisation, set_team
from liant.accounts.models import Member, User
from liant.channels.actions import connect_channel
from liant.channels.collection import collect
from liant.channels.models import Channel, Coverage
from liant.flows.demonstration import (
    between_us,
    colleagues,
    crises,
    departures,
    firm,
    journal,
    pieces,
    programme,
    questionnaires,
    sharing,
    short_links,
)
from liant.flows.demonstration.at_hand import put_at_hand
from liant.flows.demonstration.colleagues import moment
from liant.flows.demonstration.letters import put_letters
from liant.jobs.queue import defer, worker_app
from liant.kit import clock
from liant.listening.actions import save_query
from liant.people.actions import meet, person_of_member, wear
from liant.people.models import Handle
from liant.tenancy.before_tenant import organisation_id_of
from liant.tenancy.context import tenant
from liant.tenancy.models import Organisation

FOLDER = Path(__file__).parent
STORY = timedelta(days=92)
ROOMS = ["today", "listening", "inbox", "writing", "surveys", "community", "advocacy", "bonds", "meetings"]
STORY_ENDS_AT = time(13, 0)  # before this hour, the story's last day is yesterday


def load() -> str:
    """What was done, in a sentence. Safe to repeat: an organisation that is there is left alone, one that was only
    half loaded goes on where it stopped."""
    stories = json.loads((FOLDER / "organisations.json").read_text(encoding="utf-8"))["organisations"]
    loaded = [story["name"] for story in stories if load_story(story)]
    if firm.load():
        loaded.append(firm.NAME)
    if not loaded:
        return "The demonstration is already there."
    return f"Loaded {', '.join(loaded)}."


def load_story(story: dict[str, Any]) -> bool:
    last_day = end_of_story(ZoneInfo(story["timezone"]))
    with clock.at(colleagues.began(last_day)):
        organisation = house_of(story)
    if not organisation.guide_step:
        return False
    with tenant(organisation.id):
        with clock.at(colleagues.began(last_day)):
            members = members_of(story)
            is_new = furnish(story, members, last_day)
        if is_new:
            note_gaps(story, last_day)
        channel_ids = list(Channel.objects.order_by("id").values_list("id", flat=True))
    for channel_id in channel_ids:
        collect(organisation.id, channel_id)
    work_off()
    with tenant(organisation.id):
        colleagues.play(story, members, last_day)
        pieces.play(story, colleagues.owner_of(members))
        put_at_hand(colleagues.owner_of(members))
        departures.plan(members)
        crises.play(story, members, last_day)
        put_letters(colleagues.owner_of(members))
        journal.play(story, colleagues.owner_of(members))
        short_links.play(story, members, colleagues.owner_of(members))
        programme.play(story, members, colleagues.owner_of(members))
        sharing.play(story, members, colleagues.owner_of(members))
        questionnaires.play(story, colleagues.owner_of(members))
        between_us.play(story, members, last_day)
        Organisation.objects.filter(id=organisation.id).update(guide_step="")
    defer("archive.count", organisation_id=organisation.id)
    work_off()
    return True


def house_of(story: dict[str, Any]) -> Organisation:
    if found := organisation_id_of(story["slug"]):
        with tenant(found):
            return Organisation.objects.get()
    first = next(described for described in story["members"] if "owner" in described["roles"])
    return found_organisation(
        actor=user_of(first),
        slug=story["slug"],
        name=story["name"],
        kind=story["kind"],
        address=story["address"],
        owner_name=story["owner"],
        site=story["site"],
        time_zone=story["timezone"],
        rooms=ROOMS,
        guide_step="demonstration",
    )


def user_of(described: dict[str, Any]) -> User:
    user = User.objects.filter(email__iexact=described["email"]).first()
    return user or User.objects.create_user(
        email=described["email"], name=described["name"], language=described["language"]
    )


def members_of(story: dict[str, Any]) -> dict[str, Member]:
    """Address → member; everyone who works here is a person too, in the employee's hat."""
    found = {}
    for described in story["members"]:
        member, _ = Member.objects.update_or_create(
            user=user_of(described), defaults={"name": described["name"], "roles": described["roles"]}
        )
        person_of_member(member)
        found[described["email"]] = member
    return found


def furnish(story: dict[str, Any], members: dict[str, Member], last_day: date) -> bool:
    """Teams, persons, queries and channels, once; false when they are there."""
    if Channel.objects.exists():
        return False
    owner = colleagues.owner_of(members)
    for described in story["teams"]:
        team = create_team(actor=owner, name=described["name"]["fr"])
        in_it = [members[m["email"]] for m in story["members"] if described["key"] in m["teams"]]
        set_team(actor=owner, team=team, members=in_it)
    for described in story["persons"]:
        introduce(described, last_day)
    for described in story["queries"]:
        values = {key: described.get(key, []) for key in ("must", "must_not")}
        save_query(actor=owner, query=None, name=described["name"], expr=described["expr"], **values)
    for described in story["channels"]:
        connect(owner, described, story["slug"], last_day)
    return True


def note_gaps(story: dict[str, Any], last_day: date) -> None:
    """What could not be heard meanwhile."""
    names = {described["key"]: described["name"]["fr"] for described in story["channels"]}
    for gap in story.get("gaps", []):
        from_at = moment(last_day, gap["from_day"], gap["from_time"])
        to_at = moment(last_day, gap["to_day"], gap["to_time"])
        channel = Channel.objects.get(name=names[gap["channel"]])
        Coverage.objects.create(
            channel=channel, kind=Coverage.Kind.GAP, from_at=from_at, to_at=to_at, reason=gap["reason"], noted_at=to_at
        )


def introduce(described: dict[str, Any], last_day: date) -> None:
    """A person with their handles and hats, known before they spoke."""
    colleague = Member.objects.filter(name=described["name"]).first()
    person = person_of_member(colleague) if colleague else None
    for handle in described["handles"]:
        key = handle["handle"].lower().lstrip("@")
        if person is None:
            person = meet(kind=handle["kind"], key=key, name=described["name"], shown=handle["handle"],
                          source="carnet d’adresses")  # fmt: skip
        else:
            Handle.objects.get_or_create(
                kind=handle["kind"],
                key=key,
                defaults={"person": person, "shown": handle["handle"], "source": "carnet d’adresses"},
            )
    if person is None:
        return
    for hat in described["hats"]:
        since = moment(last_day, hat.get("since_day", 90), "09:00")
        wear(person=person, hat=hat["hat"], source=hat.get("source", ""), at=since)


def connect(owner: Member, described: dict[str, Any], slug: str, last_day: date) -> None:
    folder = Path(settings.DATA) / "demonstration" / slug / described["key"]
    folder.mkdir(parents=True, exist_ok=True)
    connect_channel(
        actor=owner,
        kind="demonstration",
        name=described["name"]["fr"],
        settings={
            "path": str(FOLDER / described["file"]),
            "network": described["network"],
            "folder": str(folder),
            "today": last_day.isoformat(),
        },
        secret={},
        default_hat=described["default_hat"],
        created_at=clock.now() - STORY,  # what was said since is held to what the house promises
    )


def end_of_story(zone: ZoneInfo) -> date:
    now = clock.now().astimezone(zone)
    return now.date() if now.time() >= STORY_ENDS_AT else now.date() - timedelta(days=1)


@contextmanager
def quietly() -> Iterator[None]:
    """The worker of a command says nothing of its own."""
    import logging  # only here

    before = logging.root.manager.disable
    logging.disable(logging.INFO)
    try:
        yield
    finally:
        logging.disable(before)


def work_off() -> None:
    """Let a worker do what waits, until nothing does."""
    with quietly():
        worker_app().run_worker(wait=False, install_signal_handlers=False, listen_notify=False)
