"""Being written."""

from django.http import HttpRequest, HttpResponse


def deliveries(request: HttpRequest, **kwargs: int | str) -> HttpResponse:
    return HttpResponse("")


def delivery(request: HttpRequest, **kwargs: int | str) -> HttpResponse:
    return HttpResponse("")


def call_back(request: HttpRequest, **kwargs: int | str) -> HttpResponse:
    return HttpResponse("")


def send_again(request: HttpRequest, **kwargs: int | str) -> HttpResponse:
    return HttpResponse("")


def it_arrived(request: HttpRequest, **kwargs: int | str) -> HttpResponse:
    return HttpResponse("")


def it_did_not(request: HttpRequest, **kwargs: int | str) -> HttpResponse:
    return HttpResponse("")


def hold_back(request: HttpRequest, **kwargs: int | str) -> HttpResponse:
    return HttpResponse("")


def let_go(request: HttpRequest, **kwargs: int | str) -> HttpResponse:
    return HttpResponse("")
