"""What the policy tells the rest of *Écrire*: who writes and agrees, and how much of the month speaks of ourselves."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from liant.kit import clock
from liant.tenancy.models import Organisation
from liant.writing import offers, rhythm
from liant.writing.editorial import queries
from liant.writing.editorial.counting import bounds
from liant.writing.editorial.models import Policy
from liant.writing.models import Piece, Version

KEPT = ("subject", "subject_words", "publics", "languages", "tone", "passions", "never", "pieces_a_week", "slots",
        "writer_roles", "paid_share", "owned_share", "earned_share", "self_talk_ceiling")  # fmt: skip


def house_rules(piece: Piece) -> offers.HouseRules | None:
    """Those of the house, then what the piece's channels want besides; None where nothing was ever written."""
    policies = queries.policies_of(piece)
    if not policies:
        return None
    steps: list[offers.Agreement] = []
    for policy in policies:
        wanted = [as_agreement(one) for one in policy.steps]
        steps += [one for one in wanted if one not in steps]
    writers = [frozenset(policy.writer_roles) for policy in policies if policy.writer_roles]
    return offers.HouseRules(frozenset.intersection(*writers) if writers else frozenset(), tuple(steps), True)


def as_agreement(one: dict[str, Any]) -> offers.Agreement:
    return offers.Agreement(
        one.get("name", ""), one.get("role", ""), one.get("member_id"), one.get("may_author_agree", True)
    )


def lint_context(piece: Piece, version: Version) -> dict[str, Any]:
    """The month in which it leaves, by the same way: how often we say “we”; and, where a piece is about ourselves, the share
    of such pieces, this one included, against the ceiling."""
    zone = ZoneInfo(Organisation.objects.get().time_zone)
    moment = (version.planned_at or version.published_at or clock.now()).astimezone(zone)
    from_at, to_at = (one.astimezone(UTC) for one in bounds(moment.date().replace(day=1), zone))
    words = queries.words_of_month(from_at, to_at, version)
    told = {"month_own": words.own, "month_others": words.others}
    return told | ceiling_context(piece, version, from_at, to_at)


def ceiling_context(piece: Piece, version: Version, from_at: datetime, to_at: datetime) -> dict[str, Any]:
    policy = queries.in_force(version.channel)
    if policy is None or policy.self_talk_ceiling is None or piece.about != "ourselves":
        return {}
    month = queries.balance(from_at, to_at, version.channel, "" if version.channel else version.network)
    is_counted = version.planned_at is not None or version.published_at is not None
    ours, whole = month.ourselves + (not is_counted), month.pieces + (not is_counted)
    return {"self_talk": ours / whole, "self_talk_ceiling": policy.self_talk_ceiling / 100}


def editions() -> Iterator[dict[str, Any]]:
    """Every edition of the policy, of the house and of its channels, for the archive: who wrote it and who agrees stays inside."""
    for one in Policy.objects.select_related("channel").order_by("channel_id", "edition").iterator():
        yield {
            "channel": one.channel.name if one.channel else None, "edition": one.edition, "on": one.at.date().isoformat(),
            **{name: getattr(one, name) for name in KEPT}, "why": one.why,
        }  # fmt: skip


def public_page(slug: str) -> offers.PublicPage | None:
    if not queries.is_public() or queries.in_force() is None:
        return None
    return offers.PublicPage(_("What we publish, and what we don’t"), reverse("house-policy", args=[slug]))


offers.register_annex(offers.Annex("policy-editions", editions))
offers.register_house_rules(house_rules)
offers.register_public_page(public_page)
offers.register_lint_context(lint_context)
rhythm.register_rhythm(queries.rhythm, queries.balance_with_earned)
offers.register_tab(offers.RoomTab("editorial:policy", _("Editorial policy"), "editorial.read", 70))
offers.register_tab(offers.RoomTab("editorial:example", _("The example we set"), "editorial.read", 75))
