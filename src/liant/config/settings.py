"""Django's settings. What an operator may change comes from the environment and is listed in docs/settings.md."""

from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from liant.kit import env

PACKAGE = Path(__file__).resolve().parent.parent


def database(url: str) -> dict[str, object]:
    parts = urlsplit(url)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "OPTIONS": dict(parse_qsl(parts.query)),
        "TEST": {"TEMPLATE": "template1"},
    }


IS_OWNER_ROLE = env.text("LIANT_ROLE") == "owner"
DATABASES = {"default": database(env.text("DATABASE_OWNER_URL" if IS_OWNER_ROLE else "DATABASE_URL"))}
if env.boolean("LIANT_POOL"):
    DATABASES["default"]["OPTIONS"]["pool"] = {"min_size": 1, "max_size": env.number("LIANT_POOL_SIZE", 8)}  # type: ignore[index]

DATA = Path(env.text("LIANT_DATA", str(Path.home() / ".local/share/liant")))
SECRET_KEY = env.text("LIANT_SECRET_KEY", "only-for-commands-that-compute-and-for-tests")
BASE_URL = env.text("LIANT_BASE_URL", "http://127.0.0.1:8000").rstrip("/")
DEBUG = env.boolean("LIANT_DEBUG")
HOST = urlsplit(BASE_URL).hostname or "localhost"
ALLOWED_HOSTS = [*env.words("LIANT_HOSTS"), HOST, "127.0.0.1", "localhost"]
CSRF_TRUSTED_ORIGINS = [BASE_URL]
CSRF_FAILURE_VIEW = "liant.web.errors.form_expired"
IS_HTTPS = BASE_URL.startswith("https://")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_HTTPS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.boolean("LIANT_BEHIND_PROXY") else None
SECURE_HSTS_SECONDS = 31_536_000 if IS_HTTPS else 0
DATA_UPLOAD_MAX_MEMORY_SIZE = 5_000_000
API_PER_MINUTE = env.number("LIANT_API_PER_MINUTE", 300)
MEDIA_DAYS = env.number("LIANT_MEDIA_DAYS", 30)
READERSHIP_SECONDS = env.number("LIANT_READERSHIP_SECONDS", 5)
LATE_MINUTES = env.number("LIANT_LATE_MINUTES", 10)
LINKS_PER_MINUTE = env.number("LIANT_LINKS_PER_MINUTE", 6000)

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "django_htmx",
    "procrastinate.contrib.django",
    "liant.web",
    "liant.tenancy",
    "liant.audit",
    "liant.accounts",
    "liant.accounts.hours",
    "liant.accounts.tokens",
    "liant.accounts.staff",
    "liant.accounts.chat",
    "liant.jobs",
    "liant.links",
    "liant.people",
    "liant.people.merging",
    "liant.channels",
    "liant.channels.access",
    "liant.channels.door",
    "liant.ledger",
    "liant.deliveries",
    "liant.deliveries.hooks",
    "liant.listening",
    "liant.listening.capture",
    "liant.inbox",
    "liant.inbox.waiting",
    "liant.inbox.replies",
    "liant.inbox.joining",
    "liant.inbox.lists",
    "liant.inbox.reminders",
    "liant.inbox.automation",
    "liant.inbox.presence",
    "liant.inbox.canary",
    "liant.writing",
    "liant.writing.ideas",
    "liant.writing.editorial",
    "liant.writing.crisis",
    "liant.writing.house_rules",
    "liant.writing.archive",
    "liant.writing.journal",
    "liant.writing.magazine",
    "liant.writing.readership",
    "liant.writing.newsletter",
    "liant.writing.publishing",
    "liant.surveys",
    "liant.community",
    "liant.community.handbook",
    "liant.community.workspaces",
    "liant.advocacy",
    "liant.advocacy.launching",
    "liant.advocacy.animation",
    "liant.bonds",
    "liant.bonds.direction",
    "liant.meetings",
    "liant.meetings.rituals",
    "liant.meetings.experiment",
    "liant.meetings.buddies",
    "liant.advocacy.breath",
    "liant.advocacy.own_accounts",
    "liant.advocacy.poster",
    "liant.advocacy.expertise",
    "liant.advocacy.travel",
    "liant.advocacy.board",
    "liant.writing.calendar",
    "liant.flows",
    "liant.insights",
    "liant.insights.figures",
    "liant.insights.letters",
    "liant.insights.alerts",
    "liant.api",
]

MIDDLEWARE = [
    "liant.web.security.SecurityMiddleware",
    "servestatic.middleware.ServeStaticMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "liant.accounts.middleware.PersonMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

ROOT_URLCONF = "liant.config.urls"
ASGI_APPLICATION = "liant.config.asgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "web" / "templates"],  # before allauth's own
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "liant.web.shell.context",
            ],
        },
    }
]

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_REDIRECT_URL = "/"
LOGIN_URL = "account_login"
ACCOUNT_ADAPTER = "liant.accounts.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # an address is proven by the invitation sent to it
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_RATE_LIMITS = {"login": "30/m/ip", "login_failed": "10/m/ip,5/5m/key"}
ACCOUNT_SESSION_REMEMBER = True
SOCIALACCOUNT_ADAPTER = "liant.accounts.adapters.SocialAccountAdapter"
SOCIALACCOUNT_OPENID_CONNECT_URL_PREFIX = ""
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "oidc",
                "name": env.text("LIANT_OIDC_NAME", "OpenID"),
                "client_id": env.text("LIANT_OIDC_CLIENT_ID"),
                "secret": env.text("LIANT_OIDC_SECRET"),
                "settings": {"server_url": env.text("LIANT_OIDC_SERVER")},
            }
        ]
        if env.text("LIANT_OIDC_SERVER")
        else [],
    }
}
# a browser holds the redirects of a form to the form-action of its page
FORM_ACTION_ORIGINS = [
    "{0.scheme}://{0.netloc}".format(urlsplit(url)) for url in [env.text("LIANT_OIDC_SERVER")] if url
]
MFA_ALLOW_UNVERIFIED_EMAIL = True  # nobody signs up by themselves, and without a mail server no address can be proven
MFA_TOTP_ISSUER = "Liant"
MFA_TOTP_TOLERANCE = 1  # a telephone's clock may be half a minute off
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not IS_HTTPS
MFA_ADAPTER = "liant.accounts.adapters.MfaAdapter"

LANGUAGES = [("fr", "Français"), ("en", "English")]
LANGUAGE_CODE = "fr"
TIME_ZONE = "UTC"
USE_TZ = True
LOCALE_PATHS = [  # before the libraries' own
    str(path) for path in sorted([*PACKAGE.glob("*/locale"), *PACKAGE.glob("*/*/locale")])
]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

STATIC_URL = "/static/"
SERVESTATIC_USE_FINDERS = True
SERVESTATIC_AUTOREFRESH = DEBUG
SERVESTATIC_MAX_AGE = 0 if DEBUG else 3600

EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
if not env.text("LIANT_SMTP_HOST"):
    EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
EMAIL_HOST = env.text("LIANT_SMTP_HOST")
EMAIL_PORT = env.number("LIANT_SMTP_PORT", 587)
EMAIL_HOST_USER = env.text("LIANT_SMTP_USER")
EMAIL_HOST_PASSWORD = env.text("LIANT_SMTP_PASSWORD")
EMAIL_USE_TLS = env.boolean("LIANT_SMTP_STARTTLS", True)
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env.text("LIANT_FROM", f"Liant <liant@{HOST}>")

PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"
PROCRASTINATE_WORKER_DEFAULTS = {
    "update_heartbeat_interval": 2,
    "stalled_worker_timeout": 8,
    "fetch_job_polling_interval": 1,
    "shutdown_graceful_timeout": 5,
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(levelname)s %(name)s: %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": env.text("LIANT_LOG_LEVEL", "WARNING")},
}
