"""Settings of the worker that is killed: the portal's clock stands on the day after the moment of the bundle."""

import os

from sco_presidency.settings.test import *  # noqa: F403 (settings)

PORTAL_CLOCK = "2020-10-30"
MEDIA_ROOT = os.environ["KILLED_MEDIA"]
