"""What is on beside the days of a page: the next day with events, the next main one, what lies around a week.

Its events have their links on the page of that day, to which each of these leads.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from events.calendar import Week
from events.date_formats import say_day
from events.state import EventState
from places.models import PlaceNames
from website.presenters.event_card import Card, card
from website.presenters.pagination import PagerLink, page_link


@dataclass(frozen=True)
class DayBeside:
    """A day beside those of a page, with the events that begin on it."""

    heading: str
    link: PagerLink
    cards: Sequence[Card]


@dataclass(frozen=True)
class DaysBeside:
    """Finds them among `events`; `query` is the filter of the page."""

    events: Sequence[EventState]
    names: PlaceNames
    now: datetime
    query: str

    def after_day(self, day: date) -> list[DayBeside]:
        """Return the next day behind `day` on which any event begins, and that of the next main one."""
        behind = self._behind(day)
        following = _on_one_day(behind, behind[:1])
        main = next((event for event in behind if event.is_main), None)
        days = [self._day(_("The next day with events"), following)]
        if main is not None and main not in following:
            days.append(self._day(_("The next main event"), [main]))
        return [found for found in days if found]

    def around(self, week: Week) -> list[DayBeside]:
        """Return the last day on which an event began that was over before `week`, and the next one behind it."""
        before = [event for event in self._exact() if _ends(event) < week.first]
        before = sorted(before, key=_begins)
        behind = self._behind(week.last)
        days = [
            self._day(_("Just before"), _on_one_day(before, before[-1:])),
            self._day(_("Just after"), _on_one_day(behind, behind[:1])),
        ]
        return [found for found in days if found]

    def _behind(self, day: date) -> list[EventState]:
        return sorted((event for event in self._exact() if _begins(event) > day), key=_begins)

    def _exact(self) -> Iterable[EventState]:
        return (e for e in self.events if e.period.is_exact and not e.is_cancelled)

    def _day(self, heading: str, events: Sequence[EventState]) -> DayBeside | None:
        if not events:
            return None
        day = _begins(events[0])
        label = capfirst(say_day(day, "full"))
        return DayBeside(
            heading,
            page_link("day", (day.year, day.month, day.day), label, self.query),
            [card(event, self.now, self.names) for event in events],
        )


def _on_one_day(events: Iterable[EventState], chosen: Sequence[EventState]) -> list[EventState]:
    """Return those of `events` that begin with the one that is `chosen`, if there is one."""
    return [event for event in events for first in chosen if _begins(event) == _begins(first)]


def _begins(event: EventState) -> date:
    return event.period.first or date.max


def _ends(event: EventState) -> date:
    return event.period.last or date.max
