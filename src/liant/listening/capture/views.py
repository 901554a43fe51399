"""*Noter ici*: one page, filled in from wherever one was, and the ways that lead to it."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from liant.accounts.permissions import may
from liant.listening.capture import drafts, words_in_pictures
from liant.listening.capture.actions import AlreadyNoted, LeftAlone, close_tip_link, note, open_tip_link
from liant.listening.capture.forms import NoteForm
from liant.listening.capture.models import Picture
from liant.listening.capture.queries import open_tip_address, picture_of
from liant.tenancy.context import tenant
from liant.web.partial import render_page

FILLED = ("text", "url", "name", "place")


@require_http_methods(["GET", "POST"])
def note_page(request: HttpRequest) -> HttpResponse:
    """Reading a picture takes a program of its own: no transaction waits for it."""
    kept_picture = drafts.picture_of(drafts.kept(request))
    if request.method == "GET":
        return show(request, NoteForm(initial=filled_in(request, kept_picture), kept_picture=kept_picture))
    form = NoteForm(request.POST, request.FILES, kept_picture=kept_picture)
    if not form.is_valid():
        return show(request, form, status=422)
    if form.picture_bytes() and not form.cleaned_data["text"].strip():
        return show_what_was_read(request, form)
    return keep(request, form)


def filled_in(request: HttpRequest, picture: bytes | None) -> dict[str, Any]:
    """From the address (a bookmark's) or from what was shared; the words of a shared picture are read at once."""
    shared = drafts.kept(request)
    values = {name: request.GET.get(name, "").replace("\x00", "").strip()[:20_000] for name in FILLED}
    values["text"] = values["text"] or shared.text
    values["url"] = values["url"] or shared.url
    if picture and not values["text"]:
        values["text"] = words_in_pictures.words_in(picture)
    return values


def show_what_was_read(request: HttpRequest, form: NoteForm) -> HttpResponse:
    """The picture stays; its words come into the form, to be looked at."""
    picture, values = form.picture_bytes(), form.cleaned_data
    drafts.keep(request, "", values["url"], picture)
    words = words_in_pictures.words_in(picture or b"")
    initial = {name: value for name, value in values.items() if name != "picture"} | {"text": words}
    again = NoteForm(initial=initial, kept_picture=picture)
    said = _("These are the words that Liant read in the picture: look them over, then note them.")
    unread = _("Liant could not read the words of this picture: write what was said.")
    return show(request, again, said=said if words else unread)


def keep(request: HttpRequest, form: NoteForm) -> HttpResponse:
    said = _("It is noted. Liant reads it now.")
    with tenant(request.organisation.id):  # type: ignore[attr-defined]
        try:
            note(actor=request.member, seen=form.note())  # type: ignore[attr-defined]
        except AlreadyNoted:
            said = _("A colleague was quicker: it is noted already.")
        except LeftAlone:  # what is only counted stays counted
            said = _("A colleague said this on their own account, and not to us: it is left alone.")
    drafts.forget(request)
    messages.success(request, said)
    return HttpResponseRedirect(reverse("capture:note", args=[request.organisation.slug]))  # type: ignore[attr-defined]


def show(request: HttpRequest, form: NoteForm, status: int = 200, said: str = "") -> HttpResponse:
    organisation, member = request.organisation, request.member  # type: ignore[attr-defined]
    address = settings.BASE_URL + reverse("capture:note", args=[organisation.slug])
    with tenant(organisation.id):
        context = {
            "form": form,
            "said": said,
            "has_kept_picture": form.kept_picture is not None,
            "can_read": words_in_pictures.can_read(),
            "bookmark": bookmark(address),
            "tip_address": open_tip_address(),
            "may_change_tip_link": may(member, "listening.change_tip_link"),
        }
        return render_page(request, "capture/note.html", context, status=status)


def bookmark(address: str) -> str:
    """What a bookmark runs on another page: it opens ours with that page's address and the words chosen there."""
    return (
        "javascript:(()=>{const s=String(window.getSelection()||'').slice(0,4000);"
        f"window.open('{address}?url='+encodeURIComponent(location.href)+'&text='+encodeURIComponent(s),'_blank')}})()"
    )


@require_POST
def open_link(request: HttpRequest) -> HttpResponse:
    open_tip_link(actor=request.member)  # type: ignore[attr-defined]
    messages.success(request, _("Here is the link. A former one no longer works."))
    return back(request)


@require_POST
def close_link(request: HttpRequest) -> HttpResponse:
    close_tip_link(actor=request.member)  # type: ignore[attr-defined]
    messages.success(request, _("The link is closed."))
    return back(request)


@require_GET
def picture(request: HttpRequest, item_id: int) -> HttpResponse:
    """The picture beside a note, for whoever reads what is heard."""
    try:
        found = picture_of(request.member, item_id)  # type: ignore[attr-defined]
    except Picture.DoesNotExist:
        raise Http404 from None
    response = HttpResponse(bytes(found.content), content_type=found.media_type)
    response.headers["Cache-Control"] = "private, max-age=3600"
    response.headers["Content-Security-Policy"] = "default-src 'none'"
    return response


def back(request: HttpRequest) -> HttpResponse:
    return HttpResponseRedirect(reverse("capture:note", args=[request.organisation.slug]) + "#ways")  # type: ignore[attr-defined]
