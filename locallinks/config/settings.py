"""Settings. What differs between a laptop and a council comes from the environment (docs/operations/settings.md)."""

import os
import secrets
from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured

from devdb.database import VARIABLE as DATABASE_VARIABLE
from devdb.database import Database
from devdb.run_with_db import start_until_exit

ROOT = Path(__file__).resolve().parents[2]
VAR = ROOT / "var"
TIME_ZONE = "Europe/London"  # the one calendar: of pages, rules and PostgreSQL (shared/clock.py)
WINGS = ("foundation", "local", "personal", "together", "impact")

SECRET_KEY_MIN_LENGTH, SECRET_KEY_MIN_CHARACTERS = 50, 5  # Django's own measure of a weak key (security.W009)
FALSE_STRINGS = ("", "0", "false", "off", "n", "no")

env = environ.Env()


def flag(name: str) -> bool:
    """Return a variable that is on or off, and off when it is not set. Raise ImproperlyConfigured for other values."""
    value = env.str(name, default="").strip().lower()
    if value not in (*env.BOOLEAN_TRUE_STRINGS, *FALSE_STRINGS):
        raise ImproperlyConfigured(f"{name} is 1 or 0, not {value!r}.")
    return env.bool(name, default=False)


def whole_number(name: str, *, default: int, meaning: str) -> int:
    """Return a variable that is 0 or more. Raise ImproperlyConfigured, with its meaning, for any other value."""
    try:
        value = env.int(name, default=default)
    except ValueError:
        value = -1
    if value < 0:
        raise ImproperlyConfigured(f"{name} is {meaning}: 0, 1, 2 ...")
    return value


DEBUG = flag("LOCALLINKS_DEBUG")
DEMO = flag("LOCALLINKS_DEMO")


def rooms() -> list[str]:
    """Return every room that has an `apps.py`, wing by wing: the folders are the list of what is installed."""
    in_wings = [
        f"locallinks.{wing}.{app.parent.name}"
        for wing in WINGS
        for app in sorted((ROOT / "locallinks" / wing).glob("*/apps.py"))
    ]
    others = [name for name in ("front", "demo") if (ROOT / "locallinks" / name / "apps.py").exists()]
    return [*in_wings, *(f"locallinks.{name}" for name in others)]


def secret_key() -> str:
    """Return LOCALLINKS_SECRET_KEY, or where it is not set, a key that is made once and stored in var/.

    Only this account can read that file. Raise ImproperlyConfigured for a key that can be guessed.
    """
    # Not env.str: django-environ takes a value that starts with $ for the name of another variable.
    if key := env.ENVIRON.get("LOCALLINKS_SECRET_KEY"):
        if not DEBUG and (len(key) < SECRET_KEY_MIN_LENGTH or len(set(key)) < SECRET_KEY_MIN_CHARACTERS):
            raise ImproperlyConfigured(
                f"LOCALLINKS_SECRET_KEY can be guessed: give at least {SECRET_KEY_MIN_LENGTH} characters of chance, or "
                "leave it away and one is made. Whoever guesses it can sign in as anybody."
            )
        return key
    file = VAR / "secret_key"
    if not file.exists():
        VAR.mkdir(exist_ok=True)
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as out:
            out.write(secrets.token_urlsafe(50))
    return file.read_text().strip()


def hosts() -> list[str]:
    """Return the host names of this site. With another name in a request, links could lead to another site.

    Raise ImproperlyConfigured for * outside development.
    """
    names = [name.strip() for name in env.list("LOCALLINKS_HOSTS", default=["127.0.0.1", "localhost"]) if name.strip()]
    if "*" in names and not DEBUG:
        raise ImproperlyConfigured("LOCALLINKS_HOSTS=* answers to every name: name the hosts, with commas between.")
    return names


def https_header() -> tuple[str, str] | None:
    """Return the header by which our proxy says that a request came over HTTPS, or None.

    None: the web server itself ends the encryption. Raise ImproperlyConfigured where neither is known, because forms
    would be refused, or cookies sent unencrypted.
    """
    ended_by = env.str("LOCALLINKS_HTTPS_BY", default="") or "proxy"
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
    """Return two connections to one database: `default` is the application's role, `owner` migrates and loads in bulk.

    Where pages are served and jobs run there is no `owner` (devdb.database.without_owner). Raise ImproperlyConfigured
    where no database is running.
    """
    if "PYTEST_VERSION" in os.environ:  # pytest by hand: pytest-django reads the settings before any conftest
        start_until_exit()
    if not os.environ.get(DATABASE_VARIABLE):
        raise ImproperlyConfigured(
            "No database is running for this command: start it with bin/locallinks, bin/demo or bin/test."
        )
    database = Database.from_environment()
    roles = {"default": (database.app_user, database.app_password)}
    if database.owner_user:
        roles["owner"] = (database.owner_user, database.owner_password)
    aliases: dict[str, dict[str, object]] = {
        alias: {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": database.name,
            "HOST": database.host,
            "PORT": database.port,
            "USER": user,
            "PASSWORD": password,
            "OPTIONS": dict(database.options),
            "TIME_ZONE": TIME_ZONE,
        }
        for alias, (user, password) in roles.items()
    }
    # Prepare statements that are run often, once for each connection: with row-level security, planning is most of
    # their cost (docs/adr/0017).
    prepared = {"server_side_binding": True, "prepare_threshold": 2}
    aliases["default"] |= {"CONN_MAX_AGE": 3600, "OPTIONS": {**database.options, **prepared}}
    return aliases


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
    "locallinks.config.middleware.BodySizeMiddleware",
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
AXES_CLIENT_IP_CALLABLE = "locallinks.foundation.shared.rate_limit.client_ip_for_axes"  # not our own proxy's
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # or attempts would lock the account's owner out for ever
AXES_LOCKOUT_CALLABLE = "locallinks.foundation.accounts.views.signing_in.too_many_sign_ins"
AXES_USERNAME_FORM_FIELD = "username"
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
SESSION_COOKIE_AGE = 60 * 60 * 8
SESSION_COOKIE_HTTPONLY = True
# Everything about HTTPS follows from three variables (docs/operations/settings.md).
HTTPS = flag("LOCALLINKS_HTTPS")
PROXIES = whole_number("LOCALLINKS_PROXIES", default=0, meaning="how many of our own proxies stand in front")
SECURE_PROXY_SSL_HEADER = https_header()
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
CSRF_TRUSTED_ORIGINS = [
    f"https://{'*' if host.startswith('.') else ''}{host}" for host in ALLOWED_HOSTS if HTTPS and host != "*"
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

# How many POSTs of people who are not signed in are accepted in ten minutes, by kind: from one IP address, which a
# whole ward or library may share; and in all. Past the total, each address still has its first few accepted
# (shared/rate_limit.py).
PUBLIC_POSTS_SECONDS = 600
PUBLIC_POSTS: dict[str, dict[str, int]] = {
    "sign_in": {"per_address": 300},
    "form": {"per_address": 300, "together": 6_000, "always": 30},
    "sending": {"per_address": 10, "together": 300, "always": 2},  # the last step of the public form
    "links": {"per_address": 300, "together": 6_000, "always": 30},
}
# The largest file in megabytes, exceptions by URL, and the largest size of the rest of its form.
FILE_MEGABYTES, FILE_MEGABYTES_BY_URL, FORM_MEGABYTES = 8, {"/places/feeds/new/": 20}, 1.5
# For how many days after a pathway has closed, or after a death, the network that planned may still read the record.
# The number is our choice; no law sets one.
FINISH_FILE_DAYS = whole_number("LOCALLINKS_FINISH_FILE_DAYS", default=28, meaning="a number of days")
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.TemporaryFileUploadHandler"]
EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
MESSAGE_ADAPTER = "locallinks.foundation.messages.adapters.Console"
# For a kind of message, a check that runs before it is sent: `messages` may not import the rooms above it.
MESSAGE_CHECKS: dict[str, str] = {}
# The query that says which records are in use. A record that is in use is not merged into another (foundation/people).
RECORDS_IN_USE = "locallinks.personal.pathways.queries.people_with_open_pathway"
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"

PGHISTORY_DEFAULT_TRACKERS = None
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "filters": {"links": {"()": "locallinks.config.logs.HideLinkTokens"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain", "filters": ["links"]}},
    "loggers": {
        "locallinks": {"level": "INFO"},
        # On these loggers, which log URLs, so that it also holds for handlers that are added later.
        **{name: {"filters": ["links"]} for name in ("django.request", "django.security.csrf", "django.server")},
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
}
