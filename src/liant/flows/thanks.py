"""Loved, and often unaware: praise that nobody has thanked yet, and thanking for it in one step.

Ranked by how long it has waited and by how many read it: each tenfold of followers weighs as two days of waiting. Where a
network doesn't tell how many follow, the one in the middle of those that are known stands in; it is never taken for zero.
"""

import math
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import median
from typing import Any

from django.contrib import messages
from django.db.models import Max
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_GET, require_POST

from liant.accounts.models import Member
from liant.flows.thanks_forms import ThanksForm
from liant.flows.today import counts, member_of
from liant.inbox import queries
from liant.inbox.actions import FilesNotWanted, NewerMessage, NothingToAnswer, react, reply
from liant.inbox.models import Conversation
from liant.inbox.offers import Unready
from liant.inbox.queries import last_words, undo_seconds
from liant.inbox.views import refused_in_words
from liant.kit import clock
from liant.web import front
from liant.web.partial import render_page

SOME = 20
CANDIDATES = 200  # the longest waits, and as many of those whom most people follow
DAYS_PER_TENFOLD = 2.0
REFUSALS = (NewerMessage, NothingToAnswer, FilesNotWanted, Unready)


@dataclass(frozen=True)
class Praise:
    """`reach`: how many follow whoever said it, None where nobody knows."""

    conversation: Conversation
    reach: int | None
    form: ThanksForm


@require_GET
def thanks(request: HttpRequest) -> HttpResponse:
    return show(request)


@require_POST
def say_thanks(request: HttpRequest, conversation_id: int) -> HttpResponse:
    """Like it, share it again, write a word: whichever of these, in one step."""
    member, conversation = member_of(request), readable(request, conversation_id)
    form = form_for(conversation, last_words([conversation]), request.POST)
    if not form.is_valid():
        return show(request, mended=(conversation_id, form))
    try:
        thank(member, conversation, form.cleaned_data)
    except REFUSALS as refusal:
        for words in refused_in_words(refusal):
            form.add_error(None, words)
        return show(request, mended=(conversation_id, form))
    messages.success(request, _("Thank you said. It leaves in a moment."))
    return redirect("flows:thanks", request.organisation.slug)  # type: ignore[attr-defined]


def thank(member: Member, conversation: Conversation, values: dict[str, Any]) -> None:
    if values["text"]:
        reply(
            actor=member,
            conversation=conversation,
            text=values["text"],
            form_key=values["form_key"],
            seen_message_id=values["seen"],
            leaves_after_seconds=undo_seconds(),
        )
    for kind in ("like", "repost"):
        if values[kind]:
            react(actor=member, conversation=conversation, kind=kind)


def show(request: HttpRequest, mended: tuple[int, ThanksForm] | None = None) -> HttpResponse:
    """The list; `mended`: the form that has something to mend, which keeps what was written."""
    member = member_of(request)
    first = ranked(member)[:SOME]
    last = last_words([one for one, _reach in first])
    shown = [
        Praise(one, reach, mended[1] if mended and mended[0] == one.id else form_for(one, last)) for one, reach in first
    ]
    context = {"praise": shown, "now": clock.now(), "sections": front.sections(request, front.THANKS), **counts(member)}
    return render_page(request, "flows/thanks.html", context, status=422 if mended else 200)


def ranked(member: Member) -> list[tuple[Conversation, int | None]]:
    """Praise without thanks that this member reads, with its reach, in the order in which to thank."""
    owed = queries.waiting(member, "thanks")
    most_read = owed.annotate(reach=Max("person__handles__followers")).filter(reach__isnull=False)
    ids = {*owed.values_list("id", flat=True)[:CANDIDATES],
           *most_read.order_by("-reach", "id").values_list("id", flat=True)[:CANDIDATES]}  # fmt: skip
    found = Conversation.objects.filter(id__in=ids).select_related("person", "channel")
    reaches = {one.id: one.reach for one in found.annotate(reach=Max("person__handles__followers"))}
    standing_in = usual_reach(list(reaches.values()))
    now = clock.now()
    in_order = sorted(
        found, key=lambda one: (-weight(one.waiting_since or now, reaches[one.id], standing_in, now), one.id)
    )
    return [(one, reaches[one.id]) for one in in_order]


def usual_reach(reaches: Sequence[int | None]) -> float:
    known = [reach for reach in reaches if reach is not None]
    return median(known) if known else 0.0


def weight(since: datetime, reach: int | None, standing_in: float, now: datetime) -> float:
    """In days: the wait itself, and what the reach adds to it."""
    days = (now - since).total_seconds() / 86400
    return days + DAYS_PER_TENFOLD * math.log10(1 + (standing_in if reach is None else max(reach, 0)))


def readable(request: HttpRequest, conversation_id: int) -> Conversation:
    try:
        return queries.conversation_of(member_of(request), conversation_id)
    except Conversation.DoesNotExist:
        raise Http404 from None


def form_for(conversation: Conversation, last: dict[int, tuple[int, Any]], data: Any = None) -> ThanksForm:
    seen, item = last.get(conversation.id, (0, None))
    can = (item.channel if item else conversation.channel).capabilities
    initial = {"form_key": secrets.token_urlsafe(16), "seen": seen}
    return ThanksForm(data, initial=initial, can=can, proposal=proposal_for(conversation), number=conversation.id)


def proposal_for(conversation: Conversation) -> str:
    """A beginning in the language of whoever praised; it never leaves as it stands."""
    name = conversation.person.name.split(maxsplit=1)[0] if conversation.person and conversation.person.name else ""
    with override("fr" if conversation.language == "fr" or not conversation.language else "en"):
        if name:
            return _("Thank you %(name)s, your words did us good.") % {"name": name}
        return _("Thank you, your words did us good.")
