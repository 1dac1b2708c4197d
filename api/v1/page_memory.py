"""Pages of lists in the memory of a process: read once while the database bears one stamp.

Those that a filter leaves are read each time: their addresses are many, and they are short.
"""

import threading
from collections.abc import Callable, Hashable, Sequence
from typing import Protocol, TypeVar

from publishing import stamp


class Long(Protocol):
    @property
    def items(self) -> Sequence[bytes]:
        """Return the texts of its items."""


Page = TypeVar("Page", bound=Long)

#: Bytes of texts. The 109 events of the plan take some 0.3 MB.
ROOM = 8_000_000


class PageMemory:
    """Pages by what was asked for; all go when anything was written, or there is no room. Safe for threads."""

    def __init__(self, room: int = ROOM) -> None:
        self._room, self._lock = room, threading.Lock()
        self._stamp, self._used = "", 0
        self._pages: dict[Hashable, object] = {}

    def page(self, asked: Hashable, read: Callable[[], Page]) -> Page:
        """Return what `read` returns, which nobody changes."""
        newest = stamp.read() if stamp.is_true_now() else ""  # before the rows
        if not newest:
            return read()
        with self._lock:
            found = self._pages.get(asked) if self._stamp == newest else None
        if found is None:
            found = read()
            self._keep(newest, asked, found)
        return found  # type: ignore[return-value]  # what was kept under `asked` was read by it

    def _keep(self, newest: str, asked: Hashable, page: Long) -> None:
        size = sum(map(len, page.items))
        with self._lock:
            if self._stamp != newest or self._used + size > self._room:
                self._stamp, self._used, self._pages = newest, 0, {}
            if size <= self._room and asked not in self._pages:
                self._pages[asked] = page
                self._used += size
