"""The plan as a list and by priority."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from events import changes
from events.changes import Moves
from events.dates import Period, Precision
from priorities.states import Strand
from publishing.languages import CODES
from tests.factories import BodyFactory, CityFactory, EventFactory, PriorityFactory, announcement
from tests.markup import Element, page_of

pytestmark = pytest.mark.django_db

OCTOBER_29 = Period.on(date(2020, 10, 29))


@pytest.fixture(autouse=True)
def _in_the_term(settings):
    settings.PORTAL_CLOCK = "2020-10-28"


def page(client: Client, address: str = "/en/calendar/") -> Element:
    response = client.get(address)
    assert response.status_code == 200
    return page_of(response)


def lead(shown: Element) -> str:
    return shown.one("p", cls="page-head-lead").text


def sections(shown: Element) -> list[str]:
    return [heading.text for heading in shown.one("main").all("h2") if heading["id"] != "subscribe"]


def event(title: str, period: Period = OCTOBER_29, **values):
    return EventFactory(
        title_en=title, published=True, announced=announcement(), period=period, **values
    )


# --- the list -------------------------------------------------------------------------


def test_plan_lists_public_events_under_their_months(client: Client):
    event("Forum")
    event("Summit", Period.on(date(2020, 11, 10)))
    EventFactory(title_en="Draft", period=OCTOBER_29)

    shown = page(client)

    assert [row.one("h3").text for row in shown.all("article", cls="event-row")] == [
        "Forum",
        "Summit",
    ]
    assert sections(shown) == ["The plan, month by month", "October 2020", "November 2020"]


def test_today_can_be_linked_and_stands_before_what_is_to_come(client: Client):
    event("Over", Period.on(date(2020, 10, 27)))
    event("Forum")

    october = page(client).one("section", cls="agenda-section")

    assert october.one("p", id="today").text == "Today, Wednesday, 28 October 2020"
    assert october.one("li", cls="event-next").one("h3").text == "Forum"


def test_left_slot_is_struck_and_points_to_the_new_date(client: Client):
    moved = event("Forum", Period.on(date(2020, 10, 7), date(2020, 10, 9)), cities=[CityFactory()])
    changes.reschedule(moved, announcement(), Moves(OCTOBER_29))

    ghost = page(client).one("li", cls="event-ghost")

    assert ghost.one("s").text == "Forum"
    assert ghost.one("p", cls="event-meta").text.startswith("Moved to 29 October 2020")
    assert ghost.one("a")["href"] == f"/en/events/{moved.slug}/"


@pytest.mark.parametrize(
    ("later", "pointer"),
    [
        (None, "Postponed, new date to be confirmed"),
        (Period.in_month(2021, 3), "Postponed to March 2021"),
    ],
)
def test_slot_of_a_postponed_event_says_what_is_known(client: Client, later, pointer):
    changes.postpone(event("Forum"), announcement(), later)

    ghost = page(client).one("li", cls="event-ghost")

    assert ghost.one("p", cls="event-meta").text == pointer


def test_slot_of_a_cancelled_event_leads_to_it(client: Client):
    cancelled = event("Forum")
    changes.reschedule(cancelled, announcement(), Moves(Period.on(date(2020, 11, 3))))
    changes.cancel(cancelled, announcement())

    ghosts = page(client).all("li", cls="event-ghost")

    assert [ghost.one("s").text for ghost in ghosts] == ["Forum", "Forum"]
    assert ghosts[0].one("p", cls="event-meta").text == "Cancelled"


def test_event_without_a_date_has_a_section_of_its_own(client: Client):
    changes.postpone(event("Forum"), announcement())

    undated = page(client).all("section", cls="agenda-section")[-1]

    assert undated.one("h2").text == "Without a date"
    assert undated.one("h3").text == "Forum"
    assert undated.one("p", cls="event-was").text.startswith("Was 29 October 2020")


def test_section_of_a_longer_time_says_that_the_month_is_not_known(client: Client):
    event("Some day", Period(date(2020, 1, 1), date(2020, 12, 31), Precision.YEAR))

    section = page(client).one("section", cls="agenda-section")

    assert section.one("div", cls="agenda-month").text == "2020 1 event Month not known"
    assert section.one("time")["datetime"] == "2020"


# --- the sentences above ----------------------------------------------------------------


def test_lead_counts_the_real_plan(client: Client):
    event("Planned")
    moved = event("Moved")
    changes.reschedule(moved, announcement(), Moves(Period.on(date(2020, 11, 10))))
    changes.hold(event("Held", Period.on(date(2020, 10, 2))), announcement())

    text = lead(page(client))

    assert text.startswith("June 2019 – November 2020. The approved plan holds more than 90 events")
    assert "3 are recorded here." in text
    assert "1 has been held." in text
    assert "1 left its first date." in text


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        ("2019-06-13", "The Presidency begins on 14 June 2019."),
        ("2019-06-14", "June 2019 – November 2020."),
        ("2020-11-10", "June 2019 – November 2020."),
        ("2020-11-11", "The Presidency ended on 10 November 2020"),
        ("off", "The Presidency ended on 10 November 2020"),
    ],
)
def test_lead_says_where_the_term_stands(client: Client, settings, day, sentence):
    settings.PORTAL_CLOCK = day

    assert lead(page(client)).startswith(sentence)


def test_finished_plan_marks_no_day_as_today(client: Client, settings):
    settings.PORTAL_CLOCK = "off"
    event("Forum")
    event("Undated", Period.undated())

    shown = page(client)

    assert [e for e in shown.walk() if e.attributes.get("id") == "today"] == []
    assert [e for e in shown.all("a") if e.attributes.get("aria-current") == "date"] == []
    assert shown.all("h2", id="subscribe")[0].text == "Take the whole plan with you"


def test_empty_plan_says_so(client: Client):
    shown = page(client)

    assert shown.one("p", cls="no-events").text == "No events are recorded yet."
    assert shown.all("section", cls="agenda-section") == []


# --- filters ---------------------------------------------------------------------------


def test_filter_narrows_list_and_strip_and_says_what_is_shown(client: Client):
    rats = BodyFactory(slug="rats", name_en="Anti-Terrorist Structure", published=True)
    event("Of RATS", bodies=[rats])
    event("Other")

    shown = page(client, "/en/calendar/?body=rats")

    assert [row.one("h3").text for row in shown.all("article", cls="event-row")] == ["Of RATS"]
    assert shown.one("p", cls="filter-shown").text == (
        "Shown: 1 event for “Anti-Terrorist Structure”. Clear the filter"
    )
    assert shown.one("p", cls="filter-shown").one("a")["href"] == "/en/calendar/"
    strip = shown.one("section", cls="plan-strip")
    assert strip.one("a", **{"aria-current": "date"}).text.endswith("October 2020, 1 event")


def test_filter_that_leaves_nothing_is_named_and_can_be_cleared(client: Client):
    event("Forum")

    shown = page(client, "/en/calendar/?kind=summit&format=hybrid")

    missing = shown.one("p", cls="no-events")
    assert missing.text == "No events for “Summit”, “Hybrid”. Clear the filter"
    assert missing.one("a")["href"] == "/en/calendar/"


def test_filter_survives_a_change_of_view_and_of_language(client: Client):
    shown = page(client, "/en/calendar/?kind=summit&level=business")

    query = "?kind=summit&level=business"
    assert [a["href"] for a in shown.one("nav", cls="view-switch").all("a")] == [
        f"/en/calendar/2020/10/{query}",
        f"/en/calendar/{query}#today",
        f"/en/calendar/2020/{query}",
        f"/en/calendar/by-priority/{query}",
    ]
    assert [a["href"] for a in shown.one("nav", cls="language-switch").all("a")] == [
        f"/ru/calendar/{query}",
        f"/zh-hans/calendar/{query}",
    ]


def test_panel_is_open_and_shows_what_was_chosen(client: Client):
    shown = page(client, "/en/calendar/?kind=summit")

    panel = shown.one("details", cls="filter-panel")
    assert "open" in panel.attributes
    chosen = [option["value"] for option in panel.all("option") if "selected" in option.attributes]
    assert [value for value in chosen if value] == ["summit"]
    assert "open" not in page(client).one("details", cls="filter-panel").attributes


@pytest.mark.parametrize("view", ["plan", "by_priority"])
def test_blank_values_of_the_form_are_tidied_away(client: Client, view):
    address = reverse(f"events:{view}")

    response = client.get(f"{address}?priority=&kind=forum&format=")

    assert (response.status_code, response.headers["Location"]) == (302, f"{address}?kind=forum")


@pytest.mark.parametrize("value", ["no-such", "%00", "x" * 500])
@pytest.mark.parametrize(
    "address", ["", "by-priority/", "2020/", "2020/10/", "2020/10/28/"], ids=lambda a: a or "plan"
)
def test_unknown_value_is_answered_by_a_page_that_names_it(client: Client, address, value):
    response = client.get(f"/en/calendar/{address}?status={value}")

    assert response.status_code == 400
    (fault,) = page_of(response).one("dl").all("div")
    assert fault.one("dt").text == "Parameter “status”"
    assert fault.one("dd").text.endswith(
        "Allowed: planned, confirmed, postponed, cancelled, held, unknown_outcome."
    )


def test_address_too_long_to_be_meant_is_refused(client: Client):
    assert client.get(f"/en/calendar/?status={'x' * 10_000}").status_code == 400


# --- by priority -------------------------------------------------------------------------


def test_events_stand_under_each_priority_that_they_serve(client: Client):
    first = PriorityFactory(title_en="Security", strand=Strand.SECURITY, published=True)
    second = PriorityFactory(title_en="Economy", published=True)
    PriorityFactory(title_en="A draft")
    event("Both", priorities=[first, second])
    event("None")

    shown = page(client, "/en/calendar/by-priority/")

    assert [
        (section.one("h2").text, [title.text for title in section.all("h3")])
        for section in shown.all("section", cls="agenda-section")
    ] == [
        ("Security", ["Both"]),
        ("Economy", ["Both"]),
        ("Running the Presidency", ["None"]),
    ]


def test_years_are_named_where_a_list_crosses_them(client: Client):
    priority = PriorityFactory(published=True)
    for period in (
        Period.on(date(2019, 9, 1)),
        Period(date(2019, 12, 1), date(2020, 2, 29), Precision.PART_OF_YEAR),
        OCTOBER_29,
        Period.undated(),
    ):
        event("Event", period, priorities=[priority])

    shown = page(client, "/en/calendar/by-priority/")

    assert [year.text for year in shown.all("p", cls="agenda-year")] == [
        "2019",
        "2020",
        "Without a date",
    ]


def test_filter_leaves_only_the_priorities_that_have_events(client: Client):
    event("Forum", priorities=[PriorityFactory(title_en="Economy", published=True)])
    PriorityFactory(title_en="Security", published=True)

    shown = page(client, "/en/calendar/by-priority/?kind=meeting")

    assert sections(shown) == ["Economy"]
    assert page(client, "/en/calendar/by-priority/?kind=summit").one("p", cls="no-events")


# --- every language, every number -------------------------------------------------------


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("view", ["calendar/", "calendar/by-priority/"])
def test_page_answers_in_its_language(client: Client, code, view):
    event("Forum", priorities=[PriorityFactory(published=True)])

    response = client.get(f"/{code}/{view}")

    title = {"en": "Forum", "ru": "Событие", "zh-hans": "活动"}[code]
    assert response.headers["Content-Language"] == code
    assert page_of(response).all("h3")[0].text.startswith(title)


@pytest.mark.parametrize("view", ["events:plan", "events:by_priority"])
def test_page_takes_the_same_queries_for_one_event_and_for_three(client: Client, view):
    counts = []
    for number in (1, 2):
        for _number in range(number):
            moved = event(
                "Forum",
                priorities=[PriorityFactory(published=True)],
                bodies=[BodyFactory(published=True)],
                cities=[CityFactory()],
            )
            changes.reschedule(moved, announcement(), Moves(Period.on(date(2020, 11, 10))))
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse(view))
        counts.append(len(queries))

    assert counts[0] == counts[1]
