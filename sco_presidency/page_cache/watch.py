"""Whether what was kept still holds: asked of the database at each turn of a second and in its middle, for all threads.

Seconds are those of the clock on the wall. A cache in front (nginx) keeps an answer to the end of such
a second too, so that both begin to ask anew at the same moment: what is written is seen after one
second, not after two. Asked at the turn alone, what was written right after it was seen after a second and the time
that its page takes to make (1,014 ms were measured).
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass, replace

#: Seconds for which an answer of the database is believed, a failure too.
INTERVAL = 0.5


class CannotTellError(Exception):
    """The database does not answer: nobody knows whether what was kept still holds."""


@dataclass(frozen=True)
class Validity:
    """What holds now: the stamp of the rows, and until when no page changes by itself.

    `until` is in seconds since 1970, infinite where the clock stands; `second` the one of them in
    which the database was asked.
    """

    stamp: str
    until: float
    second: int = 0


class Watch:
    """Asks `read_stamp` and `read_until`, and remembers what they said.

    `read_until` is asked only when the stamp is another or its time has come. Both raise
    CannotTellError where the database is gone. `ticks` counts seconds that only go forward, `now`
    those since 1970.
    """

    def __init__(
        self,
        read_stamp: Callable[[], str],
        read_until: Callable[[], float],
        *,
        ticks: Callable[[], float],
        now: Callable[[], float],
    ) -> None:
        self._read_stamp, self._read_until = read_stamp, read_until
        self._ticks, self._now = ticks, now
        self._lock = threading.Lock()
        self._asked, self._second = -INTERVAL, 0
        self._moment: Validity | None = None
        self._failed = False

    def moment(self) -> Validity:
        """Return what holds now, asked in this second. Raises CannotTellError."""
        with self._lock:
            if self._is_over():
                self._ask()
            if self._failed or self._moment is None:
                raise CannotTellError
            return self._moment

    def _is_over(self) -> bool:
        """Whether to ask anew; a clock that was set does not matter, nor one that stands."""
        if self._ticks() - self._asked >= INTERVAL or int(self._now()) != self._second:
            return True
        return bool(self._moment and not self._failed and self._now() >= self._moment.until)

    def _ask(self) -> None:
        self._failed, self._second = True, int(self._now())
        try:
            stamp = self._read_stamp()
            before = self._moment
            if before is None or stamp != before.stamp or not self._is_within(before):
                self._moment = Validity(stamp, self._read_until(), self._second)
            else:
                self._moment = replace(before, second=self._second)
            self._failed = False
        except CannotTellError:
            pass
        finally:
            self._asked = self._ticks()

    def _is_within(self, before: Validity) -> bool:
        """Whether no moment came since, and the clock was not set back before an earlier one."""
        return before.second <= self._now() < before.until
