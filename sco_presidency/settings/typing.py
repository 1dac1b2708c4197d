"""For mypy only: without modeltranslation, which hides managers from the checker."""

from sco_presidency.settings.test import *  # noqa: F403 (settings modules build on each other)
from sco_presidency.settings.test import INSTALLED_APPS

INSTALLED_APPS = [app for app in INSTALLED_APPS if app != "modeltranslation"]
