"""The box of ideas, and the words of others. Each view parses, calls one query or one action, renders."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from liant.accounts.asking import member
from liant.accounts.permissions import may
from liant.channels.models import Item
from liant.kit.place import read_place, write_place
from liant.tenancy.context import tenant
from liant.web.partial import render_page
from liant.writing.ideas import actions, forms, queries
from liant.writing.ideas.models import Idea
from liant.writing.models import Piece
from liant.writing.pages import room_tabs, to_piece
from liant.writing.reading import Page, Unreadable, read_page


@require_http_methods(["GET", "POST"])
def ideas(request: HttpRequest) -> HttpResponse:
    form = forms.IdeaForm(request.POST or None)
    reader = member(request)
    if request.method == "POST" and form.is_valid():
        actions.tell(actor=reader, **form.cleaned_data)
        messages.success(request, _("Thank you. Whoever writes will read it, and you will see here what became of it."))
        return to_list(request)
    sees_all = may(reader, "ideas.answer")
    state = request.GET.get("state", "open" if sees_all else "")
    state = state if state in Idea.State.values else ""
    found = queries.ideas_seen_by(
        reader, all_of_them=sees_all, state=state, before=read_place(request.GET.get("after", ""))
    )
    last = found[queries.PAGE - 1] if len(found) > queries.PAGE else None
    context = {
        "tabs": room_tabs(request, "ideas:list"),
        "form": form,
        "ideas": found[: queries.PAGE],
        "sees_all": sees_all,
        "state": state,
        "states": [("open", _("waiting")), ("taken", _("became a piece")), ("aside", _("put aside"))],
        "aside_form": forms.AsideForm(),
        "next_url": f"?state={state}&after={write_place(last.told_at, last.pk)}" if last else "",
    }
    return render_page(request, "ideas/list.html", context, status=422 if form.errors else 200)


@require_POST
def take(request: HttpRequest, idea_id: int) -> HttpResponse:
    try:
        piece = actions.take(actor=member(request), idea=the_idea(idea_id), title=request.POST.get("title", "")[:300])
    except actions.AnsweredAlready:
        messages.error(request, _("Someone has answered this idea meanwhile."))
        return to_list(request)
    return to_piece(request, piece)


@require_POST
def aside(request: HttpRequest, idea_id: int) -> HttpResponse:
    idea, form = the_idea(idea_id), forms.AsideForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Say why, in a sentence: whoever told it will read it."))
        return to_list(request)
    try:
        actions.put_aside(actor=member(request), idea=idea, **form.cleaned_data)
    except actions.AnsweredAlready:
        messages.error(request, _("Someone has answered this idea meanwhile."))
    return to_list(request)


@require_http_methods(["GET", "POST"])
def from_mention(request: HttpRequest, item_id: int) -> HttpResponse:
    """An idea made of what was heard: its words are shown, and stay where they are; one's own are written below."""
    item = the_item(request, item_id)
    form = forms.IdeaForm(request.POST or None, initial={"text": item.title, "url": item.url})
    if request.method == "POST" and form.is_valid():
        actions.tell(actor=member(request), item=item, **form.cleaned_data)
        messages.success(request, _("The idea is in the box."))
        return to_list(request)
    return render_page(request, "ideas/mention.html", {"item": item, "form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def others(request: HttpRequest) -> HttpResponse:
    """Articles that the feeds brought in, or any address: read outside of the transaction, then brought in."""
    organisation_id = request.organisation.id  # type: ignore[attr-defined]
    form = forms.AddressForm(request.POST if request.method == "POST" and "item" not in request.POST else None)
    if request.method == "POST":
        with tenant(organisation_id):
            item = asked_item(request)
        if item or form.is_valid():
            url = item.url if item else form.cleaned_data["url"]
            if piece := brought_in(request, url, item):
                with tenant(organisation_id):
                    return to_piece(request, piece)
    with tenant(organisation_id):
        heard = queries.articles_heard(member(request))
        context = {
            "tabs": room_tabs(request, "ideas:others"),
            "form": form,
            "articles": with_pieces(heard),
        }
        return render_page(request, "ideas/others.html", context, status=422 if form.errors else 200)


def with_pieces(items: list[Item]) -> list[tuple[Item, int | None]]:
    relayed = queries.brought_in(items)
    return [(one, relayed.get(one.pk)) for one in items]


def brought_in(request: HttpRequest, url: str, item: Item | None) -> Piece | None:
    """Read, then kept; what cannot be read is brought in from what the feed said of it."""
    try:
        page = read_page(url)
    except Unreadable:
        if item is None:
            messages.error(request, _("This page could not be read. Nothing was brought in."))
            return None
        page = Page(url=item.url, title=item.title[:300], site=item.channel.name, text=item.text)
    with tenant(request.organisation.id):  # type: ignore[attr-defined]
        return actions.bring_in(actor=member(request), page=page, item=item)


def asked_item(request: HttpRequest) -> Item | None:
    asked = request.POST.get("item", "")
    return the_item(request, int(asked)) if asked.isdecimal() and len(asked) < 19 else None


def the_item(request: HttpRequest, item_id: int) -> Item:
    found = queries.one_item(item_id)
    if found is None or not may(member(request), "ideas.make", found):
        raise Http404  # what one may not hear is not there
    return found


def the_idea(idea_id: int) -> Idea:
    found = queries.one_idea(idea_id)
    if found is None:
        raise Http404
    return found


def to_list(request: HttpRequest) -> HttpResponse:
    slug = request.organisation.slug  # type: ignore[attr-defined]
    return HttpResponseRedirect(reverse("ideas:list", kwargs={"organisation_slug": slug}))
