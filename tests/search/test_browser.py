"""The search in a real browser: by keyboard, on a small screen, in both schemes."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from publishing.languages import CODES
from tests.factories import ArticleFactory, EventFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PAGES = ("", "?q=zebra", "?q=zebra+unicorn", "?q=ghbdtn", "?q=zebra&type=body", "?q=zebra&page=0")


@pytest.fixture
def zebras() -> None:
    for _number in range(11):
        EventFactory(title_en="Zebra talks", summary_ru="О зебрах.", published=True)
    ArticleFactory(title_en="Zebras meet", published=True)


@pytest.mark.usefixtures("zebras")
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("code", CODES)
def test_pages_have_no_fault_that_a_machine_can_find(browser_page: Page, code: str, scheme: str):
    browser_page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    for path in PAGES:
        browser_page.goto(f"/{code}/search/{path}")

        result = Axe().run(browser_page)

        assert result.violations_count == 0, result.generate_report()


@pytest.mark.usefixtures("zebras")
@pytest.mark.parametrize("code", CODES)
def test_smallest_screen_needs_no_sideways_scrolling(browser_page: Page, code: str):
    browser_page.set_viewport_size({"width": 320, "height": 640})
    for path in PAGES:
        browser_page.goto(f"/{code}/search/{path}")

        width = browser_page.evaluate("document.documentElement.scrollWidth")

        assert (path, width) == (path, 320)


@pytest.mark.usefixtures("zebras")
def test_the_box_in_the_head_searches_by_keyboard(browser_page: Page):
    browser_page.goto("/en/about/")

    browser_page.locator(".site-header .search-box input").focus()
    browser_page.keyboard.type("zebras")
    browser_page.keyboard.press("Enter")

    browser_page.wait_for_url("**/en/search/?q=zebras")
    assert browser_page.locator(".search-result").count() == 10
