from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation

from events.actions.changes import FactChanges
from events.dates import Period
from events.enums import Status
from events.models import Event
from places.models import PlaceNames
from tests.acting import changes
from tests.events.stated import all_states
from tests.factories import EventFactory, announcement
from website.presenters.pagination import Listing, listing

pytestmark = pytest.mark.django_db

NOW = datetime(2020, 10, 28, 9, tzinfo=ZoneInfo("Europe/Moscow"))
TODAY = NOW.date()


def listed(language: str = "en") -> Listing:
    with translation.override(language):
        return listing(all_states(), NOW, PlaceNames.read())


def titles(rows) -> list[str]:
    return [f"({row.card.title})" if row.ghost else str(row.card.title) for row in rows]


def event(title: str, period: Period, **values) -> Event:
    return EventFactory(title_en=title, period=period, **values)


def test_event_of_today_is_coming_and_that_of_yesterday_is_past():
    event("today", Period.on(TODAY))
    event("yesterday", Period.on(date(2020, 10, 27)))

    told = listed()

    assert (titles(told.coming), titles(told.past)) == (["today"], ["yesterday"])


def test_expected_event_without_a_date_is_coming_last():
    event("undated", Period.undated())
    event("dated", Period.on(date(2020, 11, 10)))

    assert titles(listed().coming) == ["dated", "undated"]


@pytest.mark.parametrize("status", [Status.CANCELLED, Status.HELD, Status.UNKNOWN_OUTCOME])
def test_event_of_which_nothing_is_expected_is_past(status):
    event("over", Period.on(date(2020, 11, 10)), status=status)

    told = listed()

    assert (titles(told.coming), titles(told.past)) == ([], ["over"])


def test_slot_that_an_event_left_stands_among_the_past_at_its_old_date():
    moved = event("moved", Period.on(date(2020, 7, 22)), announced=announcement(date(2020, 1, 20)))
    changes.reschedule(
        moved, announcement(date(2020, 5, 27)), FactChanges(period=Period.on(date(2020, 11, 10)))
    )
    event("june", Period.on(date(2020, 6, 1)), status=Status.HELD)
    event("august", Period.on(date(2020, 8, 1)), status=Status.HELD)

    told = listed()

    assert titles(told.coming) == ["moved"]
    assert titles(told.past) == ["june", "(moved)", "august"]
    assert titles(told.newest_first) == ["august", "(moved)", "june"]


def test_counts_tell_what_became_of_the_events():
    event("a", Period.on(date(2020, 6, 1)), status=Status.HELD)
    event("b", Period.on(date(2020, 6, 2)), status=Status.HELD)
    event("c", Period.on(date(2020, 6, 3)), status=Status.CANCELLED)

    assert listed().past_counts == "2 held, 1 cancelled"


def test_unknown_outcomes_are_counted_apart_from_those_that_may_still_be_told():
    event("unknown", Period.on(date(2020, 6, 1)), status=Status.UNKNOWN_OUTCOME)
    event("silent", Period.on(date(2020, 6, 2)))

    assert listed().past_counts == "1 with outcome unknown, 1 not yet reported"


def test_nothing_to_count_is_no_words():
    assert listed().past_counts == ""


def test_year_is_said_of_past_dates_and_of_those_of_another_year():
    event("past", Period.on(date(2019, 11, 1)), status=Status.HELD)
    event("this year", Period.on(date(2020, 11, 10)))
    event("next year", Period.on(date(2021, 9, 20)))

    told = listed()

    assert [row.card.stamp.weekday for row in told.past] == ["2019"]
    assert [row.card.stamp.weekday for row in told.coming] == ["Tue", "2021"]


def test_year_is_said_as_the_language_says_it():
    event("past", Period.on(date(2019, 11, 1)), status=Status.HELD)

    assert [row.card.stamp.weekday for row in listed("zh-hans").past] == ["2019年"]


def test_vague_date_has_its_year_already():
    event("past", Period.in_month(2019, 9), status=Status.HELD)

    (row,) = listed().past

    assert (row.card.stamp.day, row.card.stamp.weekday) == ("September 2019", "")


def test_listing_of_nothing_is_empty():
    assert not listed()
