"""What holds for every view of the calendar, of the present and of the past."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.test import Client, override_settings
from django.utils.translation import override

from events.dates import Period
from events.enums import Format
from i18n.texts import CODES
from tests.events.planned import OCTOBER_29, TODAY
from tests.factories import EventFactory, announcement
from tests.markup import Element, page_at, page_of
from tests.plan_data.playing import undone

pytestmark = pytest.mark.django_db

ONLINE = "format=online"
#: Views of a time, with the nearest time in which something is held online.
TIMES = {
    "2020/10/": ("November 2020", f"/en/calendar/2020/11/?{ONLINE}"),
    "2019/": ("November 2020", f"/en/calendar/2020/11/?{ONLINE}"),
    "2020/10/29/": ("10 November 2020", f"/en/calendar/2020/11/10/?{ONLINE}"),
    "as-on/2020-06-01/": ("1 October 2020", f"/en/calendar/as-on/2020-10-01/?{ONLINE}"),
    "changes/?from=2020-06-01&to=2020-06-30": (
        "1 October 2020",
        f"/en/calendar/changes/?from=2020-10-01&to=2020-10-01&{ONLINE}",
    ),
}
#: Views of the whole plan: what they do not hold is nowhere.
WHOLE = ["", "by-priority/", "by-body/", "by-place/"]


@pytest.fixture(scope="module", autouse=True)
def _plan(django_db_setup, django_db_blocker) -> Iterator[None]:
    with (
        django_db_blocker.unblock(),
        undone(),
        override_settings(PORTAL_CLOCK=TODAY),
        override("en"),
    ):
        make_plan()
        yield


def make_plan() -> None:
    for period, announced_on, form in (
        (Period.on(date(2019, 9, 1)), date(2019, 8, 1), Format.IN_PERSON),
        (OCTOBER_29, date(2019, 8, 1), Format.IN_PERSON),
        (Period.on(date(2020, 11, 10)), date(2020, 10, 1), Format.ONLINE),
    ):
        EventFactory(
            period=period, format=form, announced=announcement(announced_on), published=True
        )
    EventFactory(period=OCTOBER_29, format=Format.ONLINE)  # a draft


def page(client: Client, view: str, *asked: str, language: str = "en") -> Element:
    query = "&".join(asked)
    mark = "&" if "?" in view else "?"
    return page_at(client, f"/{language}/calendar/{view}{mark if query else ''}{query}")


@pytest.mark.parametrize(("view", "nearest"), TIMES.items())
def test_empty_time_says_why_and_names_the_nearest(client: Client, view, nearest):
    empty = page(client, view, ONLINE).one("main").one("div", cls="no-events")

    told = empty.one("p")
    assert "held online." in told.text
    assert f"The nearest: {nearest[0]}." in told.text
    assert told.all("a")[0]["href"] == nearest[1]
    assert page_of(client.get(nearest[1])).one("main").all("div", cls="no-events") == []


@pytest.mark.parametrize("view", WHOLE)
def test_empty_plan_says_why_and_which_parameter_is_too_much(client: Client, view):
    empty = page(client, view, ONLINE, "kind=forum").one("main").one("div", cls="no-events")

    assert empty.one("p").text.startswith("No events of the kind “forum”, held online.")
    assert [a["href"] for a in empty.one("ul").all("a")] == [f"/en/calendar/{view}?{ONLINE}"]


@pytest.mark.by_turns(6)
@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("view", [*TIMES, *WHOLE])
def test_filter_survives_the_switch_of_languages(client: Client, view, code):
    shown = page(client, view, ONLINE, language=code)

    mark = "&" if "?" in view else "?"
    links = [a["href"] for a in shown.one("nav", cls="language-switch").all("a")]
    assert sorted(links) == sorted(
        f"/{other}/calendar/{view}{mark}{ONLINE}" for other in CODES if other != code
    )
    assert [page_of(client.get(link)).one("h1").text != "" for link in links] == [True, True]
