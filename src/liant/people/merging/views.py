"""The pages on which two persons are recognised as one."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from liant.accounts.asking import member
from liant.people.merging import queries
from liant.people.merging.actions import CannotMerge, merge_people, unmerge_people
from liant.people.merging.forms import SameForm
from liant.people.models import Person
from liant.people.queries import person_shown_to
from liant.web.partial import render_page

WHY = {
    "same": _("This is the same card."),
    "merged": _("One of them is already part of another."),
    "colleague": _("Someone who works here is not merged with anyone."),
    "hats": _("One of them wears a hat that you may not read: ask someone who reads both."),
}


@require_http_methods(["GET", "POST"])
def same(request: HttpRequest, person_id: int) -> HttpResponse:
    """Choose the other one, then whose card stays."""
    here = found(request, person_id)
    other_id = (request.POST or request.GET).get("other", "")
    other = found(request, int(other_id)) if other_id.isdigit() and len(other_id) < 19 else None
    if other is None:
        words = request.GET.get("q", "").replace("\x00", "").strip()[:200]
        context = {"person": here, "words": words, "offered": queries.to_merge(member(request), here, words)}
        return render_page(request, "merging/choose.html", context)
    form = SameForm(request.POST if request.method == "POST" else None, initial={"other": other.id})
    if request.method == "POST" and form.is_valid():
        keeps_this = form.cleaned_data["keep"] == form.THIS
        survivor, merged = (here, other) if keeps_this else (other, here)
        try:
            merge_people(actor=member(request), survivor=survivor, merged=merged)
        except CannotMerge as refusal:
            form.add_error(None, WHY[refusal.why])
        else:
            return to_card(request, survivor, _("They are one person now."))
    context = {"person": here, "other": other, "form": form}
    return render_page(request, "merging/same.html", context, status=422 if form.errors else 200)


@require_POST
def apart(request: HttpRequest, same_id: int) -> HttpResponse:
    done = queries.merge_of(member(request), same_id)
    if done is None:
        raise Http404
    try:
        merged = unmerge_people(actor=member(request), done=done)
    except CannotMerge as refusal:
        return to_card(request, done.survivor, WHY[refusal.why])
    return to_card(request, merged, _("They are two persons again."))


def found(request: HttpRequest, person_id: int) -> Person:
    try:
        return person_shown_to(member(request), person_id)
    except Person.DoesNotExist:
        raise Http404 from None


def to_card(request: HttpRequest, person: Person, said: Any) -> HttpResponse:
    messages.success(request, said)
    slug = request.organisation.slug  # type: ignore[attr-defined]
    return HttpResponseRedirect(reverse("people:person", args=[slug, person.id]))
