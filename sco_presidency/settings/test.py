"""The suite: the plainest installation, on SQLite or on the PostgreSQL of DATABASE_URL."""

from typing import cast

from sco_presidency.settings.base import *  # noqa: F403 (settings modules build on each other)
from sco_presidency.settings.base import BASE_DIR
from sco_presidency.settings.env import database

SECRET_KEY = "tests"
DEBUG = False
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
(BASE_DIR / "var").mkdir(exist_ok=True)
DATABASE = database(f"sqlite:///{BASE_DIR / 'var' / 'test.sqlite3'}")
if "sqlite" in str(DATABASE["ENGINE"]):
    # A process of the tests asks some thousand different questions; Python's module remembers 128.
    DATABASE["OPTIONS"] = {**cast(dict, DATABASE["OPTIONS"]), "cached_statements": 2000}
DATABASES = {"default": DATABASE}

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
DEFAULT_FROM_EMAIL = "portal@testserver"
AXES_ENABLED = False
# Nothing is ever made there: a programme of the demonstration is none of a test.
PROGRAMME_ROOT = BASE_DIR / "var" / "no-programme"
PORTAL_CLOCK = "off"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
