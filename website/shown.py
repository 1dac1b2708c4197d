"""What stands in a list, and what was made of it once: its own, and gone when it is."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from events.plan_memory import worded

T = TypeVar("T")


@dataclass(frozen=True, eq=False)
class Shown:
    """A value that a template shows, and that never changes; a changed copy begins with nothing made.

    It is like no other: what is made of it is known by it.
    """

    _made: dict[Hashable, Any] = field(default_factory=dict, init=False, compare=False, repr=False)

    def made(self, key: Hashable, make: Callable[[], T]) -> T:
        """Return what `make` returns, which follows from this value, `key` and the language: made once."""
        full_key = (worded(), key)
        value: T | None = self._made.get(full_key)
        if value is None:
            value = self._made[full_key] = make()
        return value
