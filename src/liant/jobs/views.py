"""Being written."""

from django.http import HttpRequest, HttpResponse


def troubles(request: HttpRequest, **kwargs: int | str) -> HttpResponse:
    return HttpResponse("")


def start_again(request: HttpRequest, **kwargs: int | str) -> HttpResponse:
    return HttpResponse("")


def give_up(request: HttpRequest, **kwargs: int | str) -> HttpResponse:
    return HttpResponse("")
