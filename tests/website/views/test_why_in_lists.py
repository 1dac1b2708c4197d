"""A row says why its event moved on every page that lists it, as in the calendar."""

from dataclasses import replace
from datetime import date

import pytest
from django.test import Client

from events.actions.changes import FactChanges
from events.dates import Period
from events.models import Event
from tests.acting import changes
from tests.events.planned import TODAY
from tests.factories import (
    BodyFactory,
    CityFactory,
    CountryFactory,
    EventFactory,
    HostFactory,
    PriorityFactory,
    ThemeFactory,
    announcement,
)
from tests.markup import page_of

pytestmark = pytest.mark.django_db

PAGES = (
    "calendar/",
    "calendar/by-priority/",
    "calendar/by-body/",
    "calendar/by-place/",
    "bodies/youth/",
    "bodies/council/",
    "hosts/ministry/",
    "hosts/government/",
    "priorities/ties/",
    "themes/victory/",
    "countries/russia/",
)
WAS = "event-was"
WAS_JULY = "Was 22 July 2020. Postponed on 1 May because of the pandemic."
SAID = {
    "en": "Was 22 July 2020. New date to be confirmed. Postponed on 1 May because of the pandemic.",
    "ru": "Было: 22 июля 2020 г. Новая дата уточняется. 1 мая отложено из-за пандемии.",
    "zh-hans": "原定2020年7月22日。新日期待定。5月1日因疫情延期。",
}


@pytest.fixture
def postponed(settings) -> Event:
    settings.PORTAL_CLOCK = TODAY
    country = CountryFactory(slug="russia")
    council = BodyFactory(slug="council", published=True)
    event: Event = EventFactory(
        announced=announcement(date(2020, 1, 1)),
        period=Period.on(date(2020, 7, 22)),
        bodies=[BodyFactory(slug="youth", parent=council, published=True)],
        hosts=[HostFactory(slug="ministry", parent=HostFactory(slug="government"))],
        priorities=[PriorityFactory(slug="ties", published=True)],
        cities=[CityFactory(country=country)],
        chair=country,
        published=True,
    )
    ThemeFactory(slug="victory", published=True).events.add(event)
    reason = {
        "en": "The forum was put off because of the pandemic.",
        "ru": "Форум отложен из-за пандемии.",
        "zh-hans": "论坛因疫情推迟。",
    }
    said = replace(announcement(date(2020, 5, 1)), reason=reason)
    changes.postpone(event, said)
    return event


@pytest.mark.usefixtures("postponed")
@pytest.mark.parametrize("code", SAID)
def test_every_list_says_why_an_event_moved(client: Client, code: str):
    shown = {
        address: {line.text for line in page_of(client.get(f"/{code}/{address}")).all("p", cls=WAS)}
        for address in PAGES
    }

    assert shown == {address: {SAID[code]} for address in PAGES}


NOVEMBER = Period.in_month(2020, 11)
HALF = Period.from_parts(date(2020, 7, 1), date(2020, 12, 31), "half_year", {})


@pytest.mark.parametrize(
    ("address", "period", "said"),
    [
        ("2020/07/22/", NOVEMBER, "Postponed on 1 May because of the pandemic."),
        ("2020/11/", NOVEMBER, WAS_JULY),
        ("2020/W46/", NOVEMBER, WAS_JULY),
        ("2020/11/09/", Period.on(date(2020, 11, 10)), WAS_JULY),
        ("2020/", HALF, WAS_JULY),
    ],
)
def test_rows_of_a_time_of_the_calendar_say_why_an_event_moved(
    client: Client, postponed: Event, address: str, period: Period, said: str
):
    """Where it is its row says also what it was; where it was to be its struck one says why alone."""
    changes.reschedule(postponed, announcement(date(2020, 9, 1)), FactChanges(period=period))

    lines = page_of(client.get(f"/en/calendar/{address}")).all("p", cls=WAS)

    assert [line.text for line in lines] == [said]
