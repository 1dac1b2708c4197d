"""A test that stands still is ended, though the watch is not set for each."""

from types import SimpleNamespace

from tests.watching import SELDOM, Watch


def test_watch_is_set_once_for_tests_of_a_few_seconds_and_then_anew():
    told, now = [], [0.0]
    python = SimpleNamespace(
        dump_traceback_later=lambda timeout, **options: told.append((timeout, options)),
        cancel_dump_traceback_later=lambda: told.append("taken away"),
    )
    Watch(python, lambda: now[0])

    for seconds in (0, SELDOM / 2, SELDOM, SELDOM * 1.5, SELDOM * 3):
        now[0] = seconds
        python.dump_traceback_later(1200, exit=True)
        python.cancel_dump_traceback_later()

    assert told == [(1200, {"exit": True})] * 3
