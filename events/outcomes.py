"""Whether an event has begun, is over, and since when the public is told that nobody has said yet
what became of it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import timezone

from events.states import EXPECTED

if TYPE_CHECKING:
    from datetime import date, datetime

    from events.dates import Period
    from events.models import Event


def has_begun(period: Period, now: datetime) -> bool:
    """Whether `period` has begun at `now` (aware): by its clock where that is known, else by the
    day in Moscow. What has no date has not."""
    if period.begins is not None:
        return period.begins <= now
    return period.first is not None and period.first <= timezone.localdate(now)


def is_over(period: Period, now: datetime) -> bool:
    """Whether `period` has ended at `now` (aware): by its clock where that is known, else when its
    last day is over in Moscow. What has no date has not."""
    if period.ends is not None:
        return period.ends <= now
    return period.last is not None and period.last < timezone.localdate(now)


def is_unreported(event: Event, today: date) -> bool:
    """Whether the outcome of `event` is missing for OUTCOME_GRACE_DAYS by `today`.

    They are counted from its last day: with 7, an event that ended on the 10th is unreported
    from the 17th on. Before that the report may simply not be written yet.
    """
    last = event.period.last
    if last is None or event.status not in EXPECTED:
        return False
    return today > last and today - last >= timedelta(days=settings.OUTCOME_GRACE_DAYS)
