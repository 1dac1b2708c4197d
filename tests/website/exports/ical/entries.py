"""A plan of one event, and its files for calendar programs."""

from datetime import date

from django.utils import translation

from events.dates import Period
from events.models import Event
from tests.events.stated import all_states, state_of
from tests.factories import EventFactory, announcement
from website.exports.ical.calendar import Feed, event_calendar, feed_calendar

JULY = Period.on(date(2020, 7, 22), date(2020, 7, 23))
FEED = Feed(
    "The plan", "All events.", "https://portal.example/plan/", "https://portal.example/a.ics"
)


def link(path: str) -> str:
    return f"https://portal.example{path}"


def file_of(event: Event, language: str = "en") -> bytes:
    with translation.override(language):
        return event_calendar(state_of(event), link)


def feed_of(language: str = "en") -> bytes:
    with translation.override(language):
        return feed_calendar(all_states(), FEED, link)


def confirmed_in_july(**values) -> Event:
    return EventFactory(
        published=True,
        period=JULY,
        announced=announcement(date(2020, 1, 20)),
        confirmed=announcement(date(2020, 2, 1)),
        **values,
    )
