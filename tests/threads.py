"""Two editors at once, each with a connection of their own. For PostgreSQL: SQLite lets one
transaction write at a time, and the tests' database in memory has no second connection."""

import threading
from collections.abc import Callable

from django.db import connection

#: Seconds that all of them may take: two that wait for each other fail the test.
LONGEST = 300


def at_once(*actions: Callable[[], None]) -> list[Exception]:
    """Run `actions` in threads that start together, and return what they raised."""
    start = threading.Barrier(len(actions))
    raised: list[Exception] = []

    def run(action: Callable[[], None]) -> None:
        try:
            start.wait(LONGEST)
            action()
        except Exception as error:
            raised.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(action,), daemon=True) for action in actions]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(LONGEST)
    assert not any(thread.is_alive() for thread in threads), f"not done after {LONGEST} s"
    return raised
