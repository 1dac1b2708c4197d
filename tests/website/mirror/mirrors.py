"""Small mirrors: what they hold, how they are made, and what lies in them."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

from django.core.management import call_command

#: What most tests look at; the whole of a portal is made by one.
FEW = (
    "/robots.txt",
    "/en/",
    "/en/events/forum/",
    "/en/events/forum.ics",
    "/en/events/forum-of-cities/",
    "/en/events/summit/",
    "/en/news.atom",
    "/api/v1/events/",
)


def run(folder: Path, *options: str) -> str:
    """Return what the command says last."""
    out = StringIO()
    call_command("mirror", str(folder), *options, stdout=out)
    return out.getvalue().splitlines()[-1]


def names(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
