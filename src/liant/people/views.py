"""Being written."""

from django.http import HttpRequest, HttpResponse


def people(request: HttpRequest, **kwargs: int | str) -> HttpResponse:
    return HttpResponse("")


def own_accounts(request: HttpRequest, **kwargs: int | str) -> HttpResponse:
    return HttpResponse("")


def forget_own(request: HttpRequest, **kwargs: int | str) -> HttpResponse:
    return HttpResponse("")


def person(request: HttpRequest, **kwargs: int | str) -> HttpResponse:
    return HttpResponse("")


def give_name(request: HttpRequest, **kwargs: int | str) -> HttpResponse:
    return HttpResponse("")


def put_hat(request: HttpRequest, **kwargs: int | str) -> HttpResponse:
    return HttpResponse("")


def take_off_hat(request: HttpRequest, **kwargs: int | str) -> HttpResponse:
    return HttpResponse("")
