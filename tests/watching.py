"""A test that stands still is ended by a watch, which is set anew once in a while.

To set it for each test and to take it away again took 0.65 ms by the clock each time, with a thread. Workers have it so:
where a person looks for a fault in a test that stands, nothing ends it.
"""

from __future__ import annotations

import faulthandler
import time
from collections.abc import Callable
from typing import Any

#: Seconds for which a watch stays as it was set, so that a test has as many less.
SELDOM = 10


class Watch:
    """Stands for Python's own where pytest sets one for each test."""

    def __init__(
        self, module: Any = faulthandler, now: Callable[[], float] = time.monotonic
    ) -> None:
        self.set, self.now, self.since = module.dump_traceback_later, now, float("-inf")
        module.dump_traceback_later = self.set_seldom
        module.cancel_dump_traceback_later = self.leave

    def set_seldom(self, timeout: float, **options: Any) -> None:
        if self.now() - self.since > SELDOM:
            self.since = self.now()
            self.set(timeout, **options)

    def leave(self) -> None:
        """Leave the watch to the next test."""
