"""The short list of one expert: inside their own rows, never on behalf of somebody else who looks."""

from collections.abc import Collection, Sequence
from datetime import timedelta
from random import Random

from liant.advocacy import queries, rules
from liant.advocacy.models import Expert, Offer, Share, Suggestion
from liant.kit import clock

WEEK = timedelta(days=7)


def renew(expert: Expert, chance: Random | None = None) -> list[Suggestion]:
    """Fill the list up, inside `queries.own`: never more in a week than they chose, nothing twice. → what is new."""
    offers = {one.pk: one for one in queries.open_offers()}
    room = room_on(expert)
    known = set(Suggestion.objects.filter(member=expert.member).values_list("offer_id", flat=True))
    known |= set(Share.objects.filter(member=expert.member).exclude(offer=None).values_list("offer_id", flat=True))
    things = [thing(one) for one in offers.values() if one.pk not in known and one.author_id != expert.member_id]
    picked = rules.pick(things, wants(expert), most=room, now=clock.now(), chance=chance or Random())  # noqa: S311
    return Suggestion.objects.bulk_create(
        Suggestion(
            organisation_id=expert.organisation_id, member_id=expert.member_id, offer=offers[one.thing.id],
            reasons=frozen(one.reasons, offers[one.thing.id]), chance=one.chance, is_explored=one.is_explored,
        )
        for one in picked
    )  # fmt: skip


def room_on(expert: Expert) -> int:
    """How many more there may be: on the list, and this week."""
    shown = len(queries.suggestions(expert.member))
    lately = Suggestion.objects.filter(member=expert.member, made_at__gt=clock.now() - WEEK).count()
    return max(0, expert.most_each_week - max(shown, lately))


def wants(expert: Expert) -> rules.Wants:
    kinds: Collection[str] = expert.wishes.get("kinds", [])
    return rules.Wants(topics=expert.topics, languages=expert.languages, kinds=kinds)


def thing(offer: Offer) -> rules.Thing:
    return rules.Thing(
        offer.pk, offer.kind, offer.language, offer.offered_at, offer.topic_id, offer.author_id, offer.is_about_us
    )


def frozen(reasons: Sequence[str], offer: Offer) -> list[dict[str, str]]:
    """The three that weighed most, with the names they had then."""
    names = {
        "topic": offer.topic.name if offer.topic else "",
        "wish": offer.kind,
        "author": offer.author.name if offer.author else "",
        "tie": offer.author.name if offer.author else "",
    }
    return [{"why": one, "name": names.get(one, "")} for one in reasons[:3]]
