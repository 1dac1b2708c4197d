"""The plan of a month, a year and a day."""

from datetime import date, time

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from events import changes
from events.changes import Moves
from events.dates import Period, Precision
from events.states import Format
from publishing.languages import CODES
from tests.factories import BodyFactory, CityFactory, EventFactory, PriorityFactory, announcement
from tests.markup import Element, page_of

pytestmark = pytest.mark.django_db

OCTOBER_29 = Period.on(date(2020, 10, 29))
YEAR_2020 = Period(date(2020, 1, 1), date(2020, 12, 31), Precision.YEAR)


@pytest.fixture(autouse=True)
def _in_the_term(settings):
    settings.PORTAL_CLOCK = "2020-10-28"


def page(client: Client, address: str) -> Element:
    response = client.get(f"/en/calendar/{address}")
    assert response.status_code == 200
    return page_of(response)


def event(title: str, period: Period = OCTOBER_29, **values):
    return EventFactory(
        title_en=title, published=True, announced=announcement(), period=period, **values
    )


def cell(shown: Element, day: str) -> Element:
    (found,) = [
        cell
        for cell in shown.one("table").all("td")
        if cell.one("p", cls="month-day").one("time")["datetime"] == day
    ]
    return found


def pager(shown: Element) -> list[tuple[str, str]]:
    return [
        (a.text, a["href"]) for nav in shown.all("nav", cls="month-pager") for a in nav.all("a")
    ]


# --- a month ---------------------------------------------------------------------------


def test_month_is_a_table_with_named_days_and_a_caption(client: Client):
    event("Forum")

    shown = page(client, "2020/10/")

    table = shown.one("table")
    assert table.one("caption").text.startswith("1 event. Dates are local to the host.")
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
    assert entry.text == "Forum Videoconference"


def test_clock_time_is_that_of_the_place_with_its_city(client: Client):
    beijing = CityFactory(name_en="Beijing", time_zone="Asia/Shanghai")
    day = date(2020, 10, 29)
    period = Period(day, day, Precision.MINUTE, opens=time(14), zone="Asia/Shanghai")
    event("Forum", period, cities=[beijing], format=Format.IN_PERSON)

    note = cell(page(client, "2020/10/"), "2020-10-29").one("span", cls="month-event-note")

    assert note.text == "14:00 Beijing time · Beijing"
    assert note.one("time")["datetime"] == "2020-10-29T14:00+08:00"


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
    assert first.text == "Exercise 13–15 October"
    assert (second.text, second.all("a")) == ("Exercise day 2 of 3", [])
    assert len(cell(shown, "2020-10-14").all("span", cls="month-bar")) == 1


def test_old_day_keeps_a_ghost_with_a_pointer(client: Client):
    moved = event("Forum", Period.on(date(2020, 10, 7)))
    changes.reschedule(moved, announcement(), Moves(OCTOBER_29))

    shown = page(client, "2020/10/")

    ghost = cell(shown, "2020-10-07").one("p", cls="month-event-ghost")
    assert ghost.text == "Forum Moved to 29 October 2020"
    assert shown.one("caption").text.startswith("1 event, 1 moved.")
    assert cell(shown, "2020-10-29").one("p", cls="month-event").text == "Forum Rescheduled"


def test_event_moved_to_another_month_leaves_its_ghost_here(client: Client):
    moved = event("Summit", Period.on(date(2020, 7, 22)))
    changes.reschedule(moved, announcement(), Moves(Period.on(date(2020, 11, 10))))

    assert cell(page(client, "2020/07/"), "2020-07-22").one("s").text == "Summit"


def test_cancelled_event_is_struck_on_its_day(client: Client):
    changes.cancel(event("Forum"), announcement())

    entry = cell(page(client, "2020/10/"), "2020-10-29").one("p", cls="month-event-ghost")

    assert entry.one("s").text == "Forum"
    assert entry.one("span", cls="month-event-note").text == "Cancelled"


def test_more_than_three_events_lead_to_the_page_of_the_day(client: Client):
    for number in range(5):
        event(f"Forum {number}")

    day = cell(page(client, "2020/10/"), "2020-10-29")

    assert len(day.all("p", cls="month-event")) == 3
    more = day.one("p", cls="month-more").one("a")
    assert (more.text, more["href"]) == ("2 more", "/en/calendar/2020/10/29/")


def test_vague_events_stand_below_the_table(client: Client):
    event("In October", Period.in_month(2020, 10))
    event("In 2020", YEAR_2020)

    shown = page(client, "2020/10/")

    assert shown.one("table").all("p", cls="month-event") == []
    below = shown.all("section", cls="month-vague")
    assert [section.one("h2").text for section in below] == [
        "In this month, day not known",
        "Some time in a longer period",
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

    missing = shown.one("p", cls="no-events")
    assert missing.text == "September 2020: no events. The nearest: October 2020."
    assert missing.one("a")["href"] == "/en/calendar/2020/10/"


def test_month_emptied_by_a_filter_says_for_which_and_keeps_it(client: Client):
    event("Forum", format=Format.ONLINE)

    missing = page(client, "2020/07/?format=online").one("p", cls="no-events")

    assert missing.text == (
        "July 2020: no events for “Online”. The nearest: October 2020. Clear the filter"
    )
    assert [a["href"] for a in missing.all("a")] == [
        "/en/calendar/2020/10/?format=online",
        "/en/calendar/2020/07/",
    ]


@pytest.mark.parametrize(
    "address",
    [
        "2020/13/",
        "2020/00/",
        "0001/01/",
        "9999/12/",
        "2018/12/",
        "2021/01/",
        "0001/",
        "9999/",
        "2018/",
        "2020/02/30/",
        "2020/10/00/",
        "0001/01/01/",
        "2020/9/",
        "20200/10/",
    ],
)
def test_date_outside_the_plan_has_no_page(client: Client, address):
    response = client.get(f"/en/calendar/{address}")

    assert response.status_code == 404
    assert page_of(response).one("h1").text == "Page not found"


def test_month_links_to_its_neighbours_in_every_view_and_language(client: Client):
    shown = page(client, "2020/07/?format=online")

    assert [a["href"] for a in shown.one("nav", cls="view-switch").all("a")] == [
        "/en/calendar/2020/07/?format=online",
        "/en/calendar/?format=online#today",
        "/en/calendar/2020/?format=online",
        "/en/calendar/by-priority/?format=online",
    ]
    current = shown.one("section", cls="plan-strip").one("a", **{"aria-current": "page"})
    assert current["href"] == "/en/calendar/2020/07/?format=online"


# --- a year ------------------------------------------------------------------------------


def test_year_lists_its_months_in_the_plan(client: Client):
    event("Forum")

    shown = page(client, "2019/")

    months = shown.all("section", cls="year-month")
    assert [month.one("h2").text for month in months] == [
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ]
    assert shown.one("p", cls="no-events").text == "2019: no events."


def test_year_shows_events_and_slots_left_on_their_days(client: Client):
    moved = event("Forum", Period.on(date(2020, 10, 7), date(2020, 10, 9)))
    changes.reschedule(moved, announcement(), Moves(OCTOBER_29))
    event("Vague", Period.in_month(2020, 10))
    changes.cancel(event("Off", Period.on(date(2020, 10, 30))), announcement())

    october = page(client, "2020/").all("section", cls="year-month")[9]

    assert october.one("p", cls="small").text == "2 events, 1 moved, 1 cancelled"
    assert [row.text for row in october.all("li")] == [
        "7–9 Forum Moved to 29 October 2020",
        "29 Forum",
        "30 Off",
        "– day not known Vague",
    ]


def test_year_names_times_longer_than_a_month(client: Client):
    event("Some day", YEAR_2020)
    event("Over the year", Period(date(2019, 12, 1), date(2020, 2, 29), Precision.PART_OF_YEAR))

    assert [h.one("h2").text for h in page(client, "2020/").all("section", cls="month-vague")] == [
        "December 2019 – February 2020, month not known",
        "2020, month not known",
    ]
    assert len(page(client, "2019/").all("section", cls="month-vague")) == 1


def test_year_leads_to_the_years_beside_and_to_its_own_months(client: Client):
    shown = page(client, "2019/?kind=forum")

    assert pager(shown) == [("2020 →", "/en/calendar/2020/?kind=forum")]
    assert shown.one("nav", cls="view-switch").all("a")[0]["href"] == (
        "/en/calendar/2019/06/?kind=forum"
    )
    assert page(client, "2020/").one("nav", cls="view-switch").all("a")[0]["href"] == (
        "/en/calendar/2020/10/"
    )


# --- a day --------------------------------------------------------------------------------


def test_day_shows_what_takes_place_and_what_was_planned(client: Client):
    event("Long", Period.on(date(2020, 10, 28), date(2020, 10, 30)))
    moved = event("Moved")
    changes.reschedule(moved, announcement(), Moves(Period.on(date(2020, 11, 10))))
    event("Vague", Period.in_month(2020, 10))

    shown = page(client, "2020/10/29/")

    assert shown.one("h1").text == "Thursday, 29 October 2020"
    assert [row.one("h3").text for row in shown.all("article", cls="event-row")] == [
        "Long",
        "Moved",
    ]
    assert len(shown.all("li", cls="event-ghost")) == 1


def test_day_leads_to_the_days_beside_that_have_events(client: Client):
    event("Before", Period.on(date(2020, 10, 1)))
    event("The day itself")
    event("After", Period.on(date(2020, 11, 10)))

    assert pager(page(client, "2020/10/29/")) == [
        ("← 1 October 2020", "/en/calendar/2020/10/01/"),
        ("10 November 2020 →", "/en/calendar/2020/11/10/"),
    ]


def test_day_without_events_names_the_next_that_has_some(client: Client):
    event("Before", Period.on(date(2020, 10, 1)))

    assert page(client, "2020/10/29/").one("p", cls="no-events").text == (
        "Thursday, 29 October 2020: no events. The nearest: 1 October 2020."
    )


@pytest.mark.parametrize("address", ["2020/", "2020/10/", "2020/10/29/"])
def test_blank_values_of_the_form_are_tidied_away(client: Client, address):
    response = client.get(f"/en/calendar/{address}?kind=&format=online")

    assert response.status_code == 302
    assert response.headers["Location"] == f"/en/calendar/{address}?format=online"


# --- every language, every number ---------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "headings", "beside"),
    [
        ("en", ["October 2020", "2020", "Thursday, 29 October 2020"], "August →"),
        ("ru", ["Октябрь 2020 г.", "2020 г.", "Четверг, 29 октября 2020 г."], "Август →"),
        ("zh-hans", ["2020年10月", "2020年", "2020年10月29日星期四"], "8月 →"),
    ],
)
def test_dates_are_said_as_the_language_says_them(client: Client, code, headings, beside):
    def shown(address: str) -> Element:
        return page_of(client.get(f"/{code}/calendar/{address}"))

    addresses = ("2020/10/", "2020/", "2020/10/29/")
    assert [shown(address).one("h1").text for address in addresses] == headings
    assert shown("2020/07/").one("a", rel="next").text == beside


@pytest.mark.parametrize("address", ["2020/", "2020/10/", "2020/10/29/"])
def test_page_takes_the_same_queries_for_one_event_and_for_three(client: Client, address):
    counts = []
    for number in (1, 2):
        for _number in range(number):
            moved = event(
                "Forum",
                Period.on(date(2020, 10, 7)),
                priorities=[PriorityFactory(published=True)],
                bodies=[BodyFactory(published=True)],
                cities=[CityFactory()],
            )
            changes.reschedule(moved, announcement(), Moves(OCTOBER_29))
        with CaptureQueriesContext(connection) as queries:
            client.get(f"/en/calendar/{address}")
        counts.append(len(queries))

    assert counts[0] == counts[1]


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("address", ["2020/", "2020/10/", "2020/10/29/"])
def test_page_is_well_formed_in_every_language(client: Client, code, address):
    event("Forum", priorities=[PriorityFactory(published=True)])
    changes.cancel(event("Off"), announcement())

    response = client.get(f"/{code}/calendar/{address}")

    assert (response.status_code, response.headers["Content-Language"]) == (200, code)
    assert page_of(response).one("main")
