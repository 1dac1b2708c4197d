"""Entries in memory, as many as a number of bytes holds; those that were asked for twice stay longest.

A segmented LRU (Karedy, Love and Wherry, 1994): what comes in is on probation, and is protected from
the second question on. A flood of addresses that nobody asks for again pushes out only each other.
"""

import threading
from collections import OrderedDict
from collections.abc import Hashable
from typing import Generic, Protocol, TypeVar


class Sized(Protocol):
    @property
    def size(self) -> int:
        """Return how many bytes of memory it takes, roughly."""


Entry = TypeVar("Entry", bound=Sized)


class SegmentedStore(Generic[Entry]):
    """Holds at most `capacity` bytes, of them `protected` (a share of 1) for what is asked for again.

    An entry larger than the probation segment is not taken. Safe for threads.
    """

    def __init__(self, capacity: int, protected: float = 0.8) -> None:
        self._room = {True: int(capacity * protected), False: capacity - int(capacity * protected)}
        self._segments: dict[bool, OrderedDict[Hashable, Entry]] = {
            True: OrderedDict(),
            False: OrderedDict(),
        }
        self._used = {True: 0, False: 0}
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return sum(map(len, self._segments.values()))

    @property
    def size(self) -> int:
        """Return the bytes that its entries take."""
        return sum(self._used.values())

    def get(self, key: Hashable) -> Entry | None:
        """Return the entry of `key`, which moves up by that."""
        with self._lock:
            protected = self._segments[True]
            if key in protected:
                protected.move_to_end(key)
                return protected[key]
            entry = self._segments[False].get(key)
            if entry is not None:
                self._take(False, key)
                self._put(True, key, entry)
            return entry

    def put(self, key: Hashable, entry: Entry) -> None:
        """Keep `entry` under `key`, in the place of the one before."""
        with self._lock:
            segment = key in self._segments[True]
            if key in self._segments[segment]:
                self._take(segment, key)
            self._put(segment, key, entry)

    def clear(self) -> None:
        with self._lock:
            for segment in (True, False):
                self._segments[segment].clear()
                self._used[segment] = 0

    def _put(self, segment: bool, key: Hashable, entry: Entry) -> None:
        if entry.size > self._room[segment]:
            return
        self._segments[segment][key] = entry
        self._used[segment] += entry.size
        while self._used[segment] > self._room[segment]:
            oldest = next(iter(self._segments[segment]))
            fallen = self._take(segment, oldest)
            if segment:  # it is on probation again
                self._put(False, oldest, fallen)

    def _take(self, segment: bool, key: Hashable) -> Entry:
        entry = self._segments[segment].pop(key)
        self._used[segment] -= entry.size
        return entry
