"""A portal to be measured: the production settings, the whole plan, and files of its own.

In this process (`loaded`), or as what a server of another one calls (`application`).
"""

import os
import sys
from pathlib import Path

import django
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.core.management import call_command
from django.core.wsgi import get_wsgi_application

from scripts.production import PRODUCTION

ROOT = Path(__file__).resolve().parent.parent
#: Where the files are, told to a server in the environment.
DIRECTORY = "MEASURED_DIRECTORY"


def loaded(directory: Path) -> WSGIHandler:
    """Make the database and the static files in `directory`."""
    os.environ.update(PRODUCTION, DATABASE_URL=f"sqlite:///{directory / 'portal.sqlite3'}")
    os.environ[DIRECTORY] = str(directory)
    settings.STATIC_ROOT = directory / "static"
    django.setup()
    say("Making a database with the whole plan ...")
    call_command("migrate", verbosity=0)
    call_command("load_plan", str(ROOT / "data"), stdout=sys.stderr)
    call_command("collectstatic", interactive=False, verbosity=0)
    return get_wsgi_application()


def application() -> WSGIHandler:
    """Return the portal that `loaded` made: a factory for a server's own processes."""
    settings.STATIC_ROOT = Path(os.environ[DIRECTORY]) / "static"
    settings.SECURE_SSL_REDIRECT = False  # no server in front ends TLS
    return get_wsgi_application()


def say(line: str) -> None:
    """Show progress beside a table, which may go to a file."""
    print(line, file=sys.stderr, flush=True)
