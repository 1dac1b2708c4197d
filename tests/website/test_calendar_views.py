"""An entry is a view of the calendar: its page, its files, the switch and the sitemap follow."""

from datetime import date

import pytest
from django.http import Http404
from django.test import Client
from django.urls import Resolver404, resolve

from events.dates import Period
from tests.factories import EventFactory
from tests.markup import page_of
from website import sitemaps, urls
from website.calendar_views import CALENDAR_VIEWS, CalendarView, in_switch
from website.exports.formats import EVERYWHERE, GEO

pytestmark = pytest.mark.django_db

NUMBERS = {"year": (2020,), "month": (2020, 10), "week": (2020, 44), "day": (2020, 10, 28)}
VIEWS = list(CALENDAR_VIEWS.values())


@pytest.fixture(autouse=True)
def forum() -> None:
    EventFactory(
        slug="forum", title_en="Forum", period=Period.on(date(2020, 10, 28)), published=True
    )


@pytest.mark.by_turns(4)
@pytest.mark.parametrize("view", VIEWS, ids=list(CALENDAR_VIEWS))
def test_page_and_files_of_a_view_hold_its_events(client: Client, view: CalendarView):
    address = view.url(*NUMBERS.get(view.name, ()))
    forms = [*EVERYWHERE, *([GEO] if view.has_map else [])]

    page = page_of(client.get(address))
    files = [client.get(f"{address.rstrip('/')}.{form.ending}").content for form in forms]

    current = [
        link.text
        for link in page.one("nav", cls="view-switch").all("a", **{"aria-current": "page"})
    ]
    assert current == ([str(view.label)] if view.label else [])
    assert "Forum" in page.one("main").text
    assert all(
        b"Forum" in file or file.startswith(b"PK") or form is GEO
        for form, file in zip(forms, files, strict=True)
    )


def test_map_is_of_the_views_that_have_one():
    def has_map(view: CalendarView) -> bool:
        address = view.url(*NUMBERS.get(view.name, ())).rstrip("/")
        try:
            return resolve(f"{address}.geojson").url_name == f"{view.name}_geojson"
        except Resolver404:
            return False

    assert [view.name for view in VIEWS if has_map(view)] == ["by_place"]


def test_switch_opens_every_view_around_the_day():
    names = [view.name for view in in_switch()]

    assert names == ["plan", "week", "month", "year", "by_priority", "by_body", "by_place"]
    assert [view.url_around(date(2020, 10, 28)) for view in in_switch()] == [
        "/en/calendar/",
        "/en/calendar/2020/W44/",
        "/en/calendar/2020/10/",
        "/en/calendar/2020/",
        "/en/calendar/by-priority/",
        "/en/calendar/by-body/",
        "/en/calendar/by-place/",
    ]


def test_sitemap_names_the_pages_of_the_views_that_have_any():
    addresses = {address.url for address in sitemaps.pages(lambda path: path)}

    there = {view.name for view in VIEWS if view.url(*NUMBERS.get(view.name, ())) in addresses}

    assert there == set(CALENDAR_VIEWS) - {"day"}


def test_page_without_days_in_the_plan_is_none():
    for name, numbers in (("year", {"year": 1990}), ("month", {"year": 2020, "month": 13})):
        days = CALENDAR_VIEWS[name].days
        assert days is not None
        with pytest.raises(Http404):
            days(**numbers)


def test_new_entry_brings_its_addresses(monkeypatch: pytest.MonkeyPatch):
    decade = CalendarView(name="decade", route="<yyyy:year>/d<mm:decade>", has_map=True)
    monkeypatch.setitem(urls.PAGES, "decade", urls.calendar.month)

    addresses = {pattern.name: str(pattern.pattern) for pattern in urls.of_view(decade)}

    assert addresses == {
        "decade": "calendar/<yyyy:year>/d<mm:decade>/",
        "decade_as": "calendar/<yyyy:year>/d<mm:decade>.<ending:export_format>",
        "decade_geojson": "calendar/<yyyy:year>/d<mm:decade>.geojson",
    }
