"""A week of the plan: Monday to Sunday, by its number of ISO 8601."""

from datetime import date

import pytest
from django.test import Client

from events.actions.changes import FactChanges
from events.dates import Period, Precision
from events.enums import Format
from tests.acting import changes
from tests.asked import queries_of
from tests.events.planned import TODAY, YEAR_2020, event, page
from tests.factories import CountryFactory, announcement
from tests.markup import Element
from tests.website.addresses import offered_in

pytestmark = [pytest.mark.django_db, pytest.mark.clock(TODAY)]

WEEK = "2020/W45/"


def cells(shown: Element) -> list[Element]:
    return shown.one("table", cls="week-table").all("td")


def links(shown: Element, cls: str) -> list[tuple[str, str]]:
    return [(link.text, link["href"]) for link in shown.one("nav", cls=cls).all("a")]


def test_heading_says_the_days_and_the_table_has_the_seven(client: Client):
    event("On Tuesday", Period.on(date(2020, 11, 3)))
    event("The week before", Period.on(date(2020, 11, 1)))
    event("The week after", Period.on(date(2020, 11, 9)))

    shown = page(client, WEEK)

    assert shown.one("h1").text == "2–8 November 2020"
    assert [cell.one("time")["datetime"] for cell in cells(shown)] == [
        f"2020-11-{day:02}" for day in range(2, 9)
    ]
    assert [cell.text.count("On Tuesday") for cell in cells(shown)] == [0, 1, 0, 0, 0, 0, 0]
    assert "The week" not in shown.one("table").text
    assert shown.one("p", cls="filter-shown").text == "2–8 November 2020: 1 event."


def beside(shown: Element) -> list[str]:
    return [
        section.text for row in shown.all("div", cls="later-days") for section in row.all("section")
    ]


def test_week_tells_what_lies_just_before_and_after_it(client: Client):
    event("Long ago", Period.on(date(2020, 10, 1)))
    event("Friday", Period.on(date(2020, 10, 30), date(2020, 11, 1)))
    event("Friday too", Period.on(date(2020, 10, 30)))
    event("Into the week", Period.on(date(2020, 10, 31), date(2020, 11, 2)))
    event("On Tuesday", Period.on(date(2020, 11, 3)))
    changes.cancel(event("Off", Period.on(date(2020, 11, 9))), announcement())
    event("Summit", Period.on(date(2020, 11, 10)))
    event("Some day", Period.in_month(2020, 11))

    shown = page(client, WEEK)

    assert beside(shown) == [
        "Just before Friday, 30 October 2020 30 October Fri planned Friday too Running the Presidency"
        " 30 October – 1 November planned Friday Running the Presidency",
        "Just after Tuesday, 10 November 2020 10 November Tue planned Summit Running the Presidency",
    ]


def test_empty_week_tells_by_its_filter_what_lies_around_it(client: Client):
    event("Forum", Period.on(date(2020, 10, 27)))
    event("Meeting", Period.on(date(2020, 11, 10)))

    shown = page(client, f"{WEEK}?q=forum")

    assert beside(shown) == [
        "Just before Tuesday, 27 October 2020 27 October Tue Forum Running the Presidency"
    ]
    links = shown.one("div", cls="later-days").all("a")
    assert {link["href"] for link in links} == {"/en/calendar/2020/10/27/?q=forum"}
    assert beside(page(client, f"{WEEK}?q=nothing")) == []


def test_what_lies_beside_the_week_has_its_date_and_its_state(client: Client):
    moved = event("Summit", Period.on(date(2020, 10, 30)))
    changes.reschedule(moved, announcement(), FactChanges(Period.on(date(2020, 11, 10))))

    (row,) = page(client, WEEK).one("div", cls="later-days").all("article", cls="event-row")

    assert row.one("time")["datetime"] == "2020-11-10"
    assert [tag.text for tag in row.all("li", cls="tag")] == ["Rescheduled"]


def test_cell_of_a_week_names_the_place_and_the_chair(client: Client):
    russia = CountryFactory(name_en="Russia")
    event("Online", Period.on(date(2020, 11, 3)), format=Format.ONLINE, chair=russia)

    tuesday = cells(page(client, WEEK))[1]
    month = page(client, "2020/11/").one("table")

    assert (
        tuesday.one("span", cls="month-event-note").text
        == "planned · Videoconference · Chair: Russia"
    )
    assert month.one("span", cls="month-event-note").text == "planned · Videoconference"


def test_files_of_the_week_stand_once_under_its_table(client: Client):
    event("On Tuesday", Period.on(date(2020, 11, 3)))

    shown = page(client, WEEK)

    (files,) = shown.all("p", cls="subscribe-forms")
    assert len(files.all("a")) == 5
    assert shown.one("section", cls="deep").all("p", cls="subscribe-forms") == []


def test_event_of_several_days_says_on_each_which_day_it_is(client: Client):
    event("Forum", Period.on(date(2020, 11, 6), date(2020, 11, 9)))

    told = [cell.text for cell in cells(page(client, WEEK))]

    assert [text.count("Forum") for text in told] == [0, 0, 0, 0, 1, 1, 1]
    assert "day 2 of 4" in told[5]
    assert "day 3 of 4" in told[6]
    assert "No events" in told[0]


def test_full_day_shows_all_that_it_holds(client: Client):
    for number in range(5):
        event(f"Meeting {number}", Period.on(date(2020, 11, 3)))

    tuesday = cells(page(client, WEEK))[1]

    assert tuesday.text.count("Meeting") == 5
    assert tuesday.all("p", cls="month-more") == []


def test_vague_events_stand_apart_from_the_days(client: Client):
    early = Period(date(2020, 11, 1), date(2020, 11, 10), Precision.PART_OF_MONTH)
    event("Early in November", early)
    event("In 2020", YEAR_2020)

    shown = page(client, WEEK)

    assert [section.one("h2").text for section in shown.all("section", cls="month-vague")] == [
        "Perhaps in this week, day not known",
        "Due in a longer period, month unknown",
    ]
    assert "Early" not in shown.one("table").text
    assert shown.one("p", cls="filter-shown").text == (
        "2–8 November 2020: no events. 2 fall some time in longer periods."
    )


def test_slot_that_an_event_left_stays_in_its_week(client: Client):
    moved = event("Forum", Period.on(date(2020, 11, 3)))
    changes.reschedule(moved, announcement(), FactChanges(Period.on(date(2020, 11, 12))))

    tuesday = cells(page(client, WEEK))[1]

    assert tuesday.one("s").text == "Forum"


def test_pager_leads_to_the_weeks_before_and_after_with_the_filter(client: Client):
    assert links(page(client, f"{WEEK}?kind=forum"), "month-pager") == [
        ("← 26 October – 1 November", "/en/calendar/2020/W44/?kind=forum"),
        ("9–15 November →", "/en/calendar/2020/W46/?kind=forum"),
    ]


def test_pager_ends_with_the_months_of_the_plan(client: Client):
    assert links(page(client, "2019/W22/"), "month-pager") == [
        ("3–9 June →", "/en/calendar/2019/W23/")
    ]
    assert links(page(client, "2020/W49/"), "month-pager") == [
        ("← 23–29 November", "/en/calendar/2020/W48/")
    ]


def test_pager_says_the_year_where_it_changes(client: Client):
    assert links(page(client, "2020/W01/"), "month-pager") == [
        ("← 23–29 December 2019", "/en/calendar/2019/W52/"),
        ("6–12 January 2020 →", "/en/calendar/2020/W02/"),
    ]
    assert page(client, "2020/W01/").one("h1").text == "30 December 2019 – 5 January 2020"


def test_empty_week_names_the_nearest_with_an_event(client: Client):
    event("Before", Period.on(date(2020, 10, 20)))
    event("After", Period.on(date(2020, 11, 17)))

    nearest = page(client, WEEK).one("div", cls="no-events").one("a")

    assert (nearest.text, nearest["href"]) == ("16–22 November 2020", "/en/calendar/2020/W47/")


@pytest.mark.parametrize(
    ("address", "nearest"),
    [
        ("2020/W5/", "2020/W05/"),
        ("2020/w45/", "2020/W45/"),
        ("2020/W54/", "2020/W49/"),
        ("2019/W53/", "2019/W52/"),
        ("2019/W00/", "2019/W22/"),
        ("2020-W45/", "2020/W45/"),
        ("2031/W10/", "2020/W49/"),
        ("2020/w45.ics", "2020/W45.ics"),
        ("0000/W10/", "2019/W22/"),
        ("9999/W52/", "2020/W49/"),
    ],
)
def test_slip_in_the_address_of_a_week_offers_the_nearest(client: Client, address, nearest):
    response = client.get(f"/en/calendar/{address}")

    assert (response.status_code, offered_in(response)) == (404, f"/en/calendar/{nearest}")
    assert client.get(offered_in(response)).status_code == 200


def test_jumps_lead_to_today_and_its_weeks(client: Client):
    assert links(page(client, "2020/W44/?kind=forum"), "jump-row") == [
        ("Today", "/en/calendar/?kind=forum#today"),
        ("This week", "/en/calendar/2020/W44/?kind=forum"),
        ("Next week", "/en/calendar/2020/W45/?kind=forum"),
    ]


def test_only_weeks_that_have_a_page_are_jumped_to(client: Client, settings):
    settings.PORTAL_CLOCK = "2020-12-04"

    assert [text for text, _url in links(page(client), "jump-row")] == ["Today", "This week"]

    settings.PORTAL_CLOCK = "2021-03-01"

    assert [text for text, _url in links(page(client), "jump-row")] == ["Today"]


def test_switch_leads_from_a_week_to_its_month_and_back(client: Client):
    week = dict(links(page(client, "2020/W40/"), "view-switch"))
    month = dict(links(page(client, "2020/10/"), "view-switch"))
    november = dict(links(page(client, "2020/11/"), "view-switch"))
    edge = dict(links(page(client, "2019/W22/"), "view-switch"))

    assert week["Month"] == "/en/calendar/2020/10/"
    assert month["Week"] == "/en/calendar/2020/W44/"
    assert november["Week"] == "/en/calendar/2020/W45/"
    assert edge["Month"] == "/en/calendar/2019/06/"


def test_week_asks_as_much_for_many_events_as_for_one(client: Client):
    event("First", Period.on(date(2020, 11, 3)))
    one = queries_of(lambda: page(client, WEEK))
    for number in range(3):
        event(f"Another {number}", Period.on(date(2020, 11, 4), date(2020, 11, 9)))

    assert queries_of(lambda: page(client, WEEK)) == one
