"""Settings of the worker that is killed: the portal's clock stands after the moment of the bundle."""

import os

from sco_presidency.settings.test import *  # noqa: F403 (settings)

PORTAL_CLOCK = "2020-10-29"
MEDIA_ROOT = os.environ["KILLED_MEDIA"]
