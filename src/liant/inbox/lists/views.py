"""Kept views, labels, and acts on many. Each view parses, calls one query or one action, renders."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from liant.accounts.asking import member
from liant.accounts.models import Member
from liant.inbox.actions import assign, close, put_label, snooze
from liant.inbox.lists import forms, queries
from liant.inbox.lists.actions import delete_label, drop_view, keep_view, rename_label
from liant.inbox.models import Conversation, Label
from liant.inbox.queries import Filters, labels
from liant.inbox.undoing import carry_out
from liant.web.partial import render_page


@require_POST
def keep(request: HttpRequest) -> HttpResponse:
    form = forms.ViewForm(request.POST)
    known = {name: request.POST.get(name, "")[:40] for name in Filters.__dataclass_fields__}
    filters = Filters(**known | {"view": known["view"] or "all"})
    if not form.is_valid():
        return back(request, _("Give the view a name."))
    view = keep_view(actor=member(request), filters=filters, **form.cleaned_data)
    return back(request, _("The view is kept."), queries.address_of(view))


@require_POST
def drop(request: HttpRequest, view_id: int) -> HttpResponse:
    view = queries.view_of(member(request), view_id)
    if view is None:
        raise Http404
    drop_view(actor=member(request), view=view)
    return back(request, _("The view is let go."))


@require_POST
def bulk(request: HttpRequest) -> HttpResponse:
    """The same to each that was ticked; what is refused is told by row."""
    chosen = forms.ChosenForm(request.POST)
    if not chosen.is_valid():
        return back(request, next(iter(chosen.errors.values()))[0], f"?{request.POST.get('query', '')}&choose=1")
    act = chosen.cleaned_data["act"]
    form = forms.BULK[act](request.POST)
    if not form.is_valid():
        return back(request, next(iter(form.errors.values()))[0], f"?{request.POST.get('query', '')}&choose=1")
    done = carry_out(actor=member(request), verb=act, conversations=queries.chosen(member(request), chosen.ids()),
                     act=what(member(request), act, form))  # fmt: skip
    return back(request, "", f"?undo={done.id}")


def what(actor: Member, act: str, form: Any) -> Callable[[Conversation], Any]:
    """The same action as for one conversation, with its own permission."""
    values = form.cleaned_data
    deeds: dict[str, Callable[[Conversation], Any]] = {
        "assign": lambda one: assign(actor=actor, conversation=one, to=values["to"]),
        "label": lambda one: put_label(actor=actor, conversation=one, name=values["name"]),
        "snooze": lambda one: snooze(actor=actor, conversation=one, until=form.until()),
        "close": lambda one: close(actor=actor, conversation=one, reason=values["reason"]),
    }
    return deeds[act]


@require_GET
def label_list(request: HttpRequest) -> HttpResponse:
    return render_page(request, "lists/labels.html", {"labels": labels()[:200]})


@require_POST
def rename(request: HttpRequest, label_id: int) -> HttpResponse:
    form = forms.LabelNameForm(request.POST)
    label = label_of(label_id)
    if not form.is_valid():
        return back_to_labels(request, _("Give the label a name."))
    rename_label(actor=member(request), label=label, name=form.cleaned_data["name"])
    return back_to_labels(request, _("The label has its new name."))


@require_POST
def throw_away(request: HttpRequest, label_id: int) -> HttpResponse:
    delete_label(actor=member(request), label=label_of(label_id))
    return back_to_labels(request, _("The label is thrown away, and taken off every conversation."))


def label_of(label_id: int) -> Label:
    label = Label.objects.filter(id=label_id).first()
    if label is None:
        raise Http404
    return label


def back(request: HttpRequest, said: Any, query: str = "") -> HttpResponse:
    if said:
        messages.success(request, said)
    slug = request.organisation.slug  # type: ignore[attr-defined]
    return HttpResponseRedirect(reverse("inbox:list", args=[slug]) + query)


def back_to_labels(request: HttpRequest, said: Any) -> HttpResponse:
    messages.success(request, said)
    slug = request.organisation.slug  # type: ignore[attr-defined]
    return HttpResponseRedirect(reverse("lists:labels", args=[slug]))
