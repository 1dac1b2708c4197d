"""A clean clone: embedded SQLite, the demonstration clock, no secret worth keeping."""

from sco_presidency.settings.base import *  # noqa: F403 (settings modules build on each other)
from sco_presidency.settings.base import BASE_DIR
from sco_presidency.settings.env import database, env

DEBUG = env.bool("DEBUG", False)
SECRET_KEY = "only-for-a-demonstration-on-your-own-machine-never-for-production"
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", *env.list("ALLOWED_HOSTS", [])]

(BASE_DIR / "var").mkdir(exist_ok=True)
DATABASES = {"default": database(f"sqlite:///{BASE_DIR / 'var' / 'portal.sqlite3'}")}

PUBLIC_ORIGIN = f"http://127.0.0.1:{env.str('PORT', '') or '8000'}"
OTP_WEBAUTHN_ALLOWED_ORIGINS = [PUBLIC_ORIGIN.replace("127.0.0.1", "localhost")]
SECOND_FACTOR_REQUIRED = env.bool("SECOND_FACTOR_REQUIRED", False)
# Mails are printed.
EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
DEFAULT_FROM_EMAIL = "portal@localhost"

PORTAL_CLOCK = env.str("PORTAL_CLOCK", "demo")

# The traceback of a fault is for whoever runs the portal: Django keeps it to itself without DEBUG.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"tokens": {"()": "operations.logs.WithoutTokens"}},
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"django.request": {"filters": ["tokens"]}},
}

WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
