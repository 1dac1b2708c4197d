"""The portal on show, and a tab that notes every fault of a page."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, Response

from scripts.showcase import scenes
from scripts.showcase.pages import Shown
from scripts.showcase.scenes import Scene
from scripts.showcase.server import serving
from tests.driving import foreign

#: Of the browser, in pixels.
USUAL_TEXT, USUAL_FIXED_TEXT = 16, 13
_TEXT_HAS_SIZE = """([width, size]) => innerWidth === width
  && parseFloat(getComputedStyle(document.documentElement).fontSize) === size"""


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The databases on show, made once for all workers of a run."""
    own = tmp_path_factory.getbasetemp()
    found = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "showcase"
    found.mkdir(exist_ok=True)
    scenes.make(found)
    return found


@pytest.fixture(scope="session")
def addresses(folder: Path) -> Iterator[dict[Scene, str]]:
    with serving(folder) as served:
        yield served


@dataclass
class Tab:
    """One tab of the browser: opens pages on show, and keeps what went wrong in them."""

    context: BrowserContext
    addresses: dict[Scene, str]
    faults: list[str] = field(default_factory=list)
    #: What this page has asked for: what the page before was still loading is none of its faults.
    asked: set[Request] = field(default_factory=set)
    #: How many pixels wide and high the screen is, and how many times its usual size text has.
    shown: tuple[int, int, int] = (0, 0, 1)

    def __post_init__(self) -> None:
        self.page: Page = self.context.new_page()
        self.devtools = self.context.new_cdp_session(self.page)
        self.page.on("request", self._asked)
        self.page.on("requestfailed", self._failed)
        self.page.on("response", self._answered)
        self.page.on("console", self._said)
        self.page.on("pageerror", lambda error: self.faults.append(f"script error: {error}"))

    def _failed(self, asked: Request) -> None:
        # The browser itself gives a picture up when a new size of the screen asks for another file.
        given_up = (asked.resource_type, asked.failure) == ("image", "net::ERR_ABORTED")
        if asked in self.asked and not given_up:
            self.faults.append(f"failed: {asked.url} ({asked.failure})")

    def open(self, shown: Shown, code: str) -> Page:
        self.asked.clear()
        self.faults.clear()
        answer = self.page.goto(f"{self.addresses[shown.scene]}/{code}/{shown.path}")
        assert answer
        assert answer.status == shown.status
        return self.page

    def empty(self) -> None:
        """Take away what the page holds: it would only be drawn anew for the screen of the next."""
        self.page.evaluate("document.documentElement.replaceChildren()")

    def show(self, width: int, height: int, *, text: int = 1) -> None:
        """Make the screen so large, and text so many times its usual size."""
        before, self.shown = self.shown, (width, height, text)
        if before == self.shown:
            return
        self.page.set_viewport_size({"width": width, "height": height})
        if text != 1 or before[2] != 1:  # a new size of the screen may bring the usual back
            sizes = {"standard": USUAL_TEXT * text, "fixed": USUAL_FIXED_TEXT * text}
            self.devtools.send("Page.setFontSizes", {"fontSizes": sizes})
        wanted = [width, USUAL_TEXT * text]
        if not self.page.evaluate(
            _TEXT_HAS_SIZE, wanted
        ):  # to wait for it, a page is drawn meanwhile
            self.page.wait_for_function(_TEXT_HAS_SIZE, arg=wanted)

    def _asked(self, request: Request) -> None:
        self.asked.add(request)
        homes = self.addresses.values()
        if all(foreign(request, home) for home in homes):
            self.faults.append(f"request to another host: {request.url}")

    def _answered(self, response: Response) -> None:
        if response.status >= 400 and not response.request.is_navigation_request():
            self.faults.append(f"{response.status}: {response.url}")

    def _said(self, message: ConsoleMessage) -> None:
        # The page itself may be one about an error, and Chromium says so.
        about_itself = message.location["url"] == self.page.url and "status of" in message.text
        # A doubled text makes it fetch the letters anew, and call the preloaded ones unused.
        about_letters = "was preloaded using link preload" in message.text
        if message.type in ("error", "warning") and not about_itself and not about_letters:
            self.faults.append(f"{message.type} in the console: {message.text}")


@pytest.fixture(scope="module")
def tab(browser: Browser, addresses: dict[Scene, str]) -> Iterator[Tab]:
    context = browser.new_context(reduced_motion="reduce")
    yield Tab(context, addresses)
    context.close()
