"""A page in a real browser: fixtures of tests that drive Chromium."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings as installation
from django.contrib.sessions.models import Session
from django.db import OperationalError
from django.test import Client
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    Response,
    TimeoutError as TooLateError,
    ViewportSize,
    sync_playwright,
)
from pytest_django.live_server_helper import LiveServer

from scripts import chromium
from tests.choosing import EVERY_COMBINATION
from tests.factories import StaffFactory

#: How long the browser may take to give up a connection.
SECONDS_TO_END = 10
#: Milliseconds for what a page asks by itself, so that nothing is written beside a test that goes on.
MOST_QUIET = 5_000
#: Where a tab waits for the next test: a file of the portal, for which no view is asked.
EMPTY = "/static/js/your-time.js"
USUAL_SCREEN: ViewportSize = {"width": 1280, "height": 720}


def settle(tab: Page) -> None:
    """Wait until the page has said what it says by itself, that it is open: at most a while.

    Where the database was locked for that, Chromium may wait for the answer for ever.
    """
    with suppress(TooLateError):
        tab.wait_for_load_state("networkidle", timeout=MOST_QUIET)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, started once for all tests of a worker."""
    path = chromium.find()
    if path is None:
        pytest.skip("no Chromium on this machine")
    with pytest.MonkeyPatch.context() as patch:
        # Playwright leaves an event loop running in this thread, and Django would refuse every
        # query beside one. The test itself is not asynchronous.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        with sync_playwright() as playwright:
            chrome = playwright.chromium.launch(executable_path=path, args=chromium.for_tests())
            yield chrome
            chrome.close()


@pytest.fixture(scope="session")
def drawn() -> set[str] | None:
    """The ways of drawing text at the desk whose contrast was measured; none is kept in the proof."""
    return None if EVERY_COMBINATION else set()


@pytest.fixture(scope="session")
def only_page(browser: Browser, live_server: LiveServer) -> Iterator[Page]:
    """One tab for all tests of a worker: a new one takes longer than most pages."""
    context = browser.new_context(base_url=live_server.url, reduced_motion="reduce")
    yield context.new_page()
    context.close()
    # A connection ends a moment later, with a word to the database that the server lends it no longer
    # than it lives itself.
    for thread in threading.enumerate():
        if "process_request_thread" in thread.name:
            thread.join(SECONDS_TO_END)


@pytest.fixture
def browser_page(only_page: Page, live_server: LiveServer) -> Iterator[Page]:
    """An empty tab at the running portal: `browser_page.goto("/en/")`.

    Fails the test when a page asks another host for anything, when the content security policy
    stops something, or when a script ends in an error.
    """
    faults: list[str] = []
    heard: dict[Any, Callable[[Any], None]] = {
        "request": lambda request: faults.extend(foreign(request, live_server.url)),
        "console": lambda message: faults.extend(stopped(message)),
        "pageerror": lambda error: faults.append(f"script error: {error}"),
    }
    for event, hear in heard.items():
        only_page.on(event, hear)

    yield only_page

    leave(only_page, live_server.url)
    for event, hear in heard.items():
        only_page.remove_listener(event, hear)
    assert faults == []


def leave(page: Page, home: str) -> None:
    """Make a tab as good as new: nothing is loading, kept or set any more."""
    # A page of the desk keeps what was typed at the moment when it is left: what a tab keeps
    # is forgotten on another page of the same origin. A file without a script is cheaper than an empty page.
    for other in page.context.pages:
        if other is not page:
            other.close()
    page.goto(f"{home}{EMPTY}")
    page.evaluate("sessionStorage.clear()")
    page.emulate_media(media="null", color_scheme="light")
    if page.viewport_size != USUAL_SCREEN:
        page.set_viewport_size(USUAL_SCREEN)
    page.mouse.move(-1, -1)
    page.context.clear_cookies()
    devtools = page.context.new_cdp_session(page)
    devtools.send("Storage.clearDataForOrigin", {"origin": home, "storageTypes": "all"})
    devtools.send("Network.clearBrowserCache")
    devtools.detach()


def foreign(request: Request, home: str) -> list[str]:
    address = urlsplit(request.url)
    ours = address.scheme in ("data", "blob") or address.netloc == urlsplit(home).netloc
    return [] if ours else [f"request to another host: {request.url}"]


def stopped(message: ConsoleMessage) -> list[str]:
    refused = message.type == "error" and "Content Security Policy" in message.text
    return [message.text] if refused else []


def log_in(context: BrowserContext, account: Any, home: str) -> None:
    """Hand a browser the session of somebody who has logged in."""
    client = Client()
    client.force_login(account)
    name = installation.SESSION_COOKIE_NAME
    context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": home}])


def end_sessions() -> None:
    """End every session, though a page may be asking for something."""
    beside_answers(Session.objects.all().delete)


def beside_answers(write: Callable[[], object]) -> None:
    """Write, as soon as no page of the browser asks for anything: SQLite refuses it beside an answer."""
    until = time.monotonic() + SECONDS_TO_END
    while True:
        try:
            write()
        except OperationalError:
            if time.monotonic() > until:
                raise
            time.sleep(0.05)
        else:
            return


def opened(page: Page, address: str) -> Response | None:
    """Open a page of the desk: SQLite in memory refuses to read beside what the page before it sends as it is left."""
    until = time.monotonic() + SECONDS_TO_END
    while True:
        answer = page.goto(address)
        if answer is None or answer.status != 503 or time.monotonic() > until:
            return answer


@pytest.fixture
def staff_page(browser_page: Page, live_server: LiveServer) -> Page:
    """A tab of an editor who has logged in."""
    log_in(browser_page.context, StaffFactory(username="editor"), live_server.url)
    return browser_page
