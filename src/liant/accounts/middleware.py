"""Someone who has signed in reads in their own language and in their own time zone."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation


class PersonMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.user.is_authenticated:
            return self.get_response(request)
        with translation.override(request.user.language), timezone.override(request.user.zone):
            request.LANGUAGE_CODE = request.user.language
            response = self.get_response(request)
        response.headers["Content-Language"] = request.user.language
        return response
