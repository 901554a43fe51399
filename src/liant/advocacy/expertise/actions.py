"""What an expert does with their page. It is written in their own rows and in no log; what everyone may read is put there and
taken away by their act alone."""

from datetime import date
from typing import Any

from django.db import IntegrityError, transaction

from liant.accounts.models import Member
from liant.accounts.permissions import check
from liant.advocacy import queries as advocacy
from liant.advocacy.expertise import pages, queries, rules
from liant.advocacy.expertise.models import Card, Chosen, Page, Talk
from liant.kit import clock


class CannotPublish(Exception):
    """`why`: "words" (there are none), "changed" (it is not what was looked at), "taken" (the address is somebody else's)."""

    def __init__(self, why: str):
        super().__init__(f"This page cannot be put up: {why}.")
        self.why = why


def write(*, actor: Member, **values: Any) -> Card | None:
    """What stands on one's page. `values`: fields of Card. Nothing that is public changes by it. None for who takes no part."""
    check(actor, "advocacy.take_part")
    with transaction.atomic(), advocacy.own(actor) as expert:
        if expert is None:
            return None
        found = queries.card_of(actor) or Card(member=actor)
        for name, value in values.items():
            setattr(found, name, value)
        found.save()
        return found


def show_piece(*, actor: Member, kind: str, title: str, url: str, language: str, on: date) -> None:
    """One that they chose, each by itself."""
    check(actor, "advocacy.take_part")
    with transaction.atomic(), advocacy.own(actor) as expert:
        if expert is not None and Chosen.objects.filter(member=actor).count() < rules.MOST:
            values = {"kind": kind, "title": rules.clean(title), "language": language, "on": on}
            Chosen.objects.update_or_create(member=actor, url=url, defaults=values)


def hide_piece(*, actor: Member, chosen_id: int) -> None:
    check(actor, "advocacy.take_part")
    with transaction.atomic(), advocacy.own(actor):
        Chosen.objects.filter(member=actor, id=chosen_id).delete()


def add_talk(*, actor: Member, title: str, place: str, on: date, url: str = "") -> None:
    check(actor, "advocacy.take_part")
    with transaction.atomic(), advocacy.own(actor) as expert:
        if expert is not None and Talk.objects.filter(member=actor).count() < rules.MOST:
            Talk.objects.create(member=actor, title=rules.clean(title), place=rules.clean(place), on=on, url=url)


def remove_talk(*, actor: Member, talk_id: int) -> None:
    check(actor, "advocacy.take_part")
    with transaction.atomic(), advocacy.own(actor):
        Talk.objects.filter(member=actor, id=talk_id).delete()


def publish(*, actor: Member, seen: str) -> Page | None:
    """Everyone may read it from now on, as it was looked at. `seen`: the digest of what the preview showed. None for who has no
    card. Raises CannotPublish."""
    check(actor, "advocacy.take_part")
    with transaction.atomic(), advocacy.own(actor) as expert:
        draft = pages.draft_of(actor)
        if expert is None or draft is None:
            return None
        if not any(draft.content["words"].values()):
            raise CannotPublish("words")
        if draft.seen != seen:
            raise CannotPublish("changed")
        card, found = draft.card, draft.page or Page(card=draft.card)
        found.slug, found.content, found.is_found, found.changed_at = (
            card.slug,
            draft.content,
            card.is_found,
            clock.now(),
        )
        try:
            with transaction.atomic():
                found.save()
        except IntegrityError as error:
            raise CannotPublish("taken") from error
        return found


def take_down(*, actor: Member) -> None:
    """Nobody reads it any more, in this moment; what they wrote of it stays theirs."""
    check(actor, "advocacy.take_part")
    with transaction.atomic(), advocacy.own(actor):
        if (card := queries.card_of(actor)) is not None:
            Page.objects.filter(card=card).delete()
