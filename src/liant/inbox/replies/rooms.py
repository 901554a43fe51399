"""The places that saved replies and agreements take on the inbox's pages."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from liant.accounts.models import Member
from liant.accounts.permissions import may
from liant.inbox import offers
from liant.inbox.models import Conversation, Message
from liant.inbox.offers import Section
from liant.inbox.queries import taken_back
from liant.inbox.replies import queries
from liant.inbox.replies.actions import at_the_gate, withdraw
from liant.inbox.replies.models import Approval, SavedReply
from liant.inbox.replies.remarks import on_answer
from liant.inbox.replies.rules import left_in, unknown_in


def unfilled(_actor: Member, _conversation: Conversation, text: str) -> Iterable[str]:
    """Which variable is not filled, and where."""
    for left in left_in(text):
        if left.name:
            yield _("Line %(line)s: “{{%(name)s}}” is not filled in. Write what belongs there.") % {
                "line": left.line,
                "name": left.name,
            }
        else:
            yield _("Line %(line)s: braces of a variable are left there. Take them out.") % {"line": left.line}


def chosen(member: Member, conversation: Conversation, asked: Mapping[str, str]) -> SavedReply | None:
    wanted = asked.get("saved", "")
    return next((saved for saved in queries.offered(member, conversation) if str(saved.id) == wanted), None)


def asked_values(saved: SavedReply, asked: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name in saved.asks if (value := asked.get(f"ask_{name}", "").strip()[:500])}


def begun(member: Member, conversation: Conversation, asked: Mapping[str, str]) -> str | None:
    """The composer begins with the saved reply that was chosen, or with the answer to be given instead."""
    if saved := chosen(member, conversation, asked):
        values = queries.values_for(member, conversation) | asked_values(saved, asked)
        return queries.written(saved, values, conversation)
    if approval := replaced_by(member, conversation, asked):
        return approval.message.body
    return None


def replaced_by(member: Member, conversation: Conversation, asked: Mapping[str, str]) -> Approval | None:
    wanted = asked.get("instead", "")
    if not wanted.isdigit() or len(wanted) > 18 or not may(member, "replies.approve", conversation):
        return None
    found = Approval.objects.filter(id=int(wanted), state="waiting", message__conversation=conversation)
    return found.exclude(message__author=member).select_related("message").first()


def choice(request: Any, conversation: Conversation | None) -> Section | None:
    """Saved replies above the composer, filled as far as they can be; and the fields of the one that asks something."""
    if conversation is None or not may(request.member, "replies.see"):
        return None
    offered = queries.offered(request.member, conversation)
    values = queries.values_for(request.member, conversation)
    saved = chosen(request.member, conversation, request.GET)
    given = asked_values(saved, request.GET) if saved else {}
    left = unknown_in(queries.text_of(saved.texts, conversation), [*values, *given]) if saved else []
    return {
        "template": "replies/choose.html",
        "context": {
            "offered": [(one, queries.written(one, values, conversation)) for one in offered],
            "conversation": conversation,
            "chosen": saved,
            "fields": [(name, given.get(name, "")) for name in saved.asks if name in left] if saved else [],
        },
    }


def carried(request: Any, conversation: Conversation | None) -> Section | None:
    """What the form has to know when it is sent: which reply served, which answer this one stands for."""
    if conversation is None:
        return None
    approval = replaced_by(request.member, conversation, {**request.GET.dict(), **request.POST.dict()})
    saved = chosen(request.member, conversation, {**request.GET.dict(), **request.POST.dict()})
    return {"template": "replies/carried.html", "context": {"saved": saved, "instead": approval}}


def helped(request: Any, conversation: Conversation | None) -> Section | None:
    """What the words in the composer could make people stumble on: those that came back with the form, else the first."""
    if conversation is None:
        return None
    text = request.POST.get("text", "")
    if not text and request.method == "GET":
        text = beginning_of(request, conversation)
    context = {"conversation": conversation, "remarks": on_answer(conversation, text)}
    return {"template": "replies/remarks.html", "context": context}


def beginning_of(request: Any, conversation: Conversation) -> str:
    again = request.GET.get("again", "")
    back = taken_back(request.member, conversation, int(again)) if again.isdigit() and len(again) < 19 else None
    return back.body if back else begun(request.member, conversation, request.GET.dict()) or ""


def under(member: Member, conversation: Conversation, said: Sequence[Message]) -> dict[int, Section]:
    """Under an answer that waits for someone's agreement: who waits for what, and what the reader can do."""
    found = queries.approvals_of([message for message in said if message.direction == Message.Direction.OURS])
    may_approve = may(member, "replies.approve", conversation)
    return {
        message.id: {
            "template": "replies/agreement.html",
            "context": {
                "approval": found[message.id],
                "conversation": conversation,
                "message": message,
                "is_mine": message.author_id == member.id,
                "may_approve": may_approve and message.author_id != member.id,
                "remarks": on_answer(conversation, message.body) if found[message.id].state == "waiting" else [],
            },
        }
        for message in said
        if message.id in found
    }


def came_back(request: Any, conversation: Conversation | None) -> Section | None:
    approval = queries.sent_back_to(request.member, conversation) if conversation else None
    if approval is None:
        return None
    return {"template": "replies/came_back.html", "context": {"approval": approval, "conversation": conversation}}


def links(request: Any, _conversation: Conversation | None) -> Section | None:
    """Saved replies, and what waits for this reader's agreement."""
    if not may(request.member, "replies.see"):
        return None
    count = len(queries.waiting_for(request.member))
    return {"template": "replies/links.html", "context": {"count": count}}


offers.register_reading(unfilled)
offers.register_gate(at_the_gate)
offers.register_unsaid(lambda message: withdraw(message=message))
offers.register_beginning(begun)
offers.register_under_messages(under)
offers.register_section(offers.TEXT, choice)
offers.register_section(offers.COMPOSER, carried)
offers.register_section(offers.COMPOSER, helped)
offers.register_section(offers.HEAD, came_back)
offers.register_section(offers.LIST, links)
