"""Settings. What differs between a laptop and a council comes from the environment (docs/operations/settings.md)."""

import json
import os
import secrets
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from locallinks.config import launch
from locallinks.config.postgres import Database, django_settings

ROOT = Path(__file__).resolve().parents[2]
VAR = ROOT / "var"
TIME_ZONE = "Europe/London"  # the one calendar: of pages, rules and PostgreSQL (shared/clock.py)
WINGS = ("foundation", "local", "personal", "together", "impact")

DEBUG = os.environ.get("LOCALLINKS_DEBUG") == "1"
DEMO = os.environ.get("LOCALLINKS_DEMO") == "1"
ALLOWED_HOSTS = os.environ.get("LOCALLINKS_HOSTS", "127.0.0.1,localhost,testserver").split(",")


def rooms() -> list[str]:
    """Every room that has an `apps.py`, wing by wing: the folder tree is the list of what is installed."""
    found = [
        f"locallinks.{wing}.{app.parent.name}"
        for wing in WINGS
        for app in sorted((ROOT / "locallinks" / wing).glob("*/apps.py"))
    ]
    return [
        *found,
        *(f"locallinks.{one}" for one in ("front", "demo") if (ROOT / "locallinks" / one / "apps.py").exists()),
    ]


def secret_key() -> str:
    """From the environment, or made once and kept in var/ with access for this account only."""
    if given := os.environ.get("LOCALLINKS_SECRET_KEY"):
        return given
    kept = VAR / "secret_key"
    if not kept.exists():
        VAR.mkdir(exist_ok=True)
        with os.fdopen(os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as out:
            out.write(secrets.token_urlsafe(50))
    return kept.read_text().strip()


def databases() -> dict[str, dict[str, object]]:
    """Two doors to one database: `default` is the application role, `owner` makes tables and loads in bulk."""
    if "PYTEST_VERSION" in os.environ:  # pytest by hand: pytest-django reads the settings before any conftest
        launch.ensure_in_process()
    told = os.environ.get(launch.VARIABLE)
    if not told:
        raise ImproperlyConfigured(
            "No database is running for this command: start it with bin/locallinks, bin/demo or bin/test."
        )
    found = django_settings(Database(**json.loads(told)))
    found["default"]["CONN_MAX_AGE"] = 3600
    for one in found.values():
        one["TIME_ZONE"] = TIME_ZONE
    # A question asked often is planned once a connection: behind row-level security planning is most of its cost
    # (docs/adr/0017).
    found["default"]["OPTIONS"] |= {"server_side_binding": True, "prepare_threshold": 2}
    return found


SECRET_KEY = secret_key()
DATABASES = databases()
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "pgtrigger",
    "pghistory",
    "procrastinate.contrib.django",
    "csp",
    "axes",
    *rooms(),
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "locallinks.config.middleware.ViewerMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "locallinks.config.urls"
WSGI_APPLICATION = "locallinks.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "locallinks.foundation.ui.backend.Templates",
        "APP_DIRS": True,
        "OPTIONS": {"environment": "locallinks.foundation.ui.jinja.environment"},
    },
    # For the pages Django and its apps make themselves.
    {"BACKEND": "django.template.backends.django.DjangoTemplates", "DIRS": [], "APP_DIRS": False, "OPTIONS": {}},
]

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "name")},
    },
]
LOGIN_URL = "/sign-in/"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_CALLABLE = "locallinks.foundation.accounts.views.locked_out"
AXES_USERNAME_FORM_FIELD = "username"
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
SESSION_COOKIE_AGE = 60 * 60 * 8
SESSION_COOKIE_HTTPONLY = True
SECURE_COOKIES = os.environ.get("LOCALLINKS_HTTPS") == "1"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_COOKIES
CSRF_FAILURE_VIEW = "locallinks.config.views.csrf_failure"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "object-src": ["'none'"],
        "base-uri": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    }
}

LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", "English")]
LOCALE_PATHS = [ROOT / "locallinks" / "locale"]
USE_I18N = True
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [VAR / "assets"] if (VAR / "assets").exists() else []
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG

# How often people who are not signed in may send a form in ten minutes: from one address, which a whole ward or library
# may share, and all together. Behind a proxy of ours, say how many (docs/operations/settings.md).
PUBLIC_POSTS = {"seconds": 600, "an_address": 300, "everybody": 6_000}
PROXIES = int(os.environ.get("LOCALLINKS_PROXIES", "0"))
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.TemporaryFileUploadHandler"]
EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
MESSAGE_ADAPTER = "locallinks.foundation.messages.adapters.Console"
# Asked again when a message is about to go, by its kind: a lower room never imports a higher one, so it is told here.
MESSAGE_CHECKS: dict[str, str] = {}
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"

PGHISTORY_DEFAULT_TRACKERS = None
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "filters": {"links": {"()": "locallinks.config.logs.HideLinks"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain", "filters": ["links"]}},
    "loggers": {
        "locallinks": {"level": "INFO"},
        # Before any handler, whoever adds one: these say which address was refused, or broke.
        **{name: {"filters": ["links"]} for name in ("django.request", "django.security.csrf", "django.server")},
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
}
