"""An event of the term, and its page."""

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.test import Client

from events.dates import Period
from events.enums import Format
from events.models import Event
from tests.factories import EventFactory, announcement

JULY = Period.on(date(2020, 7, 22), date(2020, 7, 23))
NOVEMBER = Period.on(date(2020, 11, 10))


def page(client: Client, event: Event, language: str = "en") -> HttpResponse:
    return client.get(f"/{language}/events/{event.slug}/")


def summit(**values: Any) -> Event:
    """Announced, published, and planned in person on 10 November 2020, unless told otherwise."""
    values = {"period": NOVEMBER, "format": Format.IN_PERSON, "published": True} | values
    return EventFactory(announced=announcement(date(2019, 6, 14)), **values)
