"""Somebody at the desk, of whom every step is counted."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from playwright.sync_api import Page

PASTE = """(html) => {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/html", html);
  const paste = new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true });
  document.activeElement.dispatchEvent(paste);
}"""
STATUSES = """(addresses) => Promise.all(addresses.map(async (one) => (await fetch(one)).status))"""
#: What a page says once something was saved.
DONE = ".messagelist .success"


@dataclass
class Counts:
    """Clicks, choices and fields are steps; a page is one that was loaded."""

    steps: int = 0
    pages: int = 0
    #: What was written by hand.
    fields: int = 0


@dataclass
class Person:
    """Works in one tab. What a test only looks at is asked of the tab itself, and is no step."""

    tab: Page
    all: Counts = field(default_factory=Counts)

    def __post_init__(self) -> None:
        self.tab.on("domcontentloaded", lambda _page: self._count(pages=1))

    def _count(self, *, steps: int = 0, pages: int = 0, fields: int = 0) -> None:
        self.all.steps += steps
        self.all.pages += pages
        self.all.fields += fields

    @contextmanager
    def at_most(self, *, steps: int, pages: int, fields: int | None = None) -> Iterator[None]:
        """Fail where what is done within takes more than a story allows."""
        before = Counts(self.all.steps, self.all.pages, self.all.fields)
        yield
        took = Counts(
            self.all.steps - before.steps,
            self.all.pages - before.pages,
            self.all.fields - before.fields,
        )
        assert took.steps <= steps, took
        assert took.pages <= pages, took
        assert fields is None or took.fields <= fields, took

    def click(self, at: str) -> None:
        self._count(steps=1)
        self.tab.click(at)

    def go(self, at: str, then: str = "") -> None:
        """Click what leads to another page, and wait for it: until `then` stands on it."""
        with self.tab.expect_event("domcontentloaded"):
            self.click(at)
        if then:
            self.tab.wait_for_selector(then)

    def check(self, at: str) -> None:
        self._count(steps=1)
        self.tab.check(at)

    def choose(self, at: str, value: str) -> None:
        self._count(steps=1)
        self.tab.select_option(at, value)

    def write(self, at: str, words: str) -> None:
        self._count(steps=1, fields=1)
        self.tab.fill(at, words)

    def type(self, words: str) -> None:
        """Write where the cursor stands."""
        self._count(steps=1, fields=1)
        self.tab.keyboard.type(words)

    def paste(self, html: str) -> None:
        """Paste what another program would put into the clipboard, where the cursor stands."""
        self._count(steps=1)
        self.tab.evaluate(PASTE, html)

    def asks(self, addresses: list[str]) -> list[int]:
        """Return the status of what each address answers to this browser. No page is opened."""
        answers: list[int] = self.tab.evaluate(STATUSES, addresses)
        return answers

    def tab_to(self, at: str, *, most: int) -> None:
        """Press Tab until `at` has the focus; past the head of the page by the link that skips it."""
        for _time in range(most):
            self.tab.keyboard.press("Tab")
            if self.tab.evaluate("document.activeElement.matches('.skip-to-content-link')"):
                self.tab.keyboard.press("Enter")
            if self.tab.evaluate("(at) => document.activeElement.matches(at)", at):
                return
        raise AssertionError(f"{at} is further than {most} presses of Tab")

    def enter(self, then: str) -> None:
        """Press Enter on what leads to another page, and wait for it: until `then` stands on it."""
        self._count(steps=1)
        with self.tab.expect_event("domcontentloaded"):
            self.tab.keyboard.press("Enter")
        self.tab.wait_for_selector(then)
