"""The order of the plan: months, longer times, empty runs, today."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation

from events.actions.changes import FactChanges
from events.dates import Period, Precision
from events.models import Event
from places.models import PlaceNames
from tests.acting import changes
from tests.events.stated import all_states
from tests.factories import EventFactory, announcement
from website.presenters.agenda import Agenda, AgendaSection, agenda, say_today
from website.presenters.event_card import card
from website.presenters.groups import ghosts

pytestmark = pytest.mark.django_db

NOW = datetime(2020, 10, 28, 9, tzinfo=ZoneInfo("Europe/Moscow"))
TODAY = NOW.date()
YEAR_2020 = Period(date(2020, 1, 1), date(2020, 12, 31), Precision.YEAR)


def plan(now: datetime = NOW) -> Agenda:
    names = PlaceNames.read()
    cards = [card(e, now, names) for e in all_states()]
    return agenda(cards, ghosts(cards, names, now.date()), now.date())


def event(title: str, period: Period) -> Event:
    return EventFactory(title_en=title, announced=announcement(), period=period)


def lines(listed: Agenda) -> list[str]:
    """The plan as a reader sees it, one line each."""
    told: list[str] = []
    for block in listed.blocks:
        if not isinstance(block, AgendaSection):
            told += [block.today] if block.today else []
            told.append(f"({block.label})")
            continue
        told.append(f"{block.label}: {block.counts}")
        told += [said(row) for row in block.earlier]
        told += [block.today] if block.today else []
        told += [said(row) for row in block.rows]
    return told


def said(row) -> str:
    title = str(row.card.title)
    return f"- ~{title}~" if row.is_struck else f"- {title}"


def test_an_empty_plan_has_no_block():
    assert plan() == Agenda((), ())


def test_events_stand_in_their_months_and_empty_months_fold_into_one_line():
    event("June", Period.on(date(2020, 6, 30)))
    event("November", Period.on(date(2020, 11, 10)))

    assert lines(plan()) == [
        "June 2020: 1 event",
        "- June",
        "(July – September 2020)",
        "Today, Wednesday, 28 October 2020",
        "(October 2020)",
        "November 2020: 1 event",
        "- November",
    ]


def test_today_stands_before_the_first_event_that_is_not_over():
    event("Over yesterday", Period.on(date(2020, 10, 27)))
    event("Since Monday, until today", Period.on(date(2020, 10, 26), TODAY))
    event("Tomorrow", Period.on(date(2020, 10, 29)))

    assert lines(plan()) == [
        "October 2020: 3 events",
        "- Over yesterday",
        say_today(TODAY),
        "- Since Monday, until today",
        "- Tomorrow",
    ]


def test_today_stands_at_the_end_of_a_month_whose_events_are_over():
    event("Over", Period.on(date(2020, 10, 27)))
    event("Next month", Period.on(date(2020, 11, 10)))

    assert lines(plan())[:3] == ["October 2020: 1 event", "- Over", say_today(TODAY)]


def test_nothing_is_marked_today_when_everything_is_over():
    event("Over", Period.on(date(2020, 10, 27)))
    event("Undated", Period.undated())

    listed = plan()

    assert not listed.has_today
    assert [str(card.title) for card in listed.undated] == ["Undated"]


def test_nothing_is_marked_today_before_the_first_month():
    event("Later", Period.on(date(2020, 12, 1)))

    assert not plan().has_today


def test_live_event_comes_first_after_today():
    event("All day", Period.on(TODAY))
    live = Period(TODAY, TODAY, Precision.MINUTE, time(8), zone="Europe/Moscow")
    event("Live", live)

    assert lines(plan())[1:] == [say_today(TODAY), "- Live", "- All day"]


def test_vague_event_stands_at_the_end_of_its_month():
    event("Vague", Period.in_month(2020, 11))
    event("Last day", Period.on(date(2020, 11, 30)))

    assert lines(plan())[-3:] == ["November 2020: 2 events", "- Last day", "- Vague"]


def test_event_without_a_known_month_stands_behind_its_time_and_not_in_a_month():
    event("Some time in 2020", YEAR_2020)
    event("In the spring", Period(date(2020, 3, 1), date(2020, 5, 31), Precision.PART_OF_YEAR))
    event("December", Period.on(date(2020, 12, 1)))

    listed = plan()

    assert [line for line in lines(listed) if line != say_today(TODAY)] == [
        "(May 2020)",
        "March – May 2020: 1 event",
        "- In the spring",
        "(June – September 2020)",
        "(October 2020)",
        "(November 2020)",
        "December 2020: 1 event",
        "- December",
        "2020: 1 event",
        "- Some time in 2020",
    ]
    assert next(b.month for b in listed.blocks if isinstance(b, AgendaSection)) is None


def test_longer_times_are_said_by_their_bounds_not_in_their_own_words():
    event(
        "Worded",
        Period(
            date(2020, 1, 1), date(2020, 12, 31), Precision.YEAR, words={"en": "2020, as planned"}
        ),
    )

    (section,) = [block for block in plan().blocks if isinstance(block, AgendaSection)]

    assert section.label == "2020"


def test_left_slot_stays_as_a_ghost_and_the_event_stands_on_its_new_date():
    moved = event("Moved", Period.on(date(2020, 10, 7), date(2020, 10, 9)))
    changes.reschedule(moved, announcement(), FactChanges(Period.on(date(2020, 10, 29))))

    assert lines(plan()) == [
        "October 2020: 1 event",
        "- ~Moved~",
        say_today(TODAY),
        "- Moved",
    ]


def test_slot_of_a_postponed_event_is_not_counted_as_moved():
    changes.postpone(event("Put off", Period.on(date(2020, 10, 29))), announcement())

    assert lines(plan()) == ["October 2020: no events, 1 postponed", "- ~Put off~"]


def test_cancelled_event_is_struck_and_counted_apart():
    cancelled = event("Cancelled", Period.on(date(2020, 10, 29)))
    changes.cancel(cancelled, announcement())

    assert lines(plan()) == [
        "October 2020: 1 event (1 cancelled)",
        say_today(TODAY),
        "- ~Cancelled~",
    ]


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", "Today, Wednesday, 28 October 2020"),
        ("ru", "Сегодня, среда, 28 октября 2020 г."),
        ("zh-hans", "今天，2020年10月28日星期三"),
    ],
)
def test_today_is_said_in_the_language_of_the_page(language, expected):
    with translation.override(language):
        assert say_today(TODAY) == expected


def test_heading_says_what_runs_on_from_the_month_before():
    event("Long", Period.on(date(2020, 11, 30), date(2020, 12, 2)))
    event("Longest", Period.on(date(2020, 11, 20), date(2021, 1, 2)))
    event("In December", Period.on(date(2020, 12, 10)))

    assert [line for line in lines(plan()) if ": " in line] == [
        "November 2020: 2 events",
        "December 2020: 1 event, 2 more began earlier",
    ]


def test_month_in_which_an_event_runs_on_is_not_called_empty_even_where_it_is_todays():
    event("Since August", Period.on(date(2020, 8, 20), date(2020, 10, 31)))
    event("December", Period.on(date(2020, 12, 1)))

    assert lines(plan()) == [
        "August 2020: 1 event",
        "- Since August",
        "October 2020: ",
        "Today, Wednesday, 28 October 2020",
        "(November 2020)",
        "December 2020: 1 event",
        "- December",
    ]
