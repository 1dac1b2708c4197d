"""Events that moved in every way, and the card of an event."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils import translation

from events.actions.changes import FactChanges
from events.dates import Period
from events.enums import Format
from events.models import Event
from tests.acting import changes
from tests.events.stated import state_of
from tests.factories import CityFactory, EventFactory, announcement
from website.presenters.event_card import Card, cards

MOSCOW = ZoneInfo("Europe/Moscow")
NOW = datetime(2020, 10, 28, 9, tzinfo=MOSCOW)
JULY_22 = Period.on(date(2020, 7, 22), date(2020, 7, 23))
NOVEMBER_10 = Period.on(date(2020, 11, 10))
NOVEMBER = Period.in_month(2020, 11)
LANGUAGES = ("en", "ru", "zh-hans")


def card_of(event: Event, now: datetime = NOW, language: str = "en") -> Card:
    with translation.override(language):
        return cards([state_of(event)], now)[0]


def chelyabinsk() -> dict[str, object]:
    city = CityFactory(name_en="Chelyabinsk", name_ru="Челябинск", name_zh_hans="车里雅宾斯克")
    return {"cities": [city], "format": Format.IN_PERSON}


def rescheduled() -> Event:
    event = EventFactory(announced=announcement(), period=JULY_22)
    changes.reschedule(event, announcement(), FactChanges(NOVEMBER_10))
    return event


def moved_online() -> Event:
    event = EventFactory(announced=announcement(), period=NOVEMBER_10, **chelyabinsk())
    changes.change_format(event, announcement(), FactChanges(format=Format.ONLINE, cities=()))
    return event


def rescheduled_and_moved_online() -> Event:
    event = EventFactory(announced=announcement(), period=JULY_22, **chelyabinsk())
    changes.change_format(event, announcement(), FactChanges(NOVEMBER_10, Format.ONLINE, ()))
    return event


def relocated() -> Event:
    event = EventFactory(announced=announcement(), period=NOVEMBER_10, **chelyabinsk())
    changes.relocate(event, announcement(), FactChanges(cities=(CityFactory().slug,)))
    return event


def postponed() -> Event:
    event = EventFactory(announced=announcement(), period=JULY_22, **chelyabinsk())
    changes.postpone(event, announcement())
    return event


def postponed_to_a_vague_date() -> Event:
    event = EventFactory(announced=announcement(), period=JULY_22)
    changes.postpone(event, announcement(), NOVEMBER)
    return event


def cancelled_after_a_move() -> Event:
    event = rescheduled()
    changes.cancel(event, announcement())
    return event


def held_after_a_move() -> Event:
    event = rescheduled()
    changes.hold(event, announcement())
    return event
