"""What the pages of years, months and days have in common."""

from datetime import date
from functools import partial

import pytest
from django.test import Client

from events.actions.changes import FactChanges
from events.dates import Period
from i18n.texts import CODES
from tests.acting import changes
from tests.asked import queries_without_memory
from tests.events.planned import OCTOBER_29, TODAY, event
from tests.factories import BodyFactory, CityFactory, PriorityFactory, announcement
from tests.markup import Element, page_of

pytestmark = [pytest.mark.django_db, pytest.mark.clock(TODAY)]


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


@pytest.mark.parametrize("address", ["2020/", "2020/10/", "2020/10/29/"])
def test_blank_values_of_the_form_are_tidied_away(client: Client, address):
    response = client.get(f"/en/calendar/{address}?kind=&format=online")

    assert response.status_code == 302
    assert response.headers["Location"] == f"/en/calendar/{address}?format=online"


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


def test_pages_take_the_same_queries_for_one_event_and_for_three(client: Client):
    def add() -> None:
        moved = event(
            "Forum",
            Period.on(date(2020, 10, 7)),
            priorities=[PriorityFactory(published=True)],
            bodies=[BodyFactory(published=True)],
            cities=[CityFactory()],
        )
        changes.reschedule(moved, announcement(), FactChanges(OCTOBER_29))

    def used() -> dict[str, int]:
        addresses = [f"/en/calendar/{path}" for path in ("2020/", "2020/10/", "2020/10/29/")]
        return {
            address: queries_without_memory(partial(client.get, address)) for address in addresses
        }

    used()  # the first requests read more
    add()
    of_one = used()
    add()
    add()

    assert used() == of_one


@pytest.mark.by_turns(6)
@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("address", ["2020/", "2020/10/", "2020/10/29/"])
def test_page_is_well_formed_in_every_language(client: Client, code, address):
    event("Forum", priorities=[PriorityFactory(published=True)])
    changes.cancel(event("Off"), announcement())

    response = client.get(f"/{code}/calendar/{address}")

    assert (response.status_code, response.headers["Content-Language"]) == (200, code)
    assert page_of(response).one("main")


@pytest.mark.parametrize("address", ["2020/", "as-on/2020-10-28/"])
def test_marks_that_are_shown_are_explained(client: Client, address):
    event("Any", priorities=[PriorityFactory(strand="people", published=True)])
    event("Another", priorities=[PriorityFactory(strand="policy", published=True)])

    key = page_of(client.get(f"/en/calendar/{address}")).one("ul", cls="mark-key")

    assert [line.text for line in key.all("li")] == [
        "Foreign policy",
        "Culture and people",
        "One mark is one event. Outlined: its earlier date",
    ]
    assert all(use["href"].removesuffix("-moved") != "#" for use in key.all("use"))
