"""The places that calls, reminders and promises take on the inbox's pages and on a person's card."""

from collections.abc import Mapping, Sequence
from typing import Any

from liant.accounts.models import Member
from liant.accounts.permissions import may
from liant.inbox import offers
from liant.inbox.models import Conversation, Message
from liant.inbox.offers import Section
from liant.inbox.policy import may_read
from liant.inbox.reminders import forms, queries
from liant.inbox.reminders.actions import tell_called
from liant.kit.calling import called_in
from liant.people import card
from liant.people.models import Person


def noted(_writer: Member, _conversation: Conversation, message: Message) -> None:
    tell_called(message=message)


def news(request: Any, _conversation: Conversation | None) -> Section | None:
    """How much there is to come back to."""
    if not may(request.member, "reminders.see"):
        return None
    count = queries.for_me(request.member).count
    return {"template": "reminders/link.html", "context": {"count": count}} if count else None


def act(request: Any, conversation: Conversation | None) -> Section | None:
    if conversation is None or not may(request.member, "reminders.make", conversation):
        return None
    context = {
        "conversation": conversation,
        "reminder_form": forms.ReminderForm(initial={"when": forms.ReminderForm.TOMORROW}, auto_id="remind_%s"),
        "pledge_form": forms.PledgeForm(auto_id="pledge_%s"),
    }
    return {"template": "reminders/act.html", "context": context}


def promised(request: Any, conversation: Conversation | None) -> Section | None:
    """What this person was promised, beside the conversation."""
    if conversation is None:
        return None
    pledges = queries.pledges_to(request.member, conversation.person, conversation)
    return shown(pledges, conversation.person) if pledges else None


def promised_on_card(member: Member, person: Person) -> card.Section | None:
    pledges = queries.pledges_to(member, person) if may(member, "reminders.see") else []
    if not pledges:
        return None
    section = shown(pledges, person)
    return {"template": section["template"], "context": section["context"]}


def shown(pledges: Sequence[Any], person: Person | None) -> Section:
    rows = [(pledge, queries.is_late(pledge)) for pledge in pledges]
    return {"template": "reminders/promised.html", "context": {"rows": rows, "person": person}}


def rings(request: Any, conversation: Conversation | None) -> Section | None:
    """The reminders of this conversation, those to come and those that rang."""
    found = queries.reminders_on(request.member, conversation) if conversation else []
    if not found:
        return None
    rows = [(one, may(request.member, "reminders.settle", one)) for one in found]
    return {"template": "reminders/rings.html", "context": {"rows": rows}}


def not_told(member: Member, conversation: Conversation, said: Sequence[Message]) -> Mapping[int, Section]:
    """Under one's own note: who was named and may not read it, so that nobody believes they know."""
    notes = [one for one in said if one.direction == Message.Direction.NOTE and one.author_id == member.id]
    if not any("@" in note.body for note in notes):
        return {}
    others = queries.colleagues(member)
    names = {key: one.name for key, one in others.items()}
    found: dict[int, Section] = {}
    for note in notes:
        unaware = [others[key] for key in called_in(note.body, names) if not may_read(others[key], conversation)]
        if unaware:
            found[note.id] = {"template": "reminders/not_told.html", "context": {"members": unaware}}
    return found


offers.register_noted(noted)
offers.register_section(offers.NEWS, news)
offers.register_section(offers.ACTS, act)
offers.register_section(offers.BESIDE, promised)
offers.register_section(offers.HEAD, rings)
offers.register_under_messages(not_told)
card.register_section(promised_on_card)
