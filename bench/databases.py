"""Databases for the measurements: in a private PostgreSQL, or SQLite files where it is absent."""

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

from bench.said import loudly
from scripts.with_postgres import PostgresError, private_cluster


class Databases:
    """Makes empty databases by name; knows the server's process, whose work counts."""

    def __init__(self, make: Callable[[str], str], server: int | None, name: str) -> None:
        self.make, self.server, self.name = make, server, name

    def processes(self) -> list[int]:
        return [self.server] if self.server else []


@contextlib.contextmanager
def databases(directory: Path) -> Iterator[Databases]:
    with contextlib.ExitStack() as stack:
        try:
            url = stack.enter_context(private_cluster())
        except PostgresError as error:
            loudly(
                f"PostgreSQL is missing ({error}): SQLite serves instead, its work in the figures"
            )
            yield Databases(lambda name: f"sqlite:///{directory / name}.sqlite3", None, "SQLite")
            return
        home = Path(unquote(urlsplit(url).netloc.partition("@")[2]))
        process = int((home / "data" / "postmaster.pid").read_text().split()[0])

        def make(name: str) -> str:
            import psycopg  # noqa: PLC0415 (not needed on SQLite)

            with psycopg.connect(host=str(home), user="portal", dbname="postgres") as connection:
                connection.autocommit = True
                connection.execute(f"CREATE DATABASE {name}".encode())
            return url.removesuffix("postgres") + name

        yield Databases(make, process, "PostgreSQL")
