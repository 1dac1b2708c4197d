"""When the public is told that nobody has said yet what became of an event."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings

from events.states import EXPECTED

if TYPE_CHECKING:
    from datetime import date

    from events.models import Event


def is_unreported(event: Event, today: date) -> bool:
    """Whether the outcome of `event` is missing for OUTCOME_GRACE_DAYS by `today`.

    They are counted from its last day: with 7, an event that ended on the 10th is unreported
    from the 17th on. Before that the report may simply not be written yet.
    """
    last = event.period.last
    if last is None or event.status not in EXPECTED:
        return False
    return today > last and today - last >= timedelta(days=settings.OUTCOME_GRACE_DAYS)
