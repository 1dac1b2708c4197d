"""The term of the Presidency, from the settings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.conf import settings

#: The year in which the organisation was founded, by the declaration of 15 June 2001.
FOUNDED = 2001


@dataclass(frozen=True)
class Term:
    """First and last day of the Presidency, both inclusive."""

    begins: date
    ends: date

    def is_ahead(self, today: date) -> bool:
        return today < self.begins

    def is_over(self, today: date) -> bool:
        """Whether the last day has passed."""
        return today > self.ends


def term() -> Term:
    return Term(
        date.fromisoformat(settings.PRESIDENCY_BEGINS), date.fromisoformat(settings.PRESIDENCY_ENDS)
    )
