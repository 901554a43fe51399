"""A small house to try the shell in: two pages made of the components, and a part that is read again."""

import queue
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.template import engines
from django.urls import include, path
from django.views.decorators.csrf import csrf_exempt

from liant.kit import clock
from liant.web import gallery_pieces
from liant.web.partial import asked_part
from liant.web.pieces import Tab
from liant.web.shell import RoomLink

PAGES = Path(__file__).parent / "pages"
NOW = datetime(2026, 11, 22, 11, 50, tzinfo=UTC)

ROOMS = [
    ("today", "/today/", "Aujourd’hui", "today", 0),
    ("listening", "/listening/", "Écouter", "ear", 0),
    ("inbox", "/desk/", "Répondre", "reply", 3),
    ("writing", "/writing/", "Écrire", "pen", 0),
    ("sharing", "/sharing/", "Partager", "share", 0),
    ("ties", "/ties/", "Liens", "tie", 0),
    ("deciding", "/deciding/", "Décider", "scale", 0),
    ("ratings", "/ratings/", "Avis", "star", 0),
]
texts: list[str] = []  # what the composer sent
reads: list[str] = []  # each time the live page was read
news: queue.SimpleQueue[str] = queue.SimpleQueue()  # what the stream says next; "cut" ends it


def furnish(request: HttpRequest) -> None:
    request.organisation = SimpleNamespace(
        name="Les Trois Fournils", slug="trois-fournils", kind_label="Boulangerie-café"
    )
    request.member = SimpleNamespace(name="Léa Fontaine", is_active=True, roles=["owner"])
    request.organisations = [
        request.organisation,
        SimpleNamespace(name="Ville de Val-Clair", slug="val-clair", url="/"),
    ]
    request.rooms = [
        RoomLink(key, url, label, icon, request.path == url, waiting) for key, url, label, icon, waiting in ROOMS
    ]


def page(name: str):
    def view(request: HttpRequest) -> HttpResponse:
        furnish(request)
        if request.method == "POST":
            texts.append(request.POST["text"])
        with clock.at(NOW):
            context = {
                "now": NOW,
                "two_days": NOW - timedelta(days=2, hours=1),
                "evening": NOW - timedelta(hours=15),
                "three_hours": NOW - timedelta(hours=3),
                "columns": gallery_pieces.columns(),
                "filters": [
                    Tab("/desk/", "Qui attend", is_current=True),
                    Tab("/desk/", "Toutes"),
                    Tab("/desk/", "À moi"),
                ],
                "ways": [
                    Tab("/desk/", "Répondre en public", is_current=True),
                    Tab("/desk/", "Courriel"),
                    Tab("/desk/", "Note interne", key="n"),
                ],
                "hats": ["cliente depuis 2023"],
                "sent": len(texts),
                "labels": ["Vous", "Ce qu’on écoute", "Par où on vous parle"],
            }
            template = engines["django"].from_string((PAGES / f"{name}.html").read_text())
            return HttpResponse(template.render(context, request))

    return view


def live(request: HttpRequest) -> HttpResponse:
    furnish(request)
    reads.append(request.headers.get("HX-Target", "page"))
    source = '{% load liant %}{% live id="news" topic="inbox" %}<p data-read>{{ reads }}</p>{% endlive %}'
    part = engines["django"].from_string(source).render({"reads": len(reads)}, request)
    if asked_part(request) == "news":
        return HttpResponse(part)
    template = engines["django"].from_string((PAGES / "live.html").read_text())
    return HttpResponse(template.render({"part": part}, request))


def stream(request: HttpRequest) -> HttpResponseBase:
    if request.GET.get("closed") or getattr(stream, "is_cut", False):
        return HttpResponse(status=503)

    def events():
        yield ": hello\n\n"
        while (said := news.get()) != "cut":
            yield f"data: {said}\n\n"

    return StreamingHttpResponse(events(), content_type="text/event-stream")


@csrf_exempt
def part(request: HttpRequest) -> HttpResponse:
    return HttpResponse('<div id="act" data-says="C’est fait."><h2 data-focus>Fait</h2></div>')


def fail(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("A page that fails.")


urlpatterns = [
    path("", include("liant.web.urls")),
    path("today/", page("today")),
    path("desk/", page("desk")),
    path("plain/", page("plain")),
    path("live/", live),
    path("stream/", stream),
    path("part/", part),
    path("fail/", fail),
]
handler400 = "liant.web.views.bad_request"
handler403 = "liant.web.views.forbidden"
handler404 = "liant.web.views.not_found"
handler500 = "liant.web.views.server_error"
