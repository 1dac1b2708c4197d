"""A row says why its event moved on every page that lists it, as in the calendar."""

from dataclasses import replace
from datetime import date

import pytest
from django.test import Client

from events.actions.changes import FactChanges
from events.dates import Period
from events.enums import Format
from events.models import Event
from tests.acting import changes, reinstatement
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


CELLS = {
    "en": "because of the pandemic",
    "ru": "из-за пандемии",
    "zh-hans": "因疫情",
}
#: What a cell says where the event is now.
MOVED = {
    "en": "Postponed because of the pandemic",
    "ru": "Отложено из-за пандемии",
    "zh-hans": "因疫情延期",
}


@pytest.mark.parametrize("code", CELLS)
def test_cells_and_narrow_rows_say_why_in_a_few_words(client: Client, postponed: Event, code: str):
    day = Period.on(date(2020, 11, 10))
    changes.reschedule(postponed, announcement(date(2020, 9, 1)), FactChanges(period=day))

    left, now, week, year = (
        page_of(client.get(f"/{code}/calendar/{address}/"))
        for address in ("2020/07", "2020/11", "2020/W46", "2020")
    )

    ghosts = [*left.all("p", cls="month-event-ghost"), *year.all("li", cls="is-struck")]
    assert [ghost.text.endswith(f" · {CELLS[code]}") for ghost in ghosts] == [True, True]
    entries = [page.one("table").one("p", cls="month-event") for page in (now, week)]
    assert [entry.text.count(MOVED[code]) for entry in entries] == [1, 1]


def test_cell_names_the_cause_alone_where_the_tag_says_what_it_is_of(client: Client, postponed):
    day = Period.on(date(2020, 11, 10))
    reason = {"en": "It goes online because of the floods."}
    said = replace(announcement(date(2020, 9, 1)), reason=reason)
    changes.reschedule(postponed, said, FactChanges(period=day))
    changes.change_format(postponed, said, FactChanges(format=Format.ONLINE, cities=[]))

    entry = page_of(client.get("/en/calendar/2020/11/")).one("table").one("p", cls="month-event")

    assert entry.text.endswith("Moved online because of the floods")
    assert entry.text.count("online") == 1


def test_slot_that_was_left_for_no_known_reason_says_none(client: Client, postponed: Event):
    """A later cause is that of a later move."""
    slots = [Period.on(date(2020, 11, 10)), Period.on(date(2020, 12, 1))]
    for slot in slots:
        changes.reschedule(postponed, announcement(date(2020, 9, 1)), FactChanges(period=slot))

    ghost = page_of(client.get("/en/calendar/2020/11/")).one("p", cls="month-event-ghost")

    assert ghost.text.endswith("Moved to 1 December 2020")


JULY = date(2020, 7, 22)
FLOODS = replace(announcement(date(2020, 6, 1)), reason={"en": "It moves because of the floods."})


def _online(event: Event) -> None:
    changes.change_format(event, FLOODS, FactChanges(format=Format.ONLINE, cities=[]))
    changes.change_format(
        event,
        announcement(date(2020, 6, 2)),
        FactChanges(format=Format.IN_PERSON, cities=[CityFactory(slug="tomsk").slug]),
    )


def _cancelled(event: Event) -> None:
    changes.cancel(event, FLOODS)
    reinstatement.reinstate(event, announcement(date(2020, 6, 2)))


def _moved(event: Event) -> None:
    for day, said in ((date(2020, 12, 1), FLOODS), (JULY, announcement(date(2020, 6, 2)))):
        changes.reschedule(event, said, FactChanges(period=Period.on(day)))


def _relocated(event: Event) -> None:
    first = [city.slug for city in event.cities.all()]
    for cities, said in (
        ([CityFactory(slug="omsk").slug], FLOODS),
        (first, announcement(date(2020, 6, 2))),
    ):
        changes.relocate(event, said, FactChanges(cities=cities))


@pytest.mark.parametrize("undone", [_online, _cancelled, _moved, _relocated])
def test_cell_names_no_cause_of_what_was_taken_back(client: Client, settings, undone):
    settings.PORTAL_CLOCK = "2020-06-15"
    event = EventFactory(
        announced=announcement(date(2020, 1, 1)),
        period=Period.on(JULY),
        cities=[CityFactory(slug="ufa")],
        published=True,
    )
    undone(event)

    entries = page_of(client.get("/en/calendar/2020/07/")).one("table").all("p", cls="month-event")

    assert len(entries) == 1
    assert "floods" not in entries[0].text
