import asyncio

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from liant.web.security import SecurityMiddleware, content_security_policy


@pytest.mark.parametrize("path", ["/today/", "/gallery/", "/nowhere/", "/healthz"])
def test_each_answer_is_guarded(get, path):
    headers = get(path).headers
    policy = headers["Content-Security-Policy"]
    for rule in (
        "default-src 'self'",
        "script-src 'self'",
        "style-src 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    ):
        assert rule in policy
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]


def test_a_page_and_its_parts_are_not_confused(get):
    assert "HX-Request" in get("/today/")["Vary"]


def test_a_view_may_be_stricter():
    def view(request):
        return HttpResponse("x", headers={"Content-Security-Policy": "sandbox"})

    assert SecurityMiddleware(view)(RequestFactory().get("/"))["Content-Security-Policy"] == "sandbox"


def test_streams_are_guarded_too():
    async def view(request):
        return HttpResponse("x", content_type="text/event-stream")

    answer = asyncio.run(SecurityMiddleware(view)(RequestFactory().get("/")))
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "Vary" not in answer


def test_a_sign_in_provider_may_receive_the_form():
    assert "form-action 'self' https://id.example" in content_security_policy(["https://id.example"])


@pytest.mark.parametrize("path", ["/today/", "/desk/", "/plain/", "/gallery/", "/nowhere/"])
def test_nothing_is_inline(get, path):
    html = get(path).content.decode()
    for forbidden in (" style=", "<style", " onclick=", "javascript:", "hx-on"):
        assert forbidden not in html
    for script in html.split("<script")[1:]:
        opening = script.split(">")[0]
        assert ' src="/static/' in opening or ' type="application/json"' in opening  # data, which no browser runs
