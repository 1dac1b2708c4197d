"""An event that was announced for days in July 2020, to meet in person."""

from datetime import date

from events.dates import Period
from events.enums import Format
from events.models import Event
from tests.factories import (
    EventFactory,
    announcement,
)

JULY = Period.on(date(2020, 7, 22), date(2020, 7, 23))


def announced(**values) -> Event:
    values = {"period": JULY, "format": Format.IN_PERSON} | values
    return EventFactory(announced=announcement(date(2020, 1, 1)), **values)
