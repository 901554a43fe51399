"""What is mailed to a member: the notices they chose to have by mail, and the digest, in their language and zone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core import signing
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, override

from liant.accounts.models import Member
from liant.community import offers, queries
from liant.community.models import Choice, Notice, Post
from liant.community.offers import First
from liant.community.rules import monday_of
from liant.kit import clock
from liant.kit.markdown import first_words

SALT = "liant.community.stop"
MOST_TOLD = 20


def mail_of(member: Member, told: Sequence[Notice]) -> EmailMessage:
    """The notices of some minutes, in one mail. What was written stays in the house: who, what about, and the way there."""
    house, user = member.organisation, member.user
    with override(user.language), timezone.override(user.zone):
        lines = [{"words": words_of(one), "address": address_of(one)} for one in told]
        subject = lines[0]["words"] if len(lines) == 1 else gettext("Between us: colleagues turned to you")
        return mail(member, f"{house.name}: {subject}", "community/mail/notices.txt", {"lines": lines})


def words_of(notice: Notice) -> str:
    """ "Léa named you: “The oven is back”." """
    who = notice.by.name if notice.by else gettext("Somebody")
    what = notice.get_kind_display()
    about = notice.subject or (called(notice.post) if notice.post else "")
    said = what if notice.kind == Notice.Kind.PAGE else gettext("%(who)s %(what)s") % {"who": who, "what": what}
    return gettext("%(said)s: “%(about)s”") % {"said": said, "about": about} if about else said


def called(post: Post) -> str:
    return post.title or first_words(post.text, 80)


def address_of(notice: Notice) -> str:
    slug = notice.member.organisation.slug
    anchor = f"#comment-{notice.comment_id}" if notice.comment_id and notice.url_name == "community:post" else ""
    return (
        settings.BASE_URL + reverse(notice.url_name, kwargs={"organisation_slug": slug, **notice.url_values}) + anchor
    )


@dataclass(frozen=True)
class Digest:
    """A digest, and, where somebody's words stand first in it, whose: to be told once it has left."""

    message: EmailMessage
    first: First | None = None


def digest_of(choice: Choice, from_at: datetime) -> Digest | None:
    """What colleagues wrote since then; None when nothing did. Whoever stands first makes no digest of their own."""
    member, user = choice.member, choice.member.user
    with override(user.language), timezone.override(user.zone):
        parts = parts_for(member, from_at)
        if not parts:
            return None
        first, by = first_of(member)
        stop = settings.BASE_URL + reverse("community-stop", args=[stop_token(choice)])
        subject = gettext("%(house)s, between us") % {"house": member.organisation.name}
        values: dict[str, object] = {"first": first, "parts": without(parts, first), "stop": stop}
        message = mail(member, subject, "community/mail/digest.txt", values)
        message.extra_headers |= {
            "List-Unsubscribe": f"<{stop}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        }
        return Digest(message, by)


def first_of(member: Member) -> tuple[dict[str, Any] | None, First | None]:
    """Whose words stand first for them, as a part of the digest with the address of the page that says why."""
    found, slug = queries.put_first(member, queries.arrangement()), member.organisation.slug
    if found is None:
        return None, None
    why = settings.BASE_URL + reverse(found.by.url_name, kwargs={"organisation_slug": slug, **found.by.url_values})
    return {"lines": [line_of(one, slug) for one in found.posts], "why": why}, found.by


def without(parts: list[dict[str, Any]], first: Mapping[str, Any] | None) -> list[dict[str, Any]]:
    """Nothing is told twice."""
    told = {one["address"] for one in first["lines"]} if first else set()
    left = [part | {"lines": [one for one in part["lines"] if one["address"] not in told]} for part in parts]
    return [part for part in left if part["lines"]]


def parts_for(member: Member, from_at: datetime) -> list[dict[str, Any]]:
    """Each part of the house that is open and has something to tell."""
    open_parts, slug = queries.arrangement(), member.organisation.slug
    found: list[dict[str, Any]] = []
    since = queries.visible(member).filter(at__gt=from_at, at__lte=clock.now()).exclude(author=member)
    if open_parts.has_posts:
        told = list(since.exclude(kind=Post.Kind.MADE).order_by("-at")[:MOST_TOLD])
        found.append({"title": gettext("Posts"), "lines": [line_of(one, slug) for one in told]})
        waiting = queries.questions_without_answer(member)
        found.append(
            {"title": gettext("Questions without an answer"), "lines": [line_of(one, slug) for one in waiting]}
        )
    if open_parts.has_showing:
        week = monday_of(timezone.localdate(clock.now()))
        made = list(since.filter(week=week).order_by("at")[:MOST_TOLD])
        found.append({"title": gettext("Made this week"), "lines": [line_of(one, slug) for one in made]})
    found += offers.digest_parts(member, from_at)
    return [one for one in found if one["lines"]]


def line_of(post: Post, slug: str) -> dict[str, str]:
    who = post.author.name if post.author else gettext("Somebody")
    where = reverse("community:post", kwargs={"organisation_slug": slug, "post_id": post.pk})
    return {"words": gettext("%(who)s: %(title)s") % {"who": who, "title": called(post)},
            "address": settings.BASE_URL + where}  # fmt: skip


def mail(member: Member, subject: str, template: str, values: dict[str, object]) -> EmailMessage:
    house = member.organisation
    choose = settings.BASE_URL + reverse("community:mine", args=[house.slug])
    body = render_to_string(template, {**values, "member": member, "house": house, "choose": choose}).strip() + "\n"
    headers = {"Auto-Submitted": "auto-generated"}
    return EmailMessage(" ".join(subject.split()), body, to=[member.user.email], headers=headers)


def stop_token(choice: Choice) -> str:
    """Names the digest, signed: it opens nothing, and stops this one alone."""
    return signing.dumps({"house": choice.organisation_id, "choice": choice.pk}, salt=SALT)


def read_stop_token(token: str) -> tuple[int, int] | None:
    """(organisation id, choice id); None for what was not signed here."""
    try:
        told = signing.loads(token, salt=SALT)
        return int(told["house"]), int(told["choice"])
    except (signing.BadSignature, KeyError, TypeError, ValueError):
        return None
