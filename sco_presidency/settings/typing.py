"""For mypy only: without modeltranslation, which hides managers from the checker.

The admin is not loaded at start: its pages need modeltranslation.
"""

from sco_presidency.settings.test import *  # noqa: F403 (settings modules build on each other)
from sco_presidency.settings.test import INSTALLED_APPS

ADMIN = "staff.apps.StaffAdminConfig"
INSTALLED_APPS = [
    "django.contrib.admin.apps.SimpleAdminConfig" if app == ADMIN else app
    for app in INSTALLED_APPS
    if app != "modeltranslation"
]
