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

SHORTEST_KEY, FEWEST_LETTERS = 50, 5  # Django's own measure of a weak key (security.W009)

DEBUG = os.environ.get("LOCALLINKS_DEBUG") == "1"
DEMO = os.environ.get("LOCALLINKS_DEMO") == "1"


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
        if not DEBUG and (len(given) < SHORTEST_KEY or len(set(given)) < FEWEST_LETTERS):
            raise ImproperlyConfigured(
                f"LOCALLINKS_SECRET_KEY can be guessed: give at least {SHORTEST_KEY} characters of chance, or leave it "
                "away and one is made. Whoever guesses it can sign in as anybody."
            )
        return given
    kept = VAR / "secret_key"
    if not kept.exists():
        VAR.mkdir(exist_ok=True)
        with os.fdopen(os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as out:
            out.write(secrets.token_urlsafe(50))
    return kept.read_text().strip()


def hosts() -> list[str]:
    """The names this site answers to. A request with another name in it could have links made that lead elsewhere."""
    told = os.environ.get("LOCALLINKS_HOSTS", "127.0.0.1,localhost")
    found = [one.strip() for one in told.split(",") if one.strip()]
    if "*" in found and not DEBUG:
        raise ImproperlyConfigured("LOCALLINKS_HOSTS=* answers to every name: name the hosts, with commas between.")
    return found


def proxies() -> int:
    told = os.environ.get("LOCALLINKS_PROXIES", "0")
    if not told.isdecimal():
        raise ImproperlyConfigured("LOCALLINKS_PROXIES is how many of our own proxies stand in front: 0, 1, 2 ...")
    return int(told)


def https_header() -> tuple[str, str] | None:
    """How a page knows that it was asked for over HTTPS: our proxy says so in a header, or the web server itself ended
    the encryption. Raises ImproperlyConfigured where neither is so: forms would be refused, or cookies travel bare.
    """
    ended_by = os.environ.get("LOCALLINKS_HTTPS_BY") or "proxy"
    if ended_by not in ("proxy", "server"):
        raise ImproperlyConfigured("LOCALLINKS_HTTPS_BY is proxy or server: which of them ends the encryption?")
    if not HTTPS or ended_by == "server":
        return None
    if not PROXIES:
        raise ImproperlyConfigured(
            "LOCALLINKS_HTTPS=1 needs to know who ends the encryption: say how many proxies of yours stand in front "
            "(LOCALLINKS_PROXIES=1), or LOCALLINKS_HTTPS_BY=server where the web server does it itself."
        )
    return ("HTTP_X_FORWARDED_PROTO", "https")


def databases() -> dict[str, dict[str, object]]:
    """Two doors to one database: `default` is the application role, `owner` makes tables and loads in bulk.

    Where pages are served and jobs run there is no `owner` (launch.without_owner).
    """
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
ALLOWED_HOSTS = hosts()
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
    "django.middleware.common.CommonMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "locallinks.config.middleware.BodyMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "locallinks.config.middleware.ViewerMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "locallinks.config.urls"
WSGI_APPLICATION = "locallinks.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "locallinks.foundation.ui.jinja_backend.Templates",
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
        "OPTIONS": {"user_attributes": ["email", "name"]},
    },
]
LOGIN_URL = "/sign-in/"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_CLIENT_IP_CALLABLE = "locallinks.foundation.shared.limits.address_for_axes"  # not our own proxy's
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # or whoever keeps trying keeps the right one out
AXES_LOCKOUT_CALLABLE = "locallinks.foundation.accounts.views.locked_out"
AXES_USERNAME_FORM_FIELD = "username"
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
SESSION_COOKIE_AGE = 60 * 60 * 8
SESSION_COOKIE_HTTPONLY = True
# All of HTTPS follows from three settings (docs/operations/settings.md).
HTTPS = os.environ.get("LOCALLINKS_HTTPS") == "1"
PROXIES = proxies()
SECURE_PROXY_SSL_HEADER = https_header()
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
CSRF_TRUSTED_ORIGINS = [
    f"https://{'*' if one.startswith('.') else ''}{one}" for one in ALLOWED_HOSTS if HTTPS and one != "*"
]
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

LANGUAGE_CODE = "en-gb"  # of Django's own messages; our pages are written in English only
LANGUAGES = [("en-gb", "English")]
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [VAR / "assets"] if (VAR / "assets").exists() else []
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG

# How often people who are not signed in may send a form in ten minutes, by kind: from one address, which a whole ward
# or library may share; and all together, beyond which each address still gets its first few, always (shared/limits.py).
PUBLIC_POSTS_SECONDS = 600
PUBLIC_POSTS: dict[str, dict[str, int]] = {
    "sign_in": {"an_address": 300},
    "form": {"an_address": 300, "together": 6_000, "always": 30},
    "sending": {"an_address": 10, "together": 300, "always": 2},  # the last step of the public form
    "links": {"an_address": 300, "together": 6_000, "always": 30},
}
# How big a file may be, in megabytes, where it is not said by address; and what the rest of its form may take.
FILE_MEGABYTES, FILE_MEGABYTES_AT, FORM_MEGABYTES = 8, {"/places/feeds/new/": 20}, 1.5
# For how many days after a way through has closed, or a death, whoever planned may still read the record. Our number.
FINISH_FILE_DAYS = int(os.environ.get("LOCALLINKS_FINISH_FILE_DAYS", "28"))
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
