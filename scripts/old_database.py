#!/usr/bin/env python3
"""Make a database with the code of an older commit, to prove that an upgrade loses nothing.

    scripts/with_postgres.py .venv/bin/python scripts/old_database.py COMMIT FOLDER

Checks out COMMIT in a place of its own, migrates an empty SQLite and the empty PostgreSQL of DATABASE_URL there,
and runs FOLDER/fill, a program of that commit, on each. Leaves in FOLDER each database as a dump (`sqlite.sql.xz`,
`postgresql.sql.xz`) and what the program printed (`sqlite.json.xz`, `postgresql.json.xz`).
"""

from __future__ import annotations

import lzma
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path
from urllib.parse import unquote, urlsplit

ROOT = Path(__file__).resolve().parent.parent
#: The index of the search follows by itself.
LEFT_OUT = "search_posting"


def main() -> None:
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    commit, folder = sys.argv[1], Path(sys.argv[2]).resolve()
    with tempfile.TemporaryDirectory() as place:
        code = Path(place, "code")
        code.mkdir()
        archive = subprocess.run(
            ["git", "archive", commit], cwd=ROOT, check=True, stdout=subprocess.PIPE
        )
        subprocess.run(["tar", "x", "-C", code], input=archive.stdout, check=True)
        file = Path(place, "portal.sqlite3")
        keep(folder / "sqlite.json.xz", filled(code, folder / "fill", f"sqlite:///{file}"))
        keep(folder / "sqlite.sql.xz", dump_of_sqlite(file))
        url = os.environ["DATABASE_URL"]
        keep(folder / "postgresql.json.xz", filled(code, folder / "fill", url))
        keep(folder / "postgresql.sql.xz", dump_of_postgresql(url))


def filled(code: Path, program: Path, url: str) -> str:
    """Return what `program` printed."""
    environment = {**os.environ, "DATABASE_URL": url, "PYTHONPATH": str(code)}
    environment["DJANGO_SETTINGS_MODULE"] = "sco_presidency.settings.test"
    subprocess.run(
        [sys.executable, "manage.py", "migrate", "-v0"], cwd=code, env=environment, check=True
    )
    return subprocess.run(
        [sys.executable, program],
        cwd=code,
        env=environment,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    ).stdout


def dump_of_sqlite(file: Path) -> str:
    with closing(sqlite3.connect(file)) as database:
        return "\n".join(line for line in database.iterdump() if is_kept(line))


def dump_of_postgresql(url: str) -> str:
    parts = urlsplit(url)
    host = unquote(parts.netloc.rpartition("@")[2])
    pg_dump = shutil.which("pg_dump") or sys.exit("pg_dump is not installed")
    told = subprocess.run(
        [
            pg_dump,
            "--inserts",
            "--no-owner",
            "-h",
            host,
            "-U",
            parts.username or "",
            parts.path[1:],
        ],
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    ).stdout
    # What begins so is for psql.
    return "\n".join(line for line in told.splitlines() if line[:1] != "\\" and is_kept(line))


def is_kept(line: str) -> bool:
    return not line.startswith((f"INSERT INTO public.{LEFT_OUT} ", f'INSERT INTO "{LEFT_OUT}" '))


def keep(file: Path, text: str) -> None:
    file.write_bytes(lzma.compress(text.encode(), preset=9))


if __name__ == "__main__":
    main()
