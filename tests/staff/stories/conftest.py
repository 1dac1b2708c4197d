"""People at the desk of 28 October 2020, each in a browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from tests.driving import log_in
from tests.staff.stories.person import Person


@pytest.fixture(autouse=True)
def standing(settings: Any, tmp_path: Any) -> None:
    settings.PORTAL_CLOCK = "2020-10-28"
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def somebody(browser_page: Page, live_server: LiveServer) -> Callable[[User], Person]:
    """Seat an account at the one tab: `somebody(account_of(Role.EDITOR))`."""

    def sit_down(account: User) -> Person:
        log_in(browser_page.context, account, live_server.url)
        return Person(browser_page)

    return sit_down


@pytest.fixture
def somebody_else(
    browser: Browser, live_server: LiveServer
) -> Iterator[Callable[[User | None], Person]]:
    """Seat an account, or a guest, at a browser of its own."""
    context = browser.new_context(base_url=live_server.url, reduced_motion="reduce")

    def sit_down(account: User | None) -> Person:
        if account:
            log_in(context, account, live_server.url)
        return Person(context.new_page())

    yield sit_down
    context.close()
