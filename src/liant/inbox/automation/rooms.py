"""The places of rules: a tab of the settings, a word above the list, proposals on a conversation; and their ears."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from liant.accounts.models import Member
from liant.accounts.settings_pages import SettingsTab, register_tab
from liant.deliveries.models import Delivery
from liant.inbox import happenings, offers
from liant.inbox.automation import pages, queries
from liant.inbox.automation.actions import settle, take_word
from liant.inbox.automation.jobs import follow_soon
from liant.inbox.automation.models import Proposal, Rule
from liant.inbox.automation.rules import ARRIVED, CORRECTED, LABELLED, OPENED, WAITED
from liant.inbox.happenings import Happening
from liant.inbox.models import Conversation, Message
from liant.web.pieces import StateWords, register_states

register_tab(SettingsTab("automation:list", _("Rules"), "automation.see"))
register_states(
    {
        "rule_on": StateWords("ok", "play", _("switched on")),
        "rule_off": StateWords("", "pause", _("switched off")),
        "rule_stopped": StateWords("no", "hand", _("stopped by itself")),
    }
)
SET_OFF = {
    happenings.ARRIVED: ARRIVED,
    happenings.OPENED: OPENED,
    happenings.CORRECTED: CORRECTED,
    happenings.LABELLED: LABELLED,
}


def hear(told: Sequence[Happening]) -> None:
    """A job only where a rule that is on may act: most houses have few rules, and hear thousands of messages."""
    triggers = list(Rule.objects.filter(state="on").values_list("trigger", "waited_until"))
    for happening in told if triggers else ():
        hear_one(happening, triggers)


def hear_one(happening: Happening, triggers: Sequence[tuple[str, datetime | None]]) -> None:
    conversation = happening.conversation
    waits = [until for trigger, until in triggers if trigger == WAITED]
    what = SET_OFF.get(happening.what)
    if what and any(trigger == what for trigger, _until in triggers):
        follow_soon(conversation.organisation_id, conversation.id, what, happening.occasion, happening.label_id)
    since = conversation.waiting_since
    if since and happening.what in (happenings.ARRIVED, happenings.WOKEN) and any(u and since <= u for u in waits):
        # heard late, or put aside meanwhile: the round of those who wait has gone by already
        follow_soon(conversation.organisation_id, conversation.id, WAITED, f"{WAITED}:{since.isoformat()}")


def proposals(request: Any, conversation: Conversation | None) -> offers.Section | None:
    if conversation is None:
        return None
    if request.method == "GET":
        take_word(actor=request.member, conversation=conversation)
    found = pages.proposals_of(request.member, conversation)
    return {"template": "automation/proposals.html", "context": found} if found else None


def over_the_list(request: Any, _conversation: Conversation | None) -> offers.Section | None:
    found = pages.told(request.member)
    return {"template": "automation/told.html", "context": found} if any(found.values()) else None


def begin_with(_reader: Member, conversation: Conversation, asked: Mapping[str, str]) -> str | None:
    """The answer that a rule proposed, when the address asks for it."""
    number = asked.get("proposal", "")
    if not number.isdecimal() or len(number) > 18:
        return None
    found = Proposal.objects.filter(id=int(number), conversation=conversation, kind=Proposal.Kind.ANSWER).first()
    return found.value if found else None


def answered(_actor: Member, conversation: Conversation, _message: Message, _delivery: Delivery,
             _extras: Mapping[str, str]) -> None:  # fmt: skip
    """A person has answered: what was proposed is settled."""
    for proposal in queries.open_proposals(conversation):
        if proposal.kind == Proposal.Kind.ANSWER:
            settle(proposal)


happenings.register(hear)
offers.register_section(offers.HEAD, proposals)
offers.register_section(offers.LIST, over_the_list)
offers.register_beginning(begin_with)
offers.register_gate(answered)
