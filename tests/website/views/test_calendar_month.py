"""The plan of a month."""

from datetime import date, time

import pytest
from django.test import Client

from events.actions.changes import FactChanges
from events.dates import Period, Precision
from events.enums import Format, Kind, Level
from tests.acting import changes
from tests.events.planned import OCTOBER_29, TODAY, YEAR_2020, event, page, pager
from tests.factories import CityFactory, EventFactory, announcement
from tests.markup import Element, page_of

pytestmark = [pytest.mark.django_db, pytest.mark.clock(TODAY)]


def cell(shown: Element, day: str) -> Element:
    (found,) = [
        cell
        for cell in shown.one("table").all("td")
        if cell.one("p", cls="month-day").one("time")["datetime"] == day
    ]
    return found


def test_month_is_a_table_with_named_days_and_a_caption(client: Client):
    event("Forum")

    shown = page(client, "2020/10/")

    table = shown.one("table")
    assert table.one("caption").text == (
        "October 2020. Dates are local to the venue. Weeks start on Monday."
    )
    heads = table.all("th", scope="col")
    assert [head.one("span", cls="weekday-full").text for head in heads][:2] == [
        "Monday",
        "Tuesday",
    ]
    assert shown.one("h1").text == "October 2020"


def test_event_is_linked_in_the_cell_of_its_day(client: Client):
    forum = event("Forum", format=Format.ONLINE)
    EventFactory(title_en="Draft", period=OCTOBER_29)

    entry = cell(page(client, "2020/10/"), "2020-10-29").one("p", cls="month-event")

    assert entry.one("a")["href"] == f"/en/events/{forum.slug}/"
    assert entry.text == "Forum, 29 October planned · Videoconference"


def test_one_line_says_for_all_that_no_day_is_confirmed(client: Client):
    event("Forum")
    event("Meeting", Period.on(date(2020, 10, 30)))

    said = "No upcoming date is confirmed yet."
    shown = page(client, "2020/10/").one("table")
    assert said in shown.one("caption").text
    assert "planned" not in cell(shown, "2020-10-30").text

    event("Summit", Period.on(date(2020, 10, 31)), confirmed=announcement())
    shown = page(client, "2020/10/").one("table")
    assert said not in shown.one("caption").text
    assert "planned" in cell(shown, "2020-10-29").text


def test_clock_time_is_that_of_the_place_with_its_city(client: Client):
    beijing = CityFactory(name_en="Beijing", time_zone="Asia/Shanghai")
    day = date(2020, 10, 29)
    period = Period(day, day, Precision.MINUTE, opens=time(14), zone="Asia/Shanghai")
    event("Forum", period, cities=[beijing], format=Format.IN_PERSON)

    note = cell(page(client, "2020/10/"), "2020-10-29").one("span", cls="month-event-note")

    assert note.text == "14:00 Beijing time · planned · Beijing"
    assert note.one("time")["datetime"] == "2020-10-29T14:00+08:00"


def test_main_meeting_has_more_weight_and_states_are_tags(client: Client):
    summit = event("Summit", level=Level.HEADS_OF_STATE, kind=Kind.SUMMIT)
    event("Talks", level=Level.HEADS_OF_STATE)
    changes.reschedule(summit, announcement(), FactChanges(period=Period.on(date(2020, 10, 30))))

    shown = page(client, "2020/10/")

    assert [
        one.one("a").one("span", cls="visually-hidden").text
        for one in shown.all("p", cls="month-event-main")
    ] == [", 30 October"]
    tags = cell(shown, "2020-10-30").all("span", cls="tag")
    assert [(tag["class"], tag.text) for tag in tags] == [("tag tag-moved", "Rescheduled")]
    assert [
        "is-past" in cell(shown, day)["class"] for day in ("2020-10-27", "2020-10-28", "2020-10-29")
    ] == [True, False, False]


def test_today_is_marked_in_words(client: Client):
    today = cell(page(client, "2020/10/"), "2020-10-28")

    assert "is-today" in today["class"]
    assert today.one("span", cls="month-today-label").text == "Today"


def test_long_event_is_linked_on_its_first_day_and_counted_after(client: Client):
    exercise = event("Exercise", Period.on(date(2020, 10, 13), date(2020, 10, 15)))
    changes.hold(exercise, announcement())

    shown = page(client, "2020/10/")

    first = cell(shown, "2020-10-13").one("p", cls="month-event")
    second = cell(shown, "2020-10-14").one("p", cls="month-event")
    assert first.text == "Exercise, 13–15 October 13–15 October"
    assert (second.text, second.all("a")) == ("Exercise day 2 of 3", [])
    assert len(cell(shown, "2020-10-14").all("span", cls="month-bar")) == 1


def test_old_day_keeps_a_ghost_with_a_pointer(client: Client):
    moved = event("Forum", Period.on(date(2020, 10, 7)))
    changes.reschedule(moved, announcement(), FactChanges(OCTOBER_29))

    shown = page(client, "2020/10/")

    ghost = cell(shown, "2020-10-07").one("p", cls="month-event-ghost")
    assert ghost.text == "No longer on this date: Forum Moved to 29 October 2020"
    assert (
        cell(shown, "2020-10-29").one("p", cls="month-event").text
        == "Forum, 29 October Rescheduled"
    )


def test_event_moved_to_another_month_leaves_its_ghost_here(client: Client):
    moved = event("Summit", Period.on(date(2020, 7, 22)))
    changes.reschedule(moved, announcement(), FactChanges(Period.on(date(2020, 11, 10))))

    assert cell(page(client, "2020/07/"), "2020-07-22").one("s").text == "Summit"


def test_cancelled_event_is_struck_on_its_day(client: Client):
    changes.cancel(event("Forum"), announcement())

    entry = cell(page(client, "2020/10/"), "2020-10-29").one("p", cls="month-event-ghost")

    assert entry.one("s").text == "Forum"
    assert entry.one("span", cls="month-event-note").text == "Cancelled"


def test_more_than_three_events_lead_to_the_page_of_the_day_except_on_paper(client: Client):
    for number in range(5):
        event(f"Forum {number}")

    day = cell(page(client, "2020/10/"), "2020-10-29")

    (paper,) = day.all("div", cls="month-rest")
    assert len(day.all("p", cls="month-event")) - len(paper.all("p", cls="month-event")) == 3
    assert len(paper.all("p", cls="month-event")) == 2
    more = day.one("p", cls="month-more").one("a")
    assert (more.text, more["href"]) == ("All 5 events, 29 October", "/en/calendar/2020/10/29/")


def test_vague_events_stand_below_the_table(client: Client):
    event("In October", Period.in_month(2020, 10))
    event("In 2020", YEAR_2020)

    shown = page(client, "2020/10/")

    assert shown.one("table").all("p", cls="month-event") == []
    below = shown.all("section", cls="month-vague")
    assert [section.one("h2").text for section in below] == [
        "In this month, day not known",
        "Due in a longer period, month unknown",
    ]
    assert [a.text for section in below for a in section.all("a")] == ["In October", "In 2020"]


def test_pager_leads_to_the_months_beside_and_names_another_year(client: Client):
    assert pager(page(client, "2020/01/")) == [
        ("← December 2019", "/en/calendar/2019/12/"),
        ("February →", "/en/calendar/2020/02/"),
    ]


def test_pager_stays_in_the_plan(client: Client):
    assert pager(page(client, "2019/06/")) == [("July →", "/en/calendar/2019/07/")]
    assert pager(page(client, "2020/11/")) == [("← October", "/en/calendar/2020/10/")]

    event("After the term", Period.on(date(2020, 12, 1)))

    assert pager(page(client, "2020/11/"))[-1] == ("December →", "/en/calendar/2020/12/")


def test_month_without_events_names_the_nearest_that_has_some(client: Client):
    event("Forum", format=Format.ONLINE)
    event("Later", Period.on(date(2020, 8, 1)))

    shown = page(client, "2020/09/")

    missing = shown.one("div", cls="no-events")
    assert missing.text == "No events in September 2020. The nearest: October 2020."
    assert missing.one("a")["href"] == "/en/calendar/2020/10/"


def test_month_emptied_by_a_filter_says_for_which_and_keeps_it(client: Client):
    event("Forum", format=Format.ONLINE)

    missing = page(client, "2020/07/?format=online").one("div", cls="no-events")

    assert missing.text == (
        "July 2020: no events held online. The nearest: October 2020. Clear the filter"
    )
    assert [a["href"] for a in missing.all("a")] == [
        "/en/calendar/2020/10/?format=online",
        "/en/calendar/2020/07/",
    ]


def test_month_links_to_its_neighbours_in_every_view_and_language(client: Client):
    shown = page(client, "2020/07/?format=online")

    assert [a["href"] for a in shown.one("nav", cls="view-switch").all("a")] == [
        "/en/calendar/?format=online#today",
        "/en/calendar/2020/W27/?format=online",
        "/en/calendar/2020/07/?format=online",
        "/en/calendar/2020/?format=online",
        "/en/calendar/by-priority/?format=online",
        "/en/calendar/by-body/?format=online",
        "/en/calendar/by-place/?format=online",
    ]
    current = shown.one("section", cls="plan-strip").one("a", **{"aria-current": "page"})
    assert current["href"] == "/en/calendar/2020/07/?format=online"


def test_empty_month_leads_to_the_nearest_one_in_russian_too(client: Client):
    event("Forum")

    shown = page_of(client.get("/ru/calendar/2020/08/"))

    empty = shown.one("div", cls="no-events")
    assert empty.text.strip().endswith("Ближайшие мероприятия: октябрь 2020 г.")
