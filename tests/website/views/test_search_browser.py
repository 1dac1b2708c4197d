"""The search in a real browser, by keyboard."""

import pytest
from playwright.sync_api import Page

from tests.factories import ArticleFactory, EventFactory

pytestmark = [
    pytest.mark.browser,
    pytest.mark.indexed,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("index_follows"),
]


@pytest.fixture
def zebras(index_follows: None) -> None:
    for _number in range(11):
        EventFactory(title_en="Zebra talks", summary_ru="О зебрах.", published=True)
    ArticleFactory(title_en="Zebras meet", published=True)


@pytest.mark.usefixtures("zebras")
def test_the_box_in_the_head_searches_by_keyboard(browser_page: Page):
    browser_page.goto("/en/about/")

    browser_page.locator(".site-header .search-box input").focus()
    browser_page.keyboard.type("zebras")
    browser_page.keyboard.press("Enter")

    browser_page.wait_for_url("**/en/search/?q=zebras")
    assert browser_page.locator(".search-result").count() == 10
