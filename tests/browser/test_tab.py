"""The one tab of all tests (`browser_page`): none finds what another left."""

import pytest
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from tests.driving import leave

pytestmark = [
    pytest.mark.browser,
    pytest.mark.one_database,
    pytest.mark.django_db(transaction=True),
]

LEFT = """() => {
  document.cookie = "left=1; path=/";
  localStorage.left = sessionStorage.left = 1;
  addEventListener("pagehide", () => (sessionStorage.late = 1));
}"""
FOUND = """() => [document.cookie, localStorage.length, sessionStorage.length, innerWidth,
  ...["print", "(prefers-color-scheme: dark)", "(prefers-reduced-motion)"]
    .map((query) => matchMedia(query).matches)]"""


def test_tab_that_was_left_is_as_good_as_new(browser_page: Page, live_server: LiveServer):
    browser_page.goto("/en/about/")
    before = browser_page.evaluate(FOUND)
    browser_page.set_viewport_size({"width": 390, "height": 844})
    browser_page.emulate_media(media="print", color_scheme="dark")
    browser_page.evaluate(LEFT)
    assert browser_page.evaluate(FOUND) == ["left=1", 1, 1, 390, True, True, True]

    leave(browser_page, live_server.url)
    browser_page.goto("/en/about/")

    assert browser_page.evaluate(FOUND) == before == ["", 0, 0, 1280, False, False, True]
