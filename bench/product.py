"""The portal as it is measured: production settings, files of its own, its WSGI callable with all around it."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from django.conf import settings

from scripts.production import PRODUCTION

ROOT = Path(__file__).resolve().parent.parent
DIRECTORY = "BENCH_DIRECTORY"
UNCACHED = {"PAGE_CACHE_BYTES": "0"}
FACTORY = "bench.product:application"

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


def environ(directory: Path, database: str, **more: str) -> dict[str, str]:
    """Return what a process of the portal is told."""
    return {**PRODUCTION, "DATABASE_URL": database, DIRECTORY: str(directory), **more}


def prepare(told: dict[str, str], made_up: int = 0) -> None:
    """Fill an empty database with the whole plan, or with so many made-up events; collect the files."""
    manage(told, "migrate", "--verbosity=0")
    if made_up:
        manage(told, "make_synthetic", str(made_up))
    else:
        manage(told, "load_plan", "data")
    manage(told, "collectstatic", "--no-input", "--verbosity=0")


def manage(told: dict[str, str], *arguments: str) -> None:
    """Raises CalledProcessError."""
    code = "from bench.product import configure; configure(); import sys; from django.core.management import execute_from_command_line as run; run(sys.argv)"
    subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=ROOT,
        env={**os.environ, **told},
        stdout=sys.stderr,
        check=True,
    )


def configure() -> None:
    settings.STATIC_ROOT = Path(os.environ[DIRECTORY]) / "static"


def application() -> Application:
    """Return what granian serves, of the files and the database in the environment."""
    configure()
    from sco_presidency.wsgi import application as portal  # noqa: PLC0415 (it starts Django)

    return portal
