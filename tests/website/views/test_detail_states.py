from datetime import date, time

import pytest

from events.actions.changes import FactChanges
from events.date_formats import plain_spaces
from events.dates import Period, Precision
from events.enums import Format, Kind, Level
from tests.acting import changes
from tests.factories import (
    CityFactory,
    DocumentFactory,
    announcement,
)
from tests.pages import attributes, text, texts
from tests.website.event_pages import JULY, NOVEMBER, page, summit

pytestmark = [pytest.mark.django_db, pytest.mark.clock("2020-10-28")]


def test_head_says_when_where_and_what_was_planned(client):
    city = CityFactory(name_en="Saint Petersburg")
    event = summit(title_en="Summit", period=JULY, cities=[city])
    changes.change_format(
        event,
        announcement(date(2020, 9, 9)),
        FactChanges(format=Format.ONLINE, cities=(), period=NOVEMBER),
    )

    response = page(client, event)

    assert text(response, "h1") == "Summit"
    assert text(response, "p", "event-date") == "Tuesday, 10 November 2020, by videoconference"
    assert text(response, "p", "event-head-was") == "Was: 22–23 July 2020, Saint Petersburg"
    assert texts(response, "s") == ["22–23 July 2020, Saint Petersburg"]
    assert texts(response, "li", "tag") == ["Rescheduled", "Moved online"]


def test_place_left_without_a_new_date_is_struck_too(client):
    event = summit(cities=[CityFactory(name_en="Chelyabinsk")])
    changes.relocate(
        event,
        announcement(date(2020, 9, 9)),
        FactChanges(cities=(CityFactory(name_en="Kazan").slug,)),
    )

    response = page(client, event)

    assert text(response, "p", "event-head-was") == "Was: Chelyabinsk"
    assert text(response, "p", "event-date") == "Tuesday, 10 November 2020, Kazan"


def test_place_left_before_the_date_is_struck_too_and_one_sentence_says_why(client):
    chelyabinsk, petersburg = (CityFactory(name_en=name) for name in ("Chelyabinsk", "Petersburg"))
    event = summit(period=JULY, cities=[chelyabinsk])
    changes.relocate(event, announcement(date(2019, 7, 19)), FactChanges(cities=(petersburg.slug,)))
    reason = "Put off because of rain & snow; new dates follow."
    changes.postpone(event, announcement(date(2020, 5, 27), reason=reason))
    online = FactChanges(format=Format.ONLINE, cities=(), period=NOVEMBER)
    changes.change_format(event, announcement(date(2020, 9, 9)), online)

    response = page(client, event)

    assert texts(response, "s") == ["Chelyabinsk", "22–23 July 2020, Petersburg"]
    assert text(response, "p", "event-why") == (
        "First planned for Chelyabinsk; postponed on 27 May because of rain & snow; "
        "date set and moved online on 9 September."
    )


def test_reason_stands_once_where_a_notice_gives_it(client):
    event = summit(period=JULY)
    changes.postpone(event, announcement(date(2020, 5, 27), reason="The hall is let."))

    response = page(client, event)

    assert text(response, "p", "event-why") == "Postponed on 27 May."
    assert response.content.decode().count("The hall is let.") == 2  # the notice, and the step


def test_event_that_did_not_move_says_no_why(client):
    assert texts(page(client, summit()), "p", "event-why") == []


def test_facts_and_the_calendar_come_before_the_history(client):
    html = page(client, summit(summary_en="What it is.")).content.decode()

    marks = ("What it is.", "Add to calendar", 'class="fact-list"', 'id="changes"')
    places = [html.index(mark, html.index("<article>")) for mark in marks]

    assert places == sorted(places)


WAITING = "It will be in the calendar feed once a day is set."


@pytest.mark.parametrize(("day", "count"), [("2020-10-28", 1), ("2020-12-01", 0)])
def test_event_that_is_over_no_longer_waits_for_the_calendar(client, settings, day, count):
    settings.PORTAL_CLOCK = day

    response = page(client, summit(period=Period.in_month(2020, 11)))

    assert response.content.decode().count(WAITING) == count


@pytest.mark.parametrize(
    ("code", "day", "said"),
    [
        ("en", "2020-10-28", "November 2020, day to be confirmed"),
        ("en", "2020-11-30", "November 2020, day to be confirmed"),
        ("en", "2020-12-01", "November 2020 (planned)"),
        ("ru", "2020-12-01", "Ноябрь 2020 г. (план)"),
        ("zh-hans", "2020-12-01", "2020年11月（计划）"),
    ],
)
def test_day_of_a_time_that_is_over_is_confirmed_by_nobody(client, settings, code, day, said):
    settings.PORTAL_CLOCK = day
    event = summit(period=Period.in_month(2020, 11))

    response = client.get(f"/{code}/events/{event.slug}/")

    assert plain_spaces(text(response, "p", "event-date")) == said


def test_vague_date_is_marked_up_no_more_exactly_than_it_is_known(client):
    event = summit(period=Period.in_month(2020, 11))

    response = page(client, event)

    assert text(response, "p", "event-date") == "November 2020, day to be confirmed"
    assert attributes(response, "time", within="event-date") == [{"datetime": "2020-11"}]
    assert texts(response, "li", "tag") == ["To be confirmed"]


def test_date_that_is_not_known_is_to_be_confirmed(client):
    event = summit(period=Period.undated())

    response = page(client, event)

    assert text(response, "p", "event-date") == "Date to be confirmed"
    assert attributes(response, "time", within="event-date") == []


def test_clock_time_is_that_of_the_venue_with_the_moment_for_the_reader(client):
    city = CityFactory(name_en="Beijing", name_ru="Пекин", time_zone="Asia/Shanghai")
    period = Period(
        date(2020, 11, 10),
        date(2020, 11, 10),
        Precision.MINUTE,
        opens=time(14),
        closes=time(15, 30),
        zone="Asia/Shanghai",
    )
    event = summit(period=period, cities=[city])

    response = page(client, event)

    assert text(response, "p", "event-head-time") == "14:00–15:30 Beijing time"
    (moment,) = attributes(response, "time", within="event-head-time")
    assert moment == {
        "datetime": "2020-11-10T14:00+08:00",
        "data-your-time": "your time",
        "data-next-day": "next day",
        "data-day-before": "the day before",
    }
    assert "Пекин" in text(page(client, event, "ru"), "p", "event-head-time")


def test_zone_without_a_city_of_the_event_is_named_by_its_own(client):
    period = Period(
        date(2020, 11, 10), date(2020, 11, 10), Precision.MINUTE, opens=time(9), zone="Europe/Minsk"
    )

    response = page(client, summit(period=period))

    assert text(response, "p", "event-head-time") == "09:00 Minsk time"


def test_cancelled_event_keeps_its_page_with_the_reason(client):
    event = summit(title_en="Summit")
    changes.cancel(event, announcement(date(2020, 10, 1), reason="No quorum."))

    response = page(client, event)

    assert response.status_code == 200
    assert texts(response, "s", within="event-head") == ["Summit"]
    assert texts(response, "li", "tag") == ["Cancelled"]
    assert text(response, "div", "notice").startswith("This event was cancelled. No quorum.")


def test_postponed_event_says_that_no_date_is_known(client):
    event = summit(period=JULY)
    changes.postpone(event, announcement(date(2020, 5, 27), reason="The pandemic."))

    response = page(client, event)

    assert text(response, "div", "notice").startswith(
        "This event was postponed. A new date has not been announced. The pandemic."
    )
    assert texts(response, "li", "tag") == ["Postponed"]


def test_postponed_event_with_a_vague_date_waits_for_the_day(client):
    event = summit(period=JULY)
    changes.postpone(event, announcement(date(2020, 5, 27)), Period.in_month(2020, 12))

    response = page(client, event)

    assert text(response, "div", "notice").startswith(
        "This event was postponed. The new day is to be confirmed."
    )


def test_event_without_a_report_is_not_called_failed(client):
    event = summit(period=JULY)
    changes.close_without_outcome(event)

    response = page(client, event)

    assert text(response, "div", "notice") == (
        "A plan for this event was found, but no report of it. That does not mean that it was not held."
    )
    assert texts(response, "li", "tag") == ["Outcome unknown"]


@pytest.mark.parametrize(
    ("day", "notices", "tags"),
    [
        (date(2020, 10, 28), [], []),
        (date(2020, 10, 27), [], []),
        (date(2020, 10, 22), [], []),
        (
            date(2020, 10, 21),
            ["The day of this event is over. Its outcome has not been reported yet."],
            ["Outcome not yet reported"],
        ),
    ],
)
def test_outcome_is_missed_a_week_after_the_last_day(client, day, notices, tags):
    event = summit(period=Period.on(day))

    response = page(client, event)

    assert texts(response, "div", "notice") == notices
    assert texts(response, "li", "tag") == tags


def test_undated_event_is_put_into_calendars_once_its_day_is_known(client):
    said = "It will be in the calendar feed once a day is set."

    undated = text(page(client, summit(period=Period.undated())), "p", "side-actions")
    dated = text(page(client, summit()), "p", "side-actions")

    assert undated == said
    assert dated == "Add to calendar (.ics)"


def test_postponed_event_waits_in_calendars_on_its_old_day(client):
    event = summit()
    changes.postpone(event, announcement())

    assert text(page(client, event), "p", "side-actions").startswith("Add to calendar (.ics)")


def test_steps_are_headed_as_changes_only_where_something_changed(client):
    held, cancelled, moved = summit(), summit(), summit(period=JULY)
    changes.confirm(held, announcement())
    changes.hold(held, announcement(date(2020, 11, 10)))
    changes.cancel(cancelled, announcement())
    changes.hold(moved, announcement(date(2020, 11, 10)), FactChanges(period=NOVEMBER))

    heads = [text(page(client, event), "h2", within="stack") for event in (held, cancelled, moved)]

    assert heads == ["What has been announced", "What changed, and when", "What changed, and when"]


@pytest.mark.parametrize(
    ("kind", "level", "awaits"),
    [
        (Kind.SUMMIT, Level.HEADS_OF_STATE, True),
        (Kind.SESSION, Level.HEADS_OF_GOVERNMENT, True),
        (Kind.MEETING, Level.MINISTERS, True),
        (Kind.MEETING, Level.EXPERTS, False),
        (Kind.EXERCISE, Level.MINISTERS, False),
    ],
)
def test_meeting_that_decides_says_that_its_documents_are_still_to_come(
    client, kind, level, awaits
):
    event = summit(kind=kind, level=level)

    told = texts(page(client, event), "p", "empty-note", within="event-page-rest")

    waiting = "No documents yet. Those that the meeting adopts will be listed here."
    assert (waiting in told) is awaits


def test_documents_are_not_waited_for_once_there_are_some_or_nothing_will_come(client, settings):
    settings.PORTAL_CLOCK = "2020-10-28"
    today = Period.on(date(2020, 10, 28))
    decided = summit(level=Level.MINISTERS, kind=Kind.MEETING, period=today)
    cancelled = summit(level=Level.MINISTERS, kind=Kind.MEETING)
    DocumentFactory(events=[decided], published=True)
    changes.cancel(cancelled, announcement())
    over = summit(level=Level.MINISTERS, kind=Kind.MEETING, period=Period.on(date(2020, 10, 27)))

    told = [
        "No documents yet." in page(client, event).content.decode()
        for event in (decided, cancelled, over)
    ]

    assert told == [False, False, False]
