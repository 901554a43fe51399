"""The inbox's pages. Each view parses, calls one query or one action, renders."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from liant.accounts.asking import member
from liant.accounts.permissions import NotAllowed, check
from liant.channels.phrases import in_words
from liant.inbox import forms, pages
from liant.inbox.actions import (
    FilesNotWanted,
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
    take_back,
    take_off_label,
)
from liant.inbox.files import SHOWN_HERE, take_files, undescribed
from liant.inbox.models import Act, Attachment, Conversation, Label
from liant.inbox.offers import Unready
from liant.inbox.queries import conversation_of, files_of, moved_to, search, undo_seconds
from liant.inbox.undoing import TooLate, carry_out, undo
from liant.kit.lifecycle import LifecycleError
from liant.people.models import Person
from liant.web.partial import render_page


@require_GET
def conversations(request: HttpRequest) -> HttpResponse:
    """The list; on a wide screen, with the invitation to choose one."""
    return render_page(request, "inbox/list.html", pages.list_page(request), part=["rows"])


@require_GET
def conversation(request: HttpRequest, conversation_id: int) -> HttpResponse:
    if survivor_id := moved_to(member(request), conversation_id):
        return redirect("inbox:conversation", request.organisation.slug, survivor_id)  # type: ignore[attr-defined]
    found = readable(request, conversation_id)
    return render_page(
        request, "inbox/conversation.html", pages.conversation_page(request, found), part=["rows", "talk"]
    )


@require_GET
def found(request: HttpRequest) -> HttpResponse:
    """What the search box found."""
    words = request.GET.get("q", "").replace("\x00", "").strip()[:200]
    rows = search(member(request), words) if words else []
    return render_page(request, "inbox/search.html", {"words": words, "conversations": rows, "current_id": None})


@require_POST
def send_reply(request: HttpRequest, conversation_id: int) -> HttpResponse:
    conversation = readable(request, conversation_id)
    form = pages.reply_form(conversation, request.POST)
    writer, can = member(request), pages.way_of(conversation)[0].capabilities
    form_key = request.POST.get("form_key", "")[:64]
    problems = take_files(request, writer, conversation, can, form_key) if form_key else []
    kept: dict[str, Any] = {"reply_form": form, "files": files_of(writer, form_key)}
    if problems or {"attach", "drop"} & request.POST.keys():
        return again(request, conversation, problems=problems, **kept)
    if not form.is_valid():
        return again(request, conversation, **kept)
    values = form.cleaned_data
    if "preview" in request.POST:
        return again(request, conversation, **kept, preview=values["text"])
    if to_mend := undescribed(kept["files"]):
        return again(request, conversation, problems=to_mend, **kept)
    seconds = undo_seconds()
    try:
        delivery = reply(
            actor=writer,
            conversation=conversation,
            text=values["text"],
            form_key=values["form_key"],
            seen_message_id=values["seen"],
            leaves_after_seconds=seconds,
            extras=request.POST.dict(),
        )
    except (NewerMessage, NothingToAnswer, FilesNotWanted, Unready) as refusal:
        for words in refused_in_words(refusal):
            form.add_error(None, words)
        if isinstance(refusal, NewerMessage):
            pages.show_it_all(form, conversation)
        return again(request, conversation, **kept)
    return pages.back_to(request, conversation, pages.sent_in_words(delivery, seconds))


def refused_in_words(refusal: Exception) -> list[Any]:
    """Why an answer was not taken; its text is kept."""
    if isinstance(refusal, Unready):
        return refusal.problems
    if isinstance(refusal, FilesNotWanted):
        return [in_words(str(refusal))]
    if isinstance(refusal, NewerMessage):
        return [_("Something was said since you opened this page. Your text is kept: read it, then send.")]
    return [_("This channel only listens: an answer has to leave by another way. Your text is kept.")]


@require_POST
def take_answer_back(request: HttpRequest, conversation_id: int, message_id: int) -> HttpResponse:
    """Within the moment that is left for it: the words go back into the composer."""
    conversation = readable(request, conversation_id)
    message = conversation.messages.filter(id=message_id, author=member(request), taken_back_at=None).first()
    if message is None:
        raise Http404
    try:
        take_back(actor=member(request), message=message)
    except LifecycleError:
        return pages.back_to(request, conversation, _("It has already left."))
    said = _("Taken back: nobody saw it. Your text is here again.")
    return pages.back_to(request, conversation, said, more=f"?again={message.id}#compose-text")


@require_GET
def file(request: HttpRequest, conversation_id: int, file_id: int) -> HttpResponse:
    """A file of an answer, or of one's own form that is not sent yet."""
    conversation = readable(request, conversation_id)
    found = Attachment.objects.filter(id=file_id).select_related("message").first()
    is_here = found and (
        found.message.conversation_id == conversation.id if found.message else found.author_id == member(request).id
    )
    if found is None or not is_here:
        raise Http404
    answer = HttpResponse(bytes(found.content), content_type=found.media_type)
    way = "inline" if found.media_type in SHOWN_HERE else "attachment"
    answer["Content-Disposition"] = content_disposition_header(way == "attachment", found.name) or way
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


@require_POST
def undo_act(request: HttpRequest, act_id: int) -> HttpResponse:
    act = Act.objects.filter(id=act_id, actor=member(request)).first()
    if act is None:
        raise Http404
    try:
        refused = undo(actor=member(request), act=act)
    except TooLate:
        return pages.back_to_list(request, _("It is too late to undo this."))
    said = _("Undone.")
    if refused:
        said = _("Undone, except where a colleague has changed something since.")
    if len(act.changes) == 1:
        return pages.back_to(request, Conversation.objects.get(id=act.changes[0]["id"]), said)
    return pages.back_to_list(request, said)


@require_POST
def add_note(request: HttpRequest, conversation_id: int) -> HttpResponse:
    conversation = readable(request, conversation_id)
    form = forms.NoteForm(request.POST)
    if not form.is_valid():
        return again(request, conversation, note_form=form, tab="note")
    note(actor=member(request), conversation=conversation, **form.cleaned_data)
    return pages.back_to(request, conversation)


@require_POST
def give(request: HttpRequest, conversation_id: int) -> HttpResponse:
    conversation = readable(request, conversation_id)
    form = forms.AssignForm(request.POST)
    if not form.is_valid():
        return again(request, conversation, assign_form=form)
    to = form.cleaned_data["to"]
    said = _("%(name)s takes care of it.") % {"name": to.name} if to else _("It is for everyone again.")
    return moved(request, conversation, said, assign, to=to)


@require_POST
def add_label(request: HttpRequest, conversation_id: int) -> HttpResponse:
    conversation = readable(request, conversation_id)
    form = forms.LabelForm(request.POST)
    if not form.is_valid():
        return again(request, conversation, label_form=form)
    said = _("Labelled.")
    return moved(request, conversation, said, put_label, name=form.cleaned_data["name"])


@require_POST
def remove_label(request: HttpRequest, conversation_id: int, label_id: int) -> HttpResponse:
    conversation = readable(request, conversation_id)
    label = Label.objects.filter(id=label_id).first()
    if label is None:
        raise Http404
    return moved(request, conversation, _("The label is taken off."), take_off_label, label=label)


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
        return moved(request, conversation, _("Closed."), close, **form.cleaned_data)
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
    correct_intent(actor=member(request), conversation=conversation, intent=form.cleaned_data["intent"])
    said = _("Noted. Liant will read such messages better.")
    try:
        return pages.back_to(request, conversation_of(member(request), conversation_id), said)
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
        react(actor=member(request), conversation=conversation, kind=kind)
    except NothingToAnswer:
        raise Http404 from None
    return pages.back_to(request, conversation, _("Your thanks are on their way."))


@require_POST
def beckon(request: HttpRequest, person_id: int) -> HttpResponse:
    """Call whoever looks after what one may not read."""
    person = Person.objects.filter(id=person_id).first()
    if person is None or not call_colleagues(actor=member(request), person=person):
        raise Http404
    messages.success(request, _("Whoever looks after it has been told."))
    return HttpResponseRedirect(reverse("people:person", args=[member(request).organisation.slug, person_id]))


def readable(request: HttpRequest, conversation_id: int) -> Conversation:
    """The conversation, or 404 when there is none that this member may read."""
    try:
        conversation = conversation_of(member(request), conversation_id)
    except Conversation.DoesNotExist:
        raise Http404 from None
    check(member(request), "inbox.read", conversation)
    return conversation


def again(request: HttpRequest, conversation: Conversation, **changed: Any) -> HttpResponse:
    """The same page with what was typed, and what to mend."""
    context = pages.conversation_page(request, conversation) | changed
    if form := changed.get("reply_form"):
        is_told = not {"attach", "drop"} & request.POST.keys()
        told = [*form.errors.get("text", []), *form.non_field_errors()] if is_told else []
        context["reply_errors"] = [*changed.get("problems", ()), *told]
    is_well = "preview" in changed or (changed.get("files") is not None and not context.get("reply_errors"))
    return render_page(request, "inbox/conversation.html", context, status=200 if is_well else 422)


VERBS = {assign: "assign", put_label: "label", take_off_label: "unlabel", snooze: "snooze", close: "close",
         reopen: "reopen"}  # fmt: skip


def moved(request: HttpRequest, conversation: Conversation, said: Any, action: Any, **values: Any) -> HttpResponse:
    """Do it, and offer to undo it."""
    actor = member(request)

    def act(one: Conversation) -> None:
        action(actor=actor, conversation=one, **values)

    done = carry_out(actor=actor, verb=VERBS[action], conversations=[conversation], act=act)
    for refusal in done.refused:
        if refusal["why"] == "reason_needed":
            raise ReasonNeeded
        if refusal["why"] == "not_allowed":
            raise NotAllowed("inbox.change")
        return pages.back_to(request, conversation, _("A colleague was quicker: look at where it stands now."))
    return pages.back_to(request, conversation, said, undo=done)
