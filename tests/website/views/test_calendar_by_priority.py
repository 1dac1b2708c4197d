"""The plan by priority."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from events.actions.changes import FactChanges
from events.dates import Period, Precision
from i18n.texts import CODES
from tests.acting import changes
from tests.events.planned import OCTOBER_29, TODAY, event, page
from tests.factories import BodyFactory, CityFactory, PriorityFactory, announcement
from tests.markup import Element, page_of

pytestmark = [pytest.mark.django_db, pytest.mark.clock(TODAY)]


def sections(shown: Element) -> list[str]:
    return [heading.text for heading in shown.one("main").all("h2") if heading["id"] != "subscribe"]


def test_events_stand_under_each_priority_that_they_serve(client: Client):
    first = PriorityFactory(title_en="Security", strand="security", published=True)
    second = PriorityFactory(title_en="Economy", published=True)
    PriorityFactory(title_en="A draft")
    event("Both", priorities=[first, second])
    event("None")

    shown = page(client, "by-priority/")

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

    shown = page(client, "by-priority/")

    assert [year.text for year in shown.all("p", cls="agenda-year")] == [
        "2019",
        "2020",
        "Without a date",
    ]


def test_filter_leaves_only_the_priorities_that_have_events(client: Client):
    event("Forum", priorities=[PriorityFactory(title_en="Economy", published=True)])
    PriorityFactory(title_en="Security", published=True)

    shown = page(client, "by-priority/?kind=meeting")

    assert sections(shown) == ["Economy"]
    assert page(client, "by-priority/?kind=summit").one("div", cls="no-events")


@pytest.mark.by_turns(4)
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
            changes.reschedule(moved, announcement(), FactChanges(Period.on(date(2020, 11, 10))))
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse(view))
        counts.append(len(queries))

    assert counts[0] == counts[1]
