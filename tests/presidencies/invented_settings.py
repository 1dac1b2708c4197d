"""An installation of another organisation: two languages, and names of its own."""

import os
from pathlib import Path

from sco_presidency.settings.test import *  # noqa: F403 (what differs stands below)

FOLDER = Path(os.environ["INVENTED_FOLDER"])
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": FOLDER / "portal.sqlite3"}}
MEDIA_ROOT, SHARE_IMAGES_ROOT, PROGRAMME_ROOT = (
    FOLDER / name for name in ("media", "share", "pdf")
)
LANGUAGES = [("en", "English"), ("ru", "Русский")]
TIME_ZONE = "Atlantic/Azores"
CALENDAR_UID_DOMAIN = "lakes-2031"
CALENDAR_UID_YEAR = 2031
CALENDAR_PRODID = "-//League of Lakes//Portal//EN"
PORTAL_CLOCK = "2031-08-01"
