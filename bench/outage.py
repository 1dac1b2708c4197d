"""The database away under load: how many reads fail meanwhile, and after."""

import contextlib
import shutil
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

from bench import cpu, product, servers
from bench.client import Client
from bench.said import loudly, verdict

SEEN = ("/en/", "/en/calendar/", "/en/events/chs-20-summit-2020/", "/api/v1/events/?limit=100")
NEVER_ASKED = ("/ru/", "/zh-hans/calendar/", "/ru/calendar.ics", "/en/calendar/2020/06/")


def run(bench: cpu.Bench) -> None:
    if bench.databases.server is None:
        loudly("outage: only of PostgreSQL")
        return
    seconds = 60 if bench.long else 15
    with servers.granian(product.FACTORY, bench.told()) as (_, port):
        check(port)  # in a process of its own: the next one was never asked
    told = bench.told(DATABASE_SNAPSHOT=str(bench.directory / "snapshot.sqlite3"))
    product.manage(told, "snapshot")
    counts = {}
    with (
        servers.granian(product.FACTORY, told) as (_, port),
        contextlib.closing(Client(port, 30)) as client,
    ):
        for address in SEEN:
            client.get(address, X_Forwarded_Proto="https")
        with away(bench):
            counts["asked before"] = failures(client, SEEN, seconds)
            counts["never asked before"] = failures(client, NEVER_ASKED, 5)
            counts["of a process that was just started"] = failures_of_new_process(told)
        time.sleep(2)
        counts["back"] = failures(client, (*SEEN, *NEVER_ASKED), 2)
    for words, count in counts.items():
        print(f"Database away, {words}: {count['failed']} of {count.total()} reads failed", end="")
        print(f": {verdict(count.total() > 0 and not count['failed'])}", flush=True)
    print()


def failures_of_new_process(told: dict[str, str]) -> Counter[str]:
    with (
        servers.granian(product.FACTORY, told) as (_, port),
        contextlib.closing(Client(port, 30)) as client,
    ):
        return failures(client, (*SEEN, *NEVER_ASKED), 5)


def check(port: int) -> None:
    """Raises RuntimeError for an address that fails with the database there: no outage's doing."""
    client = Client(port, 60)
    for address in (*SEEN, *NEVER_ASKED):
        if (status := client.get(address, X_Forwarded_Proto="https").status) != 200:
            raise RuntimeError(f"{address} answers {status}: no address to measure")
    client.close()


@contextlib.contextmanager
def away(bench: cpu.Bench) -> Iterator[None]:
    """Hide the socket and end every session, as a machine that went away would."""
    import psycopg  # noqa: PLC0415 (not needed on SQLite)

    home = Path(unquote(urlsplit(bench.database).netloc.partition("@")[2]))
    socket, hidden = home / ".s.PGSQL.5432", home / "hidden"
    with psycopg.connect(host=str(home), user="portal", dbname="postgres", autocommit=True) as mine:
        shutil.move(socket, hidden)
        try:
            mine.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE pid <> pg_backend_pid() AND datname IS NOT NULL"
            )
            yield
        finally:
            shutil.move(hidden, socket)


def failures(client: Client, addresses: tuple[str, ...], seconds: float) -> Counter[str]:
    """Read `addresses` in turn; count what failed and what did not."""
    count: Counter[str] = Counter()
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        for address in addresses:
            try:
                status = client.get(address, X_Forwarded_Proto="https").status
            except OSError:
                status = 0
            count["read" if status == 200 else "failed"] += 1
    return count
