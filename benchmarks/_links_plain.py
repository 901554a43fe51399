"""Redirects as Django has them, without middleware: known beforehand; looked up; looked up and counted in the row. Under the
same web server as Liant, on the same PostgreSQL."""

import os
from urllib.parse import urlsplit

import django
from django.conf import settings
from django.core.asgi import get_asgi_application
from django.db import connection
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import path

parts = urlsplit(os.environ["PLAIN_DATABASE_URL"])
settings.configure(
    ALLOWED_HOSTS=["*"],
    DATABASES={"default": {
        "ENGINE": "django.db.backends.postgresql", "NAME": parts.path.lstrip("/"), "USER": parts.username,
        "PASSWORD": parts.password, "HOST": parts.hostname, "PORT": str(parts.port), "OPTIONS": {"pool": {"min_size": 1, "max_size": 8}},
    }},
    ROOT_URLCONF=__name__,
    SECRET_KEY="of this benchmark alone",
    USE_TZ=True,
)  # fmt: skip
django.setup()

LOOK_UP = "select url from plain_link where code = %s"


def to(url: str) -> HttpResponseRedirect:
    """With its length, so that no server has to send it in parts."""
    return HttpResponseRedirect(url, headers={"Content-Length": "0"})


async def known(_request: HttpRequest, code: str) -> HttpResponseRedirect:
    return to(f"https://fournils.test/{code}")


def looked_up(_request: HttpRequest, code: str) -> HttpResponseRedirect:
    with connection.cursor() as cursor:
        cursor.execute(LOOK_UP, [code])
        return to(cursor.fetchone()[0])


def counted(_request: HttpRequest, code: str) -> HttpResponseRedirect:
    with connection.cursor() as cursor:
        cursor.execute("update plain_link set clicks = clicks + 1 where code = %s returning url", [code])
        return to(cursor.fetchone()[0])


urlpatterns = [
    path("known/<str:code>", known),
    path("looked-up/<str:code>", looked_up),
    path("counted/<str:code>", counted),
]
application = get_asgi_application()
