import pytest
from django.conf import settings as ours
from django.test import Client
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from tests.factories import StaffFactory
from tests.markup import Element, page_of


@pytest.fixture
def front_page(settings, client: Client):
    """The front page on a day: `front_page("2020-10-28")`."""

    def on(day: str, code: str = "en") -> Element:
        settings.PORTAL_CLOCK = day
        response = client.get(f"/{code}/")
        assert response.status_code == 200
        return page_of(response)

    return on


@pytest.fixture
def staff_page(browser_page: Page, live_server: LiveServer, client: Client) -> Page:
    """A tab of an editor who has logged in."""
    client.force_login(StaffFactory(username="editor"))
    name = ours.SESSION_COOKIE_NAME
    cookie = {"name": name, "value": client.cookies[name].value, "url": live_server.url}
    browser_page.context.add_cookies([cookie])  # type: ignore[list-item]  # a TypedDict
    return browser_page
