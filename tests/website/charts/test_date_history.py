from datetime import date

import pytest
from django.utils import translation

from events.actions.changes import FactChanges
from events.dates import Period
from events.enums import Format
from events.models import Event
from places.models import PlaceNames
from tests.acting import changes
from tests.events.clocks import AT_TEN, AT_TWO
from tests.events.stated import state_of
from tests.factories import CityFactory, EventFactory, announcement
from website.charts.date_history import Journey, journey

pytestmark = pytest.mark.django_db

JULY = Period.on(date(2020, 7, 22), date(2020, 7, 23))
NOVEMBER = Period.on(date(2020, 11, 10))


def journey_of(event: Event, language: str = "en") -> Journey | None:
    with translation.override(language):
        return journey(state_of(event), PlaceNames.read())


def moved(old: Period, new: Period, **values) -> Event:
    event = EventFactory(announced=announcement(date(2020, 1, 20)), period=old, **values)
    changes.reschedule(event, announcement(date(2020, 5, 27)), FactChanges(period=new))
    return event


def test_event_that_never_moved_has_no_journey():
    event = EventFactory(announced=announcement(date(2020, 1, 20)), period=JULY)

    assert journey_of(event) is None


def test_date_said_more_exactly_is_no_journey():
    event = moved(Period.in_month(2020, 7), JULY)

    assert journey_of(event) is None


def test_clock_time_that_moved_alone_is_no_journey():
    assert journey_of(moved(AT_TEN, AT_TWO)) is None


def test_days_with_two_clock_times_are_one_stop():
    event = moved(AT_TEN, AT_TWO)
    changes.reschedule(event, announcement(date(2020, 6, 1)), FactChanges(period=NOVEMBER))

    drawn = journey_of(event)

    assert [stop.date for stop in drawn.drawings[0].stops] == ["24–25 November", "10 November"]


def test_days_lie_on_the_axis_in_proportion():
    event = moved(JULY, NOVEMBER)

    drawn = journey_of(event)

    days = 31 + 31 + 30 + 31 + 30  # July to November
    stops = drawn.drawings[0].stops
    assert [stop.x for stop in stops] == [
        round(22 / days * 100, 2),
        round((31 + 31 + 30 + 31 + 9.5) / days * 100, 2),
    ]
    assert [stop.state for stop in stops] == ["left", "now"]


def test_every_old_date_has_an_arc_to_the_next():
    event = moved(JULY, Period.on(date(2020, 9, 1)))
    changes.reschedule(event, announcement(date(2020, 8, 1)), FactChanges(period=NOVEMBER))

    drawing = journey_of(event).drawings[0]

    assert [stop.state for stop in drawing.stops] == ["left", "left", "now"]
    assert len(drawing.arcs) == 2


def test_vague_date_spans_its_bounds():
    event = moved(Period.in_month(2020, 7), Period.in_month(2020, 8))

    first, second = journey_of(event).drawings[0].stops

    assert (first.is_vague, first.begins, first.ends) == (True, 0.0, 50.0)
    assert (second.is_vague, second.begins, second.ends) == (True, 50.0, 100.0)


def test_missing_new_date_stands_behind_the_axis():
    event = EventFactory(announced=announcement(date(2020, 1, 20)), period=JULY)
    changes.postpone(event, announcement(date(2020, 5, 27)))

    drawn = journey_of(event)

    drawing = drawn.drawings[0]
    last = drawing.stops[-1]
    assert (last.state, last.date) == ("unknown", "No new date yet")
    assert drawn.label == "Dates in order: 22–23 July; no new date yet."
    assert last.x > drawing.axis_end > drawing.stops[0].ends


def test_cancelled_event_keeps_its_last_date_as_cancelled():
    event = moved(JULY, NOVEMBER)
    changes.cancel(event, announcement(date(2020, 10, 1)))

    drawing = journey_of(event).drawings[0]

    assert drawing.stops[-1].state == "cancelled"


def test_place_of_each_date_is_the_one_that_it_had():
    city = CityFactory(name_en="Kazan")
    event = EventFactory(
        announced=announcement(date(2020, 1, 20)),
        period=JULY,
        format=Format.IN_PERSON,
        cities=[city],
    )
    changes.change_format(
        event,
        announcement(date(2020, 9, 9)),
        FactChanges(format=Format.ONLINE, cities=(), period=NOVEMBER),
    )

    drawing = journey_of(event).drawings[0]

    assert [(stop.date, stop.place) for stop in drawing.stops] == [
        ("22–23 July", "Kazan"),
        ("10 November", "Videoconference"),
    ]


def test_date_left_by_a_videoconference_was_one():
    event = moved(JULY, NOVEMBER, format=Format.ONLINE)

    drawing = journey_of(event).drawings[0]

    assert [stop.place for stop in drawing.stops] == ["Videoconference", "Videoconference"]


def test_year_is_said_when_the_dates_cross_years():
    event = moved(NOVEMBER, Period.on(date(2021, 9, 20)))

    drawing = journey_of(event).drawings[0]

    assert [stop.date for stop in drawing.stops] == ["10 November 2020", "20 September 2021"]
    assert [tick.year for tick in drawing.ticks if tick.year] == ["2020", "2021"]


def test_labels_that_would_touch_stand_in_rows():
    event = moved(JULY, Period.on(date(2020, 7, 24)))

    rows = [[stop.date_y for stop in drawing.stops] for drawing in journey_of(event).drawings]

    assert rows != []
    assert all(row == [128, 176] for row in rows)


def test_first_date_tells_where_the_event_was_to_be_before_it():
    chelyabinsk, petersburg = CityFactory(name_en="Chelyabinsk"), CityFactory(name_en="Petersburg")
    event = EventFactory(
        announced=announcement(date(2020, 1, 20)), period=JULY, cities=[chelyabinsk]
    )
    changes.relocate(event, announcement(date(2020, 2, 1)), FactChanges(cities=(petersburg.slug,)))
    before = journey_of(event)
    changes.reschedule(event, announcement(date(2020, 5, 27)), FactChanges(period=NOVEMBER))

    drawn = journey_of(event)

    assert before is None
    assert [stop.first_place for stop in drawn.drawings[0].stops] == ["at first Chelyabinsk", ""]
    assert drawn.label == (
        "Dates in order: 22–23 July, Petersburg, at first Chelyabinsk; 10 November, Petersburg."
    )
    assert drawn.drawings[0].height == journey_of(moved(JULY, NOVEMBER)).drawings[0].height + 19


def test_place_that_changed_with_the_date_is_that_of_its_date_alone():
    chelyabinsk, petersburg = CityFactory(name_en="Chelyabinsk"), CityFactory(name_en="Petersburg")
    event = EventFactory(
        announced=announcement(date(2020, 1, 20)), period=JULY, cities=[chelyabinsk]
    )
    changes.reschedule(
        event,
        announcement(date(2020, 5, 27)),
        FactChanges(period=NOVEMBER, cities=(petersburg.slug,)),
    )

    assert [stop.first_place for stop in journey_of(event).drawings[0].stops] == ["", ""]


def test_phones_get_a_layout_of_their_own_where_they_need_one():
    event = moved(JULY, Period.on(date(2020, 9, 1)))
    changes.reschedule(event, announcement(date(2020, 8, 1)), FactChanges(period=NOVEMBER))

    narrow, wide = journey_of(event, "ru").drawings

    assert (narrow.width, wide.width) == ("narrow", "wide")
    assert narrow.height > wide.height


def test_journey_is_told_in_words_too():
    event = moved(JULY, NOVEMBER, cities=[CityFactory(name_en="Kazan")])

    assert journey_of(event).label == "Dates in order: 22–23 July, Kazan; 10 November, Kazan."


def test_dates_are_said_in_the_language_of_the_reader():
    event = moved(JULY, NOVEMBER)

    drawing = journey_of(event, "zh-hans").drawings[0]

    assert [stop.date for stop in drawing.stops] == ["7月22日至23日", "11月10日"]
    assert drawing.ticks[0].label == "7月"
