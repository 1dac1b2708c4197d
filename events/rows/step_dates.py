"""How a step of a history says the dates that it changed: so that old and new differ in words."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from events.rows.clock_times import say_date

if TYPE_CHECKING:
    from collections.abc import Iterable

    from events.dates import Period
    from events.timeline import ChangeState
    from places.names import PlaceNames


def fact_of_dates(change: ChangeState) -> str:
    """Return the name of what `old_and_new` say."""
    periods = (change.old_period, change.new_period)
    timed = any(period is not None and period.clock for period in periods)
    return _("Date and time") if timed else _("Date")


def old_and_new(change: ChangeState, here: Iterable[str], names: PlaceNames) -> tuple[str, str]:
    """Return the date before and after `change` in words; "" for one that there is none of.

    Both are said in full, clock times and zones with them; a clock time that goes is missed. `here`
    is where the event meets now: one zone has one name, whatever place the event has left.
    """
    old, new = change.old_period, change.new_period
    cities = (*here, *(change.new_cities or ()), *(change.old_cities or ()))
    before, after = _say(old, cities, names), _say(new, cities, names)
    if before == after:  # the same words of two times
        before, after = (
            _say(period and replace(period, words={}), cities, names) for period in (old, new)
        )
    if old is not None and new is not None and old.clock and new.is_exact and not new.clock:
        after = _("%(date)s, time not known") % {"date": after}
    return before, after


def _say(period: Period | None, cities: Iterable[str], names: PlaceNames) -> str:
    return say_date(period, cities, names) if period is not None and period.is_dated else ""
