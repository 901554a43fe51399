"""Being written."""

from django.http import HttpRequest, HttpResponse


def log(request: HttpRequest, **kwargs: int | str) -> HttpResponse:
    return HttpResponse("")
