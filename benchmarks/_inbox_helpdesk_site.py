"""The smallest site that django-helpdesk runs in, read by its own Python: settings and addresses.

`python _inbox_helpdesk_site.py` makes its tables, its queues and staff, and prints a session.
"""

import os
import sys
from urllib.parse import unquote, urlsplit

_url = urlsplit(os.environ["HELPDESK_DATABASE_URL"])
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": _url.path.lstrip("/"),
        "USER": _url.username,
        "PASSWORD": unquote(_url.password or ""),
        "HOST": _url.hostname,
        "PORT": str(_url.port),
        "CONN_MAX_AGE": None,  # as quick as Liant's pool
    }
}
SECRET_KEY = "of a benchmark alone"
ALLOWED_HOSTS = ["127.0.0.1"]
ROOT_URLCONF = __name__ if __name__ != "__main__" else "_inbox_helpdesk_site"
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.sites",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.admin",
    "django.contrib.humanize",
    "helpdesk",
    "rest_framework",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]
LOGGING = {
    "version": 1,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
SITE_ID = 1
STATIC_URL = "/static/"
USE_TZ = True
DEFAULT_AUTO_FIELD = "django.db.models.AutoField"
HELPDESK_TEAMS_MODE_ENABLED = False
LOGIN_URL = "/helpdesk/login/"


def __getattr__(name):  # the addresses are asked for once the apps are ready
    if name != "urlpatterns":
        raise AttributeError(name)
    from django.contrib import admin
    from django.urls import include, path

    return [path("admin/", admin.site.urls), path("helpdesk/", include("helpdesk.urls"))]


def application(environ, start_response):
    """Called by gunicorn."""
    global _served  # noqa: PLW0603 - made at the first request, as the settings are this very module
    if _served is None:
        from django.core.wsgi import get_wsgi_application

        _served = get_wsgi_application()
    return _served(environ, start_response)


_served = None

if __name__ == "__main__":
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    from django.contrib.auth import get_user_model
    from django.test import Client
    from helpdesk.models import Queue

    for number in range(4):
        Queue.objects.create(title=f"Queue {number}", slug=f"queue-{number}")
    for number in range(10):
        get_user_model().objects.create_user(f"colleague{number}", f"colleague{number}@fournils.test", is_staff=True)
    user = get_user_model().objects.create_superuser("alice", "alice@fournils.test", "made up")
    client = Client()
    client.force_login(user)
    sys.stdout.write(client.cookies["sessionid"].value)
