"""The term of the Presidency. An app above says which it is: presidencies."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Term:
    """First and last day of the Presidency, both inclusive, and when its organisation was founded."""

    begins: date
    ends: date
    founded: int | None = None

    def is_ahead(self, today: date) -> bool:
        return today < self.begins

    def is_over(self, today: date) -> bool:
        """Whether the last day has passed."""
        return today > self.ends


_sources: list[Callable[[], Term]] = []


def told_by(source: Callable[[], Term]) -> None:
    """Have `term` ask `source`. Called once, when the apps are ready."""
    _sources[:] = [source]


def term() -> Term:
    (source,) = _sources
    return source()
