"""What one has to come back to. Each view parses, calls one query or one action, renders."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from liant.accounts.asking import member
from liant.accounts.permissions import check
from liant.inbox.models import Conversation
from liant.inbox.queries import conversation_of
from liant.inbox.reminders import actions, forms, queries
from liant.inbox.reminders.models import Call
from liant.web import front
from liant.web.partial import render_page


@require_GET
def for_me(request: HttpRequest) -> HttpResponse:
    context = {
        "mine": queries.for_me(member(request)),
        "today": queries.today_here(),
        "sections": front.sections(request, front.FOR_ME),
    }
    return render_page(request, "reminders/for_me.html", context, part="for_me")


@require_http_methods(["GET", "POST"])
def remind(request: HttpRequest, conversation_id: int) -> HttpResponse:
    conversation = found(request, conversation_id)
    form = forms.ReminderForm(posted(request), initial={"when": forms.ReminderForm.TOMORROW})
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        actions.remind(actor=member(request), conversation=conversation, rings_at=form.until(),
                       is_for_all=values["who"] == form.ALL, is_for_silence=values["is_for_silence"])  # fmt: skip
        return to_conversation(request, conversation, _("Noted: Liant will remind you."))
    return ask(request, "reminders/remind.html", conversation, form)


@require_http_methods(["GET", "POST"])
def pledge(request: HttpRequest, conversation_id: int) -> HttpResponse:
    conversation = found(request, conversation_id)
    form = forms.PledgeForm(posted(request))
    if request.method == "POST" and form.is_valid():
        actions.pledge(actor=member(request), conversation=conversation, **form.cleaned_data)
        return to_conversation(request, conversation, _("Noted: it stays in sight until it is kept."))
    return ask(request, "reminders/pledge.html", conversation, form)


@require_POST
def settle(request: HttpRequest, reminder_id: int) -> HttpResponse:
    reminder = queries.reminder_of(reminder_id)
    if reminder is None:
        raise Http404
    actions.settle(actor=member(request), reminder=reminder)
    return back(request, _("Settled."))


@require_POST
def see(request: HttpRequest, call_id: int) -> HttpResponse:
    call = Call.objects.filter(id=call_id, member=member(request)).first()
    if call is None:
        raise Http404
    actions.see(actor=member(request), call=call)
    return back(request, _("Seen."))


@require_POST
def end_pledge(request: HttpRequest, pledge_id: int) -> HttpResponse:
    """Kept, or let go."""
    made = queries.pledge_of(member(request), pledge_id)
    if made is None:
        raise Http404
    is_kept = request.POST.get("is_kept") == "1"
    actions.end_pledge(actor=member(request), made=made, is_kept=is_kept)
    said = _("Kept. Well done.") if is_kept else _("Let go.")
    return to_conversation(request, made.conversation, said)


def ask(request: HttpRequest, template: str, conversation: Conversation, form: Any) -> HttpResponse:
    context = {"conversation": conversation, "form": form}
    return render_page(request, template, context, status=422 if form.errors else 200)


def posted(request: HttpRequest) -> Any:
    """What was sent, also when nothing was typed."""
    return request.POST if request.method == "POST" else None


def found(request: HttpRequest, conversation_id: int) -> Conversation:
    try:
        conversation = conversation_of(member(request), conversation_id)
    except Conversation.DoesNotExist:
        raise Http404 from None
    check(member(request), "reminders.make", conversation)
    return conversation


def to_conversation(request: HttpRequest, conversation: Conversation, said: Any) -> HttpResponse:
    messages.success(request, said)
    slug = request.organisation.slug  # type: ignore[attr-defined]
    return HttpResponseRedirect(reverse("inbox:conversation", args=[slug, conversation.id]))


def back(request: HttpRequest, said: Any) -> HttpResponse:
    messages.success(request, said)
    return HttpResponseRedirect(reverse("reminders:for-me", args=[request.organisation.slug]))  # type: ignore[attr-defined]
