"""Two editors at once, each with a connection of their own. For PostgreSQL: SQLite lets one
transaction write at a time, and the tests' database in memory has no second connection."""

import threading
from collections.abc import Callable

from django.db import connection


def at_once(*actions: Callable[[], None]) -> list[Exception]:
    """Run `actions` in threads that start together, and return what they raised."""
    start = threading.Barrier(len(actions))
    raised: list[Exception] = []

    def run(action: Callable[[], None]) -> None:
        start.wait()
        try:
            action()
        except Exception as error:
            raised.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(action,)) for action in actions]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return raised
