"""The portal on show: as on one's own machine, with its files in a folder that goes away again."""

from pathlib import Path

from sco_presidency.settings.dev import *  # noqa: F403 (settings modules build on each other)
from sco_presidency.settings.dev import MIDDLEWARE
from sco_presidency.settings.env import env

FOLDER = Path(env.str("SHOWCASE"))
MEDIA_ROOT = FOLDER / "media"
SHARE_IMAGES_ROOT = FOLDER / "share"

ROOT_URLCONF = "scripts.showcase.urls"
MIDDLEWARE = ["scripts.showcase.templates_used.name_templates", *MIDDLEWARE]
