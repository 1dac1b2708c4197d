"""A month as a table of days."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation

from events.actions.changes import FactChanges
from events.calendar import Month
from events.dates import Period, Precision
from events.models import Event
from places.models import PlaceNames
from tests.acting import changes
from tests.events.stated import all_states
from tests.factories import EventFactory, announcement
from website.presenters.agenda import AgendaRow
from website.presenters.event_card import card
from website.presenters.groups import ghosts
from website.presenters.month_grid import CalendarDay, CalendarTable, month_grid

pytestmark = pytest.mark.django_db

NOW = datetime(2020, 10, 28, 9, tzinfo=ZoneInfo("Europe/Moscow"))
OCTOBER = Month(2020, 10)


def grid(month: Month = OCTOBER) -> CalendarTable:
    names = PlaceNames.read()
    cards = [card(e, NOW, names) for e in all_states()]
    rows = [AgendaRow(card) for card in cards if card.event.period.is_dated]
    rows += [AgendaRow(ghost.card, ghost) for ghost in ghosts(cards, names, NOW.date())]
    return month_grid(month, rows, NOW.date())


def on(title: str, first: date, last: date | None = None) -> Event:
    return EventFactory(title_en=title, announced=announcement(), period=Period.on(first, last))


def cell(day: date, laid_out: CalendarTable) -> CalendarDay:
    (found,) = [cell for week in laid_out.weeks for cell in week if cell.date == day]
    return found


def titles(day: CalendarDay) -> list[str]:
    return [str(entry.row.card.title) for entry in day.entries]


def test_weeks_run_from_monday_and_days_outside_the_month_are_marked():
    laid_out = grid()

    assert [len(week) for week in laid_out.weeks] == [7] * 5
    assert [day.date for day in laid_out.weeks[0] if day.is_outside] == [
        date(2020, 9, 28),
        date(2020, 9, 29),
        date(2020, 9, 30),
    ]
    assert [day.date for week in laid_out.weeks for day in week if day.is_today] == [NOW.date()]


def test_event_stands_on_its_day_only():
    on("One day", date(2020, 10, 13))

    laid_out = grid()

    assert titles(cell(date(2020, 10, 13), laid_out)) == ["One day"]
    assert [day for week in laid_out.weeks for day in week if day.entries] == [
        cell(date(2020, 10, 13), laid_out)
    ]


def test_long_event_counts_its_days_and_is_named_once():
    on("Three days", date(2020, 10, 13), date(2020, 10, 15))

    laid_out = grid()
    entries = [cell(date(2020, 10, day), laid_out).entries[0] for day in (13, 14, 15)]

    assert [(e.day_number, e.days) for e in entries] == [(1, 3), (2, 3), (3, 3)]
    assert [e.is_named for e in entries] == [True, False, False]
    assert [cell(date(2020, 10, day), laid_out).is_continued for day in (13, 14, 15)] == [
        False,
        True,
        True,
    ]
    assert entries[0].dates == "13–15 October"


def test_long_event_is_named_again_on_monday_and_today():
    on("Long", date(2020, 10, 23), date(2020, 10, 30))

    laid_out = grid()
    named = [
        day.date.day for week in laid_out.weeks for day in week for e in day.entries if e.is_named
    ]

    assert named == [23, 26, 28]


def test_event_that_began_in_the_month_before_is_news_on_the_first():
    on("Over the end", date(2020, 9, 29), date(2020, 10, 2))

    laid_out = grid()

    assert not cell(date(2020, 10, 1), laid_out).is_continued
    assert cell(date(2020, 10, 1), laid_out).entries[0].is_named
    assert cell(date(2020, 10, 2), laid_out).is_continued


def test_bar_begins_and_ends_with_the_event_and_crosses_the_days_between():
    on("Three days", date(2020, 10, 13), date(2020, 10, 15))

    laid_out = grid()
    bars = [cell(date(2020, 10, day), laid_out).bars for day in (12, 13, 14, 15)]

    assert bars[0] == ()
    assert [(bar[0].starts, bar[0].ends) for bar in bars[1:]] == [
        (True, False),
        (False, False),
        (False, True),
    ]


def test_bars_that_overlap_keep_their_lanes():
    on("First", date(2020, 10, 12), date(2020, 10, 14))
    on("Second", date(2020, 10, 14), date(2020, 10, 16))
    on("Third", date(2020, 10, 15), date(2020, 10, 16))

    laid_out = grid()
    drawn = {
        day: [bar is not None for bar in cell(date(2020, 10, day), laid_out).bars]
        for day in (12, 14, 15)
    }

    assert drawn == {12: [True], 14: [True, True], 15: [True, True]}
    assert cell(date(2020, 10, 15), laid_out).bars[0].starts


def test_lane_without_a_bar_is_kept_free():
    on("First", date(2020, 10, 12), date(2020, 10, 13))
    on("Second", date(2020, 10, 13), date(2020, 10, 15))

    assert [bar is None for bar in cell(date(2020, 10, 15), grid()).bars] == [True, False]


def test_day_shows_three_entries_and_counts_the_others():
    for number in range(5):
        on(f"Event {number}", date(2020, 10, 30))

    day = cell(date(2020, 10, 30), grid())

    assert titles(day) == ["Event 0", "Event 1", "Event 2"]
    assert [str(entry.row.card.title) for entry in day.rest] == ["Event 3", "Event 4"]


def test_slots_left_give_way_to_what_takes_place():
    moved = on("Moved", date(2020, 10, 13))
    changes.reschedule(moved, announcement(), FactChanges(Period.on(date(2020, 10, 14))))
    on("Stays", date(2020, 10, 13))

    laid_out = grid()
    day = cell(date(2020, 10, 13), laid_out)

    assert titles(day) == ["Stays", "Moved"]
    assert [entry.row.is_struck for entry in day.entries] == [False, True]


def test_bar_of_a_cancelled_event_is_a_ghost():
    changes.cancel(on("Cancelled", date(2020, 10, 13), date(2020, 10, 14)), announcement())

    laid_out = grid()

    assert cell(date(2020, 10, 13), laid_out).bars[0].is_ghost


def test_vague_event_is_listed_below_and_never_on_a_day():
    EventFactory(title_en="In October", period=Period.in_month(2020, 10))
    year = Period(date(2020, 1, 1), date(2020, 12, 31), Precision.YEAR)
    EventFactory(title_en="In 2020", period=year)

    laid_out = grid()

    assert [day for week in laid_out.weeks for day in week if day.entries] == []
    assert [str(row.card.title) for row in laid_out.vague] == ["In October"]
    assert [str(row.card.title) for row in laid_out.longer] == ["In 2020"]


def test_vague_event_of_the_next_month_is_not_listed():
    EventFactory(period=Period.in_month(2020, 11))

    assert (grid().vague, grid().longer) == ((), ())


def test_weekend_columns_are_wide_only_when_something_is_in_them():
    assert not grid().has_weekends

    on("Saturday", date(2020, 10, 31))

    assert grid().has_weekends


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", ("Monday", "Mon")),
        ("ru", ("Понедельник", "Пн")),
        ("zh-hans", ("星期一", "周一")),
    ],
)
def test_days_of_the_week_are_named_in_the_language_of_the_page(language, expected):
    with translation.override(language):
        assert grid().weekdays[0] == expected
