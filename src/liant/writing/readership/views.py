"""How often the journal is read, month by month, and each piece of it."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from liant.web.partial import render_page
from liant.writing.pages import the_piece
from liant.writing.readership import pages


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    return render_page(request, "readership/home.html", pages.home_page(request))


@require_GET
def piece(request: HttpRequest, piece_id: int) -> HttpResponse:
    return render_page(request, "readership/piece.html", pages.piece_page(request, the_piece(piece_id)))
