"""What every test may use: a page in a real browser, and an honest end to the run."""

import os
from collections import Counter
from collections.abc import Generator, Iterator
from urllib.parse import urlsplit

import pytest
from django.db import connection
from django.test import SimpleTestCase, TransactionTestCase
from django.utils import translation
from hypothesis import settings
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, sync_playwright
from pytest_django.live_server_helper import LiveServer

from documents.triggers import VERSIONS
from events.triggers import CHANGES
from publishing import records
from scripts import chromium
from search import finding

REQUIRE_ALL = os.environ.get("REQUIRE_ALL") == "1"
DATABASES = ("postgresql", "sqlite")
#: Folders and files whose tests take minutes.
LONGEST = (
    "tests/browser/",
    "tests/whole_site/",
    "tests/journeys/",
    "tests/sco_presidency/test_plan_real.py",
)
#: Folders whose tests search; others are marked one by one.
SEARCHING = ("tests/search/", "tests/journeys/", "tests/whole_site/")
APPEND_ONLY = (CHANGES, VERSIONS)

# A busy machine is no fault of the code.
settings.register_profile("portal", deadline=None)
settings.load_profile("portal")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out the tests that state a rule of the other database, or need to be run only once."""
    others = [name for name in DATABASES if name != connection.vendor]
    if connection.vendor != "sqlite":
        others += ["one_database", "browser"]  # Chromium sees the same pages on each
    left_out = [
        item
        for item in items
        if any(item.get_closest_marker(name) for name in others)
        or (connection.vendor != "sqlite" and not asks_a_database(item))
    ]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in left_out]
    items.sort(key=starts_late)
    for item in items:
        if item.nodeid.startswith(SEARCHING):
            item.add_marker("indexed")


def starts_late(item: pytest.Item) -> bool:
    """Whether a test is not of the longest: those start first, so that no process ends alone."""
    return not item.nodeid.startswith(LONGEST)


def asks_a_database(item: pytest.Item) -> bool:
    """Whether a test may touch a database; one that may not gives the same answer on each."""
    fixtures = getattr(item, "fixturenames", ())
    return (
        item.get_closest_marker("django_db") is not None
        or any(
            name in fixtures for name in ("db", "transactional_db", "live_server", "admin_client")
        )
        or issubclass(getattr(item, "cls", None) or object, SimpleTestCase)
    )


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """With REQUIRE_ALL=1 a skipped test is a failed one."""
    report = yield
    if REQUIRE_ALL and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"Skipped, but REQUIRE_ALL=1 allows no skipping: {reason(report)}"
    return report


def reason(skipped: pytest.TestReport) -> str:
    text = skipped.longrepr[2] if isinstance(skipped.longrepr, tuple) else skipped.longrepr
    return str(text).removeprefix("Skipped: ")


def pytest_report_header(config: pytest.Config) -> list[str]:
    return [f"database: {connection.vendor}", f"chromium: {chromium.find() or 'none'}"]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say at the end, loudly, what was not run and why."""
    if connection.vendor != "sqlite":
        terminalreporter.section("pages in a browser are looked at in the run on SQLite alone")
    skipped = terminalreporter.getreports("skipped")
    reasons = Counter(str(report.longrepr[2]).removeprefix("Skipped: ") for report in skipped)
    for reason, count in reasons.items():
        terminalreporter.section(
            f"NOT RUN: {count} tests: {reason}", sep="!", yellow=True, bold=True
        )


@pytest.fixture(autouse=True)
def begun_in_english() -> None:
    """Forget the language of the last request: a thread keeps it."""
    translation.activate("en")


@pytest.fixture(autouse=True)
def left_out_of_the_index(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Spare a test that does not search a third of its time; one that does is marked `indexed`."""
    if request.node.get_closest_marker("indexed") is None:
        monkeypatch.setattr(records, "_listeners", [])
        monkeypatch.setattr(finding, "openings", refuse_to_search)


def refuse_to_search(text: str) -> None:
    raise AssertionError("A test that searches is marked `indexed`.")


@pytest.fixture(autouse=True, scope="session")
def emptied_after_transactions() -> Iterator[None]:
    """Let a test that commits (`transactional_db`, `live_server`) empty its database afterwards.

    The triggers on what is append-only rightly refuse that too.
    """
    empty = TransactionTestCase._fixture_teardown  # type: ignore[attr-defined]  # untyped there

    def empty_without_triggers(case: TransactionTestCase) -> None:
        for table in APPEND_ONLY:
            table.remove(connection)
        try:
            empty(case)
        finally:
            for table in APPEND_ONLY:
                table.install(connection)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", empty_without_triggers)
        yield


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
            chrome = playwright.chromium.launch(executable_path=path, args=chromium.ARGUMENTS)
            yield chrome
            chrome.close()


@pytest.fixture
def browser_page(browser: Browser, live_server: LiveServer) -> Iterator[Page]:
    """An empty tab at the running portal: `browser_page.goto("/en/")`.

    Fails the test when a page asks another host for anything, when the content security policy
    stops something, or when a script ends in an error.
    """
    faults: list[str] = []
    context = browser.new_context(base_url=live_server.url, reduced_motion="reduce")
    page = context.new_page()
    page.on("request", lambda request: faults.extend(foreign(request, live_server.url)))
    page.on("console", lambda message: faults.extend(stopped(message)))
    page.on("pageerror", lambda error: faults.append(f"script error: {error}"))

    yield page

    context.close()
    assert faults == []


def foreign(request: Request, home: str) -> list[str]:
    address = urlsplit(request.url)
    ours = address.scheme in ("data", "blob") or address.netloc == urlsplit(home).netloc
    return [] if ours else [f"request to another host: {request.url}"]


def stopped(message: ConsoleMessage) -> list[str]:
    refused = message.type == "error" and "Content Security Policy" in message.text
    return [message.text] if refused else []
