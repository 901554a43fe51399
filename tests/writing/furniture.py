"""A piece with everything that a page of it may have to show, for the visits of every page."""

from datetime import timedelta
from typing import Any


def furnish_writing(alice: Any, channel: Any) -> dict[str, Any]:
    """By the name under which an address asks for each; inside the organisation."""
    from liant.kit import clock
    from liant.writing import actions, moves
    from liant.writing.editorial.actions import count_month, show, write
    from liant.writing.ideas.actions import bring_in, take, tell
    from liant.writing.models import Lesson
    from liant.writing.reading import Page
    from tests.writing.crises import furnish_crisis
    from tests.writing.journal.furniture import furnish_journal
    from tests.writing.journal.journals import photo
    from tests.writing.newsletters import furnish_newsletter

    topic = actions.save_topic(actor=alice, topic=None, name="Le grain")
    campaign = actions.save_campaign(actor=alice, campaign=None, name="Fête du pain")
    write(actor=alice, channel=None, subject="Le pain", subject_words=["pain"], steps=[], slots=[[1, "08:00"]])
    show(actor=alice, is_public=True)
    count_month(channel=channel, month=clock.now().date().replace(day=1))
    idea = tell(actor=alice, text="Montrer la meule")
    out = actions.begin(actor=alice, title="Le meunier", body="Il moud.", topic=topic)
    for medium in (photo(), {"name": "four.mp3", "media_type": "audio/mpeg", "content": b"ID3" + bytes(500)}):
        actions.add_medium(actor=alice, piece=out, **medium)
    moves.ask(actor=alice, piece=out)
    of_journal = furnish_journal(alice, out)
    actions.learn(actor=alice, piece=out, practice=Lesson.Practice.GOOD, text="Partir de ce qui se voit.")
    write(actor=alice, channel=None, subject="Le pain", steps=[{"name": "Relecture", "may_author_agree": True}])
    piece = actions.begin(actor=alice, title="Pourquoi la nuit", body="Nous sommes fiers de vous annoncer que la nuit tombe.",
                          networks=[("journal", None), ("share:x", None)], campaign=campaign)  # fmt: skip
    medium = actions.add_medium(actor=alice, piece=piece, name="four.png", media_type="image/png", content=b"\x89PNG")
    actions.keep_remark(
        actor=alice, piece=piece, rule="self-announcement", passage="Nous sommes fiers", reason="Une fois."
    )
    bring_in(
        actor=alice,
        page=Page("https://gazette.example/meuniers", title="La nuit des meuniers", text="La meule tourne."),
    )
    comment = actions.comment(actor=alice, piece=piece, body="Qui est Samir ?", about="Samir")
    asked = take(actor=alice, idea=tell(actor=alice, text="Montrer le levain qui dort"), title="Le levain")
    version = asked.versions.get()
    actions.write(actor=alice, version=version, seen_edition=version.edition, body="Il dort.")
    [step] = moves.ask(actor=alice, piece=asked)
    archive = an_archive(alice, channel)
    some_readings(out, channel)
    departures = departures_of_all_kinds(alice, channel)  # before a crisis holds them
    return {**on_the_calendar(alice, version), **departures, **furnish_rules(alice), **furnish_newsletter(alice), **furnish_crisis(alice), **an_issue(alice, piece, medium, out), "archive": archive, "topic": topic, "campaign": campaign, "idea": idea, "piece": piece, "medium": medium, "comment": comment,
            "step": step, "asked_piece": asked, "published_piece": out, **of_journal}  # fmt: skip


def on_the_calendar(alice: Any, version: Any) -> dict[str, Any]:
    """Its moment, an event of that day, and a private address."""
    from liant.kit import clock
    from liant.writing import moves
    from liant.writing.calendar import actions

    soon = clock.now() + timedelta(days=3)
    moves.plan(actor=alice, version=version, at=soon)
    event = actions.note_event(actor=alice, name="Marché de Noël", from_on=soon.date(), to_on=soon.date())
    _feed, token = actions.share(actor=alice)
    return {"version": version, "event": event, "calendar_token": token}


def an_archive(alice: Any, channel: Any) -> Any:
    """One that is kept, one that could not be made, and what the channel would take with it."""
    from datetime import timedelta

    from liant.kit import clock
    from liant.writing.archive.actions import count_stake
    from liant.writing.archive.models import Archive
    from liant.writing.archive.packing import place_of

    count_stake(channel=channel)
    Archive.objects.create(asked_by=alice, state="failed", problem="No space left on device")
    until = clock.now() + timedelta(days=7)
    archive = Archive.objects.create(asked_by=alice, state="ready", sha256="0" * 64, pieces=3, drafts=1, media=2, elsewhere=1,
                                     made_at=clock.now(), kept_until=until, size_bytes=2)  # fmt: skip
    place = place_of(archive.organisation_id, archive.pk)
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(b"PK")
    return archive


def furnish_rules(alice: Any) -> dict[str, Any]:
    """A rule of the house, tried and on, with a second edition that waits."""
    from liant.writing.house_rules import actions

    values = {"shape": "avoid", "name": "Ancien nom", "words": ["Dubois et fils"], "languages": ["fr"], "kinds": ["piece"],
              "place": "anywhere", "severity": "warning", "message_fr": "« {words} » : l’ancien nom.",
              "ko": ["Chez Dubois et fils"], "ok": ["Chez nous"]}  # fmt: skip
    rule = actions.write(actor=alice, rule=None, values=values)
    actions.try_rule(actor=alice, rule=rule)
    actions.switch_on(actor=alice, rule=rule)
    return {"own_rule": rule}


def an_issue(alice: Any, piece: Any, medium: Any, out: Any) -> dict[str, Any]:
    """Of the magazine, with a picture on its cover and what the press made of it."""
    from liant.writing.magazine import actions
    from liant.writing.magazine.printing import Made

    issue = actions.begin(actor=alice, title="La Mie", number="N° 3", dated="Hiver 2026", language="fr")
    actions.add(actor=alice, issue=issue, pieces=[out, piece])
    entry = issue.entries.order_by("place").last()
    actions.arrange(actor=alice, entry=entry, pictures=[{"medium_id": medium.pk, "caption": "Le four", "credit": ""}])
    actions.change(actor=alice, issue=issue, cover=medium)
    pages = [b"\x89PNG"] * 6
    actions.note_set(issue, Made(b"%PDF", b"%PDF", pages), [["imprint", {}], ["unreadable", {"name": "four.png"}]])
    return {"printed": issue, "printed_entry": entry}


def some_readings(out: Any, channel: Any) -> None:
    """From everywhere, by people and by machines; and something heard that links to it."""
    from liant.channels.models import Item
    from liant.kit import clock
    from liant.writing.readership.actions import Reading, note_links, write_down
    from liant.writing.readership.counting import quarter
    from liant.writing.readership.origins import Kind

    at = quarter(clock.now())
    write_down({Reading(out.pk, at, kind, ""): 4 for kind in Kind} | {Reading(None, at, "site", "gazette.example"): 7})
    note_links([(out, item) for item in Item.objects.filter(channel=channel)[:1]])


def departures_of_all_kinds(alice: Any, channel: Any) -> dict[str, Any]:
    """Each page of what waits to leave has something to show: to post, late, refused, behind, and still there."""
    from liant.kit import clock
    from liant.writing.publishing import leaving
    from liant.writing.publishing.actions import address
    from liant.writing.publishing.models import Departure
    from tests.writing.publishing.house import MINUTE, later, planned

    words = {"title": "Le four à bois", "body": "Il chauffe depuis cent ans."}
    networks = [("share:x", None), ("share:linkedin", None), (channel.kind, channel)]
    piece = planned(alice, networks=networks, thread=["Et il ronfle."], **words)
    with later(2 * MINUTE):
        leaving.leave_due(alice.organisation_id, piece.pk)
    to_post, _other = Departure.objects.filter(version__piece=piece, state="to_post")
    sent = Departure.objects.get(version__piece=piece, state="leaving")
    address(actor=alice, version=sent.version, to="presse@gazette.example")
    made = {"departure": to_post, "sent_departure": sent, "version": sent.version}
    ways = {"halted": ["halted"], "refused": ["leaving", "refused"], "left": ["leaving", "there", "left"],
            "behind": ["leaving", "there"]}  # fmt: skip
    for name, states in ways.items():
        version = planned(alice, **words).versions.get()
        made[f"{name}_departure"] = departure = leaving.begin(version, clock.now())
        for state in states:
            leaving.move(departure, state, reason="", is_behind=name == "behind")
    return made
