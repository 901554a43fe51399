"""What the inbox's templates are given."""

import secrets
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from liant.accounts.models import Member
from liant.accounts.permissions import may
from liant.audit.queries import entries_about
from liant.channels.models import Channel
from liant.deliveries.queries import deliveries_of
from liant.engines.triage import Reading, say_reasons
from liant.inbox import forms, queries
from liant.inbox.models import Conversation, Intent, Message
from liant.kit.place import read_place, write_place
from liant.kit.text import count_graphemes
from liant.people.hats import HatKind, visible_hats
from liant.people.queries import hats_shown_to


@dataclass(frozen=True)
class Said:
    """One message as the page shows it: with its delivery when it is ours."""

    message: Message
    delivery: Any = None


def member(request: HttpRequest) -> Member:
    return request.member  # type: ignore[attr-defined]


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
    }


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
    values.pop("after", None)
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
    said = queries.messages_of(conversation)
    deliveries = deliveries_of([message for message in said if message.direction == "ours" and message.author_id])
    capabilities = conversation.channel.capabilities
    first = next((message for message in said if message.direction == "theirs"), None)
    return list_page(request) | {
        "conversation": conversation,
        "current_id": conversation.id,
        "first": Said(first) if first else None,
        "context": first.item.context if first and first.item else [],
        "said": [Said(m, deliveries.get(m.id)) for m in said if m is not first],
        "capabilities": capabilities,
        "handle": shown_handle(conversation),
        "draft_key": f"reply-{conversation.id}-{max((m.id for m in said), default=0)}",
        "see_words": _("see it there"),
        "reply_form": reply_form(conversation, last_id=max((m.id for m in said), default=0)),
        "note_form": forms.NoteForm(initial={"form_key": secrets.token_urlsafe(16)}),
        "assign_form": forms.AssignForm(initial={"to": conversation.assignee_id}),
        "label_form": forms.LabelForm(),
        "snooze_form": forms.SnoozeForm(initial={"when": "tomorrow"}),
        "close_form": forms.CloseForm(),
        "intent_form": forms.IntentForm(initial={"intent": conversation.intent}),
        "reasons": reasons_in_words(conversation, request.LANGUAGE_CODE),
        "labels_on": queries.labels_of(conversation),
        "tab": request.GET.get("tab", "reply"),
        "may_reply": may(reader, "inbox.reply", conversation) and capabilities.can_reply,
        "audit": entries_about(conversation, limit=20),
        **beside(reader, conversation),
    }


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
    person = conversation.person
    return {
        "person": person,
        "hats": hats_shown_to(reader, person) if person else [],
        "others": queries.other_conversations(reader, person, conversation),
        "waits_elsewhere": queries.waits_elsewhere(reader, person),
    }


def reply_form(conversation: Conversation, data: Any = None, last_id: int = 0) -> forms.ReplyForm:
    capabilities = conversation.channel.capabilities
    return forms.ReplyForm(
        data,
        initial={"form_key": secrets.token_urlsafe(16), "seen": last_id},
        max_length=capabilities.max_length,
        count=count_graphemes if capabilities.counts == "graphemes" else len,
    )


def back_to(request: HttpRequest, conversation: Conversation, said: Any = "") -> HttpResponse:
    if said:
        messages.success(request, said)
    slug = request.organisation.slug  # type: ignore[attr-defined]
    return HttpResponseRedirect(
        reverse("inbox:conversation", kwargs={"organisation_slug": slug, "conversation_id": conversation.id})
    )


def back_to_list(request: HttpRequest, said: Any = "") -> HttpResponse:
    messages.success(request, said)
    slug = request.organisation.slug  # type: ignore[attr-defined]
    return HttpResponseRedirect(reverse("inbox:list", kwargs={"organisation_slug": slug}))
