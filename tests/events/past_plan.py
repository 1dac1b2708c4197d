"""A small plan with a past, for tests of it. The clock stands at 28 October 2020."""

from datetime import date

from events.actions.changes import FactChanges
from events.as_of.plan import KnownEvent
from events.dates import Period
from events.enums import Format
from events.models import Event
from events.plan_memory import states_of
from tests.acting import changes
from tests.factories import CityFactory, EventFactory, announcement
from tests.made_once import made_once

TODAY = "2020-10-28"
YEAR_2020 = Period.from_parts(date(2020, 1, 1), date(2020, 12, 31), "year", {})
JULY = Period.on(date(2020, 7, 22), date(2020, 7, 23))
NOVEMBER = Period.in_month(2020, 11)
NOVEMBER_10 = Period.on(date(2020, 11, 10))


def summit() -> Event:
    """Announced, confirmed for July, postponed in May, moved online in September, dated in October."""
    make_summit()
    return Event.objects.get(slug="summit")


@made_once
def make_summit() -> None:
    there = CityFactory(
        slug="saint-petersburg",
        name_en="Saint Petersburg",
        name_ru="Санкт-Петербург",
        name_zh_hans="圣彼得堡",
    )
    event: Event = EventFactory(
        slug="summit",
        title_en="Summit",
        title_ru="Саммит",
        title_zh_hans="峰会",
        period=YEAR_2020,
        format=Format.IN_PERSON,
        cities=[there],
        announced=announcement(date(2019, 3, 15)),
        published=True,
    )
    changes.confirm(event, announcement(date(2019, 8, 15)), FactChanges(period=JULY))
    changes.postpone(event, announcement(date(2020, 5, 27), reason="The pandemic."))
    online = FactChanges(period=NOVEMBER, format=Format.ONLINE, cities=())
    changes.change_format(event, announcement(date(2020, 9, 9)), online)
    changes.reschedule(event, announcement(date(2020, 10, 21)), FactChanges(period=NOVEMBER_10))


def planned(**values: object) -> Event:
    """Announced on 1 January 2020 for July in one city."""
    values = {"period": JULY, "format": Format.IN_PERSON, "cities": [CityFactory()]} | values
    event: Event = EventFactory(announced=announcement(date(2020, 1, 1)), published=True, **values)
    return event


def known_events() -> list[KnownEvent]:
    events = Event.objects.published().in_plan_order()
    return [KnownEvent.of(event) for event in states_of(events)]
