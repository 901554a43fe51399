"""Headers that hold on every answer. Nothing inline, nothing from elsewhere, no frame around us."""

from collections.abc import Callable, Sequence
from typing import Any

from asgiref.sync import iscoroutinefunction, markcoroutinefunction
from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers

POLICY = {
    "default-src": "'self'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "object-src": "'none'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), "
    "microphone=(), payment=(), usb=(), browsing-topics=()",
}


def content_security_policy(form_origins: Sequence[str] = ()) -> str:
    """`form_origins`: a sign-in provider's origin, since browsers follow redirects of forms under form-action."""
    policy = {**POLICY, "form-action": " ".join(["'self'", *form_origins])}
    return "; ".join(f"{name} {value}" for name, value in policy.items())


class SecurityMiddleware:
    """Works under WSGI and ASGI. A view that sets one of these headers itself keeps its own."""

    sync_capable = True
    async_capable = True

    def __init__(self, get_response: Callable[[HttpRequest], Any]):
        self.get_response = get_response
        self.policy = content_security_policy(getattr(settings, "FORM_ACTION_ORIGINS", ()))
        self.is_async = iscoroutinefunction(get_response)
        if self.is_async:
            markcoroutinefunction(self)

    def __call__(self, request: HttpRequest) -> Any:
        if self.is_async:
            return self.answer_later(request)
        return self.guard(self.get_response(request))

    async def answer_later(self, request: HttpRequest) -> HttpResponseBase:
        return self.guard(await self.get_response(request))

    def guard(self, response: HttpResponseBase) -> HttpResponseBase:
        response.headers.setdefault("Content-Security-Policy", self.policy)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if response.headers.get("Content-Type", "").startswith("text/html"):
            patch_vary_headers(response, ["HX-Request"])
        return response
