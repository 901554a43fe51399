"""The house's pages about waits: figures, promises, and what leaves by itself."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from liant.accounts.asking import member
from liant.inbox.models import Conversation
from liant.inbox.queries import conversation_of
from liant.inbox.waiting import actions, forms, pages
from liant.inbox.waiting.models import Target
from liant.web.partial import render_page

asked_or_sent = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    return render_page(request, "waiting/figures.html", pages.figures_page(request))


@require_POST
def publish(request: HttpRequest) -> HttpResponse:
    is_on = request.POST.get("is_on") == "1"
    actions.publish(actor=member(request), is_on=is_on)
    return back(request, "figures", _("Everyone can read them now.") if is_on else _("They are yours alone again."))


@asked_or_sent
def promises(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return render_page(request, "waiting/promises.html", pages.promises_page(request))
    form = forms.PromiseForm(request.POST)
    if not form.is_valid():
        return render_page(request, "waiting/promises.html", pages.promises_page(request, form), status=422)
    actions.promise(actor=member(request), **form.cleaned_data)
    return back(request, "promises", _("Kept. Whoever waits now is dated anew within a minute."))


@require_POST
def as_usual(request: HttpRequest, target_id: int) -> HttpResponse:
    target = Target.objects.filter(id=target_id).first()
    if target is None:
        raise Http404
    actions.promise_as_usual(actor=member(request), target=target)
    return back(request, "promises", _("The usual promise holds again."))


@require_safe
def courtesies(request: HttpRequest) -> HttpResponse:
    return render_page(request, "waiting/courtesies.html", pages.courtesies_page(request))


@require_POST
def acknowledge(request: HttpRequest) -> HttpResponse:
    form = forms.AcknowledgementForm(request.POST, channels=pages.private_channels())
    if not form.is_valid():
        return render_page(request, "waiting/courtesies.html", pages.courtesies_page(request, form=form), status=422)
    values = {name: form.cleaned_data[name] for name in ("channel", "hat", "has_link", "is_on")}
    actions.set_acknowledgement(actor=member(request), texts=form.texts(), **values)
    return back(request, "courtesies", _("Kept. It holds for whoever writes from now on."))


@require_POST
def ask(request: HttpRequest) -> HttpResponse:
    form = forms.AskingForm(request.POST)
    if not form.is_valid():
        context = pages.courtesies_page(request, asking_form=form)
        return render_page(request, "waiting/courtesies.html", context, status=422)
    actions.set_asking(actor=member(request), hats=form.cleaned_data["hats"])
    return back(request, "courtesies", _("Noted."))


@require_POST
def revoke(request: HttpRequest, conversation_id: int) -> HttpResponse:
    """Close the private page of a matter."""
    reader = member(request)
    try:
        conversation = conversation_of(reader, conversation_id)
    except Conversation.DoesNotExist:
        raise Http404 from None
    count = actions.revoke_links(actor=reader, conversation=conversation)
    said = ngettext("Its private page is closed.", "Its private pages are closed.", count)
    messages.success(request, said if count else _("It has no private page."))
    return redirect("inbox:conversation", reader.organisation.slug, conversation_id)


def back(request: HttpRequest, name: str, said: Any) -> HttpResponse:
    messages.success(request, said)
    return redirect(f"waiting:{name}", member(request).organisation.slug)
