"""The pages on which conversations are put together and taken apart."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from liant.accounts.asking import member
from liant.accounts.permissions import check
from liant.inbox.joining import forms, queries
from liant.inbox.joining.actions import CannotJoin, CannotSplit, is_same_person, merge, split, unmerge
from liant.inbox.models import Conversation
from liant.inbox.queries import conversation_of, messages_of
from liant.web.partial import render_page

WHY = {
    "same": _("A conversation can’t be joined with itself."),
    "elsewhere": _("One of them is already part of another."),
    "hat": _("They stand under two hats: who reads one may not read the other. Correct the reading of one first."),
    "person": _("Two persons spoke. If you mean it all the same, say so."),
}


@require_http_methods(["GET", "POST"])
def join(request: HttpRequest, conversation_id: int) -> HttpResponse:
    """Choose the other one, then which of both stays."""
    here = found(request, conversation_id)
    other_id = (request.POST or request.GET).get("other", "")
    other = found(request, int(other_id)) if other_id.isdigit() and len(other_id) < 19 else None
    if other is None:
        words = request.GET.get("q", "").replace("\x00", "").strip()[:200]
        context = {"conversation": here, "words": words, "offered": queries.to_join(member(request), here, words)}
        return render_page(request, "joining/choose.html", context)
    form = forms.JoinForm(posted(request), initial={"other": other.id}, is_same_person=is_same_person(here, other))
    if request.method == "POST" and form.is_valid():
        keeps_this = form.cleaned_data["keep"] == form.THIS
        survivor, merged = (here, other) if keeps_this else (other, here)
        try:
            merge(actor=member(request), survivor=survivor, merged=merged,
                  is_meant=form.cleaned_data.get("is_meant", False))  # fmt: skip
        except CannotJoin as refusal:
            form.add_error(None, WHY[refusal.why])
        else:
            return to_conversation(request, survivor, _("They are one conversation now."))
    context = {"conversation": here, "other": other, "form": form}
    return render_page(request, "joining/join.html", context, status=422 if form.errors else 200)


@require_POST
def take_apart(request: HttpRequest, merge_id: int) -> HttpResponse:
    done = queries.merge_of(member(request), merge_id)
    if done is None:
        raise Http404
    merged = unmerge(actor=member(request), done=done)
    return to_conversation(request, merged, _("They are two conversations again."))


@require_http_methods(["GET", "POST"])
def part(request: HttpRequest, conversation_id: int) -> HttpResponse:
    """Choose the messages that become a conversation of their own."""
    here = found(request, conversation_id)
    said = [message for message in messages_of(here) if message.body]
    form = forms.SplitForm(posted(request), conversation=here, said=said)
    if request.method == "POST" and form.is_valid():
        ids = [int(one) for one in form.cleaned_data["messages"]]
        try:
            opened = split(actor=member(request), conversation=here, message_ids=ids)
        except CannotSplit:
            form.add_error("messages", _("Each of both needs at least one message of the person."))
        else:
            return to_conversation(request, opened, _("They have a conversation of their own now."))
    context = {"conversation": here, "said": said, "form": form}
    return render_page(request, "joining/split.html", context, status=422 if form.errors else 200)


def posted(request: HttpRequest) -> Any:
    """What was sent, also when nothing was ticked."""
    return request.POST if request.method == "POST" else None


def found(request: HttpRequest, conversation_id: int) -> Conversation:
    try:
        conversation = conversation_of(member(request), conversation_id)
    except Conversation.DoesNotExist:
        raise Http404 from None
    check(member(request), "inbox.change", conversation)
    return conversation


def to_conversation(request: HttpRequest, conversation: Conversation, said: Any) -> HttpResponse:
    messages.success(request, said)
    slug = request.organisation.slug  # type: ignore[attr-defined]
    return HttpResponseRedirect(reverse("inbox:conversation", args=[slug, conversation.id]))
