"""The training desk: as on one's own machine, with a database and files of its own, whatever the environment names."""

from sco_presidency.settings.dev import *  # noqa: F403 (settings modules build on each other)
from sco_presidency.settings.dev import BASE_DIR
from sco_presidency.settings.env import database

FOLDER = BASE_DIR / "var" / "training"
FOLDER.mkdir(parents=True, exist_ok=True)
DATABASES = {"default": database(f"sqlite:///{FOLDER / 'desk.sqlite3'}", "TRAINING_DATABASE_URL")}
MEDIA_ROOT = FOLDER / "media"
SHARE_IMAGES_ROOT = FOLDER / "share"
PROGRAMME_ROOT = FOLDER / "programme"
#: As where the portal runs for the public: what the public sees is changed by two people.
FOUR_EYES = True
#: The tasks say “tomorrow” and “next week”: it is always this day.
PORTAL_CLOCK = "2020-10-28"
