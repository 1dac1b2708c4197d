"""How a step of a history says the dates that it changed: so that old and new differ in words."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from events.rows.clock_times import place_in_zone
from publishing.languages import current_language

if TYPE_CHECKING:
    from events.dates import Period
    from events.models import Change
    from events.rows.cards import CityNames


def fact_of_dates(change: Change) -> str:
    """Return the name of what `old_and_new` say."""
    periods = (change.old_period, change.new_period)
    timed = any(period is not None and period.clock for period in periods)
    return _("Date and time") if timed else _("Date")


def old_and_new(change: Change, names: CityNames) -> tuple[str, str]:
    """Return the date before and after `change` in words; "" for one that there is none of.

    Both are said in full, clock times and zones with them; a clock time that goes is missed.
    """
    old, new = change.old_period, change.new_period
    before, after = _say(old, change, names), _say(new, change, names)
    if before == after:  # the same words of two times
        before, after = (
            _say(period and replace(period, words={}), change, names) for period in (old, new)
        )
    if old is not None and new is not None and old.clock and new.is_exact and not new.clock:
        after = _("%(date)s, time not known") % {"date": after}
    return before, after


def _say(period: Period | None, change: Change, names: CityNames) -> str:
    if period is None or not period.is_dated:
        return ""
    if period.clock is None:
        return period.say(current_language())
    cities = [*(change.new_cities or ()), *(change.old_cities or ())]
    return period.say(current_language(), place_in_zone(period, cities, change.event, names))
