"""What the inbox's templates are given."""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from liant.accounts.asking import member
from liant.accounts.models import Member
from liant.accounts.permissions import may
from liant.audit.queries import entries_about
from liant.channels.models import Channel
from liant.deliveries.queries import deliveries_of
from liant.engines.triage import Reading, say_reasons
from liant.inbox import forms, offers, queries
from liant.inbox.actions import last_item
from liant.inbox.models import Act, Attachment, Conversation, Intent, Message
from liant.kit import clock
from liant.kit.lengths import counting_of, length
from liant.kit.place import read_place, write_place
from liant.people.hats import HatKind, visible_hats
from liant.people.queries import hats_shown_to, one_person


@dataclass(frozen=True)
class Said:
    """One message as the page shows it: with its delivery when it is ours."""

    message: Message
    delivery: Any = None
    files: Sequence[Attachment] = ()
    under: Sequence[Any] = ()

    @property
    def person(self) -> Any:
        """Who said it: after a merge, not always the person of the conversation."""
        return self.message.item.person if self.message.item else None


def list_page(request: HttpRequest) -> dict[str, Any]:
    """The list on the left: filters, rows, where the next page begins."""
    filters = filters_of(request)
    reader = member(request)
    rows = queries.conversation_list(reader, filters, read_place(request.GET.get("after", "")))
    more = rows[queries.PAGE - 1] if len(rows) > queries.PAGE else None
    by_waiting = filters.view in ("waiting", "thanks")
    return {
        "current_id": None,
        "filters": filters,
        "conversations": rows[: queries.PAGE],
        "after": place_of(more, by_waiting=by_waiting) if more else "",
        "waiting_count": queries.waiting_count(reader),
        "answered": queries.recently_answered(reader) if filters == queries.Filters() else [],
        "someone_else_since": queries.someone_else_waits(reader),
        "filter_choices": filter_choices(reader),
        "query_string": query_string(request),
        "choosing": "choose" in request.GET,
        "undo": act_to_undo(request),
        "over_list": offers.sections(offers.LIST, request),
        "news": offers.sections(offers.NEWS, request),
    }


def act_to_undo(request: HttpRequest) -> Act | None:
    """What was done a moment ago, when the address says so."""
    asked = request.GET.get("undo", "")
    return queries.fresh_act(member(request), int(asked)) if asked.isdigit() and len(asked) < 19 else None


def place_of(row: Conversation, *, by_waiting: bool) -> str:
    """Where the next page begins."""
    moment = row.waiting_since if by_waiting and row.waiting_since else row.last_message_at
    return write_place(moment, row.id)


def filters_of(request: HttpRequest) -> queries.Filters:
    known = {name: request.GET.get(name, "").strip()[:40] for name in queries.Filters.__dataclass_fields__}
    if known["view"] not in ("waiting", "all", "mine", "thanks"):
        known["view"] = "waiting"
    return queries.Filters(**known)


def query_string(request: HttpRequest) -> str:
    values = request.GET.copy()
    for name in ("after", "undo", "choose"):
        values.pop(name, None)
    return values.urlencode()


def filter_choices(reader: Member) -> dict[str, Any]:
    shown = visible_hats(reader)
    colleagues = Member.objects.filter(is_active=True).exclude(id=reader.id).values_list("id", "name")
    return {
        "states": [("open", pgettext("conversation", "open")), ("snoozed", _("put aside")), ("closed", _("closed"))],
        "hats": [(kind.value, kind.label) for kind in HatKind if kind in shown],
        "intents": Intent.choices,
        "channels": list(Channel.objects.filter(default_hat__in=shown).values_list("id", "name")),
        "languages": [("fr", _("French")), ("en", _("English"))],
        "assignees": [("me", _("me")), ("nobody", _("nobody")), *colleagues],
        "labels": [(label.id, label.name) for label in queries.labels()],
    }


def conversation_page(request: HttpRequest, conversation: Conversation) -> dict[str, Any]:
    reader = member(request)
    messages_said = queries.messages_of(conversation)
    first = next((message for message in messages_said if message.direction == "theirs"), None)
    last_id = max((message.id for message in messages_said), default=0)
    shown = as_said(reader, conversation, messages_said)
    return list_page(request) | {
        "conversation": conversation,
        "current_id": conversation.id,
        "first": Said(first) if first else None,
        "context": first.item.context if first and first.item else [],
        "said": [said for said in shown if said.message is not first],
        "leaving": leaving(reader, shown),
        "handle": shown_handle(conversation),
        "see_words": _("see it there"),
        "note_form": forms.NoteForm(initial={"form_key": secrets.token_urlsafe(16)}),
        "assign_form": forms.AssignForm(initial={"to": conversation.assignee_id}),
        "label_form": forms.LabelForm(),
        "snooze_form": forms.SnoozeForm(initial={"when": "tomorrow"}),
        "close_form": forms.CloseForm(),
        "intent_form": forms.IntentForm(initial={"intent": conversation.intent}),
        "reasons": reasons_in_words(conversation, request.LANGUAGE_CODE),
        "labels_on": queries.labels_of(conversation),
        "tab": request.GET.get("tab", "reply"),
        "audit": entries_about(conversation, limit=20),
        "under_person": offers.sections(offers.BESIDE, request, conversation),
        "more_acts": offers.sections(offers.ACTS, request, conversation),
        "under_title": offers.sections(offers.HEAD, request, conversation),
        "alike": queries.alike(reader, conversation),
        **beside(reader, conversation),
        **composing(request, conversation, last_id),
    }


def as_said(reader: Member, conversation: Conversation, found: list[Message]) -> list[Said]:
    ours = [message for message in found if message.direction == "ours" and message.author_id]
    deliveries, files = deliveries_of(ours), queries.files_with(ours)
    under = offers.under_messages(reader, conversation, found)
    return [Said(m, deliveries.get(m.id), files.get(m.id, ()), under.get(m.id, ())) for m in found]


def leaving(reader: Member, shown: list[Said]) -> Message | None:
    """The reader's own answer that can still be taken back: said where it is seen at once, since time is short."""
    now = clock.now()
    for said in shown:
        delivery = said.delivery
        is_queued = delivery is not None and delivery.state == "queued" and delivery.next_attempt_at
        if is_queued and delivery.next_attempt_at > now and said.message.author_id == reader.id:
            return said.message
    return None


def way_of(conversation: Conversation) -> tuple[Channel, bool]:
    """The channel by which an answer leaves, the one on which the person spoke last; and whether everyone will read
    it."""
    item = last_item(conversation)
    if item is None:
        return conversation.channel, conversation.is_public
    return item.channel, item.channel.capabilities.is_public and not item.is_private


def composing(request: HttpRequest, conversation: Conversation, last_id: int) -> dict[str, Any]:
    """What the composer is given; its first words may come from an answer taken back, or from a room within."""
    reader = member(request)
    channel, is_public = way_of(conversation)
    again = request.GET.get("again", "")
    back = queries.taken_back(reader, conversation, int(again)) if again.isdigit() and len(again) < 19 else None
    text = back.body if back else offers.beginning_of(reader, conversation, request.GET.dict())
    form_key = f"again-{back.id}" if back else secrets.token_urlsafe(16)
    begun = f"-{hash_of(text)}" if text else ""
    return {
        "way": channel,
        "is_public": is_public,
        "capabilities": channel.capabilities,
        "may_reply": may(reader, "inbox.reply", conversation) and channel.capabilities.can_reply,
        "reply_form": forms.ReplyForm(initial={"form_key": form_key, "seen": last_id, "text": text}),
        "draft_key": f"reply-{conversation.id}-{last_id}{begun}",
        "files": queries.files_of(reader, form_key) if back else [],
        "over_composer": offers.sections(offers.TEXT, request, conversation),
        "in_composer": offers.sections(offers.COMPOSER, request, conversation),
        "undo_seconds": queries.undo_seconds(),
        "now": clock.now(),
    }


def show_it_all(form: forms.ReplyForm, conversation: Conversation) -> None:
    """The page that comes back holds every message: the answer, sent again, says that it was written under them."""
    newest = conversation.messages.order_by("-id").values_list("id", flat=True).first()
    data = form.data.copy()  # type: ignore[attr-defined]
    data["seen"] = str(newest or 0)
    form.data = data


def sent_in_words(delivery: Any, seconds: int) -> str:
    """What becomes of an answer that was just given."""
    if delivery.state == "held":
        return _("Your answer is kept here until someone agrees to it.")
    if seconds:
        return _("Your answer leaves in %(seconds)s seconds. Until then you can take it back.") % {"seconds": seconds}
    return _("Your answer is on its way.")


def hash_of(text: str) -> str:
    """A draft in the browser belongs to the words it began with."""
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def shown_handle(conversation: Conversation) -> str:
    """The handle under which the person spoke here."""
    if conversation.person is None:
        return ""
    handle = conversation.person.handles.order_by("id").first()
    return handle.shown if handle else ""


def reasons_in_words(conversation: Conversation, language: str) -> list[str]:
    """Why it was read so. A person's own correction needs no reasons."""
    if conversation.intent_is_corrected or not conversation.intent_reasons:
        return []
    reading = Reading.from_reasons(conversation.intent, conversation.intent_reasons)
    return say_reasons(reading, language)


def beside(reader: Member, conversation: Conversation) -> dict[str, Any]:
    """The person, as far as this reader may know them."""
    person = one_person(conversation.person) if conversation.person else None
    return {
        "person": person,
        "hats": hats_shown_to(reader, person) if person else [],
        "others": queries.other_conversations(reader, person, conversation),
        "waits_elsewhere": queries.waits_elsewhere(reader, person),
    }


def reply_form(conversation: Conversation, data: Any) -> forms.ReplyForm:
    channel, _is_public = way_of(conversation)
    counting = counting_of(channel.kind, channel.capabilities.counts)
    return forms.ReplyForm(data, max_length=channel.capabilities.max_length, count=lambda text: length(text, counting))


def back_to(request: HttpRequest, conversation: Conversation, said: Any = "", *, undo: Act | None = None,
            more: str = "") -> HttpResponse:  # fmt: skip
    """To the conversation; `undo`: what was just done, offered to be undone."""
    if said:
        messages.success(request, said)
    slug = request.organisation.slug  # type: ignore[attr-defined]
    address = reverse("inbox:conversation", kwargs={"organisation_slug": slug, "conversation_id": conversation.id})
    if undo and undo.changes:
        more = f"?undo={undo.id}"
    return HttpResponseRedirect(address + more)


def back_to_list(request: HttpRequest, said: Any = "") -> HttpResponse:
    messages.success(request, said)
    slug = request.organisation.slug  # type: ignore[attr-defined]
    return HttpResponseRedirect(reverse("inbox:list", kwargs={"organisation_slug": slug}))
