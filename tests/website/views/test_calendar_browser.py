"""The plan in a real browser: as the smallest phone lists it, and by keyboard."""

from datetime import date

import pytest
from playwright.sync_api import Page

from events.actions.changes import FactChanges
from events.dates import Period
from tests.acting import changes
from tests.events.planned import OCTOBER_29, TODAY, YEAR_2020, event
from tests.factories import CityFactory, PriorityFactory, announcement

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SMALLEST = {"width": 320, "height": 640}
LONG_TITLE = "Meeting of Ministers Responsible for Foreign Economic and Foreign Trade Activities"


@pytest.fixture
def plan(settings):
    """Every way in which a day, a month and a year can be filled."""
    settings.PORTAL_CLOCK = TODAY
    goal = PriorityFactory(published=True)
    moved = event("Forum", Period.on(date(2020, 10, 7), date(2020, 10, 9)), cities=[CityFactory()])
    changes.reschedule(moved, announcement(), FactChanges(OCTOBER_29))
    changes.cancel(event("Off", Period.on(date(2020, 10, 14), date(2020, 10, 15))), announcement())
    changes.postpone(event("Later"), announcement())
    event("Over the week", Period.on(date(2020, 10, 15), date(2020, 10, 20)), priorities=[goal])
    for number in range(4):
        event(f"{LONG_TITLE} {number}", title_ru="Внешнеэкономическая деятельность " * 3)
    event("Vague", Period.in_month(2020, 10))
    event("Some day", YEAR_2020)


@pytest.mark.usefixtures("plan")
def test_small_screen_lists_each_event_once_and_no_empty_day_but_today(browser_page: Page):
    browser_page.set_viewport_size(SMALLEST)

    browser_page.goto("/en/calendar/2020/10/")

    days = browser_page.locator(".month-table td:visible .month-day time")
    assert [text.split()[0] for text in days.all_inner_texts()] == ["7", "14", "15", "28", "29"]
    assert browser_page.locator(".month-bars:visible").count() == 0


@pytest.mark.usefixtures("plan")
def test_filter_is_applied_by_keyboard(browser_page: Page):
    browser_page.goto("/en/calendar/")

    browser_page.locator("summary", has_text="Filter").focus()
    browser_page.keyboard.press("Enter")
    browser_page.get_by_label("Kind").select_option("meeting")
    browser_page.get_by_role("button", name="Apply").press("Enter")
    browser_page.wait_for_url("**/en/calendar/?kind=meeting")

    assert browser_page.locator(".filter-shown").inner_text().startswith("Shown: ")
