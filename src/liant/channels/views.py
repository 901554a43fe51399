"""Being written."""

from django.http import HttpRequest, HttpResponse


def channels(request: HttpRequest, **kwargs: int | str) -> HttpResponse:
    return HttpResponse("")


def choose(request: HttpRequest, **kwargs: int | str) -> HttpResponse:
    return HttpResponse("")


def connect(request: HttpRequest, **kwargs: int | str) -> HttpResponse:
    return HttpResponse("")


def channel(request: HttpRequest, **kwargs: int | str) -> HttpResponse:
    return HttpResponse("")


def coverage(request: HttpRequest, **kwargs: int | str) -> HttpResponse:
    return HttpResponse("")


def change(request: HttpRequest, **kwargs: int | str) -> HttpResponse:
    return HttpResponse("")


def pause(request: HttpRequest, **kwargs: int | str) -> HttpResponse:
    return HttpResponse("")


def resume(request: HttpRequest, **kwargs: int | str) -> HttpResponse:
    return HttpResponse("")


def collect_now(request: HttpRequest, **kwargs: int | str) -> HttpResponse:
    return HttpResponse("")
