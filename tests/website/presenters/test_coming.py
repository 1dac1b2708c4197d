"""What is to come stands under today, this week, next week, what is left of that month, and the months."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation

from events.actions.changes import FactChanges
from events.dates import Period, Precision
from places.models import PlaceNames
from tests.acting import changes
from tests.events.stated import all_states
from tests.factories import EventFactory, announcement
from website.presenters.agenda import Agenda, AgendaSection
from website.presenters.event_card import card
from website.presenters.groups import ghosts
from website.presenters.plan import opened_plan

pytestmark = pytest.mark.django_db

WEDNESDAY = date(2020, 10, 28)
YEAR_2020 = Period(date(2020, 1, 1), date(2020, 12, 31), Precision.YEAR)


def coming(today: date = WEDNESDAY) -> Agenda:
    now = datetime.combine(today, time(9), ZoneInfo("Europe/Moscow"))
    names = PlaceNames.read()
    cards = [card(state, now, names) for state in all_states()]
    return opened_plan(cards, ghosts(cards, names, today), today).agenda


def listed(agenda: Agenda) -> list[str]:
    """What a reader sees, a line for each heading."""
    return [
        f"{block.label} ({_head(block)}): {', '.join(map(_title, block.rows))}"
        if isinstance(block, AgendaSection)
        else f"nothing: {block.label}"
        for block in agenda.blocks
    ]


def _head(block: AgendaSection) -> str:
    return " · ".join(part for part in (block.days, block.counts, block.note) if part)


def _title(row) -> str:
    title = str(row.card.title)
    return f"~{title}~" if row.ghost else title


def event(title: str, first: date, last: date | None = None):
    return planned(title, Period.on(first, last or first))


def planned(title: str, period: Period):
    return EventFactory(title_en=title, announced=announcement(), period=period)


def part_of_month(first: date, last: date) -> Period:
    return Period(first, last, Precision.PART_OF_MONTH)


def test_each_event_stands_once_under_the_first_heading_that_holds_its_day():
    event("Since Monday", date(2020, 10, 26), date(2020, 11, 20))
    event("Today", WEDNESDAY)
    event("Tomorrow", date(2020, 10, 29))
    event("Sunday", date(2020, 11, 1), date(2020, 11, 3))
    event("Monday", date(2020, 11, 2))
    event("Sunday week", date(2020, 11, 8))
    event("Summit", date(2020, 11, 9))
    event("December", date(2020, 12, 4))

    assert listed(coming()) == [
        "Today (Wednesday, 28 October · 2 events): Since Monday, Today",
        "This week (29 October – 1 November · 2 events): Tomorrow, Sunday",
        "Next week (2–8 November · 2 events): Monday, Sunday week",
        "Later in November (1 event): Summit",
        "December 2020 (1 event): December",
    ]


def test_time_without_a_day_stands_in_no_week_that_does_not_hold_it_whole():
    event("Tomorrow", date(2020, 10, 29))
    event("Next week", date(2020, 11, 3))
    event("Summit", date(2020, 11, 10))
    planned("In October", Period.in_month(2020, 10))
    planned("In November", Period.in_month(2020, 11))
    planned("In its first days", part_of_month(date(2020, 11, 2), date(2020, 11, 8)))
    planned("Early in November", part_of_month(date(2020, 11, 1), date(2020, 11, 10)))
    planned("In the autumn", Period(date(2020, 8, 1), date(2020, 11, 30), Precision.PART_OF_YEAR))
    planned("In the year", YEAR_2020)

    assert listed(coming()) == [
        "Today (Wednesday, 28 October · no events): ",
        "This week (29 October – 1 November · 1 event): Tomorrow",
        "October 2020 (1 event · Day not known): In October",
        "Next week (2–8 November · 2 events, 1 without a day): Next week, In its first days",
        "Later in November (3 events, 2 without a day): Summit, Early in November, In November",
        "August – November 2020 (1 event · Month not known): In the autumn",
        "nothing: December 2020",
        "Some time in 2020 (1 event · Month not known): In the year",
    ]


def test_month_of_which_no_day_is_known_is_not_called_later():
    planned("In November", Period.in_month(2020, 11))

    assert listed(coming())[-1] == "November 2020 (1 event · Day not known): In November"


def test_empty_weeks_and_months_are_said_where_something_follows():
    event("January", date(2021, 1, 12))

    assert listed(coming()) == [
        "Today (Wednesday, 28 October · no events): ",
        "nothing: 29 October – 8 November 2020",
        "nothing: December 2020",
        "January 2021 (1 event): January",
    ]
    assert listed(coming(date(2021, 1, 12))) == [
        "Today (Tuesday, 12 January · 1 event): January",
    ]


def test_sunday_has_no_rest_of_its_week():
    event("Monday", date(2020, 11, 2))

    assert listed(coming(date(2020, 11, 1))) == [
        "Today (Sunday, 1 November · no events): ",
        "Next week (2–8 November · 1 event): Monday",
    ]


def test_week_over_the_new_year_leaves_the_rest_of_january():
    event("New year", date(2021, 1, 1))
    event("January", date(2021, 1, 20))

    assert listed(coming(date(2020, 12, 30))) == [
        "Today (Wednesday, 30 December · no events): ",
        "This week (31 December – 3 January · 1 event): New year",
        "nothing: 4–10 January 2021",
        "Later in January (1 event): January",
    ]


def test_month_of_which_nothing_is_listed_before_is_not_called_later():
    event("Summit", date(2020, 11, 10))
    event("October", date(2020, 10, 30))

    assert listed(coming(date(2020, 10, 12)))[1:] == [
        "nothing: 13–25 October 2020",
        "Later in October (1 event): October",
        "November 2020 (1 event): Summit",
    ]
    assert listed(coming())[2:] == [
        "nothing: 2–8 November 2020",
        "November 2020 (1 event): Summit",
    ]


def test_date_that_an_event_left_stands_struck_in_its_week():
    moved = event("Moved", date(2020, 10, 29))
    changes.reschedule(moved, announcement(), FactChanges(Period.on(date(2020, 11, 3))))

    assert listed(coming())[1:] == [
        "This week (29 October – 1 November · no events, 1 moved): ~Moved~",
        "Next week (2–8 November · 1 event): Moved",
    ]


def test_month_keeps_its_anchor_where_its_first_event_stands():
    event("Since September", date(2020, 9, 1), WEDNESDAY)
    event("Sunday", date(2020, 11, 1))
    event("Summit", date(2020, 11, 10))
    event("December", date(2020, 12, 4))

    sections = [
        (block.anchor, block.aliases)
        for block in coming().blocks
        if isinstance(block, AgendaSection)
    ]

    assert sections == [
        ("today", ("m202010",)),
        ("this-week", ("m202011",)),
        ("m202011-rest", ()),
        ("m202012", ()),
    ]


def test_first_event_alone_stands_out():
    event("Next week", date(2020, 11, 3))
    event("December", date(2020, 12, 4))

    assert [block.label for block in coming().blocks if getattr(block, "stands_out", False)] == [
        "Next week"
    ]


@pytest.mark.parametrize(
    ("language", "headings"),
    [
        ("ru", ["Сегодня", "Следующая неделя", "До конца ноября", "В течение 2020 года"]),
        ("zh-hans", ["今天", "下周", "11月晚些时候", "2020年内"]),
    ],
)
def test_headings_are_said_in_the_language_of_the_page(language, headings):
    event("Next week", date(2020, 11, 3))
    event("Summit", date(2020, 11, 10))
    planned("In the year", YEAR_2020)

    with translation.override(language):
        blocks = coming().blocks

    assert [block.label for block in blocks if isinstance(block, AgendaSection)] == headings
