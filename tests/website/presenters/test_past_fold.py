"""The plan opens at today: the past is folded under one line that counts it."""

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
from website.presenters.agenda import AgendaSection, Gap
from website.presenters.event_card import card
from website.presenters.groups import ghosts
from website.presenters.plan import OpenedPlan, opened_plan

pytestmark = pytest.mark.django_db

NOW = datetime(2020, 10, 28, 9, tzinfo=ZoneInfo("Europe/Moscow"))
TODAY = NOW.date()
YEAR_2020 = Period(date(2020, 1, 1), date(2020, 12, 31), Precision.YEAR)


def opened(*, folds: bool = True) -> OpenedPlan:
    names = PlaceNames.read()
    cards = [card(state, NOW, names) for state in all_states()]
    return opened_plan(cards, ghosts(cards, names, TODAY), TODAY, folds=folds)


def event(title: str, period: Period) -> Event:
    return EventFactory(title_en=title, announced=announcement(), period=period)


def held(title: str, period: Period) -> Event:
    done = event(title, period)
    changes.hold(done, announcement())
    return done


def titles(blocks: tuple[AgendaSection | Gap, ...]) -> list[str]:
    sections = [block for block in blocks if isinstance(block, AgendaSection)]
    return [str(row.card.title) for block in sections for row in (*block.earlier, *block.rows)]


def anchors(blocks: tuple[AgendaSection | Gap, ...]) -> list[str]:
    return [block.anchor for block in blocks if isinstance(block, AgendaSection)]


def test_what_is_over_is_folded_and_the_list_opens_at_today():
    held("June", Period.on(date(2020, 6, 30)))
    held("Yesterday", Period.on(date(2020, 10, 27)))
    event("Since Monday", Period.on(date(2020, 10, 26), TODAY))
    event("Later", Period.on(date(2020, 11, 10)))

    shown = opened()

    assert shown.past is not None
    assert titles(shown.past.blocks) == ["June", "Yesterday"]
    assert titles(shown.agenda.blocks) == ["Since Monday", "Later"]
    assert shown.past.label == "2 past events since June 2020"
    assert shown.past.counts == "2 held"


def test_month_that_goes_on_below_the_fold_keeps_its_anchor_there():
    held("Yesterday", Period.on(date(2020, 10, 27)))
    held("September", Period.on(date(2020, 9, 1)))
    event("Tomorrow", Period.on(date(2020, 10, 29)))

    shown = opened()

    assert anchors(shown.agenda.blocks) == ["today", "this-week"]
    assert [block.aliases for block in shown.agenda.blocks] == [(), ("m202010",)]
    assert shown.past is not None
    assert anchors(shown.past.blocks) == ["m202009", "past-m202010"]
    assert [block.label for block in shown.past.blocks] == ["September 2020", "October 2020, past"]


def test_line_counts_events_by_what_became_of_them_and_the_dates_they_left():
    held("Held", Period.on(date(2020, 9, 1)))
    event("Unreported", Period.on(date(2020, 9, 2)))
    changes.cancel(event("Cancelled", Period.on(date(2020, 9, 3))), announcement())
    moved = event("Moved", Period.on(date(2020, 9, 4)))
    changes.reschedule(moved, announcement(), FactChanges(Period.on(date(2020, 12, 1))))
    changes.postpone(event("Postponed", Period.on(date(2020, 9, 5))), announcement())

    past = opened().past

    assert past is not None
    assert past.label == "3 past events since September 2020"
    assert past.counts == "1 held, 1 cancelled, 1 not yet reported, 2 earlier dates"


def test_vague_event_is_past_once_it_was_held_or_its_time_is_over():
    held("Held in 2020", YEAR_2020)
    event("Some time in 2020", YEAR_2020)
    event("In September", Period.in_month(2020, 9))

    shown = opened()

    assert shown.past is not None
    assert titles(shown.past.blocks) == ["In September", "Held in 2020"]
    assert titles(shown.agenda.blocks) == ["Some time in 2020"]
    assert shown.past.label == "2 past events since September 2020"


def test_what_was_over_earlier_today_stays_below_today():
    this_morning = Period(TODAY, TODAY, Precision.MINUTE, time(7), time(8), zone="Europe/Moscow")
    event("This morning", this_morning)
    event("Tomorrow", Period.on(date(2020, 10, 29)))

    shown = opened()

    assert shown.past is None
    assert titles(shown.agenda.blocks) == ["This morning", "Tomorrow"]


def test_nothing_is_folded_where_nothing_is_to_come():
    held("Yesterday", Period.on(date(2020, 10, 27)))
    event("Undated", Period.undated())

    shown = opened()

    assert (shown.past, shown.is_over) == (None, True)
    assert titles(shown.agenda.blocks) == ["Yesterday"]


def test_empty_list_is_not_over():
    assert (opened().past, opened().is_over) == (None, False)


def test_nothing_is_folded_for_whoever_asked_for_the_past():
    held("Yesterday", Period.on(date(2020, 10, 27)))
    event("Tomorrow", Period.on(date(2020, 10, 29)))

    shown = opened(folds=False)

    assert (shown.past, shown.is_over) == (None, False)
    assert titles(shown.agenda.blocks) == ["Yesterday", "Tomorrow"]


@pytest.mark.parametrize(
    ("language", "label"),
    [
        ("ru", "1 прошедшее мероприятие с сентября 2020 г."),
        ("zh-hans", "2020年9月以来的往期活动：1项"),
    ],
)
def test_line_is_said_in_the_language_of_the_page(language, label):
    held("September", Period.on(date(2020, 9, 1)))
    event("Tomorrow", Period.on(date(2020, 10, 29)))

    with translation.override(language):
        past = opened().past

    assert past is not None
    assert past.label == label


@pytest.mark.parametrize(
    ("language", "label"),
    [("en", "3 earlier dates"), ("ru", "3 прежние даты"), ("zh-hans", "3个原定日期")],
)
def test_fold_of_left_dates_alone_counts_no_events_and_no_empty_months(language, label):
    moved = event("Moved", Period.on(date(2020, 6, 30)))
    for day in (date(2020, 9, 1), date(2020, 11, 10)):
        changes.reschedule(moved, announcement(), FactChanges(Period.on(day)))
    changes.postpone(event("Postponed", Period.on(date(2020, 9, 3))), announcement())
    event("Later", Period.on(date(2020, 11, 11)))

    with translation.override(language):
        past = opened().past

    assert past is not None
    assert (past.label, past.counts) == (label, "")
    assert anchors(past.blocks) == ["m202006", "m202009"]
    assert len(past.blocks) == len(anchors(past.blocks))


def test_fold_calls_no_month_empty_in_which_an_event_ran_that_is_listed_below_it():
    held("June", Period.on(date(2020, 6, 30)))
    held("October", Period.on(date(2020, 10, 1)))
    event("Since August", Period.on(date(2020, 8, 20), date(2020, 11, 3)))

    past = opened().past

    assert past is not None
    assert [block.label for block in past.blocks] == [
        "June 2020",
        "July 2020",
        "October 2020, past",
    ]
