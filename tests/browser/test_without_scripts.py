"""What a reader does, in a browser that runs no script."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from scripts.showcase.scenes import Scene

pytestmark = [pytest.mark.browser, pytest.mark.one_database]


@pytest.fixture
def plain_page(browser: Browser, addresses: dict[Scene, str]) -> Iterator[Page]:
    context = browser.new_context(base_url=addresses[Scene.DURING], java_script_enabled=False)
    yield context.new_page()
    context.close()


def test_plan_is_filtered(plain_page: Page):
    plain_page.goto("/en/calendar/")

    plain_page.locator(".filter-panel summary").click()
    plain_page.get_by_label("Kind").select_option("forum")
    plain_page.get_by_role("button", name="Apply").click()

    plain_page.wait_for_url("**/en/calendar/?kind=forum")
    assert plain_page.locator(".filter-shown").inner_text().startswith("Shown: ")


def test_link_into_the_past_of_the_plan_shows_it(plain_page: Page):
    plain_page.goto("/en/calendar/")
    september = plain_page.locator("#m201909")
    folded = september.is_visible()

    plain_page.goto("about:blank")
    plain_page.goto("/en/calendar/#m201909")

    assert (folded, september.is_visible()) == (False, True)
    assert september.bounding_box()["y"] < plain_page.viewport_size["height"]  # type: ignore[index]


def test_words_are_searched_for(plain_page: Page):
    plain_page.goto("/ru/about/")

    plain_page.locator(".site-header .search-box input").fill("форум")
    plain_page.locator(".site-header .search-box button").click()

    assert plain_page.locator(".search-result").count() == 10


def test_plan_of_a_past_day_is_asked_for(plain_page: Page):
    plain_page.goto("/en/calendar/as-on/2020-05-26/")

    plain_page.locator("main input[type=date]").first.fill("2020-06-01")
    plain_page.get_by_role("button", name="Show").first.click()

    plain_page.wait_for_url("**/en/calendar/as-on/2020-06-01/")


def test_clock_is_chosen_and_remembered(plain_page: Page, addresses: dict[Scene, str]):
    event = f"{addresses[Scene.AFTER]}/en/events/specimen-timed/"
    plain_page.goto(event)

    plain_page.locator(".clock-form select").select_option("beijing")
    plain_page.locator(".clock-form button").click()
    plain_page.goto(event)

    assert plain_page.locator("time", has_text="Beijing time").count() >= 1


def test_views_of_the_calendar_go_sideways_on_a_phone(plain_page: Page):
    plain_page.set_viewport_size({"width": 390, "height": 844})
    plain_page.goto("/ru/calendar/")
    last = plain_page.locator(".view-switch a").last
    beside_the_screen = last.bounding_box()["x"] > 390  # type: ignore[index]

    last.focus()

    box = last.bounding_box()
    assert box
    assert (beside_the_screen, box["x"] + box["width"] < 300) == (True, True)


def test_menu_of_a_phone_opens(plain_page: Page):
    plain_page.set_viewport_size({"width": 390, "height": 844})
    plain_page.goto("/zh-hans/")

    plain_page.locator(".small-menu summary").click()
    plain_page.locator(".small-menu a").first.click()

    plain_page.wait_for_url("**/zh-hans/news/")
