"""An installation with a fourth language, of the interface and of the content: settings, nothing else."""

from sco_presidency.settings import base
from sco_presidency.settings.test import *  # noqa: F403 (what differs stands below)

DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}}
LANGUAGES = [*base.LANGUAGES, ("kk", "Қазақша")]
MODELTRANSLATION_LANGUAGES = (*base.MODELTRANSLATION_LANGUAGES, "kk")
MODELTRANSLATION_FALLBACK_LANGUAGES = {"default": MODELTRANSLATION_LANGUAGES}


class AsTheModelsSay(dict):
    """Makes the tables from the models, as after `makemigrations` and `migrate`."""

    def __contains__(self, app: object) -> bool:
        return True

    def __getitem__(self, app: str) -> None:
        return None


MIGRATION_MODULES = AsTheModelsSay()
