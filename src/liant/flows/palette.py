"""One box for everything: what can be done where one is, every place one may go to, people, conversations.

By script it opens over the page with Ctrl K; without, it is a page that does the same.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from liant.accounts.models import Member
from liant.accounts.permissions import may
from liant.accounts.settings_pages import tabs
from liant.engines.query.reading import fold
from liant.inbox import queries
from liant.inbox.models import Conversation
from liant.inbox.templatetags.inbox import WRITING, name_of, short_subject
from liant.people.queries import search_people
from liant.web import shell
from liant.web.partial import render_page
from liant.web.shell import Words
from liant.writing.crisis.queries import crises_on

MOST_FOUND = 6
CONVERSATION = re.compile(r"/inbox/(\d{1,18})/$")


@dataclass(frozen=True)
class Command:
    """One line of the palette: what it does or where it leads."""

    label: Words
    url: str
    icon: str = "arrow-right"
    detail: Words = ""


# acts that have a page of their own: words, icon, address, permission
ELSEWHERE = (
    (gettext_lazy("Listen for something else"), "ear", "listening:new", "listening.change_queries"),
    (gettext_lazy("Connect a channel"), "plug", "channels:choose", "channels.change"),
    (gettext_lazy("Write a rule"), "wand", "automation:new", "automation.change"),
)
# acts in a crisis that is on: words, icon, address, permission
IN_A_CRISIS = (
    (gettext_lazy("What is held"), "pause", "crisis:crisis", "crisis.see"),
    (gettext_lazy("What to say"), "speaker", "crisis:staff", "crisis.read"),
    (gettext_lazy("Write a word, in four steps"), "pen", "crisis:steps", "writing.write"),
    (gettext_lazy("Switch the crisis mode off"), "check", "crisis:off", "crisis.switch_off"),
)
# acts upon a conversation: words, icon, what its address says, permission
UPON_ONE = (
    (gettext_lazy("Answer"), "reply", f"?tab=reply#{WRITING}", "inbox.reply"),
    (gettext_lazy("Leave an internal note"), "note", f"?tab=note#{WRITING}", "inbox.note"),
    (gettext_lazy("Give it to"), "user-plus", "?act=assign", "inbox.change"),
    (gettext_lazy("Put a label"), "tag", "?act=label", "inbox.change"),
    (gettext_lazy("Put it aside"), "snooze", "?act=snooze", "inbox.change"),
    (gettext_lazy("Close it"), "check", "?act=close", "inbox.change"),
    (gettext_lazy("Correct the reading"), "adjust", "?act=correct", "inbox.change"),
)


@require_GET
def palette(request: HttpRequest) -> HttpResponse:
    words = request.GET.get("q", "").replace("\x00", "").strip()[:200]
    member: Member = request.member  # type: ignore[attr-defined]
    context = {
        "words": words,
        "came_from": request.GET.get("on", "")[:300],
        "here": matching(here(request, member), words),
        "places": matching(places(request, member), words),
        "people": people(member, words),
        "conversations": conversations(member, words),
        "may_search": may(member, "inbox.open"),
        "is_palette": True,
    }
    return render_page(request, "flows/palette.html", context, part="palette")


def here(request: HttpRequest, member: Member) -> Iterator[Command]:
    """What can be done on the page one comes from, as its address tells."""
    if not may(member, "inbox.open"):
        return
    found = CONVERSATION.search(request.GET.get("on", "").partition("?")[0])
    conversation = the_conversation(member, int(found[1])) if found else None
    if conversation:
        url, title = url_of(member, conversation), short_subject(conversation)
        for label, icon, address, verb in UPON_ONE:
            if may(member, verb, conversation):
                yield Command(label, url + address, icon, title)


def the_conversation(member: Member, conversation_id: int) -> Conversation | None:
    try:
        return queries.conversation_of(member, conversation_id)
    except Conversation.DoesNotExist:
        return None


def places(request: HttpRequest, member: Member) -> Iterator[Command]:
    """Whoever waits next; rooms, settings and acts that this member may open."""
    if may(member, "inbox.open"):
        there = CONVERSATION.search(request.GET.get("on", "").partition("?")[0])
        first_two = queries.conversation_list(member, queries.Filters())[:2]
        for one in [one for one in first_two if there is None or one.id != int(there[1])][:1]:
            yield Command(_("Next who waits"), url_of(member, one), "down", name_of(one.person))
    for place in ("rooms", "foot", "person"):
        for link in shell.links(request, place):
            yield Command(link.label, link.url, link.icon)
    for label, icon, url_name, verb in ELSEWHERE:
        if may(member, verb):
            yield Command(label, reverse(url_name, args=[member.organisation.slug]), icon)
    yield from crisis_acts(member)
    for tab in tabs(request, ""):
        yield Command(tab.label, tab.url, "settings", _("Settings"))


def crisis_acts(member: Member) -> Iterator[Command]:
    """While one is on, what one may do in it comes before anything else to do about crises."""
    slug, on = member.organisation.slug, crises_on()
    for crisis in on:
        for label, icon, url_name, verb in IN_A_CRISIS:
            if may(member, verb):
                yield Command(label, reverse(url_name, args=[slug, crisis.pk]), icon, crisis.reason)
    if may(member, "crisis.switch_on"):
        yield Command(_("Switch the crisis mode on"), reverse("crisis:on", args=[slug]), "warn")
        yield Command(_("Begin an exercise"), reverse("crisis:rehearse", args=[slug]), "warn")


def people(member: Member, words: str) -> list[Command]:
    if not words or not may(member, "people.read"):
        return []
    slug = member.organisation.slug
    found = search_people(member, words)[:MOST_FOUND]
    return [Command(name_of(one), reverse("people:person", args=[slug, one.id]), "person", one.place) for one in found]


def conversations(member: Member, words: str) -> list[Command]:
    if not words or not may(member, "inbox.open"):
        return []
    found = queries.search(member, words, MOST_FOUND)
    return [Command(short_subject(one), url_of(member, one), "message", name_of(one.person)) for one in found]


def url_of(member: Member, conversation: Conversation) -> str:
    return reverse("inbox:conversation", args=[member.organisation.slug, conversation.id])


def matching(commands: Iterator[Command], words: str) -> list[Command]:
    """Those whose words begin with each of these, accents and case aside."""
    wanted = folded(words)
    return [one for one in commands if all(any(has.startswith(word) for has in folded(f"{one.label} {one.detail}"))
                                           for word in wanted)]  # fmt: skip


def folded(text: Any) -> list[str]:
    return fold(str(text))[0].decode().split()
