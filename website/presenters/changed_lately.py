"""What changed lately in the plan, for the front page: old date and place, new ones, and why."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _, ngettext

from events.date_formats import say_days_of_year
from events.dates import Period
from events.enums import FORMATS
from events.moves import MovingStep, moving_steps
from events.plan_memory import all_states, of_the_plan
from events.state import EventState
from events.timeline import announced_period
from i18n.texts import current_language
from places.models import PlaceNames
from website.presenters.event_card import Card, card
from website.presenters.why_moved import WhyMoved, why_moved

ROWS = 3


@dataclass(frozen=True)
class ChangeRow:
    """One event that moved, in the active language. Places may be empty."""

    card: Card
    day: str
    iso: str
    #: "Today", "7 days ago".
    ago: str
    old_date: str
    old_place: str
    #: "No date yet" where there is none.
    new_date: str
    new_place: str
    why: WhyMoved | None


def changed_lately(now: datetime, names: PlaceNames) -> list[ChangeRow]:
    """Return the events not yet over whose date, place or format changed last by a known day, the newest first."""
    moves = [
        (day, event)
        for day, event in _last_moves()
        if day <= now.date() and (event.is_coming(now) or event.is_postponed)
    ]
    return [_row(event, day, now, names) for day, event in moves[:ROWS]]


@of_the_plan
def _last_moves() -> list[tuple[date, EventState]]:
    """Return the events that moved on a known day with the last such day, the newest first."""
    moves = [
        (max(days), event)
        for event in all_states()
        if (days := [day for one in moving_steps(event.steps) if (day := _day_of(one))])
    ]
    return sorted(moves, key=lambda move: (-move[0].toordinal(), move[1].key))


def _day_of(one: MovingStep) -> date | None:
    announced = announced_period(one.step)
    return announced.first if announced.is_exact else None


def _row(event: EventState, day: date, now: datetime, names: PlaceNames) -> ChangeRow:
    slots = event.left_times
    old = slots[-1] if slots else None
    old_date, old_place = "", names.listed(event.history.left_cities)
    if old is not None:
        old_date = _say(old.period, now.year)
        old_place = FORMATS[old.format].where_in_brief(names.listed(old.cities)) or old_place
    new_place = FORMATS[event.format].where_in_brief(names.listed(event.cities))
    if event.is_postponed and not event.period.is_dated:
        new_place = ""
    return ChangeRow(
        card=card(event, now, names),
        day=_say(Period.on(day), now.year),
        iso=day.isoformat(),
        ago=_say_ago((now.date() - day).days),
        old_date=old_date or _say(event.period, now.year),
        old_place=old_place,
        new_date=_say(event.period, now.year) if event.period.is_dated else _("No date yet"),
        new_place=new_place if new_place != old_place or not old_date else "",
        why=why_moved(event, names),
    )


def _say(period: Period, year: int) -> str:
    """Say days without the year that goes without saying."""
    first, last, language = period.first, period.last, current_language()
    is_plain = period.is_exact and not period.words.get(language)
    if is_plain and first is not None and last is not None and first.year == last.year == year:
        return say_days_of_year(first, last, language)
    return period.say_days(language)


def _say_ago(days: int) -> str:
    if not days:
        return _("Today")
    return ngettext("%(count)d day ago", "%(count)d days ago", days) % {"count": days}
