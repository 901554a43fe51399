"""The inbox's pages. Each view parses, calls one query or one action, renders."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from liant.accounts.permissions import check
from liant.inbox import forms, pages
from liant.inbox.actions import (
    NewerMessage,
    NothingToAnswer,
    ReasonNeeded,
    assign,
    call_colleagues,
    close,
    correct_intent,
    note,
    put_label,
    react,
    reopen,
    reply,
    snooze,
    take_off_label,
)
from liant.inbox.models import Conversation, Label
from liant.inbox.queries import conversation_of, search
from liant.kit.lifecycle import LifecycleError
from liant.people.models import Person
from liant.web.partial import render_page


@require_GET
def conversations(request: HttpRequest) -> HttpResponse:
    """The list; on a wide screen, with the invitation to choose one."""
    return render_page(request, "inbox/list.html", pages.list_page(request), part=["rows"])


@require_GET
def conversation(request: HttpRequest, conversation_id: int) -> HttpResponse:
    found = readable(request, conversation_id)
    return render_page(
        request, "inbox/conversation.html", pages.conversation_page(request, found), part=["rows", "talk"]
    )


@require_GET
def found(request: HttpRequest) -> HttpResponse:
    """What the search box found."""
    words = request.GET.get("q", "").replace("\x00", "").strip()[:200]
    rows = search(pages.member(request), words) if words else []
    return render_page(request, "inbox/search.html", {"words": words, "conversations": rows, "current_id": None})


@require_POST
def send_reply(request: HttpRequest, conversation_id: int) -> HttpResponse:
    conversation = readable(request, conversation_id)
    form = pages.reply_form(conversation, request.POST)
    if not form.is_valid():
        return again(request, conversation, reply_form=form)
    values = form.cleaned_data
    if "preview" in request.POST:
        return again(request, conversation, reply_form=form, preview=values["text"])
    try:
        reply(
            actor=pages.member(request),
            conversation=conversation,
            text=values["text"],
            form_key=values["form_key"],
            seen_message_id=values["seen"],
        )
    except NewerMessage:
        form.add_error(None, _("Something was said since you opened this page. Your text is kept: read it, then send."))
        return again(request, conversation, reply_form=form)
    except NothingToAnswer:
        form.add_error(None, _("This channel only listens: an answer has to leave by another way. Your text is kept."))
        return again(request, conversation, reply_form=form)
    return pages.back_to(request, conversation, _("Your answer is on its way."))


@require_POST
def add_note(request: HttpRequest, conversation_id: int) -> HttpResponse:
    conversation = readable(request, conversation_id)
    form = forms.NoteForm(request.POST)
    if not form.is_valid():
        return again(request, conversation, note_form=form, tab="note")
    note(actor=pages.member(request), conversation=conversation, **form.cleaned_data)
    return pages.back_to(request, conversation)


@require_POST
def give(request: HttpRequest, conversation_id: int) -> HttpResponse:
    conversation = readable(request, conversation_id)
    form = forms.AssignForm(request.POST)
    if not form.is_valid():
        return again(request, conversation, assign_form=form)
    to = form.cleaned_data["to"]
    assign(actor=pages.member(request), conversation=conversation, to=to)
    said = _("%(name)s takes care of it.") % {"name": to.name} if to else _("It is for everyone again.")
    return pages.back_to(request, conversation, said)


@require_POST
def add_label(request: HttpRequest, conversation_id: int) -> HttpResponse:
    conversation = readable(request, conversation_id)
    form = forms.LabelForm(request.POST)
    if not form.is_valid():
        return again(request, conversation, label_form=form)
    put_label(actor=pages.member(request), conversation=conversation, name=form.cleaned_data["name"])
    return pages.back_to(request, conversation)


@require_POST
def remove_label(request: HttpRequest, conversation_id: int, label_id: int) -> HttpResponse:
    conversation = readable(request, conversation_id)
    label = Label.objects.filter(id=label_id).first()
    if label is None:
        raise Http404
    take_off_label(actor=pages.member(request), conversation=conversation, label=label)
    return pages.back_to(request, conversation)


@require_POST
def put_aside(request: HttpRequest, conversation_id: int) -> HttpResponse:
    conversation = readable(request, conversation_id)
    form = forms.SnoozeForm(request.POST)
    if not form.is_valid():
        return again(request, conversation, snooze_form=form)
    return moved(request, conversation, _("It comes back when its day has come."), snooze, until=form.until())


@require_POST
def end(request: HttpRequest, conversation_id: int) -> HttpResponse:
    conversation = readable(request, conversation_id)
    form = forms.CloseForm(request.POST)
    if not form.is_valid():
        return again(request, conversation, close_form=form)
    try:
        return moved(request, conversation, _("Closed."), close, reason=form.cleaned_data["reason"])
    except ReasonNeeded:
        form.add_error(
            "reason", _("Someone is waiting. To close without an answer, say why: it is kept with the rest.")
        )
        return again(request, conversation, close_form=form)


@require_POST
def open_again(request: HttpRequest, conversation_id: int) -> HttpResponse:
    return moved(request, readable(request, conversation_id), _("Open again."), reopen)


@require_POST
def correct(request: HttpRequest, conversation_id: int) -> HttpResponse:
    conversation = readable(request, conversation_id)
    form = forms.IntentForm(request.POST)
    if not form.is_valid():
        return again(request, conversation)
    correct_intent(actor=pages.member(request), conversation=conversation, intent=form.cleaned_data["intent"])
    said = _("Noted. Liant will read such messages better.")
    try:
        return pages.back_to(request, conversation_of(pages.member(request), conversation_id), said)
    except Conversation.DoesNotExist:  # under its true hat it is for others
        return pages.back_to_list(request, _("Noted. It now goes to those who look after such messages."))


@require_POST
def thank(request: HttpRequest, conversation_id: int, kind: str) -> HttpResponse:
    """Like or re-share, in one step."""
    conversation = readable(request, conversation_id)
    capabilities = conversation.channel.capabilities
    if not {"like": capabilities.can_like, "repost": capabilities.can_repost}.get(kind):
        raise Http404
    try:
        react(actor=pages.member(request), conversation=conversation, kind=kind)
    except NothingToAnswer:
        raise Http404 from None
    return pages.back_to(request, conversation, _("Your thanks are on their way."))


@require_POST
def beckon(request: HttpRequest, person_id: int) -> HttpResponse:
    """Call whoever looks after what one may not read."""
    person = Person.objects.filter(id=person_id).first()
    if person is None or not call_colleagues(actor=pages.member(request), person=person):
        raise Http404
    messages.success(request, _("Whoever looks after it has been told."))
    return HttpResponseRedirect(reverse("people:person", args=[pages.member(request).organisation.slug, person_id]))


def readable(request: HttpRequest, conversation_id: int) -> Conversation:
    """The conversation, or 404 when there is none that this member may read."""
    try:
        conversation = conversation_of(pages.member(request), conversation_id)
    except Conversation.DoesNotExist:
        raise Http404 from None
    check(pages.member(request), "inbox.read", conversation)
    return conversation


def again(request: HttpRequest, conversation: Conversation, **changed: Any) -> HttpResponse:
    """The same page with what was typed, and what to mend."""
    context = pages.conversation_page(request, conversation) | changed
    if form := changed.get("reply_form"):
        context["reply_errors"] = [*form.errors.get("text", []), *form.non_field_errors()]
    status = 200 if "preview" in changed else 422
    return render_page(request, "inbox/conversation.html", context, status=status)


def moved(request: HttpRequest, conversation: Conversation, said: Any, action: Any, **values: Any) -> HttpResponse:
    try:
        action(actor=pages.member(request), conversation=conversation, **values)
    except LifecycleError:  # a colleague was quicker
        return pages.back_to(request, conversation, _("A colleague was quicker: look at where it stands now."))
    return pages.back_to(request, conversation, said)
